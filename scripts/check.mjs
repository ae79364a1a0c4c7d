// Everything a change must pass besides the tests: types, lint and format, documents, package contents.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const major = Number(process.versions.node.split(".")[0]);

/** @typedef {[name: string, command: string[]]} Step */

/** @type {Step} */
const setUp = ["set-up", ["node", "scripts/setup.mjs"]];
/** @type {Step} */
const map = ["map that documents show", ["node", "bin/mesoscope.js", "map", "-q"]];
/**
 * The built command, and the map that most of what the documents show is a part of: not in several steps side by side.
 *
 * @type {Step[]}
 */
const building = [["build with declarations", ["node", "scripts/build.mjs"]], ...(major === 20 ? [map] : [])];
/**
 * Compressed sizes and word boundaries in the documents, and last digits of sines, are those of Node 20.
 *
 * @type {Step[]}
 */
const ofNode20 = [
  ["shown outputs are current", ["node", "scripts/readme.mjs", "--check"]],
  ["pictures are current", ["node", "scripts/build-gallery.mjs", "--check"]],
  ["playground is current", ["node", "scripts/build-playground.mjs", "--check"]],
  ["reference is current", ["node", "scripts/build-reference.mjs", "--check"]],
];
/**
 * What reads the built command. What takes longest comes first.
 *
 * @type {Step[]}
 */
const ofBuild = [
  ...(major === 20 ? ofNode20 : []),
  ["package contents", ["node", "scripts/check-package.mjs"]],
  ["API is current", ["node", "scripts/build-api.mjs", "--check"]],
];
/**
 * What reads the sources alone. What takes longest comes first.
 *
 * @type {Step[]}
 */
const ofSources = [
  ["references are placed as the sources place them", ["node", "scripts/build-references.mjs", "--check"]],
  ["types", ["npx", "--no", "--", "tsc", "--noEmit", "-p", "tsconfig.json"]],
  ["lint and format", ["npx", "--no", "--", "biome", "check", "."]],
  ["types of the page", ["npx", "--no", "--", "tsc", "--noEmit", "-p", "src/page/browser"]],
  ["types of the playground", ["npx", "--no", "--", "tsc", "--noEmit", "-p", "src/playground/browser"]],
  ["types of scripts and benchmarks", ["npx", "--no", "--", "tsc", "--noEmit", "-p", "scripts"]],
  ["files that scripts name", ["node", "scripts/check-paths.mjs"]],
  ["links lead somewhere", ["node", "scripts/check-links.mjs"]],
  ["glossary is current", ["node", "scripts/build-glossary.mjs", "--check"]],
  ["reliability is current", ["node", "scripts/build-reliability.mjs", "--check"]],
  ["calibration is current", ["node", "scripts/build-calibration.mjs", "--check"]],
  ["graded forecasts are current", ["node", "scripts/build-forecast-scoreboard.mjs", "--check"]],
  ["manifests are current", ["node", "scripts/build-manifests.mjs", "--check"]],
];

/** Results that the steps share: where the environment says, else for this run alone. */
const folder = mkdtempSync(join(tmpdir(), "mesoscope-check-"));
const env = { XDG_CACHE_HOME: folder, ...process.env };

/**
 * @param {Step} step
 * @returns {Promise<{ name: string, ok: boolean, seconds: number, output: string }>}
 */
function run([name, [command, ...rest]]) {
  const begun = performance.now();
  return new Promise((resolve) => {
    execFile(command, rest, { cwd: root, env, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      const seconds = (performance.now() - begun) / 1000;
      resolve({ name, ok: error === null, seconds, output: `${stdout}${stderr}` });
    });
  });
}

const failed = [];
function tell({ name, ok, seconds, output }) {
  console.log(`${ok ? "ok  " : "FAIL"} ${name} (${seconds.toFixed(0)} s)`);
  if (ok) return;
  failed.push(name);
  console.log(output);
}

tell(await run(setUp));
let built = false;
const build = async () => {
  for (const step of building) tell(await run(step));
  built = true;
};
/** The rest needs nothing of each other: as many at once as there are processors. */
const inTurns = async () => {
  const next = () => (built ? ofBuild.shift() : undefined) ?? ofSources.shift();
  for (let step = next(); step !== undefined; step = next()) tell(await run(step));
};
const others = Array.from({ length: availableParallelism() - 1 }, inTurns);
await build();
await Promise.all([...others, inTurns()]);
rmSync(folder, { recursive: true, force: true });
if (failed.length > 0) console.log(`failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
