import table from "../../data/mixture-arc.json" with { type: "json" };
import { confidenceLevel } from "../core/constants.ts";
import type { Interval } from "../core/measurement.ts";
import { intervalAround } from "../estimators/learning/curve-estimates.ts";
import { studentQuantile } from "../math/student-t.ts";

export type ArcPoint = readonly [x: number, y: number, error: number];

/** Polylines of structure against randomness that plain mixtures reach; made by scripts/build-mixture-arc.mjs. */
export interface ArcTable {
  /** symbols of the samples, ascending */
  readonly lengths: readonly number[];
  /** A, ascending */
  readonly alphabets: readonly number[];
  /** random words, or random cycles, that every point is the mean of */
  readonly words: number;
  /** by alphabet, length and family: points [x, y, standard error of y] with x ascending */
  readonly families: readonly (readonly (readonly (readonly ArcPoint[])[])[])[];
}

/** The compiler reads points of the file as lists of any length; tests/contract/data.test.ts has them counted. */
const mixtureArc = table as unknown as ArcTable;

/** Where the mixture arc lies. */
export interface ArcLevel {
  /** y, doublings */
  readonly value: number;
  /** standard error: the arc is measured on a few random words */
  readonly error: number;
  /** how far y was carried on beyond what was measured, up or down, doublings; 0 within the table */
  readonly carried: number;
}

/**
 * The structure that plain mixtures of order and noise reach at some randomness: the largest of three families measured
 * at that length and alphabet. What stands above the arc has more to learn than noisy patterns of 27 symbols do.
 *
 * Between measured lengths and alphabets the arc and its error are linear in their logarithms. Beyond the last ones both
 * go on as the last two do, and what that adds is stated, since nothing measured vouches for it.
 *
 * @param x randomness, 0 to 1
 * @param n symbols of the sample
 * @param alphabetSize A
 * @throws never
 */
export function arcLevel(
  x: number,
  n: number,
  alphabetSize: number,
  { lengths, alphabets, families }: ArcTable = mixtureArc,
): ArcLevel {
  const [a, alphabetShare] = place(alphabets, alphabetSize);
  const [b, lengthShare] = place(lengths, n);
  const at = (alphabet: number, length: number) => highest(families[alphabet]![length]!, x);
  const along = (length: number) => between(at(a, length), at(a + 1, length), alphabetShare);
  const { value, error, carried } = between(along(b), along(b + 1), lengthShare);
  return { value: Math.max(0, value), error, carried };
}

/**
 * Half the width of the interval of the arc: Student's t over its words, and all that it was carried on.
 *
 * @param level coverage, in (0, 1)
 * @throws RangeError for a level outside its range
 */
export function arcHalfWidth(
  { error, carried }: ArcLevel,
  level: number,
  { words }: ArcTable = mixtureArc,
): number {
  return studentQuantile(level, words - 1) * error + carried;
}

/** Whether a sample is longer, or has more symbols, than any that the arc was measured on. */
export function beyondArc(
  n: number,
  alphabetSize: number,
  { lengths, alphabets }: ArcTable = mixtureArc,
): boolean {
  return n > lengths.at(-1)! || alphabetSize > alphabets.at(-1)!;
}

const pointsDrawn = 101;

/** The arc as points to draw, with their intervals, x ascending from 0 to 1. */
export function arcPoints(
  n: number,
  alphabetSize: number,
): { x: number; y: number; interval: Interval | null }[] {
  return Array.from({ length: pointsDrawn }, (_, i) => {
    const x = i / (pointsDrawn - 1);
    const level = arcLevel(x, n, alphabetSize);
    return { x, y: level.value, interval: arcInterval(level) };
  });
}

/** The interval of the arc itself. */
export function arcInterval(level: ArcLevel): Interval | null {
  return intervalAround(level.value, arcHalfWidth(level, confidenceLevel), "words");
}

/** Where a value lies in an ascending grid, by logarithms: index of the cell, and the share of it; above 1 beyond the last. */
function place(grid: readonly number[], value: number): [cell: number, share: number] {
  let cell = 0;
  while (cell < grid.length - 2 && grid[cell + 1]! <= value) cell++;
  const share = Math.log(value / grid[cell]!) / Math.log(grid[cell + 1]! / grid[cell]!);
  return [cell, Math.max(0, share)];
}

/** The line through two levels. Errors are added as they are, which counts some of what a straight line misses. */
function between(first: ArcLevel, second: ArcLevel, share: number): ArcLevel {
  const mixed = (a: number, b: number) => Math.abs(1 - share) * a + share * b;
  const step = second.value - first.value;
  return {
    value: first.value + share * step,
    error: mixed(first.error, second.error),
    carried: mixed(first.carried, second.carried) + Math.max(0, share - 1) * Math.abs(step),
  };
}

/** The largest of some polylines at x; outside its own range a polyline says nothing. */
function highest(polylines: ArcTable["families"][number][number], x: number): ArcLevel {
  let most: ArcLevel = { value: 0, error: 0, carried: 0 };
  for (const points of polylines) {
    for (let i = 1; i < points.length; i++) {
      const [x0, ...first] = points[i - 1]!;
      const [x1, ...second] = points[i]!;
      if (x < x0 || x > x1) continue;
      const [from, to] = [first, second].map(([value, error]) => ({
        value: value!,
        error: error!,
        carried: 0,
      }));
      // Two points at one place: the higher of them.
      const share = x1 === x0 ? Number(to!.value > from!.value) : (x - x0) / (x1 - x0);
      const level = between(from!, to!, share);
      if (level.value > most.value) most = level;
    }
  }
  return most;
}
