import type { MeasureTask } from "../../batch/task.ts";
import { UsageError } from "../../core/errors.ts";
import { referenceFamilies } from "../../spectrum/reference-families.ts";
import type { Io } from "../io.ts";
import type { SharedOptions } from "../options.ts";
import { planScan, type Reference } from "../plan-scan.ts";
import { sortSamples } from "../sort-samples.ts";
import { chooseFormat, deliver, measure } from "./scan.ts";

/**
 * `mesoscope map [paths...]`: the samples among the bundled corpora and the roads from text and pattern down to noise.
 *
 * @throws UsageError for wrong options and for an output that cannot be written
 */
export async function runMap(paths: readonly string[], options: SharedOptions, io: Io): Promise<number> {
  if (options.estimator !== undefined) {
    throw new UsageError("a map places its samples by the observer: leave out -e, or leave out map");
  }
  const format = chooseFormat(options);
  const plan = await planScan(paths, withCorpora(paths, options), io, references());
  const isCorpus = ({ input }: MeasureTask) => input.kind === "corpus";
  // What was named by the user comes before what came with the tool.
  const tasks = [...plan.tasks.filter((task) => !isCorpus(task)), ...plan.tasks.filter(isCorpus)];
  const report = sortSamples(await measure({ ...plan, tasks }, options, io), options.sort);
  return deliver(report, format, options, io);
}

/** The core corpora stand among the samples unless others are named, or none. */
function withCorpora(paths: readonly string[], options: SharedOptions): SharedOptions {
  if (options.corpora !== "none") return { ...options, corpora: options.corpora ?? "core" };
  if (paths.length === 0) throw new UsageError("nothing to place: name paths, or leave out --corpora none");
  const { corpora: _, ...others } = options;
  return others;
}

function references(): Reference[] {
  return referenceFamilies.flatMap(({ members, ...about }) =>
    members.map(([name, value, recipe], position) => ({
      name,
      recipe,
      family: { ...about, position, value },
    })),
  );
}
