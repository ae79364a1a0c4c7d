// Draws changes that Stryker knows from folders of the sources, makes each of them in a copy of the tree, and runs the unit tests
// nearest to the file. What these let pass is shown to all unit tests of the same folder, and to the further tests that
// scripts/mutated-folders.mjs names. What share is noticed? Minutes where `npm run mutation` takes hours, with an interval.
// `node scripts/mutation-sample.mjs --of src/observer,src/input -n 100 --seed 1 --jobs 2`; exit status 1 below 85 %.
// `--all` lists what was noticed, too; `--again FILE` judges what survived by such a list, and nothing else.
import { execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { commonTokens } from "@stryker-mutator/api/plugin";
import { createInstrumenter } from "@stryker-mutator/instrumenter";
import { createInjector } from "typed-inject";
import { furtherTests, sampledFolders } from "./mutated-folders.mjs";
import { filesIn, isOfTime, nearestTests, testsOfFolder } from "./nearest-tests.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
process.chdir(root);
const least = 85;
/** Milliseconds that tests may take as things are, and that a change may add before it counts as one that makes them hang. */
const [longest, added] = [600_000, 60_000];

const { values: options } = parseArgs({
  options: {
    of: { type: "string", default: sampledFolders.join(",") },
    n: { type: "string", short: "n", default: "200" },
    seed: { type: "string", default: "1" },
    jobs: { type: "string", default: "1" },
    all: { type: "boolean", default: false },
    again: { type: "string" },
  },
});

/** Uniform numbers below a bound. */
function drawsOf(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** All changes of a file: what stands where, and what takes its place. */
async function changesOf(file) {
  const log = new Proxy({}, { get: () => () => false });
  const injector = createInjector()
    .provideValue(commonTokens.options, {})
    .provideValue(commonTokens.getLogger, () => log)
    .provideValue(commonTokens.logger, log);
  const content = readFileSync(file, "utf8");
  const { mutants } = await injector
    .injectFunction(createInstrumenter)
    .instrument([{ name: join(root, file), content, mutate: true }], {
      ignorers: [],
      excludedMutations: [],
      plugins: null,
    });
  const starts = [0];
  for (const line of content.split("\n")) starts.push(starts.at(-1) + line.length + 1);
  const place = ({ line, column }) => starts[line] + column;
  return mutants
    .filter(({ status }) => status === undefined)
    .map(({ location: { start, end }, mutatorName, replacement }) => {
      const [from, to] = [place(start), place(end)];
      const text = content.slice(0, from) + replacement + content.slice(to);
      const shown = `${content.slice(from, to)}  ->  ${replacement}`.replace(/\s+/g, " ").slice(0, 110);
      return { file, text, title: `${file}:${start.line + 1} ${mutatorName}: ${shown}` };
    });
}

/** A copy of what git knows and of what was built, with the packages of this one. */
function copyOfTree() {
  const folder = mkdtempSync(join(tmpdir(), "mesoscope-mutation-"));
  const listed = (...argv) =>
    execFileSync("git", ["ls-files", "--exclude-standard", "-z", ...argv], { encoding: "utf8" }).split("\0");
  const known = [...listed("--cached", "--others"), ...listed("--others", "--ignored", "--", "src"), "dist"];
  for (const path of known.filter(existsSync)) cpSync(path, join(folder, path), { recursive: true });
  // Caches are its own: what is built of a change is nothing for this tree.
  for (const packages of ["node_modules", "corpora/node_modules"].filter(existsSync)) {
    mkdirSync(join(folder, packages), { recursive: true });
    for (const name of readdirSync(packages).filter((one) => one !== ".cache"))
      symlinkSync(join(root, packages, name), join(folder, packages, name));
  }
  return folder;
}

/** Whether a program fails in a folder. @param limit of milliseconds, beyond which it does */
function programFails(folder, argv, env, limit) {
  return new Promise((resolve) => {
    // In a group of their own: who ends vitest alone leaves a worker behind that a change made endless.
    const child = spawn(process.execPath, argv, {
      cwd: folder,
      env: { ...process.env, ...env },
      detached: true,
      stdio: "ignore",
    });
    const timer = setTimeout(() => process.kill(-child.pid, "SIGKILL"), limit);
    child.on("close", (status) => {
      clearTimeout(timer);
      resolve(status !== 0);
    });
  });
}

/** Whether tests fail in a copy. @param limit of milliseconds */
async function fails(folder, tests, limit) {
  // Some run what is built, and processes of it.
  if (tests.some((test) => !test.startsWith("tests/unit/"))) {
    if (await programFails(folder, ["scripts/build.mjs", "--no-types"], {}, longest)) return true;
  }
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config=vitest.sample.config.ts", "--bail=1"];
  return programFails(folder, vitest, { MUTATION_TESTS: tests.join(",") }, limit);
}

const files = options.of.split(",").flatMap((folder) => filesIn(folder, ".ts"));
const judges = ["tests/unit", "tests/contract", "tests/property", "tests/golden"]
  .flatMap((folder) => filesIn(folder, ".test.ts"))
  .filter((test) => !isOfTime(test));
const nearest = nearestTests(files, judges);
const ofFolder = testsOfFolder(files, judges);
/** Tests that judge changes of a file, in rounds: the next one has what the one before let pass. */
function roundsOf(file) {
  const near = nearest.get(file);
  const further = Object.entries(furtherTests)
    .filter(([path]) => file.startsWith(path))
    .flatMap(([, names]) => names.map((name) => `tests/${name}.test.ts`));
  const wider = new Set([...ofFolder.get(file), ...further].filter((test) => !near.includes(test)));
  return [near, [...wider]].filter((tests) => tests.length > 0);
}
const all = (await Promise.all(files.map(changesOf))).flat();
const draw = drawsOf(Number(options.seed));
const lines = options.again === undefined ? null : readFileSync(options.again, "utf8").split("\n");
const drawn =
  lines === null
    ? Array.from(
        { length: Math.min(Number(options.n), all.length) },
        () => all.splice(draw(all.length), 1)[0],
      )
    : all.filter(({ title }) => lines.includes(`survived  ${title}`));
/** What tests take, by their names. */
const sound = new Map();
const counts = { near: 0, wider: 0, survived: 0, unreached: 0, broken: 0 };

/** Milliseconds that tests take that pass as things are; null: they fail, and notice nothing. */
async function timeOf(folder, tests) {
  const started = performance.now();
  if (!(await fails(folder, tests, longest))) return performance.now() - started;
  console.log(`fails     ${tests.join(" ")}`);
  return null;
}

/** What becomes of a change. */
async function fateOf(folder, { file, text }) {
  const rounds = roundsOf(file);
  if (rounds.length === 0) return "unreached";
  let fate = "broken";
  for (const tests of rounds) {
    const key = tests.join();
    if (!sound.has(key)) sound.set(key, timeOf(folder, tests));
    const time = await sound.get(key);
    if (time === null) continue;
    const own = readFileSync(join(folder, file), "utf8");
    writeFileSync(join(folder, file), text);
    const noticed = await fails(folder, tests, Math.ceil(4 * time + added));
    writeFileSync(join(folder, file), own);
    if (noticed) return tests === rounds[0] ? "near" : "wider";
    fate = "survived";
  }
  return fate;
}

async function judge(folder, change) {
  const fate = await fateOf(folder, change);
  counts[fate]++;
  if (options.all || fate === "survived" || fate === "unreached")
    console.log(`${fate.padEnd(9)} ${change.title}`);
}

async function judgeInTurn() {
  const folder = copyOfTree();
  try {
    for (let one = drawn.pop(); one !== undefined; one = drawn.pop()) await judge(folder, one);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
await Promise.all(Array.from({ length: Number(options.jobs) }, judgeInTurn));

const { near, wider, survived, unreached, broken } = counts;
const noticed = near + wider;
const judged = noticed + survived + unreached;
const share = noticed / judged;
const half = 1.96 * Math.sqrt((share * (1 - share)) / judged);
console.log(
  `${noticed} of ${judged} noticed: ${(100 * share).toFixed(1)} ± ${(100 * half).toFixed(1)} %; ` +
    `${near} by the nearest tests, ${survived} survived, ${unreached} no test reaches, ${broken} whose tests fail as they are`,
);
process.exitCode = 100 * share >= least ? 0 : 1;
