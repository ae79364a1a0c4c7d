// Brings a checkout to where the command and the tests run: compiles stale kernels, bundles a stale dist/, installs the
// pinned corpora. Says nothing when nothing is to do.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildKernels, staleKernels } from "./build-kernels.mjs";

const corpora = fileURLToPath(new URL("../corpora/", import.meta.url));
const installedLock = `${corpora}node_modules/.lock.sha256`;

/** Runs npm by the path npm itself gives to scripts, else by name. @returns why it failed; null: it did not */
function npm(args) {
  const cli = process.env.npm_execpath;
  const [command, own] = cli?.endsWith(".js") ? [process.execPath, [cli, ...args]] : ["npm", args];
  const shell = command === "npm" && process.platform === "win32";
  return new Promise((resolve) => {
    execFile(command, own, { shell }, (error, _, stderr) =>
      resolve(error === null ? null : stderr.trim() || error.message),
    );
  });
}

async function installCorpora() {
  if (!existsSync(`${corpora}package-lock.json`)) return;
  const lock = createHash("sha256")
    .update(readFileSync(`${corpora}package-lock.json`))
    .digest("hex");
  if (existsSync(installedLock) && readFileSync(installedLock, "utf8") === lock) return;
  console.error("corpora/package-lock.json -> corpora/node_modules");
  const fault = await npm(["ci", "--prefix", corpora, "--ignore-scripts", "--no-audit", "--no-fund"]);
  if (fault !== null) throw new Error(`npm ci --prefix corpora failed\n${fault}`);
  writeFileSync(installedLock, lock);
}

async function bundle() {
  const { build, isStale } = await import("./build.mjs");
  if (isStale()) await build({ declarations: false });
}

/** Tests read the page's script from the sources. */
async function page() {
  const { buildPage, isPageStale } = await import("./build-page.mjs");
  if (isPageStale()) await buildPage();
}

const tools = ["assemblyscript", "rolldown"];
const missing = tools.filter(
  (tool) => !existsSync(new URL(`../node_modules/${tool}/package.json`, import.meta.url)),
);

try {
  if (missing.length > 0) throw new Error(`${missing.join(" and ")} not installed: run \`npm ci\` first`);
  // To install is mostly waiting, to build one processor's work.
  const corporaInstalled = installCorpora();
  corporaInstalled.catch(() => {});
  await buildKernels(staleKernels());
  await page();
  await bundle();
  await corporaInstalled;
} catch (error) {
  console.error(`setup: ${error.message}`);
  process.exitCode = 1;
}
