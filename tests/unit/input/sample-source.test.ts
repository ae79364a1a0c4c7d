import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { InputError } from "../../../src/core/errors.ts";
import { Random } from "../../../src/core/random.ts";
import { characters } from "../../../src/encodings/characters.ts";
import { memorySource } from "../../../src/input/byte-source.ts";
import { type SampledInput, type SampleOptions, sampleSource } from "../../../src/input/sample-source.ts";
import { words } from "../../references/encodings/words.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

function sample(documents: Uint8Array[], options: Partial<SampleOptions>): SampledInput {
  return sampleSource(memorySource(documents), {
    sample: "all",
    encoding: "bytes",
    random: Random.fromSeed(1),
    ...options,
  });
}

const labels = ({ sequence }: SampledInput) =>
  Array.from(sequence.symbols, (symbol) => sequence.label(symbol));

/** What the blocks say, read from the input itself. */
function fromBlocks(input: Uint8Array, { blocks }: SampledInput): Uint8Array {
  return Buffer.concat(blocks.map(({ offset, length }) => input.subarray(offset, offset + length)));
}

test("a whole input: its bytes are not copied, its hash is that of the file", () => {
  const input = utf8("to be or not to be");
  const sampled = sample([input], {});
  expect(sampled.bytes.buffer).toBe(input.buffer);
  expect(sampled).toMatchObject({ size: 18, blocks: [{ offset: 0, length: 18 }], sha256: hash(input) });
  expect(sampled.wholeSha256).toBe(sampled.sha256);
  expect(sampled.sequence.symbols.length).toBe(18);
});

test.each(["bytes", "characters", "words"] as const)("%s of nothing", (encoding) => {
  const empty = { size: 0, blocks: [], sha256: hash(new Uint8Array(0)) };
  for (const limit of ["all", 100] as const) {
    const sampled = sample([new Uint8Array(0)], { encoding, sample: limit });
    expect(sampled).toMatchObject(empty);
    expect(sampled.sequence).toMatchObject({ segmentEnds: [], byteLength: 0 });
  }
});

test("a byte sample has the requested length, in eight segments, with the blocks it came from", () => {
  const input = Uint8Array.from({ length: 10_000 }, (_, i) => (i * 7919) >> 5);
  const sampled = sample([input], { sample: 1001 });
  expect(sampled.sequence.segmentEnds).toEqual([125, 250, 375, 500, 625, 750, 875, 1001]);
  expect(Buffer.from(sampled.bytes)).toEqual(fromBlocks(input, sampled));
  expect(sampled.sha256).toBe(hash(sampled.bytes));
  expect(sampled.wholeSha256).toBeNull();
});

const script = fc.constantFrom("abc de", "é ñü", "Привет мир", "日本語", "😀 👍🏽");
const text = fc.array(script, { minLength: 1, maxLength: 200 }).map((parts) => parts.join(" "));

test("a character sample has the requested number of characters, cut between characters", {
  tags: ["slow"],
}, () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 400 }), fc.nat(), (content, wanted, seed) => {
      const input = utf8(content);
      const options = { sample: wanted, encoding: "characters", random: Random.fromSeed(seed) } as const;
      const sampled = sample([input], options);
      const total = [...content].length;
      expect(sampled.sequence.symbols.length).toBe(Math.min(wanted, total));
      expect(sampled.sequence.decoding.invalidCount).toBe(0);
      expect(Buffer.from(sampled.bytes)).toEqual(fromBlocks(input, sampled));
      expect(labels(sampled)).toEqual(
        sampled.blocks.flatMap(({ offset, length }) => [
          ...Buffer.from(input.subarray(offset, offset + length)).toString(),
        ]),
      );
      expect(new Set(sampled.sequence.symbols).size).toBe(sampled.sequence.alphabetSize);
      expect(sampled.sequence.byteLength).toBe(sampled.bytes.length);
      expect(sample([input], options)).toMatchObject({ sha256: sampled.sha256, blocks: sampled.blocks });
    }),
  );
});

test("a word sample has the requested number of words, if there are as many", () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 200 }), (content, wanted) => {
      const input = utf8(content);
      const sampled = sample([input], { sample: wanted, encoding: "words" });
      const total = words.encode([input]).symbols.length;
      expect(sampled.sequence.symbols.length).toBe(Math.min(wanted, total));
      expect(new Set(sampled.sequence.symbols).size).toBe(sampled.sequence.alphabetSize);
      expect(Buffer.from(sampled.bytes)).toEqual(fromBlocks(input, sampled));
    }),
    // Pieces of three words that were cut counted for a fourth.
    { examples: [["日本語 日本語 😀 👍🏽 😀 👍🏽 😀 👍🏽 日本語", 4]] },
  );
});

test("few words among many bytes: blocks grow until the sample is full", () => {
  const content = Array.from({ length: 400 }, (_, i) => `w${i}${" ".repeat(200)}`).join("");
  const sampled = sample([utf8(content)], { sample: 40, encoding: "words" });
  expect(sampled.sequence.symbols.length).toBe(40);
  // The last reading was of 10 240 bytes, in blocks of 512.
  expect(sampled.blocks.length).toBe(20);
});

test("unequal quarters: what one cannot give the others do", () => {
  const content = `${"-".repeat(9000)}${"one two three ".repeat(200)}`;
  const sampled = sample([utf8(content)], { sample: 590, encoding: "words" });
  expect(sampled.sequence.symbols.length).toBe(590);
});

test("samples and whole inputs give the same symbols where they overlap", () => {
  const content = "Съешь же ещё этих мягких французских булок. ".repeat(20);
  const whole = sample([utf8(content)], { encoding: "characters" });
  expect(whole.sequence.symbols).toEqual(characters.encode([utf8(content)]).symbols);
});

test("a byte order mark is no part of the sample, but the hash of the file has it", () => {
  const input = utf8("\ufeffabc");
  const sampled = sample([input], { encoding: "characters" });
  expect(sampled).toMatchObject({ size: 6, blocks: [{ offset: 3, length: 3 }], wholeSha256: hash(input) });
  expect(sampled.sha256).toBe(hash(utf8("abc")));
  expect(sampled.sequence.decoding).toMatchObject({ charset: "utf-8", byteOrderMark: true });
  expect(sample([input], {}).sequence.symbols.length).toBe(6);
});

test("UTF-16 is sampled at whole units", () => {
  const content = "wide text 😀 ".repeat(100);
  const sampled = sample([Buffer.from(`\ufeff${content}`, "utf16le")], {
    encoding: "characters",
    sample: 101,
  });
  expect(sampled.sequence.symbols.length).toBe(101);
  expect(sampled.sequence.decoding).toMatchObject({
    charset: "utf-16le",
    byteOrderMark: true,
    invalidCount: 0,
  });
});

test("a charset that the user tells wins", () => {
  const sampled = sample([Buffer.from("déjà vu", "latin1")], { encoding: "characters", charset: "latin-1" });
  expect(labels(sampled).join("")).toBe("déjà vu");
});

test("invalid bytes are counted, and located in the input, not in the sample", () => {
  const input = Buffer.from("abcd ".repeat(400));
  input[1777] = 0xff;
  const whole = sample([input], { encoding: "characters" });
  expect(whole.sequence.decoding).toMatchObject({ invalidCount: 1, firstInvalidOffset: 1777 });
  for (let seed = 0; seed < 40; seed++) {
    const options = { encoding: "characters", sample: 400, random: Random.fromSeed(seed) } as const;
    const sampled = sample([input], options);
    const hit = sampled.blocks.some(({ offset, length }) => offset <= 1777 && 1777 < offset + length);
    expect(sampled.sequence.decoding.firstInvalidOffset).toBe(hit ? 1777 : null);
    expect(sampled.sequence.decoding.invalidCount).toBe(hit ? 1 : 0);
  }
});

test.each(["bytes", "characters", "words"] as const)("%s never join two documents", (encoding) => {
  const documents = ["one two", "", "three", "four five six"].map(utf8);
  const whole = sample(documents, { encoding });
  expect(whole.size).toBe(25);
  expect(whole.sequence.segmentEnds).toEqual(encoding === "words" ? [2, 3, 6] : [7, 12, 25]);
  const part = sample(documents, { encoding, sample: 4 });
  expect(part.sequence.symbols.length).toBe(4);
});

test("documents in a character sample are cut like files", () => {
  const documents = Array.from({ length: 60 }, (_, i) => utf8("日本語とе".repeat(1 + (i % 7))));
  const sampled = sample(documents, { encoding: "characters", sample: 120 });
  expect(sampled.sequence.symbols.length).toBe(120);
  expect(sampled.sequence.decoding.invalidCount).toBe(0);
});

test("the first bytes are kept", () => {
  expect(Buffer.from(sample([utf8("text")], {}).head).toString()).toBe("text");
  expect(sample([new Uint8Array(1000)], {}).head).toHaveLength(512);
});

test("more than fits in memory is refused with advice", () => {
  const huge = {
    size: 5e9,
    documentEnds: [5e9],
    read: (_: number, length: number) => new Uint8Array(length),
  };
  const options = { encoding: "bytes", random: Random.fromSeed(1) } as const;
  expect(() => sampleSource(huge, { ...options, sample: "all" })).toThrow(InputError);
  expect(() => sampleSource(huge, { ...options, sample: "all" })).toThrow(
    "5000000000 bytes take about 57221 MiB of memory, more than 4096; give a smaller --sample, only estimators that stream, or a larger --max-memory",
  );
  expect(sampleSource(huge, { ...options, sample: 1000 }).sequence.symbols.length).toBe(1000);
  const needs = (bytes: number) => 2 ** 27 + bytes;
  expect(() => sampleSource(huge, { ...options, sample: 1000, needs, mostMemory: 2 ** 26 })).toThrow(
    "the estimators take at least 128 MiB of memory, more than 64; give only estimators that stream, or",
  );
});
