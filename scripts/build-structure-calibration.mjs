// Measures S against the K bits of random words that are repeated under replacement noise, and writes
// data/structure-calibration.json, from which build-calibration.mjs makes a table. It takes some two minutes of one core.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { writeData } from "./data-file.mjs";

const modules = [
  "src/core/random",
  "src/encodings/bytes",
  "src/estimators/context",
  "src/spectrum/place-on-spectrum",
];
const seed = 1;
const n = 98_304;
const lengths = [27, 100, 300, 1000, 3000, 7500];
const alphabets = [2, 27, 256];
const noises = [0, 0.1, 0.5, 0.8];

/** S of a random word over and over, each symbol replaced by any with probability eps. */
function measure({ Random, bytes, estimationContext, placeOnSpectrum }, length, alphabet, eps) {
  const random = Random.fromSeed(seed).fork(`word ${length} ${alphabet} ${eps}`);
  const word = Uint8Array.from({ length }, () => random.below(alphabet));
  const made = Uint8Array.from({ length: n }, (_, i) =>
    random.uniform() < eps ? random.below(alphabet) : word[i % length],
  );
  const context = estimationContext(bytes.encode([made]), made, random.fork("measure"));
  const { randomness, structure } = placeOnSpectrum(context, alphabet);
  return {
    x: Number(randomness.value.toFixed(3)),
    structure: Math.round(structure.value),
  };
}

const folder = mkdtempSync(join(tmpdir(), "mesoscope-structure-"));
try {
  const library = await bundleSources(modules, folder);
  const rows = lengths.flatMap((length) =>
    alphabets.map((alphabet) => ({
      length,
      alphabet,
      bits: Math.round(length * Math.log2(alphabet)),
      found: noises.map((eps) => measure(library, length, alphabet, eps)),
    })),
  );
  const of =
    "x and S, bits, of random words of K bits, repeated under replacement noise of several strengths";
  writeData(
    "structure-calibration.json",
    { script: "scripts/build-structure-calibration.mjs", seed, of },
    { n, noises, rows },
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
