import { expect, test } from "vitest";
import { bindRecipe } from "../../../src/sources/recipe.ts";
import { referenceFamilies } from "../../../src/spectrum/reference-families.ts";

const text = Buffer.from(
  "It was the best of times, it was the worst of times.\nCall me Ishmael.\n".repeat(40),
);
const world = { file: () => Promise.reject(), corpus: async () => text };
const members = referenceFamilies.flatMap(({ id, kind, corpus, members }) =>
  members.map(([name, value, recipe]) => ({ id, kind, corpus, name, value, recipe })),
);

test("a map of 25 corpora and all references has at most 75 rows; names are short and differ", () => {
  expect(members.length).toBeLessThanOrEqual(50);
  expect(new Set(members.map(({ name }) => name)).size).toBe(members.length);
  expect(new Set(referenceFamilies.map(({ id }) => id)).size).toBe(referenceFamilies.length);
  for (const { name } of members) expect(name).toMatch(/^[ -~]{1,18}$/);
});

test.each(members)(
  "$name is a recipe; what has no text in it knows its rate",
  async ({ recipe, corpus, kind, value }) => {
    const source = await bindRecipe(recipe, world);
    expect(source.ofText).toBe(corpus !== null);
    const status = source.truth().entropyRate?.status;
    if (corpus === null) expect(["exact", "bounds"]).toContain(status);
    if (kind === "landmarks") expect([status, value]).toEqual(["exact", null]);
  },
);

test("along every ladder the exact rate rises, by H(k+1) - H(k) of the circular counts", async () => {
  const ladders = referenceFamilies.filter(({ id }) => id.startsWith("ladder:"));
  expect(ladders).toHaveLength(3);
  for (const { members: rungs } of ladders) {
    expect(rungs.map(([_, order]) => order)).toEqual([5, 4, 3, 2, 1, 0]);
    const rates = await Promise.all(
      rungs.map(async ([_, order, recipe]) => {
        const rate = (await bindRecipe(recipe, world)).truth().entropyRate;
        expect(rate).toMatchObject({ status: "exact" });
        expect(rate?.status === "exact" ? rate.value : Number.NaN).toBeCloseTo(countedRate(order!), 9);
        return countedRate(order!);
      }),
    );
    expect(rates).toEqual([...rates].sort((a, b) => a - b));
  }
});

/** H(order + 1) - H(order) of the text read as a circle, by counting strings. */
function countedRate(order: number): number {
  const entropyOf = (length: number) => {
    const circle = text.toString("latin1") + text.toString("latin1").slice(0, length);
    const counts = new Map<string, number>();
    for (let i = 0; i < text.length; i++) {
      const word = circle.slice(i, i + length);
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    let bits = 0;
    for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
    return bits;
  };
  return entropyOf(order + 1) - entropyOf(order);
}
