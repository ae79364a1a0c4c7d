import { measureOptions } from "../options.ts";
import type { CheckOptions } from "../plans/check-setup.ts";
import { actionCommand } from "../run-command.ts";
import { configuration } from "./configuration.ts";

/** `mesoscope baseline [paths...]`: what `check` compares with. */
export const baseline = actionCommand<CheckOptions>({
  name: "baseline",
  group: "Check",
  summary: "write down what files are now, for check to compare with",
  description:
    'Measures files and writes their numbers with intervals: the tolerance of mesoscope check is the\nmeasured error of both. With "odd": true in the configuration it accepts the files as they are: how\nsurprising they are to a model of the others, and their hashes.',
  argument: { usage: "[paths...]", description: "measure only these anew" },
  shared: [...measureOptions.filter((name) => name !== "corpora"), "output", "force", "quiet"],
  refuses: {
    estimator: 'estimators stand in the configuration; leave out -e, or write "estimator" or "drift"',
  },
  own: {
    config: configuration,
    baseline: {
      flags: "--baseline <file>",
      description: "the file to write; by default what the configuration names",
    },
  },
  writes: ["baseline"],
  examples: ["mesoscope baseline", "mesoscope baseline docs/changed.md"],
  schemas: { baseline: async () => (await import("../../check/schema.ts")).baselineSchema },
  run: async (call) => (await import("../plans/baseline.ts")).writeBaseline(call),
});
