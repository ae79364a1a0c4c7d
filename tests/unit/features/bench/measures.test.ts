import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { contextTreeWeightingRate } from "../../../../src/estimators/entropy-rate.ts";
import { growthClass, spearman } from "../../../../src/features/bench/grades.ts";
import { chain, urn, word } from "../../../../src/features/bench/ideal-learners.ts";
import { measureGroups, measures } from "../../../../src/features/bench/measures.ts";
import { spectrumOf } from "../../../../src/features/bench/predictive-spectrum.ts";
import { bindRecipe } from "../../../../src/sources/recipe.ts";
import { contextOfSymbols, generate, numberFrom } from "../../estimators/context-of.ts";

async function reading(id: string, context: ReturnType<typeof contextOfSymbols>): Promise<number> {
  const said = await measures.find((one) => one.id === id)!.read(context);
  if ("reason" in said) throw new Error(said.reason);
  return said.value;
}

const of = (source: ReturnType<typeof word>, n: number) =>
  contextOfSymbols(source.draw(Random.fromSeed(1).fork(source.name), n).symbols, source.alphabetSize);

async function recipe(text: string, n: number) {
  const source = await bindRecipe(text);
  const symbols = new Uint8Array(n);
  source.open(Random.fromSeed(1)).fill(symbols);
  return contextOfSymbols(symbols, source.alphabetSize);
}

describe("each measure, where its value is known another way", () => {
  it.each(["S", "dS"])("%s of a word is its bits", async (id) => {
    expect((await reading(id, of(word(1000, 27, 0), 16_384))) / 1000).toBeCloseTo(1, 0);
  });

  it("G of a chain of 240 parameters is half of that", async () => {
    const bits = await reading("G", of(chain(16, 1, 1), 16_384));
    expect(bits).toBeGreaterThan(120 / 1.5);
    expect(bits).toBeLessThan(120 * 2);
  });

  it("b of an urn is its discount", async () => {
    expect(Math.abs((await reading("b", of(urn(0.7), 32_768))) - 0.7)).toBeLessThan(0.25);
  });

  it.each(["edl", "area", "requential"])(
    "%s of a period is what the trees pay until they know it",
    async (id) => {
      const context = of(word(100, 2, 0), 8192);
      const whole = 8192 * (await numberFrom(contextTreeWeightingRate, context));
      const bits = await reading(id, context);
      // What they still pay in the end is small, but there are many symbols.
      expect(bits / whole).toBeGreaterThan(0.75);
      expect(bits / whole).toBeLessThan(1.05);
    },
  );

  it.each(["edl", "area", "requential"])("%s of a coin is the price of one parameter", async (id) => {
    const context = contextOfSymbols(
      generate(4096, (random) => random.below(2)),
      2,
    );
    expect(Math.abs(await reading(id, context))).toBeLessThan(16);
  });

  it.each(["two-part-xz", "two-part-ppmd"])("%s of bytes that come again is the bytes", async (id) => {
    const bits = await reading(id, of(word(8192, 256, 0), 16_384));
    expect(bits / 8192).toBeGreaterThan(0.9);
    expect(bits / 8192).toBeLessThan(1.5);
  });

  it("E of a period of 5 is log2 5", async () => {
    expect(await reading("E", await recipe("periodic(word=00101)", 8192))).toBeCloseTo(Math.log2(5), 2);
  });

  it("C_mu of the even process is the entropy of 1/3", async () => {
    expect(await reading("C_mu", await recipe("even(p=0.5)", 32_768))).toBeCloseTo(0.9183, 1);
  });

  it("the gzip ratio is zlib's", async () => {
    const context = of(word(1000, 27, 0.25), 8192);
    expect(await reading("gzip", context)).toBe(deflateSync(context.bytes, { level: 9 }).length / 8192);
  });

  it("the predictive spectrum is that of all substrings, by the places where they end", () => {
    const symbols = Uint8Array.from(generate(60, (random) => random.below(3)));
    const byEnds = new Map<string, number[]>();
    for (let start = 0; start < 60; start++)
      for (let end = start + 1; end <= 60; end++) {
        const text = symbols.subarray(start, end).join("");
        const ends = Array.from({ length: 61 }, (_, at) => at).filter(
          (at) => at >= text.length && symbols.subarray(at - text.length, at).join("") === text,
        );
        byEnds.set(ends.join(), ends);
      }
    const share = [0, 1, 2].map((a) => symbols.filter((one) => one === a).length / 60);
    const contributions = [...byEnds.values()].flatMap((ends) => {
      const next = ends.filter((at) => at < 60).map((at) => symbols[at]!);
      if (ends.length < 2) return [];
      let bits = 0;
      for (const a of [0, 1, 2]) {
        const p = next.filter((one) => one === a).length / next.length;
        if (p > 0) bits += (next.length / 60) * p * Math.log2(p / share[a]!);
      }
      return bits > 1e-12 ? [bits] : [];
    });
    const found = [...spectrumOf(symbols, 3)].sort();
    expect(found.length).toBe(contributions.length);
    for (const [i, bits] of contributions.sort().entries()) expect(found[i]).toBeCloseTo(bits, 10);
  });

  it("covers every measure, each with a source and an id of its own", () => {
    expect(measures.map(({ id }) => id)).toEqual([
      ...["S", "G", "b", "dS", "edl", "area", "requential", "two-part-ppmd", "two-part-xz"],
      ...["E", "C_mu", "gzip", "spectrum"],
    ]);
    expect(measureGroups[0]!.length).toBe(4);
    for (const { reference } of measures) expect(reference).toMatch(/\d{4}/);
  });
});

describe("grades", () => {
  it("Spearman's correlation shares ranks of equal values", () => {
    expect(spearman([1, 2, 3, 4], [10, 20, 30, 40])).toBeCloseTo(1, 14);
    expect(spearman([1, 2, 2, 4], [4, 3, 2, 1])).toBeCloseTo(-0.9487, 4);
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeUndefined();
  });

  it("growth is read off three sizes", () => {
    expect(growthClass([1000, 1010, 1012])).toBe("bounded");
    expect(growthClass([1000, 1200, 1400])).toBe("logarithm");
    expect(growthClass([1000, 2000, 4000])).toBe("power");
    expect(growthClass([1, 10, 40])).toBe("bounded");
  });
});
