import type { BoundSource } from "../../core/source.ts";
import { bounded, certified, type GroundTruth, type Truth, unknown } from "../../core/truth.ts";
import { logGamma } from "../../math/special-functions.ts";

/** The last 1 / lastPart of the symbols gives the final price of a symbol. */
const lastPart = 8;

/**
 * Bits that an ideal learner of a class of sources learns from n symbols: its cost beyond that of a learner that knows the
 * source, minus n times that excess per symbol at the end.
 *
 * @param excess mean cost of the first m symbols beyond that of a learner that knows the source
 * @param route the class, and the derivation of the excess
 * @param digits certain decimal digits
 */
export function learnableBits(n: number, excess: (m: number) => number, route: string, digits = 9): Truth {
  const last = Math.floor(n / lastPart);
  if (last === 0) return unknown(`needs ${lastPart} symbols or more`);
  const paid = excess(n);
  const bits = paid - (n / last) * (paid - excess(n - last));
  return certified(Math.max(0, bits), digits, `${route}; minus n times the excess of the last eighth`);
}

/** The truths of a source. @param n symbols of the sample whose learnable bits are stated, too; absent: none */
export function truthsAt(source: BoundSource, n: number | undefined): GroundTruth {
  if (n === undefined) return source.truth();
  const bits = source.learnableBits?.(n) ?? unknown("no class of this source is stated");
  return { ...source.truth(), learnableBits: bits };
}

/** The bits of a choice that `enough` symbols or more reveal. */
export function revealedBits(n: number, bits: number, enough: number, route: string): Truth {
  if (n >= enough) return certified(bits, 9, route);
  return bounded(0, bits, `${route}, but fewer than ${Math.ceil(enough)} symbols may not reveal it`);
}

/**
 * Mean excess of a learner of one law with a symmetric Dirichlet prior, which predicts by its counts, over a learner that knows
 * the law, after some draws from it. The code length of the counts is a sum over symbols, so that the law of each count is
 * enough.
 *
 * @param draws linear between whole numbers
 * Cost: O(A sqrt(draws)).
 */
export function dirichletExcess(law: ArrayLike<number>, concentration: number, draws: number): number {
  const [whole, part] = [Math.floor(draws), draws - Math.floor(draws)];
  const at = (count: number) => {
    const all = law.length * concentration;
    let nats = logGamma(count + all) - logGamma(all);
    for (let symbol = 0; symbol < law.length; symbol++) {
      const p = law[symbol]!;
      if (p > 0)
        nats += count * p * Math.log(p) - meanLogGamma(count, p, concentration) + logGamma(concentration);
    }
    return nats / Math.LN2;
  };
  return part === 0 ? at(whole) : (1 - part) * at(whole) + part * at(whole + 1);
}

/**
 * Learnable bits of laws that are drawn from a Dirichlet prior and used at random, such as the rows of a chain.
 *
 * @param shares mean uses of each law per symbol
 * @param variances variance of these uses per symbol, in the long run
 * @param route the class, and what the laws are
 * @returns digits that do not depend on how the number of uses varies
 * Cost: that of `dirichletExcess`, eight times for each law.
 */
export function lawBits(
  n: number,
  laws: readonly ArrayLike<number>[],
  shares: ArrayLike<number>,
  variances: ArrayLike<number>,
  concentration: number,
  route: string,
): Truth {
  const excess = (m: number, spread: 0 | 1) =>
    laws.reduce((bits, law, i) => {
      const mean = m * shares[i]!;
      const at = (uses: number) => dirichletExcess(law, concentration, Math.max(0, uses));
      // The three nodes of a normal law.
      const away = spread * Math.sqrt(3 * m * Math.max(0, variances[i]!));
      return bits + (away === 0 ? at(mean) : (4 * at(mean) + at(mean - away) + at(mean + away)) / 6);
    }, 0);
  const how = `${route}; a learner that predicts by counts, at the mean number of uses`;
  const [plain, spread] = ([0, 1] as const).map((one) => learnableBits(n, (m) => excess(m, one), how));
  if (plain!.status !== "exact" || spread!.status !== "exact") return plain!;
  const doubt = Math.abs(plain!.value - spread!.value) / spread!.value;
  const uses = Array.from(shares, (share) => (n * share) / laws.length).reduce((a, b) => a + b, 0);
  if (doubt > 0.1 || uses < seldom) return unknown("too few symbols: most laws are seldom used");
  const most = uses < often ? 1 : 3;
  return { ...spread!, digits: Math.min(most, Math.max(1, Math.floor(-Math.log10(doubt)))) };
}

/** Mean uses of a law below which nothing, and below which one digit is stated. */
const [seldom, often] = [16, 128];

/** Weights below this do not change a mean. */
const negligible = 1e-17;

/** E ln Gamma(k + shift) for binomial k: from the mode outwards, with weights relative to that of the mode. */
function meanLogGamma(trials: number, p: number, shift: number): number {
  if (p === 1) return logGamma(trials + shift);
  const mode = Math.min(trials, Math.floor((trials + 1) * p));
  const odds = p / (1 - p);
  let [total, sum] = [1, logGamma(mode + shift)];
  const add = (k: number, weight: number) => {
    total += weight;
    sum += weight * logGamma(k + shift);
  };
  for (let k = mode, weight = 1; k < trials && weight > negligible; k++) {
    weight *= ((trials - k) / (k + 1)) * odds;
    add(k + 1, weight);
  }
  for (let k = mode, weight = 1; k > 0 && weight > negligible; k--) {
    weight *= k / (trials - k + 1) / odds;
    add(k - 1, weight);
  }
  return sum / total;
}

/** Longest sequence whose counts are summed one by one. */
const mostCounted = 10_000_000;

/** Learnable bits of a coin whose bias has a Beta law: H(n) of the exchangeable sequence minus n times its rate. */
export function coinBits(n: number, ones: number, zeros: number, rate: number): Truth {
  if (n > mostCounted) return unknown(`more than ${mostCounted} symbols`);
  const beta = (a: number, b: number) => logGamma(a) + logGamma(b) - logGamma(a + b);
  const excess = (m: number) => {
    let nats = 0;
    for (let k = 0; k <= m; k++) {
      const sequence = beta(ones + k, zeros + m - k) - beta(ones, zeros);
      nats -= Math.exp(sequence - beta(k + 1, m - k + 1) - Math.log(m + 1)) * sequence;
    }
    return nats / Math.LN2 - m * rate;
  };
  return learnableBits(n, excess, "class: coins with this Beta law; H(n) - n h", 6);
}

/**
 * Bits of the rules of a random hierarchy: for each level, which v m of all right sides it uses, and below the top for which of
 * v symbols. Unseen symbols may be renamed, and which of the top symbols a right side comes from makes no difference.
 */
export function ruleBits(v: number, m: number, s: number, levels: number): number {
  let all = 1;
  for (let i = 0; i < s; i++) all *= v;
  let chosen = 0;
  for (let i = 0; i < v * m; i++)
    chosen += all < Number.MAX_SAFE_INTEGER ? Math.log2(all - i) : s * Math.log2(v);
  return chosen - logFactorial(v * m) + (levels - 1) * (chosen - v * logFactorial(m) - logFactorial(v));
}

/** log2 n!. */
export function logFactorial(n: number): number {
  let bits = 0;
  for (let k = 2; k <= n; k++) bits += Math.log2(k);
  return bits;
}

/** Number of primes up to n. */
export function primesUpTo(n: number): number {
  const composite = new Uint8Array(n + 1);
  let count = 0;
  for (let p = 2; p <= n; p++) {
    if (composite[p] === 1) continue;
    count++;
    for (let q = p * p; q <= n; q += p) composite[q] = 1;
  }
  return count;
}
