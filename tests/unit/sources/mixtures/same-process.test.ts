import { expect, it } from "vitest";
import { bindRecipe } from "../../../../src/sources/recipe.ts";

it.each([
  ["choose(coin(p=.5), uniform(alphabet=2))", 1],
  ["choose(coin(p=.5), uniform(alphabet=2), markov(order=1, matrix=[[.5,.5],[.5,.5]]), weights=[1,2,3])", 1],
  ["choose(bernoulli-mixture, golden-mean, weights=[0,1])", 2 / 3],
  ["broadcast-tree(flip=0.5)", 1],
])("%s is one process, whatever its parts are called", async (recipe, rate) => {
  const { entropyRate, excessEntropy, statisticalComplexity } = (await bindRecipe(recipe)).truth();
  expect(entropyRate).toMatchObject({ status: "exact", value: expect.closeTo(rate, 9) });
  for (const truth of [excessEntropy, statisticalComplexity]) expect(truth?.status).toBe("exact");
});
