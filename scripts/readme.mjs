// Runs the commands whose output the documents show. A block that follows `<!-- shows: COMMAND -->` holds that
// command's real output. `node scripts/readme.mjs` rewrites the blocks, `--check` fails when one is not current.
// Output depends on the versions of zlib and ICU that Node carries, so the check is for Node 20.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, withShell } from "./shown-commands.mjs";

const documents = [
  "README.md",
  ...["docs", "docs/guides", "docs/evidence", "docs/contributing"].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  ),
];
const check = process.argv.includes("--check");
const block = /(<!-- shows: (.+?) -->\n```[a-z]*\n)([\s\S]*?)(```\n)/g;

let stale = 0;
withShell((runOnce) => {
  // What two documents show is run once.
  const outputs = new Map();
  const run = (command) => {
    if (!outputs.has(command)) outputs.set(command, runOnce(command));
    return outputs.get(command);
  };
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
