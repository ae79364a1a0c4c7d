// Rows of a counter, a clock or a date beside a column of noise, as logs and tables with an identifier have them: percent over
// the bits of the noise, which is all that there is to say. Lists and seeds were fixed before anything was measured.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { observedBits } from "./observed-files.mjs";

/** Bytes of every table. */
const size = 100_000;
const letters = "ABCDEFGH";
const names = "anna bert cleo dirk edda finn gina hugo ilse jens kara lars mila nils olga paul".split(" ");
const fruit = "fig plum grape orange currant mirabelle strawberry pomegranate".split(" ");

/** Draws below a bound, uniformly enough for a benchmark; bits counts what they say. */
class Noise {
  #state;
  bits = 0;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed;
  }

  /** @param {number} bound */
  below(bound) {
    this.bits += Math.log2(bound);
    // Mulberry32.
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  }

  /** @template One @param {ArrayLike<One>} list @returns {One} */
  of(list) {
    return list[this.below(list.length)];
  }
}

const pad = (/** @type {number} */ value, width = 2, base = 10) => value.toString(base).padStart(width, "0");
const clock = (/** @type {number} */ seconds) =>
  `${pad(Math.floor(seconds / 3600) % 24)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
const day = (/** @type {number} */ days) => new Date(86_400_000 * (18_000 + days)).toISOString().slice(0, 10);

/** Each makes the line of a number. @type {Readonly<Record<string, (i: number, noise: Noise, state: { at: number }) => string>>} */
const tables = {
  "%05d,XX": (i, noise) => `${pad(i, 5)},${noise.of(letters)}${noise.of(letters)}`,
  "%d,XX": (i, noise) => `${i},${noise.of(letters)}${noise.of(letters)}`,
  "%05d,X": (i, noise) => `${pad(i, 5)},${noise.of(letters)}`,
  "hh:mm:ss DD, step 7 s": (i, noise) => `${clock(7 * i)} ${pad(noise.below(100))}`,
  "%d,random below 1000": (i, noise) => `${i},${noise.below(1000)}`,
  "%05d, random below 1000": (i, noise) => `${pad(i, 5)},${pad(noise.below(1000), 3)}`,
  "two random columns": (_, noise) => `${pad(noise.below(1000), 3)},${pad(noise.below(1000), 3)}`,
  "a counter with gaps of 1 to 4": (_, noise, state) => {
    state.at += 1 + noise.below(4);
    return `${state.at},${noise.of(letters)}`;
  },
  "dates beside names": (i, noise) => `${day(i)},${noise.of(names)}`,
  "hexadecimal counters beside noise": (i, noise) => `${pad(i, 6, 16)} ${pad(noise.below(256), 2, 16)}`,
  "rows of unequal length": (i, noise) => `${i};${noise.of(fruit)};${noise.of(letters)}`,
  "down by 7": (i, noise) => `${700_000 - 7 * i} ${noise.of(letters)}`,
  "two counters of other steps": (i, noise) => `${i}\t${noise.of(letters)}\t${1000 + 3 * i}`,
  "lines of JSON": (i, noise) => `{"id":${i},"user":"${noise.of(names)}","ms":${pad(noise.below(100))}}`,
  "seconds since 1970, each minute": (i, noise) => `${1_700_000_000 + 60 * i} 10.0.0.${noise.below(256)}`,
  "decimals in steps of a quarter": (i, noise) => `${(i / 4).toFixed(2)};${noise.below(10)}`,
};

/** @param folder for files that are deleted afterwards */
export async function* tablesBesideNoise(folder) {
  for (const [k, [what, line]] of Object.entries(tables).entries()) {
    const noise = new Noise(1 + k);
    const state = { at: 0 };
    let text = "";
    for (let i = 0; text.length < size; i++) text += `${line(i, noise, state)}\n`;
    const file = join(folder, `${k}.txt`);
    writeFileSync(file, text);
    const truth = noise.bits / text.length;
    for (const profile of ["fast", "standard"])
      yield {
        what: `${what}, ${truth.toFixed(3)} bit/byte: % over, ${profile}`,
        value: 100 * (observedBits(file, profile) / truth - 1),
      };
  }
}
