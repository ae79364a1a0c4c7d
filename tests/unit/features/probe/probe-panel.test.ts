import { expect, test } from "vitest";
import { probePanel } from "../../../../src/features/probe/panel.ts";
import { bindRecipe } from "../../../../src/sources/recipe.ts";

test.each(probePanel)("$id has an exact optimum below what it costs who finds nothing", async (entry) => {
  const source = await bindRecipe(entry.recipe);
  const { entropyRate, symbolEntropy } = source.truth();
  expect(entropyRate?.status).toBe("exact");
  if (entry.part !== undefined) {
    const part = source.parts!.filter(({ name }) => name === entry.part).flatMap(({ bits }) => bits);
    expect(part.length).toBeGreaterThan(0);
    expect(Math.max(...part)).toBeLessThan(Math.log2(source.alphabetSize) / 2);
    return;
  }
  const h = entropyRate?.status === "exact" ? entropyRate.value : Number.NaN;
  const nothing =
    entry.nothing === "alphabet"
      ? Math.log2(source.alphabetSize)
      : symbolEntropy?.status === "exact"
        ? symbolEntropy.value
        : Number.NaN;
  // There is something to find.
  expect(nothing - h).toBeGreaterThan(0.1);
});

test("ids are different", () => {
  expect(new Set(probePanel.map(({ id }) => id)).size).toBe(probePanel.length);
});
