import { defineFeature } from "../../command/feature.ts";
import { collect, outputOptions, rowOptions, wholeNumber } from "../../command/options.ts";
import { rowOrder } from "../../command/row-order.ts";
import type { CalibrateOptions } from "./calibration-plan.ts";
import type { Calibration } from "./calibration-schema.ts";
import type { SweepCommandOptions } from "./sweep-plan.ts";
import type { Sweep, SweepCurve } from "./sweep-schema.ts";

/** `mesoscope sweep <recipe>`: estimates beside truth over a grid of parameters and sizes. */
export const sweep = defineFeature<SweepCommandOptions, Sweep>({
  name: "sweep",
  group: "Experiment",
  summary: "compare estimates with the truth over a grid of parameters and sizes",
  description:
    "Measures a recipe at every combination of values and sizes, with several seeds each. Prints mean, spread\nand truth, and marks estimates that have not converged. -o FILE also writes FILE.meta.json, from which\n--from repeats the sweep.",
  argument: { usage: "[recipe]", description: "a source, as for generate; or --from" },
  shared: ["estimator", "seed", ...outputOptions, ...rowOptions, "jobs", "cache"],
  own: {
    parameter: {
      flags: "-p, --parameter <name=values>",
      description: "values of one parameter, e.g. eps=0,.1,.5 (repeatable)",
      parse: collect,
    },
    size: {
      flags: "--size <sizes>",
      description: "lengths of the sequences in symbols, e.g. 10kB,100kB",
      default: "10kB,100kB",
    },
    repeat: {
      flags: "--repeat <n>",
      description: "number of sequences of every recipe and size",
      default: 3,
      parse: wholeNumber("--repeat", 1, 10_000),
    },
    from: { flags: "--from <file>", description: "repeat the sweep that this metadata describes" },
  },
  examples: [
    'mesoscope sweep "replace(periodic(word=00101))" -p eps=0,.1,.5 --repeat 9',
    "mesoscope sweep golden-mean -p p=.2,.5 -e excess-entropy -o sweep.csv",
    "mesoscope sweep coin -p p=.1,.2,.5 -o sweep.html",
    "mesoscope sweep --from sweep.csv.meta.json",
  ],
  schemas: { sweep: async () => (await import("./sweep-schema.ts")).sweepSchema },
  views: {
    table: async (sweep, view) => (await import("./sweep-show.ts")).renderSweep(sweep, view),
    rows: async (sweep) => (await import("./sweep-show.ts")).sweepRows(sweep),
    svg: async (sweep) => (await import("./sweep-svg.ts")).renderSweepSvg(sweep),
    html: async (sweep) => (await import("./sweep-page.ts")).renderSweepHtml(sweep),
  },
  live: {
    csv: async () => (await import("./sweep-show.ts")).liveSweep("csv"),
    ndjson: async () => (await import("./sweep-show.ts")).liveSweep("ndjson"),
  },
  interruptible: true,
  order: rowOrder<Sweep, SweepCurve>(
    "grid",
    {
      estimator: ({ estimator }) => estimator,
      recipe: ({ recipe }) => recipe,
      estimate: ({ points }) => points.at(-1)?.mean?.value ?? null,
    },
    ({ curves }) => curves,
    (sweep, curves) => ({ ...sweep, curves: [...curves] }),
  ),
  // A repetition has the format of the original.
  usualFormat: async ({ from }, io) =>
    from === undefined ? undefined : (await import("./sweep-plan.ts")).recordedFormat(from, io),
  run: async (call) => (await import("./sweep-plan.ts")).sweepGrid(call),
});

/** `mesoscope calibrate [recipes...]`: errors of estimators against exact truth, and the best of them. */
export const calibrate = defineFeature<CalibrateOptions, Calibration>({
  name: "calibrate",
  group: "Experiment",
  summary: "bias, error and interval coverage of estimators against exact truth",
  description:
    "Runs estimators on seeded sequences of known truth, at your n and on your source. Prints bias, RMSE,\nand how often intervals cover the truth. -e selects estimators. --of structure grades measures of\nstructure, those of mesoscope and of others, on sources whose learnable bits are known.",
  argument: {
    usage: "[recipes...]",
    description:
      "sources with exact truth, by default a set from noise to order; with --of structure, families",
  },
  shared: ["estimator", "seed", ...outputOptions, ...rowOptions, "jobs", "cache"],
  own: {
    of: {
      flags: "--of <what>",
      description: "what to grade",
      choices: ["estimators", "structure"],
      default: "estimators",
    },
    length: {
      flags: "-n, --length <sizes>",
      description:
        "lengths of the sequences in symbols, e.g. 1e4,1e5; by default 1e4, for structure 4096,16384,65536",
    },
    repeat: {
      flags: "--repeat <n>",
      description: "number of sequences of every source and length; by default 30, for structure 3",
      parse: wholeNumber("--repeat", 2, 100_000),
    },
  },
  examples: [
    'mesoscope calibrate "golden-mean(p=0.3)" -n 1e3,1e4,1e5',
    'mesoscope calibrate -e plug-in,chao-wang-jost "zipf(alphabet=1000)" -n 1kB',
    "mesoscope calibrate -n 1e4 --repeat 200 -f csv -o calibration.csv",
    "mesoscope calibrate --of structure words texts -e S,edl,requential -n 16384",
  ],
  schemas: {
    calibration: async () => (await import("./calibration-schema.ts")).calibrationSchema,
  },
  views: {
    table: async (calibration, view) =>
      calibration.structure === undefined
        ? (await import("./calibration-show.ts")).renderCalibration(calibration, view)
        : (await import("../bench/show.ts")).renderStructure(calibration.structure, view),
    rows: async (calibration) => (await import("./calibration-show.ts")).calibrationRows(calibration),
  },
  live: {
    csv: async () => (await import("./calibration-show.ts")).liveCalibration("csv"),
    ndjson: async () => (await import("./calibration-show.ts")).liveCalibration("ndjson"),
  },
  interruptible: true,
  order: rowOrder<Calibration, Calibration["rows"][number]>(
    "source",
    {
      estimator: ({ estimator }) => estimator,
      bias: ({ errors }) => errors && Math.abs(errors.bias.value),
      rmse: ({ errors }) => errors?.rmse.value ?? null,
      coverage: ({ coverage }) => coverage?.share.value ?? null,
    },
    ({ rows }) => rows,
    (calibration, rows) => ({ ...calibration, rows: [...rows] }),
  ),
  run: async (call) => (await import("./calibration-plan.ts")).calibrate(call),
});
