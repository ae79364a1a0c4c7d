// Learns what a forecast is made of and writes src/forecast/forecast-experience.ts: samples of a tenth of real texts, three
// seeds each, one of their beginning and one in file order, what a law reads of them, and how their losses went on. Some half an hour of one core;
// losses that were measured by the same observer are not measured again.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { caps, listTexts, loadLibrary, measureText, readText } from "./forecast-texts.mjs";

const target = join(fileURLToPath(new URL("../", import.meta.url)), "src/forecast/forecast-experience.ts");
/** By length of the texts. */
const seedsOf = [[1, 2, 3], [1]];
const library = await loadLibrary();

const digits = (value) => Number(value.toPrecision(5));

function experienceOf({ text, seed, traits, excess }, inOrder) {
  const { blocks, slope, bend, fillIn, duplicated, variation, rate, n } = traits;
  const ratios = library.experienceFactors.map((factor) =>
    digits(Math.log(excess(factor) / ((factor - 1) * n * rate))),
  );
  const [read, others] = [
    { slope, bend, fillIn, duplicated, variation },
    { text: text.id, package: text.package, seed, inOrder, n, blocks },
  ];
  const numbers = Object.fromEntries(Object.entries(read).map(([name, value]) => [name, digits(value)]));
  return { ...others, ...numbers, ratios };
}

const rows = [];
for (const text of listTexts()) {
  for (const [c, cap] of caps.entries()) {
    const sequence = await readText(library, text, cap);
    for (const seed of seedsOf[c])
      rows.push(experienceOf(measureText(library, text, sequence, seed, false), false));
    if (c === 0) rows.push(experienceOf(measureText(library, text, sequence, 1, true), true));
  }
  console.error(text.id);
}
const source = readFileSync(target, "utf8");
const start = source.indexOf("export const forecastExperience");
const names = (row) =>
  JSON.stringify(row)
    .replace(/"([a-zA-Z]+)":/g, " $1: ")
    .replace(/,(?=[\d-])/g, ", ")
    .replace("{ ", "{ ")
    .replace(/\}$/, " }");
writeFileSync(
  target,
  `${source.slice(0, start)}export const forecastExperience: readonly Experience[] = [\n${rows.map((row) => `  ${names(row)},\n`).join("")}]; // biome-ignore format: a sample a line\n`,
);
