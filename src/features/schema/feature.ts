import { defineFeature } from "../../command/feature.ts";
import type { SharedOptions } from "../../command/options.ts";

/** `mesoscope schema [output|explanation|...|config]`: a JSON Schema. */
export const schema = defineFeature<SharedOptions>({
  name: "schema",
  group: "Support",
  summary: "print the JSON Schema of a report, of the configuration or of another output",
  description:
    "Prints the JSON Schema of the output of a command, or of mesoscope.config.json, for editors.\nWithout a name: the report of the default command. An unknown name: the list of names.",
  argument: { usage: "[which]", description: "output, explanation, comparison, forecast, config and others" },
  shared: ["output", "force"],
  examples: ["mesoscope schema output", "mesoscope schema config > mesoscope.schema.json"],
  act: async (call) => (await import("./plan.ts")).writeSchema(call),
});
