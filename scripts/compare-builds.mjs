// Compares what two checkouts of one commit have built, byte by byte: `node scripts/compare-builds.mjs HERE THERE`. Exit status 1
// when a file differs or is in one of them alone.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

/** What a build makes: the program, its declarations and licences, the kernels, and the script of the pages. */
const built = ["dist", "src/wasm", "src/page/browser.bundle.ts"];

/** @returns the SHA-256 of each file, by its path from the root */
function hashesOf(root) {
  const hashes = new Map();
  const add = (path) =>
    hashes.set(relative(root, path), createHash("sha256").update(readFileSync(path)).digest("hex"));
  for (const part of built.map((name) => join(root, name))) {
    if (part.endsWith(".ts")) add(part);
    else
      for (const entry of readdirSync(part, { recursive: true, withFileTypes: true }))
        if (entry.isFile()) add(join(entry.parentPath, entry.name));
  }
  return hashes;
}

const [here, there] = process.argv.slice(2).map((root) => hashesOf(resolve(root)));
const names = [...new Set([...here.keys(), ...there.keys()])].sort();
const different = names.filter((name) => here.get(name) !== there.get(name));
for (const name of different) {
  const where = !here.has(name) ? "in the second alone" : !there.has(name) ? "in the first alone" : "differs";
  console.error(`${name}: ${where}`);
}
if (different.length > 0) process.exit(1);
const all = createHash("sha256")
  .update(names.map((name) => `${name} ${here.get(name)}\n`).join(""))
  .digest("hex");
console.log(`two builds, ${names.length} files, equal to the byte: SHA-256 ${all}`);
