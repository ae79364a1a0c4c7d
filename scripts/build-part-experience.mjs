// Learns how losses go on part by part and writes src/spectrum/text-part-experience.ts and
// src/spectrum/record-part-experience.ts: places of the texts that forecasts are learned
// from, and parts of the records of all tasks. Some ten minutes of one core.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listTexts, loadLibrary, measureParts, readText } from "./forecast-texts.mjs";

const folder = join(fileURLToPath(new URL("../", import.meta.url)), "src/spectrum");
/** Each task at several sizes, so that what one does at a tenth another does at once. */
const recipes = [
  ...["copy", "copy(length=4)", "copy(alphabet=4, length=16)"],
  ...["reverse", "reverse(length=3)", "reverse(alphabet=4, length=6)"],
  ...["sort", "sort(length=4)", "sort(alphabet=4, length=12)"],
  ...["recall", "recall(pairs=2, keys=8)", "recall(pairs=3, keys=4, values=4)"],
  ...["modular-addition", "modular-addition(modulus=31)", "modular-addition(modulus=64)"],
  ...["brackets", "brackets(types=4, pairs=4)", "brackets(types=1, pairs=16)"],
];
const symbols = 400_000;

const library = await loadLibrary();
const rows = [];
for (const recipe of recipes) {
  const { sequence, record } = await library.generateInput(recipe, { sample: symbols, seed: 1 }, []);
  const parts = library.partsOfRecord(record, sequence.alphabetSize - 1);
  rows.push(...measureParts(library, { id: recipe, package: recipe.replace(/\(.*/, "") }, sequence, parts));
  console.error(recipe);
}
const tasks = rows.length;
for (const text of listTexts()) {
  const sequence = await readText(library, text);
  const parts = library.partsOfText(sequence.codes);
  rows.push(...measureParts(library, text, sequence, parts));
  console.error(text.id);
}
const lines = (some) =>
  some
    .map((row) =>
      JSON.stringify(row)
        .replace(/"([a-zA-Z]+)":/g, " $1: ")
        .replace(/,(?=[\d-])/g, ", "),
    )
    .map((row) => `  ${row.replace(/\}$/, " }")},\n`)
    .join("");
const list = (name, some) =>
  `export const ${name}: readonly PartExperience[] = [\n${lines(some)}]; // biome-ignore format: a sample a line\n`;
writeFileSync(
  join(folder, "text-part-experience.ts"),
  `import type { Experience } from "./forecast-experience.ts";

/** A part of a sample, and how its losses went on. */
export interface PartExperience extends Experience {
  readonly part: string;
}

/** What forecasts of places of a text are learned from; made by scripts/build-part-experience.mjs. */
${list("textPartExperience", rows.slice(tasks))}`,
);
writeFileSync(
  join(folder, "record-part-experience.ts"),
  `import type { PartExperience } from "./text-part-experience.ts";

/** What forecasts of parts of a record are learned from: \`package\` is the task. */
${list("recordPartExperience", rows.slice(0, tasks))}`,
);
