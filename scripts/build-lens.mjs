// Writes docs/evidence/lens.md: planted boundaries, found by the lens and by windowed entropy as `binwalk -E` has it. The design of the
// lens was chosen on other seeds; these were run more than once during its development. `--check` fails when the document
// is not current.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { cases, hosts } from "./lens-cases.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const target = join(root, "docs/evidence/lens.md");
const seeds = 20;
const tolerance = 64;
/** Shorter spans are not counted for any method: half of the shortest planted one. */
const least = 256;
/** Bytes of a window of `binwalk -E`, and the shares of eight bits at which it says that entropy rises or falls. */
const block = 1024;
const [rising, falling] = [0.95, 0.85];
/** Another method: smaller windows, and a limit this many standard deviations above the mean of the file. */
const fineBlock = 256;
const deviations = 3;

const markdown = ([head = [], ...body]) =>
  [head, head.map(() => "---"), ...body].map((row) => `| ${row.join(" | ")} |`).join("\n");

const folder = mkdtempSync(join(tmpdir(), "mesoscope-lens-"));
const { Random, readLens } = await bundleSources(["src/core/random", "src/features/lens/read-lens"], folder);
rmSync(folder, { recursive: true, force: true });

const lensOf = (bytes) =>
  readLens({ name: "", bytes, size: bytes.length, version: "" }, { kind: "observer" }).report.spans;

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

/** Hits, detected ends and planted ends, over all seeds. */
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
const text = `# The lens: planted boundaries

Made by \`node scripts/build-lens.mjs\`. [The lens](../lens.md) describes the method.

${seeds} files each of about 96 kB (programs: 38 to 67 kB), with 512 to 4096 bytes planted at a seeded position. An end counts as found within ${tolerance} bytes. F1 is that
of ends. Spans below ${least} bytes do not count. For the lens only the right kinds count: copies for copies, else noise and unlike the rest.
*binwalk -E* applies its rule: windows of ${block} bytes whose entropy rises above .95 or falls below .85 of eight bits. *Fine windows* have ${fineBlock}
bytes and a limit ${deviations} standard deviations above the mean of the file.

${table}

The same texts with nothing planted: spans of ${least} bytes or more in ${seeds} files each. Programs do contain noise, order and copies; almanac and
script repeat themselves.

${quietTable}
`;

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== text) {
    console.error("docs/evidence/lens.md is not current: node scripts/build-lens.mjs");
    process.exitCode = 1;
  }
} else writeFileSync(target, text);
