// Writes lab/data/network-law.json: what the forecast of a network's loss reads of each sample of the bank of small networks, and what
// the networks paid, as far as they are trained. Samples that are in the file already are not read again, so that it is run
// once more when further cells are there. It needs the blocks that lab/prepare-bank.mjs cuts. `--cells FILE` takes other cells than
// those of lab/data/cells.ndjson. Some 25 microseconds a symbol.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { writeData } from "../scripts/data-file.mjs";
import { firstSymbols } from "./report/bank-blocks.mjs";
import { decidedPart } from "./report/tasks.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const at = process.argv.indexOf("--cells");
const cellFile = at < 0 ? join(root, "lab/data/cells.ndjson") : process.argv[at + 1];
const seed = 1;
/** Grows when what is read of a sample changes. */
const reading = 6;

const listing = JSON.parse(readFileSync(join(root, "lab/data/corpora.json"), "utf8"));
const cells = readFileSync(cellFile, "utf8")
  .split("\n")
  .filter((line) => line.endsWith("}"))
  .map((line) => JSON.parse(line));
const file = join(root, "lab/data/network-law.json");
const known = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { reading: 0, samples: [] };

const folder = mkdtempSync(join(tmpdir(), "mesoscope-law-"));
const library = await bundleSources(["lab/law/network-features", "src/core/random"], folder);
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const digits = (value) => Number(value.toPrecision(6));

/** What the features are read of. */
const sampleOf = ({ id, alphabetSize, package: name, recipe }, n) => ({
  ...firstSymbols(id, n),
  alphabetSize,
  // Only bytes are letters, blanks and digits.
  ...(name !== undefined && recipe === undefined
    ? { codes: Uint32Array.from({ length: 256 }, (_, byte) => byte) }
    : {}),
});

/** H(k) - H(k-1) of a sample, by the shares of its blocks, bit/symbol; of k = 1: H(1). */
function pluggedIn({ symbols, segmentEnds }, k) {
  const entropyOf = (size) => {
    if (size === 0) return 0;
    const counts = new Map();
    let [total, start] = [0, 0];
    for (const end of segmentEnds) {
      for (let i = start; i + k <= end; i++) {
        const key = Buffer.from(symbols.subarray(i, i + size)).toString("latin1");
        counts.set(key, (counts.get(key) ?? 0) + 1);
        total++;
      }
      start = end;
    }
    let sum = 0;
    for (const count of counts.values()) sum -= (count / total) * Math.log2(count / total);
    return sum;
  };
  return entropyOf(k) - entropyOf(k - 1);
}

/** What must not teach of itself: texts of one package, sources of one kind. */
const groupOf = ({ package: name, recipe }) => name ?? recipe.replace(/^hex\(/, "").replace(/\(.*/, "");

const wanted = new Map();
for (const { corpus, n, kind } of cells) if (kind !== "tasks") wanted.set(`${corpus}/${n}`, { corpus, n });
const samples = [];
for (const { corpus, n } of wanted.values()) {
  const about = listing.find(({ id }) => id === corpus);
  const before =
    known.reading === reading &&
    known.samples.find(
      (one) => one.corpus === corpus && one.n === n && one.sha256 === about.sha256.slice(0, 12),
    );
  if (before) {
    samples.push(before);
    continue;
  }
  const sample = sampleOf(about, n);
  const features = await library.networkFeatures(sample, seed);
  const rounded = Object.fromEntries(
    Object.entries(features).map(([key, value]) => [
      key,
      typeof value === "number" ? digits(value) : value.map(digits),
    ]),
  );
  samples.push({
    ...{ corpus, kind: about.kind, group: groupOf(about), sha256: about.sha256.slice(0, 12), n },
    ...{ entropyRate: about.entropyRate ?? null, features: rounded },
    baselines: {
      gzip: digits((8 * gzipSync(sample.symbols, { level: 9 }).length) / n),
      unigram: digits(pluggedIn(sample, 1)),
      bigram: digits(pluggedIn(sample, 2)),
      order5: digits(Math.max(0.01, pluggedIn(sample, 6))),
    },
  });
  process.stderr.write(`${corpus} ${n} l ${features.rate.toFixed(3)}\n`);
}
const trained = cells
  .filter(({ kind }) => kind !== "tasks")
  .map(({ corpus, n, learner, seed: own, bits, standardError }) => ({
    ...{ corpus, n, learner, seed: own, bits, standardError },
  }));
const { entries } = JSON.parse(readFileSync(join(root, "lab/bank.json"), "utf8")).tasks;
const tasks = cells.flatMap(({ corpus, n, kind, learner, seed: own, recordRight, recordBits }) => {
  const entry = kind === "tasks" ? entries.find(({ id }) => id === corpus) : undefined;
  const part = entry && decidedPart(entry);
  if (part === undefined) return [];
  const mean = (values) => digits(part.places.reduce((sum, at) => sum + values[at], 0) / part.places.length);
  return [
    { corpus, part: part.name, n, learner, seed: own, right: mean(recordRight), bits: mean(recordBits) },
  ];
});
writeData(
  "network-law.json",
  {
    script: "lab/build-network-law.mjs",
    seed,
    of: "samples of the bank of small networks, what is read of each, and what networks that learned them paid",
  },
  {
    ...{ reading, cells: cells.length },
    ...{ samples, trained, tasks },
  },
  "lab/data",
);
