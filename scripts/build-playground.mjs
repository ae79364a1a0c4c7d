// Makes docs/playground/index.html: one page in which a text goes from order to noise, and the kernels measure it as the command
// does. The page holds the beginning of Moby-Dick, taken from its pinned package, so it is made where it is published and not kept
// in the repository; what was measured for it, data/playground.json, is. `--measure` measures that again, which takes two minutes of
// one core; `--check` a twentieth of it, and fails when that is not what the file has.
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { buildKernels, staleKernels } from "./build-kernels.mjs";
import { writeData } from "./data-file.mjs";
import { licences, rule } from "./licences.mjs";
import { inOneFile } from "./one-file.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const target = join(root, "docs/playground/index.html");
const name = "playground.json";
/** Bytes of the page, at most. */
const largest = 700_000;

/**
 * In place of the kernels of single profiles the page carries the one for any model, which finds the same: its sequences are short.
 *
 * @type {import("rolldown").Plugin}
 */
export const withOneKernel = {
  name: "with-one-kernel",
  resolveId: (path) =>
    /\/mixer-(fast|standard|deep)\.wasm\.ts$/.test(path) ? join(root, "src/wasm/mixer.wasm.ts") : undefined,
};

/** A part of the page as a script of its own. */
async function script(entry) {
  const { code, moduleIds } = await inOneFile(
    join(root, "site/playground/browser", entry),
    { format: "iife", minify: true },
    {
      cwd: root,
      platform: "browser",
      transform: { target: "es2022" },
      plugins: [withOneKernel],
    },
  );
  const text = code.trim();
  if (/<\/script|<!--/i.test(text)) throw new Error(`${entry} holds what would end its element`);
  return { text, files: moduleIds.map((id) => relative(root, id)) };
}

const read = (file) => readFileSync(join(root, file), "utf8");

/** The functions of src that make and measure scenes. @param {string} folder where they are bundled */
const library = (folder) =>
  bundleSources(
    [
      "src/input/corpora/corpus-roots",
      "src/input/corpora/load-corpus",
      "site/playground/measured",
      "site/playground/document",
      "site/playground/scenes",
      "src/report/kit/format",
      "src/spectrum/reference-families",
    ],
    folder,
  );

/** The texts that scenes begin with, by the ids of their materials. */
async function textsOf({ corpusRoots, loadCorpus, materials, mostSymbols }) {
  const texts = new Map();
  for (const { id, origin } of materials) {
    const corpus = /^corpus\((.+)\)$/.exec(origin ?? "")?.[1];
    if (corpus === undefined) continue;
    const loaded = await loadCorpus(corpus, corpusRoots(root, ""));
    if (loaded.status !== "ok") throw new Error(`${loaded.reason}; npm run setup brings it`);
    texts.set(id, loaded.joined().slice(0, mostSymbols));
  }
  return texts;
}

/** The scenes that are measured in advance: a name and the request. */
function askedOf(known, texts) {
  const { materials, operations, mostSymbols, recipeOf, referenceFamilies, suits } = known;
  const landmarks = referenceFamilies.find(({ kind }) => kind === "landmarks").members;
  const roads = materials
    .filter(({ id, recipe }) => recipe !== null || texts.has(id))
    .flatMap((material) =>
      operations
        .filter((operation) => suits(material, operation))
        .flatMap((operation) =>
          operation.measured.map((stop) => ({
            road: `${material.id} ${operation.id}`,
            stop,
            recipe: recipeOf({ material: material.id, operation: operation.id, stop }, "text.txt"),
            text: texts.get(material.id) ?? null,
            length: mostSymbols,
          })),
        ),
    );
  return [
    ...landmarks.map(([landmark, , recipe]) => ({ landmark, recipe, text: null, length: mostSymbols })),
    ...roads,
  ];
}

/** Their positions on the map. @param every measures every n-th scene only */
async function measured(known, texts, every) {
  const found = [];
  for (const [i, asked] of askedOf(known, texts).entries()) {
    if (i % every !== 0) continue;
    const { spectrum } = known.measure(await known.shownText(asked));
    found.push({ ...asked, x: spectrum.randomness.value, y: known.heightOf(spectrum.growth.value) });
  }
  return found;
}

async function measureAll(known, texts) {
  const found = await measured(known, texts, 1);
  const landmarks = found.filter(({ landmark }) => landmark).map(({ landmark, x, y }) => [landmark, x, y]);
  /** @type {Record<string, [stop: number, x: number, y: number][]>} */
  const roads = {};
  for (const { road, stop, x, y } of found) {
    if (road === undefined) continue;
    roads[road] ??= [];
    roads[road].push([stop, x, y]);
  }
  const of =
    "places of landmarks and of the scenes of the playground on the map, 16 384 symbols each: stop of the slider, x, y";
  writeData(name, { script: "scripts/build-playground.mjs", seed: known.seed, of }, { landmarks, roads });
}

async function check(known, texts) {
  const { landmarks, roads } = JSON.parse(read(`data/${name}`));
  const kept = ({ landmark, road, stop }) =>
    landmark ? landmarks.find(([one]) => one === landmark) : roads[road]?.find(([one]) => one === stop);
  for (const one of await measured(known, texts, 20)) {
    const [, x, y] = kept(one) ?? [];
    if (x === one.x && y === one.y) continue;
    console.error(`data/${name} is not current: run node scripts/build-playground.mjs --measure`);
    process.exitCode = 1;
    return;
  }
}

/** The page, from what was measured. @returns {Promise<string>} */
async function pageOf(known, texts) {
  const [page, worker] = [await script("main.ts"), await script("worker.ts")];
  const { version } = JSON.parse(read("package.json"));
  const { landmarks, roads } = JSON.parse(read(`data/${name}`));
  const html = known.playgroundDocument({
    version,
    script: page.text,
    scriptSha256: createHash("sha256").update(page.text).digest("base64"),
    worker: worker.text,
    style: `${read("src/page/browser/page.css")}\n${read("site/playground/browser/playground.css")}`.trim(),
    notices: licences(root, [...new Set([...page.files, ...worker.files])]).join(rule),
    data: {
      landmarks,
      roads,
      texts: Object.fromEntries([...texts].map(([id, text]) => [id, Buffer.from(text).toString("base64")])),
      version,
    },
  });
  const size = Buffer.byteLength(html);
  if (size > largest) throw new Error(`the page has ${size} bytes, more than ${largest}`);
  return html;
}

/**
 * @template Value
 * @param {(known: any, texts: Map<string, Uint8Array>) => Promise<Value>} work
 */
async function withLibrary(work) {
  await buildKernels(staleKernels());
  const folder = mkdtempSync(join(tmpdir(), "mesoscope-playground-"));
  try {
    const known = await library(folder);
    return await work(known, await textsOf(known));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The page as it is published. @returns {Promise<string>} @throws Error where a pinned text is not installed */
export const playgroundPage = () => withLibrary(pageOf);

if (realpathSync(process.argv[1] ?? ".") === fileURLToPath(import.meta.url)) {
  if (process.argv.includes("--check")) await withLibrary(check);
  else {
    if (process.argv.includes("--measure")) await withLibrary(measureAll);
    const html = await playgroundPage();
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, html);
    console.error(`docs/playground/index.html (${Math.round(Buffer.byteLength(html) / 1000)} kB)`);
  }
}
