import { type QuantityId, quantities } from "../core/quantities.ts";
import { type CurvePoint, curvePointsOf } from "../report/charts/learning-curves.ts";
import { certificateText, whatItIs } from "../report/kit/figures.ts";
import { type Extent, intervalExtent } from "../report/kit/format.ts";
import type { ReportedMeasurement, Sample } from "../results/report.ts";
import { sentencesOf } from "../spectrum/sentences.ts";

/** A measured number, ready to be shown. */
export interface PageNumber {
  readonly title: string;
  readonly quantity: QuantityId;
  readonly estimator: string;
  readonly unit: string;
  readonly extent: Extent;
}

/** The details of a sample when it is selected. */
export interface PageDetail {
  /** the verdict in one sentence */
  readonly sentence: string;
  readonly about: string;
  readonly warnings: readonly string[];
  readonly certain: readonly string[];
  readonly curve: readonly CurvePoint[];
  /** `[k, h(k)]`; a sentence where there is none */
  readonly contexts: readonly (readonly [number, number])[] | string;
  /** `[name, bit/symbol]` */
  readonly compressors: readonly (readonly [string, number])[] | string;
  readonly numbers: readonly PageNumber[];
  readonly missing: readonly string[];
  readonly depth: PageDepth | string;
}

export interface PageDepth {
  readonly waterfall: {
    /** `[what it adds, bit/symbol that it saves]` of nested codes */
    readonly layers: readonly (readonly [string, Extent])[];
    /** results of tests on the remainder */
    readonly remainder: string;
  };
  /** SVG of the sections of the input; null where it is one thing */
  readonly sections: string | null;
}

/** The results of the feature that explains a sample. */
export interface DepthOnPage {
  readonly shown: PageDepth | string;
  /** `[name, bit/symbol]` of coders that are not among the measurements */
  readonly compressors: readonly (readonly [string, number])[];
}

const notMeasured = "Not measured here: mesoscope report measures it.";
const notExplained =
  "Not explained in depth here: mesoscope report --depth explains more samples, mesoscope explain one.";

/**
 * The details of a sample, for a page.
 *
 * @param depth undefined where the sample was not explained
 */
export function pageDetail(sample: Sample, depth: DepthOnPage | undefined): PageDetail {
  const { measurements, spectrum, warnings } = sample;
  return {
    sentence: spectrum === null ? "" : sentencesOf(sample, spectrum),
    about: whatItIs(sample),
    warnings: warnings.map(({ message }) => message),
    certain: (spectrum?.certificates ?? []).map(certificateText),
    curve: curvePointsOf(sample),
    contexts: contextsOf(measurements),
    compressors: compressorsOf(measurements, depth),
    numbers: measurements.flatMap(numberOf),
    missing: measurements.flatMap((one) =>
      one.status === "undefined" ? [`${one.estimator}: ${one.reason}`] : [],
    ),
    depth: depth?.shown ?? notExplained,
  };
}

function contextsOf(measurements: readonly ReportedMeasurement[]): PageDetail["contexts"] {
  const gains = measurements.find(({ estimator }) => estimator === "entropy-gains");
  if (gains === undefined) return notMeasured;
  if (gains.status === "undefined") return gains.reason;
  if (gains.shape !== "series") return notMeasured;
  return gains.value.points.map(({ x, value }) => [x, value] as const);
}

function compressorsOf(
  measurements: readonly ReportedMeasurement[],
  depth: DepthOnPage | undefined,
): PageDetail["compressors"] {
  const own = measurements.flatMap((one) =>
    one.status === "ok" && one.shape === "scalar" && one.quantity === "codeLengthRate"
      ? [[one.estimator, one.value] as const]
      : [],
  );
  const all = [...(depth?.compressors ?? []), ...own];
  return all.length === 0 ? notMeasured : all.sort((a, b) => a[1] - b[1]);
}

function numberOf(measurement: ReportedMeasurement): PageNumber[] {
  if (measurement.status !== "ok" || measurement.shape !== "scalar") return [];
  const { quantity, estimator, unit } = measurement;
  const { title, symbol } = quantities[quantity];
  return [{ title: `${title}, ${symbol}`, quantity, estimator, unit, extent: intervalExtent(measurement) }];
}
