// Grades every estimator on the set of sources from noise to order and writes docs/calibration.md. Takes some half an hour;
// two files that `mesoscope calibrate -f json -o` wrote are taken instead where they are named.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { code, grouped, plain } from "./markdown.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const lengths = [
  ["1e4", "100"],
  ["1e5", "20"],
];

function calibrated([length, runs]) {
  const args = [
    `${root}bin/mesoscope.js`,
    "calibrate",
    "-n",
    length,
    "--repeat",
    runs,
    "--no-cache",
    "-f",
    "json",
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`calibrate ended with ${status}\n${stderr}`);
  return JSON.parse(stdout);
}

const files = process.argv.slice(2);
const calibrations =
  files.length > 0 ? files.map((file) => JSON.parse(readFileSync(file, "utf8"))) : lengths.map(calibrated);

/** Sources by letter, since recipes are too long for the head of a column. */
const sources = calibrations[0].options.sources;
const letter = (source) => String.fromCharCode(65 + sources.indexOf(source));

function nameOf({ estimator, parameters }, rows) {
  const own = new Set(
    rows.filter((row) => row.estimator === estimator).map((row) => JSON.stringify(row.parameters)),
  );
  if (own.size < 2) return code(estimator);
  return code(
    `${estimator}(${Object.entries(parameters)
      .map((pair) => pair.join("="))
      .join(", ")})`,
  );
}

const boundSign = { upper: "<= ", lower: ">= " };

function cell(row) {
  if (row === undefined) return "";
  if (row.errors === null) return "undefined";
  const sign = row.errors.bias.value < 0 ? "-" : "+";
  const rmse = row.errors.rmse.value;
  const size = rmse < 0.00005 ? "0" : rmse.toPrecision(2);
  const holds =
    row.coverage === null
      ? ""
      : ` (${boundSign[row.bound] ?? ""}${Math.round(100 * row.coverage.share.value)} %)`;
  const missing = row.undefined === 0 ? "" : `, undefined in ${row.undefined}`;
  return `${size === "0" ? "" : sign}${size}${holds}${missing}`;
}

function table(rows) {
  const columns = sources.filter((source) => rows.some((row) => row.source === source));
  return [
    `| estimator | ${columns.map(letter).join(" | ")} |`,
    `| --- |${" --- |".repeat(columns.length)}`,
    ...grouped(rows, (row) => nameOf(row, rows)).map(([name, own]) => {
      const cells = columns.map((source) => cell(own.find((row) => row.source === source)));
      return `| ${name} | ${cells.join(" | ")} |`;
    }),
  ];
}

function verdict({ quantity, alphabets: { least, most }, trust, sources: count, alike }) {
  const where = `${plain(quantity)}, ${least === most ? `${least} symbols` : `${least} to ${most} symbols`}`;
  if (trust === null) return `- ${where}: no estimator gives a number on all runs.`;
  const beside = alike.length === 0 ? "" : `; as often ${alike.map(code).join(", ")}`;
  return `- ${where}: ${code(trust.estimator)}, best on ${trust.bestOn} of ${count}${beside}.`;
}

const lines = [
  "# Calibration",
  "",
  "Made by `node scripts/build-calibration.mjs` from `mesoscope calibrate`: root mean square errors of all estimators whose",
  "truth is known, against that truth. The sign is that of the bias; per cent say how often nominal 95 % intervals hold.",
  "Code-length rates and held-out rates are compared with the entropy rate, which they may not go below in the mean.",
  "`undefined`: outside the region where the estimator answers for itself. `block-gain` and `excess-entropy` are bounds, h(L) and",
  "E(L) at the word length L that they choose: their intervals hold where the truth does not lie beyond (<=, >=).",
  "",
  ...sources.map((source) => `- ${letter(source)}: ${code(source)}`),
  "",
  ...calibrations.flatMap(({ rows, verdicts, options }) => [
    `## n = ${rows[0].n}, ${options.runs} sequences of each source`,
    "",
    ...grouped(rows, ({ quantity }) => quantity).flatMap(([quantity, own]) => [
      `### ${plain(quantity)} (${own[0].unit === "1" ? "no unit" : own[0].unit})`,
      "",
      ...table(own),
      "",
    ]),
    "### Which to trust",
    "",
    "Best: the least mean square error, or one not larger beyond chance in runs that are paired.",
    "",
    ...verdicts.map(verdict),
    "",
  ]),
];
writeFileSync(`${root}docs/calibration.md`, `${lines.join("\n").trimEnd()}\n`);
