import type { Outcome, ReportCall } from "../../command/command.ts";
import { allPaths, findInputs } from "../../command/find-inputs.ts";
import { exitStatus } from "../../command/io.ts";
import type { SharedOptions } from "../../command/options.ts";
import { InputError, UsageError } from "../../core/errors.ts";
import { version } from "../../core/version.ts";
import { readCompared } from "./compared-files.ts";
import { leastFiles, oddFiles } from "./odd-files.ts";
import { usualOrder } from "./read-by-others.ts";
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
  const { found, skipped, failed } = await findInputs(named, usual, io);
  const read = await readCompared(found, options);
  const errors = [...failed, ...read.errors];
  const left = [...skipped, ...read.skipped];
  const { files } = read;
  if (files.length === 0 && errors.length === 0)
    throw new InputError(
      `there is no file to compare${left[0] === undefined ? "" : `: ${left[0].input}: ${left[0].reason}`}`,
    );
  const { files: rows, learned, usual: half } = oddFiles(files, options.seed, usualOrder);
  const report: OddReport = {
    oddVersion,
    tool: { name: "mesoscope", version },
    options: { seed: options.seed, order: usualOrder },
    inputs: {
      total: files.length + left.length + errors.length,
      ok: files.length,
      skipped: left.length,
      failed: errors.length,
    },
    unlike: rows.filter(({ odd }) => odd).length,
    learned,
    usual: half,
    undecided:
      files.length >= leastFiles
        ? null
        : files.length === 0
          ? "no file could be read"
          : `${files.length} ${files.length === 1 ? "file is" : "files are"} too few to report odd ones, which takes ${leastFiles}; the first is the most unusual`,
    files: [...rows],
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
