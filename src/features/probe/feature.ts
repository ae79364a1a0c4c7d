import { defineFeature } from "../../command/feature.ts";
import { outputOptions, sharedOptions } from "../../command/options.ts";
import type { ProbeOptions } from "./plan.ts";
import type { Probe } from "./schema.ts";
import type { ProbePlan } from "./task.ts";

/** `mesoscope probe --learner <command>`: which structures a learner finds. */
export const probe = defineFeature<ProbeOptions, ProbePlan, Probe>({
  name: "probe",
  group: "Experiment",
  summary: "which structures a learner finds, and at which size",
  description:
    "Trains a learner on growing amounts of sources and tasks whose optimum is exactly\nknown. Prints its excess over the optimum, which structures (parities, long\ncopies, stacks, sums) it never finds, and at which size it finds the others. Each\nseed draws new instances, so nothing can be memorised.",
  argument: { usage: "[structures...]", description: "ids of structures; by default all" },
  shared: ["seed", "learnerTimeout", ...outputOptions],
  own: {
    learner: { ...sharedOptions.learner, default: "observer" },
    size: {
      flags: "--size <size>",
      description: "learn up to this many symbols of each source",
      default: "32kB",
    },
    predict: {
      flags: "--predict",
      description: "predict from two small sizes of each structure when larger ones are found, and measure",
    },
  },
  examples: [
    "mesoscope probe --learner ngram",
    "mesoscope probe sum-31 order-1 --predict --learner ngram --size 128kB",
    "mesoscope probe parity-2 lag-16 sum --learner gpt-tiny --size 64kB",
    'mesoscope probe --learner "python3 my-learner.py" -o probe.html',
  ],
  schemas: { probe: async () => (await import("./schema.ts")).probeSchema },
  views: {
    table: async (probe, view) => (await import("./show.ts")).renderProbe(probe, view),
    rows: async (probe) => (await import("./show.ts")).probeRows(probe),
  },
  plan: async (call) => (await import("./plan.ts")).probePlan(call),
  task: async () => (await import("./task.ts")).probeTask,
});
