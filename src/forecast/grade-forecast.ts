import { confidenceLevel } from "../core/constants.ts";
import { winklerScore } from "../math/intervals.ts";
import type { GrownCodeLength, GrownParts } from "./grown-code-length.ts";
import type { Expected, ForecastGrade, ForecastOutcome } from "./schema.ts";

/**
 * Compares a forecast with what was paid, in all and by part. Errors are of the excess, C(k n0) - C(n0): the part that was known
 * before is left out.
 *
 * @param n0 symbols of the sample
 * @param grown with the parts of the forecast, where it has any
 * Cost: O(blocks) a factor and part.
 */
export function gradeForecast(
  { expectations, parts }: Pick<ForecastOutcome, "expectations" | "parts">,
  n0: number,
  grown: GrownParts,
): ForecastGrade {
  const points = gradePoints(expectations, n0, grown);
  if (parts === undefined) return { n: grown.n, points };
  const graded = parts.flatMap(({ name, outcome }) => {
    const paid = grown.parts.find((part) => part.name === name);
    if (outcome.status !== "ok" || paid === undefined) return [];
    const untold = (outcome.untold ?? []).map((one) => ({ ...one, status: "undefined" as const }));
    const points = [...gradePoints(outcome.expectations, n0, paid), ...untold];
    return [{ name, points: points.sort((a, b) => a.factor - b.factor) }];
  });
  return { n: grown.n, points, parts: graded };
}

function gradePoints(
  expectations: readonly Expected[],
  n0: number,
  grown: GrownCodeLength,
): ForecastGrade["points"] {
  return expectations.map(({ factor, excess, baselines }) => {
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
      winkler95: winklerScore(excess.lower95, excess.upper95, confidenceLevel, paid) / paid,
      baselines: baselines.map((baseline) => {
        const off = baseline.excess / paid - 1;
        return {
          id: baseline.id,
          error: off,
          skill: off === 0 ? null : 1 - Math.abs(error) / Math.abs(off),
        };
      }),
    };
  });
}
