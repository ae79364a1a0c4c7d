import { Random } from "../../src/core/random.ts";
import { allocateSymbols, type SymbolSequence, sequenceOf } from "../../src/core/sequence.ts";
import type { BoundSource } from "../../src/core/source.ts";
import { compareLaws, decidePairs, sampleDrift } from "../../src/features/compare/laws.ts";
import { countBlocks } from "../../src/statistics/block-counts.ts";
import { randomSplits } from "../../src/statistics/exchange-test.ts";

const blocks = 16;
const splitCount = 199;

/** What comparisons of many pairs said. */
export interface ComparisonShares {
  readonly runs: number;
  /** intervals of the divergence that hold the truth */
  readonly held: number;
  /** exchange tests with p <= .05 */
  readonly rejected: number;
  /** verdicts "differ" */
  readonly differ: number;
}

/**
 * Compares seeded pairs, each as a run of its own.
 *
 * @param pairOf the two sequences of a run, over one alphabet
 * @param truth the divergence in bits, known without sampling
 */
export function comparePairs(
  pairOf: (run: number) => readonly [SymbolSequence, SymbolSequence],
  order: number,
  runs: number,
  truth = 0,
): ComparisonShares {
  const random = Random.fromSeed(1).fork("exchange");
  const splits = randomSplits(splitCount, blocks, (bound) => random.below(bound));
  let [held, rejected, differ] = [0, 0, 0];
  for (let run = 0; run < runs; run++) {
    const [a, b] = countBlocks(pairOf(run), order, blocks, order, 0).sequences;
    const pair = compareLaws(a!, b!, [sampleDrift(a!), sampleDrift(b!)], splits);
    const { lower, upper } = pair.divergence.interval!;
    if (lower <= truth && truth <= upper) held++;
    if (pair.p <= 0.05) rejected++;
    if (decidePairs([pair], splitCount)[0]!.verdict.id === "differ") differ++;
  }
  return { runs, held: held / runs, rejected: rejected / runs, differ: differ / runs };
}

/** A sequence of a source. */
export function drawn(source: BoundSource, n: number, seed: number): SymbolSequence {
  const symbols = allocateSymbols(n, source.alphabetSize);
  source.open(Random.fromSeed(seed)).fill(symbols);
  return sequenceOf(symbols, source.alphabetSize);
}

/** Jensen-Shannon divergence of two laws, bits. */
export function divergenceOfLaws(p: ReadonlyMap<number, number>, q: ReadonlyMap<number, number>): number {
  let bits = 0;
  for (const word of new Set([...p.keys(), ...q.keys()])) {
    const [x, y] = [p.get(word) ?? 0, q.get(word) ?? 0];
    if (x > 0) bits += (x / 2) * Math.log2((2 * x) / (x + y));
    if (y > 0) bits += (y / 2) * Math.log2((2 * y) / (x + y));
  }
  return bits;
}
