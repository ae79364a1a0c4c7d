import { describe, expect, it } from "vitest";
import { estimatorRegistry } from "../../../../src/estimators/registry.ts";
import { answeringEstimators, coordinateIds } from "../../../../src/features/check/config-schema.ts";
import { type Demand, judgeBudget, judgeDrift } from "../../../../src/features/check/judge.ts";
import { measured, sampleAt } from "../../report/hand-made.ts";

const plugIn = { id: "plug-in", params: {} };
const instrument = { kind: "estimator", text: "plug-in", quantity: "symbolEntropy", choice: plugIn } as const;
const interval = (lower: number, upper: number) => ({ lower, upper, level: 0.95, method: "blocks" as const });

function statusOf(value: number, ends: [number, number] | null, min: number | null, max: number | null) {
  const number = measured(value);
  const measurements = [{ ...number, interval: ends === null ? null : interval(...ends) }] as never;
  const sample = sampleAt("a", [0.5, 0.1], [1, 0.1], "structure", { measurements });
  const demand: Demand = {
    quantity: "symbolEntropy",
    instrument,
    at: null,
    allowed: { min, max },
    minSymbols: 0,
    why: null,
    line: 1,
  };
  return judgeBudget(sample, [plugIn], demand).status;
}

describe("a budget", () => {
  it("fails only where the whole interval is beyond its limit", () => {
    expect(statusOf(3, null, null, 3)).toBe("passed");
    expect(statusOf(3.01, null, null, 3)).toBe("failed");
    expect(statusOf(3.01, [2.9, 3.2], null, 3)).toBe("undecided");
    expect(statusOf(3.2, [3.1, 3.3], null, 3)).toBe("failed");
    expect(statusOf(2.9, [2.8, 3.1], null, 3)).toBe("passed");
    expect(statusOf(1.9, [1.7, 2.1], 2, 3)).toBe("undecided");
    expect(statusOf(1.9, [1.7, 1.95], 2, 3)).toBe("failed");
  });

  it("knows verdicts, coordinates and what is too short", () => {
    const sample = sampleAt("a", [0.5, 0.1], [1, 0.1], "structure");
    const spectrum = {
      quantity: "regime",
      instrument: { kind: "spectrum" },
      at: null,
      why: null,
      line: 3,
    } as const;
    const of = (demand: Partial<Demand>) =>
      judgeBudget(sample, [], { ...spectrum, minSymbols: 0, allowed: { regimes: ["structure"] }, ...demand });
    expect(of({}).status).toBe("passed");
    expect(of({ allowed: { regimes: ["noise", "order"] } }).status).toBe("failed");
    expect(of({ quantity: "randomness", allowed: { min: null, max: 0.3 } }).status).toBe("failed");
    expect(of({ quantity: "randomness", allowed: { min: null, max: 0.45 } }).status).toBe("undecided");
    expect(of({ minSymbols: 100_001 })).toMatchObject({
      status: "undefined",
      reason: "100000 symbols, fewer than the 100001 that the budget asks for",
      exempt: true,
    });
    const open = sampleAt("a", [0.5, 0.1], [1, 0.1], "undecided");
    expect(
      judgeBudget(open, [], { ...spectrum, minSymbols: 0, allowed: { regimes: ["structure"] } }).status,
    ).toBe("undecided");
  });
});

describe("drift", () => {
  const about = { input: "a", quantity: "entropyRate", estimator: "block-gain", unit: "bit/symbol" } as const;

  it("is judged by the sides of both intervals that face each other", () => {
    const before = { value: 2, interval: interval(1.875, 2.375) };
    // Up: 3/8 above the old value, 1/2 below the new one: 5/8 in all.
    const up = judgeDrift(about, { value: 2.625, interval: interval(2.125, 2.75) }, before);
    expect(up.status).toBe("passed");
    expect(up.expected).toEqual({ ...before, tolerance: 0.625 });
    expect(judgeDrift(about, { value: 2.75, interval: interval(2.25, 2.8) }, before).status).toBe("failed");
    // Down: 1/8 below the old value, 0.3 above the new one: 0.325 in all.
    const down = judgeDrift(about, { value: 1.625, interval: interval(1, 1.925) }, before);
    expect(down.status).toBe("failed");
    expect((down.expected as { tolerance: number }).tolerance).toBeCloseTo(0.325, 12);
  });

  it("is not reported without intervals", () => {
    const before = { value: 2, interval: interval(1.9, 2.3) };
    expect(judgeDrift(about, { value: 9, interval: null }, before)).toMatchObject({
      status: "undefined",
      reason: "the present number has no interval",
    });
    expect(judgeDrift(about, { reason: "too short" }, before)).toMatchObject({
      status: "undefined",
      reason: "too short",
    });
  });
});

it("every quantity that can be limited is answered by an estimator of it", async () => {
  for (const [quantity, { estimator }] of Object.entries(answeringEstimators)) {
    expect([estimator, (await estimatorRegistry.get(estimator)).quantity]).toEqual([estimator, quantity]);
  }
  // Tables cannot be limited.
  const answered = new Set<string>([...Object.keys(answeringEstimators), ...coordinateIds]);
  const others = (await estimatorRegistry.all())
    .map(({ quantity }) => quantity)
    .filter((id) => !answered.has(id));
  expect([...new Set(others)].sort()).toEqual([
    "budget",
    "complexityEntropy",
    "informationDecay",
    "longestRepeat",
    "novelty",
    "realCharacter",
    "topWords",
    "zipfMandelbrot",
  ]);
});
