import { defineFeature } from "../../command/feature.ts";
import { learnerOptions, measureOptions, outputOptions, recipe } from "../../command/options.ts";
import type { ForecastOptions } from "./plan.ts";
import type { Forecast, LearnerForecast } from "./schema.ts";
import type { ForecastPlan } from "./task.ts";

/** `mesoscope forecast <path>`: the expected cost of more of an input, and grades of such forecasts. */
export const forecast = defineFeature<ForecastOptions, ForecastPlan, Forecast | LearnerForecast>({
  name: "forecast",
  group: "Look",
  summary: "forecast the cost of more data of the same kind",
  description:
    "Reads a sample and forecasts what 2, 5 and 10 times as much data will cost an observer, with intervals.\nThe sample is drawn in blocks from the whole input if that is longer than --sample, else it is the input.\n--grade later compares the forecast with the actual cost; --self-grade forecasts from a tenth of the input\nand grades that at once. --learner runs any learner on the input and on half of it, and forecasts its loss.",
  argument: {
    usage: "[paths...]",
    description:
      "files or a folder, read as documents of one corpus; - for standard input; or --corpora with one id",
  },
  shared: [...measureOptions.filter((name) => name !== "jobs"), ...learnerOptions, ...outputOptions],
  // The default sample is for comparable rows; a forecast uses as much as there is.
  defaults: { sample: undefined },
  refuses: { estimator: "leave it out, or leave out forecast" },
  own: {
    to: {
      flags: "--to <factors>",
      description: "forecast for these multiples of the sample",
      default: "2,5,10",
    },
    selfGrade: {
      flags: "--self-grade",
      description: "forecast from a tenth, or from --sample, then read the rest and grade the forecast",
    },
    tasks: {
      flags: "--tasks",
      description:
        "also forecast by part: positions in a text (in a repeat, after a bracket, inside a word, at its start), or parts of a task's record",
    },
    exponents: {
      flags: "--exponents",
      description:
        "also estimate how fast the covariance of symbols falls with distance, how much context saves, and the learning exponent that both predict",
    },
    grade: { flags: "--grade <forecast>", description: "grade an earlier forecast in JSON" },
    inOrder: {
      flags: "--in-order",
      description: "take the beginning of the input as the sample; the rest follows in file order",
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
