import type { Depth, Explanation } from "../../../../src/features/explain/schema.ts";
import type { Figure, ReportedMeasurement } from "../../../../src/results/report.ts";
import { sampleAt } from "../../report/hand-made.ts";

const figure = (value: number, unit: Figure["unit"] = "bit", half: number | null = null): Figure => ({
  value,
  unit,
  interval:
    half === null ? null : { lower: value - half, upper: value + half, level: 0.95, method: "blocks" },
});

const series = (
  estimator: string,
  quantity: ReportedMeasurement["quantity"],
  index: string,
  points: readonly (readonly [number, number, number | null])[],
): ReportedMeasurement => ({
  estimator,
  quantity,
  unit: "bit/symbol",
  parameters: {},
  n: 100_000,
  status: "ok",
  shape: "series",
  value: {
    index,
    points: points.map(([x, value, half]) => ({ x, value, interval: figure(value, "bit", half).interval })),
  },
  interval: null,
  warnings: [],
});

/** All but the fourth are of 13 000 bytes, so that the largest six leave out that and the last. */
const section = (i: number, size: number) => {
  const from = 13_000 * i - (i > 3 ? 4000 : 0);
  return {
    ...{ index: i + 1, from, fromLower: from, fromUpper: from + (i === 1 ? 900 : 2), to: from + size, size },
    ...{
      line: null,
      level: i === 0 ? null : ("usual" as const),
      regime: i === 1 ? ("noise" as const) : null,
    },
    ...{ what: i === 1 ? "noise, encrypted or compressed" : "text", copyOf: i === 5 ? 1 : null },
    ...{ symbolEntropy: i === 1 ? 7.99 : 4.5, rate: null, randomness: null, structure: null },
  };
};

const layer = (
  id: Depth["waterfall"]["layers"][number]["id"],
  codeLength: number,
  saves: number,
  half: number | null,
) => ({
  id,
  codeLength: figure(codeLength),
  saves: figure(saves, "bit/symbol", half),
  share: figure(saves / 6, "1"),
});

const depth: Depth = {
  status: "ok",
  findings: [{ kind: "period", period: 60, share: figure(1, "1"), saved: figure(812.7) }],
  waterfall: {
    alphabet: figure(6, "bit/symbol"),
    layers: [
      layer("alphabet", 600_300, -0.003, null),
      layer("frequencies", 450_300, 1.5, 0.02),
      layer("columns", 450_600, -0.003, 0.001),
      layer("contexts-2", 300_600, 1.5, 0.03),
      layer("mixing", 241_246.6, 0.593534, 0.001),
    ],
    remainder: {
      rate: figure(2.412466, "bit/symbol"),
      share: figure(0.402078, "1"),
      tests: {
        status: "ok",
        pValue: figure(0.42, "1"),
        each: [
          { id: "frequencies", pValue: figure(0.11, "1") },
          { id: "spectrum", pValue: figure(0.7, "1") },
        ],
      },
      observers: [
        { id: "deep-observer", saved: figure(2243.7), perSymbol: figure(0.022437, "bit/symbol") },
        { id: "context-trees", saved: figure(-12), perSymbol: figure(-0.00012, "bit/symbol") },
      ],
    },
  },
};

export const explanation: Explanation = {
  schemaVersion: 3,
  tool: { name: "mesoscope", version: "0.0.0" },
  environment: { node: "20.0.0" },
  options: { sample: 100_000, encoding: "bytes", seed: 1 },
  sample: sampleAt("moby\u001b.txt", [0.35, 0.016], [8.42, 0.18], "structure", {
    measurements: [
      series("learning-curve", "learningCurve", "m", [
        [1, 6, 0.5],
        [1024, 3, 0.25],
        [87_500, 1.5, 0.0301],
      ]),
      series("block-entropies", "blockEntropy", "k", [
        [1, 4.5, null],
        [2, 8, null],
      ]),
      series("entropy-gains", "entropyGain", "k", [
        [1, 4.5, null],
        [2, 3.5, null],
      ]),
    ],
  }),
  sections: {
    name: "moby\u001b.txt",
    size: 100_000,
    format: null,
    sentence: "8 sections. 40 % of it is noise.",
    sections: Array.from({ length: 8 }, (_, i) => section(i, i === 3 ? 9000 : 13_000)),
    profile: [4.5, 8, 0],
  },
  depth,
};
