import { ciSystems, type InitOptions } from "../plans/init-options.ts";
import { actionCommand } from "../run-command.ts";

/** `mesoscope init`: configuration and baseline of a repository. */
export const init = actionCommand<InitOptions>({
  name: "init",
  group: "Check",
  summary: "measure a repository and write configuration and baseline for check",
  description:
    "Measures the files of the working directory and shows which kinds there are, what is usual and what is\nodd today. Writes mesoscope.config.json and mesoscope.baseline.json, which accepts what is there, so that\nmesoscope check judges new and changed files from then on. Overwrites nothing.",
  argument: null,
  shared: ["ascii", "color", "quiet"],
  own: {
    ci: {
      flags: "--ci <system>",
      description: "write the workflow of this system, too",
      choices: ciSystems,
    },
    dryRun: { flags: "--dry-run", description: "show what would be written, and write nothing" },
  },
  examples: ["mesoscope init --dry-run", "mesoscope init --ci github"],
  run: async (call) => (await import("../plans/init.ts")).initialize(call),
});
