import { expect, it, vi } from "vitest";
import { type Codec, codedOutcome, codedSize } from "../../../src/estimators/codecs.ts";
import { contextOf } from "./context-of.ts";

type Settings = { readonly cut: number };

/** A code that writes each byte `cut` times, and notes what is asked of it. */
function repeating(name: string, asked: string[] = []): Codec<Settings> {
  return {
    name,
    async open() {
      asked.push("open");
      return {
        library: `${name} 1.0`,
        async compress(bytes, { cut }) {
          asked.push(`compress ${bytes.length}`);
          return Uint8Array.from({ length: bytes.length * cut }, (_, i) => bytes[Math.floor(i / cut)]!);
        },
        async decompress(code, length) {
          asked.push(`decompress ${code.length} to ${length}`);
          return code.filter((_, i) => i % (code.length / length) === 0);
        },
      };
    },
  };
}

const bytes = Uint8Array.of(3, 1, 4);

it("the size of the code, and what made it; what was coded is decoded", async () => {
  const asked: string[] = [];
  const codec = repeating("twice", asked);
  expect(await codedSize(bytes, codec, { cut: 2 })).toEqual({ size: 6, library: "twice 1.0" });
  expect(asked).toEqual(["open", "compress 3", "decompress 6 to 3"]);
  // It is open by now.
  expect(await codedSize(bytes.subarray(1), codec, { cut: 5 })).toEqual({ size: 10, library: "twice 1.0" });
  expect(asked.slice(3)).toEqual(["compress 2", "decompress 10 to 2"]);
});

it("a library requested twice before it is loaded is opened once", async () => {
  const asked: string[] = [];
  const codec = repeating("at once", asked);
  await Promise.all([codedSize(bytes, codec, { cut: 1 }), codedSize(bytes, codec, { cut: 2 })]);
  expect(asked.filter((what) => what === "open")).toHaveLength(1);
});

it.each([[[3, 1, 5]], [[3, 1]], [[3, 1, 4, 1]], [[]]])("what comes back as %j is an error", async (back) => {
  const broken: Codec<Settings> = {
    name: "broken",
    open: async () => ({
      library: "broken 1",
      compress: async () => Uint8Array.of(1),
      decompress: async () => Uint8Array.from(back),
    }),
  };
  const message = "broken 1 does not restore the bytes";
  await expect(codedSize(bytes, broken, { cut: 1 })).rejects.toThrow(message);
  await expect(codedOutcome(contextOf("abc"), broken, { cut: 1 }, (size) => size)).rejects.toThrow(message);
});

it("no library: the reason", async () => {
  const absent: Codec<Settings> = { name: "absent", open: async () => ({ reason: "not installed" }) };
  expect(await codedSize(bytes, absent, { cut: 1 })).toEqual({ reason: "not installed" });
  const numberOf = vi.fn();
  const outcome = await codedOutcome(contextOf("abc"), absent, { cut: 1 }, numberOf);
  expect(outcome).toEqual({ shape: "undefined", reason: "not installed" });
  expect(numberOf).not.toHaveBeenCalled();
});

it("a number of the size, of the same code for all who ask the same", async () => {
  const asked: string[] = [];
  const [codec, other] = [repeating("many", asked), repeating("other", asked)];
  const context = contextOf("abcd");
  const numberFor = async (code: Codec<Settings>, cut: number, of = context) => {
    const outcome = await codedOutcome(of, code, { cut }, (size) => size / 8);
    expect(outcome).toEqual({
      shape: "scalar",
      value: expect.any(Number),
      parameters: { library: `${code.name} 1.0` },
    });
    return outcome.shape === "scalar" ? outcome.value : Number.NaN;
  };
  expect(await numberFor(codec, 3)).toBe(1.5);
  expect(await codedOutcome(context, codec, { cut: 3 }, (size) => -size)).toMatchObject({ value: -12 });
  expect(asked).toEqual(["open", "compress 4", "decompress 12 to 4"]);
  expect(await numberFor(codec, 2)).toBe(1);
  expect(await numberFor(other, 3)).toBe(1.5);
  expect(await numberFor(codec, 3, contextOf("abcd"))).toBe(1.5);
  expect(await numberFor(codec, 3)).toBe(1.5);
  expect(asked.filter((what) => what.startsWith("compress"))).toHaveLength(4);
});
