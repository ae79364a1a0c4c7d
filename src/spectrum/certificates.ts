import { testLevel } from "../core/constants.ts";
import type { Certificate } from "../results/report.ts";

/** p <= 2^-c: under a law, the probability that any fixed code saves c bits against it is at most that. */
function certificate(against: Certificate["against"], savedBits: number, symbols: number): Certificate {
  return { against, savedBits, log2P: Math.min(0, -savedBits), symbols };
}

/**
 * Exact statements at any length, by Kraft's inequality: the observer is fixed before the data, and its header counts.
 *
 * @param savedAgainstUniform bits saved against log2 A a symbol
 * @param savedAgainstOrders bits saved against the log of the number of orders of the symbols
 * @param symbols number coded
 * Source: Li & Vitanyi 2019, An Introduction to Kolmogorov Complexity, ch. 2 (tests from codes).
 */
export function certificates(
  savedAgainstUniform: number,
  savedAgainstOrders: number,
  symbols: number,
): Certificate[] {
  return [
    certificate("uniform", savedAgainstUniform, symbols),
    certificate("exchangeable", savedAgainstOrders, symbols),
  ];
}

/** Whether a code rejects that the order of the symbols is random. @param level of the test */
export function certifiesOrder(certified: readonly Certificate[], level: number): boolean {
  return certified.some(({ against, log2P }) => against === "exchangeable" && log2P < Math.log2(level));
}

/**
 * Level of each test, so that all together have `testLevel`: the certificate of the code, two of block entropies, correlation,
 * spectrum and register, and the period, whose own level counts as two.
 */
export const levelOfEach = testLevel / 8;
