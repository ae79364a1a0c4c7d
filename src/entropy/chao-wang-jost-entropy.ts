import { digamma, scaledExponentialIntegral } from "../math/special-functions.ts";
import { type Counts, spectrumOf, typesWithFrequency } from "./frequency-spectrum.ts";

/**
 * Entropy from the slope of the species accumulation curve; the unseen part comes from singletons and doubletons.
 *
 * @param counts occurrences of each type; zeros are ignored
 * @returns bits; may exceed log2 S
 * @throws RangeError when nothing was counted
 * Cost: O(S), also when all tokens are singletons.
 * Source: Chao, Wang & Jost 2013, Methods Ecol. Evol. 4, eqs. 6-7.
 */
export function chaoWangJostEntropy(counts: Counts): number {
  const spectrum = spectrumOf(counts);
  const { frequencies, multiplicities, tokens: n } = spectrum;
  const psiOfTotal = digamma(n);
  let seenNats = 0;
  for (let i = 0; i < frequencies.length; i++) {
    const j = frequencies[i]!;
    if (j < n) seenNats += multiplicities[i]! * (j / n) * (psiOfTotal - digamma(j));
  }
  const f1 = typesWithFrequency(spectrum, 1);
  const f2 = typesWithFrequency(spectrum, 2);
  const meanOfRare = meanProbabilityOfSingletons(n, f1, f2);
  const unseenNats = meanOfRare < 1 ? (f1 / n) * geometricHarmonicSum(n, meanOfRare) : 0;
  return (seenNats + unseenNats) / Math.LN2;
}

/** A of the paper, the mean probability of the types seen once. */
function meanProbabilityOfSingletons(n: number, f1: number, f2: number): number {
  if (f2 > 0) return (2 * f2) / ((n - 1) * f1 + 2 * f2);
  return f1 > 0 ? 2 / ((n - 1) * (f1 - 1) + 2) : 1;
}

/**
 * Sum over j >= 0 of q^(j+1) / (n + j) with q = 1 - a.
 *
 * With all tokens distinct a is about 2/n^2 and the plain series would need n^2 terms, while the closed form
 * q^(1-n) (-ln a - sum q^r/r) cancels when a n is large. So: the series while it is short, else a few terms and
 * then Euler-Maclaurin, whose integral is an exponential integral and whose corrections shrink by 1e4 each.
 */
function geometricHarmonicSum(n: number, a: number): number {
  const q = 1 - a;
  const decay = -Math.log1p(-a);
  let power = q;
  let sum = 0;
  let m = n;
  for (; a > 0.05 ? power > 1e-18 : m < 32; m++) {
    sum += power / m;
    power *= q;
  }
  if (a > 0.05) return sum;
  const x = decay * m;
  // Odd derivatives of e^(-decay t)/(m + t) at t = 0 are -(p!/m^(p+1)) sum over l <= p of x^l/l!.
  const [first, third, fifth, seventh] = [1, 3, 5, 7].map((p) => partialExponential(x, p));
  const u = 1 / (m * m);
  const corrections = u * (first! / 12 - u * (third! / 120 - u * (fifth! / 252 - (u * seventh!) / 240)));
  return sum + power * (scaledExponentialIntegral(x) + 0.5 / m + corrections);
}

function partialExponential(x: number, degree: number): number {
  let sum = 1;
  for (let l = degree; l > 0; l--) sum = 1 + (sum * x) / l;
  return sum;
}
