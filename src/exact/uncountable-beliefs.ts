import type { Machine } from "../core/source.ts";
import { squareProduct } from "../math/linear-algebra.ts";

/** No proof is attempted beyond these sizes. */
const limits = { states: 16, symbols: 64, words: 1024, tries: 8, doublings: 14 } as const;

/** A matrix, row by row; shape (states * states,). */
type Matrix = Float64Array;

/**
 * Whether the beliefs of a machine certainly have a law without atoms, so that the statistical complexity is infinite.
 *
 * Suppose there were an atom. The atoms would form a stationary chain of their own, because injective belief maps never make an
 * atom of a continuous law. Take two atoms after the same symbol, under one sequence of symbols: they never meet, since the
 * maps are injective, and yet they converge, since some word forgets where it began. But a stationary chain on countably many
 * points spends almost all of its time on finitely many of them, which keep a distance. So there is none.
 *
 * @param machine without transient states, states of equal futures merged
 * @returns false where one of these conditions is not met, or not beyond doubt of rounding
 * Cost: O(words * states^3).
 * Source: Blackwell 1957, Trans. First Prague Conf. (the law of beliefs); Birkhoff 1957, Trans. Amer. Math. Soc. 85
 * (contraction of positive matrices).
 */
export function hasUncountableBeliefs(machine: Machine): boolean {
  const { states, stationary } = machine;
  const matrices = symbolMatrices(machine);
  if (states < 2 || states > limits.states || matrices.length > limits.symbols) return false;
  if (stationary.some((mass) => mass === 0)) return false;
  return (
    mapsAreOneToOne(matrices, states) &&
    futuresDistinguishBeliefs(machine) &&
    hasForgettingWord(matrices, states)
  );
}

/**
 * Whether any two laws of the state have different futures: the probabilities of words, as functions of the state,
 * span all functions of it.
 *
 * Cost: O(states^2 * edges).
 */
export function futuresDistinguishBeliefs({ states, from, to, symbol, probability }: Machine): boolean {
  const basis: Float64Array[] = [];
  const queue = [new Float64Array(states).fill(1)];
  for (let i = 0; i < queue.length && basis.length < states; i++) {
    const rest = queue[i]!.slice();
    // Twice, so that rounding leaves nothing along the axes.
    for (const axis of [...basis, ...basis]) {
      const along = rest.reduce((sum, x, k) => sum + x * axis[k]!, 0);
      axis.forEach((x, k) => {
        rest[k]! -= along * x;
      });
    }
    const norm = Math.sqrt(rest.reduce((sum, x) => sum + x * x, 0));
    if (norm < 1e-9) continue;
    const axis = rest.map((x) => x / norm);
    basis.push(axis);
    for (let e = 0; e < from.length; ) {
      const x = symbol[e]!;
      const before = new Float64Array(states);
      for (; e < from.length && symbol[e] === x; e++) before[from[e]!]! += probability[e]! * axis[to[e]!]!;
      queue.push(before);
    }
  }
  return basis.length === states;
}

function symbolMatrices({ states, from, to, symbol, probability }: Machine): Matrix[] {
  const matrices = new Map<number, Matrix>();
  for (let e = 0; e < from.length; e++) {
    const matrix = matrices.get(symbol[e]!) ?? new Float64Array(states * states);
    matrix[from[e]! * states + to[e]!]! += probability[e]!;
    matrices.set(symbol[e]!, matrix);
  }
  return [...matrices.values()];
}

/** Whether each map is injective: what follows a symbol keeps the rank of its matrix. */
function mapsAreOneToOne(matrices: readonly Matrix[], n: number): boolean {
  return matrices.every((first) =>
    matrices.every((second) => {
      const both = squareProduct(first, second, n);
      return both.every((mass) => mass === 0) || rank(both, n, 1e-9) === rank(first, n, 1e-14);
    }),
  );
}

/**
 * Whether some word, wherever it is possible, leads to the same states with probabilities in bounded proportion, while beliefs
 * after it still depend on earlier symbols.
 */
function hasForgettingWord(matrices: readonly Matrix[], n: number): boolean {
  const words: Matrix[] = [...matrices];
  // A chain that rarely moves is forgotten only after long words, such as one symbol repeated.
  const repeated = matrices.map((matrix) => {
    let power = matrix;
    for (let i = 0; i < limits.doublings; i++) power = scaled(squareProduct(power, power, n));
    return power;
  });
  let tries = 0;
  for (let i = 0; i < words.length && words.length < limits.words; i++) {
    const word = words[i]!;
    if (isRectangle(word, n)) {
      if (differAfter(word, [...words.slice(0, 256), ...repeated], n)) return true;
      if (++tries === limits.tries) return false;
    }
    for (const matrix of matrices) {
      const longer = squareProduct(word, matrix, n);
      if (longer.some((mass) => mass > 0)) words.push(scaled(longer));
    }
  }
  return false;
}

/** Whether the nonzero entries fill all rows of one set and all columns of another. */
function isRectangle(matrix: Matrix, n: number): boolean {
  const pattern = (s: number): string =>
    Array.from(matrix.subarray(s * n, (s + 1) * n), (x) => (x > 0 ? 1 : 0)).join("");
  const patterns = Array.from({ length: n }, (_, s) => pattern(s)).filter((row) => row.includes("1"));
  return patterns.every((row) => row === patterns[0]);
}

/** Whether two words with a common end lead to disjoint sets of beliefs. */
function differAfter(word: Matrix, heads: readonly Matrix[], n: number): boolean {
  const ranges = heads
    .map((head) => squareProduct(head, word, n))
    .filter((whole) => whole.some((mass) => mass > 0))
    .map((whole) => rangesOf(whole, n));
  for (let k = 0; k < n; k++) {
    const lowestEnd = ranges.reduce(
      (least, range) => Math.min(least, range[k]![1]),
      Number.POSITIVE_INFINITY,
    );
    const highestStart = ranges.reduce(
      (most, range) => Math.max(most, range[k]![0]),
      Number.NEGATIVE_INFINITY,
    );
    if (highestStart - lowestEnd > 1e-9) return true;
  }
  return false;
}

/** Least and greatest probability of each state among the beliefs a word can lead to. */
function rangesOf(matrix: Matrix, n: number): [number, number][] {
  const ranges = Array.from({ length: n }, (): [number, number] => [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]);
  for (let s = 0; s < n; s++) {
    const row = matrix.subarray(s * n, (s + 1) * n);
    const total = row.reduce((sum, mass) => sum + mass, 0);
    if (total === 0) continue;
    row.forEach((mass, k) => {
      ranges[k] = [Math.min(ranges[k]![0], mass / total), Math.max(ranges[k]![1], mass / total)];
    });
  }
  return ranges;
}

/** Long words must not underflow. */
function scaled(matrix: Matrix): Matrix {
  const most = matrix.reduce((largest, mass) => Math.max(largest, mass), 0);
  if (most === 0) return matrix;
  return matrix.map((mass) => mass / most);
}

/** Number of pivots above a share of the largest entry, by elimination with full pivoting. */
function rank(matrix: Matrix, n: number, share: number): number {
  const rows = matrix.slice();
  const least = share * rows.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0);
  const free = new Set(Array.from({ length: n }, (_, i) => i));
  for (let found = 0; ; found++) {
    let [pivot, row, column] = [0, -1, -1];
    for (const i of free) {
      for (let j = 0; j < n; j++)
        if (Math.abs(rows[i * n + j]!) > Math.abs(pivot)) [pivot, row, column] = [rows[i * n + j]!, i, j];
    }
    if (Math.abs(pivot) <= least) return found;
    free.delete(row);
    for (const i of free) {
      const factor = rows[i * n + column]! / pivot;
      for (let j = 0; j < n; j++) rows[i * n + j]! -= factor * rows[row * n + j]!;
      rows[i * n + column] = 0;
    }
  }
}
