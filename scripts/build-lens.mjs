// Writes docs/lens.md: planted boundaries, found by the lens and by windowed entropy as `binwalk -E` has it. What the lens is made of was
// chosen on other seeds than these, which were run more than once while it was finished. `--check` fails when the document
// is not current; the speed in it, which is of a machine, is not compared.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { authorRows, authorTable, documentBytes, temperatures } from "./lens-authors.mjs";
import { cases, hosts, speedText } from "./lens-cases.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const target = join(root, "docs/lens.md");
const seeds = 20;
const tolerance = 64;
/** Shorter spans are not counted, of nobody: half of the least that is planted. */
const least = 256;
/** Bytes of a window of `binwalk -E`, and the shares of eight bits at which it says that entropy rises or falls. */
const block = 1024;
const [rising, falling] = [0.95, 0.85];
/** Another one, with windows of its own size and limits of the file: so many standard deviations around the mean. */
const fineBlock = 256;
const deviations = 3;

const markdown = ([head = [], ...body]) =>
  [head, head.map(() => "---"), ...body].map((row) => `| ${row.join(" | ")} |`).join("\n");

const folder = mkdtempSync(join(tmpdir(), "mesoscope-lens-"));
const library = await bundleSources(
  [
    "src/core/random",
    "src/input/corpora/corpus-roots",
    "src/input/corpora/load-corpus",
    "src/features/lens/costs",
    "src/features/lens/read-lens",
    "src/models/learn-model",
    "src/models/model-file",
    "src/report/kit/cost-scale",
  ],
  folder,
);
const { Random, byteCosts, corpusRoots, loadCorpus, readLens } = library;
rmSync(folder, { recursive: true, force: true });

const lensOf = (bytes) =>
  readLens({ name: "", bytes, size: bytes.length, version: "" }, { kind: "observer" }, null).report.spans;

/** Entropies of windows, bits. */
function windowEntropies(bytes, size) {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, k) => {
    const window = bytes.subarray(k * size, (k + 1) * size);
    const counts = new Float64Array(256);
    for (const byte of window) counts[byte]++;
    return counts.reduce(
      (sum, count) => (count === 0 ? sum : sum - (count / window.length) * Math.log2(count / window.length)),
      0,
    );
  });
}

/** Where entropy rises beyond a limit and falls below another one, as binwalk's edges. */
function edges(entropies, size, high, low) {
  const found = [];
  let inside = false;
  for (const [k, bits] of entropies.entries()) {
    if (!inside && bits >= high) found.push(k * size);
    else if (inside && bits <= low) found.push(k * size);
    inside = inside ? bits > low : bits >= high;
  }
  return found;
}

function binwalk(bytes) {
  return edges(windowEntropies(bytes, block), block, rising * 8, falling * 8);
}

function fineWindows(bytes) {
  const entropies = windowEntropies(bytes, fineBlock);
  const mean = entropies.reduce((sum, bits) => sum + bits, 0) / entropies.length;
  const spread = Math.sqrt(entropies.reduce((sum, bits) => sum + (bits - mean) ** 2, 0) / entropies.length);
  const limit = mean + deviations * spread;
  return edges(entropies, fineBlock, limit, limit);
}

/** Hits, ends that were found and ends that there are, of all seeds. */
class Tally {
  hits = 0;
  found = 0;
  planted = 0;
  errors = [];

  add(ends, truth) {
    const left = [...ends];
    for (const end of truth) {
      const distance = (at) => Math.abs(at - end);
      const k = left.findIndex((at) => distance(at) <= tolerance);
      if (k >= 0) this.errors.push(distance(left.splice(k, 1)[0]));
      if (k >= 0) this.hits++;
    }
    this.found += ends.length;
    this.planted += truth.length;
  }

  get f1() {
    return ((2 * this.hits) / (this.found + this.planted)).toFixed(2);
  }

  get cells() {
    const { hits, found, planted, errors } = this;
    const typical = errors.sort((a, b) => a - b)[errors.length >> 1];
    return [
      this.f1,
      `${hits} of ${planted}`,
      String(found - hits),
      typical === undefined ? "" : String(typical),
    ];
  }
}

const rows = [];
for (const [name, { kinds, make }] of Object.entries(cases)) {
  const [ours, theirs, fine] = [new Tally(), new Tally(), new Tally()];
  for (let seed = 1; seed <= seeds; seed++) {
    const { bytes, start, end } = make(Random.fromSeed(seed).fork(name));
    const spans = lensOf(bytes).filter(({ kind, bytes: length }) => kinds.includes(kind) && length >= least);
    const inside = (at) => at > 0 && at < bytes.length;
    ours.add(spans.flatMap((span) => [span.start.offset, span.end.offset]).filter(inside), [start, end]);
    theirs.add(binwalk(bytes).filter(inside), [start, end]);
    fine.add(fineWindows(bytes).filter(inside), [start, end]);
  }
  rows.push([name, ...ours.cells, theirs.f1, fine.f1]);
  console.error(rows.at(-1).join(" | "));
}

const quiet = [];
for (const [name, make] of Object.entries(hosts)) {
  const counts = new Map();
  let bytes = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const text = make(Random.fromSeed(seed).fork(`host ${name}`));
    bytes += text.length;
    for (const { kind, bytes: length } of lensOf(text))
      if (length >= least) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const of = (kind) => String(counts.get(kind) ?? 0);
  quiet.push([
    name,
    String(Math.round(bytes / 1000)),
    of("noise"),
    of("unlike the rest"),
    of("order"),
    of("copy"),
  ]);
  console.error(quiet.at(-1).join(" | "));
}

const authors = authorTable(
  await authorRows(library, async (id) => {
    const corpus = await loadCorpus(id, corpusRoots(root, ""));
    if (corpus.status !== "ok") throw new Error(`${corpus.reason}; npm run setup brings it`);
    return corpus.joined();
  }),
);

/** Processor seconds, best of three: other work on the machine only adds. */
function secondsOf(act) {
  const times = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    act();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  });
  return Math.min(...times).toFixed(2);
}

const speedLine = /^1 MB of a novel .*$/m;
const novel = speedText(1_000_000);
const whole = secondsOf(() => lensOf(novel));
const reading = secondsOf(() => byteCosts(novel, new Uint8Array(novel.length)));
const speed = `1 MB of a novel took ${whole} s of one core where this page was made, of which ${reading} s are the observer's.`;

const table = markdown([
  [
    "planted",
    "F1",
    "ends found",
    "false ends",
    "typical error, bytes",
    "F1 of binwalk -E",
    "F1 of fine windows",
  ],
  ...rows,
]);
const quietTable = markdown([
  ["nothing planted", "kB", "noise", "unlike the rest", "order", "copy"],
  ...quiet,
]);
const authorsTable = markdown([
  ["judge", "bytes", ...temperatures.map((temperature) => `T = ${temperature}`), "least"],
  ...authors,
]);
const text = `# The lens

Made by \`node scripts/build-lens.mjs\`.

\`\`\`sh
mesoscope lens notes.md                        # the list of spans; on a terminal every character in the colour of its cost, too
mesoscope lens config.json --at 12:34          # one place: bits, the five likeliest bytes, who said so, where a copy comes from
mesoscope lens firmware.bin -f csv             # the spans, for programs
mesoscope lens essay.txt -o essay.html         # one page: hover, tap or arrows say what a character costs
mesoscope lens essay.txt --by good.model       # by a model that \`mesoscope learn\` made
mesoscope lens essay.txt --losses losses.ndjson    # by the losses of any learner
mesoscope lens essay.txt --learner ngram       # by any learner that has learned the other half of the text
\`\`\`

A byte costs -log2 of the probability that a reader gave it before seeing it. The reader is the fast observer, in the order of the file;
the first half of a file, 32 KiB at most, is read once more by an observer who knows as much of what follows, so that the beginning is
not expensive for being the beginning. The scale of the colours is the same for every file, and ordered by lightness.

| kind            | what it is                                                                                          |
| --------------- | --------------------------------------------------------------------------------------------------- |
| noise           | costs at least nine tenths of the bits of its alphabet, and hardly a byte can be guessed            |
| order           | costs next to nothing, and is no copy                                                               |
| copy            | stood before, byte by byte but for small faults, and saves 256 bits or more                         |
| unlike the rest | costs one who knows the rest much more than that does, p <= .01 for all places, and has pairs of bytes that the rest has not; the observer, who learns it as it reads, may pay less |
| like the rest   | all else                                                                                            |

There is no window. Where the level of costs changes is the most likely path through a hidden Markov chain; a change costs what it takes to
say where it is. Stretches are told apart by what a byte costs one who has counted strings of three bytes in all of the rest of the
file, who does not learn along the way; where most of a text is ASCII by what a character costs, since a byte of Cyrillic or Chinese costs no
more than one of English. Expensive neighbours of one law of pairs of bytes are one stretch. p is the chance that a stretch
of the rest as long costs as much somewhere: by the means of blocks of that length, or of the longest that there are, times the number of
such places; of square roots of costs, so that what is expensive throughout counts for more than what is here and there. Ends are then moved to where the pairs of bytes of the stretch
become likelier than those of the rest. Where two laws of pairs say more of a stretch than one, by more than it takes to say where the
other begins, its parts are judged by themselves.

## Planted boundaries

${seeds} files each of some 96 kB (programs: 38 to 67 kB), with 512 to 4096 bytes planted at a seeded place. An end counts as found within ${tolerance} bytes. F1 is of
ends; spans below ${least} bytes are counted for nobody, and of the lens those kinds are that say what was planted: of copies copies, else
noise and what is unlike the rest. *binwalk -E* is its rule, windows of ${block} bytes whose entropy rises above .95 or falls below .85 of eight bits;
*fine windows* are of ${fineBlock} bytes, with a limit ${deviations} standard deviations above the mean of the file.

${table}

The same texts with nothing planted: spans of ${least} bytes or more in ${seeds} files each. Programs do hold noise, order and copies; almanac and
script repeat themselves.

${quietTable}

${speed} A page of 1 MB opens within 1.5 s
and scrolls at 30 frames a second of the processor: a test in Debian's Chromium holds it to that.

## Who wrote it

Novel, speeches, almanac and definitions of a dictionary, 1 MB each, are cut into pieces of ${documentBytes / 1000} kB. Two fifths teach a model of
\`mesoscope learn\` (strings of up to six bytes), which then writes as many bytes behind each piece of another fifth: ten human documents and
ten of the model at each of four temperatures (\`node scripts/continue-text.mjs\`). The table has the chance that the human one of two
documents gets more from a judge than the one of a model (AUC; .5 is guessing, 0 is always wrong): the mean of the four texts, and the
least of all.

${authorsTable}

Mean costs alone are no judge: cold models write what is cheaper than what people write, hot ones what is more expensive. People write both at
once, cheap and expensive bytes in shares of their own. So the last judge knows what shares the colours of the lens have in ten human
pieces, and says how far those of a document are from them; it knows neither the model that wrote nor its temperature. These models
see five bytes back and write no sentence: of larger ones the table says nothing.

## What it does not do

- Prose in a script is missed where the script holds stretches that cost as much: then p is no small number.
- What the script itself holds of another kind, such as tables of messages, is found, too, and counts as a false end.
- Costs are those of one reader. What is expensive to it is unusual in this file, not wrong.
- Files are read up to 16 MiB; compressed ones are unpacked first, unless --no-decompress is given.
`;

if (process.argv.includes("--check")) {
  const same = (one) => one.replace(speedLine, "");
  if (same(readFileSync(target, "utf8")) !== same(text)) {
    console.error("docs/lens.md is not current: node scripts/build-lens.mjs");
    process.exitCode = 1;
  }
} else writeFileSync(target, text);
