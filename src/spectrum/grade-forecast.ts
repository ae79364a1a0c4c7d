import type { ForecastGrade, ForecastOutcome } from "../core/forecast-schema.ts";
import { winklerScore } from "../statistics/winkler-score.ts";
import type { GrownCodeLength } from "./grown-code-length.ts";

/**
 * Compares a forecast with what was paid. Errors are of the excess, C(k n0) - C(n0): the part that was known before flatters
 * nobody.
 *
 * @param n0 symbols of the sample
 * @throws never
 * Cost: O(blocks) a factor.
 */
export function gradeForecast(
  { expectations }: Pick<ForecastOutcome, "expectations">,
  n0: number,
  grown: GrownCodeLength,
): ForecastGrade {
  return {
    n: grown.n,
    points: expectations.map(({ factor, excess, baselines }) => {
      const end = factor * n0;
      if (end > grown.n) {
        return {
          factor,
          status: "undefined",
          reason: `not reached: the input has ${grown.n} of ${Math.ceil(end)} symbols`,
        };
      }
      const paid = grown.excessAt(end);
      const error = excess.value / paid - 1;
      return {
        factor,
        status: "ok",
        excess: paid,
        error,
        within80: excess.lower80 <= paid && paid <= excess.upper80,
        within95: excess.lower95 <= paid && paid <= excess.upper95,
        winkler95: winklerScore(excess.lower95, excess.upper95, 0.95, paid) / paid,
        baselines: baselines.map((baseline) => {
          const off = baseline.excess / paid - 1;
          return {
            id: baseline.id,
            error: off,
            skill: off === 0 ? null : 1 - Math.abs(error) / Math.abs(off),
          };
        }),
      };
    }),
  };
}
