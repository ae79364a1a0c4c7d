import type { Probe } from "../../learners/probe-schema.ts";
import { outputOptions, sharedOptions } from "../options.ts";
import type { ProbeOptions } from "../plans/probe.ts";
import { reportCommand } from "../run-command.ts";

/** `mesoscope probe --learner <command>`: which structures a learner finds. */
export const probe = reportCommand<ProbeOptions, Probe>({
  name: "probe",
  group: "Experiment",
  summary: "which structures a learner finds, and at which size",
  description:
    "Has a learner learn sources and tasks whose optimum is exactly known, more\nand more of each: what it pays beyond the optimum, which structures it never\nfinds (parities, long copies, stacks, sums), and at which size it found the\nothers. Nothing can be known by heart: each seed draws anew.",
  argument: { usage: "[structures...]", description: "some of the panel, by id; by default all" },
  shared: ["seed", "learnerTimeout", ...outputOptions],
  own: {
    learner: { ...sharedOptions.learner, default: "observer" },
    size: { flags: "--size <size>", description: "symbols to learn of each source at most", default: "32kB" },
  },
  examples: [
    "mesoscope probe --learner ngram",
    "mesoscope probe parity-2 lag-16 sum --learner gpt-tiny --size 64kB",
    'mesoscope probe --learner "python3 my-learner.py" -o probe.html',
  ],
  schemas: { probe: async () => (await import("../../learners/probe-schema.ts")).probeSchema },
  views: {
    table: async (probe, view) => (await import("../../learners/render-probe.ts")).renderProbe(probe, view),
    rows: async (probe) => (await import("../../learners/render-probe.ts")).probeRows(probe),
  },
  run: async (call) => ({ result: await (await import("../plans/probe.ts")).probeLearner(call) }),
});
