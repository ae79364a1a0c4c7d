import { confidenceLevel, testLevel } from "../../core/constants.ts";
import { around } from "../../core/measurement.ts";
import { studentQuantile } from "../../math/intervals.ts";
import type { Figure } from "../../results/report.ts";
import { figure } from "../../results/report.ts";
import type { BlockCounts } from "../../statistics/block-counts.ts";
import {
  type BlockDivergence,
  blockDivergence,
  halvesDivergence,
} from "../../statistics/block-divergence.ts";
import { exchangePValue, falseDiscoveryAdjusted, type Split } from "../../statistics/exchange-test.ts";
import type { ComparedPair } from "./schema.ts";

/** The k-gram comparison of two samples; the verdict needs all pairs. */
export type LawPair = Pick<ComparedPair, "divergence" | "plugIn" | "chance" | "beyond"> & {
  readonly p: number;
};

/** Drift of a sample: the divergence of its halves. */
export interface SampleDrift
  extends Pick<BlockDivergence, "standardError" | "chanceError" | "degreesOfFreedom"> {
  readonly divergence: Figure;
}

/**
 * The divergence of the halves of a sample.
 *
 * @throws RangeError when tables exceed what the platform can allocate
 * Cost: that of `blockDivergence`.
 */
export function sampleDrift(counts: BlockCounts): SampleDrift {
  const found = halvesDivergence(counts);
  const { standardError, chanceError, degreesOfFreedom } = found;
  return { divergence: divergenceFigure(found), standardError, chanceError, degreesOfFreedom };
}

/**
 * A text that drifts like a diffusion moves twice as far in twice the time: its halves differ twice as much as halves of these.
 */
const driftGrowth = 2;

/**
 * Compares two samples by their k-grams.
 *
 * @param a k-grams of one order in 16 blocks, numbered as those of `b`
 * @param splits random splits of the blocks of both
 * @throws RangeError when tables exceed what the platform can allocate
 * Cost: some 10 ms for two texts of 100 kB.
 */
export function compareLaws(
  a: BlockCounts,
  b: BlockCounts,
  drifts: readonly [SampleDrift, SampleDrift],
  splits: readonly Split[],
): LawPair {
  const found = blockDivergence(a, b);
  const { plugIn, chance, products } = found;
  return {
    divergence: divergenceFigure(found),
    plugIn,
    chance,
    p: exchangePValue(products, splits),
    beyond: beyondDrift(found, drifts),
  };
}

/** Each end of an interval of this level is wrong as often as tests are. */
const oneSided = 0.9;

/** The part of a divergence that drift does not explain. */
function beyondDrift(found: BlockDivergence, [one, other]: readonly [SampleDrift, SampleDrift]): Figure {
  const mean = (one.divergence.value + other.divergence.value) / 2;
  const weight = driftGrowth / 2;
  const error = Math.hypot(found.standardError, weight * Math.hypot(one.standardError, other.standardError));
  // The remaining chance has the same sign in all three.
  const left = Math.abs(found.chanceError - weight * (one.chanceError + other.chanceError));
  const half = studentQuantile(oneSided, one.degreesOfFreedom + other.degreesOfFreedom) * error + left;
  // Halves that are closer than chance predicts do not make others differ.
  return jackknifed(found.divergence - driftGrowth * Math.max(0, mean), half, oneSided);
}

function divergenceFigure(found: BlockDivergence): Figure {
  const half =
    studentQuantile(confidenceLevel, found.degreesOfFreedom) * found.standardError + found.chanceError;
  return jackknifed(found.divergence, half);
}

function jackknifed(value: number, half: number, level = confidenceLevel): Figure {
  return figure(value, "bit", { ...around(value, half, "block-jackknife"), level });
}

/** Decides for every pair whether it differs. */
export function decidePairs(
  pairs: readonly LawPair[],
  splits: number,
): Pick<ComparedPair, "exchange" | "verdict">[] {
  const adjusted = falseDiscoveryAdjusted(pairs.map(({ p }) => p));
  return pairs.map(({ p, beyond }, i) => ({
    exchange: { p, adjusted: adjusted[i]!, splits },
    verdict: verdictOf(adjusted[i]!, (beyond.interval?.lower ?? 0) > 0),
  }));
}

function verdictOf(p: number, apart: boolean): ComparedPair["verdict"] {
  if (p > testLevel) return { id: "within-error", because: "blocks of both are exchangeable" };
  const because = "pieces of the two differ, but perhaps no more than two halves of one";
  if (!apart) return { id: "as-halves", because };
  return { id: "differ", because: "pieces of the two differ, by more than two halves of one" };
}
