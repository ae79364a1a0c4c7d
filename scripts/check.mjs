// What a change must pass besides all tests. As it stands, for after each change: types, lint and format, and the tests that
// find most. `node scripts/check.mjs docs`: what takes longer and fails seldom, documents, pictures, links, package.
// `--no-tests` leaves tests out, for who runs them all.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const major = Number(process.versions.node.split(".")[0]);

/** @typedef {[name: string, command: string[]]} Step */

const node = (...argv) => ["node", ...argv];
const tsc = (project) => ["npx", "--no", "--", "tsc", "--noEmit", "-p", project];
const vitest = (...argv) => [
  ...["npx", "--no", "--", "vitest", "run", "--config=vitest.quick.config.ts"],
  ...["--tags-filter=!slow && !thorough", "--reporter=dot", ...argv],
];

/** @type {Step} */
const setUp = ["set-up", node("scripts/setup.mjs")];
/**
 * What takes least comes first.
 *
 * @type {Step[]}
 */
const ofChange = [
  ["files that scripts name", node("scripts/check-paths.mjs")],
  ["types of the page", tsc("src/page/browser")],
  ["types of the playground", tsc("site/playground/browser")],
  ["types of the front page", tsc("site/drop/browser")],
  ["types", tsc("tsconfig.json")],
  ["types of scripts and benchmarks", tsc("scripts")],
  ["lint and format", ["npx", "--no", "--", "biome", "check", "."]],
];
/**
 * They use all processors, one after the other.
 *
 * @type {Step[]}
 */
const testsOfChange = [
  ["contracts", vitest("tests/contract", "tests/architecture.test.ts")],
  ["tests of what was changed since the last commit", vitest("--changed", "--passWithNoTests")],
];

/** @type {Step} */
const map = ["map that documents show", node("bin/mesoscope.js", "map", "-q")];
/**
 * The built command, and the map that most of what the documents show is a part of: not in several steps side by side.
 *
 * @type {Step[]}
 */
const building = [["build with declarations", node("scripts/build.mjs")], ...(major === 20 ? [map] : [])];
/**
 * Compressed sizes and word boundaries in the documents, and last digits of sines, are those of Node 20.
 *
 * @type {Step[]}
 */
const ofNode20 = [
  ["shown outputs are current", node("scripts/readme.mjs", "--check")],
  ["pictures are current", node("scripts/build-gallery.mjs", "--check")],
  ["playground is current", node("scripts/build-playground.mjs", "--check")],
];
/**
 * What reads the built command. What takes longest comes first.
 *
 * @type {Step[]}
 */
const ofBuild = [
  ...(major === 20 ? ofNode20 : []),
  ["package contents", node("scripts/check-package.mjs")],
  ["every export has a docstring", node("scripts/api-page.mjs")],
];
/**
 * What reads the sources alone. What takes longest comes first.
 *
 * @type {Step[]}
 */
const ofSources = [
  ["references are placed as the sources place them", node("scripts/build-references.mjs", "--check")],
  ["links lead somewhere", node("scripts/check-links.mjs")],
  ["reliability is current", node("scripts/build-reliability.mjs", "--check")],
  ["calibration is current", node("scripts/build-calibration.mjs", "--check")],
  ["likenesses are current", node("scripts/build-likenesses.mjs", "--check")],
  ["arithmetic is current", node("scripts/build-arithmetic.mjs", "--check")],
  ["manifests are current", node("scripts/build-manifests.mjs", "--check")],
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

/**
 * As many at once as there are processors.
 *
 * @param {() => Step | undefined} next
 */
async function inTurns(next) {
  for (let step = next(); step !== undefined; step = next()) tell(await run(step));
}
const others = (next) => Array.from({ length: availableParallelism() - 1 }, () => inTurns(next));

tell(await run(setUp));
if (process.argv.includes("docs")) {
  let built = false;
  const next = () => (built ? ofBuild.shift() : undefined) ?? ofSources.shift();
  const beside = others(next);
  for (const step of building) tell(await run(step));
  built = true;
  await Promise.all([...beside, inTurns(next)]);
} else {
  const next = () => ofChange.shift();
  await Promise.all([...others(next), inTurns(next)]);
  if (!process.argv.includes("--no-tests")) await inTurns(() => testsOfChange.shift());
}
rmSync(folder, { recursive: true, force: true });
if (failed.length > 0) console.log(`failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
