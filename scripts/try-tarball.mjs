// Packs the project, installs the tarball as a user would (globally, in a folder of its own, without dev dependencies)
// and runs the main job on a folder of texts with it, and the steps of action.yml, which install from a checkout. A program that
// uses all of the library is compiled as strictly as the compiler can, and run.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "mesoscope-tarball-"));
/** @type {import("node:child_process").ExecFileSyncOptionsWithStringEncoding} */
const options = { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] };
const fail = (message) => {
  throw new Error(message);
};

/** What the program prints but for its progress, which ends at 1. */
const wanted = {
  analysis: [true, "bit", 0.95, true],
  reason: "an empty sequence",
  series: [1, 2],
  table: true,
  generated: 200_000,
  symbols: true,
  truth: "0.6667",
  "all truths": true,
  pair: ["differ", "bit"],
  tree: null,
  forecast: [[2, true]],
  grade: 1,
  explained: [true, "pattern"],
  check: [false, ["passed", "failed"]],
  own: [2, 0, "bit/symbol", "H(1)"],
  formulas: [1.5, [1, 0], "exact"],
  observer: [10_000, true],
  lens: [true, true],
  errors: [true, true, "AbortError"],
};

/** A program of the calls that the guide names in its text. */
function callsOfGuide() {
  const guide = readFileSync(join(root, "docs/guides/library.md"), "utf8");
  const calls = [...guide.matchAll(/`([a-z]\w*(?:\.\w+)?\([^`]*\))`/gi)].map(([, call]) => call);
  const names = [...new Set(calls.map((call) => /^\w+/.exec(call)?.[0]))];
  if (calls.length < 4) fail("docs/guides/library.md names no calls");
  return `import { ${names.join(", ")}, type Input, type QuantityId } from "mesoscope";
declare const input: Input, options: {}, recipe: string, quantity: QuantityId, length: number, seed: number;
export const calls = () => [${calls.join(", ")}];
`;
}

/** Compiles and runs the example of the guide and a program that uses every function, in a project of their own. */
function useLibrary(project, tarball) {
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module", private: true }));
  execFileSync("npm", ["i", "--no-save", tarball], { ...options, cwd: project });
  for (const types of ["@types/node", "undici-types"])
    cpSync(join(root, "node_modules", types), join(project, "node_modules", types), { recursive: true });
  cpSync(join(root, "docs/examples/library.ts"), join(project, "example.ts"));
  cpSync(join(root, "tests/consumer/uses-everything.ts"), join(project, "everything.ts"));
  writeFileSync(join(project, "calls.ts"), callsOfGuide());
  const strict = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    target: "es2023",
    lib: ["es2023"],
    module: "nodenext",
    types: ["node"],
    outDir: "out",
  };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions: strict }));
  const compiled = spawnSync("node", [join(root, "node_modules/typescript/bin/tsc")], {
    cwd: project,
    encoding: "utf8",
  });
  if (compiled.status !== 0)
    fail(`the library does not compile in a project of its own:\n${compiled.stdout}`);
  const run = (file) => execFileSync("node", [join(project, "out", file)], { ...options, cwd: project });
  const shown = `library.ts -->\n\`\`\`text\n${run("example.js")}\`\`\`\n`;
  if (!readFileSync(join(root, "docs/guides/library.md"), "utf8").includes(shown))
    fail("the example prints something else than docs/guides/library.md shows");
  const { progress, estimate, ...found } = JSON.parse(run("everything.js"));
  if (progress !== 1 || !(estimate > 3)) fail(`progress ended at ${progress}, the estimate is ${estimate}`);
  if (JSON.stringify(found) !== JSON.stringify(wanted)) fail(`the library found ${JSON.stringify(found)}`);
}

try {
  const [{ filename }] = JSON.parse(
    // The caller has built what is packed.
    execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
      ...options,
      cwd: root,
    }),
  );
  const prefix = join(folder, "global");
  execFileSync("npm", ["i", "-g", "--prefix", prefix, join(folder, filename)], { ...options, cwd: folder });
  const command = join(prefix, "bin/mesoscope");
  if (!existsSync(join(prefix, "share/man/man1/mesoscope.1"))) fail("npm has not installed the manual page");
  const run = (...argv) => execFileSync(command, argv, { ...options, cwd: folder });

  const texts = join(folder, "texts");
  mkdirSync(texts);
  writeFileSync(
    join(texts, "golden.bin"),
    execFileSync(command, ["generate", "golden-mean", "-n", "120kB"], { cwd: folder }),
  );
  writeFileSync(
    join(texts, "digits.txt"),
    run("generate", "uniform(alphabet=10)", "-n", "120kB", "--as", "text"),
  );
  const map = run("texts/golden.bin", "texts", "--map", "--jobs", "2");
  if (!map.includes("golden.bin") || !map.includes("randomness x")) fail(`no map:\n${map}`);
  // Without corpora a map of another sample has the user's samples and the references.
  if (!run("map", "texts/golden.bin", "--sample", "30kB").includes("golden.bin")) fail("no map of 30kB");
  const report = JSON.parse(run("-f", "json", "texts/golden.bin", "texts"));
  if (report.inputs.ok !== 2 || report.samples.length !== 2) fail("the report does not hold both samples");
  // A library user imports the package by name.
  useLibrary(join(folder, "program"), join(folder, filename));
  // The action, from a checkout of what git knows of; GitHub's shell stops at the first error.
  writeFileSync(
    join(folder, "mesoscope.config.json"),
    JSON.stringify({ budgets: [{ files: "*.txt", symbolEntropy: { max: 3 } }] }),
  );
  const checkout = join(folder, "checkout");
  const files = execFileSync("git", ["ls-files", "-z"], { ...options, cwd: root }).split("\0");
  for (const file of files)
    if (file !== "") cpSync(join(root, file), join(checkout, file), { recursive: true });
  const { runs } = parse(readFileSync(join(root, "action.yml"), "utf8"));
  const inStep = ({ run }, cwd) =>
    spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], {
      cwd,
      encoding: "utf8",
      env: {
        ...process.env,
        ACTION: checkout,
        TEMPORARY: folder,
        PATHS: "texts\n",
        CONFIG: "",
        GITHUB_WORKSPACE: folder,
        GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
      },
    });
  const [, install, check] = runs.steps.filter(({ run }) => run !== undefined);
  const installed = inStep(install, folder);
  if (installed.status !== 0) fail(`the action does not install\n${installed.stdout}${installed.stderr}`);
  const action = inStep(check, folder);
  if (action.status !== 1 || !action.stdout.startsWith("::error file=texts/digits.txt,"))
    fail(`the action ended with ${action.status}\n${action.stdout}${action.stderr}`);
  if (!readFileSync(join(folder, "summary.md"), "utf8").includes("1 failed")) fail("no step summary");
  console.log(
    "the tarball installs, maps a folder of texts, is a library for a strict compiler and runs as an action",
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
