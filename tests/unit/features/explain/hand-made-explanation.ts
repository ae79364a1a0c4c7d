import type { Depth, Explanation, Rung } from "../../../../src/features/explain/schema.ts";
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

const rung = (
  id: Rung["id"],
  parameter: number | null,
  difference: number,
  verdict: "more" | "less" | "within-error",
): Rung => ({
  id,
  parameter,
  status: "ok",
  rate: figure(2.2 + difference, "bit/symbol", 0.05),
  structure: figure(1200, "bit", 100),
  rateDifference: figure(difference, "bit/symbol", 0.02),
  rateVerdict: verdict,
  structureDifference: figure(-20_000, "bit", 900),
  structureVerdict: id === "word-shuffle" ? "within-error" : "less",
});

const stretch = (start: number, kind: Depth["profile"]["stretches"][number]["kind"], rate: number) => ({
  start,
  end: start + 2500,
  symbols: 2500,
  rate: figure(rate, "bit/symbol"),
  kind,
});

const quote = (offset: number, line: number | null, bytes: number, rate: number, excerpt: string) => ({
  ...{ document: null, offset, line, bytes, excerpt },
  rate: figure(rate, "bit/byte"),
  copyOf: null,
});

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
  findings: [{ kind: "period", period: 60, saved: figure(812.7) }],
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
  observer: {
    profile: "standard",
    codeLength: figure(241_246.6),
    header: figure(390.4),
    members: [
      { id: "raw-code", title: "raw code", codeLength: figure(628_540.2), weight: figure(0, "1") },
      { id: "tree", title: "context tree", codeLength: null, weight: figure(0, "1") },
      { id: "mixer", title: "context mixer", codeLength: figure(240_854.1), weight: figure(1, "1") },
      { id: "repeats", title: "exact repeats", codeLength: figure(252_888.1), weight: figure(0, "1") },
    ],
    carriedBy: { id: "mixer", next: "repeats", ahead: figure(12_034) },
  },
  compressors: [
    {
      id: "observer",
      codeLength: figure(241_246.6),
      perSymbol: figure(2.412466, "bit/symbol"),
      perByte: figure(2.412466, "bit/byte"),
    },
    {
      id: "brotli",
      codeLength: figure(292_544),
      perSymbol: figure(2.92544, "bit/symbol"),
      perByte: figure(2.92544, "bit/byte"),
    },
  ],
  experts: {
    status: "ok",
    codeLength: figure(241_243),
    saved: figure(387_297),
    parts: [
      { id: "orders", withoutIt: figure(250_029), brings: figure(8786), share: figure(0.02269, "1") },
      { id: "lag", withoutIt: figure(241_240), brings: figure(-3), share: figure(-0.00001, "1") },
      { id: "words", withoutIt: figure(261_243), brings: figure(20_000), share: figure(0.0516, "1") },
    ],
  },
  ladder: {
    profile: "fast",
    trainingLength: 87_500,
    rate: figure(2.2, "bit/symbol", 0.1),
    structure: figure(22_234, "bit", 2700),
    rungs: [
      rung("symbol-shuffle", null, 2.33, "more"),
      rung("markov", 1, 1.35, "more"),
      rung("markov", 2, -0.3, "less"),
      rung("markov", 3, 0.01, "within-error"),
      rung("window-shuffle", 10, -0.3, "less"),
      rung("window-shuffle", 100, 0.5, "more"),
      rung("word-shuffle", null, 0.013, "within-error"),
      { id: "word-shuffle", parameter: null, status: "undefined", reason: "no words in these symbols" },
    ],
  },
  profile: {
    unit: "byte",
    stretches: [
      stretch(0, "plain", 3),
      stretch(2500, "noise", 6),
      stretch(5000, "noise", 5.9),
      stretch(40_000, "noise", 6),
      stretch(42_500, "repeated", 0.05),
      stretch(45_000, "order", 0),
    ],
  },
  quotes: {
    status: "ok",
    surprising: [
      quote(12_345, 321, 160, 6.5, 'k = "\u202eevil"\nnext'),
      quote(99_000, null, 64, 6.25, "\\xff\\x00".repeat(30)),
    ],
    repeated: [
      {
        ...quote(42_000, 1000, 4096, 0.01, "again and again"),
        copyOf: { document: null, offset: 12, line: 2 },
      },
    ],
    orderly: [],
  },
};

export const explanation: Explanation = {
  schemaVersion: 2,
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
  depth,
  learner: null,
};
