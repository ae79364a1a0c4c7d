import type { Option } from "../options.ts";

/** Where budgets, drift and the baseline are written down. */
export const configuration: Option = {
  flags: "--config <file>",
  description: "the configuration; by default the nearest mesoscope.config.json upwards",
};
