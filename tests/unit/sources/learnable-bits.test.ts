import { describe, expect, it } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { logGamma } from "../../../src/math/special-functions.ts";
import { bindRecipe } from "../../../src/sources/recipe.ts";
import { structureSet } from "../../../src/sources/structure-set.ts";
import { dirichletExcess, primesUpTo, ruleBits } from "../../../src/sources/truths/learnable-bits.ts";

async function bitsOf(recipe: string, n: number): Promise<number> {
  const truth = (await bindRecipe(recipe)).learnableBits!(n);
  if (truth.status !== "exact") throw new Error(`${recipe}: ${truth.status}`);
  return truth.value;
}

/** Excess costs of symbols, beyond those of a learner that knows the source, as the definition turns them into bits. */
function learned(paid: ArrayLike<number>): number {
  const all = Array.from(paid);
  const last = Math.floor(all.length / 8);
  const sum = (part: readonly number[]) => part.reduce((total, one) => total + one, 0);
  return sum(all) - (all.length / last) * sum(all.slice(-last));
}

/** Mean excess costs of a Bayesian learner on samples of a recipe. */
async function simulated(
  recipe: string,
  n: number,
  draws: number,
  learner: () => (symbol: number) => number,
): Promise<number> {
  const source = await bindRecipe(recipe);
  const mean = new Float64Array(n);
  for (let seed = 1; seed <= draws; seed++) {
    const symbols = new Uint16Array(n);
    source.open(Random.fromSeed(seed)).fill(symbols);
    const pay = learner();
    for (const [i, symbol] of symbols.entries()) mean[i]! += pay(symbol) / draws;
  }
  return learned(mean);
}

/** Predicts by counts in each context; a learner that knows the rows pays less. */
function chainLearner(order: number, concentration: number, rows: readonly ArrayLike<number>[]) {
  const letters = rows[0]!.length;
  return () => {
    const counts = rows.map(() => new Float64Array(letters));
    let [context, read] = [0, 0];
    return (symbol: number) => {
      const [count, row] = [counts[context]!, rows[context]!];
      const seen = count.reduce((sum, one) => sum + one, 0);
      const predicted = (count[symbol]! + concentration) / (seen + letters * concentration);
      count[symbol]!++;
      context = (context * letters + symbol) % rows.length;
      return read++ < order ? 0 : Math.log2(row[symbol]! / predicted);
    };
  };
}

/** Rows of a chain from its machine, whose states are its contexts. */
async function rowsOf(recipe: string): Promise<Float64Array[]> {
  const { states, alphabetSize, from, symbol, probability } = (await bindRecipe(recipe)).machine!()!;
  const rows = Array.from({ length: states }, () => new Float64Array(alphabetSize));
  for (let edge = 0; edge < from.length; edge++) rows[from[edge]!]![symbol[edge]!] = probability[edge]!;
  return rows;
}

describe("learnable bits are what an ideal learner pays", () => {
  it.each([
    ["random-markov(order=1, alphabet=8, concentration=1, seed=1)", 1, 1],
    ["random-markov(order=2, alphabet=3, concentration=0.5, seed=4)", 2, 0.5],
  ])("%s", async (recipe, order, concentration) => {
    const n = 8192;
    const learner = chainLearner(order, concentration, await rowsOf(recipe));
    const found = await simulated(recipe, n, 200, learner);
    expect(found / (await bitsOf(recipe, n))).toBeGreaterThan(0.95);
    expect(found / (await bitsOf(recipe, n))).toBeLessThan(1.05);
  });

  it("a grammar whose rules begin with different letters is a chain of them", async () => {
    const recipe = 'pcfg(grammar="S -> a [.5] | b S [.3] | c [.2]")';
    const found = await simulated(recipe, 4096, 400, chainLearner(0, 1, [[0.5, 0.3, 0.2]]));
    expect(Math.abs(found - (await bitsOf(recipe, 4096)))).toBeLessThan(0.6);
  });

  it("facts: a bit for each one that occurs", async () => {
    const recipe = "santa-fe(beta=0.5, facts=128)";
    const met = () => {
      const known = new Set<number>();
      return (symbol: number) => (known.size < known.add(symbol >> 1).size ? 1 : 0);
    };
    const found = await simulated(recipe, 4096, 100, met);
    expect(found / (await bitsOf(recipe, 4096))).toBeCloseTo(1, 1);
  });

  it("a table of sums: each pair once", async () => {
    const recipe = "modular-addition(modulus=7)";
    const table = () => {
      const known = new Set<string>();
      let line: number[] = [];
      return (symbol: number) => {
        line = symbol === 9 ? [] : [...line, symbol];
        const isNew = line.length === 5 && known.size < known.add(line.slice(0, 4).join()).size;
        return isNew ? Math.log2(7) : 0;
      };
    };
    // The first line may be cut, which costs what it teaches.
    expect((await simulated(recipe, 4096, 40, table)) / (await bitsOf(recipe, 4096))).toBeCloseTo(1, 1);
  });

  it("a coin of unknown bias: the cost of counts, in closed form for a uniform prior", async () => {
    // H(m) = m - 1 choices of the count, and the orders of each: log2(m + 1) + mean log2 of binomials.
    const entropy = (m: number) => {
      let orders = 0;
      for (let k = 0; k <= m; k++)
        orders += (logGamma(m + 1) - logGamma(k + 1) - logGamma(m - k + 1)) / Math.LN2 / (m + 1);
      return Math.log2(m + 1) + orders;
    };
    // The mean of H2 over all biases is 1 / (2 ln 2).
    const excess = (m: number) => entropy(m) - m / (2 * Math.LN2);
    const expected = excess(800) - 8 * (excess(800) - excess(700));
    expect(await bitsOf("bernoulli-mixture(ones=1, zeros=1)", 800)).toBeCloseTo(expected, 6);
  });

  it("words: their bits, once they are read", async () => {
    expect(await bitsOf("lag-copy(lag=200, eps=0, alphabet=32)", 10_000)).toBeCloseTo(1000, 9);
    expect(await bitsOf("periodic(word=00101)", 100)).toBeCloseTo(5, 9);
    expect(await bitsOf("periodic(word=00101)", 8)).toBeCloseTo(5, 9);
    expect(await bitsOf("lag-copy(lag=200, eps=0, alphabet=32)", 100)).toBe(0);
  });

  it("signs of primes: their number, less its last growth", async () => {
    const primes = (m: number) =>
      Array.from({ length: m + 1 }, (_, i) => i).filter((i) => i > 1 && !/^(11+)\1+$/.test("1".repeat(i)))
        .length;
    expect(primesUpTo(1000)).toBe(primes(1000));
    const expected = primes(800) - 8 * (primes(800) - primes(700));
    expect(await bitsOf("random-multiplicative", 800)).toBeCloseTo(expected, 9);
  });

  it("rules: the number of different sets of data", () => {
    const pairs = [0, 1, 2, 3].map((pair) => [pair >> 1, pair & 1] as const);
    const choices = pairs.flatMap((a) => pairs.flatMap((b) => (a === b ? [] : [[a, b] as const])));
    const sets = choices.flatMap((top) =>
      choices.map((low) =>
        top
          .map((pair) => pair.flatMap((one) => low[one]!).join(""))
          .sort()
          .join(),
      ),
    );
    expect(ruleBits(2, 1, 2, 2)).toBeCloseTo(Math.log2(new Set(sets).size), 12);
  });

  it("one law: the mean over all counts, by enumeration", () => {
    const [p, n, concentration] = [0.3, 12, 0.5];
    let expected = 0;
    for (let k = 0; k <= n; k++) {
      const orders = Math.exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1));
      const known = Math.exp(k * Math.log(p) + (n - k) * Math.log(1 - p));
      let predicted = 1;
      for (let i = 0; i < k; i++) predicted *= (i + concentration) / (i + 2 * concentration);
      for (let i = 0; i < n - k; i++) predicted *= (i + concentration) / (k + i + 2 * concentration);
      expected += orders * known * Math.log2(known / predicted);
    }
    expect(dirichletExcess([p, 1 - p], concentration, n)).toBeCloseTo(expected, 9);
    expect(dirichletExcess([1, 0], concentration, 5)).toBeGreaterThan(0);
    const between = (dirichletExcess([p, 1 - p], 1, 7) + dirichletExcess([p, 1 - p], 1, 8)) / 2;
    expect(dirichletExcess([p, 1 - p], 1, 7.5)).toBeCloseTo(between, 12);
  });
});

describe("what is stated", () => {
  it.each(structureSet)("%s is known exactly at 10,000 symbols, with its class", async (recipe) => {
    const truth = (await bindRecipe(recipe)).learnableBits!(10_000);
    expect(truth.status).toBe("exact");
    if (truth.status !== "exact") return;
    expect(truth.route).toMatch(/^class: /);
    expect(truth.value).toBeGreaterThanOrEqual(0);
    expect(truth.value).toBeLessThan(1500);
  });

  it.each([
    ["random-hierarchy(v=16, m=4, levels=1)", 100, "bounds"],
    ["copy(alphabet=2, length=8)", 100, "bounds"],
    ["lag-copy(lag=64, eps=0.1, alphabet=4)", 100, "bounds"],
    ["random-multiplicative(from=5)", 1000, "unknown"],
    ["random-markov(alphabet=4)", 7, "unknown"],
    ["random-markov(alphabet=4)", 60, "unknown"],
    ['pcfg(grammar="S -> S S [.3] | a [.7]")', 1000, "unknown"],
  ])("%s of %i symbols: %s", async (recipe, n, status) => {
    expect((await bindRecipe(recipe)).learnableBits!(n).status).toBe(status);
  });

  it("fewer digits where laws are seldom used", async () => {
    const digits = async (n: number) => {
      const truth = (await bindRecipe("random-markov(alphabet=16, concentration=0.5)")).learnableBits!(n);
      return truth.status === "exact" ? truth.digits : 0;
    };
    expect(await Promise.all([200, 1024, 100_000].map(digits))).toEqual([0, 1, 3]);
  });

  it("nothing where nothing can be learned", async () => {
    for (const recipe of ["uniform(alphabet=2)", "lag-copy(eps=1)", "copy(alphabet=1, length=3)"])
      expect(await bitsOf(recipe, 1000)).toBe(0);
    expect((await bindRecipe("coin")).learnableBits).toBeUndefined();
  });
});
