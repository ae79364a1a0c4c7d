import { estimationContext } from "../../src/context/context.ts";
import { learningCurveOf } from "../../src/context/learning-curves.ts";
import { Random } from "../../src/core/random.ts";
import type { BoundSource } from "../../src/core/source.ts";
import { bytes } from "../../src/encodings/bytes.ts";
import type { Estimate } from "../../src/observer/curves/curve-estimates.ts";

/** How often intervals of a value contained the mean of all runs. */
interface ValueCoverage {
  /** share of the runs */
  readonly coverage: number;
  readonly mean: number;
  /** standard deviation over runs */
  readonly spread: number;
  /** mean half-width */
  readonly halfWidth: number;
}

/** What is drawn. */
export interface CurveCampaign {
  /** symbols of a sample */
  readonly n: number;
  readonly runs: number;
  readonly firstSeed: number;
}

/**
 * Measures l(M) and S of seeded samples of a source with the fast observer, and compares the interval of each with the mean
 * of all: what a sample of that length gives in expectation.
 *
 * @param source at most 256 symbols, read as bytes
 */
export function curveCoverage(
  source: BoundSource,
  { n, runs, firstSeed }: CurveCampaign,
): { readonly rate: ValueCoverage; readonly structure: ValueCoverage } {
  const measured = Array.from({ length: runs }, (_, run) => {
    const random = Random.fromSeed(firstSeed + run);
    const drawn = new Uint8Array(n);
    source.open(random.fork("source")).fill(drawn);
    const context = estimationContext(bytes.encode([drawn]), drawn, random.fork("estimators"));
    return context.get(learningCurveOf("fast"))!;
  });
  return {
    rate: coverageOf(measured.map(({ rate }) => rate)),
    structure: coverageOf(measured.map(({ structure }) => structure)),
  };
}

function coverageOf(estimates: readonly Estimate[]): ValueCoverage {
  const runs = estimates.length;
  const mean = estimates.reduce((sum, { value }) => sum + value, 0) / runs;
  const squares = estimates.reduce((sum, { value }) => sum + (value - mean) * (value - mean), 0);
  const hits = estimates.filter(({ value, halfWidth }) => Math.abs(value - mean) <= halfWidth).length;
  return {
    coverage: hits / runs,
    mean,
    spread: Math.sqrt(squares / (runs - 1)),
    halfWidth: estimates.reduce((sum, { halfWidth }) => sum + halfWidth, 0) / runs,
  };
}
