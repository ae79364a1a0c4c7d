// Grades forecasts of real texts and writes data/forecast-errors.json, from whose errors the intervals are made, and
// docs/evidence/forecast.md. The texts of corpora/forecast/texts.json choose the law and make the intervals; those of
// corpora/forecast/reported.json are only reported. Some ten minutes of one core, after `npm ci` in corpora and corpora/forecast.
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { writeData } from "./data-file.mjs";
import { code } from "./markdown.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const modules = [
  ...["core/random", "input/corpora/extract", "input/corpora/load-corpus", "observer/curves/drawn-blocks"],
  ...["features/forecast/grade", "features/forecast/law", "features/forecast/sample"],
].map((file) => `src/${file}`);
/** Bytes of a text at most; the sample is a tenth. */
const [cap, share] = [1_000_000, 10];
const shown = [2, 5, 10];
/** Intervals at other multiples are interpolated. */
const factors = [1, 1.5, 2, 3, 5, 7, 10];
const orders = ["drawn", "in-order"];
const simple = ["power-law", "f1", "last-marginal-rate"];

const load = () => bundleSources(modules, mkdtempSync(join(tmpdir(), "mesoscope-forecast-")));
const listed = (name) => JSON.parse(readFileSync(join(root, `corpora/forecast/${name}.json`), "utf8"));
const percent = (value) => `${(100 * value).toFixed(1)} %`;
const signed = (value) => `${value < 0 ? "" : "+"}${(100 * value).toFixed(1)}`;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/** A text as bytes, its files as segments. */
async function readText(library, { id, package: name, path, match, extract }) {
  const folders = ["corpora/node_modules", "corpora/forecast/node_modules", "node_modules"];
  const home = folders.map((folder) => join(root, folder, name)).find(existsSync);
  if (home === undefined) throw new Error(`${name} is not installed`);
  const source = path === undefined ? { package: name, match } : { package: name, path };
  const raw = await library.readRawDocuments({ id, source }, home, Number.POSITIVE_INFINITY);
  const { documents } = library.extract(raw.documents, [...extract, { op: "take", bytes: cap }]);
  let end = 0;
  const segmentEnds = documents.map(({ bytes }) => (end += bytes.length));
  const symbols = new Uint8Array(Buffer.concat(documents.map(({ bytes }) => bytes)));
  return { symbols, alphabetSize: 256, segmentEnds };
}

/** The sample of a text and the actual cost of more. */
function measured(library, text, sequence, order, seed) {
  const random = library.Random.fromSeed(seed).fork("forecast");
  const n0 = Math.floor(sequence.symbols.length / share);
  const drawn = library.firstOf(library.drawBlocks(sequence, random, order === "in-order"), share * n0);
  const learned = library.learnSample(library.firstOf(drawn, n0), share * n0, random);
  if (learned.status !== "ok") throw new Error(`${text.id}: ${learned.reason}`);
  const excess = library.excessOf(drawn, n0, learned.observer);
  return { text, order, seed, n0, learned, paid: (factor) => excess(factor * n0) };
}

async function measureAll(library, texts, runs) {
  const rows = [];
  for (const text of texts) {
    const sequence = await readText(library, text);
    for (const [order, seed] of runs) rows.push(measured(library, text, sequence, order, seed));
    console.error(text.id);
  }
  return rows;
}

/** Absolute log errors of a row, in units of its doubt. */
function scoreOf(library, { learned, paid, order }, quantity, factor) {
  const predicted = (at) => library.predict(learned.curve, library.lawOfOrder[order], at).excess;
  // A loss is graded over half of the way to a multiple, or over as much as the sample; the first excess over a quarter of that.
  const half = Math.max(1, factor / 2);
  const [from, to] = quantity === "loss" ? [half, Math.max(2, factor)] : [1, Math.max(1.25, factor)];
  const between = (of) => of(to) - of(from);
  const error = Math.log(between(predicted) / between(paid));
  return Math.abs(error) / (library.leastDoubt + learned.duplicated);
}

/** Quantiles at such a level that they hold for the next text, too. */
function quantilesOf(library, rows, texts) {
  const at = (order, quantity, level, factor) => {
    const scores = rows
      .filter((row) => row.order === order)
      .map((row) => scoreOf(library, row, quantity, factor));
    const safe = Math.min(1, Math.ceil((level / 100) * (texts + 1)) / texts);
    return Number(scores.sort((a, b) => a - b)[Math.ceil(safe * scores.length) - 1].toPrecision(3));
  };
  const nested = (keys, of) => Object.fromEntries(keys.map((key) => [key, of(key)]));
  return nested(orders, (order) =>
    nested(["excess", "loss"], (quantity) =>
      nested([80, 95], (level) => factors.map((factor) => at(order, quantity, level, factor))),
    ),
  );
}

const table = (head, rows) =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** Median and mean errors of simple laws and of their means. */
function lawTable(library, rows, extra = []) {
  const laws = [...simple, ...extra];
  const excess = ({ learned }, law, factor) => {
    if (simple.includes(law)) return library.predict(learned.curve, law, factor).excess;
    const [power, f1] = ["power-law", "f1"].map((id) => library.predict(learned.curve, id, factor).excess);
    return law === "mean" ? (power + f1) / 2 : Math.sqrt(power * f1);
  };
  return table(
    ["", "law", ...shown.flatMap((factor) => [`${factor}x median`, "mean"])],
    orders.flatMap((order) =>
      laws.map((law) => [
        ...[order, library.lawOfOrder[order] === law ? `**${law}**` : law],
        ...shown.flatMap((factor) => {
          const own = rows.filter((row) => row.order === order);
          const off = own.map((row) => Math.abs(excess(row, law, factor) / row.paid(factor) - 1));
          return [percent(median(off)), percent(mean(off))];
        }),
      ]),
    ),
  );
}

function graded(library, { learned, order, paid }) {
  return library.makeForecast(learned, 256, shown, order).expectations.map(({ factor, excess }) => {
    const actual = paid(factor);
    const holds = (level) => excess[`lower${level}`] <= actual && actual <= excess[`upper${level}`];
    const half = excess.upper95 / excess.value - 1;
    return { error: excess.value / actual - 1, half, within80: holds(80), within95: holds(95) };
  });
}

const chosenTexts = listed("texts");
let library = await load();
const once = orders.map((order) => [order, 1]);
const chosen = await measureAll(library, chosenTexts, [...once, ["drawn", 2]]);
const quantiles = quantilesOf(library, chosen, chosenTexts.length);
writeData(
  "forecast-errors.json",
  {
    script: "scripts/build-forecast.mjs",
    seed: [1, 2],
    of: "log errors of forecasts of real texts, by multiple of the sample",
  },
  { texts: chosenTexts.length, factors, quantiles },
);
library = await load();
const reported = await measureAll(library, listed("reported"), once);
const grades = reported.map((row) => ({ ...row, points: graded(library, row) }));
const coverage = orders.map((order) => {
  const points = grades.filter((row) => row.order === order).map(({ points }) => points);
  const held = (key, f) => points.filter((of) => of[f][key]).length;
  const all = (key) => shown.reduce((sum, _, f) => sum + held(key, f), 0);
  const count = points.length * shown.length;
  return [
    order,
    ...shown.map((_, f) => `${held("within95", f)} of ${points.length}`),
    ...["within95", "within80"].map((key) => percent(all(key) / count)),
  ];
});
const cells = grades.map(({ text, order, n0, points }) => [
  ...[code(text.id), code(text.package), Math.round((n0 * share) / 1000), order],
  ...points.flatMap(({ error, half, within95 }) => [
    signed(error),
    `${(100 * half).toFixed(0)}${within95 ? "" : " miss"}`,
  ]),
]);
const page = join(root, "docs/evidence/forecast.md");
const introduction = readFileSync(page, "utf8").split("\n## ")[0].trimEnd();
writeFileSync(
  page,
  `${introduction}

## The reported list

Errors in per cent of the actual excess, ${grades.length / 2} texts. Bold: the law of the forecast.

${lawTable(library, reported)}

95 % intervals that contain the actual excess:

${table(["", ...shown.map((factor) => `${factor}x`), "all, 95 %", "all, 80 %"], coverage)}

Each error, with the upper half-width of the 95 % interval in per cent of the forecast:

${table(["text", "package", "kB", "order", ...shown.flatMap((factor) => [`${factor}x`, "±"])], cells)}

## The choice

The candidates on the ${chosenTexts.length} texts that chose the law; by blocks with seeds 1 and 2. Means are of the power law and f1.

${lawTable(library, chosen, ["mean", "geometric mean"])}
`,
);
