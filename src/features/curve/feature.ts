import { defineFeature } from "../../command/feature.ts";
import type { CurveOptions } from "../../command/learner-plan.ts";
import { learnerOptions, measureOptions, outputOptions, recipe, wholeNumber } from "../../command/options.ts";
import type { CurvePlan } from "../../learners/curve-task.ts";
import type { LearnerCurve } from "../../learners/schema.ts";

/** `mesoscope curve <path> --learner <command>`: the cost for a learner, beside the observer. */
export const curve = defineFeature<CurveOptions, CurvePlan, LearnerCurve>({
  name: "curve",
  group: "Look",
  summary: "learning curve of any learner on an input, next to that of the observer",
  description:
    "Trains a learner on growing parts of an input and measures its loss on held-out\nblocks; the observer does the same. Prints the learning curve, x, S, the loss by\npart, and the excess over the entropy rate where that is exactly known. --losses\nreads losses that a trainer wrote instead. A learner is any program that speaks\nthe protocol of docs/learner-protocol.md.",
  argument: { usage: "[paths...]", description: "files, folders, or - for standard input" },
  shared: [
    ...measureOptions.filter((name) => name !== "jobs" && name !== "cache"),
    ...learnerOptions,
    ...outputOptions,
  ],
  refuses: { estimator: "leave it out, or leave out curve" },
  own: {
    halvings: {
      flags: "--halvings <n>",
      description: "halvings of the training data, 0 to 16: all, 1/2, 1/4, ... and nothing",
      default: 8,
      parse: wholeNumber("--halvings", 0, 16),
    },
    recipe,
  },
  examples: [
    "mesoscope curve book.txt --learner ngram",
    'mesoscope curve book.txt --learner "python3 my-learner.py" --halvings 4',
    "mesoscope curve book.txt --losses losses.ndjson",
    'mesoscope curve --recipe "rrxor" --learner gpt-tiny --sample 20kB',
  ],
  schemas: { curve: async () => (await import("../../learners/schema.ts")).learnerCurveSchema },
  views: {
    table: async (curve, view) => (await import("./show.ts")).renderLearnerCurve(curve, view),
    rows: async (curve) => (await import("./show.ts")).learnerCurveRows(curve),
  },
  input: "joined",
  // Losses are indexed by positions in the whole input.
  reads: (_, { kind }) => ({ ...(kind === "losses" ? { sample: "all" } : {}), cache: false }),
  plan: async ({ options, given, io }) =>
    (await import("../../command/learner-plan.ts")).curvePlan(options, given, io),
  task: async () => (await import("../../learners/curve-task.ts")).curveTask,
});
