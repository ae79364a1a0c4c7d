import { testLevel } from "../core/constants.ts";
import type { Certificate } from "../results/report.ts";

/** p <= 2^-c: a code that saves c bits against a law does so with no more probability under that law. */
function certificate(against: Certificate["against"], savedBits: number, symbols: number): Certificate {
  return { against, savedBits, log2P: Math.min(0, -savedBits), symbols };
}

/**
 * Exact statements at any length, by Kraft's inequality: the observer is fixed before the data, and all it has to be
 * told is charged.
 *
 * @param savedAgainstUniform bits saved against log2 A a symbol
 * @param savedAgainstOrders bits saved against the log of the number of orders the symbols can stand in
 * @param symbols how many were coded
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

/** Whether the order of the symbols is shown to be no accident. @param level of the test */
export function certifiesOrder(certified: readonly Certificate[], level: number): boolean {
  return certified.some(({ against, log2P }) => against === "exchangeable" && log2P < Math.log2(level));
}

/**
 * Each test errs so often that all together err at `testLevel`: the certificate of the code, two of block entropies,
 * correlation, spectrum and register, and the period, whose own level counts as two.
 */
export const levelOfEach = testLevel / 8;
