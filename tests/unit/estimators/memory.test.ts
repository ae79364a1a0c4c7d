import { describe, expect, it, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import {
  detrendedFluctuation,
  hilbergExponent,
  horizon,
  hurstExponent,
  informationDecay,
  mutualInformation,
  sharedBlocksOf,
} from "../../../src/estimators/memory.ts";
import { binaryEntropy } from "../../../src/statistics/entropy.ts";
import {
  detrendedFluctuation as fluctuationOf,
  hurstExponent as hurstOf,
} from "../../../src/statistics/fluctuation.ts";
import { fourierTransform } from "../../../src/wasm/fourier-transform.ts";
import { oneOf } from "../../whole.ts";
import { realise } from "../observer/observer-known-sources.ts";
import { pairsGiven } from "./context-given.ts";
import {
  contextOf,
  contextOfSymbols,
  generate,
  numberFrom,
  reasonFrom,
  rowsFrom,
  seriesFrom,
  wordsOf,
} from "./context-of.ts";

function chain(n: number, flip: number, seed: number): number[] {
  let last = 0;
  return generate(
    n,
    (random) => {
      last = random.uniform() < flip ? 1 - last : last;
      return last;
    },
    seed,
  );
}

/** Numbers with the spectrum k^-(2H - 1): fractional noise of Hurst exponent H but for the shortest distances. */
function longMemory(n: number, hurst: number, seed: number): Float64Array {
  const random = Random.fromSeed(seed);
  const re = new Float64Array(n);
  const im = new Float64Array(n);
  for (let k = 1; k < n / 2; k++) {
    const size = Math.exp((0.5 - hurst) * Math.log(k)) * Math.sqrt(-Math.log(1 - random.uniform()));
    const angle = 2 * Math.PI * random.uniform();
    re[k] = size * Math.cos(angle);
    im[k] = size * Math.sin(angle);
    re[n - k] = re[k]!;
    im[n - k] = -im[k]!;
  }
  return fourierTransform({ re, im }).re;
}

describe("mutual information", () => {
  test("a chain that flips with p: I(d) = 1 - H2((1 - (1 - 2p)^d)/2)", async () => {
    const runs = 10;
    const sums = new Map<number, number>();
    for (let seed = 0; seed < runs; seed++) {
      const context = contextOfSymbols(chain(50_000, 0.1, seed), 2);
      for (const { x, value } of await seriesFrom(mutualInformation, context, { longest: 16 }))
        sums.set(x, (sums.get(x) ?? 0) + value / runs);
    }
    let correlation = 1;
    for (let d = 1; d <= 8; d++) {
      correlation *= 0.8;
      expect(Math.abs(sums.get(d)! - (1 - binaryEntropy((1 - correlation) / 2)))).toBeLessThan(0.006);
    }
  });

  test("no bias: 30 symbols in random order have 0 at every distance", async () => {
    const noise = contextOfSymbols(
      generate(40_000, (random) => random.below(30)),
      30,
    );
    const points = await seriesFrom(mutualInformation, noise);
    // (A - 1)^2/(2 n ln 2) = .0152 bits is the bias that counts alone would have.
    const average = points.reduce((sum, { value }) => sum + value, 0) / points.length;
    expect(Math.abs(average)).toBeLessThan(0.0005);
    // 2 n ln 2 I has mean 29^2 and twice that as variance; four and a half deviations at three quarters of the pairs.
    const deviation = Math.sqrt(2 * 29 * 29) / (2 * 30_000 * Math.LN2);
    for (const { value } of points) expect(Math.abs(value)).toBeLessThan(4.5 * deviation);
  });

  test("undersampled, constant, many symbols: a reason", async () => {
    const bytes = generate(5000, (random) => random.below(256));
    expect(await reasonFrom(mutualInformation, contextOfSymbols(bytes, 256))).toMatch(/^undersampled/);
    expect(await reasonFrom(horizon, contextOf("a".repeat(2000)))).toMatch(/^only one symbol occurs/);
    const many = Array.from({ length: 4000 }, (_, i) => i % 2000);
    expect(await reasonFrom(horizon, contextOfSymbols(many, 65_536))).toMatch(/^2000 symbols occur/);
  });
});

describe("horizon", () => {
  test("a copy 50 symbols on is the horizon; a chain forgets; order has none", async () => {
    const recent: number[] = [];
    const copies = generate(40_000, (random) => {
      const symbol =
        recent.length >= 50 && random.below(4) > 0 ? recent[recent.length - 50]! : random.below(4);
      recent.push(symbol);
      return symbol;
    });
    // Its multiples fade and are no distances of the grid.
    expect(await numberFrom(horizon, contextOfSymbols(copies, 4), { longest: 1000 })).toBe(50);
    // .8^(2d)/(2 ln 2) meets the threshold of 50 000 symbols between 14 and 24.
    const forgetful = await numberFrom(horizon, contextOfSymbols(chain(50_000, 0.1, 5), 2));
    expect(forgetful).toBeGreaterThanOrEqual(13);
    expect(forgetful).toBeLessThanOrEqual(25);
    const period = contextOfSymbols(
      Array.from({ length: 20_000 }, (_, i) => i % 2),
      2,
    );
    expect(await numberFrom(horizon, period, { longest: 1000 })).toBe(939);
  });

  const alphabets = [
    [2, 3000],
    [27, 20_000],
  ] as const;
  test.each(oneOf(12, alphabets))(
    "%i symbols in random order: an alarm in a hundred",
    { tags: ["slow"] },
    async (A, n) => {
      let alarms = 0;
      for (let seed = 0; seed < 60; seed++) {
        const noise = generate(n, (random) => Math.floor(A * random.uniform() * random.uniform()), seed);
        if ((await numberFrom(horizon, contextOfSymbols(noise, A), { longest: 500 })) > 0) alarms++;
      }
      // .6 expected; five or more happen once in 3 000 times.
      expect(alarms).toBeLessThan(5);
    },
  );
});

describe("decay", () => {
  test("a chain decays exponentially, to first order with xi = -1/(2 ln(1 - 2p))", async () => {
    const [best] = await rowsFrom(informationDecay, contextOfSymbols(chain(200_000, 0.05, 3), 2), {
      longest: 60,
    });
    expect(best![0]).toBe("exponential");
    expect(Math.abs((best![4] as number) / (-1 / (2 * Math.log(0.9))) - 1)).toBeLessThan(0.1);
  });

  test("no decay, no law", async () => {
    const period = Array.from({ length: 5000 }, (_, i) => i % 3);
    expect(await reasonFrom(informationDecay, contextOfSymbols(period, 3))).toMatch(
      /^I\(d\) does not fall to half/,
    );
    expect(await reasonFrom(informationDecay, contextOfSymbols(chain(5000, 0.5, 1), 2))).toMatch(
      /significant distances in a row/,
    );
  });
});

describe("long memory", () => {
  test.each([0.3, 0.5, 0.7, 0.9])("fractional noise of H = %d", (hurst) => {
    const runs = 5;
    let [alpha, ratio] = [0, 0];
    for (let seed = 0; seed < runs; seed++) {
      const noise = longMemory(1 << 16, hurst, seed);
      alpha += fluctuationOf(noise, [noise.length], 1)!.exponent / runs;
      ratio += hurstOf(noise, [noise.length])! / runs;
    }
    expect(Math.abs(alpha - hurst)).toBeLessThan(0.03);
    // The rescaled range is known to draw towards .7.
    expect(Math.abs(ratio - hurst)).toBeLessThan(0.08);
  });

  test("independent symbols of any law have 1/2", async () => {
    for (const A of [2, 27, 256]) {
      let [alpha, ratio] = [0, 0];
      for (let seed = 0; seed < 5; seed++) {
        const noise = contextOfSymbols(
          generate(50_000, (random) => Math.floor(A * random.uniform() * random.uniform()), seed),
          A,
        );
        alpha += (await numberFrom(detrendedFluctuation, noise)) / 5;
        ratio += (await numberFrom(hurstExponent, noise)) / 5;
      }
      expect(Math.abs(alpha - 0.5)).toBeLessThan(0.02);
      expect(Math.abs(ratio - 0.5)).toBeLessThan(0.03);
    }
  });

  test("a random walk has alpha 3/2, and polynomials of degree 2 do not see a trend", () => {
    const random = Random.fromSeed(1);
    let sum = 0;
    const walk = Float64Array.from({ length: 1 << 16 }, () => {
      sum += random.uniform() - 0.5;
      return sum;
    });
    expect(Math.abs(fluctuationOf(walk, [walk.length], 2)!.exponent - 1.5)).toBeLessThan(0.05);
    const trend = Float64Array.from({ length: 1 << 14 }, (_, i) => i / 100 + random.uniform());
    expect(Math.abs(fluctuationOf(trend, [trend.length], 2)!.exponent - 0.5)).toBeLessThan(0.06);
    // Summed up, a trend is a parabola, of which lines leave the square of the window.
    expect(Math.abs(fluctuationOf(trend, [trend.length], 1)!.exponent - 2)).toBeLessThan(0.2);
  });

  test("ranks do not depend on names; words have ranks, but no values", async () => {
    const text = "it is the east and juliet is the sun arise fair sun and kill the envious moon ".repeat(40);
    const renamed = text.replaceAll("e", "~").replaceAll("s", "e");
    for (const estimator of [detrendedFluctuation, hurstExponent])
      expect(await numberFrom(estimator, contextOf(renamed))).toBeCloseTo(
        await numberFrom(estimator, contextOf(text)),
        1,
      );
    const words = wordsOf(`${text} `.repeat(3));
    expect(await numberFrom(hurstExponent, words)).toBeLessThan(0.5);
    expect(await reasonFrom(hurstExponent, words, { mapping: "value" })).toMatch(/not ordered/);
    expect(await reasonFrom(detrendedFluctuation, contextOf("a".repeat(2000)))).toMatch(/^fewer than four/);
  });
});

describe("hilberg exponent", () => {
  // @module-tag thorough

  const sizes = [128, 256, 512, 1024, 2048];
  const rowsOf = (shared: (m: number) => number) =>
    sizes.map((size) => ({ size, bits: new Float64Array(8).fill(shared(size)) }));

  function given(
    shared: (m: number) => number,
    profile: "fast" | "standard" = "standard",
    lengths = sizes.length,
  ) {
    return pairsGiven(16_384, [sharedBlocksOf(profile), rowsOf(shared).slice(0, lengths)]);
  }

  it.each([0.25, 0.5, 0.8])("what is shared grows as m^%d", async (beta) => {
    expect(
      await numberFrom(
        hilbergExponent,
        given((m) => 3 * m ** beta),
      ),
    ).toBeCloseTo(beta, 6);
  });

  it("an upper bound with the interval of a jackknife over pieces", async () => {
    // Pieces are alike: half a power of log m, m = 512 in the middle, and Student's quantile of 7 degrees of freedom.
    const half = (2.364624251592784 * 0.5) / Math.log(512);
    const measured = await hilbergExponent.measure(given((m) => Math.sqrt(m)));
    if (measured.status !== "ok" || measured.shape !== "scalar") throw new Error("no number");
    expect(measured.bound).toBe("upper");
    expect(measured.interval).toMatchObject({ level: 0.95, method: "block-jackknife" });
    expect(measured.interval!.lower).toBeCloseTo(0.5 - half, 6);
    expect(measured.interval!.upper).toBeCloseTo(0.5 + half, 6);
  });

  it("of the blocks of the requested profile", async () => {
    const context = given((m) => m ** 0.7, "fast");
    expect(await numberFrom(hilbergExponent, context, { profile: "fast" })).toBeCloseTo(0.7, 6);
    expect(hilbergExponent.params!.parse({})).toEqual({ profile: "standard" });
  });

  it("gives a reason where it is undefined", async () => {
    expect(await reasonFrom(hilbergExponent, given(Math.sqrt, "standard", 3))).toBe(
      "blocks of fewer than 4 lengths fit",
    );
    expect(await reasonFrom(hilbergExponent, pairsGiven(16_383))).toBe("16383 symbols, needs 16384");
  });

  // The growth of H(n) - n h of a Santa Fe process with infinitely many facts is known exactly; memoryless digits have none.
  it.each([
    ["santa-fe(beta=0.3)", 0.3],
    ["santa-fe(beta=0.5)", 0.5],
    ["santa-fe(beta=0.7)", 0.7],
    ["uniform(alphabet=10)", 0],
    ["coin(p=0.3)", 0],
  ] as const)("the interval holds the exponent of %s", { tags: ["slow"] }, async (recipe, known) => {
    const { symbols, alphabetSize } = await realise(recipe, 20_000);
    const measured = await hilbergExponent.measure(contextOfSymbols(symbols, alphabetSize));
    if (measured.status !== "ok" || measured.shape !== "scalar") throw new Error("no number");
    const { lower, upper } = measured.interval!;
    expect([lower <= known, known <= upper]).toEqual([true, true]);
  });
});
