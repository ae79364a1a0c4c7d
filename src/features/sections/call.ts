import { UsageError } from "../../core/errors.ts";
import { type Level, levels } from "../../core/section-levels.ts";
import { callOf } from "../../library/call.ts";
import type { Input } from "../../library/input.ts";
import { type Keys, type ReadOptions, type RunOptions, runKeys } from "../../library/options.ts";
import type { SectionsOfInput } from "./schema.ts";

/** How sections are found. */
export interface SectionsOptions extends Pick<ReadOptions, "decompress" | "name">, RunOptions {
  /** how much must change at a boundary: "coarse" has the fewest sections; "usual" by default */
  readonly level?: Level | undefined;
  /** whether only bytes are counted: no cost to the observer and no x; false by default */
  readonly quick?: boolean | undefined;
}

const keys: Keys<SectionsOptions> = {
  decompress: "flag",
  name: true,
  ...runKeys,
  level: true,
  quick: "flag",
};

/** Symbols that are read of an endless recipe. */
const recipeLength = 1_000_000;

const call = callOf(
  { name: "sections", task: async () => (await import("./task.ts")).sectionsTask },
  {
    keys,
    plan: ({ level = "usual", quick = false }: SectionsOptions) => {
      if (!levels.includes(level)) throw new UsageError(`level takes ${levels.join(", ")}, not "${level}"`);
      return { level, quick, changes: true };
    },
    reads: { sample: recipeLength },
    result: (document: SectionsOfInput) => ({ status: "ok" as const, ...document }),
  },
);

/**
 * Finds what an input is made of: where its bytes change, and what each part is.
 *
 * @param input a text, bytes, symbols, `{ path }`, `{ recipe }` or `{ corpus }`
 * @returns the same as the command's for the same input and options: offsets in bytes with the interval of each boundary, entropies
 *   in bit/byte; an input of one kind has one section, an empty one none
 * @throws InputError, UsageError, RecipeError; the reason of an aborted signal
 * Cost: 0.05 microseconds a byte, and up to a second for each of the six largest sections, on a thread of its own.
 */
export async function sections(input: Input, options?: SectionsOptions): Promise<SectionsOfInput> {
  return call(input, options);
}
