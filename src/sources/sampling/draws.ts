import { largestOf } from "../../core/collections.ts";
import type { Random } from "../../core/random.ts";
import { hurwitzZeta } from "../../math/special-functions.ts";

/**
 * The integer threshold t for which `random.uint32() < t` happens with the given probability, to 2^-33.
 *
 * @param probability in [0, 1]
 * @returns 0..2^32
 */
export function probabilityThreshold(probability: number): number {
  return Math.round(probability * 0x1_0000_0000);
}

/** Several laws over one alphabet; drawing takes two 32-bit draws. */
export interface AliasTable {
  /** log2 of the columns a law has: the alphabet rounded up to a power of two */
  readonly columnBits: number;
  /** shape (laws * columns,): keep the column when a 32-bit draw is below this, else take its alias */
  readonly threshold: Uint32Array;
  /** shape (laws * columns,) */
  readonly alias: Uint32Array;
}

/**
 * Walker's alias tables with integer thresholds. The column count is a power of two, so that a column is the top
 * bits of a draw; columns beyond the alphabet always point into it.
 *
 * @param laws shape (laws, A), each sums to 1
 * @returns tables that give each symbol its probability to within 2^-32
 * Cost: O(laws * A).
 * Source: Vose 1991, IEEE Trans. Softw. Eng. 17(9).
 */
export function createAliasTable(laws: readonly ArrayLike<number>[], alphabetSize: number): AliasTable {
  const columnBits = Math.ceil(Math.log2(Math.max(2, alphabetSize)));
  const columns = 1 << columnBits;
  const threshold = new Uint32Array(laws.length * columns);
  const alias = new Uint32Array(laws.length * columns);
  laws.forEach((law, index) => {
    const rows = [index * columns, (index + 1) * columns] as const;
    fillLaw(law, alphabetSize, threshold.subarray(...rows), alias.subarray(...rows));
  });
  return { columnBits, threshold, alias };
}

function fillLaw(
  law: ArrayLike<number>,
  alphabetSize: number,
  threshold: Uint32Array,
  alias: Uint32Array,
): void {
  const columns = threshold.length;
  const share = new Float64Array(columns);
  const poor: number[] = [];
  const rich: number[] = [];
  for (let column = 0; column < columns; column++) {
    share[column] = column < alphabetSize ? law[column]! * columns : 0;
    alias[column] = column;
    (share[column]! < 1 ? poor : rich).push(column);
  }
  // When one of the lists is empty, the others are full up to rounding.
  while (rich.length > 0 && poor.length > 0) {
    const from = poor.pop()!;
    const donor = rich.at(-1)!;
    threshold[from] = Math.min(0xffff_ffff, probabilityThreshold(share[from]!));
    alias[from] = donor;
    share[donor]! -= 1 - share[from]!;
    if (share[donor]! < 1) poor.push(rich.pop()!);
  }
}

/** One draw from one of the laws. */
export function drawFromLaw(table: AliasTable, law: number, random: Random): number {
  const column = random.uint32() >>> (32 - table.columnBits);
  const place = (law << table.columnBits) + column;
  return random.uint32() < table.threshold[place]! ? column : table.alias[place]!;
}

/**
 * Logarithm of a gamma variate of scale 1; the logarithm does not underflow where the shape is small.
 *
 * @param shape above 0
 * Cost: a few draws.
 * Source: Marsaglia & Tsang 2000, ACM Trans. Math. Softw. 26(3); shapes below 1 by a power of a uniform variate.
 */
export function logGammaDraw(shape: number, random: Random): number {
  if (shape < 1) return logGammaDraw(shape + 1, random) + Math.log(1 - random.uniform()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalDraw(random);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (Math.log(1 - random.uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}

/** A standard normal variate (polar method of Marsaglia, which needs no sine). */
export function normalDraw(random: Random): number {
  for (;;) {
    const x = 2 * random.uniform() - 1;
    const y = 2 * random.uniform() - 1;
    const r = x * x + y * y;
    if (r > 0 && r < 1) return x * Math.sqrt((-2 * Math.log(r)) / r);
  }
}

/**
 * A law drawn from a Dirichlet distribution.
 *
 * @param shapes one a symbol, each above 0
 * @returns shape (A,), sums to 1
 */
export function dirichletDraw(shapes: readonly number[], random: Random): Float64Array {
  const logs = shapes.map((shape) => logGammaDraw(shape, random));
  const most = largestOf(logs);
  const law = Float64Array.from(logs, (log) => Math.exp(log - most));
  const total = law.reduce((sum, mass) => sum + mass, 0);
  return law.map((mass) => mass / total);
}

/** Values below this come from a table. */
const far = 256;

/**
 * Draws N with P(N = n) = n^-s / zeta(s): from a table where N is small, else by rejection from the Pareto law.
 *
 * @param s above 1
 * @returns a function that returns at least 1; values above 2^53 become 2^53
 * Cost: O(1) a draw, usually two random numbers.
 * Source: Devroye 1986, Non-Uniform Random Variate Generation, ch. X.6 (rejection).
 */
export function zetaSampler(s: number): (random: Random) => number {
  const law = Float64Array.from({ length: far }, (_, n) => (n === 0 ? 0 : Math.exp(-s * Math.log(n))));
  law[0] = hurwitzZeta(s, far).value; // represents all values beyond the table
  const total = law.reduce((sum, mass) => sum + mass, 0);
  const table = createAliasTable([law.map((mass) => mass / total)], far);
  const most = excess(far, s);
  return (random) => {
    const near = drawFromLaw(table, 0, random);
    if (near > 0) return near;
    for (;;) {
      const x = far * Math.exp(-Math.log(1 - random.uniform()) / (s - 1));
      const n = Math.min(Number.MAX_SAFE_INTEGER + 1, Math.floor(x));
      if (random.uniform() * most < excess(n, s)) return n;
    }
  };
}

/** n^-s over the integral of x^-s from n to n + 1; falls to 1 with n. */
function excess(n: number, s: number): number {
  // Beyond this the difference from 1 is below rounding.
  if (n > 1e8) return 1;
  return (s - 1) / (n * (1 - Math.exp((1 - s) * Math.log(1 + 1 / n))));
}
