import { grouped, largestOf, smallestOf } from "../../core/collections.ts";
import { type GradedRow, moments, topicOf } from "./grades.ts";
import type { CalibrationVerdict } from "./schema.ts";

/** Upper ends of classes of alphabets: results for two symbols need not hold for hundreds. */
const alphabetClasses = [2, 16, 256, 65_536];

/**
 * The best estimator at each length, quantity and class of alphabets: the one with the least error, or one not significantly
 * larger, on most sources; ties go to the one with the smallest largest error.
 *
 * @param rows of all sources, lengths and estimators; runs of one source and length are paired
 */
export function calibrationVerdicts(rows: readonly GradedRow[]): CalibrationVerdict[] {
  const groups = groupsOf(rows, ({ row }) => [topicOf(row), row.n, classOf(row.alphabet)].join(" "));
  return groups.map(verdictOf);
}

function verdictOf(rows: readonly GradedRow[]): CalibrationVerdict {
  const first = rows[0]!.row;
  const alphabets = rows.map(({ row }) => row.alphabet);
  const sources = groupsOf(rows, ({ row }) => row.source);
  const best = new Set(sources.flatMap(leastErrors));
  const candidates = groupsOf(
    rows.filter(({ row }) => row.errors !== null && row.undefined === 0),
    ({ row }) => `${row.estimator} ${JSON.stringify(row.parameters)}`,
  ).map((own) => ({
    own,
    bestOn: own.filter((row) => best.has(row)).length,
    worst: own.reduce(worseOf),
  }));
  candidates.sort(
    (a, b) => b.bestOn - a.bestOn || a.worst.row.errors!.rmse.value - b.worst.row.errors!.rmse.value,
  );
  const [top, ...others] = candidates;
  return {
    quantity: topicOf(first),
    n: first.n,
    alphabets: { least: smallestOf(alphabets), most: largestOf(alphabets) },
    sources: sources.length,
    trust: top === undefined ? null : trusted(top),
    alike: others.flatMap(({ own, bestOn }) => (bestOn === top?.bestOn ? [own[0]!.row.estimator] : [])),
  };
}

interface Candidate {
  /** one per source */
  readonly own: readonly GradedRow[];
  readonly bestOn: number;
  readonly worst: GradedRow;
}

const worseOf = (a: GradedRow, b: GradedRow) => (b.row.errors!.rmse.value > a.row.errors!.rmse.value ? b : a);

function trusted({ own, bestOn, worst: { row: worst } }: Candidate): CalibrationVerdict["trust"] {
  const shares = own.flatMap(({ row }) => (row.coverage === null ? [] : [row.coverage.share.value]));
  return {
    estimator: worst.estimator,
    parameters: worst.parameters,
    bestOn,
    bound: worst.bound,
    worst: { source: worst.source, rmse: worst.errors!.rmse.value },
    coverage: shares.length === 0 ? null : { least: smallestOf(shares), most: largestOf(shares) },
  };
}

/** Rows of one source and length with the least mean square error, or one not significantly larger. */
function leastErrors(rows: readonly GradedRow[]): GradedRow[] {
  const complete = rows.filter(({ row }) => row.errors !== null && row.undefined === 0);
  if (complete.length === 0) return [];
  const best = complete.reduce((a, b) => (b.row.errors!.rmse.value < a.row.errors!.rmse.value ? b : a));
  return complete.filter(({ squaredErrors }) => {
    const excess = moments(squaredErrors.map((error, run) => error! - best.squaredErrors[run]!));
    return excess.mean <= excess.half + Number.EPSILON;
  });
}

const groupsOf = (rows: readonly GradedRow[], key: (row: GradedRow) => string) => [
  ...grouped(rows, key).values(),
];

const classOf = (alphabet: number): number => alphabetClasses.findIndex((most) => alphabet <= most);
