import { certified, infinite, type Truth, unknown } from "../../core/truth.ts";
import { truthFromBounds } from "../../exact/block-entropies.ts";

/** A truth and how often it counts. */
type Term = readonly [weight: number, truth: Truth | undefined];

/**
 * What a sum of truths is known to be: as exact as its least exact part.
 *
 * @param terms weights of at least 0
 * @param constant added to the sum
 */
export function weightedTruth(terms: readonly Term[], route: string, constant = 0): Truth {
  let [lower, upper, digits] = [constant, constant, 12];
  let exact = true;
  for (const [weight, truth] of terms) {
    if (weight === 0) continue;
    if (truth?.status === "infinite") return infinite(route);
    if (truth === undefined || truth.status === "unknown" || truth.status === "conjectured") {
      const reason = whyUnknown(truth);
      if (terms.some(([share, other]) => share > 0 && other?.status === "infinite")) return infinite(route);
      return unknown(`it is not known for a part: ${reason}`);
    }
    exact &&= truth.status === "exact";
    if (truth.status === "exact") digits = Math.min(digits, truth.digits);
    const doubt = truth.status === "exact" ? truth.value * Math.exp(-truth.digits * Math.LN10) : 0;
    lower += weight * (truth.status === "exact" ? truth.value - doubt : truth.lower);
    upper += weight * (truth.status === "exact" ? truth.value + doubt : truth.upper);
  }
  // Weights and truths are not negative, so no relative error exceeds the largest of the parts.
  if (exact) return certified((lower + upper) / 2, digits, route);
  return truthFromBounds({ lower, upper }, route);
}

function whyUnknown(truth: Extract<Truth, { status: "unknown" | "conjectured" }> | undefined): string {
  if (truth === undefined) return "nothing is stated about it";
  return truth.status === "unknown" ? truth.reason : `it is a conjecture of ${truth.by}`;
}
