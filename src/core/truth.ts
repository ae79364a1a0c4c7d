import type { QuantityId } from "./quantities.ts";

/** What is known about a quantity of a source, and its derivation. */
export type Truth =
  | { readonly status: "exact"; readonly value: number; readonly digits: number; readonly route: string }
  | { readonly status: "bounds"; readonly lower: number; readonly upper: number; readonly route: string }
  /** a conjecture, and who made it */
  | { readonly status: "conjectured"; readonly value: number; readonly by: string; readonly route: string }
  | { readonly status: "infinite"; readonly route: string }
  | { readonly status: "unknown"; readonly reason: string };

/** A missing quantity has no statement. */
export type GroundTruth = Readonly<Partial<Record<QuantityId, Truth>>>;

/** Correct digits of a closed form in double precision. */
const closedFormDigits = 12;

/** A truth in closed form. */
export function closedForm(value: number, route: string): Truth {
  return { status: "exact", value, digits: closedFormDigits, route };
}

/** A truth that a numeric route gives to a number of significant decimal digits. */
export function certified(value: number, digits: number, route: string): Truth {
  return { status: "exact", value, digits, route };
}

/** A truth between two numbers. */
export function bounded(lower: number, upper: number, route: string): Truth {
  return { status: "bounds", lower, upper, route };
}

/** The numbers that are proved to enclose a quantity, one number where it is exact; undefined where nothing is proved. */
export function boundsOf(truth: Truth): { readonly lower: number; readonly upper: number } | undefined {
  if (truth.status === "exact") return { lower: truth.value, upper: truth.value };
  return truth.status === "bounds" ? truth : undefined;
}

/**
 * A conjecture about a source that no proof covers: shown as such, and never compared with.
 *
 * @param by its author and year
 */
export function conjectured(value: number, by: string, route: string): Truth {
  return { status: "conjectured", value, by, route };
}

/** A truth that diverges. */
export function infinite(route: string): Truth {
  return { status: "infinite", route };
}

/** The quantity is unknown, and why. */
export function unknown(reason: string): Truth {
  return { status: "unknown", reason };
}
