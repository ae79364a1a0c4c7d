import type { ForecastExponents } from "../../../../src/features/forecast/schema.ts";
import { fitPowerDecay } from "../../../../src/statistics/decay.ts";

/** Sum of k^-a beyond a large number, by Euler and Maclaurin. */
function powersBeyond(k: number, a: number): number {
  const power = Math.exp(-a * Math.log(k));
  return power * (k / (a - 1) - 1 / 2 + a / (12 * k));
}

/** P(N = k) ~ k^-a of a renewal process and P(N > k) up to a large number, the mean, and the sum of P(N > k) from there. */
export function renewalLaw(a: number) {
  const longest = 20_000;
  const powers = Float64Array.from({ length: longest + 1 }, (_, k) =>
    k === 0 ? 0 : Math.exp(-a * Math.log(k)),
  );
  const beyond = powersBeyond(longest, a);
  const total = powers.reduce((sum, value) => sum + value, beyond);
  const law = powers.map((value) => value / total);
  const left = new Float64Array(longest + 1);
  left[longest] = beyond / total;
  for (let k = longest; k > 0; k--) left[k - 1] = left[k]! + law[k]!;
  const leftBeyond = (powersBeyond(longest, a - 1) - longest * beyond) / total;
  const mean = left.subarray(0, longest).reduce((sum, value) => sum + value, leftBeyond);
  return { law, left, mean, leftBeyond };
}

/** C(d) of renewals by the renewal equation, the operator norm of a table of two symbols. Shape (longest + 1,) */
export function renewalNorms({ law, mean }: ReturnType<typeof renewalLaw>, longest: number): Float64Array {
  // u_d: a one stands d after a one.
  const u = [1];
  for (let d = 1; d <= longest; d++) {
    u.push(u.reduce((sum, value, k) => sum + value * law[d - k]!, 0));
  }
  return Float64Array.from(u, (value) => (2 / mean) * (value - 1 / mean));
}

const entropy = (p: number) => (p <= 0 || p >= 1 ? 0 : -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p)));

/** H_n of a renewal process up to a constant: ages beyond n are not told apart. Shape (longest,), from n = 0. */
export function renewalExcess(
  { law, left, mean, leftBeyond }: ReturnType<typeof renewalLaw>,
  longest: number,
): Float64Array {
  const excess = new Float64Array(longest);
  let [ages, ones, known] = [leftBeyond / mean, left.at(-1)! / mean, 0];
  for (let k = left.length - 2; k >= 0; k--) {
    const hazard = law[k + 1]! / left[k]!;
    ages += left[k]! / mean;
    ones += (left[k]! / mean) * hazard;
    known += (left[k]! / mean) * entropy(hazard);
    if (k < longest) excess[k] = ages * entropy(ones / ages) - known;
  }
  return excess;
}

/** The exponent of the exact norms over the distances of a fit, each counting as much as it did there. */
export function exactBeta(
  norms: (distance: number) => number,
  { exponent, points }: ForecastExponents["covariance"],
): number {
  if (exponent.status !== "ok") throw new Error(exponent.reason);
  return fitPowerDecay(
    points
      .filter(({ distance }) => exponent.from <= distance && distance <= exponent.to)
      .map(({ distance, reference, error }) => ({
        value: norms(distance) - norms(reference),
        error,
        shape: (law: (d: number) => number) => law(distance) - law(reference),
      })),
  ).exponent;
}

/** And that of the exact gains over the contexts of a fit. */
export function exactGamma(excess: Float64Array, { exponent, points }: ForecastExponents["context"]): number {
  if (exponent.status !== "ok") throw new Error(exponent.reason);
  return fitPowerDecay(
    points
      .filter(({ first, last }) => exponent.from <= first && last <= exponent.to)
      .map(({ first, last, further, error }) => {
        const shape = (law: (n: number) => number) => {
          let sum = 0;
          for (let n = first; n <= last; n++) sum += law(n) - law(n + further);
          return sum / (last - first + 1);
        };
        return { value: shape((n) => excess[n]!), error, shape };
      }),
  ).exponent;
}

/** C(d) of a broadcast tree of bits, its sequence begun anywhere: by the height at which two leaves meet. */
export function treeNorm(flip: number, depth: number, distance: number): number {
  let [norm, met, kept] = [0, 0, 1];
  for (let height = 1, leaves = 2; height <= depth; height++, leaves *= 2) {
    kept *= (1 - 2 * flip) * (1 - 2 * flip);
    const within = Math.max(0, 1 - distance / leaves);
    norm += (within - met) * kept;
    met = within;
  }
  return norm / 2;
}
