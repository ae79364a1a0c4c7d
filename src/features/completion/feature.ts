import { defineFeature } from "../../command/feature.ts";
import type { SharedOptions } from "../../command/options.ts";

/** `mesoscope completion [shell]`: a script to load, or the manual page. */
export const completion = defineFeature<SharedOptions>({
  name: "completion",
  group: "Support",
  summary: "print a completion script for a shell, or the manual page",
  description:
    "Prints a script that completes commands, options and values in a shell, or prints the manual page.",
  argument: { usage: "[shell]", description: "bash, zsh, fish, powershell, or man for the manual page" },
  shared: ["output", "force"],
  examples: ["source <(mesoscope completion bash)", "mesoscope completion man | man -l -"],
  act: async (call) => (await import("./plan.ts")).writeCompletion(call),
});
