import type { Option, SharedOptions } from "../../command/options.ts";

/** Where budgets, drift and the baseline are written down. */
export const configuration: Option = {
  flags: "--config <file>",
  description: "the configuration; by default the nearest mesoscope.config.json upwards",
};

/** Systems that `mesoscope init --ci` writes a workflow for. */
export const ciSystems = ["github", "gitlab", "pre-commit"] as const;
export type CiSystem = (typeof ciSystems)[number];

export interface InitOptions extends SharedOptions {
  readonly ci?: CiSystem;
  readonly dryRun?: boolean;
}
