// Measures the references of maps at each of their sizes (position, estimates and truths) and writes data/references-*.json, so that
// no run has to; and the bundled corpora that maps show, in data/corpora.json. Some half an hour of one core; a size, or `corpora`,
// makes only that file. `--check` places a few of each size up to 100 000
// symbols and two corpora again and fails when that is not what the files have.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { storedRow, writeData } from "./data-file.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const modules = [
  "src/core/constants",
  "src/input/corpora/catalogue",
  "src/input/corpora/corpus-roots",
  "src/run/choose-estimators",
  "src/run/load-input",
  "src/run/measure-loaded",
  "src/run/measure-task",
  "src/spectrum/measured-references",
  "src/spectrum/place-on-spectrum",
  "src/spectrum/reference-families",
];
/** The longest that are measured again: a sequence of that many symbols takes some two seconds. */
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

  const ofReferences = await library.chooseEstimators(library.referenceEstimators);
  /** The row of a reference, measured without the data files; its recipe must be the canonical one. */
  const reference = async (recipe, sample) => {
    const options = { sample, encoding: "bytes", seed, estimators: ofReferences, spectrum: false };
    const task = { name: "", input: { kind: "recipe", recipe }, options, environment };
    const loaded = await library.loadInput(task);
    const canonical = loaded.provenance.recipe;
    if (canonical !== recipe) throw new Error(`write ${recipe} as ${canonical}`);
    const context = library.contextOf(task, loaded);
    const measured = await library.measureLoaded(task, loaded, context);
    // Its sample stands for all that the recipe gives.
    const drawn = { ...context.drawn, share: 0 };
    const spectrum = library.placeOnSpectrum({ ...context, drawn });
    return { ...measured, spectrum };
  };

  /** Estimators of the default view, and those that pages and pictures add. */
  const ofCorpora = await library.chooseEstimators([
    ...["grassberger", "block-gain", "deflate"],
    "learning-curve(profile=fast)",
  ]);
  /** The row of a corpus. */
  const corpus = (id) => {
    const options = {
      sample: library.defaultSample,
      encoding: "bytes",
      seed,
      estimators: ofCorpora,
      spectrum: true,
    };
    return library.measureSample({ name: "", input: { kind: "corpus", id }, options, environment });
  };

  const named = process.argv.slice(2).filter((word) => word !== "--check");
  for (const [turn, size] of referenceSizes.entries()) {
    if (named.length > 0 && !named.includes(String(size))) continue;
    const name = `references-${size}.json`;
    if (process.argv.includes("--check")) {
      if (size > longestChecked) continue;
      const { references } = JSON.parse(readFileSync(join(root, "data", name), "utf8"));
      let differs = Object.keys(references).length !== recipes.length;
      for (const recipe of recipes.filter((_, i) => i % 16 === turn)) {
        differs ||=
          JSON.stringify(references[recipe]) !== JSON.stringify(storedRow(await reference(recipe, size)));
      }
      if (!differs) continue;
      console.error(`data/${name} is not current: run node scripts/build-references.mjs`);
      process.exitCode = 1;
    } else {
      /** @type {Record<string, object>} */
      const references = {};
      for (const recipe of recipes) references[recipe] = storedRow(await reference(recipe, size));
      const of = `rows of the references of maps, ${size} symbols each`;
      writeData(name, { script: "scripts/build-references.mjs", seed, of }, { references });
    }
  }

  if (named.length === 0 || named.includes("corpora")) {
    const catalogue = await library.readCatalogue(environment.corpora.manifests);
    const { ids } = library.selectCorpora("core", catalogue);
    if (process.argv.includes("--check")) {
      const { corpora } = JSON.parse(readFileSync(join(root, "data", "corpora.json"), "utf8"));
      let differs = JSON.stringify(Object.keys(corpora)) !== JSON.stringify(ids);
      // A text, and binary data, which the context mixer reads as records.
      for (const id of [ids[2], "machine-all"])
        differs ||= JSON.stringify(corpora[id]) !== JSON.stringify(storedRow(await corpus(id)));
      if (differs) {
        console.error("data/corpora.json is not current: run node scripts/build-references.mjs corpora");
        process.exitCode = 1;
      }
    } else {
      /** @type {Record<string, object>} */
      const corpora = {};
      for (const id of ids) corpora[id] = storedRow(await corpus(id));
      const of = "rows of the bundled corpora next to the samples of a map";
      writeData("corpora.json", { script: "scripts/build-references.mjs", seed, of }, { corpora });
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
