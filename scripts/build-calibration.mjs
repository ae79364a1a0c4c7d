// Renders docs/evidence/calibration.md from data/calibration.json. `--measure` first grades every estimator on the set of sources
// from noise to order, some half an hour, and writes the numbers; `--measure FILE FILE` reads two files that
// `mesoscope calibrate -f json -o` wrote instead. `--check` fails when the document is not current.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { code, deliver, grouped, plain } from "./markdown.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const data = `${root}data/calibration.json`;
const lengths = [
  ["1e4", "40"],
  ["1e5", "20"],
];

function calibrated([length, runs]) {
  const options = ["-n", length, "--repeat", runs, "--no-cache", "-f", "json"];
  const args = [`${root}bin/mesoscope.js`, "calibrate", ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`calibrate ended with ${status}\n${stderr}`);
  return JSON.parse(stdout);
}

function nameOf({ estimator, parameters }, rows) {
  const own = new Set(
    rows.filter((row) => row.estimator === estimator).map((row) => JSON.stringify(row.parameters)),
  );
  if (own.size < 2) return estimator;
  const pairs = Object.entries(parameters).map((pair) => pair.join("="));
  return `${estimator}(${pairs.join(", ")})`;
}

/** What the document shows of a row: errors to two digits, whole per cent of intervals. */
function shownOf(row, rows, sources) {
  const name = nameOf(row, rows);
  const about = {
    quantity: row.quantity,
    unit: row.unit,
    estimator: name,
    source: sources.indexOf(row.source),
  };
  if (row.errors === null) return { ...about, rmse: null };
  const rmse = row.errors.rmse.value < 0.00005 ? 0 : Number(row.errors.rmse.value.toPrecision(2));
  return {
    ...about,
    rmse,
    ...(rmse !== 0 && row.errors.bias.value < 0 ? { low: true } : {}),
    ...(row.coverage === null ? {} : { covered: Math.round(100 * row.coverage.share.value) }),
    ...(row.coverage !== null && row.bound ? { bound: row.bound } : {}),
    ...(row.undefined === 0 ? {} : { undefined: row.undefined }),
  };
}

function measure(files) {
  const found =
    files.length > 0 ? files.map((file) => JSON.parse(readFileSync(file, "utf8"))) : lengths.map(calibrated);
  const { sources, seed } = found[0].options;
  const made = {
    script: "scripts/build-calibration.mjs",
    date: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    seed,
    of: "root mean square errors of all estimators on sources of known truth, as docs/evidence/calibration.md shows them",
  };
  const calibrations = found.map(({ rows, verdicts, options }) => ({
    n: rows[0].n,
    runs: options.runs,
    rows: rows.map((row) => shownOf(row, rows, sources)),
    verdicts: verdicts.map(({ quantity, alphabets, trust, sources: count, alike }) => ({
      ...{ quantity, alphabets: [alphabets.least, alphabets.most], sources: count },
      ...(trust === null ? {} : { trust: trust.estimator, bestOn: trust.bestOn, alike }),
    })),
  }));
  return { made, sources, calibrations };
}

/** A row of numbers a line: the file is read by people in diffs. */
function written({ calibrations, ...header }) {
  const list = (items) => items.map((item) => `        ${JSON.stringify(item)}`).join(",\n");
  const parts = calibrations.map(
    ({ n, runs, rows, verdicts }) =>
      `    {\n      "n": ${n},\n      "runs": ${runs},\n      "rows": [\n${list(rows)}\n      ],\n      "verdicts": [\n${list(verdicts)}\n      ]\n    }`,
  );
  const head = JSON.stringify(header, null, 2).replace(/\n\}$/, "");
  return `${head},\n  "calibrations": [\n${parts.join(",\n")}\n  ]\n}\n`;
}

const boundSign = { upper: "<= ", lower: ">= " };
/** Sources by letter, since recipes are too long for the head of a column. */
const letter = (source) => String.fromCharCode(65 + source);

function cell(row) {
  if (row === undefined) return "";
  if (row.rmse === null) return "undefined";
  const size = row.rmse === 0 ? "0" : `${row.low ? "-" : "+"}${row.rmse.toPrecision(2)}`;
  const covered = row.covered === undefined ? "" : ` (${boundSign[row.bound] ?? ""}${row.covered} %)`;
  const missing = row.undefined === undefined ? "" : `, undefined in ${row.undefined}`;
  return `${size}${covered}${missing}`;
}

function table(rows) {
  const columns = [...new Set(rows.map(({ source }) => source))].sort((a, b) => a - b);
  return [
    `| estimator | ${columns.map(letter).join(" | ")} |`,
    `| --- |${" --- |".repeat(columns.length)}`,
    ...grouped(rows, ({ estimator }) => estimator).map(([name, own]) => {
      const cells = columns.map((source) => cell(own.find((row) => row.source === source)));
      return `| ${code(name)} | ${cells.join(" | ")} |`;
    }),
  ];
}

function verdict({ quantity, alphabets: [least, most], trust, bestOn, sources: count, alike }) {
  const where = `${plain(quantity)}, ${least === most ? `${least} symbols` : `${least} to ${most} symbols`}`;
  if (trust === undefined) return `- ${where}: no estimator is defined in all runs.`;
  const beside = alike.length === 0 ? "" : `; equally often ${alike.map(code).join(", ")}`;
  return `- ${where}: ${code(trust)}, best on ${bestOn} of ${count}${beside}.`;
}

function rendered({ sources, calibrations }) {
  const lines = [
    "# Calibration",
    "",
    "Made by `node scripts/build-calibration.mjs` from `mesoscope calibrate`: root mean square errors of all estimators with a",
    "known truth. The sign is that of the bias; percentages are the share of nominal 95 % intervals that are right.",
    "Code-length rates and held-out rates are compared with the entropy rate, which is a lower bound of their mean.",
    "`undefined`: outside the region where the estimator is valid. `block-gain` and `excess-entropy` are bounds, h(L) and",
    "E(L) at the length L that they choose: their intervals are right if the truth is not beyond them (<=, >=).",
    "",
    ...sources.map((source, i) => `- ${letter(i)}: ${code(source)}`),
    "",
    ...calibrations.flatMap(({ n, runs, rows, verdicts }) => [
      `## n = ${n}, ${runs} sequences of each source`,
      "",
      ...grouped(rows, ({ quantity }) => quantity).flatMap(([quantity, own]) => [
        `### ${plain(quantity)} (${own[0].unit === "1" ? "no unit" : own[0].unit})`,
        "",
        ...table(own),
        "",
      ]),
      "### Best estimators",
      "",
      "Best: the least mean square error, or one that is not significantly larger in paired runs.",
      "",
      ...verdicts.map(verdict),
      "",
    ]),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

const at = process.argv.indexOf("--measure");
if (at > 0) {
  mkdirSync(`${root}data`, { recursive: true });
  writeFileSync(data, written(measure(process.argv.slice(at + 1))));
}
const graded = JSON.parse(readFileSync(data, "utf8"));
deliver("docs/evidence/calibration.md", rendered(graded), "build-calibration");
