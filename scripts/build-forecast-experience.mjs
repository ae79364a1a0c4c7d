// Learns what a forecast is made of and writes data/forecast-experience.json: samples of a tenth of real texts, three
// seeds each, one of their beginning and one in file order, what a law reads of them, and how their losses went on. Some half an hour of
// one core; losses that were measured by the same observer are not measured again. `--in-order` measures those in file order alone.
import { readFileSync } from "node:fs";
import { writeData } from "./data-file.mjs";
import { caps, listTexts, loadLibrary, measureText, readText } from "./forecast-texts.mjs";

/** By length of the texts. */
const seedsOf = [[1, 2, 3], [1]];
const library = await loadLibrary();

const digits = (value) => Number(value.toPrecision(5));

function experienceOf({ text, seed, traits, excess }, inOrder) {
  const { blocks, slope, bend, fillIn, duplicated, variation, exponent, f1, rate, n } = traits;
  const ratios = library.experienceFactors.map((factor) =>
    digits(Math.log(excess(factor) / ((factor - 1) * n * rate))),
  );
  const [read, others] = [
    { slope, bend, fillIn, duplicated, variation, ...(inOrder ? { exponent } : {}) },
    { text: text.id, package: text.package, seed, inOrder, n, blocks },
  ];
  const numbers = Object.fromEntries(Object.entries(read).map(([name, value]) => [name, digits(value)]));
  const simple = Object.entries(f1).map(([name, value]) => [name, digits(value)]);
  return { ...others, ...numbers, ...(inOrder ? { f1: Object.fromEntries(simple) } : {}), ratios };
}

const inOrderAlone = process.argv.includes("--in-order");
const before = JSON.parse(
  readFileSync(new URL("../data/forecast-experience.json", import.meta.url), "utf8"),
).samples;
const rows = [];
for (const text of listTexts()) {
  if (inOrderAlone) rows.push(...before.filter((row) => row.text === text.id && !row.inOrder));
  for (const [c, cap] of caps.entries()) {
    const sequence = await readText(library, text, cap);
    for (const seed of inOrderAlone ? [] : seedsOf[c])
      rows.push(experienceOf(measureText(library, text, sequence, seed, false), false));
    if (c === 0) rows.push(experienceOf(measureText(library, text, sequence, 1, true), true));
  }
  console.error(text.id);
}
const of = "samples of a tenth of real texts, and how their losses went on";
const made = { script: "scripts/build-forecast-experience.mjs", seed: seedsOf[0], of };
writeData("forecast-experience.json", made, { samples: rows });
