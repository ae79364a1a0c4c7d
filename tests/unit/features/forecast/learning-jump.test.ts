import { expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import {
  allocateSymbols,
  type SymbolSequence,
  type Symbols,
  sequenceOf,
} from "../../../../src/core/sequence.ts";
import { learningJump } from "../../../../src/features/forecast/jump.ts";
import { drawBlocks } from "../../../../src/observer/curves/drawn-blocks.ts";
import { exchangeableCurve } from "../../../../src/observer/curves/exchangeable-curve.ts";
import { observerMembers } from "../../../../src/observer/observer-members.ts";
import { settleObserver } from "../../../../src/observer/settled-observer.ts";
import { bindRecipe } from "../../../../src/sources/recipe.ts";

const n = 40_960;
const hidden = 16_384;

function jumpOf(sequence: SymbolSequence) {
  const random = Random.fromSeed(1);
  const sample = drawBlocks(sequence, random)!;
  const observer = settleObserver(sample, observerMembers("fast"), n);
  return learningJump(sample, exchangeableCurve(sample, observer, random, 4), observer, random);
}

function randomSymbols(alphabet: number): Uint8Array {
  const draws = Random.fromSeed(7);
  return Uint8Array.from({ length: n }, () => draws.below(alphabet));
}

test("a hidden period shows when it comes round, and saves what its repeats would have cost", () => {
  const symbols = randomSymbols(4);
  for (let i = hidden; i < n; i++) symbols[i] = symbols[i - hidden]!;
  const jump = jumpOf(sequenceOf(symbols, 4))!;
  expect(Math.abs(jump.symbols - hidden)).toBeLessThanOrEqual(2048);
  // Two bits a symbol, less what finding the place in each block costs.
  expect(jump.bits / (2 * (n - hidden))).toBeGreaterThan(0.8);
  expect(jump.bits / (2 * (n - hidden))).toBeLessThan(1.1);
  expect(jump.expert).toMatch(/copies|repeat|orders/);
});

test("a delayed copy under noise shows when the first symbols repeat", () => {
  const symbols = randomSymbols(4);
  const draws = Random.fromSeed(8);
  for (let i = 12_288; i < n; i++) if (draws.below(10) > 0) symbols[i] = symbols[i - 12_288]!;
  const jump = jumpOf(sequenceOf(symbols, 4))!;
  expect(Math.abs(jump.symbols - 12_288)).toBeLessThanOrEqual(2048);
  expect(jump.expert).toMatch(/lag|copies|repeat/);
});

test("a language whose sentences all occur once before any repeats", () => {
  const draws = Random.fromSeed(9);
  const sentences = Array.from({ length: 400 }, () =>
    Array.from({ length: 30 + draws.below(30) }, () => draws.below(20)),
  );
  const said = sentences.flatMap((sentence) => [...sentence, 20]);
  const known = said.length;
  while (said.length < n) said.push(...sentences[draws.below(400)]!, 20);
  const jump = jumpOf(sequenceOf(Uint8Array.from(said.slice(0, n)), 21))!;
  expect(Math.abs(jump.symbols - known)).toBeLessThanOrEqual(2048);
  expect(jump.drop).toBeGreaterThan(2);
});

test.each(["coin(p=0.3)", "lisp(p=0.3)", "random-markov(order=2, alphabet=4, concentration=0.5, seed=1)"])(
  "no jump: %s",
  async (recipe) => {
    const nowhere = { file: () => Promise.reject(), corpus: () => Promise.reject() };
    const source = await bindRecipe(recipe, nowhere);
    const symbols: Symbols = allocateSymbols(n, source.alphabetSize);
    source.open(Random.fromSeed(2)).fill(symbols);
    expect(jumpOf(sequenceOf(symbols, source.alphabetSize))).toBeNull();
  },
);
