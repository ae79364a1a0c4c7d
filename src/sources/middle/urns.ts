import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import type { Random } from "../../core/random.ts";
import { defineSource, type SymbolStream } from "../../core/source.ts";
import { closedForm, type GroundTruth, infinite, unknown } from "../../core/truth.ts";
import { digamma, hurwitzZeta } from "../../math/special-functions.ts";
import { binaryEntropy, lawEntropy } from "../../statistics/entropy.ts";
import { independentStream, zipfLaw } from "../noise.ts";
import {
  createAliasTable,
  dirichletDraw,
  logGammaDraw,
  probabilityThreshold,
  zetaSampler,
} from "../sampling/draws.ts";
import { endless } from "../sampling/streams.ts";
import { coinBits, learnableBits } from "../truths/learnable-bits.ts";
import { type RenewalSums, renewalTruth } from "../truths/truths.ts";

const shape = (what: string) => z.number().min(0.001).max(1e6).default(0.5).describe(what);

export const bernoulliMixture = defineSource({
  id: "bernoulli-mixture",
  group: "middle",
  title: "coin of unknown bias",
  summary: "A coin whose bias is drawn once, from a Beta law. Not ergodic: a sequence shows one coin only.",
  reference:
    "Krichevsky & Trofimov 1981, IEEE Trans. Inform. Theory 27; Bialek, Nemenman & Tishby 2001, Neural Comput. 13",
  params: z.strictObject({
    ones: shape("first parameter of the Beta law: prior weight of ones"),
    zeros: shape("second parameter of the Beta law: prior weight of zeros"),
  }),
  example: "bernoulli-mixture(ones=0.5, zeros=0.5)",
  bind({ ones, zeros }) {
    const share = ones / (ones + zeros);
    const nats = digamma(ones + zeros + 1) - share * digamma(ones + 1) - (1 - share) * digamma(zeros + 1);
    return {
      alphabetSize: 2,
      open(random) {
        const threshold = probabilityThreshold(dirichletDraw([ones, zeros], random.fork("bias"))[0]!);
        return endless((target) => {
          for (let i = 0; i < target.length; i++) target[i] = random.uint32() < threshold ? 1 : 0;
        });
      },
      truth: () => ({
        symbolEntropy: closedForm(binaryEntropy(share), "H2 of the mean bias"),
        entropyRate: closedForm(
          nats / Math.LN2,
          "mean of H2(bias) over the Beta law; each sequence has H2 of its own bias",
        ),
        excessEntropy: infinite("H(n) - n h grows like (1/2) log2 n: one parameter to learn"),
        statisticalComplexity: infinite("the causal state is the bias, a real number"),
      }),
      learnableBits: (n) => coinBits(n, ones, zeros, nats / Math.LN2),
    };
  },
});

export const pitmanYor = defineSource({
  id: "pitman-yor",
  group: "middle",
  title: "Pitman-Yor process",
  summary:
    "Independent draws from a law that is itself drawn once by stick breaking; types grow like n^d, as in text. The stick has `types` pieces; the last piece is all that remains.",
  reference: "Pitman & Yor 1997, Ann. Probab. 25(2); Archer, Park & Pillow 2014, J. Mach. Learn. Res. 15",
  params: z.strictObject({
    d: z.number().min(0).max(0.99).default(0.5).describe("discount: exponent of the growth of types"),
    theta: z.number().gt(-1).max(1e6).default(10).describe("concentration, above -d"),
    types: z.int().min(2).max(65_536).default(65_536).describe("pieces of the stick, which are the symbols"),
  }),
  example: "pitman-yor(d=0.5, theta=10)",
  bind({ d, theta, types }) {
    if (theta + d <= 0) throw new UsageError(`theta must be above -d = ${-d}`);
    return {
      alphabetSize: types,
      open: (random) => independentStream(brokenStick(d, theta, types, random.fork("stick")), random),
      truth() {
        const { entropy, law } = meanStick(d, theta, types);
        const left = law[types - 1]!.toPrecision(2);
        return {
          symbolEntropy: closedForm(lawEntropy(law), "entropy of the mean law"),
          entropyRate: closedForm(
            entropy,
            `mean entropy of the law, a sum of digammas; each sequence has the entropy of its own law; ` +
              `the last piece has a share of ${left} on average`,
          ),
          excessEntropy: infinite("the law has to be learned: H(n) - n h grows with every new type"),
          statisticalComplexity: infinite("the causal state is the law, a vector of real numbers"),
        };
      },
    };
  },
});

/** Piece k takes a share Beta(1 - d, theta + k d) of what pieces 1..k-1 leave. */
function brokenStick(d: number, theta: number, types: number, random: Random): Float64Array {
  const law = new Float64Array(types);
  let logLeft = 0;
  for (let k = 1; k < types; k++) {
    const taken = logGammaDraw(1 - d, random);
    const rest = logGammaDraw(theta + k * d, random);
    const most = Math.max(taken, rest);
    const logBoth = most + Math.log(Math.exp(taken - most) + Math.exp(rest - most));
    law[k - 1] = Math.exp(logLeft + taken - logBoth);
    logLeft += rest - logBoth;
  }
  law[types - 1] = Math.exp(logLeft);
  const total = law.reduce((sum, mass) => sum + mass, 0);
  return law.map((mass) => mass / total);
}

/** Mean entropy of a stick in bits, and the mean size of its pieces: the rest and the next share are independent. */
function meanStick(d: number, theta: number, types: number): { entropy: number; law: Float64Array } {
  const law = new Float64Array(types);
  let [left, nats] = [1, 0];
  for (let k = 1; k < types; k++) {
    const [a, b] = [1 - d, theta + k * d];
    const share = a / (a + b);
    nats += left * (digamma(a + b + 1) - share * digamma(a + 1) - (1 - share) * digamma(b + 1));
    law[k - 1] = left * share;
    left *= 1 - share;
  }
  law[types - 1] = left;
  return { entropy: nats / Math.LN2, law };
}

export const santaFe = defineSource({
  id: "santa-fe",
  group: "middle",
  title: "Santa Fe process",
  summary:
    "Statements about facts: fact k, drawn with probability ~ k^(-1/beta), and its truth, fixed once by a fair coin. What n symbols teach grows like n^beta. There are `facts` facts; the truths are those of the truncated law. Facts are fixed before a sample starts, so its symbols are independent draws from one law: a shuffle has the same law, and the map calls it noise.",
  reference: "Dębowski 2011, IEEE Trans. Inform. Theory 57(7)",
  params: z.strictObject({
    beta: z.number().min(0.05).max(0.99).default(0.5).describe("exponent of the growth of what is learned"),
    facts: z
      .int()
      .min(1)
      .max(32_768)
      .default(32_768)
      .describe("number of facts; the alphabet is twice as large"),
  }),
  example: "santa-fe(beta=0.5)",
  bind({ beta, facts }) {
    const law = zipfLaw(facts, 1 / beta, 0);
    const entropy = lawEntropy(law);
    const columns = 1 << Math.ceil(Math.log2(Math.max(2, facts)));
    // Facts that draws of 32 bits cannot distinguish from impossible ones never occur.
    const drawn = law.reduce(
      (count, share) => (probabilityThreshold(share * columns) > 0 ? count + 1 : count),
      0,
    );
    const memory = closedForm(
      drawn,
      `both past and future reveal ${drawn} facts of one bit each; infinite without a limit on facts, where H(n) - n h grows like n^beta`,
    );
    return {
      alphabetSize: 2 * facts,
      open(random) {
        const coins = random.fork("facts");
        const truths = Uint8Array.from({ length: facts }, () => coins.uint32() >>> 31);
        const { columnBits, threshold, alias } = createAliasTable([law], facts);
        const unused = 32 - columnBits;
        return endless((target) => {
          for (let i = 0; i < target.length; i++) {
            const column = random.uint32() >>> unused;
            const fact = random.uint32() < threshold[column]! ? column : alias[column]!;
            target[i] = 2 * fact + truths[fact]!;
          }
        });
      },
      truth: () => ({
        symbolEntropy: closedForm(entropy + 1, "H(fact) + 1 bit for its truth"),
        entropyRate: closedForm(
          entropy,
          `H(fact) given fact <= ${facts}: the past reveals the truth of every fact`,
        ),
        excessEntropy: memory,
        statisticalComplexity: memory,
      }),
      learnableBits: (n) =>
        learnableBits(
          n,
          (m) => law.reduce((bits, share) => bits - Math.expm1(m * Math.log1p(-share)), 0),
          "class: facts with this law and unknown truths; a bit for each fact that occurs",
        ),
      label: (symbol) => `${(symbol >> 1) + 1}${symbol & 1 ? "+" : "-"} `,
    };
  },
});

/** Counts have 32 bits: after that many symbols the law no longer changes. */
const mostCounted = 0xffff_ffff;

export const simon = defineSource({
  id: "simon",
  group: "middle",
  title: "Simon's model of text",
  summary:
    "A new word with probability alpha, else a copy of a random earlier one: the rich get richer, with Zipf exponent 1 - alpha. Once all `types` words have occurred, only copies follow.",
  reference: "Simon 1955, Biometrika 42; Yule 1925, Philos. Trans. R. Soc. B 213",
  params: z.strictObject({
    alpha: z.number().min(0).max(1).default(0.1).describe("probability of a new word"),
    types: z.int().min(1).max(65_536).default(65_536).describe("number of different words"),
  }),
  example: "simon(alpha=0.1)",
  bind({ alpha, types }) {
    const isNew = probabilityThreshold(alpha);
    const why = unknown(
      `not stationary: until all ${types} words have occurred, after about ${Math.round(types / alpha)} symbols, a symbol costs more the later it is; then there are only copies, Polya's urn, and the law that it tends to depends on the draws before`,
    );
    const one = closedForm(0, "only one word occurs");
    const value = types === 1 || alpha === 0 ? one : why;
    return {
      alphabetSize: types,
      open(random) {
        const counts = new PrefixCounts(types);
        let seen = 0;
        return endless((target) => {
          for (let i = 0; i < target.length; i++) {
            const fresh = random.uint32() < isNew && seen < types;
            const word = fresh || seen === 0 ? seen++ : counts.find(random.below(counts.total));
            if (counts.total < mostCounted) counts.add(word);
            target[i] = word;
          }
        });
      },
      truth: () => ({
        symbolEntropy: value,
        entropyRate: value,
        excessEntropy: value,
        statisticalComplexity: value,
      }),
    };
  },
});

/** Counts with searchable prefix sums, so that drawing a random earlier symbol needs no memory of the text (Fenwick 1994). */
class PrefixCounts {
  total = 0;
  readonly #size: number;
  readonly #sums: Uint32Array;

  constructor(types: number) {
    this.#size = 1 << Math.ceil(Math.log2(Math.max(2, types)));
    this.#sums = new Uint32Array(this.#size + 1);
  }

  add(type: number): void {
    this.total++;
    for (let place = type + 1; place <= this.#size; place += place & -place) this.#sums[place]!++;
  }

  /** The type of the symbol with this rank, 0 <= rank < total, when symbols are sorted by type. */
  find(rank: number): number {
    let place = 0;
    let rest = rank;
    for (let step = this.#size; step > 0; step >>= 1) {
      const next = place + step;
      if (next > this.#size || this.#sums[next]! > rest) continue;
      place = next;
      rest -= this.#sums[next]!;
    }
    return place;
  }
}

export const renewalZeta = defineSource({
  id: "renewal-zeta",
  group: "middle",
  title: "renewal process with heavy tails",
  summary: "Ones after intervals with P(N = n) proportional to n^-a: waiting times without a scale.",
  reference: "Marzen & Crutchfield 2015, Entropy 17(7); Lowen & Teich 1993, Phys. Rev. E 47",
  params: z.strictObject({
    a: z.number().min(1.01).max(50).default(2.5).describe("exponent; up to 2 the mean interval is infinite"),
  }),
  example: "renewal-zeta(a=2.5)",
  bind: ({ a }) => ({
    alphabetSize: 2,
    open: (random) => intervalStream(a, random),
    truth: () => (a > 2 ? renewalTruth(zetaSums(a)) : nullRecurrentTruth),
  }),
});

const nullRecurrentTruth: GroundTruth = {
  symbolEntropy: closedForm(0, "the mean interval is infinite, so the share of ones tends to 0"),
  entropyRate: closedForm(0, "H(n) is at most H(N) times the number of ones, which grows slower than n"),
  excessEntropy: infinite("H(n) grows without bound while h = 0"),
  statisticalComplexity: infinite("the time since the last 1 has no stationary law: it grows without bound"),
};

/** Starts at a random moment of a process that has run forever; with an infinite mean, right after a one. */
function intervalStream(a: number, random: Random): SymbolStream {
  // The interval around a random moment has law n P(N = n) / M, a zeta law again, and the moment is uniform in it.
  const interval = zetaSampler(a);
  let zeros = a > 2 ? Math.floor(random.uniform() * zetaSampler(a - 1)(random)) : interval(random) - 1;
  return endless((target) => {
    let at = 0;
    while (at < target.length) {
      const end = Math.min(target.length, at + zeros);
      zeros -= end - at;
      while (at < end) target[at++] = 0;
      if (at === target.length) break;
      target[at++] = 1;
      zeros = interval(random) - 1;
    }
  });
}

/** Smaller ages are summed one by one, larger ones by their series. */
const far = 256;
/** B(2j)(1/2) / (2j)! for j = 0..5. */
const midpoint = [1, -1 / 24, 7 / 5760, -31 / 967_680, 127 / 154_828_800, -73 / 3_503_554_560];

function zetaSums(a: number): RenewalSums {
  const own = hurwitzZeta(a, 1);
  const biased = hurwitzZeta(a - 1, 1);
  return {
    mean: biased.value / own.value,
    intervalEntropy: Math.log2(own.value) - (a * own.derivative) / (own.value * Math.LN2),
    ageEntropy: ageEntropy(a, biased.value),
    spanEntropy: Math.log2(biased.value) - (a * biased.derivative) / (biased.value * Math.LN2),
    doubt: 1e-14,
  };
}

/** Entropy of the law v(n) = zeta(a, n + 1) / zeta(a - 1), n >= 0, in bits. */
function ageEntropy(a: number, total: number): number {
  let sum = tailEntropy(a, total);
  for (let n = far - 1, v = hurwitzZeta(a, far + 1).value / total; n >= 0; n--) {
    v += Math.exp(-a * Math.log(n + 1)) / total;
    sum -= v * Math.log(v);
  }
  return sum / Math.LN2;
}

/**
 * Minus the sum of v ln v over n >= far, in nats: v = K s^(1-a) u(s) at s = n + 1/2, where u is a series in s^-2, so
 * that the terms add up to zeta functions.
 */
function tailEntropy(a: number, total: number): number {
  const scale = 1 / ((a - 1) * total);
  const u = [1];
  for (let j = 1, rising = a; j < midpoint.length; j++) {
    u.push((a - 1) * midpoint[j]! * rising);
    rising *= (a + 2 * j - 1) * (a + 2 * j);
  }
  const uLogU = product(u, logarithm(u));
  let sum = 0;
  u.forEach((coefficient, j) => {
    const { value, derivative } = hurwitzZeta(a - 1 + 2 * j, far + 0.5);
    sum += (coefficient * Math.log(scale) + uLogU[j]!) * value - (1 - a) * coefficient * derivative;
  });
  return -scale * sum;
}

/** Logarithm of a power series that begins with 1. */
function logarithm(u: readonly number[]): number[] {
  const log = [0];
  for (let j = 1; j < u.length; j++) {
    let sum = j * u[j]!;
    for (let i = 1; i < j; i++) sum -= i * log[i]! * u[j - i]!;
    log.push(sum / j);
  }
  return log;
}

function product(a: readonly number[], b: readonly number[]): number[] {
  return a.map((_, j) => a.slice(0, j + 1).reduce((sum, factor, i) => sum + factor * b[j - i]!, 0));
}
