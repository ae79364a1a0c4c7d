import type { BoundSource } from "../../core/source.ts";
import { bytesSource } from "../../input/byte-source.ts";
import type { ReportedMeasurement } from "../../results/report.ts";
import { bytesOf } from "../../run/generated-sequence.ts";
import { packageModels } from "../../run/likenesses.ts";
import { findBoundaries } from "../../sections/find-sections.ts";
import type { Row } from "./schema.ts";

/** Joined sources: parts that differ much, little, and in order alone, so that not every boundary is easy. */
export const boundarySet: readonly string[] = [
  "concat(uniform(alphabet=256), zipf(alphabet=256), lengths=[20000,20000])",
  "concat(coin(p=0.1), coin(p=0.5), lengths=[20000,20000])",
  "concat(zipf(alphabet=256, exponent=1), zipf(alphabet=256, exponent=1.3), lengths=[20000,20000])",
  "concat(periodic(word=01), uniform(alphabet=2), lengths=[20000,20000])",
  "concat(uniform(alphabet=16), random-markov(alphabet=16), uniform(alphabet=256), zipf(alphabet=64), lengths=[10000,8000,4096,12000])",
];

/** A boundary as a measure gives it, in symbols; an interval where it states one. */
export interface FoundBoundary {
  readonly at: number;
  readonly lower?: number;
  readonly upper?: number;
}

/** The boundaries that `sections` finds in a sample. Cost: that of `findBoundaries`. */
export async function boundariesOf(symbols: Parameters<typeof bytesOf>[0]): Promise<FoundBoundary[]> {
  const bytes = bytesOf(symbols);
  const width = symbols.BYTES_PER_ELEMENT;
  const { boundaries } = findBoundaries(bytesSource(bytes, [bytes.length]), {
    models: await packageModels(),
  });
  return boundaries.map(({ at, lower, upper }) => ({
    at: at / width,
    lower: lower / width,
    upper: upper / width,
  }));
}

/** The boundaries of a source within a sample of it. */
export const boundariesWithin = ({ boundaries = [] }: Pick<BoundSource, "boundaries">, n: number): number[] =>
  boundaries.filter((at) => at < n);

/**
 * Each boundary of a source as a measure finds it, and how many of its boundaries are none of these. A boundary is found by the
 * nearest within half of the shorter part beside it, unless another is nearer to that.
 *
 * @param truths ascending
 */
export function boundaryMeasurements(
  estimator: string,
  n: number,
  truths: readonly number[],
  found: readonly FoundBoundary[],
): ReportedMeasurement[] {
  const ends = [0, ...truths, n];
  const taken = new Set<FoundBoundary>();
  const about = { estimator, n } as const;
  const each = truths.map((from, i): ReportedMeasurement => {
    const half = Math.min(from - ends[i]!, ends[i + 2]! - from) / 2;
    const distance = ({ at }: FoundBoundary) => Math.abs(at - from);
    const near = found.filter((one) => distance(one) <= half && !taken.has(one));
    const parameters = { part: i + 2, from };
    const own = { ...about, quantity: "boundary", unit: "symbol", parameters } as const;
    if (near.length === 0) return { ...own, status: "undefined", reason: "not found" };
    const best = near.reduce((a, b) => (distance(b) < distance(a) ? b : a));
    taken.add(best);
    const { at: value, lower, upper } = best;
    const interval =
      lower === undefined || upper === undefined
        ? null
        : { lower, upper, level: 0.95, method: "likelihood" as const };
    return { ...own, status: "ok", shape: "scalar", value, interval, warnings: [] };
  });
  const false_ = { ...about, quantity: "falseBoundaries", unit: "1", parameters: {} } as const;
  const value = found.length - taken.size;
  return [...each, { ...false_, status: "ok", shape: "scalar", value, interval: null, warnings: [] }];
}

/** What a measurement of boundaries is compared with; undefined: it is of something else. */
export function boundaryTruth({ quantity, parameters }: ReportedMeasurement): number | undefined {
  if (quantity === "falseBoundaries") return 0;
  return quantity === "boundary" ? Number(parameters["from"]) : undefined;
}

export const isOfBoundaries = ({ quantity }: Pick<Row, "quantity">): boolean =>
  quantity === "boundary" || quantity === "falseBoundaries";

/** How many boundaries a measure finds. */
export interface BoundaryGrades {
  readonly estimator: string;
  readonly found: number;
  readonly of: number;
  /** that contain the boundary, and all that were stated */
  readonly held: number;
  readonly intervals: number;
  /** boundaries where there are none, in all samples */
  readonly wrong: number;
}

/** Sums over the rows of each measure; none where no row is of boundaries. */
export function boundaryGrades(rows: readonly Row[]): BoundaryGrades[] {
  const grades = new Map<string, { -readonly [key in keyof BoundaryGrades]: BoundaryGrades[key] }>();
  for (const row of rows.filter(isOfBoundaries)) {
    const { estimator, quantity, defined, undefined: missing, coverage, errors } = row;
    const none = { estimator, found: 0, of: 0, held: 0, intervals: 0, wrong: 0 };
    const sum = grades.get(estimator) ?? none;
    grades.set(estimator, sum);
    if (quantity === "falseBoundaries") sum.wrong += Math.round((errors?.bias.value ?? 0) * defined);
    else {
      sum.found += defined;
      sum.of += defined + missing;
      sum.held += Math.round((coverage?.share.value ?? 0) * (coverage?.intervals ?? 0));
      sum.intervals += coverage?.intervals ?? 0;
    }
  }
  return [...grades.values()];
}
