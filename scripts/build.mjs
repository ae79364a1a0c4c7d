// Bundles the command, the library and its declarations into dist/. `--no-types` leaves out the declarations, which only other
// packages need.
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
import { isBuiltin } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { buildKernels, staleKernels } from "./build-kernels.mjs";
import { buildPage, isPageStale } from "./build-page.mjs";
import { bundleTypes } from "./bundle-types.mjs";
import { libraryEntries } from "./library-entries.mjs";
import { licences, rule } from "./licences.mjs";
import { writeOrigin } from "./origin.mjs";
import { billOfMaterials, thirdParty } from "./third-party.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const dist = join(root, "dist");
/** Declarations, a file for each of src: bundled for packages, and read by the reference of the library. */
const types = join(root, ".build/types");
const stamp = join(root, "node_modules/.cache/mesoscope/dist.sha256");

/** What a scan of a file loads late, by what it does in turn. */
const scanLoads = [
  "src/features/scan/feature.ts",
  "src/command/plan-scan.ts",
  "src/command/find-inputs.ts",
  "src/command/measure.ts",
  "src/run/split-task.ts",
  "src/run/measure-task.ts",
  "src/run/load-input.ts",
  "src/report/terminal/terminal.ts",
  // It brings what most estimators share.
  "src/context/shared.ts",
];

/**
 * The library in parts, each in files without the next one's: browsers load formulas without predictors, and sources, predictors and the
 * lens without what needs Node.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const partsOfLibrary = {
  formulas: ["src/statistics.ts"],
  parts: ["src/sources.ts", "src/observer.ts", "src/lens.ts"],
  library: ["src/index.ts"],
};

/** Families of estimators that a plain scan reads: one file for all of them. */
const familiesOfScan = ["entropy-rate", "learning", "structure", "compression"].map(
  (family) => `src/estimators/${family}.ts`,
);

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
    contents: `import { textWidth } from ${JSON.stringify(join(root, "src/report/kit/text-width.ts"))};
      export { textWidth as "module.exports" };`,
  },
];

/** @type {import("rolldown").Plugin} */
const withReplacements = {
  name: "with-replacements",
  resolveId(path, importer) {
    const at = replacements.findIndex(
      ({ module, of }) => module === path && importer?.includes(`node_modules/${of}/`),
    );
    return at < 0 ? undefined : `\0replacement:${at}`;
  },
  load(id) {
    const [, at] = /^\0replacement:(\d+)$/.exec(id) ?? [];
    return at && replacements[Number(at)].contents;
  },
};

/** Written for an older Node: as a part of the command it would make Node warn that `Buffer()` is deprecated. */
const withoutOldBuffers = {
  name: "without-old-buffers",
  load(id) {
    if (!/node_modules\/seek-bzip\/lib\/\w+\.js$/.test(id)) return undefined;
    return readFileSync(id, "utf8").replaceAll("new Buffer(", "Buffer.alloc(");
  },
};

/** @param {string} hash of the sources: cached results belong to those that made them @returns {import("rolldown").InputOptions} */
const common = (hash) => ({
  cwd: root,
  platform: "node",
  plugins: [withReplacements, withoutOldBuffers],
  // They start threads from files of their own or read a kernel beside them.
  external: ["tinypool", "@bokuweb/zstd-wasm", "xz-decompress"],
  // The main file of one loads parts of itself by names that a bundler cannot see, that of the other asks Node for threads.
  resolve: { alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js", fflate: "fflate/browser" } },
  transform: {
    target: "node20",
    // Libraries print advice to developers unless this says production.
    define: { __MESOSCOPE_BUILD__: JSON.stringify(hash), "process.env.NODE_ENV": '"production"' },
  },
  preserveEntrySignatures: "allow-extension",
  // What one command loads late another has at once.
  checks: { ineffectiveDynamicImport: false },
  logLevel: "warn",
});

/** What the library and worker threads load: modules that hand on what the bundle of the same name has. */
const entries = {
  ...Object.fromEntries(libraryEntries.map((name) => [name, `src/${name}.ts`])),
  worker: "src/worker.ts",
  reader: "src/reader.ts",
  "parquet-thread": "src/input/records/parquet-thread.ts",
};

/**
 * Packages and data are as small as they can be.
 *
 * @param {import("rolldown").OutputChunk[]} chunks
 */
async function smaller(chunks) {
  const { minify } = await import("rolldown/utils");
  return Promise.all(
    chunks.map(async (chunk) =>
      isForeign(chunk) ? { ...chunk, code: (await minify(chunk.fileName, chunk.code)).code } : chunk,
    ),
  );
}

/** Whether most of it is from packages, or data. @param {import("rolldown").OutputChunk} chunk */
function isForeign({ modules }) {
  let [foreign, all] = [0, 0];
  for (const [id, { renderedLength }] of Object.entries(modules)) {
    all += renderedLength;
    if (id.includes("/node_modules/") || id.endsWith(".json")) foreign += renderedLength;
  }
  return foreign >= all / 2;
}

/**
 * Code that still finds Node, and its own place, as a part of somebody's module: there are no `require` and `__filename`.
 *
 * @param {string} code
 */
function forBundles(code) {
  return code
    .replaceAll(/\brequire\("([\w:/]+)"\)/g, (call, name) =>
      isBuiltin(name) ? `process.getBuiltinModule("${name}")` : call,
    )
    .replaceAll(/\b__filename\b/g, '(typeof __filename === "string" ? __filename : "bundle")');
}

/**
 * The command and the library, in CommonJS, which Node has running some ten milliseconds sooner than modules. What every run loads is one
 * file, and so is what most scans load beside it: a file takes a fifth of a millisecond, whatever it holds. What a run does
 * not need is never read.
 *
 * @type {{ input: Record<string, string>, output: import("rolldown").OutputOptions }}
 */
const command = {
  input: {
    "command/main": "src/cli/main.ts",
    ...Object.fromEntries(Object.entries(entries).map(([name, file]) => [`command/${name}`, file])),
  },
  output: {
    format: "cjs",
    comments: false,
    // An error of the library that nobody catches shows the line that threw it, and names.
    minify: { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: false } },
    entryFileNames: "[name].cjs",
    chunkFileNames: "command/[name]-[hash].cjs",
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        group("start", ["src/cli/main.ts"], 4),
        group("scan", scanLoads, 3),
        group("place", ["src/spectrum/place-on-spectrum.ts"], 2),
        // Without the observer.
        group("counts", ["src/estimators/entropy.ts"], 1),
        group("families", familiesOfScan, 0),
      ],
    },
  },
};

/**
 * All that some files import, but for what they load late.
 *
 * @param {string} name @param {readonly string[]} files @param {number} priority what two groups reach is in that of the higher one
 * @returns {import("rolldown").CodeSplittingGroup}
 */
function group(name, files, priority) {
  /** @type {Set<string> | undefined} */
  let reached;
  /** @type {(readonly [string, Set<string>])[] | undefined} */
  let within;
  return {
    name: (id, graph) => {
      reached ??= reachedFrom(files, graph);
      within ??= Object.entries(partsOfLibrary).map(([part, entries]) => [part, reachedFrom(entries, graph)]);
      // Schemas are loaded without estimators, too.
      const shared = priority < 2 && id.includes("/node_modules/");
      if (!reached.has(id) || shared) return null;
      const [part] = within.find(([, ids]) => ids.has(id)) ?? [];
      return part === undefined ? name : `${name}-${part}`;
    },
    debugName: name,
    priority,
  };
}

/** @param {readonly string[]} files @param {import("rolldown").ChunkingContext} graph @returns {Set<string>} */
function reachedFrom(files, graph) {
  const reached = new Set();
  const open = files.map((file) => join(root, file));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    open.push(...(graph.getModuleInfo(next)?.importedIds ?? []));
  }
  return reached;
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
  return [...Object.keys(entries).map((name) => `${name}.js`), "command/main.cjs"].some(
    (file) => !existsSync(join(dist, file)),
  );
}

function writeWhole(file, contents) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, contents);
  renameSync(`${file}.${process.pid}`, file);
}

/** @returns {Promise<import("rolldown").OutputChunk[]>} */
async function bundled(hash, { input, output }) {
  const { rolldown } = await import("rolldown");
  const bundle = await rolldown({ ...common(hash), input });
  try {
    const { output: files } = await bundle.generate(output);
    const chunks = await smaller(files.filter((file) => file.type === "chunk"));
    return chunks.map((chunk) => ({ ...chunk, code: forBundles(chunk.code) }));
  } finally {
    await bundle.close();
  }
}

async function bundle(hash) {
  const chunks = await bundled(hash, command);
  const names = new Set([
    ...chunks.map(({ fileName }) => fileName),
    ...Object.keys(entries).map((name) => `${name}.js`),
  ]);
  // Chunks first: an entry never names a chunk that is not there yet.
  chunks.sort((a, b) => Number(a.isEntry) - Number(b.isEntry));
  for (const { fileName, code } of chunks) writeWhole(join(dist, fileName), code);
  for (const name of Object.keys(entries)) {
    const { exports } = chunks.find(({ fileName }) => fileName === `command/${name}.cjs`);
    const own = exports.filter((one) => one !== "default").join(", ");
    const handed = own === "" ? "" : `export const { ${own} } = bundle;\n`;
    const main = exports.includes("default") ? "export default bundle.default;\n" : "";
    writeWhole(join(dist, `${name}.js`), `import bundle from "./command/${name}.cjs";\n${handed}${main}`);
  }
  for (const file of [...filesUnder(dist, ".js"), ...filesUnder(join(dist, "command"), ".cjs")])
    if (!names.has(relative(dist, file))) rmSync(file);
  const inputs = chunks.flatMap(({ moduleIds }) => moduleIds).map((id) => relative(root, id));
  writeWhole(join(dist, "third-party-licences.txt"), licences(root, inputs).join(rule));
  writeWhole(join(dist, "THIRD-PARTY.md"), thirdParty(root, inputs));
  writeWhole(join(dist, "sbom.cdx.json"), billOfMaterials(root, inputs));
  const bytes = chunks.reduce((sum, { code }) => sum + code.length, 0);
  console.error(`src -> dist (${chunks.length} files, ${Math.round(bytes / 1000)} kB)`);
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
    await bundleTypes(types);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(error.stdout?.trim() || error.message);
  }
  console.error("src -> dist/*.d.ts");
}

/**
 * Builds dist/, the kernels first where they are stale.
 *
 * @param options.declarations whether to write declarations too
 * @throws Error with the message of the tool that failed
 */
export async function build({ declarations }) {
  await buildKernels(staleKernels());
  if (isPageStale()) await buildPage();
  const hash = inputHash();
  await Promise.all([bundle(hash), declarations ? declare() : undefined]);
  if (declarations) await Promise.all(made.map(([file, ...argv]) => makeFile(file, argv)));
  writeWhole(stamp, hash);
  writeOrigin(root);
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
