import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { jackknifeError } from "../../../src/math/intervals.ts";
import { covarianceNorms } from "../../../src/statistics/covariance-decay.ts";

/** A chain by its matrix, in its stationary law after a while. */
function chain(matrix: readonly (readonly number[])[], n: number, seed: number): Uint8Array {
  const draws = Random.fromSeed(seed);
  const symbols = new Uint8Array(n);
  let state = 0;
  for (let t = -100; t < n; t++) {
    let left = draws.uniform();
    let next = 0;
    while (next < matrix.length - 1 && left >= matrix[state]![next]!) left -= matrix[state]![next++]!;
    state = next;
    if (t >= 0) symbols[t] = state;
  }
  return symbols;
}

const multiply = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]) =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)));

/** diag(pi) M^d */
function pairShares(matrix: readonly (readonly number[])[], distance: number): number[][] {
  let power = matrix;
  for (let i = 1; i < distance; i++) power = multiply(power, matrix);
  let limit = matrix;
  for (let i = 0; i < 12; i++) limit = multiply(limit, limit);
  return power.map((row, i) => row.map((value) => limit[0]![i]! * value));
}

/** Operator norm of diag(pi) (M^d - M^D): the root of the largest eigenvalue of C^T C, by many squarings. */
function exactNorm(matrix: readonly (readonly number[])[], distance: number, reference: number): number {
  const far = pairShares(matrix, reference);
  const c = pairShares(matrix, distance).map((row, i) => row.map((value, j) => value - far[i]![j]!));
  let gram = multiply(
    c[0]!.map((_, j) => c.map((row) => row[j]!)),
    c,
  );
  let logNorm = 0;
  for (let i = 0, weight = 1; i < 40; i++, weight /= 2) {
    const trace = gram.reduce((sum, row, k) => sum + row[k]!, 0);
    logNorm += weight * Math.log(trace);
    gram = multiply(gram, gram).map((row) => row.map((value) => value / (trace * trace)));
  }
  return Math.exp(logNorm / 2);
}

const lopsided = [
  [0.7, 0.2, 0.1],
  [0.1, 0.6, 0.3],
  [0.4, 0.05, 0.55],
];

function normsOf(symbols: Uint8Array, alphabetSize: number, distances: readonly number[]) {
  const draws = Random.fromSeed(1);
  return covarianceNorms(symbols, [symbols.length], alphabetSize, distances, () => draws.uniform());
}

test("norms of a chain are those of its matrix", () => {
  const norms = normsOf(chain(lopsided, 200_000, 2), 3, [1, 2, 3, 6]);
  expect(norms.map(({ distance, reference }) => [distance, reference])).toEqual([
    [1, 6],
    [2, 6],
    [3, 6],
  ]);
  for (const { distance, reference, norm, without } of norms) {
    const error = jackknifeError(without);
    const exact = exactNorm(lopsided, distance, reference);
    expect(Math.abs(norm - exact) / error).toBeLessThan(4);
    expect(error / exact).toBeLessThan(0.15);
  }
});

test("a symmetric chain: half of lambda^d - lambda^D", () => {
  const matrix = [
    [0.9, 0.1],
    [0.1, 0.9],
  ];
  const powerOf = (distance: number) => Math.exp(distance * Math.log(0.8));
  expect(exactNorm(matrix, 4, 8)).toBeCloseTo(0.5 * (powerOf(4) - powerOf(8)), 12);
  for (const { norm, distance, without } of normsOf(chain(matrix, 200_000, 3), 2, [1, 2, 4, 16])) {
    const exact = 0.5 * (powerOf(distance) - powerOf(16));
    expect(Math.abs(norm - exact) / jackknifeError(without)).toBeLessThan(4);
  }
});

test("without structure the norm on held-out data is 0 on average, that of counts is not", () => {
  let [sum, squares, norms] = [0, 0, 0];
  const runs = 100;
  for (let run = 0; run < runs; run++) {
    const draws = Random.fromSeed(100 + run);
    const symbols = Uint8Array.from({ length: 4000 }, () => draws.below(20));
    const [one] = normsOf(symbols, 20, [3, 9]);
    sum += one!.crossed;
    squares += one!.crossed * one!.crossed;
    norms += one!.norm;
  }
  const error = Math.sqrt((squares / runs - (sum / runs) * (sum / runs)) / runs);
  expect(Math.abs(sum / runs)).toBeLessThan(4 * error);
  expect(norms / runs).toBeGreaterThan(20 * error);
});

test("a list of pairs and a table of them say the same; no pair crosses a segment end", () => {
  const symbols = chain(lopsided, 20_000, 4);
  const [table] = normsOf(symbols, 3, [2, 8]);
  const [list] = normsOf(symbols, 2000, [2, 8]);
  expect(list!.norm).toBeCloseTo(table!.norm, 6);
  expect(list!.crossed).toBeCloseTo(table!.crossed, 6);
  // Segments of four symbols have three pairs of neighbours, two at distance 2, one at 3 and none at 4.
  const ends = Array.from({ length: 5_000 }, (_, s) => 4 * s + 4);
  const cut = covarianceNorms(symbols, ends, 3, [1, 2, 3, 4], Math.random);
  expect(cut.map(({ distance, reference }) => [distance, reference])).toEqual([[1, 2]]);
  expect(covarianceNorms(symbols, ends, 3, [4], Math.random)).toEqual([]);
});

test("what all symbols of a segment have in common is the same at every distance, and no decay", () => {
  const draws = Random.fromSeed(5);
  const bias = Array.from({ length: 400 }, () => draws.uniform());
  const symbols = Uint8Array.from({ length: 400_000 }, (_, t) =>
    Number(draws.uniform() < bias[Math.floor(t / 1000)]!),
  );
  const ends = bias.map((_, s) => 1000 * (s + 1));
  for (const { crossed, crossedError } of covarianceNorms(symbols, ends, 2, [1, 4, 16, 64], () =>
    draws.uniform(),
  )) {
    expect(Math.abs(crossed)).toBeLessThan(4 * crossedError);
    // The covariance itself is twice the variance of a share drawn evenly from 0 to 1.
    expect(crossedError).toBeLessThan((2 / 12) * 0.01);
  }
});
