// Structural information of known sources and of texts at n = 2^18 with the fast observer, and the half-width of its
// interval. Sources with few parameters have next to nothing to learn; texts have tens of thousands of bits.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleSources } from "./bundle-sources.mjs";
import { mesoscope, run } from "./processes.mjs";

const parts = [
  "src/core/random",
  "src/core/sequence",
  "src/observer/curves/adaptive-curve",
  "src/observer/curves/adaptive-readings",
  "src/observer/curves/curve-estimates",
  "src/observer/observer-members",
  "tests/unit/observer/observer-known-sources",
];

const n = 2 ** 18;
const texts = ["moby-dick", "sotu", "wordnet-gloss", "factbook-prose"];
const codes = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/** @param folder for files that are deleted afterwards */
export async function* structure(folder) {
  const library = await bundleSources(parts, folder);
  const { Random, sequenceOf, adaptiveCurve, adaptiveReadings, observerMembers, structureEstimate } = library;

  function measure({ symbols, alphabetSize }, extra = {}) {
    const sequence = { ...sequenceOf(symbols, alphabetSize), ...extra };
    // As the estimator does it.
    const random = Random.fromSeed(1).fork("structure");
    const curve = adaptiveCurve(adaptiveReadings(sequence, observerMembers("fast"), 5, random));
    const { value, halfWidth: half } = structureEstimate(curve);
    return { value, half };
  }

  const few = [
    ["fair coin", library.uniformSymbols(n, 2), 100],
    ["coin .11", await library.realise("coin(p=0.11)", n), 100],
    ["period 5", await library.realise("periodic(word=00101)", n), 100],
    ["golden mean", await library.realise("golden-mean(p=0.5)", n), 100],
    ["uniform bytes", library.uniformSymbols(n, 256), 100],
    ["period 5, noise .1", await library.realise("replace(periodic(word=00101), eps=0.1)", n), 300],
    ["period 7, noise .2", await library.realise("replace(periodic(word=0010111), eps=0.2)", n), 300],
    ["parity 8", library.noisyParity(n, 8, 0.05), 1600],
    ["parity 9", library.noisyParity(n, 9, 0.05), 1600],
  ];
  const independent = new Set(["fair coin", "coin .11", "uniform bytes"]);
  for (const [what, source, most] of few) {
    const { value, half } = measure(source);
    yield { what: `${what}: |S|, bits`, value: Math.abs(value), atMost: most };
    if (independent.has(what)) yield { what: `${what}: half-width, bits`, value: half, atMost: 150 };
  }
  const zipf = measure(await library.realise("zipf(alphabet=256)", n));
  yield { what: "Zipf 256: S, bits", value: zipf.value, atLeast: 900 };
  yield { what: "Zipf 256: S, bits", value: zipf.value, atMost: 1600 };
  yield { what: "Zipf 256: half-width, bits", value: zipf.half, atMost: 150 };
  for (const id of texts) {
    const file = join(folder, id);
    writeFileSync(file, run([...mesoscope, "generate", `corpus(${id})`, "--as", "text"]).stdout);
    const symbols = new Uint8Array(readFileSync(file)).subarray(0, n);
    const { value, half } = measure({ symbols, alphabetSize: 256 }, { codes });
    yield { what: `${id}: S, bits`, value, atLeast: 20_000 };
    yield { what: `${id}: half-width / S`, value: half / value, atMost: 0.1 };
  }
}
