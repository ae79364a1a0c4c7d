import { confidenceLevel } from "../core/constants.ts";
import { studentQuantile } from "../math/student-t.ts";
import { type CalibratedRow, moments } from "./calibration.ts";
import type { CalibrationVerdict } from "./calibration-schema.ts";

/** Alphabets that behave alike: what holds for two symbols need not hold for hundreds. */
const alphabetClasses = [2, 16, 256, 65_536];

/**
 * Which estimator to trust at each length, quantity and class of alphabets: the one whose error is the least, or not
 * larger beyond chance, on most sources; among equals the one whose largest error is the least.
 *
 * @param rows of all sources, lengths and estimators; runs of one source and length are paired
 * @throws never
 */
export function calibrationVerdicts(rows: readonly CalibratedRow[]): CalibrationVerdict[] {
  const groups = groupedBy(rows, ({ row }) => [row.quantity, row.n, classOf(row.alphabet)].join(" "));
  return groups.map(verdictOf);
}

function verdictOf(rows: readonly CalibratedRow[]): CalibrationVerdict {
  const { quantity, n } = rows[0]!.row;
  const alphabets = rows.map(({ row }) => row.alphabet);
  const sources = groupedBy(rows, ({ row }) => row.source);
  const best = new Set(sources.flatMap(leastErrors));
  const candidates = groupedBy(
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
  const [first, ...others] = candidates;
  return {
    quantity,
    n,
    alphabets: { least: Math.min(...alphabets), most: Math.max(...alphabets) },
    sources: sources.length,
    trust: first === undefined ? null : trusted(first),
    alike: others.flatMap(({ own, bestOn }) => (bestOn === first?.bestOn ? [own[0]!.row.estimator] : [])),
  };
}

interface Candidate {
  /** one a source */
  readonly own: readonly CalibratedRow[];
  readonly bestOn: number;
  readonly worst: CalibratedRow;
}

const worseOf = (a: CalibratedRow, b: CalibratedRow) =>
  b.row.errors!.rmse.value > a.row.errors!.rmse.value ? b : a;

function trusted({ own, bestOn, worst: { row: worst } }: Candidate): CalibrationVerdict["trust"] {
  const shares = own.flatMap(({ row }) => (row.coverage === null ? [] : [row.coverage.share.value]));
  return {
    estimator: worst.estimator,
    parameters: worst.parameters,
    bestOn,
    bound: worst.bound,
    worst: { source: worst.source, rmse: worst.errors!.rmse.value },
    coverage: shares.length === 0 ? null : { least: Math.min(...shares), most: Math.max(...shares) },
  };
}

/** Rows of one source and length whose mean square error is the least, or not larger beyond chance. */
function leastErrors(rows: readonly CalibratedRow[]): CalibratedRow[] {
  const complete = rows.filter(({ row }) => row.errors !== null && row.undefined === 0);
  if (complete.length === 0) return [];
  const best = complete.reduce((a, b) => (b.row.errors!.rmse.value < a.row.errors!.rmse.value ? b : a));
  const runs = best.squaredErrors.length;
  const t = studentQuantile(confidenceLevel, runs - 1);
  return complete.filter(({ squaredErrors }) => {
    const excess = moments(squaredErrors.map((error, run) => error! - best.squaredErrors[run]!));
    return excess.mean <= (t * excess.deviation) / Math.sqrt(runs) + Number.EPSILON;
  });
}

const classOf = (alphabet: number): number => alphabetClasses.findIndex((most) => alphabet <= most);

/** Groups in the order of their first members. */
function groupedBy<Item>(items: readonly Item[], key: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
