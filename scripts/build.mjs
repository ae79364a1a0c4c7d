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
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { buildKernels, staleKernels } from "./build-kernels.mjs";
import { buildPage, isPageStale } from "./build-page.mjs";
import { licences, rule } from "./licences.mjs";
import { billOfMaterials, thirdParty } from "./third-party.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const dist = join(root, "dist");
const types = join(dist, "types");
const stamp = join(root, "node_modules/.cache/mesoscope/dist.sha256");

const entries = {
  index: "src/index.ts",
  statistics: "src/statistics.ts",
  worker: "src/worker.ts",
  "parquet-thread": "src/input/records/parquet-thread.ts",
};

/**
 * Modules that packages load and that are not needed, or that we have better; each takes milliseconds to load.
 *
 * Commander starts commands that are files of their own by child processes; ours are not. Chalk asks the terminal for its
 * colours; it is always told. Tables measure texts as all else that is shown does.
 */
const replacements = [
  { module: "node:child_process", of: "commander", contents: "module.exports = {}" },
  { module: "#supports-color", of: "chalk", contents: "export default { stdout: false, stderr: false }" },
  {
    module: "string-width",
    of: "cli-table3",
    contents: 'module.exports = require("./src/report/kit/text-width.ts").textWidth',
  },
];

const withReplacements = {
  name: "with-replacements",
  setup(build) {
    const names = replacements.map(({ module }) => module).join("|");
    build.onResolve({ filter: new RegExp(`^(?:${names})$`) }, ({ path, importer }) => {
      const found = replacements.find(
        ({ module, of }) => module === path && importer.includes(`node_modules/${of}/`),
      );
      return found && { path, namespace: "replacement" };
    });
    build.onLoad({ filter: /.*/, namespace: "replacement" }, ({ path }) => ({
      contents: replacements.find(({ module }) => module === path).contents,
      resolveDir: root,
    }));
  },
};

/** Written for an older Node: as a part of the command it would make Node warn that `Buffer()` is deprecated. */
const withoutOldBuffers = {
  name: "without-old-buffers",
  setup(build) {
    build.onLoad({ filter: /node_modules\/seek-bzip\/lib\/\w+\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replaceAll("new Buffer(", "Buffer.alloc("),
    }));
  },
};

/** @satisfies {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: root,
  outdir: dist,
  bundle: true,
  platform: "node",
  target: "node20",
  plugins: [withReplacements, withoutOldBuffers],
  // They start threads from files of their own or read a kernel beside them.
  external: ["tinypool", "@bokuweb/zstd-wasm", "xz-decompress"],
  // Its main file loads parts of itself by names that a bundler cannot see.
  alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
  minifyWhitespace: true,
  minifyIdentifiers: true,
  minifySyntax: true,
  write: false,
  metafile: true,
  logLevel: "silent",
};

/**
 * The library, and what worker threads run.
 *
 * @satisfies {import("esbuild").BuildOptions}
 */
const modules = {
  ...common,
  entryPoints: entries,
  chunkNames: "chunks/[name]-[hash]",
  splitting: true,
  format: "esm",
  // Packages in CommonJS call `require` for Node's modules; an ES module has none.
  banner: {
    js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
  },
};

/**
 * The command: a file each for what is loaded together, so that what a run does not need is never read.
 *
 * @satisfies {import("esbuild").BuildOptions}
 */
const command = {
  ...common,
  entryPoints: { main: "src/cli/main.ts" },
  outdir: join(dist, "command"),
  outExtension: { ".js": ".cjs" },
  chunkNames: "[name]-[hash]",
  splitting: true,
  format: "esm",
};

/**
 * A file of the command in CommonJS, which Node has running some ten milliseconds sooner than a module. esbuild splits code
 * for modules only, so that each file is translated after that.
 */
async function inCommonJs({ path, text }) {
  const { transform } = await import("esbuild");
  const { code } = await transform(text, {
    format: "cjs",
    platform: "node",
    target: "node20",
    minify: true,
    // What is imported late is required late.
    supported: { "dynamic-import": false },
    define: { "import.meta.url": "__url" },
    banner: text.includes("import.meta.url")
      ? 'const __url=require("node:url").pathToFileURL(__filename).href;'
      : "",
  });
  return { path, contents: Buffer.from(code) };
}

function filesUnder(folder, ending) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file))
    .sort();
}

/** SHA-256 of everything the bundles are made from. */
export function inputHash() {
  const inputs = ["package.json", "package-lock.json", "scripts/build.mjs"].map((file) => join(root, file));
  const hash = createHash("sha256");
  const sources = [...filesUnder(join(root, "src"), ".ts"), ...filesUnder(join(root, "data"), ".json")];
  for (const file of [...inputs, ...sources]) {
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
  return ["index.js", "statistics.js", "worker.js", "parquet-thread.js", "command/main.cjs"].some(
    (file) => !existsSync(join(dist, file)),
  );
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
  const [ours, theirs] = await Promise.all([build({ ...command, define }), build({ ...modules, define })]);
  const written = [...(await Promise.all(ours.outputFiles.map(inCommonJs))), ...theirs.outputFiles];
  // Chunks first: an entry never names a chunk that is not there yet.
  const isChunk = ({ path }) => Number(basename(path).includes("-"));
  written.sort((a, b) => isChunk(b) - isChunk(a));
  for (const { path, contents } of written) writeWhole(path, contents);
  const kept = new Set(written.map(({ path }) => path));
  for (const file of [...filesUnder(dist, ".js"), ...filesUnder(join(dist, "command"), ".cjs")])
    if (!kept.has(file)) rmSync(file);
  const inputs = { ...ours.metafile.inputs, ...theirs.metafile.inputs };
  writeWhole(join(dist, "third-party-licences.txt"), licences(root, inputs).join(rule));
  writeWhole(join(dist, "THIRD-PARTY.md"), thirdParty(root, inputs));
  writeWhole(join(dist, "sbom.cdx.json"), billOfMaterials(root, inputs));
  const bytes = written.reduce((sum, { contents }) => sum + contents.length, 0);
  console.error(`src -> dist (${written.length} files, ${Math.round(bytes / 1000)} kB)`);
}

/** Declarations name each other by what a package consumer finds, `.js`; the compiler leaves the sources' `.ts`. */
async function declare() {
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
  if (declarations) await Promise.all(made.map(([file, ...argv]) => makeFile(file, argv)));
  writeWhole(stamp, hash);
}

/** What the command prints of itself and the package carries: the manual page, the schema of the configuration. */
const made = [
  ["mesoscope.1", "completion", "man"],
  ["config.schema.json", "schema", "config"],
];

async function makeFile(file, argv) {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, "bin/mesoscope.js"), ...argv]);
  writeWhole(join(dist, file), stdout);
}

if (realpathSync(process.argv[1] ?? ".") === fileURLToPath(import.meta.url)) {
  await build({ declarations: !process.argv.includes("--no-types") }).catch((error) => {
    console.error(`build: ${error.message}`);
    process.exitCode = 1;
  });
}
