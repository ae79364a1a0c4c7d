import type { Sweep, SweepCurve } from "../../experiments/sweep-schema.ts";
import { collect, outputOptions, rowOptions } from "../options.ts";
import type { SweepCommandOptions } from "../plans/sweep.ts";
import { rowOrder } from "../row-order.ts";
import { reportCommand } from "../run-command.ts";

/** `mesoscope sweep <recipe>`: estimates beside truth over a grid of parameters and sizes. */
export const sweep = reportCommand<SweepCommandOptions, Sweep>({
  name: "sweep",
  group: "Experiment",
  summary: "estimates beside truth over a grid of parameters and sizes",
  description:
    "Measures a recipe at every combination of values and sizes, several seeds each: mean, spread and truth,\nand a mark where the estimate has not come to rest. -o writes FILE and FILE.meta.json, which --from repeats.",
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
      description: "symbols of the sequences, e.g. 10kB,100kB",
      default: "10kB,100kB",
    },
    repeat: { flags: "--repeat <n>", description: "sequences of every recipe and size", default: "3" },
    from: { flags: "--from <file>", description: "repeat the sweep that this metadata describes" },
  },
  examples: [
    'mesoscope sweep "replace(periodic(word=00101))" -p eps=0,.1,.5 --repeat 9',
    "mesoscope sweep golden-mean -p p=.2,.5 -e excess-entropy -o sweep.csv",
    "mesoscope sweep coin -p p=.1,.2,.5 -o sweep.html",
    "mesoscope sweep --from sweep.csv.meta.json",
  ],
  schemas: { sweep: async () => (await import("../../experiments/sweep-schema.ts")).sweepSchema },
  views: {
    table: async (sweep, view) =>
      (await import("../../experiments/render-sweep.ts")).renderSweep(sweep, view),
    rows: async (sweep) => (await import("../../experiments/render-sweep.ts")).sweepRows(sweep),
    svg: async (sweep) => (await import("../../experiments/sweep-svg.ts")).renderSweepSvg(sweep),
    html: async (sweep) => (await import("../../page/sweep-html.ts")).renderSweepHtml(sweep),
  },
  live: {
    csv: async () => (await import("../../experiments/render-sweep.ts")).liveSweep("csv"),
    ndjson: async () => (await import("../../experiments/render-sweep.ts")).liveSweep("ndjson"),
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
  // A repetition has the format of what it repeats.
  usualFormat: async ({ from }, io) =>
    from === undefined ? undefined : (await import("../plans/sweep.ts")).recordedFormat(from, io),
  run: async (call) => (await import("../plans/sweep.ts")).sweepGrid(call),
});
