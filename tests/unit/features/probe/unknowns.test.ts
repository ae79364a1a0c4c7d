import { expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { probePanel } from "../../../../src/features/probe/panel.ts";
import { bindRecipe } from "../../../../src/sources/recipe.ts";

async function unknownsOf(recipe: string): Promise<number> {
  const truth = (await bindRecipe(recipe)).unknowns?.();
  if (truth?.status !== "exact") throw new Error(`${recipe} states no T`);
  return truth.value;
}

async function sampleOf(recipe: string, n: number): Promise<number[]> {
  const source = await bindRecipe(recipe);
  const symbols = new Uint16Array(n);
  source.open(Random.fromSeed(3)).fill(symbols);
  return [...symbols];
}

const countOf = (keys: Iterable<string>) => new Set(keys).size;

test.each(probePanel)("$id comes in five sizes about a factor of two apart", async ({ family }) => {
  const all = await Promise.all(family.sizes.map((size) => unknownsOf(family.recipe(size, 1))));
  expect(all).toHaveLength(5);
  for (const [i, T] of all.slice(1).entries()) {
    expect(T / all[i]!).toBeGreaterThan(1.4);
    expect(T / all[i]!).toBeLessThan(2.6);
  }
});

test("T of a chain is its edges without one for each context", async () => {
  const recipe = "random-markov(order=2, alphabet=6, concentration=2, seed=1)";
  const { from, states } = (await bindRecipe(recipe)).machine!()!;
  expect(await unknownsOf(recipe)).toBe(from.length - states);
});

test("T of a table of sums is the number of different records", async () => {
  const text = (await sampleOf("modular-addition(modulus=7)", 6000)).join(" ");
  expect(countOf(text.split(" 9 ").slice(1, -1))).toBe(await unknownsOf("modular-addition(modulus=7)"));
});

test("T of sums with carry is the number of different columns", async () => {
  const recipe = "arithmetic(digits=2, base=3)";
  const source = await bindRecipe(recipe);
  const text = (await sampleOf(recipe, 20_000)).map((symbol) => source.label(symbol)).join("");
  const columns = new Set<string>();
  for (const line of text.split("\n").slice(1, -1)) {
    const [, a, b, c] = /^(\w+)\+(\w+)=(\w+)$/.exec(line)!;
    expect(Number.parseInt(a!, 3) + Number.parseInt(b!, 3)).toBe(Number.parseInt(c!, 3));
    let carry = 0;
    for (const back of [1, 2]) {
      const [x, y] = [a, b].map((digits) => Number(digits!.padStart(2, "0").at(-back)));
      columns.add(`${x} ${y} ${carry}`);
      carry = x! + y! + carry >= 3 ? 1 : 0;
    }
  }
  expect(columns.size).toBe(await unknownsOf(recipe));
});

test("T of a template is its period, of a word in noise that of the word", async () => {
  const brackets = (await sampleOf("nested-templates(depth=3)", 400)).map((symbol) => Math.min(symbol, 2));
  const repeats = (period: number) => brackets.every((one, i) => i < period || one === brackets[i - period]);
  const period = Array.from({ length: 50 }, (_, i) => i + 1).find(repeats);
  expect(period).toBe(await unknownsOf("nested-templates(depth=3)"));
  expect(await unknownsOf("replace(periodic(word=0101101011), eps=0.1)")).toBe(5);
});

test("T of a level of rules is the number of different right sides", async () => {
  const recipe = "random-hierarchy(v=5, m=3, s=2, levels=1)";
  const symbols = await sampleOf(recipe, 4001);
  const pairs = [0, 1].map((phase) =>
    countOf(Array.from({ length: 2000 }, (_, i) => symbols.slice(2 * i + phase, 2 * i + phase + 2).join())),
  );
  expect(Math.min(...pairs)).toBe(await unknownsOf(recipe));
});

test("T of a parity is the number of contexts, of brackets that of kinds", async () => {
  const bits = (await sampleOf("noisy-parity(k=4, eps=0.05)", 2000)).join("");
  expect(countOf(Array.from({ length: 1990 }, (_, i) => bits.slice(i, i + 4)))).toBe(
    await unknownsOf("noisy-parity(k=4, eps=0.05)"),
  );
  const brackets = await sampleOf("dyck(types=3, p=0.4)", 2000);
  const closed = brackets.flatMap((one, i) =>
    one % 2 === 1 && i > 0 && brackets[i - 1]! % 2 === 0 ? [`${brackets[i - 1]} ${one}`] : [],
  );
  expect(countOf(closed)).toBe(await unknownsOf("dyck(types=3, p=0.4)"));
});
