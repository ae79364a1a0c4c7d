// Prints a text and continues it with a model: node scripts/continue-text.mjs MODEL TEXT BYTES TEMPERATURE [SEED]
// MODEL is a file of `mesoscope learn`. At a temperature T a byte is drawn with p^(1/T) of its probability p: 1 is the learned
// distribution, lower values prefer likely bytes. Equal arguments give equal bytes.
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";

/** At least the bytes of context that a model uses. */
const longestContext = 16;

/**
 * What a model writes after a text.
 *
 * @param {{ distribution(before: Uint8Array): Float64Array }} model
 * @param {Uint8Array} before
 * @param {number} length bytes
 * @param {number} temperature above 0
 * @param {{ uniform(): number }} random
 * @returns {Uint8Array} shape (length,)
 */
export function continuation(model, before, length, temperature, random) {
  const known = before.subarray(-longestContext);
  const text = new Uint8Array(known.length + length);
  text.set(known);
  for (let i = known.length; i < text.length; i++) {
    const weights = model
      .distribution(text.subarray(Math.max(0, i - longestContext), i))
      .map((p) => p ** (1 / temperature));
    let left = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
    let symbol = 0;
    for (; symbol < 255 && left >= weights[symbol]; symbol++) left -= weights[symbol];
    text[i] = symbol;
  }
  return text.subarray(known.length);
}

if (realpathSync(process.argv[1] ?? ".") === fileURLToPath(import.meta.url)) {
  const [modelFile, textFile, length, temperature, seed = "1"] = process.argv.slice(2);
  const folder = mkdtempSync(join(tmpdir(), "mesoscope-continue-"));
  const { Random, decodeModel } = await bundleSources(["src/core/random", "src/models/model-file"], folder);
  rmSync(folder, { recursive: true, force: true });
  const { model } = decodeModel(readFileSync(modelFile));
  const text = readFileSync(textFile);
  const random = Random.fromSeed(Number(seed)).fork("continuation");
  process.stdout.write(text);
  process.stdout.write(continuation(model, text, Number(length), Number(temperature), random));
}
