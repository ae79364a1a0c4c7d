import type { LensSpan } from "../features/lens/schema.ts";
import type { MatrixTree, PairVerdict } from "../report/charts/distance-heat-map.ts";
import type { SweepPanel } from "../report/charts/sweep-chart.ts";
import type { Extent } from "../report/kit/format.ts";
import type { AboutData } from "./page-about.ts";

/** Steps in a unit of a distance: finer than any column shows. */
export const distanceSteps = 1e4;
/** Verdicts as they are stored, one letter a pair. */
export const verdictLetters: Readonly<Record<string, PairVerdict>> = {
  d: "differ",
  h: "as-halves",
  e: "within-error",
};

/** One of the samples that were compared. */
export interface PageSample {
  readonly name: string;
  readonly halves: Extent | null;
  /** `[place, distance]` of the nearest, by the first of the distances */
  readonly nearest: readonly [number, number] | null;
}

/** What is known of a pair beside its distances. */
export interface PagePair {
  readonly divergence: Extent;
  readonly chance: number;
  readonly p: number;
  readonly beyond: Extent;
  /** place of a sentence */
  readonly because: number;
  readonly cross: readonly PageCross[];
  /** the same by a learner; absent where none was asked */
  readonly priced?: readonly PageCross[];
}

/** What observers pay for blocks of `coded`: one that learned it, and one that learned the other. */
export interface PageCross {
  readonly coded: number;
  readonly own: Extent;
  readonly rate: Extent;
  readonly excess: Extent;
}

/** All that the page of a comparison shows. Pairs are those of the samples in order: 0 and 1, 0 and 2, ..., 1 and 2, ... */
export interface ComparisonPageData extends AboutData {
  /** its name, null: none was asked */
  readonly learner: string | null;
  readonly kind: "comparison";
  readonly samples: readonly PageSample[];
  /** places of the samples as they are drawn */
  readonly order: readonly number[];
  readonly tree: MatrixTree | null;
  /** of each distance that was asked for, in whole steps */
  readonly distances: readonly {
    readonly title: string;
    readonly unit: string;
    readonly steps: readonly number[];
  }[];
  readonly verdicts: string;
  readonly sentences: readonly string[];
  /** of the first pairs, as many as there is room for */
  readonly pairs: readonly PagePair[];
}

/** A page that is drawn before it is read. */
export interface StillPageData extends AboutData {
  readonly kind: "worth";
}

/** All that the page of a sweep shows. */
export interface SweepPageData extends AboutData {
  readonly kind: "sweep";
  /** sequences of each recipe and size */
  readonly repeat: number;
  readonly panels: readonly SweepPanel[];
  /** panels that had no room */
  readonly leftOut: number;
}

/** All that the page of a lens shows. */
export interface LensPageData extends AboutData {
  readonly kind: "lens";
  /** whether it is shown as lines of UTF-8, else as bytes */
  readonly text: boolean;
  readonly spans: readonly LensSpan[];
  /** in base64 */
  readonly bytes: string;
  /** of each byte in base64: its cost, as lens-costs.ts says */
  readonly costs: string;
}

/** On a page a cost is a whole number of these parts of a bit, at most 254 of them. */
export const stepsOfBit = 12;
/** Stands for a cost of which nothing is known. */
export const unknownCost = 255;
