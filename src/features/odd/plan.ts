import type { Outcome, ReportCall } from "../../command/command.ts";
import { allPaths, findInputs } from "../../command/find-inputs.ts";
import { exitStatus } from "../../command/io.ts";
import type { SharedOptions } from "../../command/options.ts";
import { InputError, UsageError } from "../../core/errors.ts";
import { version } from "../../core/version.ts";
import { excerptOf } from "../../input/align-text.ts";
import { inputCounts } from "../../results/report.ts";
import { readCompared } from "./compared-files.ts";
import { judgeFiles } from "./judge.ts";
import { type ComparedFile, defaultOrder } from "./read-by-others.ts";
import { type OddFile, type OddReport, oddVersion } from "./schema.ts";
import { leastUsual } from "./usual-files.ts";

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
  const count = files.length;
  const report: OddReport = {
    oddVersion,
    tool: { name: "mesoscope", version },
    options: { seed: options.seed, order: defaultOrder },
    inputs: inputCounts(count, left, errors),
    unlike: found.files.filter(({ odd }) => odd).length,
    usual: found.usual,
    undecided:
      count >= leastUsual
        ? null
        : count === 0
          ? "no file could be read"
          : `${count} ${count === 1 ? "file is" : "files are"} too few to call any odd, which takes ${leastUsual}; the most unusual comes first`,
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

/** Bytes of an excerpt. */
const excerptBytes = 64;

/** How unusual each file is, as `check` judges files without a baseline; the most unusual comes first. */
export function oddFiles(
  files: readonly ComparedFile[],
  seed: number,
  order: number,
): Pick<OddReport, "files" | "usual"> {
  const judged = judgeFiles(files, null, seed, order, undefined, undefined, 1);
  if (judged === null) return { files: [], usual: null };
  const rows = files.map(({ name, bytes }, i): OddFile => {
    const { p, odd, quantity, at, unit, value, limit, kind, firstLine, lastLine, start, length, why } =
      judged.findings[i]!;
    const { rate, oddest } = judged.surprises[i]!;
    // A word is shown itself; of a longer part, or of a file, the most surprising bytes in it.
    const { at: peak } = oddest[0]!;
    const showsPeak = (at !== null || quantity === "newWords") && start <= peak && peak < start + length;
    return {
      file: name,
      bytes: bytes.length,
      rate,
      expected: p * files.length,
      odd: odd && files.length >= leastUsual,
      ...{ quantity, at, unit, value, limit, kind, firstLine, lastLine },
      excerpt: excerptOf(bytes, showsPeak ? peak : start, Math.min(length, excerptBytes)),
      why,
    };
  });
  return {
    files: rows.sort((a, b) => a.expected - b.expected || (a.file < b.file ? -1 : 1)),
    usual: judged.usual.rate,
  };
}
