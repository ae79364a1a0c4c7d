import { estimationContext } from "../../src/context/context.ts";
import { Random } from "../../src/core/random.ts";
import type { BoundSource } from "../../src/core/source.ts";
import { bytes } from "../../src/encodings/bytes.ts";
import { structureBeyondShuffle } from "../../src/estimators/learning.ts";
import type { ObserverProfile } from "../../src/observer/observer-members.ts";

/** How often the interval of dS contained 0, and what the values were. */
export interface ShuffleCoverage {
  readonly runs: number;
  /** share of the runs */
  readonly coverage: number;
  /** mean of dS, bits */
  readonly mean: number;
  /** root of the mean square of dS, bits */
  readonly spread: number;
  /** mean half-width, bits */
  readonly halfWidth: number;
}

/**
 * Measures dS of seeded sequences of a source without order, read as bytes, as the estimator does with five shuffles.
 *
 * @param source at most 256 symbols
 * @param n symbols of a sequence
 */
export async function structureBeyondShufflesCoverage(
  source: BoundSource,
  n: number,
  profile: ObserverProfile,
  runs: number,
  firstSeed: number,
): Promise<ShuffleCoverage> {
  let hits = 0;
  let sum = 0;
  let squares = 0;
  let halves = 0;
  for (let run = 0; run < runs; run++) {
    const random = Random.fromSeed(firstSeed + run);
    const drawn = new Uint8Array(n);
    source.open(random.fork("source")).fill(drawn);
    const context = estimationContext(bytes.encode([drawn]), drawn, random.fork("estimators"));
    const measured = await structureBeyondShuffle.measure(context, { profile, shuffles: 5 });
    if (measured.status !== "ok" || measured.shape !== "scalar" || measured.interval === null) {
      throw new Error("no interval");
    }
    const { lower, upper } = measured.interval;
    if (lower <= 0 && upper >= 0) hits++;
    sum += measured.value;
    squares += measured.value * measured.value;
    halves += (upper - lower) / 2;
  }
  return {
    runs,
    coverage: hits / runs,
    mean: sum / runs,
    spread: Math.sqrt(squares / runs),
    halfWidth: halves / runs,
  };
}
