import fc from "fast-check";
import { expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { allocateSymbols, type Symbols } from "../../../../src/core/sequence.ts";
import { symbolCounts } from "../../../../src/estimators/memo/symbol-counts.ts";

const alphabets = fc.constantFrom(1, 2, 27, 256, 257, 1000);
const sequences = alphabets.chain((alphabetSize) =>
  fc.array(fc.nat(alphabetSize - 1), { maxLength: 60 }).map((list) => ({ alphabetSize, list })),
);

function symbolsOf(list: readonly number[], alphabetSize: number): Symbols {
  const symbols = allocateSymbols(list.length, alphabetSize);
  symbols.set(list);
  return symbols;
}

/** What a stream gives that reads the list in chunks. */
function counted(alphabetSize: number, ...chunks: readonly (readonly number[])[]): Float64Array {
  const { fold } = symbolCounts;
  if (fold === undefined) throw new Error("counts are a fold");
  const state = fold.create(alphabetSize);
  for (const chunk of chunks) fold.update(state, symbolsOf(chunk, alphabetSize));
  return fold.finish(state);
}

/** By hand. */
function oracle(list: readonly number[], alphabetSize: number): Float64Array {
  const counts = new Float64Array(alphabetSize);
  for (const symbol of list) counts[symbol] = (counts[symbol] ?? 0) + 1;
  return counts;
}

test("counts every symbol, and chunks do not matter", () => {
  fc.assert(
    fc.property(sequences, fc.nat(60), ({ alphabetSize, list }, cut) => {
      const counts = counted(alphabetSize, list.slice(0, cut), list.slice(cut));
      expect(counts).toEqual(oracle(list, alphabetSize));
    }),
  );
});

test.each([
  ["bytes", 256],
  ["16-bit symbols", 40_000],
  ["32-bit symbols", 100_000],
])("long chunks of %s go through the kernel and give the same", (_, alphabetSize) => {
  const list = Array.from({ length: 200_001 }, (_unused, i) => (i * 7919 + (i >> 3)) % alphabetSize);
  const chunks = [list.slice(0, 70_000), list.slice(70_000, 70_010), list.slice(70_010)];
  expect(counted(alphabetSize, ...chunks)).toEqual(oracle(list, alphabetSize));
});

test("counts all segments of a sequence", () => {
  const sequence = { symbols: Uint8Array.of(0, 1, 1, 2), alphabetSize: 4, segmentEnds: [1, 4] };
  const access = {
    random: Random.fromSeed(1),
    get(): never {
      throw new Error("needs nothing else");
    },
  };
  expect(symbolCounts.compute(sequence, access)).toEqual(Float64Array.of(1, 2, 1, 0));
});
