import { Random } from "../../../src/core/random.ts";
import { allocateSymbols, type Symbols } from "../../../src/core/sequence.ts";
import type { BoundSource, Machine, RecipeWorld } from "../../../src/core/source.ts";
import { bindRecipe } from "../../../src/sources/recipe.ts";

const encoder = new TextEncoder();
/** A small text with repeats, several words and bytes beyond ASCII. */
export const sampleText = encoder.encode(
  "Call me Ishmael. Some years ago - never mind how long precisely -\nhaving little or no money in my purse, " +
    "and nothing particular\nto interest me on shore, I thought I would sail about a little\tand see the " +
    "watery part of the wörld. It is a way I have of driving off the spleen.\n",
);

export const world: RecipeWorld = { file: async () => sampleText, corpus: async () => sampleText };

export const bind = (recipe: string): Promise<BoundSource> => bindRecipe(recipe, world);

/** The first symbols of a source, taken in chunks. */
export function take(source: BoundSource, length: number, seed = 1, chunk = 4096): Symbols {
  const symbols = allocateSymbols(Math.min(length, source.length), source.alphabetSize);
  const stream = source.open(Random.fromSeed(seed));
  for (let at = 0; at < symbols.length; ) {
    const given = stream.fill(symbols.subarray(at, Math.min(symbols.length, at + chunk)));
    if (given === 0) throw new Error(`ended after ${at} symbols`);
    at += given;
  }
  return symbols;
}

/** P(word) under a machine, by multiplying its matrices out; an oracle that shares no code with the project. */
export function wordProbability(machine: Machine, word: readonly number[]): number {
  let mass = Array.from(machine.stationary);
  for (const symbol of word) {
    const next = mass.map(() => 0);
    machine.symbol.forEach((edgeSymbol, e) => {
      if (edgeSymbol !== symbol) return;
      const to = machine.to[e] as number;
      next[to] =
        (next[to] as number) +
        (mass[machine.from[e] as number] as number) * (machine.probability[e] as number);
    });
    mass = next;
  }
  return mass.reduce((sum, share) => sum + share, 0);
}

/** All words of a length over an alphabet. */
export function* words(alphabetSize: number, length: number): Generator<number[]> {
  if (length === 0) yield [];
  else
    for (const head of words(alphabetSize, length - 1))
      for (let x = 0; x < alphabetSize; x++) yield [...head, x];
}

/** Quantile of chi-square by Wilson & Hilferty; z = 4.75 is one false alarm in a million. */
export function chiSquareLimit(degrees: number, z = 4.75): number {
  const spread = 2 / (9 * degrees);
  const root = 1 - spread + z * Math.sqrt(spread);
  return degrees * root * root * root;
}

/**
 * Chi-square of k-grams taken at random distances of 50 to 150 symbols, so that they are all but independent.
 * Cells that expect less than five are pooled.
 */
export function blockChiSquare(
  source: BoundSource,
  machine: Machine,
  k: number,
  samples: number,
  seed: number,
): { statistic: number; limit: number } {
  const symbols = take(source, samples * 100 + 1000, seed);
  const gaps = Random.fromSeed(seed).fork("gaps");
  const counts = new Float64Array(source.alphabetSize ** k);
  let drawn = 0;
  for (let at = 0; at + k <= symbols.length; at += 50 + gaps.below(101)) {
    let cell = 0;
    for (let j = 0; j < k; j++) cell = cell * source.alphabetSize + (symbols[at + j] as number);
    counts[cell] = (counts[cell] as number) + 1;
    drawn++;
  }
  let statistic = 0;
  let cells = 0;
  let pooledCount = 0;
  let pooledExpected = 0;
  let cell = 0;
  for (const word of words(source.alphabetSize, k)) {
    const expected = drawn * wordProbability(machine, word);
    const count = counts[cell++] as number;
    if (expected === 0 && count > 0) return { statistic: Number.POSITIVE_INFINITY, limit: 0 };
    if (expected < 5) {
      pooledCount += count;
      pooledExpected += expected;
    } else {
      statistic += (count - expected) ** 2 / expected;
      cells++;
    }
  }
  if (pooledExpected >= 5) {
    statistic += (pooledCount - pooledExpected) ** 2 / pooledExpected;
    cells++;
  }
  return { statistic, limit: chiSquareLimit(cells - 1) };
}
