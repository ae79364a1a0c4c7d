import type { MatrixTree, PairVerdict } from "../report/charts/distance-heat-map.ts";
import type { SweepPanel } from "../report/charts/sweep-chart.ts";
import type { Extent } from "../report/kit/format.ts";
import type { LensSpan } from "../results/lens-schema.ts";
import type { AboutData } from "./page-about.ts";

/** Steps per unit of a distance: finer than any column shows. */
export const distanceSteps = 1e4;
/** One-letter codes of verdicts. */
export const verdictLetters: Readonly<Record<string, PairVerdict>> = {
  d: "differ",
  h: "as-halves",
  e: "within-error",
};

/** One of the compared samples. */
export interface PageSample {
  readonly name: string;
  readonly halves: Extent | null;
  /** `[index, distance]` of the nearest, by the first of the distances */
  readonly nearest: readonly [number, number] | null;
}

/** The details of a pair beside its distances. */
export interface PagePair {
  readonly divergence: Extent;
  readonly chance: number;
  readonly p: number;
  readonly beyond: Extent;
  /** index of a sentence */
  readonly because: number;
  readonly cross: readonly PageCross[];
  /** the same for a learner; absent without one */
  readonly priced?: readonly PageCross[];
}

/** Costs of blocks of `coded` for two observers: one that learned it, and one that learned the other. */
export interface PageCross {
  readonly coded: number;
  readonly own: Extent;
  readonly rate: Extent;
  readonly excess: Extent;
}

/** The content of a comparison's page. Pairs are those of the samples in order: 0 and 1, 0 and 2, ..., 1 and 2, ... */
export interface ComparisonPageData extends AboutData {
  /** its name, null: none */
  readonly learner: string | null;
  readonly kind: "comparison";
  readonly samples: readonly PageSample[];
  /** indices of the samples in drawing order */
  readonly order: readonly number[];
  readonly tree: MatrixTree | null;
  /** of each requested distance, in whole steps */
  readonly distances: readonly {
    readonly title: string;
    readonly unit: string;
    readonly steps: readonly number[];
  }[];
  readonly verdicts: string;
  readonly sentences: readonly string[];
  /** of the first pairs, as many as fit */
  readonly pairs: readonly PagePair[];
}

/** A page whose picture is drawn in advance. */
export interface StillPageData extends AboutData {
  readonly kind: "worth";
}

/** The content of a sweep's page. */
export interface SweepPageData extends AboutData {
  readonly kind: "sweep";
  /** number of sequences of each recipe and size */
  readonly repeat: number;
  readonly panels: readonly SweepPanel[];
  /** panels that did not fit */
  readonly leftOut: number;
}

/** The content of a lens's page. */
export interface LensPageData extends AboutData {
  readonly kind: "lens";
  /** whether to show lines of UTF-8, else bytes */
  readonly text: boolean;
  readonly spans: readonly LensSpan[];
  /** in base64 */
  readonly bytes: string;
  /** cost of each byte, in base64, see lens-costs.ts */
  readonly costs: string;
}

/** Units per bit of the costs on a page, which are whole numbers up to 254. */
export const stepsOfBit = 12;
/** The code of an unknown cost. */
export const unknownCost = 255;
