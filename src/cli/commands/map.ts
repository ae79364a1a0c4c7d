import { chooseEstimators } from "../../batch/choose-estimators.ts";
import type { MeasureTask } from "../../batch/task.ts";
import { UsageError } from "../../core/errors.ts";
import { formats } from "../../report/formats.ts";
import { type PictureId, pictures } from "../../report/pictures.ts";
import { type ReferenceFamily, referenceFamilies } from "../../spectrum/reference-families.ts";
import type { Io } from "../io.ts";
import { type InputOptions, namesInputs, planScan, type Reference } from "../plan-scan.ts";
import { sortSamples } from "../sort-samples.ts";
import { chooseFormat, deliver, measure } from "./scan.ts";

interface MapOptions extends InputOptions {
  readonly picture?: PictureId;
}

/**
 * `mesoscope map [paths...]`: the samples among the bundled corpora and the roads from text and pattern down to noise.
 *
 * @throws UsageError for wrong options and for an output that cannot be written
 */
export async function runMap(paths: readonly string[], options: MapOptions, io: Io): Promise<number> {
  if (options.estimator !== undefined) {
    throw new UsageError("a map places its samples by the observer: leave out -e, or leave out map");
  }
  const format = formatOf(options);
  const { picture = "map" } = options;
  const plan = await planScan(paths, withCorpora(paths, options), io, references(shownBy[picture]));
  const isCorpus = ({ input }: MeasureTask) => input.kind === "corpus";
  // What was named by the user comes before what came with the tool.
  const tasks = [...plan.tasks.filter((task) => !isCorpus(task)), ...plan.tasks.filter(isCorpus)];
  const withCurves = format === "html" || picture === "curves";
  const whole = {
    ...plan,
    tasks: withCurves ? tasks.map(measuring("learning-curve(profile=fast)")) : tasks,
    references: plan.references.map((task) =>
      task.family?.corpus === null ? measuring("excess-entropy")(task) : task,
    ),
  };
  const report = sortSamples(await measure(whole, options, io), options.sort);
  return deliver(report, picture === "map" ? formats[format]!.load : pictures[picture], options, io);
}

/** A picture is SVG, with or without a file to write it to. @throws UsageError */
function formatOf(options: MapOptions): string {
  const { picture, format, output } = options;
  if (picture !== undefined && format === undefined && output === undefined) return "svg";
  const chosen = chooseFormat(options);
  if (picture !== undefined && chosen !== "svg") {
    throw new UsageError(`--picture draws svg, not ${chosen}: name a file such as -o ${picture}.svg`);
  }
  return chosen;
}

/** The references that each picture shows: truths of E are those of generators, curves of roads would be a carpet. */
const shownBy: Readonly<Record<PictureId, (family: ReferenceFamily) => boolean>> = {
  map: () => true,
  plane: ({ corpus }) => corpus === null,
  curves: ({ kind }) => kind === "landmarks",
  budget: ({ kind }) => kind === "landmarks",
};

function measuring(estimator: string): (task: MeasureTask) => MeasureTask {
  const added = chooseEstimators([estimator]);
  return (task) => ({
    ...task,
    options: { ...task.options, estimators: [...task.options.estimators, ...added] },
  });
}

/** The core corpora stand among the samples unless others are named, or none. */
function withCorpora(paths: readonly string[], options: MapOptions): MapOptions {
  if (options.corpora !== "none") return { ...options, corpora: options.corpora ?? "core" };
  const { corpora: _, ...others } = options;
  if (namesInputs(paths, others)) return others;
  throw new UsageError("nothing to place: name paths, or leave out --corpora none");
}

function references(shown: (family: ReferenceFamily) => boolean): Reference[] {
  return referenceFamilies.filter(shown).flatMap(({ members, ...about }) =>
    members.map(([name, value, recipe], position) => ({
      name,
      recipe,
      family: { ...about, position, value },
    })),
  );
}
