// Bundles the command and the library into dist/ and writes declarations to dist/types. `--no-types` leaves out the
// declarations, which only other packages need.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { buildKernels, staleKernels } from "./build-kernels.mjs";
import { buildPage, isPageStale } from "./build-page.mjs";
import { licences, rule } from "./licences.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const dist = join(root, "dist");
const types = join(dist, "types");
const stamp = join(root, "node_modules/.cache/mesoscope/dist.sha256");

/** Source of each bundle; one that does not exist is left out. */
const entries = Object.entries({
  index: "src/index.ts",
  main: "src/cli/main.ts",
  worker: "src/batch/worker.ts",
}).filter(([, source]) => existsSync(join(root, source)));

/** Commander loads this to start commands that are files of their own; ours are not, and loading it takes milliseconds. */
const withoutChildProcesses = {
  name: "without-child-processes",
  setup(build) {
    const filter = /^node:child_process$/;
    build.onResolve({ filter }, ({ importer }) =>
      importer.includes("node_modules/commander/") ? { path: "child-process", namespace: "none" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "none" }, () => ({ contents: "module.exports = {}" }));
  },
};

const bundles = {
  absWorkingDir: root,
  entryPoints: Object.fromEntries(entries),
  outdir: dist,
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  plugins: [withoutChildProcesses],
  // They start threads from files of their own or read a kernel beside them.
  external: ["tinypool", "@bokuweb/zstd-wasm"],
  // Its main file loads parts of itself by names that a bundler cannot see.
  alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
  minifyWhitespace: true,
  minifyIdentifiers: true,
  minifySyntax: true,
  // Packages in CommonJS call `require` for Node's modules; an ES module has none.
  banner: {
    js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
  },
  write: false,
  metafile: true,
  logLevel: "silent",
};

function filesUnder(folder, ending) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file))
    .sort();
}

/** SHA-256 of everything the bundles are made from. */
function inputHash() {
  const inputs = ["package.json", "package-lock.json", "scripts/build.mjs"].map((file) => join(root, file));
  const hash = createHash("sha256");
  for (const file of [...inputs, ...filesUnder(join(root, "src"), ".ts")]) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

/** @returns whether the bundles are missing or were made from something else */
export function isStale() {
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== inputHash()) return true;
  return entries.some(([name]) => !existsSync(join(dist, `${name}.js`)));
}

function writeWhole(file, contents) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, contents);
  renameSync(`${file}.${process.pid}`, file);
}

async function bundle(hash) {
  const { build } = await import("esbuild");
  // Cached results belong to the sources that made them.
  const define = { __MESOSCOPE_BUILD__: JSON.stringify(hash) };
  const { outputFiles, metafile } = await build({ ...bundles, define });
  // Chunks first: an entry never names a chunk that is not there yet.
  const written = outputFiles.sort(
    (a, b) => Number(b.path.includes("chunks")) - Number(a.path.includes("chunks")),
  );
  for (const { path, contents } of written) writeWhole(path, contents);
  const kept = new Set(written.map(({ path }) => path));
  for (const file of filesUnder(dist, ".js")) if (!kept.has(file)) rmSync(file);
  writeWhole(join(dist, "third-party-licences.txt"), licences(root, metafile.inputs).join(rule));
  const bytes = written.reduce((sum, { contents }) => sum + contents.length, 0);
  console.error(`src -> dist (${written.length} files, ${Math.round(bytes / 1000)} kB)`);
}

/** Declarations name each other by what a package consumer finds, `.js`; the compiler leaves the sources' `.ts`. */
async function declare() {
  if (!existsSync(join(root, "src/index.ts"))) return;
  const draft = `${types}.${process.pid}`;
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  try {
    await promisify(execFile)(process.execPath, [compiler, "-p", "tsconfig.build.json", "--outDir", draft], {
      cwd: root,
    });
    for (const file of filesUnder(draft, ".d.ts")) {
      const text = readFileSync(file, "utf8");
      writeFileSync(file, text.replace(/((?:\bfrom|\bimport)\s*\(?\s*"\.[^"]*)\.ts"/g, '$1.js"'));
    }
    rmSync(types, { recursive: true, force: true });
    renameSync(draft, types);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(error.stdout?.trim() || error.message);
  }
  console.error("src -> dist/types");
}

/**
 * Builds dist/, the kernels first where they are stale.
 *
 * @param options.declarations whether to write dist/types too
 * @throws Error with the message of the tool that failed
 */
export async function build({ declarations }) {
  await buildKernels(staleKernels());
  if (isPageStale()) await buildPage();
  const hash = inputHash();
  await Promise.all([bundle(hash), declarations ? declare() : undefined]);
  writeWhole(stamp, hash);
}

if (realpathSync(process.argv[1] ?? ".") === fileURLToPath(import.meta.url)) {
  await build({ declarations: !process.argv.includes("--no-types") }).catch((error) => {
    console.error(`build: ${error.message}`);
    process.exitCode = 1;
  });
}
