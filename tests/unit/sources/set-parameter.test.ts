import { expect, test } from "vitest";
import { setParameter } from "../../../src/sources/recipe.ts";

test.each([
  ["golden-mean", "p", ".2", "golden-mean(p=.2)"],
  ["golden-mean(p=0.5)", "p", ".2", "golden-mean(p=.2)"],
  ["replace(coin(p=.3), eps=0.1)", "eps", "0", "replace(coin(p=.3), eps=0)"],
  ["replace(coin(p=.3), eps=0.1)", "p", "0.9", "replace(coin(p=0.9), eps=0.1)"],
  ["replace(replace(coin(p=.3), eps=.1), eps=.2)", "eps", "0", "replace(replace(coin(p=.3), eps=.1), eps=0)"],
  ["replace(golden-mean, eps=.1)", "p", ".2", "replace(golden-mean(p=.2), eps=.1)"],
  ["shuffle(corpus(moby-dick))", "by", "word", "shuffle(corpus(moby-dick), by=word)"],
  ["markov", "matrix", "[[.5,.5],[1,0]]", "markov(matrix=[[.5,.5],[1,0]])"],
  ["periodic(word=00101)", "word", '"a b"', 'periodic(word="a b")'],
])("%s with %s = %s is %s", (recipe, name, value, expected) => {
  expect(setParameter(recipe, name, value)).toBe(expected);
});

test.each([
  ["golden-mean", "q", "1", 'no source in golden-mean has a parameter "q"; there are p'],
  ["thue-morse-", "q", "1", 'no source in thue-morse- has a parameter "q"; it has no parameters'],
  [
    "switch(coin(p=.1), coin(p=.2))",
    "p",
    "1",
    'several sources in switch(coin(p=.1), coin(p=.2)) have a parameter "p"',
  ],
  ["golden-mean", "p", "1, q=2", '"1, q=2" is not a single value'],
  ["golden-mean", "p", "1)", "expected the end of the recipe"],
])("%s with %s = %s is refused", (recipe, name, value, message) => {
  expect(() => setParameter(recipe, name, value)).toThrow(message);
});
