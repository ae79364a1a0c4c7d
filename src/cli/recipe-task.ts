import type { MeasureTask } from "../batch/task.ts";
import { UsageError } from "../core/errors.ts";
import { requireSampleSize } from "../input/size.ts";
import { foldersOf } from "./folders.ts";
import { corporaOf } from "./installation.ts";
import type { Io } from "./io.ts";
import type { SharedOptions } from "./options.ts";

/** A generated sequence to be measured as an input is. @throws UsageError for an encoding or a wrong sample size */
export async function recipeTask(recipe: string, options: SharedOptions, io: Io): Promise<MeasureTask> {
  if (options.encoding !== "bytes") {
    throw new UsageError("the symbols of a recipe are its own: leave out --encoding");
  }
  return {
    name: recipe,
    input: { kind: "recipe", recipe },
    options: {
      sample: requireSampleSize(options.sample, "--sample"),
      encoding: options.encoding,
      seed: options.seed,
      estimators: [],
      spectrum: true,
    },
    environment: { corpora: await corporaOf(io), cacheFolder: options.cache ? foldersOf(io).cache : null },
  };
}
