import type { MatrixTree, PairVerdict } from "../report/charts/distance-matrix.ts";
import type { Extent } from "../report/kit/extent.ts";
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
