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
  /** height of growth on its axis */
  readonly y: Extent;
  /** the position after half of the symbols; null where it is not known */
  readonly tail: MapPlace | null;
}

/** Name of tails in legends. */
export const tailName = "tail: from half of the data to all of it";

/** A position on the map. */
export interface MapPlace {
  readonly x: number;
  readonly y: number;
}

/** A family of references. */
export interface SpectrumFamily {
  /** null for references without a family */
  readonly id: string | null;
  readonly title: string;
  /** whether to connect them with a line, in order */
  readonly joined: boolean;
  readonly points: readonly SpectrumPoint[];
}

/** The content of a map. */
export interface SpectrumMap {
  readonly points: readonly SpectrumPoint[];
  readonly families: readonly SpectrumFamily[];
  /** largest G of noise with a pattern, and height below which nothing is structure; null where nothing was placed */
  readonly border: { readonly y: number; readonly from: number } | null;
  /** samples without a position, and why */
  readonly missing: readonly { readonly name: string; readonly reason: string }[];
}

/** The input of a map. */
interface MapSource extends Pick<Report, "references" | "border"> {
  readonly samples: readonly Sample[];
}

/** The map of a report as numbers, for terminal, SVG and page. */
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
    border:
      border === null
        ? null
        : { y: heightOf(border.bits), from: heightOf(Math.min(border.openBits, border.least)) },
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
    // Growth of 0 is at the bottom.
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

/** A family of surrogates begins at the corpus they were made from. */
function startOf(corpus: string, samples: readonly Sample[]): SpectrumPoint | undefined {
  const own = samples.find(({ provenance }) => provenance.kind === "corpus" && provenance.corpus === corpus);
  return own === undefined ? undefined : pointOf(own, null);
}
