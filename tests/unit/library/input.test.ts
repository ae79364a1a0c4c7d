import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/core/errors.ts";
import { estimate } from "../../../src/library/estimate.ts";
import { type Input, namedInput } from "../../../src/library/input.ts";
import type { ReadOptions } from "../../../src/library/options.ts";
import { taskFor } from "../../../src/library/tasks.ts";
import { loadInput } from "../../../src/run/load-input.ts";

const load = (input: Input, options: ReadOptions & { sample?: number | "all"; seed?: number } = {}) =>
  loadInput(taskFor(input, options, { estimators: [], spectrum: false }));

describe("namedInput", () => {
  it("takes a string for its UTF-8 bytes, lone surrogates for U+FFFD", async () => {
    const { bytes, sequence, provenance } = await load("aé\ud800b\u{1f600}");
    expect(Buffer.from(bytes).toString()).toBe("aé\ufffdb\u{1f600}");
    expect(sequence.alphabetSize).toBe(256);
    expect(provenance).toEqual({ kind: "memory" });
    const characters = await load("aé\ud800b\u{1f600}", { encoding: "characters" });
    expect(characters.sequence.symbols).toHaveLength(5);
    expect(characters.sequence.decoding).toMatchObject({ charset: "utf-8", invalidCount: 0 });
  });

  it("never takes a string for a path", async () => {
    expect((await load("/etc/hostname")).bytes).toHaveLength(13);
  });

  it("copies bytes, so that their owner may change them", () => {
    const bytes = Uint8Array.of(1, 2, 3);
    const { input } = namedInput(bytes, {});
    bytes[0] = 9;
    expect(input).toMatchObject({ kind: "bytes", bytes: Uint8Array.of(1, 2, 3) });
  });

  it("unpacks bytes only on request", async () => {
    const packed = Buffer.from("H4sIAAAAAAAAA0tMSgYAwkEkNQMAAAA=", "base64");
    expect((await load(packed)).bytes).toHaveLength(packed.length);
    const { bytes, provenance } = await load(packed, { decompress: true });
    expect(Buffer.from(bytes).toString()).toBe("abc");
    expect(provenance).toEqual({ kind: "memory", container: "gzip" });
  });

  it("cuts text into records only on request", async () => {
    const lines = '{"text":"ab"}\n{"text":"cde"}\n';
    expect((await load(lines)).sequence.segmentEnds).toEqual([lines.length]);
    const cut = await load(lines, { records: "jsonl", field: "text" });
    expect(Buffer.from(cut.bytes).toString()).toBe("abcde");
    expect(cut.sequence.segmentEnds).toEqual([2, 5]);
  });

  it("opens a file as the command does, by text or URL", () => {
    expect(namedInput({ path: "a.txt" }, {})).toMatchObject({
      name: "a.txt",
      input: { kind: "file", path: "a.txt" },
    });
    expect(namedInput({ path: "a.txt" }, {}).input).not.toHaveProperty("reading");
    expect(namedInput({ path: new URL("file:///a%20b.txt") }, {}).name).toBe("/a b.txt");
    expect(namedInput({ path: "a.txt" }, { decompress: false }).input).toMatchObject({
      reading: { decompress: false, records: "auto" },
    });
  });

  it("takes symbols in the narrowest array, with their alphabet", async () => {
    const { sequence, declaredAlphabet, bytes } = await load({ symbols: [0, 299, 1], alphabetSize: 300 });
    expect(sequence.symbols).toEqual(Uint16Array.of(0, 299, 1));
    expect(declaredAlphabet).toBe(300);
    expect(bytes).toHaveLength(6);
  });

  it("says in the result that only a sample was measured", async () => {
    const symbols = Uint16Array.from({ length: 150_000 }, (_, i) => (i * i) % 500);
    const sampled = (read: number, all: number, unit: string) =>
      `a sample: ${read} of ${all} ${unit} were measured; sample: "all" measures all`;
    const given = { symbols, alphabetSize: 500 };
    const text = "é".repeat(75_000);
    expect((await estimate(given, "plug-in")).warnings[0]).toBe(sampled(100_000, 150_000, "symbols"));
    expect((await estimate(text, "plug-in")).warnings[0]).toBe(sampled(100_000, 150_000, "bytes"));
    const series = await estimate.series(text, "block-entropies", { sample: 500 });
    expect(series.warnings[0]).toBe(sampled(500, 150_000, "bytes"));
    for (const whole of [
      await estimate(given, "plug-in", { sample: "all" }),
      await estimate({ ...given, symbols: symbols.subarray(0, 100_000) }, "plug-in"),
      await estimate(text, "plug-in", { sample: "all" }),
      await estimate(text, "plug-in", { encoding: "characters" }),
      await estimate({ recipe: "coin" }, "plug-in"),
    ])
      expect(whole.warnings.join()).not.toContain("a sample");
  });

  it("samples symbols as bytes are sampled, and keeps the ends of segments", async () => {
    const symbols = Uint8Array.from({ length: 1000 }, (_, i) => (i * 7) % 251);
    const ofSymbols = await load({ symbols, alphabetSize: 256 }, { sample: 100, seed: 3 });
    const ofBytes = await load(symbols, { sample: 100, seed: 3 });
    expect(ofSymbols.sequence.symbols).toEqual(Uint8Array.from(ofBytes.sequence.symbols));
    expect(ofSymbols.sequence.segmentEnds).toEqual(ofBytes.sequence.segmentEnds);
    expect(ofSymbols.sampleSha256).toBe(ofBytes.sampleSha256);
    const cut = await load({ symbols: [0, 1, 1, 0], alphabetSize: 2, segmentEnds: [1, 4] });
    expect(cut.sequence.segmentEnds).toEqual([1, 4]);
    const none = await load({ symbols: [], alphabetSize: 2 });
    expect(none.sequence.segmentEnds).toEqual([]);
  });

  const wrong: [string, unknown, ReadOptions, string][] = [
    ["nothing", undefined, {}, "an input is a string"],
    ["null", null, {}, "an input is a string"],
    ["a number", 7, {}, "an input is a string"],
    ["an empty object", {}, {}, "an input is a string"],
    ["bytes that were handed over", handedOver(), {}, "the bytes cannot be read"],
    ["a proxy of bytes", new Proxy(new Uint8Array(2), {}), {}, "the bytes cannot be read"],
    ["an address elsewhere", { path: new URL("https://x/y") }, {}, "path takes a path or the URL of a file"],
    ["an empty path", { path: "" }, {}, "path takes a text"],
    ["a path that is none", { path: 3 }, {}, "path takes a text"],
    ["a recipe that is none", { recipe: null }, {}, "recipe takes a text"],
    ["a corpus that is none", { corpus: "" }, {}, "corpus takes a text"],
    [
      "a symbol beyond the alphabet",
      { symbols: [0, 1, 2], alphabetSize: 2 },
      {},
      "symbol 2 at 2 is not from 0 to 1",
    ],
    ["a negative symbol", { symbols: [-1], alphabetSize: 2 }, {}, "symbol -1 at 0 is not from 0 to 1"],
    ["half a symbol", { symbols: [0.5], alphabetSize: 2 }, {}, "symbol 0.5 at 0"],
    ["a hole", { symbols: new Array(2), alphabetSize: 2 }, {}, "symbol undefined at 0"],
    ["no alphabet", { symbols: [0] }, {}, "alphabetSize takes a whole number"],
    ["an empty alphabet", { symbols: [], alphabetSize: 0 }, {}, "alphabetSize takes a whole number"],
    ["too large an alphabet", { symbols: [], alphabetSize: 2 ** 21 }, {}, "from 1 to 1048576, not 2097152"],
    ["no symbols", { symbols: undefined, alphabetSize: 2 }, {}, "symbols must be an array"],
    [
      "ends that are none",
      { symbols: [0], alphabetSize: 2, segmentEnds: 5 },
      {},
      "segmentEnds must be an array",
    ],
    [
      "ends without an end",
      {
        symbols: [0, 0],
        alphabetSize: 2,
        segmentEnds: { [Symbol.iterator]: () => ({ next: () => ({ value: 1 }) }) },
      },
      {},
      "segmentEnds must ascend",
    ],
    [
      "ends that fall",
      { symbols: [0, 0], alphabetSize: 2, segmentEnds: [2, 1] },
      {},
      "segmentEnds must ascend",
    ],
    ["ends beyond", { symbols: [0, 0], alphabetSize: 2, segmentEnds: [3] }, {}, "segmentEnds must ascend"],
    [
      "an encoding of symbols",
      { symbols: [0], alphabetSize: 2 },
      { encoding: "words" },
      "leave out encoding",
    ],
    ["an encoding of a recipe", { recipe: "even" }, { encoding: "words" }, "leave out encoding"],
    ["a charset of a string", "a", { charset: "latin-1" }, "leave out charset"],
    ["a charset of bytes", Uint8Array.of(1), { charset: "latin-1" }, "bytes have no charset"],
    ["an unknown encoding", "a", { encoding: "letters" as "words" }, 'not "letters"'],
    ["unknown records", "a", { records: "xml" as "csv" }, 'not "xml"'],
  ];
  it.each(wrong)("refuses %s", async (_, input, options, message) => {
    const act = async () => load(input as Input, options);
    await expect(act()).rejects.toThrow(UsageError);
    await expect(act()).rejects.toThrow(message);
  });
});

function handedOver(): Uint8Array {
  const bytes = new Uint8Array(2);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}
