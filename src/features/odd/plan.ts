import type { Outcome, ReportCall } from "../../command/command.ts";
import { allPaths, findInputs } from "../../command/find-inputs.ts";
import { exitStatus } from "../../command/io.ts";
import type { SharedOptions } from "../../command/options.ts";
import { InputError, UsageError } from "../../core/errors.ts";
import { version } from "../../core/version.ts";
import { inputCounts } from "../../results/report.ts";
import { readCompared } from "./compared-files.ts";
import { leastFiles, oddFiles } from "./odd-files.ts";
import { defaultOrder } from "./read-by-others.ts";
import { type OddReport, oddVersion } from "./schema.ts";

export interface OddOptions extends SharedOptions {
  readonly fail?: boolean;
}

/** Compares the files of folders with each other. @throws UsageError for wrong options; InputError when there is no file */
export async function findOddFiles({
  paths,
  options,
  io,
}: ReportCall<OddOptions>): Promise<Outcome<OddReport>> {
  const named = await allPaths(paths, options as SharedOptions, io);
  if (named.typed.length + (named.listed?.length ?? 0) === 0)
    throw new UsageError("name a folder, e.g. mesoscope odd src");
  const usual = { ...options, records: "none", stdinName: "stdin" } as SharedOptions;
  const inputs = await findInputs(named, usual, io);
  const read = await readCompared(inputs.found, options);
  const errors = [...inputs.failed, ...read.errors];
  const left = [...inputs.skipped, ...read.skipped];
  const { files } = read;
  if (files.length === 0 && errors.length === 0)
    throw new InputError(
      `there is no file to compare${left[0] === undefined ? "" : `: ${left[0].input}: ${left[0].reason}`}`,
    );
  const found = oddFiles(files, options.seed, defaultOrder);
  const report: OddReport = {
    oddVersion,
    tool: { name: "mesoscope", version },
    options: { seed: options.seed, order: defaultOrder },
    inputs: inputCounts(files.length, left, errors),
    unlike: found.files.filter(({ odd }) => odd).length,
    learned: found.learned,
    usual: found.usual,
    undecided:
      files.length >= leastFiles
        ? null
        : files.length === 0
          ? "no file could be read"
          : `${files.length} ${files.length === 1 ? "file is" : "files are"} too few to report odd ones, which takes ${leastFiles}; the first is the most unusual`,
    files: found.files,
    errors,
    skipped: left,
  };
  const status =
    errors.length > 0
      ? exitStatus.input
      : options.fail === true && report.unlike > 0
        ? exitStatus.checkFailed
        : exitStatus.fine;
  return { result: report, errors, skipped: left, status };
}
