import type { Curve } from "../../../../src/features/experiments/curves.ts";
import type { Row, Sweep, Swept } from "../../../../src/features/experiments/schema.ts";

/** A mean with its half-width at each size; null where no run gave a number. */
type Means = readonly (readonly [mean: number, half: number] | null)[];

interface Difference extends Partial<Pick<Row, "source" | "alphabet" | "estimator" | "quantity">> {
  readonly truth?: ({ readonly value: number | null } & NonNullable<Swept["bounds"]>) | null;
  readonly convergence?: NonNullable<Swept["convergence"]>;
}

export function curveAt(
  values: Readonly<Record<string, string>>,
  means: Means,
  { truth = { value: 0.5, lower: 0.5, upper: 0.5 }, convergence, ...difference }: Difference = {},
): Curve {
  return means.map((mean, i) => ({
    source: `coin(${Object.entries(values)
      .map((pair) => pair.join("="))
      .join(", ")})`,
    alphabet: 2,
    n: 1000 * 10 ** i,
    quantity: "entropyRate",
    unit: "bit/symbol",
    against: truth && "entropyRate",
    truth: truth?.value ?? null,
    estimator: "block-gain",
    parameters: {},
    bound: null,
    defined: mean === null ? 0 : 3,
    undefined: mean === null ? 3 : 0,
    reason: mean === null ? "too short" : null,
    errors: null,
    coverage: null,
    swept: {
      values: { ...values },
      bounds: truth && { lower: truth.lower, upper: truth.upper },
      mean: mean && {
        value: mean[0],
        interval: { lower: mean[0] - mean[1], upper: mean[0] + mean[1], level: 0.95, method: "seeds" },
      },
      deviation: mean && mean[1] / 2,
      runs: [1, 2, 3].map((seed) => ({ seed, value: mean?.[0] ?? null, interval: null })),
      convergence:
        i < means.length - 1
          ? null
          : (convergence ?? {
              verdict: "settled",
              because: "moves within its error, and the interval includes the truthide",
            }),
    },
    ...difference,
  }));
}

export function sweepOf(
  parameters: Sweep["sweep"]["parameters"],
  curves: readonly Curve[],
  lengths: readonly number[] = [1000, 10_000],
): Sweep {
  return {
    schemaVersion: 1,
    tool: { name: "mesoscope", version: "0.0.0" },
    environment: { node: "20.0.0" },
    options: { sources: ["coin"], lengths: [...lengths], runs: 3, seed: 1 },
    rows: curves.flat(),
    verdicts: [],
    sweep: { recipe: "coin", parameters, estimators: [{ id: "block-gain", params: {} }] },
  };
}
