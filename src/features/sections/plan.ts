import type { Outcome, ReportCall } from "../../command/command.ts";
import { exitStatus } from "../../command/io.ts";
import type { SharedOptions } from "../../command/options.ts";
import { planScan } from "../../command/plan-scan.ts";
import { InputError, UsageError } from "../../core/errors.ts";
import type { Level } from "../../core/section-levels.ts";
import { version } from "../../core/version.ts";
import { inputCounts } from "../../results/report.ts";
import type { AccountedInput } from "../../run/run-batch.ts";
import { onlyNoise } from "./noise.ts";
import { type SectionsOfInput, type SectionsReport, sectionsVersion } from "./schema.ts";
import { sectionsTask } from "./task.ts";

export interface SectionsOptions extends SharedOptions {
  readonly level: Level;
  readonly quick?: boolean;
  readonly noise?: boolean;
  readonly fail?: boolean;
  readonly recipe?: string;
}

/** Symbols of an endless recipe. */
export const recipeLength = 1_000_000;

/** Finds the sections of inputs, one after the other. @throws UsageError for wrong options */
export async function findSections({
  paths,
  options,
  io,
  maker,
  progress,
}: ReportCall<SectionsOptions>): Promise<Outcome<SectionsReport>> {
  const { level, noise = false, quick = noise, fail = false, recipe, all = false } = options;
  if (fail && !noise) throw new UsageError("--fail goes with --noise");
  const planned = await planScan(
    paths,
    { ...options, ...unusual, ...(recipe !== undefined && { recipe: [recipe] }) } as never,
    io,
    { mapReferences: [], estimates: false },
  );
  const files: SectionsOfInput[] = [];
  const errors: AccountedInput[] = [...planned.failed];
  const { tasks } = planned;
  let done = 0;
  for (const task of tasks) {
    progress(done++, tasks.length);
    try {
      const found = await sectionsTask({
        task,
        plan: { level, quick, changes: !noise },
        maker,
        progress: () => {},
      });
      files.push(noise ? onlyNoise(found, all) : found);
    } catch (error) {
      if (!(error instanceof InputError || error instanceof RangeError)) throw error;
      const reason = error instanceof RangeError ? "does not fit in memory" : error.message;
      errors.push({ input: task.name, reason });
    }
  }
  const { skipped } = planned;
  if (files.length === 0 && errors.length === 0)
    throw new InputError(
      `there is no file to read${skipped[0] === undefined ? "" : `: ${skipped[0].input}: ${skipped[0].reason}`}`,
    );
  const listed = noise ? files.filter(({ sections, armour }) => sections.length + armour.length > 0) : files;
  const report: SectionsReport = {
    sectionsVersion,
    tool: { name: "mesoscope", version },
    options: { level, noise },
    inputs: inputCounts(files.length, skipped, errors),
    files: listed,
    errors,
    skipped: [...skipped],
  };
  const status =
    errors.length > 0
      ? exitStatus.input
      : fail && listed.length > 0
        ? exitStatus.checkFailed
        : exitStatus.fine;
  return { result: report, errors, skipped, status };
}

/** Options of input plans that this command does not have. Noise is in binary files, too. */
const unusual = {
  records: "none",
  encoding: "bytes",
  charset: "auto",
  sample: String(recipeLength),
  seed: 1,
  cache: false,
  binary: true,
} as const;
