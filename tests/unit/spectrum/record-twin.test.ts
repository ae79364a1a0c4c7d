import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { type SymbolSequence, sequenceOf } from "../../../src/core/sequence.ts";
import { bytes } from "../../../src/encodings/bytes.ts";
import { recordTwin } from "../../../src/spectrum/record-twin.ts";

const random = () => Random.fromSeed(1);
const noise = (length: number) => {
  const draws = random();
  return Uint8Array.from({ length }, () => draws.below(256));
};
const from = (text: string): SymbolSequence => bytes.encode([new TextEncoder().encode(text)]);
const textOf = ({ symbols, codes }: SymbolSequence) =>
  String.fromCharCode(...Array.from(symbols, (symbol) => codes![symbol]!));
const rows = (count: number, row: (draws: Random, i: number) => string) => {
  const draws = Random.fromSeed(2);
  return Array.from({ length: count }, (_, i) => `${row(draws, i)}\n`).join("");
};

/** Two columns of numbers of no fixed width, and a letter: 3 + 6.64 + 1 bits a line, less what short numbers say. */
const table = rows(
  3000,
  (draws) => `${draws.below(10) < 5 ? "-" : ""}${draws.below(8)}.${draws.below(100)},${"xy"[draws.below(2)]}`,
);
const pattern = /^-?[0-7]\.\d{1,2},[xy]$/;

describe("a twin of records", () => {
  test("keeps the form of lines and draws their fields anew", () => {
    const sequence = from(table);
    const twin = recordTwin(sequence, 2.1, random())!;
    const [own, lines] = [table, textOf(twin)].map((text) => text.split("\n"));
    const formed = lines!.filter((line) => pattern.test(line));
    expect(formed.length / lines!.length).toBeGreaterThan(0.99);
    expect(lines!.filter((line, i) => line === own![i]).length).toBeLessThan(100);
    const share = (all: readonly string[], of: string) => all.filter((line) => line.includes(of)).length;
    for (const of of ["-", ",x", "-3."])
      expect(Math.abs(share(lines!, of) - share(own!, of))).toBeLessThan(5 * Math.sqrt(share(own!, of)));
  });

  test("is the same for equal streams, and for other names of the symbols", () => {
    const sequence = from(table);
    const twin = recordTwin(sequence, 2.1, random())!;
    expect(recordTwin(sequence, 2.1, random())!.symbols).toEqual(twin.symbols);
    const a = sequence.alphabetSize;
    const renamed = { ...sequence, symbols: sequence.symbols.map((symbol) => a - 1 - symbol) };
    expect(recordTwin(renamed, 2.1, random())!.symbols.map((symbol) => a - 1 - symbol)).toEqual(twin.symbols);
  });

  test("begins with the record after the beginning of each segment", () => {
    const { symbols, ...rest } = from(table);
    const segmentEnds = [1005, 2010, symbols.length];
    const twin = recordTwin({ ...rest, symbols, segmentEnds }, 2.1, random())!;
    expect(twin.segmentEnds).toEqual(segmentEnds);
    const first = table.indexOf("\n", 1005);
    expect(twin.symbols.subarray(1005, first)).toEqual(symbols.subarray(1005, first));
  });

  test("is there at a limit that the law of the places meets, and not at the entropy of what it does not know", () => {
    const words = Array.from({ length: 50 }, (_, i) => `${i * 7919 + 12_345}`);
    const lines = rows(3000, (draws) => words[draws.below(50)]!);
    const rate = (Math.log2(50) * 3000) / lines.length;
    expect(recordTwin(from(lines), 1.05 * rate, random())).toBeUndefined();
    expect(recordTwin(from(lines), 3, random())).toBeDefined();
  });
});

test.each([
  ["nothing", sequenceOf(new Uint8Array(0), 0)],
  ["one symbol", sequenceOf(new Uint8Array(1), 1)],
  ["one symbol again and again", sequenceOf(new Uint8Array(5000), 1)],
  [
    "symbols that come once",
    sequenceOf(
      Uint8Array.from({ length: 256 }, (_, i) => i),
      256,
    ),
  ],
  ["bytes drawn at random", sequenceOf(noise(40_000), 256)],
  [
    "segments of one symbol",
    { ...sequenceOf(noise(1000), 256), segmentEnds: Array.from({ length: 1000 }, (_, i) => i + 1) },
  ],
] as const)("%s has a twin of its own length or none", (_, sequence) => {
  for (const limit of [0, 1, 100]) {
    const twin = recordTwin(sequence, limit, random());
    expect(twin?.symbols.length ?? sequence.symbols.length).toBe(sequence.symbols.length);
  }
});
