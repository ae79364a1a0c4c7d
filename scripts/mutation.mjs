// Changes formulas and estimators in all ways that Stryker knows and counts what the tests notice; exit status 1 when
// it is less than 85 % in all. A file is judged by the test of its name, or by the tests nearest to it: those that
// import it, or import what imports it. More tests could only notice more. Counts are kept in tests/mutation-results.json
// by the content of file and tests, so that a run that was stopped goes on where it was; in all it takes hours. What no
// test noticed is listed under node_modules/.cache.
// `--mutate FILE[,FILE]` takes some files or folders only, `--concurrency 2` two processes, `--survivors` lists what
// no test noticed, `--cached` shows what is known and measures nothing.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { estimators, formulas } from "./mutated-folders.mjs";
import { filesIn, nearestTests } from "./nearest-tests.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
process.chdir(root);
const cache = "node_modules/.cache/mutation";
const kept = "tests/mutation-results.json";
const least = 85;
/** Mutants a run of Stryker has at most, unless one file has more: what is lost when it is stopped. */
const most = 300;

const mutated = [...formulas, ...estimators];
/** Tests of sources judge the machines that only sources make. */
const judges = [
  ...mutated.map((folder) => folder.replace("src/", "tests/unit/")),
  "tests/unit/sources",
  "tests/vectors",
].flatMap((folder) => filesIn(folder, ".test.ts"));
/** Of file and tests, and how they are run. */
function keyOf(file, tests) {
  const hash = createHash("sha256");
  for (const path of [file, ...tests, "stryker.config.json", "vitest.mutation.config.ts"])
    hash.update(path).update(readFileSync(path));
  return hash.digest("hex").slice(0, 24);
}

/** Runs Stryker on files that have their tests in common; the results by file. */
async function measure(files, tests, concurrency) {
  process.env.MUTATION_TESTS = tests.join(",");
  // Stryker would rewrite tsconfig.json by an interface of TypeScript that version 7 does not have. No test reads that file.
  const settings = { mutate: files, concurrency, tsconfigFile: "none.json" };
  const results = await new Stryker(settings).runMutationTest();
  return files.map((file) => {
    const mutants = results.filter((mutant) => relative(root, mutant.fileName) === file);
    const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
    return {
      killed: count("Killed"),
      timeout: count("Timeout"),
      survived: count("Survived"),
      unreached: count("NoCoverage"),
      unnoticed: mutants
        .filter(({ status }) => status === "Survived" || status === "NoCoverage")
        .map(({ location: { start, end }, mutatorName, replacement, status }) => {
          const lines = readFileSync(file, "utf8").split("\n");
          const text =
            start.line === end.line ? lines[start.line - 1].slice(start.column - 1, end.column - 1) : "...";
          const change = `${text}  ->  ${(replacement ?? "").replace(/\s+/g, " ").slice(0, 80)}`;
          return `${file}:${start.line}:${start.column} ${status} ${mutatorName}: ${change}`;
        }),
    };
  });
}

const noticed = ({ killed, timeout }) => killed + timeout;
const total = (result) => noticed(result) + result.survived + result.unreached;
const score = (result) => (100 * noticed(result)) / total(result);

/** Files to measure in runs, each of files with the same tests. */
function runsOf(files, testsOf) {
  const runs = [];
  for (const file of files) {
    const tests = testsOf.get(file);
    // A mutant for some 55 bytes.
    const size = readFileSync(file).length / 55;
    const run = runs.find((other) => other.key === tests.join() && other.size + size <= most);
    if (run === undefined) runs.push({ key: tests.join(), tests, files: [file], size });
    else {
      run.files.push(file);
      run.size += size;
    }
  }
  return runs;
}

const { values: options } = parseArgs({
  options: {
    mutate: { type: "string" },
    concurrency: { type: "string", default: "1" },
    survivors: { type: "boolean" },
    cached: { type: "boolean" },
  },
});
const wanted = options.mutate?.split(",") ?? mutated;
const files = mutated
  .flatMap((folder) => filesIn(folder, ".ts"))
  .filter((file) => wanted.some((path) => file === path || file.startsWith(`${path}/`)));
if (files.length === 0) {
  console.error(`no file of ${mutated.join(" and ")} is ${wanted.join(" or ")}`);
  process.exit(2);
}
const testsOf = nearestTests(files, judges);
const ledger = existsSync(kept) ? JSON.parse(readFileSync(kept, "utf8")) : {};
const keys = new Map(files.map((file) => [file, keyOf(file, testsOf.get(file))]));
const isKnown = (file) => ledger[file]?.key === keys.get(file);
const listPath = (file) => join(cache, `${keys.get(file)}.txt`);
mkdirSync(cache, { recursive: true });

/** Files that are gone are forgotten. */
function writeLedger() {
  const rows = Object.keys(ledger).filter((file) => existsSync(file));
  const lines = rows.sort().map((file) => `  ${JSON.stringify(file)}: ${JSON.stringify(ledger[file])}`);
  writeFileSync(kept, `{\n${lines.join(",\n")}\n}\n`);
}

const missing = options.cached ? [] : files.filter((file) => !isKnown(file));
const runs = runsOf(missing, testsOf);
for (const [i, { files: some, tests }] of runs.entries()) {
  const started = performance.now();
  const results = await measure(some, tests, Number(options.concurrency));
  results.forEach(({ unnoticed, ...counts }, at) => {
    const file = some[at];
    // A file that was changed while it was measured would be kept under a content that was not.
    if (keyOf(file, tests) !== keys.get(file)) return;
    ledger[file] = { key: keys.get(file), ...counts };
    writeFileSync(listPath(file), unnoticed.map((mutant) => `${mutant}\n`).join(""));
  });
  writeLedger();
  const mutants = results.reduce((sum, result) => sum + total(result), 0);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${i + 1} of ${runs.length}: ${some.length} files, ${mutants} mutants, ${seconds} s`);
}

const rows = files.filter(isKnown).map((file) => ({ file, ...ledger[file] }));
const all = { killed: 0, timeout: 0, survived: 0, unreached: 0 };
for (const row of rows) for (const key of Object.keys(all)) all[key] += row[key];
console.log("  score  killed timeout survived unreached  file");
const line = (row, name) =>
  console.log(
    `${(total(row) === 0 ? "-" : score(row).toFixed(1)).padStart(7)} ${String(row.killed).padStart(7)} ` +
      `${String(row.timeout).padStart(7)} ${String(row.survived).padStart(8)} ` +
      `${String(row.unreached).padStart(9)}  ${name}`,
  );
for (const row of [...rows].sort((a, b) => score(a) - score(b))) line(row, row.file);
line(all, `${rows.length} of ${files.length} files`);
if (options.survivors) {
  for (const { file } of rows)
    if (existsSync(listPath(file))) process.stdout.write(readFileSync(listPath(file)));
}
process.exitCode = score(all) >= least ? 0 : 1;
