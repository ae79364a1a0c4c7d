import { describe, expect, test } from "vitest";
import { fitDecay, type SharedBits, sharedGrowth } from "../../../src/statistics/decay.ts";

describe("decay law", () => {
  const distances = [1, 2, 3, 5, 8, 13];

  test("a power law: its exponent and what it is at distance 1", () => {
    const [best, other] = fitDecay(
      distances,
      distances.map((d) => 0.3 * d ** -1.5),
    );
    expect(best).toMatchObject({
      law: "power",
      factor: expect.closeTo(0.3, 12),
      rate: expect.closeTo(1.5, 12),
    });
    // Least squares of log values on distance - 1, by hand: sums of x, y, x^2 and x y.
    const [x, y] = [distances.map((d) => d - 1), distances.map((d) => Math.log(0.3) - 1.5 * Math.log(d))];
    const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
    const determinant = 6 * sum(x.map((v) => v * v)) - sum(x) ** 2;
    const slope = (6 * sum(x.map((v, i) => v * y[i]!)) - sum(x) * sum(y)) / determinant;
    const intercept = (sum(y) - slope * sum(x)) / 6;
    const squares = sum(x.map((v, i) => (y[i]! - intercept - slope * v) ** 2));
    expect(other).toMatchObject({
      law: "exponential",
      factor: expect.closeTo(Math.exp(intercept), 12),
      rate: expect.closeTo(-slope, 12),
      // Two coefficients and the variance.
      aic: expect.closeTo(6 * Math.log(squares / 6) + 6, 10),
    });
  });

  test("an exponential: its rate and what it is at distance 1", () => {
    const [best, other] = fitDecay(
      distances,
      distances.map((d) => 0.3 * Math.exp(-0.25 * (d - 1))),
    );
    expect(best).toMatchObject({
      law: "exponential",
      factor: expect.closeTo(0.3, 12),
      rate: expect.closeTo(0.25, 12),
      // Perfect but for rounding: the least variance that counts.
      aic: expect.closeTo(6 * Math.log(1e-24) + 6, 9),
    });
    expect(other.law).toBe("power");
    expect(other.aic).toBeGreaterThan(best.aic);
  });

  test("constants decay by neither", () => {
    const [best, other] = fitDecay([1, 2, 3, 4], [1, 1, 1, 1]);
    expect([best.law, best.factor, other.law, other.factor]).toEqual(["power", 1, "exponential", 1]);
  });
});

describe("shared growth", () => {
  const sizes = [128, 256, 512, 1024, 2048, 4096];
  /** Student's quantile of 95 % at 7 degrees of freedom. */
  const student = 2.364624251592784;

  /** Eight pieces that share alike. */
  const alike = (shared: (m: number) => number, lengths = sizes): SharedBits[] =>
    lengths.map((size) => ({ size, bits: new Float64Array(8).fill(shared(size)) }));

  /** By how much half a power of log m moves the exponent, from lengths that are given. */
  const logarithm = (from: number, to: number) => 0.5 / Math.log(Math.sqrt(from * to));

  test.each([0, 0.1, 0.3, 0.5, 0.8])("what is shared grows like m^%d", (exponent) => {
    const growth = sharedGrowth(alike((m) => 7 * m ** exponent));
    if (growth.status !== "ok") throw new Error(growth.reason);
    expect(growth.value).toBeCloseTo(exponent, 6);
    const half = student * logarithm(128, 4096);
    expect(growth.lower95).toBeCloseTo(Math.max(0, exponent - half), 6);
    expect(growth.upper95).toBeCloseTo(Math.min(1, exponent + half), 6);
    expect([growth.from, growth.to]).toEqual([128, 4096]);
  });

  /** The exponent that leaves least over, by trying all in steps of a hundred-thousandth. */
  function tried(values: readonly number[], errors: readonly number[]): number {
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    for (let exponent = 0; exponent < 1; exponent += 1e-5) {
      let [xy, xx, yy] = [0, 0, 0];
      for (const [i, value] of values.entries()) {
        const weight = 1 / (errors[i]! ** 2 + (0.1 * value) ** 2);
        const shape = sizes[i]! ** exponent;
        xy += weight * value * shape;
        xx += weight * shape * shape;
        yy += weight * value * value;
      }
      const left = yy - (xy * xy) / xx;
      if (left < least) [best, least] = [exponent, left];
    }
    return best;
  }

  test("the interval covers leaving out a piece, and a logarithmic factor", () => {
    // Pieces of their own exponents, .36 to .5.
    const rows = sizes.map((size) => ({
      size,
      bits: Float64Array.from({ length: 8 }, (_, p) => size ** (0.36 + 0.02 * p)),
    }));
    const mean = (bits: Float64Array, left: number) => {
      const kept = [...bits].filter((_, p) => p !== left);
      return kept.reduce((sum, one) => sum + one, 0) / kept.length;
    };
    const spread = (without: readonly number[]) => {
      const centre = without.reduce((sum, one) => sum + one, 0) / 8;
      return Math.sqrt((7 / 8) * without.reduce((sum, one) => sum + (one - centre) ** 2, 0));
    };
    const pieces = [0, 1, 2, 3, 4, 5, 6, 7];
    const errors = rows.map(({ bits }) => spread(pieces.map((left) => mean(bits, left))));
    const exponentWithout = (left: number) =>
      tried(
        rows.map(({ bits }) => mean(bits, left)),
        errors,
      );
    const value = exponentWithout(-1);
    const half = student * Math.hypot(spread(pieces.map(exponentWithout)), logarithm(128, 4096));
    const growth = sharedGrowth(rows);
    if (growth.status !== "ok") throw new Error(growth.reason);
    expect(growth.value).toBeCloseTo(value, 4);
    expect(growth.lower95).toBeCloseTo(value - half, 4);
    expect(growth.upper95).toBeCloseTo(value + half, 4);
  });

  test("short blocks that follow another law are left out", () => {
    const growth = sharedGrowth(alike((m) => (m === 128 ? 1 : 3 * Math.sqrt(m))));
    if (growth.status !== "ok") throw new Error(growth.reason);
    expect(growth.value).toBeCloseTo(0.5, 6);
    expect([growth.from, growth.to]).toEqual([256, 4096]);
    expect(growth.upper95).toBeCloseTo(0.5 + student * logarithm(256, 4096), 6);
  });

  test("an exponent is 0 at least: a slow fall is chance, a fast one no growth", () => {
    expect(sharedGrowth(alike((m) => 100 * m ** -0.1))).toMatchObject({ status: "ok", value: 0, lower95: 0 });
    expect(sharedGrowth(alike((m) => 1e4 / m))).toEqual({
      status: "undefined",
      reason: "the information that neighbouring blocks share falls from 128 to 4096 symbols",
    });
  });

  test("gives a reason where it is undefined", () => {
    const reasonOf = (rows: readonly SharedBits[]) => {
      const growth = sharedGrowth(rows);
      return growth.status === "ok" ? growth.value : growth.reason;
    };
    expect(reasonOf(alike(Math.sqrt, sizes.slice(0, 3)))).toBe("blocks of fewer than 4 lengths fit");
    expect(reasonOf(alike((m) => m))).toBe(
      "the information that neighbouring blocks share grows as fast as their length",
    );
    expect(reasonOf(alike((m) => (Math.log2(m) % 2 === 0 ? 10 : 30)))).toBe(
      "the information that neighbouring blocks share does not grow as a power law over any three doublings",
    );
    expect(reasonOf(alike((m) => (m === 2048 ? 0 : 5)))).toBe(
      "the information that blocks of 2048 symbols share does not differ from chance",
    );
    // Of 8 pieces one alone shares anything: its mean is one standard error above 0.
    const one = sizes.map((size) => ({ size, bits: Float64Array.of(8, 0, 0, 0, 0, 0, 0, 0) }));
    expect(reasonOf(one)).toBe(
      "the information that blocks of 4096 symbols share does not differ from chance",
    );
  });

  test("lengths below one that is not clear do not count", () => {
    const growth = sharedGrowth(alike((m) => (m === 256 ? -1 : m ** 0.4)));
    expect(growth).toMatchObject({ status: "ok", from: 512, to: 4096 });
  });
});
