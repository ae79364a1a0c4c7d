import { afterEach, describe, expect, it, vi } from "vitest";
import { xz, xzParameters } from "../../../src/estimators/codecs.ts";

const parameters = xzParameters();
const packages = "../../../src/core/optional-package.ts";

/** The codec where the package is what is given. */
async function xzWith(outcome: object): Promise<typeof xz> {
  vi.doMock(packages, () => ({
    optionalPackage: async (name: string) => (name === "lzma-native" ? outcome : undefined),
  }));
  vi.resetModules();
  return (await import("../../../src/estimators/codecs.ts")).xz;
}

afterEach(() => {
  vi.doUnmock(packages);
  vi.resetModules();
});

/** The coder over a library that notes what it is asked and answers at once. */
async function noting(answer: readonly [result: Uint8Array, error?: Error | null]) {
  const asked: unknown[] = [];
  const lzma = {
    PRESET_EXTREME: 1024,
    versionString: () => "5.9",
    compress(bytes: Uint8Array, options: object, done: (...given: unknown[]) => void) {
      asked.push([bytes.length, options]);
      done(...answer);
    },
    decompress(code: Uint8Array, done: (...given: unknown[]) => void) {
      asked.push(code);
      done(...answer);
    },
  };
  const coder = await (await xzWith({ present: true, version: "1.2.3", exports: { default: lzma } })).open();
  if ("reason" in coder) throw new Error(coder.reason);
  return { coder, asked };
}

async function levelFor(preset: number, extreme: boolean, length: number): Promise<unknown> {
  const { coder, asked } = await noting([Uint8Array.of(1)]);
  await coder.compress(new Uint8Array(length), { preset, extreme });
  expect(asked).toEqual([[length, { preset: expect.any(Number) }]]);
  const { preset: level } = (asked[0] as [number, { preset: number }])[1];
  expect(level >= 1024).toBe(extreme);
  return level % 1024;
}

const kibibytes = (number: number) => number * 1024;

describe("the preset with the smallest dictionary that holds the input", () => {
  // Dictionaries of xz -e: 256 KiB, 1, 2 (and 4 with another way to match), 4 (twice), 8 (twice), 16, 32, 64 MiB.
  it.each([
    [9, 0, 0],
    [9, kibibytes(256), 0],
    [9, kibibytes(256) + 1, 1],
    [9, kibibytes(1024), 1],
    [9, kibibytes(1024) + 1, 2],
    [9, kibibytes(2048) + 1, 4],
    [9, kibibytes(4096) + 1, 6],
    [9, kibibytes(8192), 6],
    [9, kibibytes(8192) + 1, 7],
    [9, kibibytes(16_384) + 1, 8],
    [9, kibibytes(32_768) + 1, 9],
    [9, kibibytes(65_536) + 1, 9],
    [8, kibibytes(65_536) + 1, 8],
    [1, kibibytes(2048), 1],
    [1, kibibytes(256), 0],
    [4, 5, 0],
    [3, 5, 3],
    [5, 5, 5],
  ])("-%ie of %i bytes: -%ie", async (preset, length, level) => {
    expect(await levelFor(preset, true, length)).toBe(level);
  });

  // Without -e those below 6 look less far.
  it.each([
    [9, 0, 6],
    [9, kibibytes(8192), 6],
    [9, kibibytes(8192) + 1, 7],
    [6, 5, 6],
    [7, 5, 6],
    [4, 5, 4],
    [1, 5, 1],
    [0, 5, 0],
    [5, 5, 5],
  ])("-%i of %i bytes: -%i", async (preset, length, level) => {
    expect(await levelFor(preset, false, length)).toBe(level);
  });
});

describe("the library", () => {
  it("gets the bytes and no others of the memory they lie in", async () => {
    const { coder, asked } = await noting([Uint8Array.of(7)]);
    const within = Uint8Array.of(1, 2, 3, 4, 5).subarray(1, 4);
    expect(await coder.decompress(within, 9)).toEqual(Uint8Array.of(7));
    expect(asked).toEqual([Buffer.from([2, 3, 4])]);
    expect(coder.library).toBe("lzma-native 1.2.3, liblzma 5.9");
  });

  it("has no error, or null", async () => {
    const { coder } = await noting([Uint8Array.of(7), null]);
    expect(await coder.compress(Uint8Array.of(1), parameters.parse({}))).toEqual(Uint8Array.of(7));
  });

  it("has an error, which is thrown", async () => {
    const { coder } = await noting([Uint8Array.of(7), new Error("no memory")]);
    await expect(coder.compress(Uint8Array.of(1), parameters.parse({}))).rejects.toThrow("no memory");
    await expect(coder.decompress(Uint8Array.of(1), 1)).rejects.toThrow("no memory");
  });

  it("is absent", async () => {
    const absent = { present: false, reason: "not installed" };
    expect(await (await xzWith(absent)).open()).toBe(absent);
  });
});

it("an .xz file of the library itself, and back", async () => {
  const coder = await xz.open();
  if ("reason" in coder) throw new Error(coder.reason);
  const bytes = new TextEncoder().encode("to be or not to be ".repeat(20));
  const codes = [0, 6, 9].map((preset) => coder.compress(bytes, { preset, extreme: true }));
  const [first, ...others] = await Promise.all(codes);
  // Magic numbers at both ends.
  expect([...first!.subarray(0, 6)]).toEqual([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]);
  expect(String.fromCharCode(...first!.subarray(-2))).toBe("YZ");
  for (const other of others) expect(other.length).toBe(first!.length);
  expect(Uint8Array.from(await coder.decompress(first!, bytes.length))).toEqual(bytes);
  expect(coder.library).toMatch(/^lzma-native \d+\.\d+\.\d+, liblzma \d+\.\d+\.\d+$/);
  await expect(coder.decompress(first!.subarray(0, 20), bytes.length)).rejects.toThrow();
});

it("is -9e by default", () => {
  expect(xz.name).toBe("xz");
  expect(parameters.parse({})).toEqual({ preset: 9, extreme: true });
  expect(parameters.parse({ preset: 0, extreme: false })).toEqual({ preset: 0, extreme: false });
  for (const given of [{ preset: -1 }, { preset: 10 }, { preset: 1.5 }, { extreme: 1 }, { other: 1 }])
    expect(parameters.safeParse(given).success).toBe(false);
  expect(parameters.shape.preset.description).toBe("preset of xz, 0 to 9");
  expect(parameters.shape.extreme.description).toBe("as xz -e: slower, a little smaller");
});
