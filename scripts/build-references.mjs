// Finds where the references of maps stand at each of their sizes, what is measured and what is known of them, and writes
// data/references-*.json, so that no run does; and where the bundled corpora stand that maps show, in data/corpora.json. Some
// half an hour of one core; a size, or `corpora`, makes that file alone. `--check` places a few of each size up to 100 000
// symbols and a corpus again and fails when that is not what the files have.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { writeData } from "./data-file.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const modules = [
  "src/core/constants",
  "src/estimators/registry",
  "src/input/corpora/catalogue",
  "src/input/corpora/corpus-roots",
  "src/input/corpora/select-corpora",
  "src/run/choose-estimators",
  "src/run/load-input",
  "src/run/measure-task",
  "src/run/reported",
  "src/run/settle-verdict",
  "src/spectrum/measured-references",
  "src/spectrum/place-on-spectrum",
  "src/spectrum/reference-families",
  "src/spectrum/reference-recipes",
];
/** Estimators of the default view, but for the codec, whose sizes depend on its version. */
const estimators = ["grassberger", "block-gain"];
/** What pages and pictures of corpora show beside. */
const ofCorpora = [...estimators, "learning-curve(profile=fast)"];

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

  const usual = await library.chooseEstimators(estimators);
  const shown = await library.chooseEstimators(ofCorpora);
  /** What is found of an input, by its key. */
  const measured = async (input, sample, estimators, moreOrders = false) => {
    const options = { sample, encoding: "bytes", seed, estimators: [], spectrum: true };
    const task = { name: "", input, options, environment };
    const loaded = await library.loadInput(task);
    const context = library.contextOf(task, loaded);
    const spectrum = library.placeOnSpectrum(context, loaded.declaredAlphabet, moreOrders ? "more" : "usual");
    const measurements = {};
    for (const { id, params } of estimators)
      measurements[id] = library.reported(
        await (await library.estimatorRegistry.get(id)).measure(context, params),
      );
    return { loaded, key: library.referenceKey(loaded, seed, moreOrders), spectrum, measurements };
  };

  /** @returns {Promise<[key: string, reference: object]>} */
  const reference = async (recipe, sample) => {
    const { loaded, key, spectrum, measurements } = await measured({ kind: "recipe", recipe }, sample, usual);
    const named = loaded.declaredAlphabet === null ? null : loaded.provenance.recipe;
    return [key, { recipe: named, spectrum, truth: library.exactTruth(loaded), measurements }];
  };

  /** Where a corpus stands, and where more of it does while its verdict is open. @returns {Promise<[key: string, place: object][]>} */
  const placesOf = async (corpus) => {
    const found = [];
    const place = async ({ options: { sample, estimators, moreOrders } }) => {
      const input = { kind: "corpus", id: corpus };
      const { loaded, key, ...place } = await measured(input, sample, estimators, moreOrders);
      found.push([key, { corpus, ...place }]);
      const { size, blocks } = loaded;
      return { n: loaded.sequence.symbols.length, size, blocks, spectrum: place.spectrum };
    };
    const options = {
      sample: library.usualSample,
      readOn: library.readOnTo,
      estimators: shown,
      moreOrders: false,
    };
    await library.settleVerdict({ options }, await place({ options }), place);
    return found;
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
        const [key, found] = await reference(recipe, size);
        differs ||= JSON.stringify(references[key]) !== JSON.stringify(found);
      }
      if (!differs) continue;
      console.error(`data/${name} is not current: run node scripts/build-references.mjs`);
      process.exitCode = 1;
    } else {
      /** @type {Record<string, object>} */
      const references = {};
      for (const recipe of recipes) {
        const [key, found] = await reference(recipe, size);
        references[key] = found;
      }
      const of = `places, measurements and truths of the references of maps, ${size} symbols each, by the hash of their symbols and of all that can change the place`;
      writeData(name, { script: "scripts/build-references.mjs", seed, of }, { references });
    }
  }

  if (named.length === 0 || named.includes("corpora")) {
    const catalogue = await library.readCatalogue(environment.corpora.manifests);
    const { ids } = library.selectCorpora("core", catalogue);
    if (process.argv.includes("--check")) {
      const { corpora } = JSON.parse(readFileSync(join(root, "data", "corpora.json"), "utf8"));
      const known = new Set(Object.values(corpora).map(({ corpus }) => corpus));
      let differs = JSON.stringify([...known]) !== JSON.stringify(ids);
      for (const [key, place] of await placesOf(ids[2]))
        differs ||= JSON.stringify(corpora[key]) !== JSON.stringify(place);
      if (differs) {
        console.error("data/corpora.json is not current: run node scripts/build-references.mjs corpora");
        process.exitCode = 1;
      }
    } else {
      /** @type {Record<string, object>} */
      const corpora = {};
      for (const id of ids) Object.assign(corpora, Object.fromEntries(await placesOf(id)));
      const of =
        "places and measurements of the bundled corpora, and of more of them where verdicts ask for it, by the hash of their symbols and of all that can change the place";
      writeData("corpora.json", { script: "scripts/build-references.mjs", seed, of }, { corpora });
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
