import { InputError, UsageError } from "../../core/errors.ts";
import { openFileSource } from "../../input/file-source.ts";
import { unpackInput } from "../../input/open-input.ts";
import { type ComparedFile, leastFiles, oddFiles } from "../../odd/odd-files.ts";
import { type OddReport, oddVersion } from "../../odd/schema.ts";
import type { AccountedInput } from "../../run/run-batch.ts";
import { pathBytes } from "../../run/task.ts";
import type { Outcome, ReportCall } from "../command.ts";
import { exitStatus } from "../io.ts";
import type { SharedOptions } from "../options.ts";
import { version } from "../version.ts";
import { allPaths } from "./files-from.ts";
import { findInputs } from "./find-inputs.ts";

export interface OddOptions extends Omit<SharedOptions, "top"> {
  readonly fail?: boolean;
}

/** Bytes of the longest strings of the models. */
const order = 6;
/** Bytes of a file that are looked at. */
const mostOfFile = 4_194_304;
/** And of all of them. */
const mostHeld = 536_870_912;

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
  const errors: AccountedInput[] = [...failed];
  const left: AccountedInput[] = [...skipped];
  const files: ComparedFile[] = [];
  let held = 0;
  for (const { name, input } of found) {
    if (input.kind !== "file") continue;
    try {
      const source = openFileSource(pathBytes(input) ?? input.path);
      try {
        const reading = { decompress: options.decompress, records: "none" } as const;
        const { source: inner } = await unpackInput(source, name, reading);
        const bytes = inner.read(0, Math.min(inner.size, mostOfFile));
        if (bytes.length === 0) left.push({ input: name, reason: "empty" });
        else if (held + bytes.length > mostHeld)
          left.push({ input: name, reason: "more text than is held in memory" });
        else {
          files.push({ name, bytes });
          held += bytes.length;
        }
      } finally {
        source.close();
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      errors.push({ input: name, reason: error.message });
    }
  }
  if (files.length === 0 && errors.length === 0) throw new InputError("there is no file to compare");
  const { files: rows, learned, usual: half } = oddFiles(files, options.seed, order);
  const report: OddReport = {
    oddVersion,
    tool: { name: "mesoscope", version },
    options: { seed: options.seed, order },
    inputs: {
      total: files.length + left.length + errors.length,
      ok: files.length,
      skipped: left.length,
      failed: errors.length,
    },
    learned,
    usual: half,
    undecided:
      files.length >= leastFiles
        ? null
        : `${files.length} ${files.length === 1 ? "file is" : "files are"} too few to call one odd, that takes ${leastFiles}; the first is the strangest`,
    files: [...rows],
    errors,
    skipped: left,
  };
  const isOdd = rows.some(({ odd }) => odd);
  const status =
    errors.length > 0
      ? exitStatus.input
      : options.fail === true && isOdd
        ? exitStatus.checkFailed
        : exitStatus.fine;
  return { result: report, errors, skipped: left, status };
}
