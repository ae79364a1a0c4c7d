import { expect, test } from "vitest";
import { machineTruth } from "../../../../src/exact/machine-truth.ts";
import { bindRecipe } from "../../../../src/sources/recipe.ts";

test.each([2, 3, 16])("sums of digits in base %i have the truths of their machine", async (base) => {
  const source = await bindRecipe(`arithmetic(digits=1, base=${base})`);
  const [stated, computed] = [source.truth(), machineTruth(source.machine!()!)];
  for (const quantity of ["symbolEntropy", "entropyRate"] as const) {
    const [one, other] = [stated[quantity]!, computed[quantity]!];
    if (one.status !== "exact" || other.status !== "exact") throw new Error(quantity);
    expect(one.value).toBeCloseTo(other.value, 9);
  }
});
