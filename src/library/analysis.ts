import type { EncodingId } from "../core/encoding.ts";
import type { Interval } from "../core/measurement.ts";
import type { Unit } from "../core/quantities.ts";
import type { Regime, ReportedMeasurement, Sample, Spectrum } from "../results/report.ts";
import { verdictSentence } from "../spectrum/verdict-sentence.ts";

/** A number with its unit. */
export interface Coordinate {
  readonly value: number;
  readonly unit: Unit;
  /** null where no interval is known to hold */
  readonly interval: Interval | null;
}

/** What a sample is, in words. */
export interface AnalysisVerdict {
  /** "structure" is the middle regime; "pattern" is small, or learning it stops */
  readonly regime: Regime;
  /** of structure: each doubling of the data clearly teaches more than the last one */
  readonly openEnded: boolean;
  /** what the regime rests on */
  readonly because: string;
  /** all of it in one plain sentence, from the numbers alone */
  readonly sentence: string;
}

/** What is known of every input that was measured. */
export interface AnalysisBase {
  readonly name: string;
  /** symbols measured */
  readonly n: number;
  readonly encoding: EncodingId;
  /** A: declared with symbols or by a recipe, else the symbols that occur */
  readonly alphabetSize: number;
  readonly verdict: AnalysisVerdict;
  /** by the estimators asked for, in their order */
  readonly measurements: readonly ReportedMeasurement[];
  readonly warnings: readonly string[];
  /** the row that `mesoscope -f json` prints, with all that is left out here */
  readonly row: Sample;
}

/** Where an input stands between order and noise. */
export interface Analysis extends AnalysisBase {
  /** x = l(M) / log2 A, in [0, 1]: 0 is order, 1 is noise */
  readonly randomness: Coordinate;
  /** G, bit: what the last doubling of the data taught */
  readonly growth: Coordinate;
  /** l(M), bit/symbol: what a symbol costs an observer that has learned M others */
  readonly rate: Coordinate;
  /** S, bit: what the observer had to learn */
  readonly structure: Coordinate;
}

/** An analysis, or why there is none. */
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
 * The result for a program, of a row: the only place that knows both.
 *
 * @param row that was placed
 * @throws Error for a row that was not to be placed
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
    verdict: { regime, openEnded, because, sentence: verdictSentence(row, spectrum) },
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
