import type { Option, SharedOptions } from "../../command/options.ts";

/** Options for the files with budgets, drift and the baseline. */
export const configuration: Option = {
  flags: "--config <file>",
  description: "configuration; by default the nearest mesoscope.config.json, here or in a parent folder",
};

/** Systems that `mesoscope init --ci` writes a workflow for. */
export const ciSystems = ["github", "gitlab", "pre-commit"] as const;
export type CiSystem = (typeof ciSystems)[number];

export interface InitOptions extends SharedOptions {
  readonly ci?: CiSystem;
  readonly dryRun?: boolean;
}
