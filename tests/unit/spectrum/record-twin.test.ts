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

/** Bits of symbols with the names of the different ones and their frequencies. */
function bitsOf(symbols: readonly number[], alphabetSize: number): number {
  const counts = new Map<number, number>();
  for (const symbol of symbols) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  let bits = ((counts.size - 1) / 2) * Math.log2(symbols.length) + counts.size * Math.log2(alphabetSize);
  for (const count of counts.values()) bits += count * Math.log2(symbols.length / count);
  return bits;
}
const grouped = <T>(all: readonly T[], keyOf: (one: T) => string) => {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
};
/** Each symbol after the first record, with its place: the last separator, the how many-th of its kind, and how far back. */
function placed({ symbols, segmentEnds, codes }: SymbolSequence, separators: string) {
  const own = [...separators].map((a) => Array.from(codes!).indexOf(a.charCodeAt(0)));
  const all: { symbol: number; place: string; before: number; first: number }[] = [];
  for (const [k, end] of segmentEnds.entries()) {
    let [record, last, first] = [-1, -1, symbols[0]!];
    for (let at = segmentEnds[k - 1] ?? 0; at < end; at++) {
      const symbol = symbols[at]!;
      if (record >= 0) {
        const kind = symbols.subarray(record, last + 1).filter((one) => one === symbols[last]).length;
        const place = `${symbols[last]} ${Math.min(kind, 127)} ${Math.min(at - last - 1, 127)}`;
        all.push({ symbol, place, before: symbols[at - 1]!, first });
      }
      if (record >= 0 && at === last + 1) first = symbol;
      if (symbol === own[0]) record = at;
      if (own.includes(symbol) && record >= 0) last = at;
    }
  }
  return all;
}
/** What symbols cost by their places, each by what it costs least: nothing more, the symbol before, the first of its field, or both. */
function lawOf(sequence: SymbolSequence, separators: string): number {
  const all = placed(sequence, separators);
  let bits = 0;
  for (const here of grouped(all, ({ place }) => place).values()) {
    const paid = [
      () => "",
      ({ before }: (typeof all)[0]) => `${before}`,
      ({ first }: (typeof all)[0]) => `${first}`,
      ({ before, first }: (typeof all)[0]) => `${before} ${first}`,
    ].map((keyOf) => {
      const groups = [...grouped(here, keyOf).values()].map((some) => some.map(({ symbol }) => symbol));
      return groups.reduce((sum, some) => sum + bitsOf(some, sequence.alphabetSize), 0);
    });
    bits += Math.min(...paid);
  }
  return bits / all.length;
}
const letters = (draws: Random, first: string, many: number, most: number) =>
  Array.from({ length: 1 + draws.below(most) }, () =>
    String.fromCharCode(first.charCodeAt(0) + draws.below(many)),
  ).join("");

describe("a law of places", () => {
  const word = (draws: Random) => letters(draws, "A", 16, 3);
  const parity = (a: number, b: number) => `${"xy"[a]}${b}${"pq"[a ^ b]}`;
  const tables: readonly (readonly [what: string, separators: string, row: (draws: Random) => string])[] = [
    ["fields of letters, and of others", "\n;", (draws) => `${letters(draws, "a", 8, 3)};${letters(draws, "A", 8, 3)}`],
    ["three kinds of separators", "\n=;", (draws) => `${letters(draws, "a", 4, 3)}=${letters(draws, "A", 4, 3)};${letters(draws, "0", 4, 3)}`],
    ["separators of one kind", "\n;", (draws) => `${letters(draws, "a", 2, 2)};${letters(draws, "A", 2, 2)};${letters(draws, "0", 2, 2)}`],
    ["more letters than may be separators", "\n;", (draws) => `${letters(draws, "A", 26, 3)};${letters(draws, "0", 3, 3)}`],
    ["what follows the symbol before", "\n", (draws) => `${["0a", "1b", "2c", "3d"][draws.below(4)]!}${word(draws)}`],
    ["what the first of the field says", "\n", (draws) => `${["x-0", "y-a", "z-A"][draws.below(3)]!}${word(draws)}`],
    ["what both say", "\n", (draws) => `${parity(draws.below(2), draws.below(2))}${word(draws)}`],
  ]; // biome-ignore format: a table a line
  test.each(tables)("%s: there is a twin where it costs no more than the limit", (_, separators, row) => {
    const sequence = from(rows(400, row));
    const law = lawOf(sequence, separators);
    const at = (of: SymbolSequence, limit: number) => recordTwin(of, limit, random());
    expect(at(sequence, 0.9999 * law)).toBeUndefined();
    const twin = at(sequence, 1.0001 * law)!;
    // No symbol stands where none like it stood.
    const known = new Set(placed(sequence, separators).map(({ place, symbol }) => `${place} ${symbol}`));
    const fresh = placed(twin, separators).filter(({ place, symbol }) => !known.has(`${place} ${symbol}`));
    expect(fresh).toEqual([]);
    expect(lawOf(twin, separators)).toBeLessThan(1.05 * law);
  });

  test("has separators among the most frequent symbols, however they are numbered", () => {
    const [, , row] = tables[3]!;
    const { symbols, ...rest } = from(rows(400, row));
    const turned = symbols.map((symbol) => 255 - symbol);
    const twin = recordTwin({ ...rest, symbols }, 3.1, random())!;
    const other = recordTwin({ ...rest, symbols: turned }, 3.1, random())!;
    expect(other.symbols.map((symbol) => 255 - symbol)).toEqual(twin.symbols);
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
