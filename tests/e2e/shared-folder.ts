import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * One folder for all that the test files of a run write, which goes with the run, and one cache: what many tests measure is
 * measured once and not by each file, and what the sources give is never taken from what older ones gave. Who runs several of
 * one state of the sources names a cache for them all in `MESOSCOPE_TEST_CACHE`.
 */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "mso-"));
  process.env["MESOSCOPE_TEST_FOLDER"] = folder;
  process.env["MESOSCOPE_TEST_CACHE"] ??= join(folder, "cache");
  return () => rmSync(folder, { recursive: true, force: true });
}
