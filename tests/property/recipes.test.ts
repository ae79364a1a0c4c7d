// @module-tag thorough
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RecipeError } from "../../src/core/errors.ts";
import { parseRecipe, type RecipeNode, type RecipeValue } from "../../src/sources/recipe-parser.ts";
import { printRecipe } from "../../src/sources/recipe-printer.ts";
import { sourceRegistry } from "../../src/sources/registry.ts";
import { bind } from "../unit/sources/support.ts";

const word = fc.stringMatching(/^[a-zA-Z0-9_./:~+é-]{1,8}$/);
const at = { position: 0 };

const { node } = fc.letrec<{ node: RecipeNode; value: RecipeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    word.map((text): RecipeValue => ({ kind: "word", text, ...at })),
    fc
      .string({ unit: "binary", maxLength: 12 })
      .map((text): RecipeValue => ({ kind: "quoted", text, ...at })),
    fc.array(tie("value"), { maxLength: 3 }).map((items): RecipeValue => ({ kind: "list", items, ...at })),
    tie("node").map((recipe): RecipeValue => ({ kind: "recipe", recipe, ...at })),
  ),
  node: fc.record({
    name: word,
    position: fc.constant(0),
    arguments: fc.array(fc.record({ key: fc.option(word), position: fc.constant(0), value: tie("value") }), {
      maxLength: 4,
    }),
  }),
}));

/** The same tree with every position set to 0. */
const unplaced = (tree: unknown): unknown =>
  JSON.parse(JSON.stringify(tree, (key, value) => (key === "position" ? 0 : value)));

describe("recipes", () => {
  it("are read back as they were printed", () => {
    fc.assert(
      fc.property(node, (tree) => {
        expect(unplaced(parseRecipe(printRecipe(tree)))).toEqual(unplaced(tree));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  const fragments = fc.constantFrom(
    ...'()[]=,"\\ \n\0'.split(""),
    "é",
    "\u{1f600}",
    "\ud800",
    "eps",
    "p",
    "word",
    "1e999",
    "0x10",
    "-1",
    "0.5",
    "100kB",
    "__proto__",
    "constructor",
    "toString",
    "uniform",
    "replace(",
    "periodic(word=",
    "switch(",
    "markov(matrix=[[",
    ...sourceRegistry.entries.map((entry) => entry.id),
  );

  it("that are garbage give a RecipeError and nothing else", async () => {
    const garbage = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.array(fragments, { maxLength: 16 }).map((parts) => parts.join("")),
    );
    await fc.assert(
      fc.asyncProperty(garbage, async (text) => {
        try {
          const source = await bind(text);
          expect(await bind(source.recipe).then((again) => again.recipe)).toBe(source.recipe);
        } catch (error) {
          expect(error).toBeInstanceOf(RecipeError);
          const { position, recipe } = error as RecipeError;
          expect(recipe).toBe(text);
          expect(position).toBeGreaterThanOrEqual(0);
          expect(position).toBeLessThanOrEqual(text.length);
        }
      }),
      { seed: 2, numRuns: 1000 },
    );
  });

  it("broken at one place give a RecipeError or a recipe", async () => {
    const whole = 'switch(replace(periodic(word=00101, phase=1), eps=0.1), file("a b.txt"), stay=0.5)';
    const broken = fc
      .tuple(fc.nat(whole.length - 1), fragments, fc.boolean())
      .map(
        ([place, fragment, drop]) => whole.slice(0, place) + fragment + whole.slice(place + (drop ? 1 : 0)),
      );
    await fc.assert(
      fc.asyncProperty(broken, async (text) => {
        await bind(text).catch((error) => expect(error).toBeInstanceOf(RecipeError));
      }),
      { seed: 3, numRuns: 400 },
    );
  });
});
