import type { Forecast } from "../../../../src/features/forecast/schema.ts";

export const range = (value: number, spread: number) => ({
  value,
  lower80: value * (1 - spread / 2),
  upper80: value * (1 + spread / 2),
  lower95: value * (1 - spread),
  upper95: value * (1 + spread),
});

/** A forecast whose numbers are made of a few. */
export function forecastOf(n: number, rate: number, factors: readonly number[], off = 0.1): Forecast {
  const ids = ["last-marginal-rate", "power-law", "f1"] as const;
  return {
    schemaVersion: 2,
    tool: { name: "mesoscope", version: "0.0.0" },
    environment: { node: "v24.0.0", platform: "linux", arch: "x64" },
    name: "made by hand",
    provenance: { kind: "stdin" },
    options: { encoding: "bytes", seed: 1, factors: [...factors] },
    sample: { n, sha256: "0".repeat(64), blocks: 60, order: "drawn", of: 10 * n },
    outcome: {
      status: "ok",
      codeLength: n * rate,
      rate,
      loss: range(rate, 0.01),
      members: ["context-mixer"],
      orders: 8,
      law: { id: "power-law", exponent: 0.9, limit: 0.5, texts: 67, duplicated: 0.25 },
      expectations: factors.map((factor) => ({
        factor,
        symbols: Math.round(factor * n),
        codeLength: range(n * rate * factor, off),
        excess: range(n * rate * (factor - 1), off),
        loss: range(rate, off),
        graded: factor <= 10,
        baselines: [],
      })),
    },
    sha256: "0".repeat(64),
    grade: {
      n: 10 * n,
      points: factors.map((factor) => ({
        factor,
        status: "ok",
        excess: n * rate * (factor - 1),
        error: -off,
        within80: false,
        within95: true,
        baselines: ids.map((id) => ({ id, error: 12.345 * off })),
      })),
    },
  };
}
