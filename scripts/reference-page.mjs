// The reference of the site: every quantity, estimator and source, from the definitions.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { code, grouped, plain } from "./markdown.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));

function listed(command) {
  const args = [join(root, "bin/mesoscope.js"), command, "-f", "json"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`mesoscope ${command} ended with ${status}\n${stderr}`);
  return JSON.parse(stdout);
}

const unitText = (unit) => (unit === "1" ? "none" : unit);

function parameterLines(parameters) {
  return parameters.map((parameter) => {
    const bounds = parameter.bounds === null ? "" : ` ${parameter.bounds}`;
    const preset =
      parameter.default === null ? "" : `, by default ${code(JSON.stringify(parameter.default))}`;
    return `- ${code(parameter.name)}: ${plain(parameter.type)}${bounds}${preset}. ${plain(parameter.description)}.`;
  });
}

function quantityRow([id, { title, symbol, unit, definition, reference }]) {
  return `| ${code(id)} | ${plain(title)} | ${plain(symbol)} | ${unitText(unit)} | ${plain(definition)} | ${plain(reference)} |`;
}

function estimatorSection(estimator) {
  const facts = [
    ["formula", code(estimator.formula)],
    ["convention", estimator.convention === null ? null : plain(estimator.convention)],
    ["estimates", estimator.bound === null ? null : `a bound of the quantity, the ${estimator.bound} one`],
    ["holds", plain(estimator.validity)],
    ["least length", `${estimator.minimumLength} ${estimator.minimumLength === 1 ? "symbol" : "symbols"}`],
    ["cost", plain(estimator.cost)],
    ["streams", estimator.streams ? "yes: files of any size in constant memory" : null],
    ["reference", plain(estimator.reference)],
  ].filter(([, text]) => text !== null);
  return [
    `#### ${code(estimator.id)}`,
    "",
    `${plain(estimator.title)}: ${plain(estimator.summary)}.`,
    "",
    ...facts.map(([name, text]) => `- ${name}: ${text}`),
    ...parameterLines(estimator.parameters),
    "",
  ];
}

function truthText(truth) {
  switch (truth.status) {
    case "exact":
      return `= ${Number(truth.value.toPrecision(Math.min(9, truth.digits)))}`;
    case "bounds":
      return `from ${Number(truth.lower.toPrecision(6))} to ${Number(truth.upper.toPrecision(6))}`;
    default:
      return truth.status;
  }
}

function sourceSection(source, quantities) {
  const truths = Object.entries(source.truth ?? {}).map(([id, truth]) => {
    const { symbol, unit } = quantities[id];
    const value = `${symbol} ${truthText(truth)}${truth.status === "unknown" || unit === "1" ? "" : ` ${unit}`}`;
    return `- ${plain(value)}: ${plain(truth.status === "unknown" ? truth.reason : truth.route)}`;
  });
  return [
    `#### ${code(source.id)}`,
    "",
    plain(source.summary),
    "",
    ...parameterLines(source.parameters),
    `- reference: ${plain(source.reference)}`,
    "",
    `Of ${code(source.example)}${truths.length === 0 ? ": the truth is that of what it is made of." : ":"}`,
    "",
    ...truths,
    ...(truths.length === 0 ? [] : [""]),
  ];
}

/** @returns {Promise<string>} Markdown */
export async function referencePage() {
  const folder = mkdtempSync(join(tmpdir(), "mesoscope-reference-"));
  const { quantities } = await bundleSources(["src/core/quantities"], folder);
  rmSync(folder, { recursive: true, force: true });
  const estimators = listed("estimators");
  const sources = listed("sources");

  const lines = [
    "# Reference",
    "",
    "From the definitions that the command itself uses; `mesoscope estimators ID` and `mesoscope sources ID` print an entry. Base 2 everywhere.",
    `${Object.keys(quantities).length} quantities, ${estimators.length} estimators, ${sources.length} sources.`,
    "",
    "## Quantities",
    "",
    "| id | quantity | symbol | unit | definition | reference |",
    "| --- | --- | --- | --- | --- | --- |",
    ...Object.entries(quantities).map(quantityRow),
    "",
    "## Estimators",
    "",
    "Outside the region where it holds an estimator gives `undefined` and the reason. Intervals stand where their coverage",
    "was tested.",
    "",
    ...grouped(estimators, ({ quantity }) => quantity).flatMap(([quantity, own]) => [
      `### ${plain(quantities[quantity].title)}, ${plain(quantities[quantity].symbol)} (${unitText(quantities[quantity].unit)})`,
      "",
      ...own.flatMap(estimatorSection),
    ]),
    "## Sources",
    "",
    ...grouped(sources, ({ group }) => group).flatMap(([group, own]) => [
      `### ${group}`,
      "",
      ...own.flatMap((source) => sourceSection(source, quantities)),
    ]),
  ];

  return `${lines.join("\n").trimEnd()}\n`;
}
