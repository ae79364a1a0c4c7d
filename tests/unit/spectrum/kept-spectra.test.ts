// @module-tag thorough
import { test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { allocateSymbols } from "../../../src/core/sequence.ts";
import { bindRecipe } from "../../../src/sources/recipe.ts";
import { placeOnSpectrum } from "../../../src/spectrum/place-on-spectrum.ts";
import { keptNumbers } from "../../kept-numbers.ts";
import { contextOf, contextOfSymbols } from "../estimators/context-of.ts";

/** Sources of every regime, and how much of each is read. */
const recipes: readonly (readonly [recipe: string, n: number])[] = [
  ["uniform(alphabet=27)", 4500],
  ["coin(p=0.11)", 1500],
  ["golden-mean(p=0.5)", 2000],
  ["periodic(word=qwertyuiop)", 1500],
  ["zipf(alphabet=256, exponent=1, shift=2.7)", 1000],
  ["renewal-zeta(a=2.3)", 2000],
];

/** Words of which some are new and the others come again, the more often the oftener they came. */
function vocabulary(words: number): string {
  const random = Random.fromSeed(3);
  const used: string[] = [];
  for (let i = 0; i < words; i++) {
    const isNew = i === 0 || random.uniform() < 0.6;
    const syllables = Array.from({ length: 3 + random.below(5) }, () => ["ab", "ba", "bb"][random.below(3)]!);
    used.push(isNew ? syllables.join("") : used[random.below(used.length)]!);
  }
  return used.join(" ");
}

function log(lines: number): string {
  const random = Random.fromSeed(4);
  const line = (i: number) =>
    `${new Date(1000 * 37 * i).toISOString().slice(0, 19)},user${random.below(30)},${["GET", "PUT"][random.below(2)]},${random.below(900)}`;
  return Array.from({ length: lines }, (_, i) => `${line(i)}\n`).join("");
}

const book = vocabulary(1000);
const texts: Readonly<Record<string, string | readonly string[]>> = {
  "a vocabulary": book,
  "records of a log": log(110),
  "documents, one of them twice": [book.slice(0, 3000), book.slice(3000, 5000), book.slice(0, 3000)],
  "too little": "abc",
  "one letter": "a".repeat(3000),
};

async function placed(recipe: string, n: number) {
  const source = await bindRecipe(recipe);
  const symbols = allocateSymbols(n, source.alphabetSize);
  source.open(Random.fromSeed(1)).fill(symbols);
  return placeOnSpectrum(contextOfSymbols(symbols, source.alphabetSize), source.alphabetSize);
}
const same = keptNumbers(new URL("kept-spectra.json", import.meta.url));

test.each(recipes)("%s is where it was", async (recipe, n) => same(recipe, await placed(recipe, n)));
test.each(Object.keys(texts))("%s is where it was", (name) =>
  same(name, placeOnSpectrum(contextOf(texts[name]!), null)),
);
