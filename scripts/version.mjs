// `npm version X` runs this with the new version in package.json: CITATION.cff and the changelog get it, with the day.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = process.argv[2] ?? fileURLToPath(new URL("../", import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const day = new Date().toISOString().slice(0, 10);
const change = (/** @type {string} */ path, /** @type {RegExp} */ from, /** @type {string} */ to) => {
  const text = readFileSync(join(root, path), "utf8");
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${path} has no line for the version`);
  writeFileSync(join(root, path), changed);
};

change("CITATION.cff", /^version: .*\ndate-released: .*$/m, `version: ${version}\ndate-released: ${day}`);
// Without news below the heading there is nothing to release.
change(
  "CHANGELOG.md",
  /^## \[Unreleased\]\n(?:\nThe next version is .*\n)?(?=\n(?!## ))/m,
  `## [Unreleased]\n\n## [${version}] - ${day}\n`,
);
