// Learns what a forecast is made of and writes data/forecast-experience.json: samples of a tenth of real texts, three
// seeds each, one of their beginning and one in file order, what a law reads of them, and how their losses went on. Some half an hour of one core;
// losses that were measured by the same observer are not measured again.
import { writeData } from "./data-file.mjs";
import { caps, listTexts, loadLibrary, measureText, readText } from "./forecast-texts.mjs";

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
const of = "samples of a tenth of real texts, and how their losses went on";
const made = { script: "scripts/build-forecast-experience.mjs", seed: seedsOf[0], of };
writeData("forecast-experience.json", made, { samples: rows });
