import { defineFeature } from "../../command/feature.ts";
import { measureOptions, outputOptions, recipe } from "../../command/options.ts";
import type { ForecastOptions } from "./plan.ts";
import type { Forecast } from "./schema.ts";
import type { ForecastPlan } from "./task.ts";

/** `mesoscope forecast <path>`: the expected cost of more of an input, and grades of such forecasts. */
export const forecast = defineFeature<ForecastOptions, ForecastPlan, Forecast>({
  name: "forecast",
  group: "Look",
  summary: "forecast the cost of more data of the same kind",
  description:
    "Reads a sample and forecasts what 2, 5 and 10 times as much data will cost an observer, with intervals.\nThe sample is drawn in blocks from the whole input if that is longer than --sample, else it is the input.\n--grade later compares the forecast with the actual cost; --self-grade forecasts from a tenth of the input\nand grades that at once.",
  argument: {
    usage: "[paths...]",
    description:
      "files or a folder, read as documents of one corpus; - for standard input; or --corpora with one id",
  },
  shared: [...measureOptions.filter((name) => name !== "jobs"), ...outputOptions],
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
    "mesoscope forecast corpus.jsonl --sample 200kB -o forecast.json",
    "mesoscope forecast corpus.jsonl --grade forecast.json",
    "mesoscope forecast --corpora sotu --self-grade -f json | jq .grade",
  ],
  schemas: { forecast: async () => (await import("./schema.ts")).forecastSchema },
  views: {
    table: async (forecast, view) => (await import("./show.ts")).renderForecast(forecast, view),
    rows: async (forecast) => (await import("./show.ts")).forecastRows(forecast),
  },
  input: "joined",
  reads: () => ({ sample: "all" }),
  plan: async (call) => (await import("./plan.ts")).forecastPlan(call),
  steps: 2,
  task: async () => (await import("./task.ts")).forecastTask,
});
