import { expect, test } from "vitest";
import { bindRecipe } from "../../../src/sources/recipe.ts";
import { referenceRecipes } from "../../../src/spectrum/reference-families.ts";

test("every reference has a short name of its own, never ends and knows its entropy", async () => {
  const nowhere = { file: () => Promise.reject(), corpus: () => Promise.reject() };
  expect(new Set(referenceRecipes.map(({ name }) => name)).size).toBe(referenceRecipes.length);
  for (const { name, recipe } of referenceRecipes) {
    expect(name).toMatch(/^[ -~]{1,18}$/);
    const source = await bindRecipe(recipe, nowhere);
    expect(source.length).toBe(Number.POSITIVE_INFINITY);
    expect([name, ["exact", "bounds"].includes(source.truth().entropyRate?.status ?? "")]).toEqual([
      name,
      true,
    ]);
  }
});
