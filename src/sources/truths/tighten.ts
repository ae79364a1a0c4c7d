import type { Truth } from "../../core/truth.ts";
import { truthFromBounds } from "../../exact/block-entropies.ts";

/**
 * What two proofs about the same quantity say together: the exact one, or the overlap of two pairs of bounds.
 */
export function tighten(a: Truth, b: Truth): Truth {
  // A conjecture is no proof.
  if (a.status === "conjectured") return b.status === "exact" || b.status === "bounds" ? b : a;
  if (a.status !== "bounds") return a;
  if (b.status !== "bounds") return b.status === "exact" ? b : a;
  const route = `${a.route}; ${b.route}`;
  return truthFromBounds({ lower: Math.max(a.lower, b.lower), upper: Math.min(a.upper, b.upper) }, route);
}
