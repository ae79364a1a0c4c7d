import { describe, expect, it } from "vitest";
import type { Machine } from "../../../../src/core/source.ts";
import { type Row, rows } from "../../../vectors/ground-truth-cases.ts";
import { bind, chiSquareLimit, take } from "../support.ts";

const entropyOf = async (recipe: string): Promise<number> => {
  const { entropyRate } = (await bind(recipe)).truth();
  if (entropyRate?.status !== "exact") throw new Error("no exact rate");
  return entropyRate.value;
};

/** Sum of f over the integers from a on, for a smooth f that falls like a power: Euler and Maclaurin to the first derivative. */
function tailSum(f: (x: number) => number, integral: number, slope: number, a: number): number {
  return integral + f(a) / 2 - slope / 12;
}

describe("zeta", () => {
  it.each([1.1, 1.5, 2])(
    "with exponent %f has the entropy of the whole law once its tail is put back",
    async (s) => {
      const row = rows.find((candidate) => candidate.params === `s=${s.toFixed(1)}`) as Row;
      const cut = await entropyOf(`zeta(exponent=${s})`);
      // Mass and entropy of k > 65536, from sums that know nothing of the source.
      const a = 65_537;
      const L = Math.log(a);
      const edge = a ** -s;
      const mass = tailSum((x) => x ** -s, (a * edge) / (s - 1), (-s * edge) / a, a);
      const logMass = tailSum(
        (x) => x ** -s * Math.log(x),
        a * edge * (L / (s - 1) + 1 / (s - 1) ** 2),
        (edge / a) * (1 - s * L),
        a,
      );
      let head = 0;
      for (let k = 65_536; k >= 1; k--) head += k ** -s;
      const total = head + mass;
      const share = mass / total;
      const tailEntropy = (s * logMass) / mass / Math.LN2 + Math.log2(mass);
      const choice = -share * Math.log2(share) - (1 - share) * Math.log2(1 - share);
      expect((1 - share) * cut + choice + share * tailEntropy).toBeCloseTo(row.h as number, 9);
      const route = (await bind(`zeta(exponent=${s})`)).truth().entropyRate as { route: string };
      expect(route.route).toContain(`; ${share.toPrecision(2)} of`);
    },
  );

  it("cuts anywhere", async () => {
    expect(await entropyOf("zeta(exponent=3, alphabet=1)")).toBe(0);
    // 1 and 1/4 in five parts.
    expect(await entropyOf("zeta(exponent=2, alphabet=2)")).toBeCloseTo(Math.log2(5) - 1.6, 12);
  });
});

describe("geometric", () => {
  const direct = (p: number, symbols: number): number => {
    let [mass, plain, total] = [p, 0, 0];
    for (let k = 0; k < symbols; k++, mass *= 1 - p) {
      total += mass;
      if (mass > 0) plain -= mass * Math.log2(mass);
    }
    return plain / total + Math.log2(total);
  };

  it.each([
    [0.5, 2],
    [0.9, 0.5211062151],
    [0.01, 8.0793135896],
  ])("with p = %f has %f bits by its law", async (p, bits) => {
    expect(await entropyOf(`geometric(p=${p})`)).toBeCloseTo(bits, 9);
    expect(direct(p, 100_000)).toBeCloseTo(bits, 9);
  });

  it("states the law that two bytes leave of it", async () => {
    const source = await bind("geometric(p=0.0001)");
    expect(source.alphabetSize).toBe(65_536);
    expect(await entropyOf("geometric(p=0.0001)")).toBeCloseTo(direct(0.0001, 65_536), 9);
    expect((source.truth().entropyRate as { route: string }).route).toBe("entropy of k given k < 65536");
    expect(await entropyOf("geometric(p=1e-18)")).toBeCloseTo(16, 9);
    expect((await bind("geometric(p=1)")).alphabetSize).toBe(1);
  });

  it("has its mean", async () => {
    const symbols = [...take(await bind("geometric(p=0.02)"), 200_000, 3)];
    const mean = symbols.reduce((sum, symbol) => sum + symbol, 0) / symbols.length;
    expect(Math.abs(mean - 49)).toBeLessThan((5 * Math.sqrt(0.98)) / 0.02 / Math.sqrt(symbols.length));
  });
});

describe("monkey", () => {
  it("has the entropy of its law", async () => {
    const machine = (await bind("monkey(letters=26, space=0.18)")).machine?.() as Machine;
    const direct = machine.probability.reduce((sum, p) => sum - p * Math.log2(p), 0);
    expect(await entropyOf("monkey(letters=26, space=0.18)")).toBeCloseTo(direct, 12);
    expect(await entropyOf("monkey(letters=1, space=0)")).toBe(0);
  });

  it("types words whose probability falls with rank as its summary says", async () => {
    const [letters, space] = [3, 0.2];
    const machine = (await bind(`monkey(letters=${letters}, space=${space})`)).machine?.() as Machine;
    const letter = machine.probability[0] as number;
    // Words of n letters are all equally likely, and longer ones less so: the last of them has rank (3^(n+1) - 1) / 2.
    const rank = (n: number) => (letters ** (n + 1) - 1) / (letters - 1);
    const exponent = (n: number) =>
      (Math.log(space * letter ** n) - Math.log(space * letter ** (n + 1))) /
      (Math.log(rank(n + 1)) - Math.log(rank(n)));
    expect(exponent(20)).toBeCloseTo(1 - Math.log(1 - space) / Math.log(letters), 8);
  });

  it("writes letters and spaces", async () => {
    const source = await bind("monkey(letters=2)");
    expect([0, 1, 2].map((symbol) => source.label(symbol))).toEqual(["a", "b", " "]);
  });
});

describe("iid", () => {
  it("draws from the law given", async () => {
    const law = [0.1, 0, 0.65, 0.25];
    const symbols = take(await bind(`iid(probabilities=[${law}])`), 100_000, 4);
    const counts = [0, 0, 0, 0];
    for (const symbol of symbols) counts[symbol] = (counts[symbol] as number) + 1;
    expect(counts[1]).toBe(0);
    const statistic = law.reduce((sum, p, i) => {
      const expected = p * symbols.length;
      return expected === 0 ? sum : sum + ((counts[i] as number) - expected) ** 2 / expected;
    }, 0);
    expect(statistic).toBeLessThan(chiSquareLimit(2));
    expect(await entropyOf("iid(probabilities=[0.5, 0.25, 0.25])")).toBe(1.5);
  });

  it("refuses a law that does not sum to 1", async () => {
    await expect(bind("iid(probabilities=[0.5, 0.4])")).rejects.toThrow("sum to 0.9, not 1");
  });
});
