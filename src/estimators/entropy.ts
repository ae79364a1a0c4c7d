import * as z from "zod";
import { symbolCounts, symbolSpectrum } from "../context/shared.ts";
import { confidenceLevel, coverageFloor } from "../core/constants.ts";
import { defineEstimator, type EstimationContext } from "../core/estimator.ts";
import { type Outcome, scalar, undefinedBecause } from "../core/measurement.ts";
import type { Symbols } from "../core/sequence.ts";
import { defineFolded, defineShared } from "../core/shared-value.ts";
import { slowAmounts, slowCosines, slowWaves, studentQuantile } from "../math/intervals.ts";
import { countSymbols } from "../statistics/alphabet.ts";
import {
  dirichletPriors,
  nemenmanShafeeBialekEntropy,
  pitmanYorMixtureEntropy,
  posteriorMeanEntropy,
  smoothedEntropy,
} from "../statistics/bayesian-entropy.ts";
import { type FrequencySpectrum, goodTuringCoverage, typesWithFrequency } from "../statistics/counts.ts";
import {
  chaoShenEntropy,
  chaoWangJostEntropy,
  collisionEntropy,
  extropy as extropyOf,
  fluctuationComplexity as fluctuationOf,
  grassberger1988Entropy,
  grassbergerEntropy,
  jackknifeEntropy,
  jamesSteinEntropy,
  millerMadowEntropy,
  plugInEntropy,
  renyiEntropy,
} from "../statistics/entropy.ts";

/** Most stretches. A long sequence has at least half as many. */
const mostStretches = 320;
/** Most counters. A larger alphabet has fewer stretches. */
const mostCounters = 2 ** 22;
/** Symbols of a stretch from which on counting them apart takes less time. */
const leastTogether = 16_384;
/** Slow waves need at least this many stretches. */
const fewestStretches = 64;

/** Occurrences of each symbol by stretches of equal length, the last one shorter. */
interface StretchCounts {
  readonly stretches: number;
  /** shape (stretches, A) */
  readonly counts: Uint32Array;
}

/** Counts by stretch. Stretches double in length when there are too many of them. */
class StretchTally {
  readonly #alphabetSize: number;
  readonly #most: number;
  #counts = new Uint32Array(0);
  #length = 1;
  #stretch = 0;
  #filled = 0;

  constructor(alphabetSize: number) {
    this.#alphabetSize = alphabetSize;
    this.#most = Math.min(mostStretches, 2 * Math.floor(mostCounters / alphabetSize / 2));
  }

  /** whether the alphabet is small enough */
  get measured(): boolean {
    return this.#most >= fewestStretches;
  }

  add(symbols: Symbols): void {
    if (!this.measured) return;
    this.#makeRoom(symbols.length);
    for (let i = 0; i < symbols.length; ) {
      if (this.#filled === this.#length) this.#next();
      const end = Math.min(symbols.length, i + this.#length - this.#filled);
      this.#filled += end - i;
      const row = this.#stretch * this.#alphabetSize;
      if (end - i < leastTogether) for (; i < end; i++) this.#counts[row + symbols[i]!]!++;
      else {
        const counts = countSymbols(symbols.subarray(i, end), this.#alphabetSize);
        for (let a = 0; a < counts.length; a++) this.#counts[row + a]! += counts[a]!;
        i = end;
      }
    }
  }

  /** A batch of small files must not allocate all stretches for each of them. */
  #makeRoom(more: number): void {
    const stretches = Math.min(this.#most, this.#stretch + 1 + more);
    if (this.#counts.length >= stretches * this.#alphabetSize) return;
    const before = this.#counts;
    this.#counts = new Uint32Array(stretches * this.#alphabetSize);
    this.#counts.set(before);
  }

  #next(): void {
    this.#filled = 0;
    if (++this.#stretch < this.#most) return;
    const size = this.#alphabetSize;
    const counts = this.#counts;
    for (let s = 0; s < this.#most / 2; s++)
      for (let a = 0; a < size; a++)
        counts[s * size + a] = counts[2 * s * size + a]! + counts[(2 * s + 1) * size + a]!;
    this.#stretch = this.#most / 2;
    counts.fill(0, this.#stretch * size);
    this.#length *= 2;
  }

  finish(): StretchCounts | undefined {
    return this.measured ? { stretches: this.#stretch + 1, counts: this.#counts } : undefined;
  }
}

/** Undefined for alphabets of more than 65 536 symbols. */
export const stretchCounts = defineFolded<StretchTally, StretchCounts | undefined>("stretch-counts", {
  create: (alphabetSize) => new StretchTally(alphabetSize),
  update: (state, symbols) => state.add(symbols),
  finish: (state) => state.finish(),
});

/** An interval of the symbol entropy, bits. */
interface EntropyInterval {
  readonly lower: number;
  readonly upper: number;
}

/** Shortest sample that has an interval. */
const fewest = 100;
/** Largest error from unseen symbols, as a share of the half-width for independent symbols. Chosen on other laws than those of the calibration. */
const shareOfHalfWidth = 0.35;
/** The slowest waves show the whole memory if the variance is at most this share of n times that of independent symbols. */
const mostMemory = 1 / 40;
/** Correlation of distant stretches, in standard deviations, from which memory is that long. */
const leastCorrelation = 7;
/** Symbols that are compared between distant stretches, the most frequent ones. */
const mostCompared = 256;

/**
 * The interval of the symbol entropy H, or why there is none.
 *
 * To first order the error of H is the mean over symbols of -ln p - H. Its variance V is estimated from slow waves, so that it
 * holds with memory. Deviations of frequencies have a second-order effect with mean T1/(2n) and variance T2/(2n^2), where T1 and T2
 * are traces of the covariance of the frequencies and of its square, from the same waves; both are S - 1 for independent symbols. V
 * itself changes with H: along p^b, by s = k/V - 2 for each nat, with k the third central moment of -ln p. The interval has all H for
 * which (estimate - H)^2 <= t^2 (V + T2/(2n) + s (H - estimate))/n. This holds for uniform laws too, where V is 0.
 *
 * Source: Wilson 1927, J. Am. Stat. Assoc. 22 (intervals by the variance at the end, not at the estimate).
 */
const entropyInterval = defineShared(
  "entropy-interval",
  (_sequence, access): EntropyInterval | { readonly reason: string } => {
    const spectrum = access.get(symbolSpectrum);
    const { frequencies, multiplicities, tokens: n, types } = spectrum;
    const stretched = access.get(stretchCounts);
    if (n < fewest) return { reason: `${n} symbols, an interval needs ${fewest}` };
    if (stretched === undefined) return { reason: "too many kinds of symbols to look for memory" };
    const mean = (of: (information: number) => number) =>
      frequencies.reduce((sum, c, i) => sum + multiplicities[i]! * (c / n) * of(-Math.log(c / n)), 0);
    const plugIn = mean((information) => information);
    const independent = mean((information) => (information - plugIn) * (information - plugIn));
    const third = mean(
      (information) => (information - plugIn) * (information - plugIn) * (information - plugIn),
    );
    const { variance, trace, squareTrace, distant } = spreadOf(stretched, access.get(symbolCounts), n);
    const t = studentQuantile(confidenceLevel, slowWaves);
    const unseen = Math.max(...[1, 2, 3].map((j) => j * typesWithFrequency(spectrum, j)));
    const half = t * Math.sqrt(Math.max(independent, (types - 1) / (2 * n)) / n);
    if ((Math.sqrt(unseen) * Math.log(n)) / n > shareOfHalfWidth * half)
      return { reason: "undersampled: the bias from unseen symbols is not small compared with the error" };
    // Near even laws V is mostly the noise of frequencies: then these show the memory, not V.
    const beyond = Math.max(0, independent - trace / n);
    const even = Math.max(trace, 1 / n);
    const design =
      (beyond * (variance / Math.max(independent, 1e-12)) + squareTrace / n) / (beyond + even / n);
    if (Math.max(design, squareTrace / even) > mostMemory * n || distant > leastCorrelation)
      return { reason: "symbols depend on each other over a large part of the sample" };
    const estimate = chaoWangJostEntropy(spectrum) * Math.LN2 + (trace - (types - 1)) / (2 * n);
    const slope = design * (independent > 1e-12 ? third / independent - 2 : -2);
    const ends = Math.sqrt(independent) + types / n;
    // The third term is that of the skewness of few frequencies, the last one the error at the ends of a cycle.
    const atEstimate =
      design * independent -
      squareTrace / n +
      (squareTrace / (2 * n)) * (1 + squareTrace / (2 * even * even)) +
      (ends * ends) / n;
    const shift = (t * t * slope) / n;
    const root = Math.sqrt(Math.max(0, shift * shift + (4 * t * t * atEstimate) / n));
    return {
      lower: (estimate + (shift - root) / 2) / Math.LN2,
      upper: (estimate + (shift + root) / 2) / Math.LN2,
    };
  },
);

/** Variances over the sample from its slowest waves, in units of those of one symbol. */
function spreadOf({ stretches, counts }: StretchCounts, totals: Float64Array, n: number) {
  const size = totals.length;
  const occurring = Uint32Array.from(totals.keys())
    .filter((a) => totals[a]! > 0)
    .sort((a, b) => totals[b]! - totals[a]!);
  const series: Float64Array[] = [];
  const lengths = new Float64Array(stretches);
  for (let s = 0; s < stretches; s++)
    for (let i = 0; i < occurring.length; i++) lengths[s]! += counts[s * size + occurring[i]!]!;
  const waves = Array.from({ length: slowWaves }, () => new Float64Array(occurring.length));
  const information = new Float64Array(slowWaves);
  const sums = new Float64Array(stretches);
  const cosines = slowCosines(stretches);
  for (let i = 0; i < occurring.length; i++) {
    const a = occurring[i]!;
    const p = totals[a]! / n;
    for (let s = 0; s < stretches; s++) sums[s] = counts[s * size + a]! - lengths[s]! * p;
    for (const [w, amount] of slowAmounts(sums, cosines).entries()) {
      information[w]! -= Math.log(p) * amount;
      waves[w]![i] = amount / Math.sqrt(p);
    }
    if (i < mostCompared) series.push(sums.map((sum) => sum / Math.sqrt(p)));
  }
  const mean = (values: Float64Array) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const product = (a: Float64Array, b: Float64Array) =>
    (2 / n) * a.reduce((sum, one, i) => sum + one * b[i]!, 0);
  const trace = mean(Float64Array.from(waves, (wave) => product(wave, wave)));
  const squares = waves.flatMap((one) => waves.map((other) => product(one, other) * product(one, other)));
  // The square of an estimated covariance has a bias.
  const unbiased =
    (mean(Float64Array.from(squares)) - (trace * trace) / slowWaves) *
    ((slowWaves * slowWaves) / ((slowWaves - 1) * (slowWaves + 2)));
  return {
    variance: product(information, information) / slowWaves,
    trace,
    squareTrace: Math.max(unbiased, (trace * trace) / Math.max(1, occurring.length - 1)),
    distant: distantCorrelation(series, stretches),
  };
}

/** The largest correlation of stretches farther apart than the longest memory, in standard deviations of independent stretches. */
function distantCorrelation(series: readonly Float64Array[], stretches: number): number {
  const products = (lag: number) =>
    series.reduce((sum, one) => {
      for (let s = lag; s < one.length; s++) sum += one[s]! * one[s - lag]!;
      return sum;
    }, 0);
  const deviation = products(0) / stretches / Math.sqrt(Math.max(1, series.length - 1));
  let largest = 0;
  for (let lag = Math.ceil(mostMemory * stretches); lag <= stretches / 2; lag++)
    largest = Math.max(largest, products(lag) / Math.sqrt(stretches - lag));
  return deviation > 0 ? largest / deviation : 0;
}

/** Reason of estimators that need coincidences. */
export const noCoincidence = "no symbol occurs twice: the result would depend on the prior alone";

/**
 * The entropy of one symbol by an estimator that reads counts alone. A sample with small coverage gets a warning. If a single
 * symbol occurs, the entropy is exactly 0.
 *
 * @param entropyOf bits from a spectrum with at least one token
 * @throws what `entropyOf` throws
 */
function entropyOutcome(
  context: EstimationContext,
  entropyOf: (spectrum: FrequencySpectrum) => number,
): Outcome {
  const spectrum = context.get(symbolSpectrum);
  if (spectrum.types === 1) return scalar(0);
  const coverage = goodTuringCoverage(spectrum);
  return scalar(
    entropyOf(spectrum),
    null,
    coverage < coverageFloor ? [{ code: "undersampled", coverage }] : [],
  );
}

/** What estimators that use only counts have in common. */
const onePass = { cost: "one pass, O(n); streams in constant memory", streams: [symbolCounts] };
/** The same for estimates of the Shannon entropy, whose interval needs counts by stretches. */
const shannon = { ...onePass, quantity: "symbolEntropy", streams: [symbolCounts, stretchCounts] } as const;

/** An estimate above this multiple of the largest entropy of the alphabet is undefined, except in short samples. */
const farOutside = 1.5;
const few = 100;

/**
 * An estimate of the symbol entropy, with the interval of the entropy extended to the estimate.
 *
 * @param entropyOf as of `entropyOutcome`
 * @param alphabetSize symbols that could occur
 * @throws what `entropyOf` throws
 */
function symbolEntropyOutcome(
  context: EstimationContext,
  entropyOf: (spectrum: FrequencySpectrum) => number,
  alphabetSize = context.alphabetSize,
): Outcome {
  const outcome = entropyOutcome(context, entropyOf);
  const most = Math.log2(alphabetSize);
  if (outcome.shape === "scalar" && context.n >= few && outcome.value > farOutside * most)
    return undefinedBecause(
      `${outcome.value.toFixed(1)} bits, but ${alphabetSize} symbols have at most ${most.toFixed(1)}`,
    );
  // A warning already explains the missing interval, and the entropy of a single symbol is exact.
  if (outcome.shape !== "scalar" || outcome.warnings?.length || context.get(symbolSpectrum).types === 1)
    return outcome;
  const interval = context.get(entropyInterval);
  const { value } = outcome;
  if ("reason" in interval) return scalar(value, null, [{ code: "no-interval", reason: interval.reason }]);
  return scalar(value, { ...interval, level: confidenceLevel, method: "slow-waves" });
}

/** The parameter K of estimators that know the alphabet size. */
const alphabetParam = () =>
  z
    .int()
    .min(0)
    .max(2 ** 32)
    .default(0)
    .describe("K, symbols that could occur; 0: those of the encoding or source");

/**
 * The entropy of one symbol by an estimator that knows the alphabet.
 *
 * @param alphabet K; 0: that of the sequence
 * @param entropyOf bits from a spectrum with at least one token and K, at least the number of types
 */
function knownAlphabetOutcome(
  context: EstimationContext,
  alphabet: number,
  entropyOf: (spectrum: FrequencySpectrum, alphabetSize: number) => number,
): Outcome {
  const size = alphabet === 0 ? context.alphabetSize : alphabet;
  const { types } = context.get(symbolSpectrum);
  if (types > size) return undefinedBecause(`${types} symbols occur, more than the alphabet of ${size}`);
  return symbolEntropyOutcome(context, (spectrum) => entropyOf(spectrum, size), size);
}

/** The parameter q of Renyi entropies and Hill numbers. */
const orderParam = () =>
  z
    .number()
    .min(0)
    .max(1000)
    .default(2)
    .describe("q: weight of frequent symbols; 0 counts symbols, 1 is Shannon's entropy");

export const plugIn = defineEstimator({
  ...shannon,
  id: "plug-in",
  title: "plug-in entropy",
  summary: "entropy of the empirical distribution of symbols, the maximum likelihood estimate",
  formula: "H = log2 n - (1/n) sum c log2 c over the counts c",
  validity: "too small by (S - 1)/(2n ln 2) bits with S symbols present; n above 100 S for 1 %",
  reference: "Shannon 1948, Bell Syst. Tech. J. 27",
  rangeChecked: true,
  estimate: (context) => symbolEntropyOutcome(context, plugInEntropy),
});

export const millerMadow = defineEstimator({
  ...shannon,
  id: "miller-madow",
  title: "Miller-Madow entropy",
  summary: "plug-in entropy plus its first-order bias (S - 1)/(2n) nats",
  formula: "H = plug-in + (D - 1) / (2 n ln 2) for D distinct symbols",
  convention: "S is the number of symbols present, not the declared alphabet",
  validity: "n above S; still too small when many symbols are unseen",
  reference: "Miller 1955, Note on the bias of information estimates",
  estimate: (context) => symbolEntropyOutcome(context, millerMadowEntropy),
});

export const jackknife = defineEstimator({
  ...shannon,
  id: "jackknife",
  title: "jackknife entropy",
  summary: "plug-in entropy minus its bias, estimated by leaving out one symbol at a time",
  formula: "H = n H_n - ((n - 1)/n) sum H_n without symbol i, over the n symbols",
  convention: "delete-one, first order",
  validity: "n above S; removes the bias of order 1/n, still too small when many symbols are unseen",
  reference: "Zahl 1977, Ecology 58; Burnham & Overton 1978, Biometrika 65",
  estimate: (context) => symbolEntropyOutcome(context, jackknifeEntropy),
});

export const grassberger1988 = defineEstimator({
  ...shannon,
  id: "grassberger-1988",
  title: "Grassberger entropy of 1988",
  summary: "the older of the two estimators: psi(c) and an alternating term in place of ln c",
  formula: "H = (1/n) sum c (ln n - psi(c) - (-1)^c/(c + 1)) / ln 2 over the counts c",
  convention: "ln n as in the paper; other programs use psi(n)",
  validity: "n above S; the estimator of 2003 has the smaller bias, this one is for comparison",
  reference: "Grassberger 1988, Phys. Lett. A 128",
  estimate: (context) => symbolEntropyOutcome(context, grassberger1988Entropy),
});

export const grassberger = defineEstimator({
  ...shannon,
  id: "grassberger",
  title: "Grassberger entropy",
  summary: "ln n - (1/n) sum c G(c), whose bias falls exponentially with the counts",
  formula: "H = log2 n - (1/n) sum c G(c) / ln 2, G(c) = psi(c) + (-1)^c (psi((c+1)/2) - psi(c/2)) / 2",
  convention: "ln n as in the paper; other programs use psi(n)",
  validity: "n above S; cheap, and nearly unbiased there",
  reference: "Grassberger 2003, arXiv:physics/0307138",
  estimate: (context) => symbolEntropyOutcome(context, grassbergerEntropy),
});

export const chaoShen = defineEstimator({
  ...shannon,
  id: "chao-shen",
  title: "Chao-Shen entropy",
  summary: "Horvitz-Thompson sum over probabilities shrunk by the Good-Turing coverage",
  formula: "H = - sum q log2 q / (1 - (1 - q)^n), q = (1 - f1/n) c/n, f1 symbols occurring once",
  convention: "if all symbols are distinct, one singleton less is counted, since coverage 0 has no estimate",
  validity: "n above S/3; over-corrects near full coverage on uniform laws",
  reference: "Chao & Shen 2003, Environ. Ecol. Stat. 10",
  estimate: (context) => symbolEntropyOutcome(context, chaoShenEntropy),
});

export const chaoWangJost = defineEstimator({
  ...shannon,
  id: "chao-wang-jost",
  title: "Chao-Wang-Jost entropy",
  summary: "slope of the species accumulation curve; the unseen part comes from singletons and doubletons",
  formula:
    "H ln 2 = sum (c/n) (psi(n) - psi(c)) + (f1/n) sum_j (1-B)^(j+1) / (n+j), B = 2 f2 / ((n-1) f1 + 2 f2)",
  validity: "n above S/10; the best default when symbols are unseen",
  cost: "one pass, O(n), and a sum or quadrature over the counts",
  reference: "Chao, Wang & Jost 2013, Methods Ecol. Evol. 4",
  estimate: (context) => symbolEntropyOutcome(context, chaoWangJostEntropy),
});

export const jamesStein = defineEstimator({
  ...shannon,
  id: "james-stein",
  title: "James-Stein entropy",
  summary: "plug-in entropy of the empirical law shrunk towards the uniform law on a known alphabet",
  formula: "H of l/K + (1 - l) p with l = min(1, (1 - sum p^2) / ((n - 1) sum (1/K - p)^2))",
  convention: "one symbol present is 0",
  validity: "laws near the uniform one on a known alphabet; far too large or too small on text",
  reference: "Hausser & Strimmer 2009, J. Mach. Learn. Res. 10",
  params: () => z.strictObject({ alphabet: alphabetParam() }),
  estimate: (context, { alphabet }) => knownAlphabetOutcome(context, alphabet, jamesSteinEntropy),
});

export const dirichlet = defineEstimator({
  ...shannon,
  id: "dirichlet",
  title: "Dirichlet entropy",
  summary: "entropy under a Dirichlet prior with a pseudocounts per symbol of a known alphabet",
  formula:
    "H of the law (c + a)/(n + K a), or psi(n + K a + 1) - sum (c + a) psi(c + a + 1)/(n + K a) in nats; a = 1/2, 1, 1/K or sqrt(n)/K",
  convention: "entropy of the posterior mean law by default; one symbol present is 0",
  validity: "n above K a; below that the prior decides, since it nearly fixes the entropy when K is large",
  reference:
    "Krichevsky & Trofimov 1981, IEEE Trans. Inform. Theory 27; Wolpert & Wolf 1995, Phys. Rev. E 52; Agresti & Hitchcock 2005, Stat. Methods Appl. 14",
  params: () =>
    z.strictObject({
      prior: z
        .enum(["jeffreys", "laplace", "perks", "minimax"])
        .default("jeffreys")
        .describe("pseudocounts per symbol: 1/2, 1, 1/K or sqrt(n)/K"),
      mean: z
        .enum(["law", "entropy"])
        .default("law")
        .describe("law: entropy of the posterior mean law; entropy: posterior mean of the entropy"),
      alphabet: alphabetParam(),
    }),
  estimate: (context, { prior, mean, alphabet }) =>
    knownAlphabetOutcome(context, alphabet, (spectrum, size) => {
      const entropyOf = mean === "law" ? smoothedEntropy : posteriorMeanEntropy;
      return entropyOf(spectrum, size, dirichletPriors[prior](size, spectrum.tokens));
    }),
});

export const nemenmanShafeeBialek = defineEstimator({
  ...shannon,
  id: "nsb",
  title: "Nemenman-Shafee-Bialek entropy",
  summary:
    "posterior mean of the entropy under a mixture of Dirichlet priors that makes the prior of the entropy nearly flat",
  formula:
    "H = integral of E[H | c, b] P(c | b) dE[H | b] over the pseudocount b, divided by that without E[H | c, b]",
  convention: "one symbol present is 0",
  validity:
    "a known alphabet and some symbol seen twice; too small on long tails while n is below K; no interval of the posterior, which at 95 % covered the truth on 73 to 91 % of Zipf laws",
  cost: "one pass, O(n), then some milliseconds; streams in constant memory",
  reference: "Nemenman, Shafee & Bialek 2002, Adv. Neural Inf. Process. Syst. 14",
  params: () => z.strictObject({ alphabet: alphabetParam() }),
  estimate(context, { alphabet }) {
    const { types, tokens } = context.get(symbolSpectrum);
    if (types > 1 && types === tokens) return undefinedBecause(noCoincidence);
    return knownAlphabetOutcome(context, alphabet, nemenmanShafeeBialekEntropy);
  },
});

export const pitmanYorMixture = defineEstimator({
  ...shannon,
  id: "pym",
  title: "Pitman-Yor mixture entropy",
  summary: "posterior mean of the entropy under a mixture of Pitman-Yor processes, for unbounded alphabets",
  formula:
    "H = mean of E[H | c, a, d] over the posterior of a and d, prior flat in E[H | a, d] and exp(-10/(1 - g))",
  convention: "g is the share of the discount d in the prior mean; one symbol present is 0",
  validity:
    "some symbol seen twice, and tails that continue as a power law: too large by .3 bit on a Zipf law truncated at n",
  cost: "one pass, O(n), then about 20 ms; streams in constant memory",
  reference: "Archer, Park & Pillow 2014, J. Mach. Learn. Res. 15",
  estimate(context) {
    const spectrum = context.get(symbolSpectrum);
    if (spectrum.types === 1) return scalar(0);
    const bits = pitmanYorMixtureEntropy(spectrum);
    return bits === undefined ? undefinedBecause(noCoincidence) : symbolEntropyOutcome(context, () => bits);
  },
});

export const renyi = defineEstimator({
  ...onePass,
  id: "renyi",
  quantity: "renyiEntropy",
  title: "Renyi entropy",
  summary: "Renyi entropy of order q of the empirical distribution of symbols",
  formula: "H_q = log2(sum p^q) / (1 - q); q = 0 is log2 S, q = 1 the plug-in entropy",
  validity: "n above 100 S; below that too small for q up to 1, and less so for larger q",
  reference: "Renyi 1961, Proc. 4th Berkeley Symp. Math. Stat. Prob. 1",
  params: () => z.strictObject({ order: orderParam() }),
  rangeChecked: true,
  estimate: (context, { order }) => entropyOutcome(context, (spectrum) => renyiEntropy(spectrum, order)),
});

export const collision = defineEstimator({
  ...onePass,
  id: "collision-entropy",
  quantity: "renyiEntropy",
  title: "collision entropy",
  summary: "Renyi entropy of integer order q, from how often q different positions have the same symbol",
  formula:
    "H_q = log2(sum of c (c - 1) ... (c - q + 1) / (n (n - 1) ... (n - q + 1))) / (1 - q) over the counts c",
  convention: "the sum is without bias, its logarithm nearly so",
  validity: "q collisions of some symbol; about sqrt(K) symbols suffice for q = 2",
  reference: "Simpson 1949, Nature 163; Good 1953, Biometrika 40",
  params: () =>
    z.strictObject({
      order: z.int().min(2).max(16).default(2).describe("q: number of positions compared"),
    }),
  minimumLength: 2,
  estimate(context, { order }) {
    const bits = collisionEntropy(context.get(symbolSpectrum), order);
    return bits === undefined ? undefinedBecause(`no symbol occurs ${order} times`) : scalar(bits);
  },
});

export const hillNumber = defineEstimator({
  ...onePass,
  id: "hill-number",
  quantity: "hillNumber",
  title: "Hill number",
  summary: "number of equally frequent symbols with the same diversity, at order q",
  formula: "D_q = (sum p^q)^(1/(1 - q)) = 2^H_q over the empirical law",
  validity: "n above 100 S; below that too small for q up to 1, and less so for larger q",
  reference: "Hill 1973, Ecology 54",
  params: () => z.strictObject({ order: orderParam() }),
  rangeChecked: true,
  estimate(context, { order }): Outcome {
    const spectrum = context.get(symbolSpectrum);
    if (order === 0) return scalar(spectrum.types);
    return scalar(Math.exp(Math.LN2 * renyiEntropy(spectrum, order)));
  },
});

export const extropy = defineEstimator({
  ...onePass,
  id: "extropy",
  quantity: "extropy",
  title: "extropy",
  summary: "extropy of the empirical distribution of symbols, the entropy's dual",
  formula: "J = -sum (1 - p) log2(1 - p)",
  validity: "n above 100 S",
  reference: "Lad, Sanfilippo & Agro 2015, Stat. Sci. 30",
  rangeChecked: true,
  estimate: (context) => entropyOutcome(context, extropyOf),
});

export const fluctuationComplexity = defineEstimator({
  ...onePass,
  id: "fluctuation-complexity",
  quantity: "fluctuationComplexity",
  title: "fluctuation complexity",
  summary: "standard deviation of the surprise of a symbol under the empirical distribution",
  formula: "sqrt(sum p (-log2 p - H)^2)",
  convention: "of single symbols; Bates and Shepard use states of a chain",
  validity: "n above 100 S",
  reference: "Bates & Shepard 1993, Phys. Lett. A 172",
  estimate: (context) => entropyOutcome(context, fluctuationOf),
});
