// Runs commands that the documents show, as a reader would type them.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../", import.meta.url));

/**
 * Gives a function that runs a command of a document to `work`, and cleans up after it: no colours, an English UTF-8
 * terminal of 80 columns. Results are kept where XDG_CACHE_HOME says, else for this run alone: they belong to the build that
 * made them.
 */
export function withShell(work) {
  const folder = mkdtempSync(join(tmpdir(), "mesoscope-shown-"));
  const { PATH, HOME, XDG_CACHE_HOME = folder } = process.env;
  const env = { PATH, HOME, LANG: "C.UTF-8", XDG_CACHE_HOME, TMPDIR: folder, NO_COLOR: "1" };
  const run = (command, cwd = root) => {
    const program = `node -r "${join(root, "scripts/one-processor.cjs")}" "${join(root, "bin/mesoscope.js")}"`;
    const shell = `mesoscope() { ${program} "$@"; }\n${command}`;
    const result = spawnSync("bash", ["--norc", "-euo", "pipefail", "-c", shell], {
      cwd,
      env,
      encoding: "utf8",
    });
    if (result.status !== 0) throw new Error(`${command} ended with ${result.status}\n${result.stderr}`);
    return result.stdout;
  };
  try {
    return work(run, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
