import { integratePeak } from "../math/integrate-peak.ts";
import { digamma, logRisingFactorial, trigamma } from "../math/special-functions.ts";
import { compressedSpectrum, type WeighedCounts } from "./compressed-spectrum.ts";
import { type Counts, type FrequencySpectrum, spectrumOf } from "./frequency-spectrum.ts";

const EULER_GAMMA = 0.577_215_664_901_532_9;
/** zeta(2) and zeta(3), first coefficients of digamma about 1. */
const ZETA_2 = (Math.PI * Math.PI) / 6;
const ZETA_3 = 1.202_056_903_159_594_2;

/** The logit of d and the logarithm of a stay in here. */
const discountRange = [-45, 45] as const;
const concentrationRange = [-45, 120] as const;

/**
 * Posterior mean of the entropy under a mixture of Pitman-Yor processes: the alphabet is unbounded, and power-law tails
 * are expected.
 *
 * The prior is flat in the prior mean h of the entropy and e^(-10/(1 - g)) in the share g that the discount d has in
 * it. With p = g h = psi(1) - psi(1 - d) and q = (1 - g) h = psi(a + 1) - psi(1) it is dp dq / h, so that integration is
 * over d and, inside, over a: the sums over counts depend on d alone.
 *
 * @param counts occurrences of each type; zeros are ignored
 * @returns bits; undefined when no type occurs twice, or only one type occurs: the posterior has no mean then
 * @throws RangeError when nothing was counted
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

/** What depends on the discount and the counts. */
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
