// Finds where the references of maps stand at each of their sizes, what is measured and what is known of them, and writes
// data/references-*.json, so that no run does. Some half an hour of one core; `--check` places a few of each size up to
// 100 000 symbols again and fails when that is not what the files have.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { writeData } from "./data-file.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const modules = [
  "src/input/corpora/corpus-roots",
  "src/run/choose-estimators",
  "src/run/load-input",
  "src/run/measure-task",
  "src/run/reported",
  "src/estimators/registry",
  "src/spectrum/measured-references",
  "src/spectrum/place-on-spectrum",
  "src/spectrum/reference-families",
  "src/spectrum/reference-recipes",
];
/** Estimators of the default view, but for the codec, whose sizes depend on its version. */
const estimators = ["grassberger", "block-gain"];

/** The longest that are placed again: a sequence of that many symbols takes some two seconds. */
const longestChecked = 100_000;

const folder = mkdtempSync(join(tmpdir(), "mesoscope-references-"));
try {
  const library = await bundleSources(modules, folder);
  const { referenceFamilies, referenceRecipes, referenceSeed: seed, referenceSizes } = library;
  const recipes = [
    ...new Set([
      ...referenceRecipes.map(({ recipe }) => recipe),
      ...referenceFamilies.flatMap(({ members }) => members.map(([, , recipe]) => recipe)),
    ]),
  ];
  const environment = { corpora: library.corpusRoots(root, ""), cacheFolder: null };

  /** @returns {Promise<[key: string, reference: object]>} */
  const measured = async (recipe, sample) => {
    const options = { sample, encoding: "bytes", seed, estimators: [], spectrum: true };
    const task = { name: recipe, input: { kind: "recipe", recipe }, options, environment };
    const loaded = await library.loadInput(task);
    const context = library.contextOf(task, loaded);
    const spectrum = library.placeOnSpectrum(context, loaded.declaredAlphabet);
    const measurements = {};
    for (const { id, params } of await library.chooseEstimators(estimators))
      measurements[id] = library.reported(
        await (await library.estimatorRegistry.get(id)).measure(context, params),
      );
    const named = loaded.declaredAlphabet === null ? null : loaded.provenance.recipe;
    const reference = { recipe: named, spectrum, truth: library.exactTruth(loaded), measurements };
    return [library.referenceKey(loaded, seed), reference];
  };

  const named = process.argv.slice(2).filter((word) => word !== "--check");
  for (const [turn, size] of referenceSizes.entries()) {
    if (named.length > 0 && !named.includes(String(size))) continue;
    const name = `references-${size}.json`;
    if (process.argv.includes("--check")) {
      if (size > longestChecked) continue;
      const { references } = JSON.parse(readFileSync(join(root, "data", name), "utf8"));
      let differs = Object.keys(references).length !== recipes.length;
      for (const recipe of recipes.filter((_, i) => i % 10 === turn)) {
        const [key, reference] = await measured(recipe, size);
        differs ||= JSON.stringify(references[key]) !== JSON.stringify(reference);
      }
      if (!differs) continue;
      console.error(`data/${name} is not current: run node scripts/build-references.mjs`);
      process.exitCode = 1;
    } else {
      /** @type {Record<string, object>} */
      const references = {};
      for (const recipe of recipes) {
        const [key, reference] = await measured(recipe, size);
        references[key] = reference;
      }
      const of = `places, measurements and truths of the references of maps, ${size} symbols each, by the hash of their symbols and of all that can change the place`;
      writeData(name, { script: "scripts/build-references.mjs", seed, of }, { references });
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
