import { Random } from "../../src/core/random.ts";
import { allocateSymbols } from "../../src/core/sequence.ts";
import type { BoundSource } from "../../src/core/source.ts";
import {
  deleteBlockJackknife,
  type ExcessEntropyErrors,
  excessEntropyErrors,
  type Reach,
} from "../../src/statistics/excess-entropy.ts";
import { gatedExcessEntropy } from "../unit/statistics/gated.ts";

/** How often intervals contained the truth. */
export interface Coverage {
  readonly runs: number;
  readonly excessEntropy: number;
  readonly entropyGain: number;
}

/** An interval of E(L) and of h(L), each from one sample. */
interface Measured {
  readonly order: number;
  readonly excessEntropy: number;
  readonly entropyGain: number;
  readonly errors: ExcessEntropyErrors;
}

function* measuredOn(source: BoundSource, n: number, runs: number, firstSeed: number): Generator<Measured> {
  const { alphabetSize } = source;
  const symbols = allocateSymbols(n, alphabetSize);
  for (let run = 0; run < runs; run++) {
    source.open(Random.fromSeed(firstSeed + run)).fill(symbols);
    const measured = gatedExcessEntropy(symbols, [n], alphabetSize, 128);
    if (!measured.covered) throw new Error(measured.reason);
    const { order, profile, excessEntropy, entropyGain } = measured;
    const jackknife = deleteBlockJackknife(symbols, [n], alphabetSize, order);
    if (jackknife === undefined) throw new Error("too short for a jackknife");
    const errors = excessEntropyErrors(profile, order, jackknife, 0.95);
    yield { order, excessEntropy, entropyGain, errors };
  }
}

/** Shares of the runs in which each interval holds what it should. */
function shareHeld(
  measured: Iterable<Measured>,
  held: (run: Measured) => { readonly excessEntropy: boolean; readonly entropyGain: boolean },
): Coverage {
  let runs = 0;
  let excessEntropy = 0;
  let entropyGain = 0;
  for (const run of measured) {
    const found = held(run);
    runs++;
    if (found.excessEntropy) excessEntropy++;
    if (found.entropyGain) entropyGain++;
  }
  return { runs, excessEntropy: excessEntropy / runs, entropyGain: entropyGain / runs };
}

/**
 * How often h is not above the interval of h(L), and E not below that of E(L): what bounds have to hold.
 *
 * @param truth h in bit/symbol and E in bits
 */
export function boundCoverage(
  source: BoundSource,
  truth: { readonly entropyRate: number; readonly excessEntropy: number },
  n: number,
  runs: number,
  firstSeed: number,
): Coverage {
  return shareHeld(measuredOn(source, n, runs, firstSeed), ({ errors, excessEntropy, entropyGain }) => ({
    excessEntropy: excessEntropy - errors.excessEntropy.below <= truth.excessEntropy + 1e-9,
    entropyGain: entropyGain + errors.entropyGain.above >= truth.entropyRate - 1e-9,
  }));
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
  return shareHeld(
    measuredOn(source, n, runs, firstSeed),
    ({ order, errors, excessEntropy, entropyGain }) => {
      const gain = exactBlockEntropy(order) - exactBlockEntropy(order - 1);
      const excess = exactBlockEntropy(order) - order * gain;
      return {
        excessEntropy: holds(excess - excessEntropy, errors.excessEntropy),
        entropyGain: holds(gain - entropyGain, errors.entropyGain),
      };
    },
  );
}

/** Rounding alone must not count as a miss where the interval has no width, as for E(1) = 0. */
function holds(distance: number, { below, above }: Reach): boolean {
  return -below - 1e-9 <= distance && distance <= above + 1e-9;
}
