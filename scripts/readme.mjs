// Runs the commands whose output the documents show. A block that follows `<!-- shows: COMMAND -->` holds that
// command's real output. `node scripts/readme.mjs` rewrites the blocks, `--check` fails when one is not current.
// Output depends on the versions of zlib and ICU that Node carries, so the check is for Node 20.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const documents = ["README.md", "docs/method.md", "docs/ci.md"];
const check = process.argv.includes("--check");
const block = /(<!-- shows: (.+?) -->\n```[a-z]*\n)([\s\S]*?)(```\n)/g;

/** A world of its own: no colours, no cache of an earlier build, an English UTF-8 terminal of 80 columns. */
function run(command, folder) {
  const shell = `mesoscope() { node "${join(root, "bin/mesoscope.js")}" "$@"; }\n${command}`;
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, LANG: "C.UTF-8", XDG_CACHE_HOME: folder, TMPDIR: folder, NO_COLOR: "1" };
  const result = spawnSync("bash", ["-euo", "pipefail", "-c", shell], { cwd: root, env, encoding: "utf8" });
  if (result.status !== 0) throw new Error(`${command} ended with ${result.status}\n${result.stderr}`);
  return result.stdout;
}

const folder = mkdtempSync(join(tmpdir(), "mesoscope-readme-"));
let stale = 0;
try {
  for (const document of documents) {
    const path = join(root, document);
    const before = readFileSync(path, "utf8");
    const after = before.replace(block, (_, head, command, __, tail) => head + run(command, folder) + tail);
    if (after === before) continue;
    if (check) {
      stale++;
      console.error(`${document} is not current: run node scripts/readme.mjs`);
    } else writeFileSync(path, after);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = stale === 0 ? 0 : 1;
