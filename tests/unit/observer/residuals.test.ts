import { describe, expect, it } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { BayesMixture } from "../../../src/observer/bayes-mixture.ts";
import type { Member } from "../../../src/observer/member.ts";
import { observerMembers } from "../../../src/observer/observer-members.ts";
import { Residuals } from "../../../src/observer/residuals.ts";
import { distanceFromUniform } from "../statistics/distance-from-uniform.ts";

const codes = [97, 32, 98, 49, 50];

/** Numbers, a period and a copy, so that every member says something. */
const symbols = (() => {
  const random = Random.fromSeed(3);
  const noise = Uint8Array.from({ length: 300 }, () => random.below(5));
  return Uint8Array.from({ length: 900 }, (_, i) =>
    i < 300 || i >= 600 ? noise[i % 300]! : [0, 1, 2, 3][i % 4]!,
  );
})();

/** A member that states one law. */
const fixed = (law: readonly number[], read: Uint8Array): Member => ({
  id: "fixed",
  code(start, end, _segment, _learn, losses, below) {
    for (let at = start; at < end; at++) {
      if (losses) losses[at - start] = -Math.log2(law[read[at]!]!);
      if (below) below[at - start] = law.slice(0, read[at]!).reduce((sum, p) => sum + p, 0);
    }
  },
  distribution: () => Float64Array.from(law),
});

describe("members", () => {
  it.each(observerMembers().filter(({ id }) => id !== "xor-pair"))(
    "$id: symbols share the interval from 0 to 1 without a gap",
    (definition) => {
      const member = definition.open(symbols, 5, codes);
      const losses = new Float64Array(1);
      const below = new Float64Array(1);
      for (let at = 0; at < symbols.length; at++) {
        const law = member.distribution(at, 0);
        member.code(at, at + 1, 0, true, losses, below);
        const place = symbols[at]!;
        expect(2 ** -losses[0]!).toBeCloseTo(law[place]!, 5);
        // In the order of symbols, or with one that is foretold before all others, or in the order of values.
        const sum = (over: (s: number) => boolean) => law.reduce((all, p, s) => (over(s) ? all + p : all), 0);
        const orders = [-1, 0, 1, 2, 3, 4].map((first) =>
          place === first ? 0 : sum((s) => s === first || s < place),
        );
        orders.push(sum((s) => codes[s]! < codes[place]!));
        expect(Math.min(...orders.map((one) => Math.abs(below[0]! - one)))).toBeLessThan(1e-5);
      }
      member.close?.();
    },
  );

  it("pay the same whether they say so or not", () => {
    for (const definition of observerMembers()) {
      const size = definition.id === "xor-pair" ? 2 : 5;
      const given = symbols.map((symbol) => symbol % size);
      const [plain, asked] = [new Float64Array(900), new Float64Array(900)];
      const [one, other] = [definition.open(given, size, codes), definition.open(given, size, codes)];
      one.code(0, 900, 0, true, plain);
      other.code(0, 900, 0, true, asked, new Float64Array(900));
      expect(asked).toEqual(plain);
      one.close?.();
      other.close?.();
    }
  });
});

describe("Residuals", () => {
  const law = [0.5, 0.25, 0.125, 0.0625, 0.0625];
  const drawnFrom = (probabilities: readonly number[], n: number) => {
    const random = Random.fromSeed(8);
    return Uint8Array.from({ length: n }, () => {
      let left = random.uniform();
      let symbol = 0;
      while (symbol < probabilities.length - 1 && left >= probabilities[symbol]!)
        left -= probabilities[symbol++]!;
      return symbol;
    });
  };
  const residualsOf = (laws: readonly (readonly number[])[], read: Uint8Array, size: number) => {
    const mixture = new BayesMixture(laws.map((one) => fixed(one, read)));
    const residuals = new Residuals(read, size, Random.fromSeed(2));
    mixture.noteResiduals(residuals);
    mixture.code(0, read.length, 0, true, new Float64Array(read.length));
    return [...residuals.values];
  };

  it("are uniform where the law of the mixture is that of the symbols", () => {
    const read = drawnFrom(law, 10_000);
    expect(distanceFromUniform(residualsOf([law], read, 5))).toBeLessThan(0.0163);
    expect(distanceFromUniform(residualsOf([law, [0.2, 0.2, 0.2, 0.2, 0.2]], read, 5))).toBeLessThan(0.0163);
    const coin = drawnFrom([0.9, 0.1], 10_000);
    expect(distanceFromUniform(residualsOf([[0.9, 0.1]], coin, 2))).toBeLessThan(0.0163);
  });

  it("are not where it is another", () => {
    const read = drawnFrom([0.2, 0.2, 0.2, 0.2, 0.2], 10_000);
    expect(distanceFromUniform(residualsOf([law], read, 5))).toBeGreaterThan(0.1);
  });

  it("are the same every time", () => {
    const read = drawnFrom(law, 100);
    expect(residualsOf([law], read, 5)).toEqual(residualsOf([law], read, 5));
  });
});
