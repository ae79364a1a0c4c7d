import type { SharedOptions } from "../options.ts";

/** Systems that `mesoscope init --ci` writes a workflow for. */
export const ciSystems = ["github", "gitlab", "pre-commit"] as const;
export type CiSystem = (typeof ciSystems)[number];

export interface InitOptions extends SharedOptions {
  readonly ci?: CiSystem;
  readonly dryRun?: boolean;
}
