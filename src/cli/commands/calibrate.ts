import type { Calibration } from "../../experiments/calibration-schema.ts";
import { outputOptions, rowOptions } from "../options.ts";
import type { CalibrateOptions } from "../plans/calibrate.ts";
import { rowOrder } from "../row-order.ts";
import { reportCommand } from "../run-command.ts";

/** `mesoscope calibrate [recipes...]`: errors of estimators against exact truth, and which of them to trust. */
export const calibrate = reportCommand<CalibrateOptions, Calibration>({
  name: "calibrate",
  group: "Experiment",
  summary: "bias, error and interval coverage of estimators against exact truth",
  description:
    "Runs estimators on seeded sequences of known truth and prints bias, RMSE and how often their\nintervals cover the truth, at your n and on your source; -e picks estimators.",
  argument: {
    usage: "[recipes...]",
    description: "sources of exact truth; by default a set from noise to order",
  },
  shared: ["estimator", "seed", ...outputOptions, ...rowOptions, "jobs", "cache"],
  own: {
    length: {
      flags: "-n, --length <sizes>",
      description: "symbols of the sequences, e.g. 1e4,1e5",
      default: "1e4",
    },
    repeat: { flags: "--repeat <n>", description: "sequences of every source and length", default: "30" },
  },
  examples: [
    'mesoscope calibrate "golden-mean(p=0.3)" -n 1e3,1e4,1e5',
    'mesoscope calibrate -e plug-in,chao-wang-jost "zipf(alphabet=1000)" -n 1kB',
    "mesoscope calibrate -n 1e4 --repeat 200 -f csv -o calibration.csv",
  ],
  schemas: {
    calibration: async () => (await import("../../experiments/calibration-schema.ts")).calibrationSchema,
  },
  views: {
    table: async (calibration, view) =>
      (await import("../../experiments/render-calibration.ts")).renderCalibration(calibration, view),
    rows: async (calibration) =>
      (await import("../../experiments/render-calibration.ts")).calibrationRows(calibration),
  },
  live: {
    csv: async () => (await import("../../experiments/render-calibration.ts")).liveCalibration("csv"),
    ndjson: async () => (await import("../../experiments/render-calibration.ts")).liveCalibration("ndjson"),
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
  run: async (call) => (await import("../plans/calibrate.ts")).calibrate(call),
});
