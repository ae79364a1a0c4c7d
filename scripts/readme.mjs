// Runs the commands whose output the documents show. A block that follows `<!-- shows: COMMAND -->` holds that
// command's real output. `node scripts/readme.mjs` rewrites the blocks, `--check` fails when one is not current.
// Output depends on the versions of zlib and ICU that Node carries, so the check is for Node 20.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, withShell } from "./shown-commands.mjs";

const documents = ["README.md", "docs/method.md", "docs/ci.md"];
const check = process.argv.includes("--check");
const block = /(<!-- shows: (.+?) -->\n```[a-z]*\n)([\s\S]*?)(```\n)/g;

let stale = 0;
withShell((run) => {
  for (const document of documents) {
    const path = join(root, document);
    const before = readFileSync(path, "utf8");
    const after = before.replace(block, (_, head, command, __, tail) => head + run(command) + tail);
    if (after === before) continue;
    if (check) {
      stale++;
      console.error(`${document} is not current: run node scripts/readme.mjs`);
    } else writeFileSync(path, after);
  }
});
process.exitCode = stale === 0 ? 0 : 1;
