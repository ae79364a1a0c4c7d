import type { ReportCall } from "../../command/command.ts";
import { measure } from "../../command/measure.ts";
import { type InputOptions, namesInputs, planScan, type Reference } from "../../command/plan-scan.ts";
import { UsageError } from "../../core/errors.ts";
import { installHint } from "../../input/corpora/corpus-unavailable.ts";
import type { PictureId } from "../../report/svg/pictures.ts";
import type { BatchReport } from "../../results/report.ts";
import { chooseEstimators } from "../../run/choose-estimators.ts";
import type { MeasureTask } from "../../run/task.ts";
import { type ReferenceFamily, referenceFamilies } from "../../spectrum/reference-families.ts";

export interface MapOptions extends InputOptions {
  readonly picture?: PictureId;
}

/** Measures samples, corpora and references. @throws UsageError for wrong options */
export async function measureMap(call: ReportCall<MapOptions>): Promise<BatchReport> {
  const { paths, options, io, format } = call;
  const { picture = "map" } = options;
  const plan = await planScan(paths, withCorpora(paths, options), io, {
    mapReferences: references(shownBy[picture]),
    estimates: format !== "table",
    types: format === "table" && options.all !== true,
  });
  // Inputs of the user come before bundled corpora, whose positions are stored.
  const tasks = [...plan.tasks].filter(({ input }) => input.kind !== "corpus");
  for (const task of plan.tasks)
    if (task.input.kind === "corpus") tasks.push({ ...task, input: { ...task.input, known: true } });
  const withCurves = format === "html" || picture === "curves";
  const report = await measure({ ...plan, tasks: withCurves ? await havingCurves(tasks) : tasks }, call);
  return options.corpora === undefined ? withoutMissing(report) : report;
}

/** Corpora that nobody named may be missing: their positions are stored only for the usual sample. */
export function withoutMissing(report: BatchReport): BatchReport {
  const { ok, skipped, failed, total } = report.inputs;
  const missing = report.errors.filter(({ reason }) => reason.endsWith(installHint));
  const reason = `a corpus is not installed; ${installHint}`;
  return {
    ...report,
    inputs: { total, ok, skipped: skipped + missing.length, failed: failed - missing.length },
    skipped: [...report.skipped, ...missing.map(({ input }) => ({ input, reason }))],
    errors: report.errors.filter((error) => !missing.includes(error)),
  };
}

/** The references of each picture: truths of E are those of generators; curves of whole families would cover each other. */
const shownBy: Readonly<Record<PictureId, (family: ReferenceFamily) => boolean>> = {
  map: () => true,
  plane: ({ corpus }) => corpus === null,
  curves: ({ kind }) => kind === "landmarks",
};

async function havingCurves(tasks: readonly MeasureTask[]): Promise<MeasureTask[]> {
  const curve = await chooseEstimators(["learning-curve(profile=fast)"]);
  return tasks.map((task) => ({
    ...task,
    options: { ...task.options, estimators: [...task.options.estimators, ...curve] },
  }));
}

/** Adds the core corpora unless the user names others, or none. */
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
