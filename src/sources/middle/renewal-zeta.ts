import * as z from "zod";
import type { Random } from "../../core/random.ts";
import { defineSource, type SymbolStream } from "../../core/source.ts";
import { closedForm, type GroundTruth, infinite } from "../../core/truth.ts";
import { hurwitzZeta } from "../../math/special-functions.ts";
import { zetaSampler } from "../sampling/zeta-draw.ts";
import { type RenewalSums, renewalTruth } from "../truths/renewal-truth.ts";

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
    length: Number.POSITIVE_INFINITY,
    open: (random) => intervalStream(a, random),
    truth: () => (a > 2 ? renewalTruth(zetaSums(a)) : nullRecurrentTruth),
  }),
});

const nullRecurrentTruth: GroundTruth = {
  symbolEntropy: closedForm(0, "the mean interval is infinite, so the share of ones tends to 0"),
  entropyRate: closedForm(0, "H(n) is at most H(N) times the number of ones, which grows slower than n"),
  excessEntropy: infinite("H(n) outgrows every bound while h = 0"),
  statisticalComplexity: infinite(
    "no stationary law of the time since the last one, which grows without end",
  ),
};

/** Starts at a random moment of a process that has always run; with an infinite mean, right after a one. */
function intervalStream(a: number, random: Random): SymbolStream {
  // The interval around a random moment has law n P(N = n) / M, a zeta law again, and the moment is uniform in it.
  const interval = zetaSampler(a);
  let zeros = a > 2 ? Math.floor(random.uniform() * zetaSampler(a - 1)(random)) : interval(random) - 1;
  return {
    fill(target) {
      let at = 0;
      while (at < target.length) {
        const end = Math.min(target.length, at + zeros);
        zeros -= end - at;
        while (at < end) target[at++] = 0;
        if (at === target.length) break;
        target[at++] = 1;
        zeros = interval(random) - 1;
      }
      return target.length;
    },
  };
}

/** Ages below this are added up one by one, those from it on by their series. */
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
