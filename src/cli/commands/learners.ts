import type { Option } from "../options.ts";

/** A program that learns. Only the command line names one: a configuration file of a stranger's checkout starts nothing. */
export const learner: Option = {
  flags: "--learner <command>",
  description:
    "observer, ngram, gpt-tiny, gpt-small, completions, or any program with its arguments; no shell is used",
};

export const learnerTimeout: Option = {
  flags: "--learner-timeout <seconds>",
  description: "for each answer of a learner, after which it is ended",
  default: "600",
};
