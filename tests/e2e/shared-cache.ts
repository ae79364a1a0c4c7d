import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * One cache folder for all test files of a run, so that the references that every map shows are measured once and not by
 * each file. It goes with the run: what the sources give is never taken from what older ones gave. Who runs several of one
 * state of the sources names a folder for them all in `MESOSCOPE_TEST_CACHE`.
 */
export function setup(): (() => void) | undefined {
  if (process.env["MESOSCOPE_TEST_CACHE"] !== undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "mesoscope-tests-"));
  process.env["MESOSCOPE_TEST_CACHE"] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
