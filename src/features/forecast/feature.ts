import { defineFeature } from "../../command/feature.ts";
import { learnerOptions, measureOptions, outputOptions, recipe } from "../../command/options.ts";
import type { ForecastOptions } from "./plan.ts";
import type { Forecast, LearnerForecast } from "./schema.ts";
import type { ForecastPlan } from "./task.ts";

/** `mesoscope forecast <path>`: the expected cost of more of an input, and grades of such forecasts. */
export const forecast = defineFeature<ForecastOptions, ForecastPlan, Forecast | LearnerForecast>({
  name: "forecast",
  group: "Look",
  summary: "what more of the same will cost, said in advance and graded",
  description:
    "Reads a sample and says what 2, 5 and 10 times as much will cost an observer, with intervals. Blocks are\ndrawn from all over an input that is longer than --sample; a shorter one is the sample itself. Later, --grade\ncompares the forecast with what was paid; --self-grade takes a tenth as the sample and does both at once.\n--learner runs any learner on the input and on half of it, and says how its curve goes on.",
  argument: {
    usage: "[paths...]",
    description:
      "a file, several or a folder as the documents of one corpus, or - for standard input; or --corpora with one id",
  },
  shared: [...measureOptions.filter((name) => name !== "jobs"), ...learnerOptions, ...outputOptions],
  // The default sample is for comparable rows; a forecast uses as much as there is.
  defaults: { sample: undefined },
  refuses: { estimator: "leave it out, or leave out forecast" },
  own: {
    to: { flags: "--to <factors>", description: "multiples of the sample", default: "2,5,10" },
    selfGrade: {
      flags: "--self-grade",
      description: "forecast from a tenth, or from --sample, then read the rest and grade it",
    },
    tasks: {
      flags: "--tasks",
      description:
        "by part, too: places of a text (in a repeat, after a bracket, inside a word, at its start), or parts of a task's record",
    },
    exponents: {
      flags: "--exponents",
      description:
        "of the sample, too: how fast the covariance of symbols falls with distance, what context is worth, and what both say of learning",
    },
    grade: { flags: "--grade <forecast>", description: "grade a forecast that was written as JSON before" },
    inOrder: {
      flags: "--in-order",
      description: "the sample is the beginning of the input and the rest follows as it stands",
    },
    recipe,
  },
  examples: [
    "mesoscope forecast book.txt",
    "mesoscope forecast book.txt --self-grade",
    "mesoscope forecast src/ --self-grade",
    "mesoscope forecast corpus.jsonl --sample 200kB -o forecast.json",
    "mesoscope forecast corpus.jsonl --grade forecast.json",
    "mesoscope forecast --corpora sotu --self-grade -f json | jq .grade",
    "mesoscope forecast --recipe copy --tasks",
    "mesoscope forecast book.txt --encoding words --exponents",
    "mesoscope forecast book.txt --learner ngram",
    'mesoscope forecast book.txt --learner "python3 my-learner.py"',
  ],
  schemas: {
    forecast: async () => (await import("./schema.ts")).forecastSchema,
    "learner-forecast": async () => (await import("./schema.ts")).learnerForecastSchema,
  },
  views: {
    table: async (forecast, view) =>
      "learner" in forecast
        ? (await import("./show-learner.ts")).renderLearnerForecast(forecast, view)
        : (await import("./show.ts")).renderForecast(forecast, view),
    rows: async (forecast) =>
      "learner" in forecast
        ? (await import("./show-learner.ts")).learnerForecastRows(forecast)
        : (await import("./show.ts")).forecastRows(forecast),
  },
  input: "joined",
  reads: ({ sample = "all" }, { kind }) =>
    kind === "learner" ? { sample, cache: false } : { sample: "all" },
  plan: async (call) => (await import("./plan.ts")).forecastPlan(call),
  steps: 2,
  task: async () => (await import("./task.ts")).forecastTask,
});
