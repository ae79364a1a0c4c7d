import data from "../../data/forecast-experience.json" with { type: "json" };

/** A sample of a real text, and how its losses went on. */
export interface Experience {
  readonly text: string;
  readonly package: string;
  readonly seed: number;
  /** the text in file order, instead of its blocks in random order */
  readonly inOrder: boolean;
  /** symbols of the sample */
  readonly n: number;
  readonly blocks: number;
  readonly slope: number;
  readonly bend: number;
  readonly fillIn: number;
  readonly duplicated: number;
  readonly variation: number;
  /** log of the mean loss between n0 and k n0 over that of the last half of the sample, for each of `experienceFactors` */
  readonly ratios: readonly number[];
}

/** k, ascending. */
export const experienceFactors: readonly number[] = [1.25, 1.5, 2, 3, 4, 5, 6.5, 8, 10];

/** What forecasts are learned from; made by scripts/build-forecast-experience.mjs. */
export const forecastExperience: readonly Experience[] = data.samples;
