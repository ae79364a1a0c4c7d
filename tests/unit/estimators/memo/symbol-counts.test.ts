import fc from "fast-check";
import { expect, test } from "vitest";
import { InputError } from "../../../../src/core/errors.ts";
import { Random } from "../../../../src/core/random.ts";
import { allocateSymbols, type Symbols } from "../../../../src/core/sequence.ts";
import {
  symbolCountsFold as fold,
  type SymbolTally,
  symbolCounts,
} from "../../../../src/estimators/memo/symbol-counts.ts";

const alphabets = fc.constantFrom(1, 2, 27, 256, 257, 1000);
const sequences = alphabets.chain((alphabetSize) =>
  fc.array(fc.nat(alphabetSize - 1), { maxLength: 60 }).map((list) => ({ alphabetSize, list })),
);

function symbolsOf(list: readonly number[], alphabetSize: number): Symbols {
  const symbols = allocateSymbols(list.length, alphabetSize);
  symbols.set(list);
  return symbols;
}

function tally(list: readonly number[], alphabetSize: number): SymbolTally {
  const state = fold.create(alphabetSize);
  fold.update(state, symbolsOf(list, alphabetSize));
  fold.endSegment(state);
  return state;
}

/** By hand. */
function oracle(list: readonly number[], alphabetSize: number): Float64Array {
  const counts = new Float64Array(alphabetSize);
  for (const symbol of list) counts[symbol] = (counts[symbol] ?? 0) + 1;
  return counts;
}

function merged(...states: SymbolTally[]): Float64Array {
  const [first, ...others] = states.map((state) => fold.decode(fold.encode(state)));
  for (const other of others) fold.merge(first!, other);
  return fold.finish(first!);
}

test("counts every symbol, and chunks do not matter", () => {
  fc.assert(
    fc.property(sequences, fc.nat(60), ({ alphabetSize, list }, cut) => {
      const state = tally(list.slice(0, cut), alphabetSize);
      fold.update(state, symbolsOf(list.slice(cut), alphabetSize));
      expect(fold.finish(state)).toEqual(oracle(list, alphabetSize));
    }),
  );
});

test("merging is associative, commutative and has an identity; shards give what one run gives", () => {
  fc.assert(
    fc.property(sequences, fc.nat(60), fc.nat(60), ({ alphabetSize, list }, i, j) => {
      const [start, end] = i < j ? [i, j] : [j, i];
      const parts = [list.slice(0, start), list.slice(start, end), list.slice(end)];
      const [a, b, c] = parts.map((part) => tally(part, alphabetSize));
      const whole = oracle(list, alphabetSize);
      expect(merged(a!, b!, c!)).toEqual(whole);
      expect(merged(c!, a!, b!)).toEqual(whole);
      const right = fold.decode(fold.encode(b!));
      fold.merge(right, c!);
      expect(merged(a!, right)).toEqual(whole);
      expect(merged(fold.create(alphabetSize), tally(list, alphabetSize))).toEqual(whole);
      expect(merged(tally(list, alphabetSize), fold.create(alphabetSize))).toEqual(whole);
    }),
    { numRuns: 60 },
  );
});

test("a state survives being written, counts beyond 32 bits too", () => {
  const state = fold.create(2);
  fold.merge(state, tally([0, 1, 1], 2));
  for (let doubling = 0; doubling < 40; doubling++) fold.merge(state, fold.decode(fold.encode(state)));
  expect(fold.finish(state)).toEqual(Float64Array.of(1_099_511_627_776, 2_199_023_255_552));
  expect(() => fold.decode(Uint8Array.of(1, 2, 3))).toThrow(InputError);
});

test.each([
  ["bytes", 256],
  ["16-bit symbols", 40_000],
  ["32-bit symbols", 100_000],
])("long chunks of %s go through the kernel and give the same", (_, alphabetSize) => {
  const list = Array.from({ length: 200_001 }, (_unused, i) => (i * 7919 + (i >> 3)) % alphabetSize);
  const state = tally(list.slice(0, 70_000), alphabetSize);
  fold.update(state, symbolsOf(list.slice(70_000, 70_010), alphabetSize));
  fold.update(state, symbolsOf(list.slice(70_010), alphabetSize));
  const counts = oracle(list, alphabetSize);
  expect(fold.finish(state)).toEqual(counts);
  expect(merged(state, tally(list, alphabetSize))).toEqual(counts.map((count) => 2 * count));
});

test("the statistic counts all segments of a sequence", () => {
  const sequence = { symbols: Uint8Array.of(0, 1, 1, 2), alphabetSize: 4, segmentEnds: [1, 4] };
  const access = {
    random: Random.fromSeed(1),
    get(): never {
      throw new Error("needs nothing else");
    },
  };
  expect(symbolCounts.compute(sequence, access)).toEqual(Float64Array.of(1, 2, 1, 0));
});
