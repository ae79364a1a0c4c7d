import { largestOf, median } from "../../core/collections.ts";
import { confidenceLevel } from "../../core/constants.ts";
import type { Interval } from "../../core/measurement.ts";
import type { Random } from "../../core/random.ts";
import { moments, shareOf } from "../experiments/calibration.ts";
import type { Measure } from "./measures.ts";
import type { StructureGrade } from "./schema.ts";
import type { BenchSource, Growth } from "./sources.ts";

/** Results of one measure on runs of one source at one size. */
export interface MeasureRuns {
  readonly source: BenchSource;
  readonly n: number;
  /** learnable bits, by run */
  readonly learned: readonly number[];
  /** the reference of the measure, by run; null: none */
  readonly known: readonly number[] | null;
  /** by run; null: no number */
  readonly values: readonly (number | null)[];
  readonly intervals: readonly (Interval | null)[];
  /** by run */
  readonly seconds: readonly number[];
}

/** Runs of one text after one transformation. */
export interface TransformedRuns {
  readonly text: string;
  readonly transformation: string;
  readonly effect: "same" | "less";
  readonly values: readonly (number | null)[];
  readonly seconds: readonly number[];
}

/** Below this many known bits errors are not scored. */
const leastKnown = 50;
const closeRatio = 1.5;
/** Ratio of two truths from which their order is scored. */
const distinctRatio = 1.5;
/** Ratio that a shuffle may add. */
const tolerance = 1.05;
const resamples = 1000;
/** A last step that adds less than this share of the whole is no growth; */
const leastGrowth = 0.05;
/** and one that adds this factor more than the step before is a power: 1.3 is 4^0.19. */
const steeper = 1.3;

export const meanOf = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0) / known.length;
};

export function deviationOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length < 2 ? null : moments(known).deviation;
}

/** Class of growth over the three largest sizes, which are a constant factor apart. Below 50 bits there is no growth. */
export function growthClass([first, second, third]: readonly [number, number, number]): Growth {
  const [before, last] = [second - first, third - second];
  if (Math.abs(third) < leastKnown || last < leastGrowth * Math.abs(third)) return "bounded";
  return last > steeper * before ? "power" : "logarithm";
}

/** Spearman's rank correlation; undefined for fewer than three pairs, or where all of one side are equal. */
export function spearman(a: readonly number[], b: readonly number[]): number | undefined {
  if (a.length < 3) return undefined;
  const [x, y] = [ranksOf(a), ranksOf(b)];
  const middle = (a.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    xy += (x[i]! - middle) * (y[i]! - middle);
    xx += (x[i]! - middle) * (x[i]! - middle);
    yy += (y[i]! - middle) * (y[i]! - middle);
  }
  return xx === 0 || yy === 0 ? undefined : xy / Math.sqrt(xx * yy);
}

/** From 1; equal values share the mean of their ranks. */
function ranksOf(values: readonly number[]): Float64Array {
  const order = [...values.keys()].sort((i, j) => values[i]! - values[j]!);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let i = start; i < end; i++) ranks[order[i]!] = (start + end + 1) / 2;
    start = end;
  }
  return ranks;
}

/** Grades of one measure over all sources and texts. @param random for resampling */
export function gradeOf(
  measure: Measure,
  seen: readonly MeasureRuns[],
  changed: readonly TransformedRuns[],
  random: Random,
): StructureGrade {
  const { id, title, unit, claim, definition, reference, notReproduced } = measure;
  const sizes = [...new Set(seen.map(({ n }) => n))].sort((a, b) => a - b);
  const largest = seen.filter(({ n }) => n === sizes.at(-1));
  const all = seen.flatMap(({ values }) => values);
  const seconds = [...seen, ...changed].flatMap((one) => one.seconds);
  return {
    ...{ measure: id, title, unit, claim, definition, reference, notReproduced },
    defined: { right: all.filter((value) => value !== null).length, of: all.length },
    ratio: claim === "exponent" || claim === null ? null : ratioOf(largest),
    difference: claim === "exponent" ? differenceOf(largest) : null,
    noise: noiseOf(seen),
    coverage: coverageOf(seen),
    rank: rankOf(measure.ranks, largest, random),
    invariance: invarianceOf(changed),
    direction: unit === "bit" ? directionOf(changed) : null,
    growth:
      unit === "bit" && claim !== "doubling" && sizes.length > 2 ? growthOf(seen, sizes.slice(-3)) : null,
    reversals: measure.ranks === "learned" ? reversalsOf(largest, changed) : null,
    cost: {
      perSample: meanOf(largest.flatMap((one) => one.seconds)) ?? 0,
      total: seconds.reduce((sum, one) => sum + one, 0),
    },
  };
}

/** Pairs of means, value and truth, of sources with exactly known bits. */
function means(
  seen: readonly MeasureRuns[],
): { readonly value: number; readonly known: number; readonly source: BenchSource }[] {
  return seen.flatMap(({ values, known, source }) => {
    const [value, truth] = [meanOf(values), known && meanOf(known)];
    return value === null || truth === null ? [] : [{ value, known: truth, source }];
  });
}

function ratioOf(seen: readonly MeasureRuns[]): StructureGrade["ratio"] {
  const ratios = means(seen)
    .filter(({ known, source }) => source.exact && known >= leastKnown)
    .map(({ value, known }) => value / known)
    .sort((a, b) => a - b);
  if (ratios.length === 0) return null;
  const at = (share: number) => ratios[Math.min(ratios.length - 1, Math.floor(share * ratios.length))]!;
  return {
    ...{ low: at(1 / 6), median: median(ratios)!, high: at(5 / 6), sources: ratios.length },
    near: ratios.filter((ratio) => ratio <= closeRatio && ratio >= 1 / closeRatio).length,
  };
}

function differenceOf(seen: readonly MeasureRuns[]): StructureGrade["difference"] {
  const differences = means(seen).map(({ value, known }) => value - known);
  const [mean, deviation] = [meanOf(differences), deviationOf(differences)];
  return mean === null || deviation === null ? null : { mean, deviation, sources: differences.length };
}

function noiseOf(seen: readonly MeasureRuns[]): number | null {
  const values = seen
    .filter(({ source }) => source.family === "noise")
    .flatMap((one) => one.values.flatMap((value) => (value === null ? [] : [Math.abs(value)])));
  return values.length === 0 ? null : largestOf(values);
}

function coverageOf(seen: readonly MeasureRuns[]): StructureGrade["coverage"] {
  const held = seen
    .filter(({ source }) => source.exact)
    .flatMap(({ intervals, known }) =>
      intervals.flatMap((interval, run) => {
        const truth = known?.[run];
        return interval === null || truth === undefined
          ? []
          : [truth >= interval.lower - 1e-9 && truth <= interval.upper + 1e-9];
      }),
    );
  if (held.length === 0) return null;
  return { intervals: held.length, share: shareOf(held.filter(Boolean).length, held.length) };
}

function rankOf(
  ranks: Measure["ranks"],
  seen: readonly MeasureRuns[],
  random: Random,
): StructureGrade["rank"] {
  const pairs = seen.flatMap(({ source, values, learned }) => {
    const value = meanOf(values);
    if (value === null || (ranks === "learned" && !source.exact)) return [];
    return [{ value, truth: ranks === "learned" ? meanOf(learned)! : source.exponent }];
  });
  const of = (some: typeof pairs) =>
    spearman(
      some.map(({ value }) => value),
      some.map(({ truth }) => truth),
    );
  const value = of(pairs);
  if (value === undefined) return null;
  const drawn = Array.from({ length: resamples }, () =>
    of(pairs.map(() => pairs[random.below(pairs.length)]!)),
  )
    .filter((one) => one !== undefined)
    .sort((a, b) => a - b);
  const at = (share: number) => drawn[Math.min(drawn.length - 1, Math.floor(share * drawn.length))]!;
  const tail = (1 - confidenceLevel) / 2;
  const interval = { lower: at(tail), upper: at(1 - tail), level: confidenceLevel, method: "seeds" as const };
  return { with: ranks, value, interval, sources: pairs.length };
}

const textsOf = (changed: readonly TransformedRuns[]) => [...new Set(changed.map(({ text }) => text))];

function invarianceOf(changed: readonly TransformedRuns[]): StructureGrade["invariance"] {
  return textsOf(changed).map((text) => {
    const own = changed.filter((one) => one.text === text && one.effect === "same");
    const values = own
      .map(({ transformation, values }) => ({ transformation, value: meanOf(values) }))
      .sort((a, b) => (a.value ?? Number.NEGATIVE_INFINITY) - (b.value ?? Number.NEGATIVE_INFINITY));
    const [least, most] = [values[0]!, values.at(-1)!];
    const ratio = least.value !== null && least.value > 0 ? most.value! / least.value : null;
    return { text, ratio, most: most.transformation, least: least.transformation };
  });
}

function directionOf(changed: readonly TransformedRuns[]): StructureGrade["direction"] {
  const [right, of] = textsOf(changed).reduce(
    ([held, all], text) => {
      const own = changed.filter((one) => one.text === text);
      const chain = [own[0]!, ...own.filter(({ effect }) => effect === "less")].map(({ values }) =>
        meanOf(values),
      );
      const steps = chain.slice(1).filter((value, i) => value !== null && chain[i] !== null);
      const down = chain
        .slice(1)
        .filter((value, i) => value !== null && chain[i] !== null && value <= chain[i]! * tolerance);
      return [held + down.length, all + steps.length];
    },
    [0, 0],
  );
  return of === 0 ? null : { right, of };
}

function growthOf(seen: readonly MeasureRuns[], sizes: readonly number[]): StructureGrade["growth"] {
  const wrong: { source: string; known: string; found: string }[] = [];
  let [right, of] = [0, 0];
  for (const source of new Set(seen.map((one) => one.source))) {
    const own = sizes.map((n) => seen.find((one) => one.source === source && one.n === n));
    const truths = own.map((one) => meanOf(one?.learned ?? []));
    const values = own.map((one) => meanOf(one?.values ?? []));
    if (!isThree(truths) || growthClass(truths) !== source.growth) continue;
    of++;
    const found = isThree(values) ? growthClass(values) : "undefined";
    if (found === source.growth) right++;
    else wrong.push({ source: source.name, known: source.growth, found });
  }
  return { right, of, wrong };
}

const isThree = (values: readonly (number | null)[]): values is [number, number, number] =>
  values.length === 3 && values.every((value) => value !== null);

function reversalsOf(
  seen: readonly MeasureRuns[],
  changed: readonly TransformedRuns[],
): StructureGrade["reversals"] {
  const sources = seen.filter(({ source, values }) => source.exact && !values.includes(null));
  let [pairs, unstable, wrong] = [0, 0, 0];
  for (const [i, a] of sources.entries()) {
    for (const b of sources.slice(i + 1)) {
      const [more, less] = meanOf(a.learned)! > meanOf(b.learned)! ? [a, b] : [b, a];
      if (meanOf(more.learned)! < distinctRatio * Math.max(1, meanOf(less.learned)!)) continue;
      const right = more.values.filter((value, run) => value! > less.values[run]!).length;
      pairs++;
      if (right > 0 && right < more.values.length) unstable++;
      if (2 * right < more.values.length) wrong++;
    }
  }
  const texts = changed.filter((one) => one.transformation === "as it is" && !one.values.includes(null));
  const ofTexts = { pairs: 0, unstable: 0 };
  for (const [i, a] of texts.entries()) {
    for (const b of texts.slice(i + 1)) {
      const above = a.values.filter((value, run) => value! > b.values[run]!).length;
      ofTexts.pairs++;
      if (above > 0 && above < a.values.length) ofTexts.unstable++;
    }
  }
  return { pairs, unstable, wrong, texts: ofTexts };
}
