// Everything a change must pass besides the tests: types, lint and format, documents, package contents.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const major = Number(process.versions.node.split(".")[0]);

/**
 * What all others read.
 *
 * @type {[name: string, command: string[]][]}
 */
const first = [
  ["set-up", ["node", "scripts/setup.mjs"]],
  ["build with declarations", ["node", "scripts/build.mjs"]],
];
/**
 * Most that the documents show is a part of this: with all processors at once, and not in several steps side by side.
 *
 * @type {[name: string, command: string[]][]}
 */
const shown = [["map that documents show", ["node", "bin/mesoscope.js", "map", "-q"]]];
/**
 * Compressed sizes and word boundaries in the documents, and last digits of sines, are those of Node 20.
 *
 * @type {[name: string, command: string[]][]}
 */
const ofNode20 = [
  ["shown outputs are current", ["node", "scripts/readme.mjs", "--check"]],
  ["pictures are current", ["node", "scripts/build-gallery.mjs", "--check"]],
  ["playground is current", ["node", "scripts/build-playground.mjs", "--check"]],
  ["reference is current", ["node", "scripts/build-reference.mjs", "--check"]],
];
/**
 * What takes longest comes first.
 *
 * @type {[name: string, command: string[]][]}
 */
const steps = [
  ...(major === 20 ? ofNode20 : []),
  ["references are placed as the sources place them", ["node", "scripts/build-references.mjs", "--check"]],
  ["types", ["npx", "--no", "--", "tsc", "--noEmit", "-p", "tsconfig.json"]],
  ["types of the page", ["npx", "--no", "--", "tsc", "--noEmit", "-p", "src/page/browser"]],
  ["types of the playground", ["npx", "--no", "--", "tsc", "--noEmit", "-p", "src/playground/browser"]],
  ["types of scripts and benchmarks", ["npx", "--no", "--", "tsc", "--noEmit", "-p", "scripts"]],
  ["files that scripts name", ["node", "scripts/check-paths.mjs"]],
  ["lint and format", ["npx", "--no", "--", "biome", "check", "."]],
  ["package contents", ["node", "scripts/check-package.mjs"]],
  ["API is current", ["node", "scripts/build-api.mjs", "--check"]],
  ["links lead somewhere", ["node", "scripts/check-links.mjs"]],
  ["glossary is current", ["node", "scripts/build-glossary.mjs", "--check"]],
  ["reliability is current", ["node", "scripts/build-reliability.mjs", "--check"]],
  ["calibration is current", ["node", "scripts/build-calibration.mjs", "--check"]],
  ["graded forecasts are current", ["node", "scripts/build-forecast-scoreboard.mjs", "--check"]],
  ["forecasts of networks are current", ["node", "scripts/build-learners-scoreboard.mjs", "--check"]],
  ["manifests are current", ["node", "scripts/build-manifests.mjs", "--check"]],
];

/** Results that the steps share: where the environment says, else for this run alone. */
const folder = mkdtempSync(join(tmpdir(), "mesoscope-check-"));
const env = { XDG_CACHE_HOME: folder, ...process.env };

/**
 * @param {[name: string, command: string[]]} step
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

for (const step of [...first, ...(major === 20 ? shown : [])]) tell(await run(step));
const waiting = [...steps];
/** The rest needs nothing of each other: as many at once as there are processors. */
const inTurns = async () => {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) tell(await run(step));
};
await Promise.all(Array.from({ length: availableParallelism() }, inTurns));
rmSync(folder, { recursive: true, force: true });
if (failed.length > 0) console.log(`failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
