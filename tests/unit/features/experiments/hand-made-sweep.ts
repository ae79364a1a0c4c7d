import type { Sweep, SweepCurve } from "../../../../src/features/experiments/sweep-schema.ts";

/** A mean with its half-width at each size; null where no run gave a number. */
type Means = readonly (readonly [mean: number, half: number] | null)[];

export function curveAt(
  values: Readonly<Record<string, string>>,
  means: Means,
  difference: Partial<SweepCurve> = {},
): SweepCurve {
  return {
    recipe: `coin(${Object.entries(values)
      .map((pair) => pair.join("="))
      .join(", ")})`,
    values: { ...values },
    alphabet: 2,
    estimator: "block-gain",
    parameters: {},
    quantity: "entropyRate",
    unit: "bit/symbol",
    truth: { against: "entropyRate", value: 0.5, lower: 0.5, upper: 0.5 },
    points: means.map((mean, i) => ({
      n: 1000 * 10 ** i,
      defined: mean === null ? 0 : 3,
      mean: mean && {
        value: mean[0],
        interval: { lower: mean[0] - mean[1], upper: mean[0] + mean[1], level: 0.95, method: "seeds" },
      },
      deviation: mean && mean[1] / 2,
      reason: mean === null ? "too short" : null,
      runs: [1, 2, 3].map((seed) => ({ seed, value: mean?.[0] ?? null, interval: null })),
    })),
    convergence: {
      verdict: "settled",
      because: "moves within its error, and the interval includes the truthide",
    },
    ...difference,
  };
}

export function sweepOf(
  parameters: Sweep["options"]["parameters"],
  curves: readonly SweepCurve[],
  sizes: readonly number[] = [1000, 10_000],
): Sweep {
  return {
    schemaVersion: 1,
    tool: { name: "mesoscope", version: "0.0.0" },
    environment: { node: "20.0.0" },
    options: {
      recipe: "coin",
      parameters,
      sizes: [...sizes],
      repeat: 3,
      seed: 1,
      estimators: [{ id: "block-gain", params: {} }],
    },
    curves: [...curves],
  };
}
