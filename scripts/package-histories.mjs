// Published versions of packages as repositories that change: what docs/evidence/check-grades.md and data/release-surprises.json are measured on.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where packages are kept that were fetched. */
export const cache = join(
  fileURLToPath(new URL("../", import.meta.url)),
  "node_modules/.cache/check-histories",
);

export const run = (command, argv, cwd) =>
  execFileSync(command, argv, { cwd, encoding: "utf8", maxBuffer: 2 ** 28 });

/** Stable versions from the first to the last one in their order, of which npm says what there is. */
export function versionsOf(name, first, last) {
  mkdirSync(cache, { recursive: true });
  const stable = JSON.parse(run("npm", ["view", name, "versions", "--json"], cache)).filter((version) =>
    /^\d+\.\d+\.\d+$/.test(version),
  );
  return stable.slice(stable.indexOf(first), stable.indexOf(last) + 1);
}

/** Puts the files of a version into a folder in place of all but its git repository. */
export function unpack(name, version, folder) {
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(folder))
    if (entry !== ".git") rmSync(join(folder, entry), { recursive: true, force: true });
  const archive = archiveOf(name, version);
  const quiet = ["--no-same-owner", "--warning=no-unknown-keyword"];
  run("tar", ["-xzf", archive, "-C", folder, "--strip-components=1", ...quiet]);
}

function archiveOf(name, version) {
  const packs = join(cache, "packs", name);
  const archive = join(packs, `${name}-${version}.tgz`);
  if (!existsSync(archive)) {
    mkdirSync(packs, { recursive: true });
    run("npm", ["pack", "--ignore-scripts", "--silent", `${name}@${version}`], packs);
  }
  return archive;
}

/** What the command would take of the folder. @param discoverInputs of src/input/discover */
export function filesOf(folder, discoverInputs) {
  return [...discoverInputs({ typed: [folder] })].flatMap(({ status, path }) => {
    if (status !== "file") return [];
    const bytes = new Uint8Array(readFileSync(path).subarray(0, 4_194_304));
    const name = path.slice(folder.length + 1);
    return bytes.length === 0 ? [] : [{ name, input: name, bytes, isJudged: true }];
  });
}
