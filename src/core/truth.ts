import type { QuantityId } from "./quantities.ts";

/** What is known of a quantity of a source, and by which route. */
export type Truth =
  | { readonly status: "exact"; readonly value: number; readonly digits: number; readonly route: string }
  | { readonly status: "bounds"; readonly lower: number; readonly upper: number; readonly route: string }
  /** what is believed and not proved, and who said so */
  | { readonly status: "conjectured"; readonly value: number; readonly by: string; readonly route: string }
  | { readonly status: "infinite"; readonly route: string }
  | { readonly status: "unknown"; readonly reason: string };

/** A missing quantity means that nothing is stated about it. */
export type GroundTruth = Readonly<Partial<Record<QuantityId, Truth>>>;

/** Digits of a closed form evaluated in double precision. */
const closedFormDigits = 12;

/** A truth in closed form. */
export function closedForm(value: number, route: string): Truth {
  return { status: "exact", value, digits: closedFormDigits, route };
}

/** A truth known to a number of significant decimal digits, by a numeric route. */
export function certified(value: number, digits: number, route: string): Truth {
  return { status: "exact", value, digits, route };
}

/** A truth that lies between two numbers. */
export function bounded(lower: number, upper: number, route: string): Truth {
  return { status: "bounds", lower, upper, route };
}

/**
 * What is believed of a source that no proof covers: shown as such, and never compared with.
 *
 * @param by whose conjecture it is, and of which year
 */
export function conjectured(value: number, by: string, route: string): Truth {
  return { status: "conjectured", value, by, route };
}

/** A truth that diverges. */
export function infinite(route: string): Truth {
  return { status: "infinite", route };
}

/** Nothing is known, and why. */
export function unknown(reason: string): Truth {
  return { status: "unknown", reason };
}
