import type { Coordinate, Regime, Report, Sample } from "../results/report.ts";
import { groupFamilies } from "./kit/figures.ts";
import { type Extent, heightOf, intervalExtent } from "./kit/format.ts";

/** A sample or reference on the map. */
export interface SpectrumPoint {
  readonly name: string;
  readonly kind: "sample" | "corpus" | "reference";
  /** its row among the samples; null for a reference */
  readonly row: number | null;
  readonly regime: Regime;
  readonly ranked: boolean;
  readonly x: Extent;
  /** how high growth lies on its axis */
  readonly y: Extent;
  /** where the sample stood after half of its symbols; null where that is not known */
  readonly tail: MapPlace | null;
}

/** What tails are called in legends. */
export const tailName = "tail: from half of the data to all of it";

/** A place of the map. */
export interface MapPlace {
  readonly x: number;
  readonly y: number;
}

/** References that belong together. */
export interface SpectrumFamily {
  /** null for references that belong to no family */
  readonly id: string | null;
  readonly title: string;
  /** whether they are a road, to be drawn as a line in their order */
  readonly joined: boolean;
  readonly points: readonly SpectrumPoint[];
}

/** What a map shows. */
export interface SpectrumMap {
  readonly points: readonly SpectrumPoint[];
  readonly families: readonly SpectrumFamily[];
  /** what the last doubling teaches of noise with a pattern; null where nothing was placed */
  readonly border: { readonly y: number; readonly bits: number } | null;
  /** samples that have no place, and why */
  readonly missing: readonly { readonly name: string; readonly reason: string }[];
}

/** What a map is made of. */
interface MapSource extends Pick<Report, "references" | "border"> {
  readonly samples: readonly Sample[];
}

/** The map of a report as numbers, which terminal, SVG and page draw. */
export function spectrumMapOf({ samples, references, border }: MapSource): SpectrumMap {
  const points: SpectrumPoint[] = [];
  const missing: { name: string; reason: string }[] = [];
  for (const [row, sample] of samples.entries()) {
    const point = pointOf(sample, row);
    if (point !== undefined) points.push(point);
    else missing.push({ name: sample.name, reason: reasonOf(sample) });
  }
  return {
    points,
    families: familiesOf(references, samples),
    border: border === null ? null : { y: heightOf(border.bits), bits: border.bits },
    missing,
  };
}

function pointOf(sample: Sample, row: number | null): SpectrumPoint | undefined {
  const { spectrum, provenance, name, ranked } = sample;
  if (spectrum === null || spectrum.randomness.status !== "ok") return undefined;
  return {
    name,
    kind: row === null ? "reference" : provenance.kind === "corpus" ? "corpus" : "sample",
    row,
    regime: spectrum.verdict.regime,
    ranked,
    x: extentOf(spectrum.randomness),
    // What teaches nothing lies on the floor.
    y: heightExtent(extentOf(spectrum.growth)),
    tail: tailPlace(spectrum.tail),
  };
}

/** Bits on the axis of growth. */
export function heightExtent({ value, ends }: Extent): Extent {
  return { value: heightOf(value), ends: ends && [heightOf(ends[0]), heightOf(ends[1])] };
}

export function tailPlace(
  tail: { readonly randomness: number; readonly growth: number } | null,
): MapPlace | null {
  return tail && { x: tail.randomness, y: heightOf(tail.growth) };
}

function extentOf(coordinate: Coordinate): Extent {
  return coordinate.status === "ok" ? intervalExtent(coordinate) : { value: 0, ends: null };
}

function reasonOf({ spectrum, notRankedBecause }: Sample): string {
  if (spectrum?.randomness.status === "undefined") return spectrum.randomness.reason;
  return notRankedBecause ?? "not placed on the spectrum";
}

function familiesOf(references: readonly Sample[], samples: readonly Sample[]): SpectrumFamily[] {
  return groupFamilies(references).map(([family, ...members]) => {
    const points = members.flatMap((reference) => pointOf(reference, null) ?? []);
    const start = family?.corpus == null ? undefined : startOf(family.corpus, samples);
    return {
      id: family?.id ?? null,
      title: family?.title ?? "generated references",
      joined: family?.kind === "road",
      points: start === undefined ? points : [start, ...points],
    };
  });
}

/** A road of surrogates begins at the corpus they were made from. */
function startOf(corpus: string, samples: readonly Sample[]): SpectrumPoint | undefined {
  const own = samples.find(({ provenance }) => provenance.kind === "corpus" && provenance.corpus === corpus);
  return own === undefined ? undefined : pointOf(own, null);
}
