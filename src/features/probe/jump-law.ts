import type { Random } from "../../core/random.ts";
import { studentQuantile } from "../../math/intervals.ts";
import { normalDraw } from "../../sources/sampling/draws.ts";

/** Measured N50 of one size of a structure. */
export interface SizeMeasured {
  /** T */
  readonly unknowns: number;
  /** N50 of each draw, symbols; two or more */
  readonly n50s: readonly number[];
}

/** N50 = m0 + c T. */
export interface JumpLaw {
  /** m0: the start-up, symbols */
  readonly startUp: number;
  /** c: symbols for each unknown */
  readonly perUnknown: number;
}

/** N50 with the interval that holds with probability 80 %, symbols. */
export interface Jump {
  readonly n50: number;
  readonly lower80: number;
  readonly upper80: number;
}

/** A prediction is close if it is wrong by no more than this factor. */
export const closeFactor = 1.3;
/** Error of the law itself for each doubling of T beyond the sizes that it was fitted to, in nats. */
const lawError = 0.1;
const draws = 2000;

/**
 * The line through two sizes. Where m0 or c would be negative it is 0, and the line of the other one alone passes between the sizes,
 * as far from either in log N50.
 */
export function lawThrough(
  [first, second]: readonly [number, number],
  [fewer, more]: readonly [number, number],
): JumpLaw {
  const perUnknown = (second - first) / (more - fewer);
  const startUp = first - perUnknown * fewer;
  if (perUnknown < 0) return { startUp: Math.sqrt(first * second), perUnknown: 0 };
  if (startUp < 0) return { startUp: 0, perUnknown: Math.sqrt((first * second) / (fewer * more)) };
  return { startUp, perUnknown };
}

/**
 * The law of the two smallest sizes, and what it says of a larger one.
 *
 * The interval has the scatter of the draws, which is taken to be the same share of N50 at all sizes (Student's law), through the
 * fit and for as many draws that are to be measured, and the error of the law.
 *
 * @param unknowns T of the larger sizes
 * @param random of this structure
 */
export function predictedJumps(
  small: readonly [SizeMeasured, SizeMeasured],
  unknowns: readonly number[],
  random: Random,
): { law: JumpLaw; jumps: Jump[] } {
  const logs = small.map(({ n50s }) => n50s.map(Math.log)) as [number[], number[]];
  const means = logs.map((all) => all.reduce((sum, log) => sum + log, 0) / all.length) as [number, number];
  const squares = logs
    .flat()
    .reduce((sum, log, i) => sum + square(log - means[i < logs[0].length ? 0 : 1]), 0);
  const freedom = logs[0].length + logs[1].length - 2;
  const sizes = [small[0].unknowns, small[1].unknowns] as const;
  const law = lawThrough([Math.exp(means[0]), Math.exp(means[1])], sizes);
  const drawn = unknowns.map(() => new Float64Array(draws));
  for (let d = 0; d < draws; d++) {
    let chi = 0;
    for (let f = 0; f < freedom; f++) chi += square(normalDraw(random));
    const scatter = Math.sqrt(squares / chi);
    const at = (i: 0 | 1) => Math.exp(means[i] + (scatter * normalDraw(random)) / Math.sqrt(logs[i].length));
    const one = lawThrough([at(0), at(1)], sizes);
    const away = normalDraw(random);
    for (const [i, T] of unknowns.entries()) {
      const error =
        lawError * Math.log2(T / sizes[1]) * away +
        (scatter * normalDraw(random)) / Math.sqrt(logs[1].length);
      drawn[i]![d] = (one.startUp + one.perUnknown * T) * Math.exp(error);
    }
  }
  const jumps = unknowns.map((T, i) => {
    const sorted = drawn[i]!.sort();
    return {
      n50: rounded(law.startUp + law.perUnknown * T),
      lower80: rounded(sorted[draws * 0.1]!),
      upper80: rounded(sorted[draws * 0.9 - 1]!),
    };
  });
  return { law, jumps };
}

/**
 * Geometric mean of some draws, and its interval from their scatter (Student's law of the logarithms).
 *
 * @param n50s two or more
 */
export function measuredJump(n50s: readonly number[]): Jump {
  const { length } = n50s;
  const mean = n50s.reduce((sum, n50) => sum + Math.log(n50), 0) / length;
  const squares = n50s.reduce((sum, n50) => sum + square(Math.log(n50) - mean), 0);
  const half = studentQuantile(0.8, length - 1) * Math.sqrt(squares / (length - 1) / length);
  const [n50, lower80, upper80] = [mean, mean - half, mean + half].map((log) => rounded(Math.exp(log)));
  return { n50: n50!, lower80: lower80!, upper80: upper80! };
}

const square = (x: number) => x * x;
/** As printed. */
const rounded = (symbols: number) => Number(symbols.toPrecision(5));
