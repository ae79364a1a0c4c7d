import type { Symbols } from "../core/sequence.ts";

/** Part of a sequence, from its start to before its end. */
export type Stretch = readonly [start: number, end: number];

const largestTable = 1024;
const mostSteps = 200;
const settled = 1e-7;

/** Pairs of symbols at one distance. */
export function pairsIn(stretches: readonly Stretch[], distance: number): number {
  return stretches.reduce((sum, [start, end]) => sum + Math.max(0, end - start - distance), 0);
}

/** Entries of a table that is 0 elsewhere, and sums of its rows and columns. */
export interface PairTable {
  readonly rows: Uint32Array;
  readonly columns: Uint32Array;
  /** shares of all pairs */
  readonly shares: Float64Array;
  /** shape (A,) */
  readonly rowSums: Float64Array;
  /** shape (A,) */
  readonly columnSums: Float64Array;
}

/** Pairs of symbols at one distance within stretches. @throws RangeError when memory cannot be had */
export function countPairs(
  symbols: Symbols,
  stretches: readonly Stretch[],
  distance: number,
  alphabetSize: number,
): PairTable {
  const pairs = pairsIn(stretches, distance);
  // A large table would be emptier than the list of its pairs.
  const dense = alphabetSize <= largestTable ? new Float64Array(alphabetSize * alphabetSize) : undefined;
  let rows = new Uint32Array(dense === undefined ? pairs : 0);
  let columns = new Uint32Array(rows.length);
  let shares = new Float64Array(rows.length).fill(1 / pairs);
  let count = 0;
  for (const [start, end] of stretches) {
    for (let t = start; t + distance < end; t++) {
      if (dense !== undefined) dense[symbols[t]! * alphabetSize + symbols[t + distance]!]!++;
      else {
        rows[count] = symbols[t]!;
        columns[count++] = symbols[t + distance]!;
      }
    }
  }
  if (dense !== undefined) {
    const places = Uint32Array.from(dense.keys()).filter((place) => dense[place]! > 0);
    rows = places.map((place) => Math.floor(place / alphabetSize));
    columns = places.map((place) => place % alphabetSize);
    shares = Float64Array.from(places, (place) => dense[place]! / pairs);
  }
  const rowSums = new Float64Array(alphabetSize);
  const columnSums = new Float64Array(alphabetSize);
  for (let k = 0; k < rows.length; k++) {
    rowSums[rows[k]!]! += shares[k]!;
    columnSums[columns[k]!]! += shares[k]!;
  }
  return { rows, columns, shares, rowSums, columnSums };
}

/** Directions of unit length, each of shape (A,). */
export interface Vectors {
  readonly left: Float64Array;
  readonly right: Float64Array;
}

/**
 * Leading singular vectors of C - C', C = P - r c^T, r and c the sums of its rows and columns, by power iteration.
 */
export function leadingVectors(
  near: PairTable,
  far: PairTable,
  alphabetSize: number,
  uniform: () => number,
): Vectors {
  const multiply = (from: Float64Array, to: Float64Array, side: "left" | "right"): number => {
    to.fill(0);
    addProduct(near, 1, from, to, side);
    addProduct(far, -1, from, to, side);
    const length = Math.sqrt(product(to, to));
    if (length > 0) for (let s = 0; s < alphabetSize; s++) to[s]! /= length;
    return length;
  };
  const right = Float64Array.from({ length: alphabetSize }, () => uniform() - 0.5);
  const left = new Float64Array(alphabetSize);
  let value = 0;
  for (let step = 0; step < mostSteps; step++) {
    multiply(right, left, "right");
    const next = multiply(left, right, "left");
    if (Math.abs(next - value) <= settled * next) break;
    value = next;
  }
  return { left, right };
}

/** Adds a covariance, multiplied by a vector on one of its sides and by a sign. */
function addProduct(
  table: PairTable,
  sign: number,
  from: Float64Array,
  to: Float64Array,
  side: "left" | "right",
): void {
  const { shares } = table;
  const [read, readSums] = side === "right" ? [table.columns, table.columnSums] : [table.rows, table.rowSums];
  const [write, writeSums] =
    side === "right" ? [table.rows, table.rowSums] : [table.columns, table.columnSums];
  const common = sign * product(readSums, from);
  for (let s = 0; s < to.length; s++) to[s]! -= common * writeSums[s]!;
  for (let k = 0; k < read.length; k++) to[write[k]!]! += sign * shares[k]! * from[read[k]!]!;
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
