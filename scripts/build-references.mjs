// Finds where the references of maps stand at the usual size, what is measured and what is known of them, and writes data/references.json, so that no first run
// does. Some two minutes of one core; `--check` places every fifth again and fails when that is not what the file has.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { writeData } from "./data-file.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const name = "references.json";
const modules = [
  "src/input/corpora/corpus-roots",
  "src/run/choose-estimators",
  "src/run/load-input",
  "src/run/measure-task",
  "src/run/reported",
  "src/estimators/registry",
  "src/spectrum/place-on-spectrum",
  "src/spectrum/reference-families",
  "src/spectrum/reference-recipes",
];
/** Those that a run has where nothing else is asked for. */
const usual = { sample: 100_000, encoding: "bytes", seed: 1 };
/** Estimators of the default view, but for the codec, whose sizes depend on its version. */
const estimators = ["grassberger", "block-gain"];

const folder = mkdtempSync(join(tmpdir(), "mesoscope-references-"));
try {
  const library = await bundleSources(modules, folder);
  const recipes = new Set([
    ...library.referenceRecipes.map(({ recipe }) => recipe),
    ...library.referenceFamilies.flatMap(({ members }) => members.map(([, , recipe]) => recipe)),
  ]);
  const environment = { corpora: library.corpusRoots(root, ""), cacheFolder: null };
  const check = process.argv.includes("--check");
  /** @type {[key: string, reference: object][]} */
  const found = [];
  for (const recipe of [...recipes].filter((_, i) => !check || i % 5 === 0)) {
    const options = { ...usual, estimators: [], spectrum: true };
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
    found.push([library.referenceKey(loaded, usual.seed), reference]);
  }
  if (check) {
    const { references } = JSON.parse(readFileSync(join(root, "data", name), "utf8"));
    const differs = ([key, reference]) => JSON.stringify(references[key]) !== JSON.stringify(reference);
    if (Object.keys(references).length !== recipes.size || found.some(differs)) {
      console.error(`data/${name} is not current: run node scripts/build-references.mjs`);
      process.exitCode = 1;
    }
  } else {
    const of =
      "places, measurements and truths of the references of maps, by the hash of their symbols and of all that can change the place";
    writeData(
      name,
      { script: "scripts/build-references.mjs", seed: usual.seed, of },
      { references: Object.fromEntries(found) },
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
