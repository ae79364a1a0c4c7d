import { confidenceLevel } from "./constants.ts";
import type { QuantityId } from "./quantities.ts";
import type { Warning } from "./warnings.ts";

/** Methods that make intervals. */
export const intervalMethods = [
  "batch-means",
  "slow-waves",
  "block-jackknife",
  "blocks",
  "words",
  "seeds",
  "asymptotic",
  "permutation",
  "likelihood",
] as const;

/** A confidence interval and its method. null wherever no test has shown its coverage. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
  /** nominal coverage, e.g. 0.95 */
  readonly level: number;
  readonly method: (typeof intervalMethods)[number];
}

/** An interval of the usual level, symmetric around a value. */
export function around(value: number, half: number, method: Interval["method"]): Interval {
  return { lower: value - half, upper: value + half, level: confidenceLevel, method };
}

/** A linear function of a value and of its interval. */
export function mapped(
  { value, interval }: { readonly value: number; readonly interval: Interval | null },
  by: (value: number) => number,
): { readonly value: number; readonly interval: Interval | null } {
  if (interval === null) return { value: by(value), interval };
  const ends = [by(interval.lower), by(interval.upper)];
  return { value: by(value), interval: { ...interval, lower: Math.min(...ends), upper: Math.max(...ends) } };
}

/** One value of a series and its interval. */
interface SeriesPoint {
  readonly x: number;
  readonly value: number;
  readonly interval: Interval | null;
}

/** Values of one quantity along an index, such as H(k) against k. */
export interface Series {
  readonly index: string;
  readonly points: readonly SeriesPoint[];
}

/** A small table, such as the most frequent n-grams. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** What every measurement carries, so that it can be read on its own. */
export interface Stamp {
  readonly quantity: QuantityId;
  readonly estimator: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** length of the sequence measured, in symbols */
  readonly n: number;
}

/** On which side of its quantity a value is in expectation: h(L) is an upper bound of h. The interval then covers the bound. */
export type Bound = "upper" | "lower";

/** One stamped number (or series, or table); NaN and infinities cannot occur. */
export type Measurement = Stamp &
  (
    | {
        readonly status: "ok";
        readonly shape: "scalar";
        readonly value: number;
        readonly interval: Interval | null;
        /** absent: value and interval describe the quantity itself */
        readonly bound?: Bound;
        readonly warnings: readonly Warning[];
      }
    | {
        readonly status: "ok";
        readonly shape: "series";
        readonly value: Series;
        readonly interval: null;
        readonly warnings: readonly Warning[];
      }
    | {
        readonly status: "ok";
        readonly shape: "table";
        readonly value: Table;
        readonly interval: null;
        readonly warnings: readonly Warning[];
      }
    | { readonly status: "undefined"; readonly reason: string }
  );

/** What the author of an estimator returns; `defineEstimator` stamps and checks it. */
export type Outcome =
  | {
      readonly shape: "scalar";
      readonly value: number;
      readonly interval?: Interval | null;
      /** not shown for this sample to be the bound that the estimator gives: an estimate of the quantity itself */
      readonly unbounded?: true;
      readonly warnings?: readonly Warning[];
      /** what else the value depends on, such as the version of a library */
      readonly parameters?: Readonly<Record<string, unknown>>;
    }
  | { readonly shape: "series"; readonly value: Series; readonly warnings?: readonly Warning[] }
  | { readonly shape: "table"; readonly value: Table; readonly warnings?: readonly Warning[] }
  | { readonly shape: "undefined"; readonly reason: string };

/** A single number. */
export function scalar(
  value: number,
  interval: Interval | null = null,
  warnings: readonly Warning[] = [],
): Outcome {
  return { shape: "scalar", value, interval, warnings };
}

/** Values along an index; points may omit the interval. */
export function series(
  index: string,
  points: readonly { readonly x: number; readonly value: number; readonly interval?: Interval | null }[],
  warnings: readonly Warning[] = [],
): Outcome {
  const whole = points.map(({ x, value, interval = null }) => ({ x, value, interval }));
  return { shape: "series", value: { index, points: whole }, warnings };
}

/** Rows of figures. */
export function table(
  columns: Table["columns"],
  rows: Table["rows"],
  warnings: readonly Warning[] = [],
): Outcome {
  return { shape: "table", value: { columns, rows }, warnings };
}

/** No number, and the reason. */
export function undefinedBecause(reason: string): Outcome {
  return { shape: "undefined", reason };
}
