import { compressedSpectrum, type WeighedCounts } from "./compressed-spectrum.ts";
import { digamma } from "./digamma.ts";
import { type Counts, type FrequencySpectrum, spectrumOf } from "./frequency-spectrum.ts";
import { integratePeak } from "./integrate-peak.ts";
import { inverseDigamma } from "./inverse-digamma.ts";
import { logRisingFactorial } from "./log-rising-factorial.ts";

const EULER_GAMMA = 0.577_215_664_901_532_9;
/** zeta(2) and zeta(3), first coefficients of digamma about 1. */
const ZETA_2 = (Math.PI * Math.PI) / 6;
const ZETA_3 = 1.202_056_903_159_594_2;

/** ln p and ln q stay in here. */
const logRange = [-40, 6] as const;

/**
 * Posterior mean of the entropy under a mixture of Pitman-Yor processes: the alphabet is unbounded, and power-law tails
 * are expected.
 *
 * The prior is flat in the prior mean h of the entropy and e^(-10/(1 - g)) in the share g that the discount d has in
 * it. Integration is over p = g h = psi(1) - psi(1 - d) and q = (1 - g) h = psi(a + 1) - psi(1), with dh dg = dp dq / h:
 * the sums over counts depend on d alone.
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
  const overDiscount = (logP: number) => {
    const p = Math.exp(logP);
    const discount = discountOf(p);
    const { logWeight, sum } = sumsOverTypes(points, spectrum, discount);
    const overConcentration = (logQ: number) => conditional(spectrum, p, Math.exp(logQ), discount, sum);
    const { logMass, mean } = integratePeak(overConcentration, 0, 0.5, logRange);
    return { logWeight: logWeight + logP + logMass, value: mean };
  };
  return integratePeak(overDiscount, -1, 0.5, logRange).mean / Math.LN2;
}

/** What depends on the discount and the counts. */
function sumsOverTypes(
  { counts, weights }: WeighedCounts,
  { types }: FrequencySpectrum,
  discount: number,
): { logWeight: number; sum: number } {
  let logWeight = (types - 1) * Math.log(discount);
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    logWeight += weights[i]! * logRisingFactorial(1 - discount, counts[i]! - 1);
    const c = counts[i]! - discount;
    sum += weights[i]! * c * digamma(c + 1);
  }
  return { logWeight, sum };
}

/** Weight of q in ln q and mean entropy given both parameters. */
function conditional(
  { tokens, types }: FrequencySpectrum,
  p: number,
  q: number,
  discount: number,
  sum: number,
): { logWeight: number; value: number } {
  const a = concentrationOf(q);
  const logWeight =
    logRisingFactorial(a / discount + 1, types - 1) -
    logRisingFactorial(a + 1, tokens - 1) +
    Math.log(q / (p + q)) -
    (10 * (p + q)) / q;
  const seen = ((a + types * discount) / (a + tokens)) * digamma(1 - discount) + sum / (a + tokens);
  return { logWeight, value: digamma(a + tokens + 1) - seen };
}

/** d with psi(1) - psi(1 - d) = p. */
function discountOf(p: number): number {
  if (p < 1e-5) return (p / ZETA_2) * (1 - (ZETA_3 * p) / (ZETA_2 * ZETA_2));
  return 1 - inverseDigamma(-EULER_GAMMA - p);
}

/** a with psi(a + 1) - psi(1) = q. */
function concentrationOf(q: number): number {
  if (q < 1e-5) return (q / ZETA_2) * (1 + (ZETA_3 * q) / (ZETA_2 * ZETA_2));
  return inverseDigamma(q - EULER_GAMMA) - 1;
}
