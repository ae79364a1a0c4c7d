import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EncodedSequence } from "../../../src/core/encoding.ts";
import { encodePrefixes } from "../../../src/encodings/encode-prefixes.ts";
import { jointAlphabet } from "../../../src/encodings/joint-alphabet.ts";
import { openTokenizer, type Vocabulary } from "../../../src/encodings/tokenizer.ts";
import { tokensIn } from "../../references/encodings/tokens.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const encode = (vocabulary: Vocabulary, text: string) => tokensIn(vocabulary, null).encode([utf8(text)]);
/** Lone surrogates are no text. */
const wellFormed = (text: string) => Buffer.from(text).toString();
const labels = (sequence: EncodedSequence) =>
  Array.from(sequence.symbols, (symbol) => sequence.label(symbol));
const bytesOf = (vocabulary: Vocabulary, text: string) => {
  const tokenizer = openTokenizer(vocabulary);
  return Array.from(tokenizer.encode(text), (rank) => tokenizer.bytesOf(rank));
};

const vocabularies = ["gpt2", "cl100k_base", "o200k_base"] as const;
/** Text with what tokenizers are known to disagree on: spaces, marks, apostrophes, digits, marks of byte order. */
const hardText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 6 }),
      fc.string({ unit: "grapheme", maxLength: 6 }),
      fc.constantFrom(
        "don't",
        "IT'S",
        " 'S",
        "e\u0301",
        "12345",
        " 7",
        "\ufeff",
        "\u00a0",
        "\r\n\r\n",
        "\n  \n",
      ),
      fc.constantFrom(
        " the",
        "getHTTPResponse",
        "<|endoftext|>",
        "你好世界",
        "。",
        "ſ",
        "\u212a",
        "🏳️‍🌈",
        "\0",
      ),
      fc.constantFrom("x".repeat(700), " word".repeat(300), "1".repeat(900), " ".repeat(600)),
    ),
    { maxLength: 8 },
  )
  // A mark of byte order at the start is no character of the text.
  .map((parts) => wellFormed(parts.join("")).replace(/^\ufeff+/, ""));

/** The same by the definition: split, then merge the pair of least rank again and again. */
const merged = (() => {
  const { bpe_ranks } = createRequire(import.meta.url)("tiktoken/encoders/gpt2.json") as {
    bpe_ranks: string;
  };
  const rankOf = new Map<string, number>();
  for (const line of bpe_ranks.split("\n")) {
    const [, first, ...tokens] = line.split(" ");
    tokens.forEach((token, i) => {
      rankOf.set(Buffer.from(token, "base64").toString("latin1"), Number(first) + i);
    });
  }
  const space = "\\p{White_Space}";
  const pieces = new RegExp(
    `'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^${space}\\p{L}\\p{N}]+|${space}+(?!\\P{White_Space})|${space}+`,
    "gu",
  );
  return (text: string): Buffer[] =>
    (text.match(pieces) ?? []).flatMap((piece) => {
      const parts = [...Buffer.from(piece).toString("latin1")];
      for (;;) {
        let [best, at] = [Number.POSITIVE_INFINITY, -1];
        for (let i = 0; i + 1 < parts.length; i++) {
          const rank = rankOf.get(`${parts[i]}${parts[i + 1]}`) ?? Number.POSITIVE_INFINITY;
          if (rank < best) [best, at] = [rank, i];
        }
        if (at < 0) return parts.map((part) => Buffer.from(part, "latin1"));
        parts.splice(at, 2, `${parts[at]}${parts[at + 1]}`);
      }
    });
})();

describe("tokens", () => {
  // Counts and tokens that OpenAI's own examples show for the three vocabularies.
  test.each([
    ["antidisestablishmentarianism", 5, 6, 6],
    ["2 + 2 = 4", 5, 7, 7],
    ["お誕生日おめでとう", 14, 9, 8],
  ])("%s has the known numbers of tokens", (text, ...counts) => {
    expect(vocabularies.map((vocabulary) => encode(vocabulary, text).symbols.length)).toEqual(counts);
  });

  test("are the known ones, spaces with the word that follows", () => {
    expect(labels(encode("cl100k_base", "antidisestablishmentarianism"))).toEqual([
      "ant",
      "idis",
      "establish",
      "ment",
      "arian",
      "ism",
    ]);
    expect(labels(encode("o200k_base", "antidisestablishmentarianism"))).toEqual([
      "ant",
      "idis",
      "est",
      "ablishment",
      "arian",
      "ism",
    ]);
    expect([...openTokenizer("cl100k_base").encode("tiktoken is great!")]).toEqual([
      83, 1609, 5963, 374, 2294, 0,
    ]);
    expect([...openTokenizer("gpt2").encode("hello world")]).toEqual([31373, 995]);
    expect(labels(encode("gpt2", "hello world"))).toEqual(["hello", " world"]);
  });

  test("are those of the definition", () => {
    fc.assert(
      fc.property(hardText, (text) => {
        const short = wellFormed(text.slice(0, 300));
        expect(bytesOf("gpt2", short).map((bytes) => Buffer.from(bytes))).toEqual(merged(short));
      }),
      { numRuns: 60 },
    );
  });

  test.each(vocabularies)("%s: give the bytes back, whatever the text", (vocabulary) => {
    fc.assert(
      fc.property(hardText, (text) => {
        expect(Buffer.concat(bytesOf(vocabulary, text)).equals(utf8(text))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test.each(vocabularies)("%s: cutting the stream changes nothing", (vocabulary) => {
    const sentence = " It's 3,141 e\u0301tudes\r\nof IT'S\u00a0kind: don't 你好。";
    const broken = (text: string) => / {500}|x{500}|1{700}/.test(text);
    fc.assert(
      fc.property(hardText, fc.nat(200), (text, times) => {
        fc.pre(!broken(text));
        const whole = `a${text}${sentence.repeat(times)}`;
        // What it is written in is said: "a" and a zero are an "a" of UTF-16, too.
        const { symbols } = tokensIn(vocabulary, { charset: "utf-8", byteOrderMark: false }).encode([
          utf8(whole),
        ]);
        expect(symbols.length).toBe(openTokenizer(vocabulary).encode(whole).length);
      }),
      { numRuns: 40, examples: [["\u0000", 0]] },
    );
  });

  test("a run of letters is cut at 1 024 units, everything in it is read", () => {
    const sequence = encode("cl100k_base", "你".repeat(2500));
    expect(labels(sequence).join("").length).toBe(2500);
    expect(sequence.byteLength).toBe(7500);
  });

  test("ids go by first appearance, a token never spans two segments, special tokens are text", () => {
    const sequence = tokensIn("gpt2", null).encode([utf8("the the"), utf8(" the<|endoftext|>")]);
    expect(labels(sequence).slice(0, 3)).toEqual(["the", " the", " the"]);
    expect([...sequence.symbols.subarray(0, 3)]).toEqual([0, 1, 1]);
    expect(sequence.segmentEnds).toEqual([2, sequence.symbols.length]);
    expect(labels(sequence).join("")).toBe("the the the<|endoftext|>");
    expect(sequence).toMatchObject({ encoding: "gpt2", byteLength: 24 });
    expect(sequence.library).toMatch(/^tiktoken 1\.\d+\.\d+$/);
    expect(sequence.codes).toBeUndefined();
  });

  test("a part of a character has its bytes for a label", () => {
    expect(labels(encode("gpt2", "🜨"))).toEqual(["\\xf0\\x9f", "\\x9c", "\\xa8"]);
    expect(labels(encode("gpt2", "\\xf0"))).not.toContain("\\xf0");
  });

  test("UTF-16 and invalid bytes are decoded first and counted", () => {
    const text = "a plain text of some length";
    const wide = tokensIn("o200k_base", null).encode([Buffer.from(`\ufeff${text}`, "utf16le")]);
    expect(labels(wide)).toEqual(labels(encode("o200k_base", text)));
    const damaged = tokensIn("o200k_base", null).encode([Uint8Array.of(0x61, 0xff, 0x20, 0x62)]);
    expect(damaged.decoding).toMatchObject({ invalidCount: 1, firstInvalidOffset: 1 });
    expect(labels(damaged).join("")).toBe("a\ufffd b");
  });

  test("the first tokens of a block end where the last of them does, or with its last character", () => {
    fc.assert(
      fc.property(hardText, fc.nat(40), (text, limit) => {
        fc.pre(!/ {500}|x{500}|1{700}/.test(text));
        const { blocks, counts, sequence } = encodePrefixes("cl100k_base", "utf-8", [[utf8(text)]], [limit]);
        const tokens = bytesOf("cl100k_base", text);
        const taken = Buffer.concat(tokens.slice(0, limit));
        const bytes = Buffer.concat(blocks[0]!);
        expect([counts[0], sequence.symbols.length]).toEqual([
          Math.min(limit, tokens.length),
          Math.min(limit, tokens.length),
        ]);
        expect(bytes.subarray(0, taken.length).equals(taken)).toBe(true);
        expect(bytes.length - taken.length).toBeLessThan(4);
        expect(bytes.toString("utf8").includes("\ufffd")).toBe(
          text.includes("\ufffd") && bytes.includes("\ufffd"),
        );
      }),
      { numRuns: 100 },
    );
  });

  test("have one number in several texts", () => {
    const sequences = ["sea and ship", "ship and crew"].map((text) => encode("gpt2", text));
    const [a, b] = jointAlphabet(sequences);
    expect(b!.symbols[1]).toBe(a!.symbols[1]);
    expect(new Set([...a!.symbols, ...b!.symbols]).size).toBe(a!.alphabetSize);
  });
});
