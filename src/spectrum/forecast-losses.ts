import type { ForecastLaw } from "./forecast-law.ts";
import { type SampleTraits, samplingError } from "./sample-traits.ts";

/** A number between two ends. */
export interface Range {
  readonly value: number;
  readonly lower80: number;
  readonly upper80: number;
  readonly lower95: number;
  readonly upper95: number;
}

/** What is expected at k times the sample. */
export interface Expectation {
  readonly factor: number;
  /** C(k n0) - C(n0), bits */
  readonly excess: Range;
  /** l(k n0): bits a further symbol costs there */
  readonly loss: Range;
}

/**
 * A slope that is off moves the loss at the end farther than the mean loss on the way to it, by this much in logarithms: with
 * a power law the mean of l between n0 and k n0 stands some 1.4 times nearer to the sample.
 */
const lossBeyondMean = 1.4;

/**
 * What a law expects of a sample that grows.
 *
 * @param factor k > 1
 * @throws never
 */
export function expectLosses(traits: SampleTraits, law: ForecastLaw, factor: number): Expectation {
  const mean = traits.rate * Math.exp(law.logRatio(traits, factor));
  const symbols = (factor - 1) * traits.n;
  const atEnd = mean * (1 + ((factor - 1) / factor) * law.logRatioSlope(traits, factor));
  const sampling = samplingError(traits, Number.POSITIVE_INFINITY);
  const own = lossBeyondMean * law.lawError(traits, factor);
  return {
    factor,
    excess: rangeOf(mean * symbols, law.error(traits, factor), law),
    loss: rangeOf(atEnd, Math.sqrt(sampling * sampling + own * own), law),
  };
}

/** What a further doubling is expected to take off the loss. */
export interface DoublingGain {
  /** l(n0) - l(2 n0), bit/symbol */
  readonly value: number;
  /** half-width of its 95 % interval: what the law does not know; the blocks are the same on both sides */
  readonly halfWidth: number;
}

/** @throws never */
export function doublingGain(traits: SampleTraits, law: ForecastLaw): DoublingGain {
  const now = traits.rate * Math.exp(law.logRatio(traits, 1));
  const then = expectLosses(traits, law, 2).loss.value;
  return {
    value: now - then,
    halfWidth: law.quantile(0.95) * lossBeyondMean * law.lawError(traits, 2) * then,
  };
}

function rangeOf(value: number, error: number, law: ForecastLaw): Range {
  const [half80, half95] = [law.quantile(0.8) * error, law.quantile(0.95) * error];
  return {
    value,
    lower80: value * Math.exp(-half80),
    upper80: value * Math.exp(half80),
    lower95: value * Math.exp(-half95),
    upper95: value * Math.exp(half95),
  };
}
