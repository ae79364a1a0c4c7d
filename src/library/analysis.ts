import type { EncodingId } from "../core/encoding.ts";
import type { Interval } from "../core/measurement.ts";
import type { Unit } from "../core/quantities.ts";
import type { Like, Regime, ReportedMeasurement, Sample, Spectrum } from "../results/report.ts";
import { sentencesOf } from "../spectrum/sentences.ts";

/** A number with its unit. */
export interface Coordinate {
  readonly value: number;
  readonly unit: Unit;
  /** null where no test has shown an interval to cover the value */
  readonly interval: Interval | null;
}

/** What a sample is, in words. */
export interface AnalysisVerdict {
  /** "structure" is the middle regime; "pattern" is small, or learning it stops */
  readonly regime: Regime;
  /** of structure: each doubling of the data teaches significantly more than the last one, but less than twice as much */
  readonly openEnded: boolean;
  /** the evidence for the regime */
  readonly because: string;
  /** the verdict in one plain sentence */
  readonly sentence: string;
}

/** What every measured input has. */
export interface AnalysisBase {
  readonly name: string;
  /** symbols measured */
  readonly n: number;
  readonly encoding: EncodingId;
  /** A: as declared with symbols or by a recipe, else the number of distinct symbols */
  readonly alphabetSize: number;
  readonly verdict: AnalysisVerdict;
  /** the reference text that the input is like, by code length, or why there is none; undefined: not compared */
  readonly like: Like | undefined;
  /** by the requested estimators, in the order of the request */
  readonly measurements: readonly ReportedMeasurement[];
  readonly warnings: readonly string[];
  /** the row that `mesoscope -f json` prints; it has every field */
  readonly row: Sample;
}

/** The position of an input between order and noise. */
export interface Analysis extends AnalysisBase {
  /** x = l(M) / log2 A, in [0, 1]: 0 is order, 1 is noise */
  readonly randomness: Coordinate;
  /** G, bit: what the observer learned from the last doubling of the data */
  readonly growth: Coordinate;
  /** l(M), bit/symbol: code length of a symbol for an observer that has learned M others */
  readonly rate: Coordinate;
  /** S, bit: what the observer learned */
  readonly structure: Coordinate;
}

/** An analysis, or the reason why there is none. */
export type AnalysisResult =
  | (Analysis & { readonly status: "ok" })
  | (AnalysisBase & { readonly status: "undefined"; readonly reason: string });

const coordinates = [
  "randomness",
  "growth",
  "rate",
  "structure",
] as const satisfies readonly (keyof Spectrum & keyof Analysis)[];

/**
 * Converts a row of a report to the result that programs get.
 *
 * @param row with a spectrum
 * @throws Error when the row has no spectrum
 */
export function analysisOf(row: Sample): AnalysisResult {
  const { name, n, encoding, spectrum, measurements, warnings } = row;
  if (spectrum === null) throw new Error(`${name} was not placed`);
  const { regime, openEnded, because } = spectrum.verdict;
  const base: AnalysisBase = {
    name,
    n,
    encoding: encoding.id,
    alphabetSize: spectrum.alphabet,
    verdict: { regime, openEnded, because, sentence: sentencesOf(row, spectrum) },
    like: row.like,
    measurements,
    warnings: warnings.map(({ message }) => message),
    row,
  };
  const placed: Partial<Record<(typeof coordinates)[number], Coordinate>> = {};
  for (const id of coordinates) {
    const coordinate = spectrum[id];
    if (coordinate.status !== "ok") return { ...base, status: "undefined", reason: coordinate.reason };
    const { value, unit, interval } = coordinate;
    placed[id] = { value, unit, interval };
  }
  return { ...base, ...(placed as Required<typeof placed>), status: "ok" };
}
