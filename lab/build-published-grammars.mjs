// Writes lab/data/published-grammars.json: what the observer pays for texts of random grammars by the recipe of the runs in
// lab/data/published-curves/grammars.ndjson, as many symbols as these learned. The grammars themselves were not published, so that several of
// each setting are drawn, all of them listed. Some ten minutes of the processor.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { writeData } from "../scripts/data-file.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const seed = 1;
const orders = 2;
/** Grammars of each setting; some recipes of a setting have sentences without an end, and are passed over. */
const instances = 5;
const mostTried = 100;

const folder = mkdtempSync(join(tmpdir(), "mesoscope-grammars-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const { generateInput, adaptiveReadings, adaptiveCurve, observerMembers, phaseExpert, Random, RecipeError } =
  await bundleSources(
    [
      "src/run/generated-sequence",
      "src/observer/curves/adaptive-readings",
      "src/observer/curves/adaptive-curve",
      "src/observer/observer-members",
      "src/observer/members/phase-expert",
      "src/core/random",
      "src/core/errors",
    ],
    folder,
  );

const runs = readFileSync(join(root, "lab/data/published-curves/grammars.ndjson"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const keyOf = ({ grammar }) => JSON.stringify(grammar);
const digits = (value) => Number(value.toPrecision(6));

/** The first n symbols of a sequence. */
function beginningOf(sequence, n) {
  const segmentEnds = [...sequence.segmentEnds.filter((end) => end < n), n];
  return { ...sequence, symbols: sequence.symbols.subarray(0, n), segmentEnds };
}

const grammars = [];
for (const key of new Set(runs.map(keyOf))) {
  const { nonterminals, terminals, maxRules, maxLength } = JSON.parse(key);
  const sizes = [...new Set(runs.filter((run) => keyOf(run) === key).map(({ tokens }) => tokens))];
  const n = Math.max(...sizes);
  const found = [];
  for (let instance = 1; found.length < instances && instance <= mostTried; instance++) {
    const recipe = `gzip-grammar(nonterminals=${nonterminals}, terminals=${terminals}, options=${maxRules}, length=${maxLength}, instance=${instance})`;
    let input;
    try {
      input = await generateInput(recipe, { sample: n, seed }, []);
    } catch (error) {
      if (error instanceof RecipeError) continue;
      throw error;
    }
    const members = observerMembers("fast").filter(({ id }) => id !== phaseExpert.id);
    const curveAfter = (tokens) => {
      const random = Random.fromSeed(seed).fork(recipe).fork(String(tokens));
      return adaptiveCurve(adaptiveReadings(beginningOf(input.sequence, tokens), members, orders, random));
    };
    const { entropyRate, symbolEntropy } = input.truth();
    found.push({
      instance,
      symbolEntropy: digits(symbolEntropy.value),
      entropyRate:
        entropyRate.status === "exact"
          ? [entropyRate.value, entropyRate.value].map(digits)
          : [entropyRate.lower, entropyRate.upper].map((one) => (one === undefined ? null : digits(one))),
      sizes: sizes.map((tokens) => {
        const { rate, structure } = curveAfter(tokens);
        return { tokens, rate: digits(rate), structure: digits(structure) };
      }),
    });
    process.stderr.write(`${recipe} ${JSON.stringify(found.at(-1))}\n`);
  }
  grammars.push({ grammar: JSON.parse(key), found });
}
writeData(
  "published-grammars.json",
  {
    script: "lab/build-published-grammars.mjs",
    seed,
    of: "l and S of the observer on random grammars by the recipe of the published runs, at the sizes of these",
  },
  { orders, grammars },
  "lab/data",
);
