import { defineFeature } from "../../command/feature.ts";
import type { CurveOptions } from "../../command/learner-plan.ts";
import { learnerOptions, measureOptions, outputOptions, recipe, wholeNumber } from "../../command/options.ts";
import type { CurvePlan } from "../../learners/curve-task.ts";
import type { LearnerCurve } from "../../learners/schema.ts";

/** `mesoscope curve <path> --learner <command>`: the cost for a learner, beside the observer. */
export const curve = defineFeature<CurveOptions, CurvePlan, LearnerCurve>({
  name: "curve",
  group: "Look",
  summary: "what any learner pays for an input, beside the observer",
  description:
    "Has a learner learn more and more of an input and price blocks that it has\nnot seen, and the observer do the same: learning curve, x, S, parts, and the\nexcess over an exactly known entropy rate. Or reads losses that a trainer\nwrote. A learner is any program that speaks the protocol of\ndocs/learner-protocol.md.",
  argument: { usage: "[paths...]", description: "a file, several or a folder, or - for standard input" },
  shared: [
    ...measureOptions.filter((name) => name !== "jobs" && name !== "cache"),
    ...learnerOptions,
    ...outputOptions,
  ],
  refuses: { estimator: "leave it out, or leave out curve" },
  own: {
    halvings: {
      flags: "--halvings <n>",
      description: "sizes of the curve: everything, a half, a quarter, ... and nothing; 0 to 16",
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
