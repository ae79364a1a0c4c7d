// The tarball holds what a user needs and nothing else, and no runtime dependency runs a script on installation.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const options = { cwd: root, encoding: "utf8" };
const [{ files }] = JSON.parse(
  execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], options),
);
const paths = files.map((file) => file.path);

const allowed =
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|SECURITY\.md|bin\/(mesoscope|load-command|kept-code)\.js|bin\/package\.json|corpora\/(package|package-lock|manifests\/[\w.-]+)\.json|dist\/(index|worker|parquet-thread)\.js|dist\/chunks\/[\w.-]+\.js|dist\/command\/([\w.-]+\.cjs|build\.txt)|dist\/third-party-licences\.txt|dist\/types\/[\w./-]+\.d\.ts)$/;
const needed = [
  "package.json",
  "README.md",
  "LICENSE",
  "bin/mesoscope.js",
  "bin/load-command.js",
  "dist/command/main.cjs",
  "dist/command/build.txt",
  "dist/index.js",
  "dist/worker.js",
  "dist/parquet-thread.js",
  "dist/types/index.d.ts",
  "corpora/package-lock.json",
];

const problems = [
  ...paths.filter((path) => !allowed.test(path)).map((path) => `does not belong in the package: ${path}`),
  ...needed.filter((path) => !paths.includes(path)).map((path) => `missing from the package: ${path}`),
];

const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, "utf8"));
for (const [path, entry] of Object.entries(packages)) {
  if (path !== "" && entry.dev !== true && entry.hasInstallScript)
    problems.push(`runtime dependency with an install script: ${path}`);
}
if (JSON.stringify(packages).includes('"resolved"')) problems.push("package-lock.json names a registry");

for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
