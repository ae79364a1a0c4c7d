import { digamma, scaledExponentialIntegral } from "../math/special-functions.ts";
import { type Counts, spectrumOf, typesWithFrequency } from "./counts.ts";

/**
 * Entropy of the empirical distribution, the maximum likelihood estimate.
 *
 * Its bias is -(S - 1)/(2 n ln 2) bits to first order, and far worse when most types are unseen.
 *
 * @returns bits, in [0, log2 S]; exactly 0 for one type
 * Cost: O(S).
 * Source: Shannon 1948, Bell Syst. Tech. J. 27.
 */
export function plugInEntropy(counts: Counts): number {
  const { frequencies, multiplicities, tokens } = spectrumOf(counts);
  let sum = 0;
  for (let i = 0; i < frequencies.length; i++) {
    const j = frequencies[i]!;
    sum += multiplicities[i]! * j * Math.log2(tokens / j);
  }
  return sum / tokens;
}

/**
 * Plug-in entropy plus its first-order bias, (S - 1)/(2 n) nats with the observed number of types S.
 *
 * @returns bits; may exceed log2 S
 * Cost: O(S).
 * Source: Miller 1955, Note on the bias of information estimates.
 */
export function millerMadowEntropy(counts: Counts): number {
  const spectrum = spectrumOf(counts);
  return plugInEntropy(spectrum) + (spectrum.types - 1) / (2 * spectrum.tokens) / Math.LN2;
}

/**
 * Delete-one jackknife of the plug-in entropy, n H - ((n - 1)/n) sum over tokens of H without that token.
 *
 * @returns bits; may exceed log2 S; exactly 0 for one type
 * Cost: O(S).
 * Source: Zahl 1977, Ecology 58; Burnham & Overton 1978, Biometrika 65 (first order).
 */
export function jackknifeEntropy(counts: Counts): number {
  const spectrum = spectrumOf(counts);
  const { frequencies, multiplicities, tokens: n, types } = spectrum;
  if (types === 1) return 0;
  const whole = plugInEntropy(spectrum);

  let gain = 0;
  for (let i = 0; i < frequencies.length; i++) {
    const c = frequencies[i]!;
    const left = c > 1 ? (c - 1) * Math.log2(c - 1) : 0;
    const lost = (c * Math.log2(c) - left) / (n - 1);
    gain += multiplicities[i]! * (c / n) * lost;
  }
  // H without a token of count c is log2(n - 1) - (T - c log2 c + (c - 1) log2(c - 1)) / (n - 1), and T = n (log2 n - H).
  const without = Math.log2(n - 1) - (n / (n - 1)) * (Math.log2(n) - whole) + gain;
  return n * whole - (n - 1) * without;
}

/**
 * Entropy by Grassberger's estimator of 1988, the sum of (c/n) (ln n - psi(c) - (-1)^c / (c + 1)).
 *
 * @returns bits; may exceed log2 S, and is of order 1/n rather than 0 for one type
 * Cost: O(S).
 * Source: Grassberger 1988, Phys. Lett. A 128.
 */
export function grassberger1988Entropy(counts: Counts): number {
  const { frequencies, multiplicities, tokens } = spectrumOf(counts);
  let sum = 0;
  for (let i = 0; i < frequencies.length; i++) {
    const j = frequencies[i]!;
    sum += multiplicities[i]! * j * (digamma(j) + (j % 2 === 0 ? 1 : -1) / (j + 1));
  }
  return (Math.log(tokens) - sum / tokens) / Math.LN2;
}

const EULER_GAMMA = 0.577_215_664_901_532_9;

/** G(2m) for m < 1024 by the recursion of the paper: exact differences without digamma. */
const table = new Float64Array(1024);
table[0] = -EULER_GAMMA - Math.LN2;
for (let m = 1; m < table.length; m++) table[m] = table[m - 1]! + 2 / (2 * m - 1);

/**
 * Grassberger's G(c), which replaces ln c: psi(c) + (-1)^c/2 (psi((c + 1)/2) - psi(c/2)).
 *
 * On integers it depends on m = floor(c/2) alone and equals ln 2 + psi(m + 1/2), so that beyond the table
 * an asymptotic series is exact to double precision.
 *
 * @param count a positive integer
 * @returns nats
 * Cost: O(1).
 * Source: Grassberger 2003, arXiv:physics/0307138, eqs. 30 and 35.
 */
export function grassbergerG(count: number): number {
  const m = Math.floor(count / 2);
  if (m < table.length) return table[m]!;
  const square = m * m;
  return Math.log(2 * m) + (1 - 7 / (40 * square)) / (24 * square);
}

/**
 * Entropy by Grassberger's estimator of 2003, ln n - (1/n) sum c G(c).
 *
 * Its bias is exponentially small once n exceeds the number of equally likely types.
 *
 * @returns bits; may exceed log2 S, and is of order 1/n rather than 0 for one type
 * Cost: O(S).
 * Source: Grassberger 2003, Entropy estimates from insufficient samplings, arXiv:physics/0307138.
 */
export function grassbergerEntropy(counts: Counts): number {
  const { frequencies, multiplicities, tokens } = spectrumOf(counts);
  let sum = 0;
  for (let i = 0; i < frequencies.length; i++) {
    const j = frequencies[i]!;
    sum += multiplicities[i]! * j * grassbergerG(j);
  }
  return (Math.log(tokens) - sum / tokens) / Math.LN2;
}

/**
 * Coverage-adjusted entropy: a Horvitz-Thompson sum over probabilities shrunk by the Good-Turing coverage.
 *
 * When every token is a singleton the coverage would be 0; the authors then count one singleton less.
 *
 * @returns bits; may exceed log2 S
 * Cost: O(S).
 * Source: Chao & Shen 2003, Environ. Ecol. Stat. 10.
 */
export function chaoShenEntropy(counts: Counts): number {
  const spectrum = spectrumOf(counts);
  const { frequencies, multiplicities, tokens } = spectrum;
  const singletons = Math.min(typesWithFrequency(spectrum, 1), tokens - 1);
  const coverage = 1 - singletons / tokens;
  let sumNats = 0;
  for (let i = 0; i < frequencies.length; i++) {
    const p = (coverage * frequencies[i]!) / tokens;
    const chanceSeen = -Math.expm1(tokens * Math.log1p(-p));
    sumNats -= (multiplicities[i]! * p * Math.log(p)) / chanceSeen;
  }
  // One type only gives -1 ln 1 = -0.
  return sumNats / Math.LN2 + 0;
}

/**
 * Entropy from the slope of the species accumulation curve; the unseen part comes from singletons and doubletons.
 *
 * @returns bits; may exceed log2 S
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
 * With all tokens distinct a is about 2/n^2 and the plain series would need n^2 terms, while the closed form q^(1-n) (-ln a -
 * sum q^r/r) cancels when a n is large. Hence the series while it is short, else a few terms and then Euler-Maclaurin, whose
 * integral is an exponential integral and whose corrections shrink by 1e4 each.
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

/**
 * Weight of the uniform law in the James-Stein shrinkage of a law.
 *
 * @param alphabetSize K, at least the number of types
 * @returns in [0, 1]; 1 for a single token, which gives no variance
 * Cost: O(S).
 * Source: Hausser & Strimmer 2009, J. Mach. Learn. Res. 10, eq. 8.
 */
export function shrinkageIntensity(counts: Counts, alphabetSize: number): number {
  const { frequencies, multiplicities, tokens, types } = spectrumOf(counts);
  const target = 1 / alphabetSize;
  let squares = 0;
  let distance = (alphabetSize - types) * target * target;
  for (let i = 0; i < frequencies.length; i++) {
    const p = frequencies[i]! / tokens;
    squares += multiplicities[i]! * p * p;
    distance += multiplicities[i]! * (target - p) * (target - p);
  }
  const spread = (tokens - 1) * distance;
  return spread > 1 - squares ? (1 - squares) / spread : 1;
}

/**
 * Plug-in entropy of the empirical law shrunk towards the uniform one.
 *
 * @param alphabetSize K, at least the number of types
 * @returns bits, in [0, log2 K]; exactly 0 for K = 1
 * Cost: O(S).
 * Source: Hausser & Strimmer 2009, J. Mach. Learn. Res. 10.
 */
export function jamesSteinEntropy(counts: Counts, alphabetSize: number): number {
  const spectrum = spectrumOf(counts);
  const { frequencies, multiplicities, tokens, types } = spectrum;
  const intensity = shrinkageIntensity(spectrum, alphabetSize);
  const floor = intensity / alphabetSize;
  let bits = floor > 0 ? (alphabetSize - types) * floor * -Math.log2(floor) : 0;
  for (let i = 0; i < frequencies.length; i++) {
    const p = floor + (1 - intensity) * (frequencies[i]! / tokens);
    bits -= multiplicities[i]! * p * Math.log2(p);
  }
  return Math.max(0, bits);
}

/**
 * Renyi entropy of the empirical law, log2(sum p^q) / (1 - q).
 *
 * @param order q >= 0; 1 is Shannon's entropy, Infinity the min-entropy
 * @returns bits, in [0, log2 S]; exactly 0 for one type
 * Cost: O(S).
 * Source: Renyi 1961, Proc. 4th Berkeley Symp. Math. Stat. Prob. 1.
 */
export function renyiEntropy(counts: Counts, order: number): number {
  const spectrum = spectrumOf(counts);
  const { frequencies, multiplicities, tokens, types } = spectrum;
  if (types === 1) return 0;
  const most = frequencies.at(-1)!;
  if (order === Number.POSITIVE_INFINITY) return Math.log2(tokens / most);
  if (order === 1) return plugInEntropy(spectrum);
  // Near q = 1 the logarithm is that of 1 + (sum p^q - 1), and the sum of p (p^(q - 1) - 1) does not cancel.
  if (Math.abs(order - 1) < 0.5) {
    let excess = 0;
    for (let i = 0; i < frequencies.length; i++) {
      const p = frequencies[i]! / tokens;
      excess += multiplicities[i]! * p * Math.expm1((order - 1) * Math.log(p));
    }
    return Math.log1p(excess) / (1 - order) / Math.LN2;
  }
  // Relative to the most frequent type, whose power would underflow for large q.
  let sum = 0;
  for (let i = 0; i < frequencies.length; i++)
    sum += multiplicities[i]! * Math.exp(order * Math.log(frequencies[i]! / most));
  return (order * Math.log2(tokens / most) - Math.log2(sum)) / (order - 1);
}

/**
 * Renyi entropy of an integer order from the unbiased estimate of sum p^q: the share of q-tuples of different tokens
 * that are all of one type.
 *
 * @param order q, an integer from 2 on
 * @returns bits; undefined when no type occurs q times
 * Cost: O(S q).
 * Source: Good 1953, Biometrika 40 (sums of falling factorials); Simpson 1949, Nature 163 (q = 2).
 */
export function collisionEntropy(counts: Counts, order: number): number | undefined {
  const { frequencies, multiplicities, tokens } = spectrumOf(counts);
  let share = 0;
  for (let i = 0; i < frequencies.length; i++) {
    let product = multiplicities[i]!;
    for (let k = 0; k < order; k++) product *= Math.max(0, frequencies[i]! - k) / (tokens - k);
    share += product;
  }
  // Fewer tokens than q give 0 or NaN.
  if (!(share > 0)) return undefined;
  return Math.log2(share) / (1 - order) + 0;
}

/**
 * Extropy of the empirical law, -sum (1 - p) log2(1 - p): the entropy's dual.
 *
 * @returns bits, in [0, (S - 1) log2(S / (S - 1))]; exactly 0 for one type
 * Cost: O(S).
 * Source: Lad, Sanfilippo & Agro 2015, Stat. Sci. 30.
 */
export function extropy(counts: Counts): number {
  const { frequencies, multiplicities, tokens, types } = spectrumOf(counts);
  if (types === 1) return 0;
  let sum = 0;
  for (let i = 0; i < frequencies.length; i++) {
    const p = frequencies[i]! / tokens;
    sum -= multiplicities[i]! * (1 - p) * Math.log1p(-p);
  }
  return sum / Math.LN2;
}

/**
 * Standard deviation of the surprise -log2 p of a symbol under the empirical law.
 *
 * @returns bits, at least 0; exactly 0 for equal counts
 * Cost: O(S).
 * Source: Bates & Shepard 1993, Phys. Lett. A 172.
 */
export function fluctuationComplexity(counts: Counts): number {
  const spectrum = spectrumOf(counts);
  const { frequencies, multiplicities, tokens } = spectrum;
  if (frequencies.length === 1) return 0;
  const mean = plugInEntropy(spectrum);
  let variance = 0;
  for (let i = 0; i < frequencies.length; i++) {
    const p = frequencies[i]! / tokens;
    const deviation = Math.log2(tokens / frequencies[i]!) - mean;
    variance += multiplicities[i]! * p * deviation * deviation;
  }
  return Math.sqrt(variance);
}

/**
 * Shannon entropy of a law, in bits; 0 log 0 = 0.
 *
 * @param law shape (n,), non-negative, sums to 1
 * Cost: O(n).
 */
export function lawEntropy(law: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < law.length; i++) {
    const p = law[i]!;
    if (p > 0) sum += p * Math.log2(p);
  }
  return sum === 0 ? 0 : -sum;
}

/** Entropy of a coin that shows one side with probability p, in bits. */
export function binaryEntropy(p: number): number {
  const rare = Math.min(p, 1 - p);
  if (rare === 0 || rare > 1e-3) return lawEntropy([p, 1 - p]);
  return complementEntropy(rare) - rare * Math.log2(rare);
}

/**
 * -(1 - q) log2(1 - q), accurate where q is so small that 1 - q has lost its digits.
 *
 * @param q in [0, 1)
 * Source: the logarithm of 1 + x by Kahan's correction, Goldberg 1991, ACM Comput. Surv. 23(1), theorem 4.
 */
export function complementEntropy(q: number): number {
  const rest = 1 - q;
  const log = rest === 1 ? -q : (Math.log(rest) * q) / (1 - rest);
  return (-rest * log) / Math.LN2;
}
