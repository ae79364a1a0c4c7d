import { integratePeak } from "../math/integrate-peak.ts";
import { digamma, logRisingFactorial, trigamma } from "../math/special-functions.ts";
import {
  type Counts,
  compressedSpectrum,
  type FrequencySpectrum,
  spectrumOf,
  type WeighedCounts,
} from "./counts.ts";

/** Named pseudocounts per symbol, for an alphabet of K and a sample of n. */
export const dirichletPriors = {
  jeffreys: () => 0.5,
  laplace: () => 1,
  perks: (alphabetSize: number) => 1 / alphabetSize,
  minimax: (alphabetSize: number, tokens: number) => Math.sqrt(tokens) / alphabetSize,
} as const;

/**
 * Entropy of the smoothed law (c + a)/(n + K a), the posterior mean of the law under a Dirichlet prior.
 *
 * @param alphabetSize K, at least the number of types
 * @param pseudocount a > 0
 * @returns bits, in [0, log2 K]
 * Cost: O(S).
 * Source: Krichevsky & Trofimov 1981, IEEE Trans. Inform. Theory 27 (a = 1/2); Agresti & Hitchcock 2005, Stat. Methods
 * Appl. 14 (the others).
 */
export function smoothedEntropy(counts: Counts, alphabetSize: number, pseudocount: number): number {
  const { frequencies, multiplicities, tokens, types } = spectrumOf(counts);
  const total = tokens + alphabetSize * pseudocount;
  let sum = (alphabetSize - types) * pseudocount * Math.log2(total / pseudocount);
  for (let i = 0; i < frequencies.length; i++) {
    const c = frequencies[i]! + pseudocount;
    sum += multiplicities[i]! * c * Math.log2(total / c);
  }
  return sum / total;
}

/**
 * Posterior mean of the entropy under a Dirichlet prior.
 *
 * @param alphabetSize K, at least the number of types
 * @param pseudocount a > 0
 * @returns bits, in [0, log2 K]
 * Cost: O(S).
 * Source: Wolpert & Wolf 1995, Phys. Rev. E 52.
 */
export function posteriorMeanEntropy(counts: Counts, alphabetSize: number, pseudocount: number): number {
  const spectrum = spectrumOf(counts);
  const { frequencies, multiplicities } = spectrum;
  return posteriorMeanNats(frequencies, multiplicities, spectrum, alphabetSize, pseudocount) / Math.LN2;
}

/**
 * Posterior mean of the entropy from weighted counts instead of the spectrum.
 *
 * @param counts positive reals, shape (m,)
 * @param weights types that each count represents, shape (m,)
 * @returns nats
 */
export function posteriorMeanNats(
  counts: Float64Array,
  weights: Float64Array,
  { tokens, types }: Pick<FrequencySpectrum, "tokens" | "types">,
  alphabetSize: number,
  pseudocount: number,
): number {
  const total = tokens + alphabetSize * pseudocount;
  let sum = (alphabetSize - types) * pseudocount * digamma(pseudocount + 1);
  for (let i = 0; i < counts.length; i++) {
    const c = counts[i]! + pseudocount;
    sum += weights[i]! * c * digamma(c + 1);
  }
  return digamma(total + 1) - sum / total;
}

/** Range of ln b: below it, the prior is that of a law with one symbol, above it, that of the uniform law. */
const logRange = [-46, 46] as const;

/**
 * Posterior mean of the entropy under a mixture of Dirichlet priors that is nearly flat in the entropy.
 *
 * The pseudocount b is integrated out over ln b, with the prior dE[H|b].
 *
 * @param alphabetSize K, at least the number of types
 * @returns bits, in [0, log2 K]; exactly 0 for K = 1
 * Cost: O(S), then some 300 sums over at most a few hundred points.
 * Source: Nemenman, Shafee & Bialek 2002, Adv. Neural Inf. Process. Syst. 14.
 */
export function nemenmanShafeeBialekEntropy(counts: Counts, alphabetSize: number): number {
  const spectrum = spectrumOf(counts);
  if (alphabetSize === 1) return 0;
  const points = compressedSpectrum(spectrum);
  const { tokens } = spectrum;
  const at = (logB: number) => {
    const b = Math.exp(logB);
    let logWeight =
      logB + Math.log(entropySlope(b, alphabetSize)) - logRisingFactorial(alphabetSize * b, tokens);
    for (let i = 0; i < points.counts.length; i++)
      logWeight += points.weights[i]! * logRisingFactorial(b, points.counts[i]!);
    const value = posteriorMeanNats(points.counts, points.weights, spectrum, alphabetSize, b);
    return { logWeight, value };
  };
  return integratePeak(at, -Math.log(alphabetSize), 1, logRange).mean / Math.LN2;
}

/** Derivative in b of the prior mean psi(K b + 1) - psi(b + 1), whose terms cancel when b is large. */
function entropySlope(b: number, alphabetSize: number): number {
  if (b < 100) return alphabetSize * trigamma(alphabetSize * b + 1) - trigamma(b + 1);
  const u = 1 / b;
  const v = 1 / alphabetSize;
  return 0.5 * u * u * (1 - v - (u / 3) * (1 - v * v) + ((u * u * u) / 15) * (1 - v * v * v * v));
}

const EULER_GAMMA = 0.577_215_664_901_532_9;
/** zeta(2) and zeta(3), first coefficients of digamma about 1. */
const ZETA_2 = (Math.PI * Math.PI) / 6;
const ZETA_3 = 1.202_056_903_159_594_2;

/** Range of the logit of d and of the logarithm of a. */
const discountRange = [-45, 45] as const;
const concentrationRange = [-45, 120] as const;

/**
 * Posterior mean of the entropy under a mixture of Pitman-Yor processes: the alphabet is unbounded, and power-law tails are
 * expected.
 *
 * The prior is flat in the prior mean h of the entropy and e^(-10/(1 - g)) in the share g of it that comes from the discount d.
 * With p = g h = psi(1) - psi(1 - d) and q = (1 - g) h = psi(a + 1) - psi(1) it is dp dq / h, so that integration is over d
 * and, inside, over a: the sums over counts depend on d alone.
 *
 * @returns bits; undefined when no type occurs twice, or only one type occurs: the posterior has no mean then
 * Cost: O(S), then some 200 sums over at most a few hundred points.
 * Source: Archer, Park & Pillow 2014, J. Mach. Learn. Res. 15.
 */
export function pitmanYorMixtureEntropy(counts: Counts): number | undefined {
  const spectrum = spectrumOf(counts);
  if (spectrum.types === spectrum.tokens || spectrum.types === 1) return undefined;
  const points = compressedSpectrum(spectrum);
  const overDiscount = (logit: number) => {
    const rest = 1 / (1 + Math.exp(logit));
    const discount = 1 / (1 + Math.exp(-logit));
    const { logWeight, sum } = sumsOverTypes(points, spectrum, discount, rest);
    const p = discount < 1e-5 ? digammaBeyondOne(-discount) : -EULER_GAMMA - digamma(rest);
    const psiOfRest = digamma(rest);
    const at = (logA: number) => conditional(spectrum, p, Math.exp(logA), discount, psiOfRest, sum);
    const { logMass, mean } = integratePeak(at, 0, 1, concentrationRange);
    // dp = psi'(1 - d) d (1 - d) d logit
    return { logWeight: logWeight + logMass + Math.log(trigamma(rest) * discount * rest), value: mean };
  };
  return integratePeak(overDiscount, -1, 1, discountRange).mean / Math.LN2;
}

/** The terms that depend on the discount and the counts. */
function sumsOverTypes(
  { counts, weights }: WeighedCounts,
  { types }: FrequencySpectrum,
  discount: number,
  rest: number,
): { logWeight: number; sum: number } {
  let logWeight = (types - 1) * Math.log(discount);
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    logWeight += weights[i]! * logRisingFactorial(rest, counts[i]! - 1);
    const c = counts[i]! - discount;
    sum += weights[i]! * c * digamma(c + 1);
  }
  return { logWeight, sum };
}

/** Weight of a in ln a, and mean entropy given both parameters. */
function conditional(
  { tokens, types }: FrequencySpectrum,
  p: number,
  a: number,
  discount: number,
  psiOfRest: number,
  sum: number,
): { logWeight: number; value: number } {
  const q = a < 1e-5 ? -digammaBeyondOne(a) : digamma(a + 1) + EULER_GAMMA;
  const logWeight =
    logRisingFactorial(a / discount + 1, types - 1) -
    logRisingFactorial(a + 1, tokens - 1) +
    // dq = psi'(a + 1) a d ln a
    Math.log((trigamma(a + 1) * a) / (p + q)) -
    (10 * (p + q)) / q;
  const seen = ((a + types * discount) / (a + tokens)) * psiOfRest + sum / (a + tokens);
  return { logWeight, value: digamma(a + tokens + 1) - seen };
}

/** psi(1) - psi(1 + x) for small x, where the difference itself would cancel. */
function digammaBeyondOne(x: number): number {
  return -x * (ZETA_2 - ZETA_3 * x);
}
