import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { type SymbolSequence, sequenceOf } from "../../../src/core/sequence.ts";
import { residualTwin } from "../../../src/spectrum/residual-twin.ts";

/** What a symbol is predicted by: the one so far before, and the middle between that and the one above; 0: nothing. */
type Predictor = readonly [left: number, above: number];

/** Residuals of each column, as slowly as can be: what is not known before is predicted by what is. */
function residualsOf({ symbols, alphabetSize, segmentEnds }: SymbolSequence, columns: readonly Predictor[]) {
  const all: number[][] = columns.map(() => []);
  for (const [k, end] of segmentEnds.entries()) {
    const start = segmentEnds[k - 1] ?? 0;
    for (let at = start; at < end; at++) {
      const column = (at - start) % columns.length;
      const [left, above] = columns[column]!;
      const before = left > 0 && at - left >= start ? symbols[at - left]! : 0;
      const middle =
        above > 0 && at - Math.max(left, above) >= start
          ? Math.floor((before + symbols[at - above]!) / 2)
          : before;
      all[column]!.push((symbols[at]! - middle + alphabetSize) % alphabetSize);
    }
  }
  return all;
}

/** Bits a symbol: the entropy of each column, and half a logarithm for each frequency. */
function costOf(sequence: SymbolSequence, columns: readonly Predictor[]): number {
  let bits = 0;
  for (const residuals of residualsOf(sequence, columns)) {
    const counts = new Map<number, number>();
    for (const residual of residuals) counts.set(residual, (counts.get(residual) ?? 0) + 1);
    for (const count of counts.values()) bits += count * Math.log2(residuals.length / count);
    bits += ((counts.size - 1) / 2) * Math.log2(residuals.length);
  }
  return bits / sequence.symbols.length;
}

const draws = Random.fromSeed(1);
const around = (spread: number) => draws.below(2 * spread + 1) - spread;
/** Symbols by those before them, modulo 256. */
function made(next: (at: number, before: (back: number) => number) => number, length = 900): SymbolSequence {
  const symbols = new Uint8Array(length);
  for (let at = 0; at < length; at++) symbols[at] = next(at, (back) => symbols[at - back] ?? 128);
  return sequenceOf(symbols, 256);
}
const inSegments = (sequence: SymbolSequence, segmentEnds: readonly number[]) => ({
  ...sequence,
  segmentEnds,
});

const walks = made((_, before) => before(2) + around(2));
const kinds = made((at) => 40 * (at % 5) + draws.below(3));
const row = 40;
const cases: readonly (readonly [what: string, SymbolSequence, period: number | undefined, readonly Predictor[]])[] = [
  ["a walk", made((_, before) => before(1) + around(2)), undefined, [[1, 0]]],
  ["two walks in turn", walks, undefined, [[2, 0], [2, 0]]],
  ["two walks in turn, in segments", inSegments(walks, [301, 600, 900]), undefined, [[2, 0], [2, 0]]],
  ["values near nothing", made(() => draws.below(5)), undefined, [[0, 0]]],
  [
    "one of many values, and one near it",
    made((at, before) => (at % 2 === 0 ? draws.below(16) : before(1) + draws.below(2))),
    undefined,
    [[0, 0], [1, 0]],
  ],
  [
    "a kind, a walk, and a value near the one before",
    made((at, before) => [draws.below(2), before(4) + around(3), before(1) + around(1), draws.below(3)][at % 4]!),
    undefined,
    [[0, 0], [4, 0], [1, 0], [0, 0]],
  ],
  ["five kinds in turn", kinds, 5, [[0, 0], [0, 0], [0, 0], [0, 0], [0, 0]]],
  [
    "a picture",
    made((_, before) => Math.floor((before(1) + before(row)) / 2) + around(4)),
    undefined,
    [[1, row]],
  ],
]; // biome-ignore format: a predictor of each column

test.each(cases)("%s: a twin where residuals cost no more than the limit", (_, sequence, period, columns) => {
  const cost = costOf(sequence, columns);
  const twinAt = (limit: number) => residualTwin(sequence, period, limit, Random.fromSeed(3));
  expect(twinAt(0.999 * cost)).toBeUndefined();
  const twin = twinAt(1.000001 * cost)!;
  expect(twin).toMatchObject({ alphabetSize: 256, segmentEnds: sequence.segmentEnds });
  const sorted = (one: SymbolSequence) => residualsOf(one, columns).map((some) => some.sort((a, b) => a - b));
  expect(sorted(twin)).toEqual(sorted(sequence));
  const kept = twin.symbols.filter((symbol, at) => symbol === sequence.symbols[at]).length;
  expect(kept / twin.symbols.length).toBeLessThan(0.6);
});

test("only a period is tried in addition to the usual widths", () => {
  const limit = 1.01 * costOf(kinds, Array(5).fill([0, 0]));
  expect(residualTwin(kinds, undefined, limit, Random.fromSeed(3))).toBeUndefined();
  expect(residualTwin(kinds, 6, limit, Random.fromSeed(3))).toBeUndefined();
  expect(residualTwin(walks, 5, 3, Random.fromSeed(3))).toBeDefined();
});

test("the width that costs least is taken, not the first that is cheap enough", () => {
  const both = sequenceOf(walks.symbols, 256);
  const twin = residualTwin(both, undefined, 7.9, Random.fromSeed(3))!;
  expect(
    costOf(twin, [
      [2, 0],
      [2, 0],
    ]),
  ).toBeLessThan(2.5);
});

test("of noise there is none; of a few symbols none, or one of their length", () => {
  const noise = made(() => draws.below(256));
  expect(residualTwin(noise, undefined, 7.9, Random.fromSeed(3))).toBeUndefined();
  for (const length of [8, 9, 17]) {
    const short = sequenceOf(new Uint8Array(length), 2);
    expect(residualTwin(short, undefined, 1, Random.fromSeed(3))?.symbols.length ?? length).toBe(length);
  }
});

test("columns that no segment is long enough to have cost nothing; nor do rows of an empty segment", () => {
  const made = Array.from({ length: 400 }, (_, i) => [i % 7, 20 + draws.below(3), 40, 60 + (i % 3)]);
  const symbols = Uint8Array.from(made.flat());
  const segmentEnds = Array.from(made, (_, i) => 4 * (i + 1));
  for (const ends of [segmentEnds, [0, ...segmentEnds]]) {
    const sequence = { symbols, alphabetSize: 256, segmentEnds: ends };
    const cost = costOf(sequence, Array(4).fill([0, 0]));
    expect(residualTwin(sequence, 7, 0.999 * cost, Random.fromSeed(3))).toBeUndefined();
    const twin = residualTwin(sequence, 7, 1.000001 * cost, Random.fromSeed(3))!;
    expect(twin.segmentEnds).toEqual(ends);
    for (let column = 0; column < 4; column++) {
      const of = (all: ArrayLike<number>) => Array.from(all).filter((_, at) => at % 4 === column);
      expect(of(twin.symbols).sort()).toEqual(of(symbols).sort());
    }
  }
  expect(residualTwin(sequenceOf(Uint8Array.of(1, 2, 3), 4), undefined, 9, Random.fromSeed(3))).toBeDefined();
});
