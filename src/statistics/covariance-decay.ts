import type { Symbols } from "../core/sequence.ts";
import { jackknifeError } from "../math/intervals.ts";
import { dot, meanOf } from "../math/sums.ts";

/** Part of a sequence, from its start to before its end. */
type Stretch = readonly [start: number, end: number];

const largestTable = 1024;
const settled = 1e-7;

/** Pairs of symbols at one distance. */
function pairsIn(stretches: readonly Stretch[], distance: number): number {
  return stretches.reduce((sum, [start, end]) => sum + Math.max(0, end - start - distance), 0);
}

/** Nonzero entries of a table, and sums of its rows and columns. */
interface PairTable {
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
function countPairs(
  symbols: Symbols,
  stretches: readonly Stretch[],
  distance: number,
  alphabetSize: number,
): PairTable {
  const pairs = pairsIn(stretches, distance);
  // A large table would have more zeros than its list has pairs.
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
interface Vectors {
  readonly left: Float64Array;
  readonly right: Float64Array;
}

/** Leading singular vectors of C - C', C = P - r c^T, r and c the sums of its rows and columns, by power iteration. */
function leadingVectors(
  near: PairTable,
  far: PairTable,
  alphabetSize: number,
  uniform: () => number,
): Vectors {
  const multiply = (from: Float64Array, to: Float64Array, side: "left" | "right"): number => {
    to.fill(0);
    addProduct(near, 1, from, to, side);
    addProduct(far, -1, from, to, side);
    const length = Math.sqrt(dot(to, to));
    if (length > 0) for (let s = 0; s < alphabetSize; s++) to[s]! /= length;
    return length;
  };
  const right = Float64Array.from({ length: alphabetSize }, () => uniform() - 0.5);
  const left = new Float64Array(alphabetSize);
  let value = 0;
  for (let step = 0; step < 200; step++) {
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
  const common = sign * dot(readSums, from);
  for (let s = 0; s < to.length; s++) to[s]! -= common * writeSums[s]!;
  for (let k = 0; k < read.length; k++) to[write[k]!]! += sign * shares[k]! * from[read[k]!]!;
}

/** The dependence of symbols at one distance beyond that at a far distance. */
interface CovarianceNorm {
  /** d: distance of the two symbols */
  readonly distance: number;
  /** D: the far distance */
  readonly reference: number;
  /** operator norm of C(d) - C(D), C(d) = P(x_t, x_t+d) - p p^T: the mean of an estimate that is too large and one that is too small */
  readonly norm: number;
  /** the covariance in directions that were chosen on other pieces: 0 in expectation for independent symbols */
  readonly crossed: number;
  /** standard error of `crossed` */
  readonly crossedError: number;
  /** the norm without each piece, shape (pieces,) */
  readonly without: Float64Array;
}

/** Number of pieces of a sequence. No pair crosses them. */
export const covariancePieces = 32;
/** Directions are chosen on three quarters of the pieces and tested on the last quarter. */
const folds = 4;
/** The far distance keeps at least this share of the pairs: pairs farther apart come only from the longest segments. */
const leastShare = 1 / 2;

/**
 * Operator norms of the covariance of symbols at several distances minus that at a far one, corrected for the floor of a finite
 * sample. Subtracting the far one removes what is equal at every distance: the bias of the sample mean, and what all symbols of
 * one segment have in common.
 *
 * The largest singular value of a table of counts is above 0 even without structure. So singular vectors are computed on three
 * quarters of the pieces and applied to the last quarter, in all four ways. The pieces on which they were computed overestimate
 * the norm and the others underestimate it, by the same amount to second order, so the norm is the mean of both. Errors are
 * those of leaving out one piece at a time with the vectors fixed.
 *
 * @param segmentEnds ascending, the last one n; no pair crosses one
 * @param distances ascending, each at least 1; the last that leaves half the pairs and two in each piece is the far one
 * @param uniform numbers in [0, 1), which start the iteration
 * @returns one per distance before the far one
 * Cost: some hundred passes over the pairs of a large alphabet, two over those of a small one, at each distance.
 * Source: Cagnetta, Raventós, Ganguli & Wyart 2026, arXiv:2602.07488 (the norm); Davis & Kahan 1970, SIAM J. Numer. Anal. 7.
 */
export function covarianceNorms(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
  distances: readonly number[],
  uniform: () => number,
): CovarianceNorm[] {
  const pieces = cutPieces(symbols.length, segmentEnds);
  const share = (distance: number) => pairsIn(pieces.flat(), distance) / pairsIn(pieces.flat(), 1);
  const far = distances.findLastIndex(
    (distance) =>
      share(distance) >= leastShare && pieces.every((stretches) => pairsIn(stretches, distance) > 1),
  );
  const reference = distances[far];
  if (reference === undefined) return [];
  const readings = Array.from({ length: folds }, (_, fold) => {
    const chosen = pieces.filter((_, p) => p % folds !== fold).flat();
    const read = (distance: number) => countPairs(symbols, chosen, distance, alphabetSize);
    const beyond = read(reference);
    return distances.slice(0, far).map((distance) => {
      const vectors = leadingVectors(read(distance), beyond, alphabetSize, uniform);
      return pieces.map((stretches) => ({
        near: momentsOf(symbols, stretches, distance, vectors),
        far: momentsOf(symbols, stretches, reference, vectors),
      }));
    });
  });
  return distances.slice(0, far).map((distance, d) => {
    const meanExcess = (heldOut: boolean, left: number) =>
      meanOf(
        readings.map((moments, fold) => {
          const some = moments[d]!.filter((_, p) => (p % folds === fold) === heldOut && p !== left);
          const all = moments[d]!.filter((_, p) => p !== left);
          const covarianceAt = (at: "near" | "far") => covarianceOf(momentsAt(some, at), momentsAt(all, at));
          return covarianceAt("near") - covarianceAt("far");
        }),
      );
    const crossedWithout = (left: number) => meanExcess(true, left);
    const normWithout = (left: number) => (meanExcess(false, left) + crossedWithout(left)) / 2;
    const without = (read: (left: number) => number) => Float64Array.from(pieces, (_, p) => read(p));
    return {
      ...{ distance, reference },
      norm: normWithout(-1),
      crossed: crossedWithout(-1),
      crossedError: jackknifeError(without(crossedWithout)),
      without: without(normWithout),
    };
  });
}

/** The parts of each piece within one segment. */
function cutPieces(n: number, segmentEnds: ArrayLike<number>): Stretch[][] {
  let segment = 0;
  return Array.from({ length: covariancePieces }, (_, p) => {
    const end = Math.floor(((p + 1) * n) / covariancePieces);
    const stretches: Stretch[] = [];
    for (let at = Math.floor((p * n) / covariancePieces); at < end; ) {
      while (segmentEnds[segment]! <= at) segment++;
      const to = Math.min(end, segmentEnds[segment]!);
      stretches.push([at, to]);
      at = to;
    }
    return stretches;
  });
}

/** Sums over pairs of projections on two directions. */
interface Moments {
  readonly pairs: number;
  readonly left: number;
  readonly right: number;
  readonly both: number;
}

function momentsOf(
  symbols: Symbols,
  stretches: readonly Stretch[],
  distance: number,
  vectors: Vectors,
): Moments {
  let [left, right, both] = [0, 0, 0];
  for (const [start, end] of stretches) {
    for (let t = start; t + distance < end; t++) {
      const one = vectors.left[symbols[t]!]!;
      const other = vectors.right[symbols[t + distance]!]!;
      left += one;
      right += other;
      both += one * other;
    }
  }
  return { pairs: pairsIn(stretches, distance), left, right, both };
}

/** Moments of pieces at one of the two distances. */
function momentsAt(pieces: readonly Record<"near" | "far", Moments>[], at: "near" | "far"): Moments[] {
  return pieces.map((moments) => moments[at]);
}

/** Mean product over some pieces, each factor minus its mean over all: means over a few would absorb slow changes. */
function covarianceOf(some: readonly Moments[], all: readonly Moments[]): number {
  const [part, whole] = [sumOf(some), sumOf(all)];
  const [left, right] = [whole.left / whole.pairs, whole.right / whole.pairs];
  return (part.both - left * part.right - right * part.left) / part.pairs + left * right;
}

function sumOf(moments: readonly Moments[]): Moments {
  const sum = { pairs: 0, left: 0, right: 0, both: 0 };
  for (const one of moments) {
    sum.pairs += one.pairs;
    sum.left += one.left;
    sum.right += one.right;
    sum.both += one.both;
  }
  return sum;
}
