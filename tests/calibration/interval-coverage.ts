import { Random } from "../../src/core/random.ts";
import { allocateSymbols } from "../../src/core/sequence.ts";
import type { BoundSource } from "../../src/core/source.ts";
import { deleteBlockJackknife } from "../../src/statistics/delete-block-jackknife.ts";
import { excessEntropyErrors } from "../../src/statistics/excess-entropy-errors.ts";
import { gatedExcessEntropy } from "../../src/statistics/gated-excess-entropy.ts";

/** How often intervals contained the truth. */
export interface Coverage {
  readonly runs: number;
  readonly excessEntropy: number;
  readonly entropyGain: number;
}

/**
 * Runs an interval on seeded sequences of a source and counts how often it holds the exact E(L) and h(L) at the L
 * that each run chose for itself.
 *
 * @param exactBlockEntropy H(k) of the source in bits, H(0) = 0, obtained without sampling
 */
export function intervalCoverage(
  source: BoundSource,
  exactBlockEntropy: (k: number) => number,
  n: number,
  runs: number,
  firstSeed: number,
): Coverage {
  let excessEntropy = 0;
  let entropyGain = 0;
  const symbols = allocateSymbols(n, source.alphabetSize);
  for (let run = 0; run < runs; run++) {
    source.open(Random.fromSeed(firstSeed + run)).fill(symbols);
    const measured = gatedExcessEntropy(symbols, [n], source.alphabetSize, 128);
    if (!measured.covered) throw new Error(measured.reason);
    const { order, profile } = measured;
    const jackknife = deleteBlockJackknife(symbols, [n], source.alphabetSize, order);
    if (jackknife === undefined) throw new Error("too short for a jackknife");
    const errors = excessEntropyErrors(profile, order, jackknife, 0.95);
    const gain = exactBlockEntropy(order) - exactBlockEntropy(order - 1);
    const excess = exactBlockEntropy(order) - order * gain;
    // Rounding alone must not count as a miss where the interval has no width, as for E(1) = 0.
    if (Math.abs(measured.excessEntropy - excess) <= errors.excessEntropy + 1e-9) excessEntropy++;
    if (Math.abs(measured.entropyGain - gain) <= errors.entropyGain + 1e-9) entropyGain++;
  }
  return { runs, excessEntropy: excessEntropy / runs, entropyGain: entropyGain / runs };
}
