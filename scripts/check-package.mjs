// The tarball holds what a user needs and nothing else; neither it nor a runtime dependency runs a script on installation.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { libraryEntries } from "./library-entries.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
/** @type {import("node:child_process").ExecFileSyncOptionsWithStringEncoding} */
const options = { cwd: root, encoding: "utf8" };
const folder = mkdtempSync(join(tmpdir(), "mesoscope-package-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const packing = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
const [{ files, filename, size }] = JSON.parse(execFileSync("npm", packing, options));
const paths = files.map((file) => file.path);

const entries = libraryEntries.flatMap((name) => [`dist/${name}.js`, `dist/${name}.d.ts`]);
const allowed =
  /^((?:package|origin)\.json|README\.md|LICENSE|SECURITY\.md|bin\/(mesoscope|raw-arguments|standard-output)\.js|bin\/package\.json|corpora\/(package|package-lock|manifests\/[\w.-]+)\.json|learners\/(ngram\.mjs|completions\.mjs|gpt\.py)|dist\/(worker|reader|parquet-thread)\.js|dist\/command\/[\w.-]+\.cjs|dist\/(third-party-licences\.txt|THIRD-PARTY\.md|sbom\.cdx\.json|mesoscope\.1|config\.schema\.json))$/;
const needed = [
  "package.json",
  "README.md",
  "LICENSE",
  "bin/mesoscope.js",
  "bin/raw-arguments.js",
  "bin/standard-output.js",
  "dist/command/main.cjs",
  "dist/worker.js",
  "dist/reader.js",
  "dist/parquet-thread.js",
  ...entries,
  "dist/THIRD-PARTY.md",
  "dist/sbom.cdx.json",
  "dist/mesoscope.1",
  "dist/config.schema.json",
  "corpora/package-lock.json",
  "learners/ngram.mjs",
  "learners/completions.mjs",
  "learners/gpt.py",
];

/** What a download may weigh, compressed, and how many files it may have. */
const most = { bytes: 2_000_000, files: 300 };

const problems = [
  ...(size > most.bytes ? [`the package has ${size} bytes, at most ${most.bytes}`] : []),
  ...(files.length > most.files ? [`the package has ${files.length} files, at most ${most.files}`] : []),
  ...paths
    .filter((path) => !allowed.test(path) && !entries.includes(path))
    .map((path) => `does not belong in the package: ${path}`),
  ...needed.filter((path) => !paths.includes(path)).map((path) => `missing from the package: ${path}`),
];

const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, "utf8"));
for (const [path, entry] of Object.entries(packages)) {
  if (path !== "" && entry.dev !== true && entry.hasInstallScript)
    problems.push(`runtime dependency with an install script: ${path}`);
}
if (JSON.stringify(packages).includes('"resolved"')) problems.push("package-lock.json names a registry");

// As a package manager and as TypeScript see it. It is an ES module: what CommonJS and old resolution miss is meant.
const tarball = readFileSync(join(folder, filename));
const packed = createPackageFromTarballData(tarball);
const { scripts = {} } = JSON.parse(packed.readFile(`/node_modules/${packed.packageName}/package.json`));
for (const event of [
  "preinstall",
  "install",
  "postinstall",
  "prepublish",
  "preprepare",
  "prepare",
  "postprepare",
])
  if (event in scripts) problems.push(`the packed package has a ${event} script`);
const { messages } = await publint({ pack: { tarball: Uint8Array.from(tarball).buffer } });
problems.push(...messages.map((message) => `publint: ${message.code} at ${message.path.join(".")}`));
const analysis = await checkPackage(packed);
if (analysis.types === false) throw new Error("the package has no types");
const meant = new Set(["node10", "node16-cjs"]);
for (const problem of analysis.problems) {
  const where = "resolutionKind" in problem ? problem.resolutionKind : "";
  if (!meant.has(where)) problems.push(`types: ${problem.kind} ${where}`);
}

for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
