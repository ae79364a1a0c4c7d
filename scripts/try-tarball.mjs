// Packs the project, installs the tarball as a user would (globally, in a folder of its own, without dev dependencies)
// and runs the main job on a folder of texts with it, and the step of action.yml, whose npx installs it once more.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

try {
  const [{ filename }] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--pack-destination", folder], {
      ...options,
      cwd: root,
    }),
  );
  const prefix = join(folder, "global");
  execFileSync("npm", ["i", "-g", "--prefix", prefix, join(folder, filename)], { ...options, cwd: folder });
  const command = join(prefix, "bin/mesoscope");
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
  const report = JSON.parse(run("-f", "json", "texts/golden.bin", "texts"));
  if (report.inputs.ok !== 2 || report.samples.length !== 2) fail("the report does not hold both samples");
  // A library user imports the package by name.
  execFileSync("npm", ["i", "--no-save", "--prefix", folder, join(folder, filename)], {
    ...options,
    cwd: folder,
  });
  const script =
    'import { bindRecipe, Random } from "mesoscope"; console.log(typeof bindRecipe, typeof Random);';
  writeFileSync(join(folder, "library.mjs"), script);
  const printed = execFileSync("node", [join(folder, "library.mjs")], options).trim();
  if (printed !== "function function") fail(`the library exports ${printed}`);
  // The action, with the tarball where it would name a version; GitHub's shell stops at the first error.
  writeFileSync(
    join(folder, "mesoscope.config.json"),
    JSON.stringify({ budgets: [{ files: "*.txt", symbolEntropy: { max: 3 } }] }),
  );
  const { runs } = parse(readFileSync(join(root, "action.yml"), "utf8"));
  const step = runs.steps.find(({ run }) => run !== undefined);
  const action = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
    cwd: folder,
    encoding: "utf8",
    env: {
      ...process.env,
      PATHS: "texts\n",
      CONFIG: "",
      VERSION: `file:${join(folder, filename)}`,
      GITHUB_WORKSPACE: folder,
      GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
    },
  });
  if (action.status !== 1 || !action.stdout.startsWith("::error file=texts/digits.txt,"))
    fail(`the action ended with ${action.status}\n${action.stdout}${action.stderr}`);
  if (!readFileSync(join(folder, "summary.md"), "utf8").includes("1 failed")) fail("no step summary");
  console.log("the tarball installs, maps a folder of texts, can be imported and runs as an action");
} finally {
  rmSync(folder, { recursive: true, force: true });
}
