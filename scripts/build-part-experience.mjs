// Learns how losses go on part by part and writes data/text-parts.json and data/record-parts.json: places of the texts that
// forecasts are learned from, and parts of the records of all tasks; "texts" or "records" makes one of them. Some twenty
// minutes of one core.
import { writeData } from "./data-file.mjs";
import { listTexts, loadLibrary, measureParts, readText } from "./forecast-texts.mjs";

/** Each task at several sizes, so that what one does at a tenth another does at once; the first three of each at more symbols, too. */
const tasks = [
  [
    ...["copy", "copy(length=4)", "copy(alphabet=4, length=16)", "copy(alphabet=26, length=5)"],
    ...["copy(alphabet=2, length=10)", "copy(alphabet=50, length=12)", "copy(length=32)"],
  ],
  [
    ...["reverse", "reverse(length=3)", "reverse(alphabet=4, length=6)", "reverse(alphabet=26, length=4)"],
    ...["reverse(alphabet=2, length=8)", "reverse(length=16)", "reverse(alphabet=5, length=3)"],
  ],
  [
    ...["sort", "sort(length=4)", "sort(alphabet=4, length=12)", "sort(alphabet=3, length=5)"],
    ...["sort(alphabet=26, length=3)", "sort(alphabet=2, length=8)", "sort(length=2)"],
  ],
  [
    ...["recall", "recall(pairs=2, keys=8)", "recall(pairs=3, keys=4, values=4)"],
    ...["recall(pairs=2, keys=4, values=2)", "recall(pairs=8)", "recall(pairs=3, keys=26, values=4)"],
    "recall(pairs=1, keys=10)",
  ],
  [
    ...["modular-addition", "modular-addition(modulus=31)", "modular-addition(modulus=64)"],
    ...["modular-addition(modulus=16)", "modular-addition(modulus=150)", "modular-addition(modulus=7)"],
    "modular-addition(modulus=250)",
  ],
  [
    ...[
      "brackets",
      "brackets(types=4, pairs=4)",
      "brackets(types=1, pairs=16)",
      "brackets(types=3, pairs=3)",
    ],
    ...["brackets(types=10, pairs=6)", "brackets(types=2, pairs=20)", "brackets(types=1, pairs=4)"],
  ],
];
const runs = [
  ...tasks.flat().map((recipe) => ({ recipe, symbols: 400_000, seed: 1 })),
  ...tasks
    .flatMap((recipes) => recipes.slice(0, 3))
    .map((recipe) => ({ recipe, symbols: 2_000_000, seed: 2 })),
];

const library = await loadLibrary();

async function ofRecords() {
  const rows = [];
  for (const { recipe, symbols, seed } of runs) {
    const { sequence, record } = await library.generateInput(recipe, { sample: symbols, seed }, []);
    const parts = library.partsOfRecord(record, sequence.alphabetSize - 1);
    const task = { id: recipe, package: recipe.replace(/\(.*/, "") };
    rows.push(...measureParts(library, task, sequence, parts, library.exactBits(record)));
    console.error(recipe, symbols);
  }
  return rows;
}

async function ofTexts() {
  const rows = [];
  for (const text of listTexts()) {
    const sequence = await readText(library, text);
    rows.push(...measureParts(library, text, sequence, library.partsOfText(sequence.codes)));
    console.error(text.id);
  }
  return rows;
}

const script = "scripts/build-part-experience.mjs";
const only = process.argv[2];
if (only !== "texts") {
  const of = "parts of the records of tasks, and how their losses went on; package is the task";
  writeData("record-parts.json", { script, seed: [1, 2], of }, { parts: await ofRecords() });
}
if (only !== "records") {
  const of = "places of a tenth of real texts, and how their losses went on";
  writeData("text-parts.json", { script, seed: 1, of }, { parts: await ofTexts() });
}
