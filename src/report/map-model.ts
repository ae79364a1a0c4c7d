import type { Coordinate, Regime, Report, Sample } from "../results/report.ts";
import { structureCoordinate } from "../spectrum/structure-scale.ts";
import { type Extent, intervalExtent } from "./kit/extent.ts";
import { groupFamilies } from "./kit/group-families.ts";

/** A sample or reference on the map. */
export interface SpectrumPoint {
  readonly name: string;
  readonly kind: "sample" | "corpus" | "reference";
  /** its row among the samples; null for a reference */
  readonly row: number | null;
  readonly regime: Regime;
  readonly ranked: boolean;
  readonly x: Extent;
  readonly y: Extent;
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
  /** structure that noise with a pattern reaches; null where nothing was placed */
  readonly border: { readonly y: number; readonly bits: number } | null;
  /** samples that have no place, and why */
  readonly missing: readonly { readonly name: string; readonly reason: string }[];
}

/** What a map is made of. */
interface MapSource extends Pick<Report, "references" | "border"> {
  readonly samples: readonly Sample[];
}

/**
 * The map of a report as numbers, which terminal, SVG and page draw.
 *
 * @throws never
 */
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
    border: border === null ? null : { y: structureCoordinate(border.bits), bits: border.bits },
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
    // Without structure beyond its shuffle a sample lies on the floor, where its verdict puts it too.
    y: extentOf(spectrum.structure),
  };
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
