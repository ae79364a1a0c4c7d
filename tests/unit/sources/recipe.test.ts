import { describe, expect, it } from "vitest";
import { InputError, RecipeError } from "../../../src/core/errors.ts";
import { bindRecipe } from "../../../src/sources/recipe.ts";
import { recipeLimits } from "../../../src/sources/recipe-parser.ts";
import { bind, world } from "./support.ts";

async function errorOf(recipe: string): Promise<RecipeError> {
  try {
    await bind(recipe);
  } catch (error) {
    if (error instanceof RecipeError) return error;
    throw error;
  }
  throw new Error(`${recipe} was understood`);
}

describe("a canonical recipe", () => {
  it.each([
    ["uniform", "uniform(alphabet=27)"],
    [" uniform ( ) ", "uniform(alphabet=27)"],
    ["uniform(alphabet=1kB)", "uniform(alphabet=1000)"],
    ["uniform(alphabet=1KiB)", "uniform(alphabet=1024)"],
    ["coin(p=1e-1)", "coin(p=0.1)"],
    ["periodic(word=00101)", "periodic(word=00101)"],
    ['periodic(word="0 \\"1\\"", phase=3)', 'periodic(word="0 \\"1\\"", phase=3)'],
    ["replace(periodic(word=00101),eps=.1)", "replace(periodic(word=00101), eps=0.1)"],
    ["replace(eps=.1, thue-morse)", "replace(thue-morse(offset=0), eps=0.1)"],
    ["markov(matrix=[[.9,.1],[.1,.9]])", "markov(order=1, matrix=[[0.9,0.1],[0.1,0.9]])"],
    ["shuffle(corpus(moby-dick),by=word)", "shuffle(corpus(moby-dick), by=word)"],
    ["surrogate(file(path=a.txt))", "surrogate(file(a.txt), order=3)"],
    ['file("my texts/a, b.txt")', 'file("my texts/a, b.txt")'],
    [
      "switch(thue-morse, uniform(alphabet=2))",
      "switch(thue-morse(offset=0), uniform(alphabet=2), stay=0.99, entry=resume)",
    ],
  ])("of %s is %s", async (recipe, canonical) => {
    expect((await bind(recipe)).recipe).toBe(canonical);
  });
});

describe("an error points at the character that is wrong", () => {
  it.each([
    ["unifrom", 0, 'no source "unifrom"; did you mean "uniform"?'],
    ["xyzzy", 0, 'no source "xyzzy"'],
    ["replace(unifrom, eps=0.1)", 8, 'no source "unifrom"; did you mean "uniform"?'],
    ["uniform(alpabet=3)", 8, 'uniform has no parameter "alpabet"; did you mean "alphabet"?'],
    ["uniform(size=3)", 8, 'uniform has no parameter "size"; it has alphabet'],
    ["uniform(__proto__=3)", 8, 'uniform has no parameter "__proto__"; it has alphabet'],
    ["constructor", 0, 'no source "constructor"'],
    ["coin(p=2)", 7, "p must be at most 1"],
    ["coin(p=-0.5)", 7, "p must be at least 0"],
    ["coin(p=x)", 7, 'p must be a number, not "x"'],
    ["coin(p=0x1)", 7, 'p must be a number, not "0x1"'],
    ["coin(p=1e999)", 7, 'p must be a number, not "1e999"'],
    ["coin(p=[1])", 7, "p must be a single value, not a list"],
    ["coin(p=uniform())", 7, "p must be a value, not a source"],
    ["coin(p=.1,p=.2)", 10, "p is given twice"],
    ["uniform(alphabet=1.5)", 17, "alphabet must be a whole number"],
    ["uniform(alphabet=10XB)", 17, 'alphabet must be a whole number, not "10XB"'],
    ["uniform(3)", 8, "uniform takes no sources; write parameters as alphabet=..."],
    [
      "replace(eps=0.1)",
      0,
      "replace takes a source as its first arguments, as in replace(periodic(word=00101), eps=0.1)",
    ],
    ["replace([1])", 8, "replace takes a source here"],
    ["replace(coin, coin)", 14, "replace takes 1 source(s); write parameters as eps=..."],
    [
      "switch(coin)",
      0,
      "switch takes 2 to 16 sources as its first arguments, as in switch(thue-morse, uniform(alphabet=2), stay=0.99)",
    ],
    ["switch(coin, coin, entry=again)", 25, "entry must be one of resume, restart"],
    ["markov(matrix=[[1,0],[0.3,1]])", 14, "matrix: row 2 sums to 1.3, not 1"],
    ["markov(matrix=[[1,0],[1]])", 14, "matrix: row 2 has 1 entries, not 2"],
    ["markov(order=2, matrix=[[1,0],[0,1]])", 23, "matrix has 2 rows; order 2 over 2 symbols needs 4"],
    ["markov(matrix=[[1.5,-0.5],[0,1]])", 16, "a value in matrix must be at most 1"],
    [
      "markov(matrix=[[1,0],[0,1]])",
      0,
      "the contexts of the matrix form several closed classes, so its stationary law is not unique",
    ],
    ["shuffle(uniform)", 0, "shuffle needs a text, file(...) or corpus(...), not uniform"],
    ["file", 0, "path is missing"],
    ["", 0, "expected the name of a source, found the end"],
    ["coin(p=0.1", 4, "this bracket is never closed with )"],
    ["coin(p=0.1]", 10, 'expected , or ), found "]"'],
    ["coin(p=0.1) x", 12, 'expected the end of the recipe, found "x"'],
    ["coin(p=)", 7, 'expected a value, found ")"'],
    ["coin(,)", 5, 'expected a value, found ","'],
    ['periodic(word="01)', 14, 'this quotation mark is never closed with "'],
    ["markov(matrix=[[1,0],[0,1])", 26, 'expected , or ], found ")"'],
  ])("%s: %i, %s", async (recipe, position, detail) => {
    const error = await errorOf(recipe);
    expect([error.position, error.detail]).toEqual([position, detail]);
    expect(error.message.split("\n")).toEqual([detail, `  ${recipe}`, `  ${" ".repeat(position)}^`]);
  });

  it("keeps to limits of length and depth", async () => {
    const deep = (depth: number) => `${"replace(".repeat(depth)}coin${")".repeat(depth)}`;
    expect((await bind(deep(recipeLimits.depth))).alphabetSize).toBe(2);
    const tooDeep = await errorOf(deep(recipeLimits.depth + 1));
    expect(tooDeep.detail).toBe("recipes nest at most 32 deep");
    expect(tooDeep.position).toBe(8 * 33 - 1);
    expect((await errorOf(`markov(matrix=${"[".repeat(50)}`)).detail).toBe("recipes nest at most 32 deep");
    const long = await errorOf(`periodic(word=${"0".repeat(recipeLimits.length)})`);
    expect(long.detail).toBe("a recipe has at most 10000 characters");
    expect(long.message.length).toBeLessThan(300);
  });

  it("shows control characters as dots", async () => {
    const error = await errorOf("coin(p=\u001b)");
    expect(error.message).not.toMatch(/\u001b\)/);
    expect(error.position).toBe(7);
  });
});

it("lets the reader's own errors through", async () => {
  const failing = { ...world, file: () => Promise.reject(new InputError("no such file")) };
  await expect(bindRecipe("shuffle(file(a))", failing)).rejects.toBeInstanceOf(InputError);
});

it("computes truths once", async () => {
  const source = await bind("replace(even, eps=0.1)");
  expect(source.truth()).toBe(source.truth());
});
