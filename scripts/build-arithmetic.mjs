// Makes the tables of docs/arithmetic.md: functions of number theory and their random models, a million terms each and ten million of
// some, with the data of the panel of the site. It takes some fifteen minutes; `--long` makes only the results on ten million terms and
// the data, `--facts` only what is known and named of each function; `--check` recomputes the rows of a few functions and fails when one differs; `--picture` only draws
// docs/gallery/arithmetic.svg from the data. Run it after a build.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { evidenceOf as longEvidenceOf } from "./arithmetic-evidence.mjs";
import {
  factOf,
  functions,
  longFunctions,
  longTerms,
  models,
  namedIn,
  placeOf,
} from "./arithmetic-functions.mjs";
import { arithmeticData, curvesPicture, factLines } from "./arithmetic-pictures.mjs";
import { writeData } from "./data-file.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const { analyze, estimate, generate, truth } = await import(
  new URL("../dist/index.js", import.meta.url).href
);
const path = join(root, "docs/arithmetic.md");
const terms = 1_000_000;
const controlTerms = 100_000;
const controlSeeds = 20;

/** Rows that a check recomputes. */
const checked = ["kolakoski"];

const bits = (value) =>
  value === undefined ? "" : `${value < 0 ? "-" : ""}${Math.round(Math.abs(value)).toLocaleString("en-US")}`;

/** Lengths of finite sources. */
const short = { "continued-fraction(of=pi)": 100_000 };

/** All terms in one piece: a recipe would be sampled in pieces, like a file. */
const termsOf = (recipe, n, seed = 1) =>
  generate(recipe, Math.min(n, short[recipe] ?? n), { seed }).collect();

async function pointsOf(recipe, n, seed) {
  const { symbols, alphabetSize } = await termsOf(recipe, n, seed);
  return (await estimate.try({ symbols, alphabetSize }, "evidence", { sample: "all" })).points;
}

/** Bits saved on the first n terms, read on their own; undefined where there are fewer. */
async function savedBy(recipe, n) {
  const { x, value } = (await pointsOf(recipe, n)).at(-1);
  return x === n ? value : undefined;
}

const largestEvidence = async (recipe, n, seed) =>
  Math.max(...(await pointsOf(recipe, n, seed)).map(({ value }) => value));

/** The real character that signs resemble; undefined for other sequences. */
async function characterOf(recipe) {
  const { symbols, alphabetSize } = await termsOf(recipe, controlTerms);
  const found = await estimate.try({ symbols, alphabetSize }, "real-character", { sample: "all" });
  if (found.status === "undefined") return "";
  const [, agreement, d] = found.rows.at(-1);
  return `(${d}/n), ${(100 * agreement).toFixed(1)} %`;
}

/** @param {any} truth of a quantity, as the library gives it */
function known({ status, value, lower, upper, by } = { status: "unknown" }) {
  const short = (number) => Number(number.toPrecision(4));
  switch (status) {
    case "exact":
      return String(short(value));
    case "conjectured":
      return `${short(value)} conjectured, ${by}`;
    case "bounds":
      return short(lower) === short(upper) ? String(short(lower)) : `${short(lower)} to ${short(upper)}`;
    default:
      return status;
  }
}

async function row(recipe) {
  const saved = await eachOf([1e4, 1e5, terms], (n) => savedBy(recipe, n));
  const placed = await analyze({ recipe });
  const facts = (await truth.all(recipe)).truth;
  return [
    `\`${recipe}\``,
    known(facts.entropyRate),
    placed.verdict.regime,
    placed.randomness.value.toFixed(3),
    ...saved.map(bits),
    await characterOf(recipe),
  ];
}

async function controlRow(recipe) {
  const saved = [];
  const regimes = new Map();
  for (let seed = 1; seed <= controlSeeds; seed++) {
    saved.push(await largestEvidence(recipe, controlTerms, seed));
    const { verdict } = await analyze({ recipe }, { seed });
    regimes.set(verdict.regime, (regimes.get(verdict.regime) ?? 0) + 1);
  }
  const shown = [...regimes].map(([regime, count]) => `${count} ${regime}`).join(", ");
  saved.sort((a, b) => a - b);
  const alarms = saved.filter((one) => one > -Math.log2(0.05)).length;
  return [`\`${recipe}\``, shown, bits(saved[controlSeeds >> 1]), bits(saved.at(-1)), String(alarms)];
}

function table(head, right, rows) {
  const widths = head.map((one, i) => Math.max(one.length, ...rows.map((cells) => cells[i].length)));
  const line = (cells) =>
    `| ${cells.map((one, i) => (right.includes(i) ? one.padStart(widths[i]) : one.padEnd(widths[i]))).join(" | ")} |`;
  const rule = `| ${widths.map((width, i) => (right.includes(i) ? `${"-".repeat(width - 1)}:` : "-".repeat(width))).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

/** The data of the pictures and the panel. */
async function makeData() {
  const evidence = {};
  for (const recipe of longFunctions) {
    const points = await longEvidenceOf(recipe, longTerms);
    evidence[recipe] = points.map(({ n, saved }) => [n, Number(saved.toFixed(1))]);
    console.log(`${recipe}: ${evidence[recipe].at(-1)[1]} bits saved on ${longTerms} terms`);
  }
  return { terms: longTerms, models: Object.fromEntries(functions), places: await makePlaces(), evidence };
}

/** Where all functions and models are on the map, and what is known and named of each. */
async function makePlaces() {
  const places = {};
  for (const recipe of new Set([...functions.keys(), ...functions.values()].filter((one) => one !== null))) {
    places[recipe] = { ...(await placeOf(recipe)), fact: await factOf(recipe), named: namedIn(recipe) };
    console.log(`${recipe}: ${places[recipe].named}`);
  }
  return places;
}

const longRow = ([recipe, points]) => {
  const saved = new Map(points);
  return [`\`${recipe}\``, ...[1e4, 1e5, 1e6, 1e7].map((n) => bits(saved.get(n)))];
};

/** Writes the tables and the picture that are made from the data. */
function writeLong(data) {
  const rows = Object.entries(data.evidence).map(longRow);
  write({
    "ten million": table(["function", "saved by 10^4", "10^5", "10^6", "10^7"], [1, 2, 3, 4], rows),
    facts: factLines(data).join("\n"),
  });
  writeFileSync(
    join(root, "docs/gallery/arithmetic.svg"),
    curvesPicture(Object.entries(data.evidence), { onPage: false }),
  );
}

/** Inserts tables into the document. */
function write(made) {
  const text = Object.entries(made).reduce(
    (page, [name, rows]) =>
      page.replace(
        new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- end of ${name} -->)`),
        (_, start, end) => `${start}\n${rows}\n\n${end}`,
      ),
    readFileSync(path, "utf8"),
  );
  writeFileSync(path, text);
}

const has = (option) => process.argv.includes(option);
if (has("--check")) {
  for (const recipe of checked) {
    const cells = await row(recipe);
    const there = readFileSync(path, "utf8")
      .split("\n")
      .find((one) => one.startsWith(`| ${cells[0]}`));
    const shown = there
      ?.split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (JSON.stringify(shown) !== JSON.stringify(cells)) {
      console.error(
        `docs/arithmetic.md: ${recipe} is ${cells.join(", ")} now: run node scripts/build-arithmetic.mjs`,
      );
      process.exitCode = 1;
    }
  }
} else if (has("--picture")) writeLong(arithmeticData());
else {
  if (!has("--long") && !has("--facts")) {
    write({
      controls: table(
        ["model", "verdicts of 20 seeds", "bits saved, median", "most", "p below .05"],
        [2, 3, 4],
        await eachOf(models, controlRow),
      ),
      functions: table(
        [
          "function",
          "entropy rate, bit",
          "verdict",
          "x",
          "saved by 10^4",
          "10^5",
          "10^6",
          "agrees with, n up to 10^5",
        ],
        [3, 4, 5, 6],
        await eachOf([...functions.keys()], row),
      ),
    });
  }
  const { made: _, ...before } = has("--facts") ? arithmeticData() : {};
  const data = has("--facts") ? { ...before, places: await makePlaces() } : await makeData();
  writeData(
    "arithmetic.json",
    {
      script: "scripts/build-arithmetic.mjs",
      seed: 1,
      of: "bits saved on the order of the first terms of functions of number theory, and what explain names and what is known about each",
    },
    data,
  );
  writeLong(data);
}

async function eachOf(recipes, make) {
  const rows = [];
  for (const recipe of recipes) {
    rows.push(await make(recipe));
    console.log(String(rows.at(-1)));
  }
  return rows;
}
