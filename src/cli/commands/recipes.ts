import { collect, type Option } from "../options.ts";

/** Generated sequences beside the inputs; each has the next seed, since those of one seed would be driven by the same draws. */
export const recipes: Option = {
  flags: "--recipe <recipe>",
  description: "a generated sequence, as for generate (repeatable; each further one has the next seed)",
  parse: collect,
};

/** A generated sequence in place of an input. */
export const recipe: Option = {
  flags: "--recipe <recipe>",
  description: "a generated sequence, as for generate",
};
