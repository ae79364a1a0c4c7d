// Compiles every kernels/*.ts (AssemblyScript) to src/wasm/<name>.wasm.ts: a module of one base64 string, so that
// workers, bundles and tests load a kernel without a file path. Compiles only what changed; `--force` compiles all.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);
const flags = ["-O3", "--noAssert", "--enable", "simd", "--runtime", "stub", "--importMemory"];
const sha256 = (data) => createHash("sha256").update(data).digest("hex");

/** Kernels that are others for one model alone: of which one, and what is read in place of which file. */
const variants = {
  "mixer-fast": { of: "mixer", from: "mixer/model.ts", to: "mixer/model-fast.ts" },
  "mixer-deep": { of: "mixer", from: "mixer/model.ts", to: "mixer/model-deep.ts" },
  "mixer-standard": { of: "mixer", from: "mixer/model.ts", to: "mixer/model-standard.ts" },
};

/** Where kernels are and where compiled ones go, from the root of the project. */
const ofSource = { from: "kernels", to: "src/wasm" };

/** @returns names of the kernels, sorted */
export function kernelNames({ from } = ofSource) {
  return readdirSync(new URL(`${from}/`, root))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -3))
    .concat(from === ofSource.from ? Object.keys(variants) : [])
    .sort();
}

const entry = (name, { from }) => `${from}/${variants[name]?.of ?? name}.ts`;

/** Text of a file, or of what is read in its place for a kernel. */
function sourceOf(name, url) {
  const variant = variants[name];
  const given = variant !== undefined && url.href === new URL(`kernels/${variant.from}`, root).href;
  return readFileSync(given ? new URL(`kernels/${variant.to}`, root) : url, "utf8");
}

const target = (name, { to }) => new URL(`${to}/${name}.wasm.ts`, root);

/** @returns texts of a kernel's file and of all that it imports, by address, in the order of the imports */
function kernelSources(name, url, texts = new Map()) {
  if (texts.has(url.href)) return texts;
  const text = sourceOf(name, url);
  texts.set(url.href, text);
  for (const [, path] of text.matchAll(/\bfrom "(\.[^"]+)"/g))
    kernelSources(name, new URL(`${path}.ts`, url), texts);
  return texts;
}

/** First line of a compiled kernel: what it was compiled from and with. */
function stamp(name, place) {
  const compiler = JSON.parse(readFileSync(new URL("package-lock.json", root), "utf8")).packages[
    "node_modules/assemblyscript"
  ].version;
  const sources = [...kernelSources(name, new URL(entry(name, place), root)).values()];
  return `// ${entry(name, place)} ${sha256(sources.join("\0"))} assemblyscript ${compiler} ${flags.join(" ")}`;
}

/** @returns names of the kernels whose compiled form is missing or was made from something else */
export function staleKernels(place = ofSource) {
  return kernelNames(place).filter((name) => {
    const file = target(name, place);
    return !existsSync(file) || readFileSync(file, "utf8").split("\n", 1)[0] !== stamp(name, place);
  });
}

async function compile(name, place) {
  const { main } = await import("assemblyscript/asc");
  /** @type {Buffer | undefined} */
  let wasm;
  const { error, stderr } = await main([entry(name, place), ...flags, "--outFile", `${name}.wasm`], {
    readFile: (file) => {
      const url = new URL(file, root);
      return existsSync(url) ? sourceOf(name, url) : null;
    },
    writeFile: (_, contents) => {
      wasm = Buffer.from(contents);
    },
    listFiles: () => [],
  });
  if (error !== null || wasm === undefined)
    throw new Error(`${entry(name, place)}: ${error?.message}\n${stderr}`);
  const lines = [
    stamp(name, place),
    "/** The compiled kernel. */",
    `export const wasm: string =\n  "${wasm.toString("base64")}";`,
    "/** SHA-256 of the compiled kernel, for cache keys. */",
    `export const wasmSha256: string = "${sha256(wasm)}";`,
  ];
  // Renamed into place: a test or bundler running meanwhile never reads half a file.
  const draft = new URL(`${place.to}/.${name}.${process.pid}`, root);
  writeFileSync(draft, `${lines.join("\n")}\n`);
  renameSync(draft, target(name, place));
  return wasm.length;
}

/**
 * Compiles kernels.
 *
 * @param names kernels to compile
 * @throws Error with the compiler's message
 */
export async function buildKernels(names, place = ofSource) {
  for (const name of names) {
    const bytes = await compile(name, place);
    console.error(`${entry(name, place)} -> ${place.to}/${name}.wasm.ts (${bytes} bytes)`);
  }
}

if (realpathSync(process.argv[1] ?? ".") === fileURLToPath(import.meta.url)) {
  await buildKernels(process.argv.includes("--force") ? kernelNames() : staleKernels()).catch((error) => {
    console.error(`build-kernels: ${error.message}`);
    process.exitCode = 1;
  });
}
