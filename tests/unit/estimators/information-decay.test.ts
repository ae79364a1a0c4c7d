import { expect, it, vi } from "vitest";
import { informationDecay, lagProfileOf } from "../../../src/estimators/memory.ts";
import { pairsGiven } from "./context-given.ts";
import { reasonFrom } from "./context-of.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
/** Distances even on a logarithm up to 33, of which 2^(j/8) up to 8 are all whole numbers. */
const even = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 19, 21, 23, 25, 27, 29, 32];

interface Given {
  readonly longest?: number;
  readonly distances?: readonly number[];
  /** first distance of those given that does not stand out */
  readonly end?: number;
}

function given(law: (d: number) => number, { longest = 10_000, distances = upTo(33), end = 99 }: Given) {
  const information = distances.map(law);
  const standsOut = distances.map((d) => d < end);
  return pairsGiven(1000, [lagProfileOf(longest), { distances, information, standsOut }]);
}

const power = (d: number) => 0.3 * Math.exp(-0.7 * Math.log(d));
const exponential = (d: number) => 0.2 * Math.exp(-(d - 1) / 5);

async function lawsOf(law: (d: number) => number, told: Given = {}) {
  const { longest } = told;
  const measurement = await informationDecay.measure(
    given(law, told),
    longest === undefined ? {} : { longest },
  );
  expect(measurement).toMatchObject({ status: "ok", shape: "table" });
  if (measurement.status !== "ok" || measurement.shape !== "table") throw new Error("no table");
  expect(measurement.value.columns).toEqual(["law", "distances", "c", "b", "xi", "likelihood"]);
  return measurement.value.rows;
}

/** Least squares of log I by the normal equations: c, b or 1/xi, and the mean square that is left. */
function line(law: (d: number) => number, of: readonly number[], x: (d: number) => number) {
  const mean = (value: (d: number) => number) => of.reduce((sum, d) => sum + value(d), 0) / of.length;
  const y = (d: number) => Math.log(law(d));
  const [mx, my] = [mean(x), mean(y)];
  const slope = (mean((d) => x(d) * y(d)) - mx * my) / (mean((d) => x(d) * x(d)) - mx * mx);
  const square = mean((d) => (y(d) - my - slope * (x(d) - mx)) ** 2);
  return { factor: Math.exp(my - slope * mx), rate: -slope, square };
}

const close = (x: number) => expect.closeTo(x, 9);

it("a power law: its constants, and the other law by the normal equations", async () => {
  const [first, second] = await lawsOf(power);
  const other = line(power, even, (d) => d - 1);
  expect(first).toEqual(["power", even.length, close(0.3), close(0.7), null, 1]);
  expect(second!.slice(0, 5)).toEqual([
    "exponential",
    even.length,
    close(other.factor),
    null,
    close(1 / other.rate),
  ]);
});

it("an exponential: its constants, and the other law by the normal equations", async () => {
  const [first, second] = await lawsOf(exponential);
  const other = line(exponential, even, Math.log);
  expect(first).toEqual(["exponential", even.length, close(0.2), null, close(5), 1]);
  expect(second!.slice(0, 5)).toEqual(["power", even.length, close(other.factor), close(other.rate), null]);
});

// AIC is m ln of the mean square and as much for both, so that exp of half the difference is (ratio)^(m/2).
it("between both: how likely the worse one is", async () => {
  const between = (d: number) => 0.3 * Math.exp(-0.4 * Math.log(d) - d / 12);
  const of = [1, 2, 3, 4, 5, 6, 7];
  const rows = await lawsOf(between, { end: 8 });
  const fits = { power: line(between, of, Math.log), exponential: line(between, of, (d) => d - 1) };
  const better = fits.power.square < fits.exponential.square ? "power" : "exponential";
  const worse = better === "power" ? "exponential" : "power";
  expect(rows.map(([law]) => law)).toEqual([better, worse]);
  const likelihood = (fits[better].square / fits[worse].square) ** (of.length / 2);
  expect(rows.map((row) => row[5])).toEqual([1, close(likelihood)]);
  expect(likelihood).toBeGreaterThan(1e-6);
});

it("up to the first distance that is not significant or has no value", async () => {
  expect((await lawsOf(power, { end: 13 }))[0]![1]).toBe(12);
  expect((await lawsOf(power, { end: 7 }))[0]![1]).toBe(6);
  for (const nothing of [0, -1])
    expect((await lawsOf((d) => (d === 10 ? nothing : power(d))))[0]!.slice(0, 4)).toEqual([
      "power",
      9,
      close(0.3),
      close(0.7),
    ]);
});

it("distances that are not even on a logarithm do not count", async () => {
  expect((await lawsOf((d) => (even.includes(d) ? power(d) : 0)))[0]).toEqual([
    "power",
    even.length,
    close(0.3),
    close(0.7),
    null,
    1,
  ]);
  expect((await lawsOf(power, { longest: 20 }))[0]![1]).toBe(17);
});

it("of fewer than six none is fitted", async () => {
  expect(await reasonFrom(informationDecay, given(power, { end: 6 }))).toBe(
    "5 significant distances in a row, needs 6",
  );
  expect(await reasonFrom(informationDecay, given(power, { end: 1 }))).toBe(
    "0 significant distances in a row, needs 6",
  );
  expect(await reasonFrom(informationDecay, given(power, { distances: upTo(5) }))).toMatch(
    /^5 significant distances/,
  );
});

it("of what does not fall to half none is fitted", async () => {
  const falls = (last: number) => (d: number) => (d === 8 ? last : 1 / 2 + 1 / (8 * d));
  const toHalf = falls((1 / 2 + 1 / 8) / 2);
  expect((await lawsOf(toHalf, { end: 9 }))[0]![1]).toBe(8);
  expect(await reasonFrom(informationDecay, given(falls(0.313), { end: 9 }))).toBe(
    "I(d) does not fall to half within 8 symbols",
  );
});

it("declares its parameters and defaults", async () => {
  // Made when they are first asked for, so of an estimator that nobody asked.
  vi.resetModules();
  const { params } = (await import("../../../src/estimators/memory.ts")).informationDecay;
  expect(params!.parse({})).toEqual({ longest: 10_000 });
  expect(params!.safeParse({ other: 1 }).success).toBe(false);
});
