import { defineFeature } from "../../command/feature.ts";
import type { SharedOptions } from "../../command/options.ts";

/** `mesoscope schema [output|explanation|...|config]`: a JSON Schema. */
export const schema = defineFeature<SharedOptions>({
  name: "schema",
  group: "Support",
  summary: "JSON Schema of the report, of the configuration, or of what another command prints",
  description:
    "Prints the JSON Schema of what a command writes, or of mesoscope.config.json, for editors.\nWithout a name: the report of a scan; a name that is none: all that there are.",
  argument: { usage: "[which]", description: "output, explanation, comparison, forecast, config and others" },
  shared: ["output", "force"],
  examples: ["mesoscope schema output", "mesoscope schema config > mesoscope.schema.json"],
  act: async (call) => (await import("./plan.ts")).writeSchema(call),
});
