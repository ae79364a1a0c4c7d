// Draws changes that Stryker knows from folders of the sources, makes each of them in a copy of the tree, and runs the unit tests
// nearest to the file: what share of them do these notice? Minutes where `npm run mutation` takes hours, with an interval.
// `node scripts/mutation-sample.mjs --of src/observer,src/input -n 100 --seed 1 --jobs 2`; exit status 1 below 85 %.
import { execFile, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { commonTokens } from "@stryker-mutator/api/plugin";
import { createInstrumenter } from "@stryker-mutator/instrumenter";
import { createInjector } from "typed-inject";
import { sampledFolders } from "./mutated-folders.mjs";
import { filesIn, nearestTests } from "./nearest-tests.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
process.chdir(root);
const least = 85;
/** Milliseconds after which a change that makes tests hang counts as noticed. */
const longest = 120_000;

const { values: options } = parseArgs({
  options: {
    of: { type: "string", default: sampledFolders.join(",") },
    n: { type: "string", short: "n", default: "200" },
    seed: { type: "string", default: "1" },
    jobs: { type: "string", default: "1" },
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
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** Whether tests fail in a copy. */
function fails(folder, tests) {
  const argv = ["node_modules/vitest/vitest.mjs", "run", "--config=vitest.mutation.config.ts", "--bail=1"];
  const env = { ...process.env, MUTATION_TESTS: tests.join(",") };
  return new Promise((resolve) => {
    execFile(process.execPath, argv, { cwd: folder, env, timeout: longest, maxBuffer: 1 << 26 }, (error) =>
      resolve(error !== null),
    );
  });
}

const files = options.of.split(",").flatMap((folder) => filesIn(folder, ".ts"));
const judges = ["tests/unit", "tests/contract", "tests/property", "tests/golden"].flatMap((folder) =>
  filesIn(folder, ".test.ts"),
);
const testsOf = nearestTests(files, judges);
const all = (await Promise.all(files.map(changesOf))).flat();
const draw = drawsOf(Number(options.seed));
const drawn = Array.from(
  { length: Math.min(Number(options.n), all.length) },
  () => all.splice(draw(all.length), 1)[0],
);
const sound = new Map();
const counts = { noticed: 0, survived: 0, unreached: 0, broken: 0 };

async function judge(folder, { file, text, title }) {
  const tests = testsOf.get(file);
  if (tests.length === 0) {
    counts.unreached++;
    console.log(`no test   ${title}`);
    return;
  }
  const key = tests.join();
  if (!sound.has(key)) sound.set(key, fails(folder, tests));
  // Tests that fail as things are notice nothing.
  if (await sound.get(key)) {
    counts.broken++;
    console.log(`fails     ${tests.join(" ")}`);
    return;
  }
  const own = readFileSync(join(folder, file), "utf8");
  writeFileSync(join(folder, file), text);
  const noticed = await fails(folder, tests);
  writeFileSync(join(folder, file), own);
  counts[noticed ? "noticed" : "survived"]++;
  if (!noticed) console.log(`survived  ${title}`);
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

const { noticed, survived, unreached, broken } = counts;
const judged = noticed + survived + unreached;
const share = noticed / judged;
const half = 1.96 * Math.sqrt((share * (1 - share)) / judged);
console.log(
  `${noticed} of ${judged} noticed: ${(100 * share).toFixed(1)} ± ${(100 * half).toFixed(1)} %; ` +
    `${survived} survived, ${unreached} no test reaches, ${broken} whose tests fail as they are`,
);
process.exitCode = 100 * share >= least ? 0 : 1;
