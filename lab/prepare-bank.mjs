// Cuts the corpora, sources and tasks of bank.json into blocks to learn, to validate on and to ask for, under
// node_modules/.cache/network-bank, and writes what they are and their hashes to lab/data/corpora.json.
// `--check` writes nothing there and fails where a hash differs.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listTexts, loadLibrary, readText } from "../scripts/forecast-texts.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const bank = JSON.parse(readFileSync(join(root, "lab/bank.json"), "utf8"));
const cache = join(root, "node_modules/.cache/network-bank");
const listing = join(root, "lab/data/corpora.json");
const { blockLength, validateSymbols, askSymbols, seed, mostSymbols } = bank.split;

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const drawn = (id, what, index) => sha256(`${seed}:${id}:${what}:${index}`);

/** Blocks of at most `length` symbols, none across the end of a document. */
function cutBlocks(ends, length) {
  const blocks = [];
  let start = 0;
  for (const end of ends)
    for (; start < end; start += length, start = Math.min(start, end))
      blocks.push([start, Math.min(start + length, end)]);
  return blocks;
}

/** One block of each of `count` strata, as even as can be, in the order of the text; the others keep theirs. */
function drawStrata(id, what, blocks, count) {
  const taken = new Set();
  for (let s = 0; s < count; s++) {
    const from = Math.floor((s * blocks.length) / count);
    const to = Math.floor(((s + 1) * blocks.length) / count);
    taken.add(from + (Number.parseInt(drawn(id, what, s).slice(0, 8), 16) % (to - from)));
  }
  return [blocks.filter((_, b) => taken.has(b)), blocks.filter((_, b) => !taken.has(b))];
}

/** Blocks to learn in random order, so that the first n symbols are a sample, and those to validate on and to ask for. */
function split(id, symbols, ends, length) {
  const all = cutBlocks(ends, length);
  const share = (wanted) => Math.round((all.length * wanted) / symbols.length);
  const [ask, others] = drawStrata(id, "ask", all, share(askSymbols));
  const [validate, rest] = drawStrata(id, "validate", others, share(validateSymbols));
  const learn = rest
    .map((block, index) => ({ block, key: drawn(id, "learn", index) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ block }) => block);
  const parts = Object.entries({ learn, validate, ask });
  const bytes = Buffer.concat(
    parts.flatMap(([, blocks]) => blocks.map(([start, end]) => symbols.subarray(start, end))),
  );
  const lengths = Object.fromEntries(
    parts.map(([part, blocks]) => [part, blocks.map(([start, end]) => end - start)]),
  );
  return { bytes, lengths };
}

const command = (...args) =>
  execFileSync(process.execPath, [join(root, "bin/mesoscope.js"), ...args], { maxBuffer: 2 ** 28 });

/** Symbols of a source; a task begins with a record and its blocks hold whole ones. */
function readSource({ id, recipe, package: owner, recordLength = 1, needed }) {
  const truth = JSON.parse(String(command("truth", recipe, "--format", "json")));
  const { alphabetSize } = truth;
  const file = join(cache, `${id}.raw`);
  command("generate", recipe, "-n", String(needed), "--seed", String(seed), "-o", file);
  let symbols = readFileSync(file);
  if (recordLength > 1) symbols = symbols.subarray(symbols.indexOf(alphabetSize - 1) + 1);
  const whole = symbols.length - (symbols.length % recordLength);
  const { entropyRate } = truth.truth;
  return {
    symbols: symbols.subarray(0, whole),
    alphabetSize,
    ends: [whole],
    length: Math.floor(blockLength / recordLength) * recordLength,
    about: {
      recipe: truth.recipe,
      ...(owner === undefined ? {} : { package: owner }),
      entropyRate: entropyRate.status === "exact" ? entropyRate.value : null,
      ...(recordLength > 1 ? { recordLength } : {}),
    },
  };
}

const texts = new Map([...listTexts(), ...listTexts({ blind: true })].map((text) => [text.id, text]));
const packageOf = (name) =>
  ["corpora", "corpora/forecast"]
    .map((folder) => join(root, folder, "node_modules", name, "package.json"))
    .filter(existsSync)
    .map((path) => JSON.parse(readFileSync(path, "utf8")).version)[0];

async function readCorpus(library, id) {
  const text = texts.get(id);
  const { symbols, segmentEnds } = await readText(library, text, mostSymbols);
  return {
    symbols: Buffer.from(symbols),
    alphabetSize: 256,
    ends: segmentEnds,
    length: blockLength,
    about: { package: text.package, version: packageOf(text.package) },
  };
}

mkdirSync(cache, { recursive: true });
const known = existsSync(listing) ? JSON.parse(readFileSync(listing, "utf8")) : [];
const library = await loadLibrary();
const found = [];
for (const kind of ["corpora", "blind", "sources", "tasks"]) {
  const { sizes, entries } = bank[kind];
  for (const entry of entries) {
    const needed = Math.max(...(entry.sizes ?? sizes)) + askSymbols + validateSymbols + 4 * blockLength;
    const data =
      entry.recipe === undefined ? await readCorpus(library, entry.id) : readSource({ ...entry, needed });
    const { bytes, lengths } = split(entry.id, data.symbols, data.ends, data.length);
    const count = (part) => lengths[part].reduce((sum, length) => sum + length, 0);
    const item = {
      id: entry.id,
      kind,
      ...data.about,
      alphabetSize: data.alphabetSize,
      learn: count("learn"),
      validate: count("validate"),
      ask: count("ask"),
      askBlocks: lengths.ask.length,
      sha256: sha256(bytes),
    };
    found.push(item);
    writeFileSync(join(cache, `${entry.id}.bin`), bytes);
    writeFileSync(join(cache, `${entry.id}.json`), JSON.stringify({ ...item, lengths }));
    process.stderr.write(`${entry.id} ${item.learn} ${item.sha256.slice(0, 12)}\n`);
  }
}
const changed = known.filter(({ id, sha256 }) =>
  found.some((item) => item.id === id && item.sha256 !== sha256),
);
if (changed.length > 0) throw new Error(`not as it was: ${changed.map(({ id }) => id).join(", ")}`);
if (!process.argv.includes("--check")) {
  mkdirSync(join(root, "lab/data"), { recursive: true });
  writeFileSync(listing, `${JSON.stringify(found, null, 2)}\n`);
}
