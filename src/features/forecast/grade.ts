import { confidenceLevel } from "../../core/constants.ts";
import { winklerScore } from "../../math/intervals.ts";
import type { DrawnBlocks } from "../../observer/curves/drawn-blocks.ts";
import type { PositionParts } from "../../observer/curves/position-parts.ts";
import { splitBits } from "../../observer/curves/split-bits.ts";
import type { SettledObserver } from "../../observer/settled-observer.ts";
import type { Expected, ForecastGrade, ForecastOutcome } from "./schema.ts";

/**
 * Compares a forecast with the actual cost, in total and by part. Errors are of the excess, C(k n0) - C(n0): the part that was
 * already known does not count.
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
    const ungraded = (outcome.untold ?? []).map((one) => ({ ...one, status: "undefined" as const }));
    const points = [...gradePoints(outcome.expectations, n0, paid), ...ungraded];
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

/** Code lengths of one run over a sequence that begins with a sample. */
interface GrownCodeLength {
  /** symbols of the sequence */
  readonly n: number;
  /** C(m) - C(n0), bits; interpolated linearly within a block */
  excessAt(m: number): number;
}

/** The same, split by kind of position. */
interface GrownParts extends GrownCodeLength {
  readonly parts: readonly (GrownCodeLength & { readonly name: string })[];
}

/**
 * Codes a whole sequence in one run, to get the cost beyond the sample.
 *
 * @param whole blocks, the sample's first
 * @param n0 symbols of the sample; cuts a block that crosses it
 * @param observer as chosen on the sample
 * @param parts kinds of positions whose bits are summed separately; none by default
 * Cost: that of coding the sequence once.
 */
export function grownCodeLength(
  whole: DrawnBlocks,
  n0: number,
  observer: SettledObserver,
  parts?: PositionParts,
): GrownParts {
  const ends = whole.segmentEnds.includes(n0)
    ? [...whole.segmentEnds]
    : [...whole.segmentEnds, n0].sort((a, b) => a - b);
  const { bits, paid } = splitBits(observer, { symbols: whole.symbols, segmentEnds: ends }, parts);
  const grown = (bitsOf: Float64Array): GrownCodeLength => {
    const codeLengthAt = (m: number) => {
      let sum = 0;
      for (let s = 0, start = 0; s < ends.length && start < m; s++) {
        const end = ends[s]!;
        sum += bitsOf[s]! * Math.min(1, (m - start) / (end - start));
        start = end;
      }
      return sum;
    };
    const atSample = codeLengthAt(n0);
    return { n: whole.symbols.length, excessAt: (m) => codeLengthAt(m) - atSample };
  };
  return {
    ...grown(bits),
    parts: (parts?.names ?? []).map((name, p) => ({ name, ...grown(paid[p]!) })),
  };
}
