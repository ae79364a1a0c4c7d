// Writes docs/evidence/reliability.md from the latest results of the campaigns (docs/evidence/reliability.json). `--check` fails when it is not current.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deliver } from "./markdown.mjs";
import { estimators, formulas } from "./mutated-folders.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const found = JSON.parse(readFileSync(`${root}docs/evidence/reliability.json`, "utf8"));

/** What each campaign does, and what counts as broken. */
const campaigns = {
  damage: [
    "Damaged inputs",
    "Inputs of every format (text, UTF-16, gzip, Zstandard, xz, bzip2, JSON lines, JSON, CSV, Parquet, tar, WARC) with one to three seeded mutations: flipped bits, and parts that are cut, lost, doubled, zeroed or foreign. Broken: an exit status other than 0 or 3, an error of more than one plain line, a run of more than 10 s, or an input that is not accounted for.",
  ],
  faults: [
    "System calls that fail",
    "The k-th call of each function fails with ENOSPC, EIO, EACCES or EMFILE, for every k of a run that reads files, records and a folder and writes a report and a cache. Broken: a torn or lost report, a failure that is not reported, or inputs that do not add up.",
  ],
  hostile: [
    "Hostile configurations, recipes and names",
    "Random configurations and valid ones with one wrong entry; recipes of random words; names with control characters, escape sequences, direction marks and markup. Broken: an undocumented exit status, a stack trace, a control character in the output, or a run of more than 10 s.",
  ],
  names: [
    "Names of files",
    "Names with markup, quotes, line ends, control characters, direction marks, formulas, workflow commands and invalid UTF-8, 60 in a folder, in every format of reports and checks. Each format is read by an independent parser (JSON, csv-parse, markdown-it, parse5, saxes, percent-encoding). Broken: a document that cannot be parsed, or that contains anything but the names.",
  ],
  fuzz: [
    "Fuzzing guided by coverage",
    "Jazzer.js (libFuzzer) searches for inputs that reach new branches of the recipe parser, the decoder of UTF-8, the readers of every container and record format, and of the reference implementation of the suffix kernel; branches inside WebAssembly are not visible. Broken: an error other than a refusal with a message, a result that differs from that of the reference or the platform, or a run of more than 10 s. Parquet is read here without the thread that the command ends after 5 s.",
  ],
  kill: [
    "kill -9 in a batch",
    "A batch is killed at a seeded moment and started again. Broken: a torn report, or different bytes after resuming.",
  ],
  memory: [
    "Memory",
    "Batches as a user runs them: many small files with two threads, a million of them with one estimate, one file of 5 GiB alone and together with a small one; and a million bytes of many kinds that need much memory. Peak resident memory is as the system reports it. Broken: more than 260 MB plus 2 kB per small file, or more than 600 MB for a million files or for any of the kinds.",
    "MB",
  ],
  limits: [
    "Memory limits",
    "Inputs of twelve formats (plain, gzip, Zstandard, xz, bzip2, JSON lines, JSON, CSV, TSV, WARC, tar, Parquet), as files that just fit, on standard input, and as sparse gigabytes with the first bytes of the format; the default command, `score`, `learn`, `explain`, `lens`, `sections` and `report`, and `odd` of four files, at `--max-memory` 64, 128 and 256 MB, with one thread, or four and four files. Peak resident memory is watched from outside. Broken: more than the limit, 70 MB and 40 MB per thread, an exit status other than 0 or 3, or an error of more than one plain line.",
  ],
  calls: [
    "Calls of the library",
    "`analyze`, `estimate`, `compare` and `explain` of texts of 0.4 to 100 kB, repeated in one process. Broken: since call 200 resident memory has grown by more than 30 MB or by more than 200 mappings, or an estimate takes more than twice as long.",
    "value",
  ],
  claims: [
    "Printed intervals and bounds",
    "Thirty sources that no rule or constant was chosen on, 1,000, 4,000 and 20,000 symbols, forty runs each: eleven estimators of H(1), and C_mu and h of the reconstructed machine. A cell is one estimator on one source at one length. Broken: fewer intervals of a cell hold than 92 % would leave one time in 10,000; of all cells of an estimator at one length fewer than 92 or more than 98 % hold, or fewer than 95 % of one-sided bounds; or values that are printed with an interval differ from those printed without one by four standard deviations.",
    "cells",
  ],
  determinism: [
    "Equal bytes",
    "The same inputs with different numbers of workers, orders, locales, time zones (and versions of Node, if installed). Broken: different bytes.",
  ],
};

const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

function section([id, [title, text, counted = "runs"]]) {
  const finding = found[id];
  const head = `## ${title}\n\n${text}\n`;
  if (finding === undefined) return `${head}\nNot run yet: \`npm run campaign:${id}\`.\n`;
  const { runs, seed, broken, node, outcomes } = finding;
  const about = [
    `${plural(runs, "run")}`,
    ...(seed === undefined ? [] : [`seed ${seed}`]),
    `Node ${node}`,
  ].join(", ");
  const names = Object.keys(outcomes);
  const width = Math.max("outcome".length, ...names.map((name) => name.length));
  const counts = Math.max(counted.length, ...names.map((name) => String(outcomes[name]).length));
  const row = (name, count) => `| ${name.padEnd(width)} | ${String(count).padStart(counts)} |`;
  const table = [
    row("outcome", counted),
    `| ${"-".repeat(width)} | ${"-".repeat(counts - 1)}: |`,
    ...names.map((name) => row(name, outcomes[name])),
  ];
  return `${head}\n${about}: **${broken} broken** (\`npm run campaign:${id}\`).\n\n${table.join("\n")}\n`;
}

/** Files with the lowest scores that are listed. */
const weakest = 10;

/** The results of mutation testing, if there are any. */
function mutation() {
  const head = [
    "## Mutation testing",
    "",
    "Stryker mutates estimators and formulas; the score is the share of mutants that the tests detect, by a",
    "failure or a timeout (`npm run mutation`).",
    "",
  ];
  const path = `${root}tests/mutation-results.json`;
  if (!existsSync(path)) return [...head, "Not run yet.", ""].join("\n");
  const rows = Object.entries(JSON.parse(readFileSync(path, "utf8"))).map(([name, counts]) => {
    const { killed, timeout, survived, unreached } = counts;
    return { name, mutants: killed + timeout + survived + unreached, noticed: killed + timeout, ...counts };
  });
  const sum = (some, key) => some.reduce((total, row) => total + row[key], 0);
  const percent = (some) => ((100 * sum(some, "noticed")) / Math.max(1, sum(some, "mutants"))).toFixed(1);
  const line = (name, some) =>
    `| ${name} | ${percent(some)} % | ${["mutants", "killed", "timeout", "survived", "unreached"].map((key) => sum(some, key)).join(" | ")} |`;
  const groups = { formulas, estimators };
  const files = [...formulas, ...estimators].flatMap((folder) =>
    readdirSync(root + folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${folder}/${name}`),
  );
  // Files come and go between two runs.
  const changed = files.filter((file) => rows.some(({ name }) => name === file)).length;
  const known = changed === files.length ? `All ${files.length}` : `${changed} of today's ${files.length}`;
  const lowest = rows
    .filter(({ mutants }) => mutants > 0)
    .sort((a, b) => a.noticed / a.mutants - b.noticed / b.mutants || (a.name < b.name ? -1 : 1))
    .slice(0, weakest);
  return [
    ...head,
    `${known} files, ${plural(sum(rows, "mutants"), "change")}: **${percent(rows)} % detected**.`,
    "",
    "| files | score | mutants | killed | timeout | survived | not reached |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...Object.entries(groups).flatMap(([group, folders]) => {
      const own = rows.filter(({ name }) => folders.some((folder) => name.startsWith(`${folder}/`)));
      return own.length === 0 ? [] : [line(group, own)];
    }),
    ...lowest.map((row) => line(`\`${row.name.replace("src/", "")}\``, [row])),
    "",
  ].join("\n");
}

/** Promises about inputs and events; tests/e2e/promises.test.ts checks that each row names existing tests. */
function promises() {
  const rows = JSON.parse(readFileSync(`${root}docs/promises.json`, "utf8")).map(
    ({ input, happens, tests }) => {
      const proofs = Object.keys(tests).map(
        (file) => `[${file.replace(/^tests\//, "").replace(".test.ts", "")}](../../${file})`,
      );
      return `| ${input} | ${happens} | ${proofs.join(", ")} |`;
    },
  );
  return [
    "## Inputs and events",
    "",
    "| input or event | what happens | proved by |",
    "| --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

const text = [
  "# Reliability\n",
  "Latest results of campaigns that try to break mesoscope. A fixed small part of each runs with the tests; this page is made by",
  "`node scripts/build-reliability.mjs` from `docs/evidence/reliability.json`, which the whole campaigns write, and `docs/promises.json`.\n",
  promises(),
  ...Object.entries(campaigns).map(section),
  mutation(),
].join("\n");

deliver("docs/evidence/reliability.md", text, "build-reliability");
