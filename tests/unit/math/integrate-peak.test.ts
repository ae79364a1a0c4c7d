import { describe, expect, it } from "vitest";
import { integratePeak, type WeighedValue } from "../../../src/math/integrate-peak.ts";

type Bounds = readonly [number, number];
const wide: Bounds = [-1e9, 1e9];

/** The integral, the evaluations it took, and that none lay outside the bounds. */
function integral(
  logWeight: (x: number) => number,
  value: (x: number) => number,
  { start = 0, step = 1, bounds = wide }: { start?: number; step?: number; bounds?: Bounds } = {},
) {
  let evaluations = 0;
  const at = (x: number): WeighedValue => {
    evaluations++;
    // 1e-9 of the width for rounding in sums from one edge to the other.
    const slack = 1e-9 * (bounds[1] - bounds[0]);
    if (!(x >= bounds[0] - slack && x <= bounds[1] + slack)) throw new RangeError(`${x} is out of bounds`);
    return { logWeight: logWeight(x), value: value(x) };
  };
  return { ...integratePeak(at, start, step, bounds), evaluations };
}

const normal =
  (mean: number, deviation: number, log = 0) =>
  (x: number) =>
    log - ((x - mean) / deviation) ** 2 / 2;
const normalMass = (deviation: number, log = 0) => log + Math.log(deviation) + Math.log(2 * Math.PI) / 2;

describe("a normal law: s sqrt(2 pi), and its moments", () => {
  const places = [
    { start: 0, step: 1 },
    { start: 0, step: -1 },
    { start: 0, step: 0.01 },
    { start: 0, step: 100 },
    { start: 50, step: 1 },
    { start: -50, step: 1 },
    { start: 3, step: 1 },
    { start: 3, step: 1e-3 },
  ];
  it.each(places)("of deviation 2 around 3, from %j", (place) => {
    const { logMass, mean, evaluations } = integral(normal(3, 2, 100), (x) => x * x, place);
    expect(logMass).toBeCloseTo(normalMass(2, 100), 12);
    expect(mean).toBeCloseTo(9 + 4, 11);
    expect(evaluations).toBeLessThan(220);
  });

  it.each([
    [1000, 1e-3],
    [-1000, 1e-3],
    [1, 1e-3],
    [0, 1e-6],
    [0, 1e6],
    [1e6, 1e3],
  ])("around %d, of deviation %d, however narrow or wide", (center, deviation) => {
    const { logMass, mean, evaluations } = integral(
      normal(center, deviation, -700),
      (x) => 1 + ((x - center) / deviation) ** 2,
    );
    expect(logMass).toBeCloseTo(normalMass(deviation, -700), 11);
    expect(mean).toBeCloseTo(2, 8);
    expect(evaluations).toBeLessThan(260);
  });

  it("an odd value has mean 0, however long it is refined", () => {
    const { logMass, mean } = integral(normal(0, 1), (x) => x, { start: 0.3 });
    expect(logMass).toBeCloseTo(normalMass(1), 12);
    expect(mean).toBeCloseTo(0, 13);
  });

  it("a value below 0", () => {
    expect(integral(normal(1, 1), (x) => -x * x).mean).toBeCloseTo(-2, 12);
  });

  // Of e^(ix) the mean is e^(-1/2): what the coarse grid makes of it differs from the mass.
  it.each([1, 3, 8])("waves of %d under it", (frequency) => {
    const { mean } = integral(normal(0, 1), (x) => 1 + Math.cos(frequency * x));
    expect(mean).toBeCloseTo(1 + Math.exp((-frequency * frequency) / 2), 12);
  });
});

/** psi(k) = 1 + 1/2 + ... + 1/(k - 1) - gamma; ln Gamma(k) of factorials. */
function digamma(k: number): number {
  return Array.from({ length: k - 1 }, (_, i) => 1 / (i + 1)).reduce(
    (sum, x) => sum + x,
    -0.577_215_664_901_532_9,
  );
}
function logFactorial(k: number): number {
  return Array.from({ length: k }, (_, i) => Math.log(i + 1)).reduce((sum, x) => sum + x, 0);
}

describe("x^(k-1) e^-x in logarithms: Gamma(k), tails that fall at different rates", () => {
  it.each([1, 2, 5, 30])("k = %i", (k) => {
    const weight = (x: number) => k * x - Math.exp(x);
    const bounds: Bounds = [-200, 200];
    const plain = integral(weight, (x) => x, { bounds });
    expect(plain.logMass).toBeCloseTo(logFactorial(k - 1), 12);
    expect(plain.mean).toBeCloseTo(digamma(k), 11);
    expect(integral(weight, Math.exp, { bounds, start: -5, step: 0.1 }).mean).toBeCloseTo(k, 10);
    const mirrored = integral(
      (x) => weight(-x),
      (x) => x,
      { bounds, start: 9, step: -0.3 },
    );
    expect(mirrored.logMass).toBeCloseTo(logFactorial(k - 1), 12);
    expect(mirrored.mean).toBeCloseTo(-digamma(k), 11);
  });
});

it("exponential tails: 1/cosh x has pi, and x^2 a mean of pi^2/4", () => {
  const { logMass, mean } = integral(
    (x) => -Math.log(Math.cosh(x)),
    (x) => x * x,
    { bounds: [-300, 300] },
  );
  expect(logMass).toBeCloseTo(Math.log(Math.PI), 12);
  expect(mean).toBeCloseTo(Math.PI ** 2 / 4, 11);
});

// Gamma(1/4) = 3.625609908221908.
it("a flat top: e^(-x^4) has Gamma(1/4)/2, and x^4 a mean of 1/4", () => {
  const { logMass, mean } = integral(
    (x) => -(x ** 4),
    (x) => x ** 4,
    { start: 1.7 },
  );
  expect(logMass).toBeCloseTo(Math.log(3.625609908221908 / 2), 12);
  expect(mean).toBeCloseTo(0.25, 12);
});

describe("bounds are not left", () => {
  // e^-32 is left out at 8 deviations.
  it.each<[number, number, Bounds]>([
    [0, 1, [-8, 8]],
    [7, 1, [-8, 8]],
    [-100, 1, [-8, 8]],
    [100, 30, [-8, 8]],
    [0, 50, [-8, 1e9]],
    [0, 50, [-1e9, 8]],
  ])("from %d by %d in %j", (start, step, bounds) => {
    const { logMass, mean } = integral(normal(0, 1), (x) => 1 + x, { start, step, bounds });
    expect(logMass).toBeCloseTo(normalMass(1), 11);
    expect(mean).toBeCloseTo(1, 11);
  });
});

describe("the grid is halved until the integrals no longer change", () => {
  type Curve = (x: number) => number;

  /** What is left at the end of all places looked at: 33 of a grid, those halfway between, and so on. */
  function gridOf(logWeight: Curve, value: Curve): { places: number[]; halvings: number } {
    const all: number[] = [];
    integratePeak(
      (x) => {
        all.push(x);
        return { logWeight: logWeight(x), value: value(x) };
      },
      0.2,
      1,
      [-500, 500],
    );
    for (let halvings = 1; halvings <= 10; halvings++) {
      const places = all.slice(-32 * 2 ** halvings - 1);
      const width = (places[32]! - places[0]!) / 32;
      const isGrid = places.slice(0, 33).every((x, i) => Math.abs(x - places[0]! - i * width) < 1e-9 * width);
      if (isGrid && Math.abs(places[33]! - places[0]! - width / 2) < 1e-9 * width)
        return { places, halvings };
    }
    throw new Error("no grid");
  }

  /** Changes of both integrals, the larger one, from each grid to one of half its width. */
  function changes(logWeight: Curve, value: Curve, first: number, last: number): number[] {
    const grids = Array.from({ length: 8 }, (_, k) => {
      const width = (last - first) / 32 / 2 ** k;
      const sums = [0, 0];
      for (let i = 0; i <= 32 * 2 ** k; i++) {
        const weight = Math.exp(logWeight(first + i * width));
        sums[0]! += weight * width;
        sums[1]! += weight * value(first + i * width) * width;
      }
      return sums as [number, number];
    });
    return grids.slice(1).map(([mass, sum], k) => {
      const [before, sumBefore] = grids[k]!;
      return Math.max(Math.abs(1 - before / mass), Math.abs(1 - sumBefore / sum));
    });
  }

  /** Halvings until a change is 1e-8, or, where it is 1e-6, not a quarter of the one before. */
  function enough(list: readonly number[]): number {
    const at = list.findIndex(
      (x, k) => x <= 1e-8 || (x <= 1e-6 && x > (list[k - 1] ?? Number.POSITIVE_INFINITY) / 4),
    );
    return at < 0 ? 10 : at + 1;
  }

  const bell = normal(0, 1);
  const powers = Array.from({ length: 40 }, (_, i) => 0.5 + i / 16);
  it.each<[string, Curve, Curve]>([
    ["nothing to average", bell, () => 1],
    ...[3, 5, 5.5, 6, 14].map((f): [string, Curve, Curve] => [
      `waves of ${f}`,
      bell,
      (x) => 1 + Math.cos(f * x),
    ]),
    ["waves of 11 and 22", bell, (x) => 1 + Math.cos(11 * x) + Math.cos(22 * x)],
    ["waves of 11, 22 and 44", bell, (x) => 1 + Math.cos(11 * x) + Math.cos(22 * x) + Math.cos(44 * x)],
    ["small values", bell, (x) => 1e-9 * (1 + Math.cos(3 * x))],
    ["large values", bell, (x) => 1e9 * (1 + Math.cos(3 * x))],
    ...powers.map((a): [string, Curve, Curve] => [
      `1/cosh^${a}`,
      (x) => -a * Math.log(Math.cosh(x)),
      () => 1,
    ]),
  ])("%s", (_, logWeight, value) => {
    const { places, halvings } = gridOf(logWeight, value);
    expect(halvings).toBe(enough(changes(logWeight, value, places[0]!, places[32]!)));
  });

  it("what is rounding alone ends it too", () => {
    const { halvings } = gridOf(bell, (x) => x + 1e-9);
    expect(halvings).toBeLessThan(6);
    expect(gridOf(bell, (x) => x + 1e-13).halvings).toBe(10);
  });
});

it("a first step far beyond the top: that it is narrow and far away does not matter", () => {
  const { logMass, mean } = integral(normal(30, 0.2), (x) => x, { step: 100 });
  expect(logMass).toBeCloseTo(normalMass(0.2), 12);
  expect(mean).toBeCloseTo(30, 11);
});
