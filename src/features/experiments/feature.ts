import { defineFeature } from "../../command/feature.ts";
import { collect, outputOptions, rowOptions, wholeNumber } from "../../command/options.ts";
import { rowOrder } from "../../command/row-order.ts";
import { type Curve, curvesOf } from "./curves.ts";
import type { CalibrateOptions, SweepCommandOptions } from "./plan.ts";
import type { Experiment, Row, Sweep } from "./schema.ts";

/** `mesoscope sweep <recipe>`: estimates beside truth over a grid of parameters and sizes. */
export const sweep = defineFeature<SweepCommandOptions, Sweep>({
  name: "sweep",
  group: "Experiment",
  summary: "compare estimates with the truth over a grid of parameters and sizes",
  description:
    "Measures a recipe at every combination of values and sizes, with several seeds each. Prints mean, spread\nand truth, and marks estimates that have not converged. -o FILE also writes FILE.meta.json, from which\n--from repeats the sweep; -o DIR/ writes sweep.csv and sweep.svg.",
  argument: { usage: "[recipe]", description: "a source, as for generate; or --from" },
  shared: ["estimator", "seed", ...outputOptions, ...rowOptions, "jobs", "cache"],
  own: {
    parameter: {
      flags: "-p, --parameter <name=values>",
      description:
        "values of one parameter: eps=0,.1,.5, or eps=0..1/20 for\n20 steps, 10 by default (repeatable)",
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
    'mesoscope sweep "replace(periodic(word=00101))" -p eps=0..1 -o figure/',
    "mesoscope sweep golden-mean -p p=.2,.5 -e excess-entropy -o sweep.csv",
    "mesoscope sweep coin -p p=.1,.2,.5 -o sweep.html",
    "mesoscope sweep --from sweep.csv.meta.json",
  ],
  schemas: { sweep: async () => (await import("./schema.ts")).experimentSchema },
  views: {
    table: async (sweep, view) => (await import("./show-sweep.ts")).renderSweep(sweep, view),
    rows: async (sweep) => (await import("./show-sweep.ts")).sweepRows(sweep),
    svg: async (sweep) => (await import("./sweep-svg.ts")).renderSweepSvg(sweep),
    html: async (sweep) => (await import("./sweep-page.ts")).renderSweepHtml(sweep),
  },
  live: {
    csv: async () => (await import("./show-sweep.ts")).liveSweep("csv"),
    ndjson: async () => (await import("./show-sweep.ts")).liveSweep("ndjson"),
  },
  inFolder: ["csv", "svg"],
  interruptible: true,
  order: rowOrder<Sweep, Curve>(
    "grid",
    {
      estimator: ([row]) => row!.estimator,
      recipe: ([row]) => row!.source,
      estimate: (curve) => curve.at(-1)!.swept.mean?.value ?? null,
    },
    ({ rows, options }) => curvesOf(rows, options.lengths),
    (sweep, curves) => ({ ...sweep, rows: [...curves].flat() }),
  ),
  // A repetition has the format of the original.
  defaultFormat: async ({ from }, io) =>
    from === undefined ? undefined : (await import("./plan.ts")).recordedFormat(from, io),
  run: async (call) => (await import("./plan.ts")).sweepGrid(call),
});

/** `mesoscope calibrate [recipes...]`: errors of estimators against exact truth, and the best of them. */
export const calibrate = defineFeature<CalibrateOptions, Experiment>({
  name: "calibrate",
  group: "Experiment",
  summary: "bias, error and interval coverage of estimators against exact truth",
  description:
    "Runs estimators on seeded sequences of known truth, at your n and on your source. Prints bias, RMSE,\nand how often intervals cover the truth. -e selects estimators. --measure grades a program of your own:\nit reads a sample on standard input, one byte per symbol for alphabets up to 256 and else two,\nlittle-endian, and prints a number.",
  argument: {
    usage: "[recipes...]",
    description:
      "sources with exact truth, by default a set from noise to order; with --measure, one of known learnable bits",
  },
  shared: ["estimator", "seed", ...outputOptions, ...rowOptions, "jobs", "cache"],
  own: {
    length: {
      flags: "-n, --length <sizes>",
      description:
        "lengths of the sequences in symbols, e.g. 1e4,1e5;\n1e4 by default, for boundaries all of a source",
    },
    repeat: {
      flags: "--repeat <n>",
      description: "number of sequences of every source and length",
      default: 30,
      parse: wholeNumber("--repeat", 2, 100_000),
    },
    measure: {
      flags: "--measure <command>",
      description: "grade a program, run without a shell (repeatable)",
      parse: collect,
    },
    quantity: {
      flags: "--quantity <id>",
      description:
        "what the programs of --measure estimate; boundary also\ngrades sections, on sources that join others",
      default: "learnableBits",
    },
    measureTimeout: {
      flags: "--measure-timeout <seconds>",
      description: "time limit of a program for one sample",
      default: 60,
      parse: wholeNumber("--measure-timeout", 1, 86_400),
    },
  },
  examples: [
    'mesoscope calibrate "golden-mean(p=0.3)" -n 1e3,1e4,1e5',
    'mesoscope calibrate -e plug-in,chao-wang-jost "zipf(alphabet=1000)" -n 1kB',
    "mesoscope calibrate -n 1e4 --repeat 200 -f csv -o calibration.csv",
    'mesoscope calibrate --measure "node my-measure.mjs" --repeat 5',
    'mesoscope calibrate --quantity boundary "concat(golden-mean, coin)"',
  ],
  schemas: {
    calibration: async () => (await import("./schema.ts")).experimentSchema,
  },
  views: {
    table: async (calibration, view) =>
      (await import("./show-calibration.ts")).renderCalibration(calibration, view),
    rows: async (calibration) => (await import("./show-calibration.ts")).calibrationRows(calibration),
  },
  live: {
    csv: async () => (await import("./show-calibration.ts")).liveCalibration("csv"),
    ndjson: async () => (await import("./show-calibration.ts")).liveCalibration("ndjson"),
  },
  interruptible: true,
  order: rowOrder<Experiment, Row>(
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
  run: async (call) => (await import("./plan.ts")).calibrate(call),
});
