import { type Truth, unknown } from "../../core/truth.ts";

/**
 * A truth times a constant.
 *
 * @param route by which the new truth follows
 */
export function scaledTruth(truth: Truth | undefined, factor: number, route: string): Truth {
  switch (truth?.status) {
    case "exact":
      return { ...truth, value: factor * truth.value, route };
    case "bounds":
      return { ...truth, lower: factor * truth.lower, upper: factor * truth.upper, route };
    case "infinite":
      return truth;
    default:
      return unknown("it is not known for the source");
  }
}
