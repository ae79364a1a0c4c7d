import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm, conjectured, type GroundTruth, unknown } from "../../core/truth.ts";
import { endless } from "../sampling/streams.ts";

export const kolakoski = defineSource({
  id: "kolakoski",
  group: "arithmetic",
  title: "Kolakoski word",
  summary: "1221121221...: a word of ones and twos that is the list of the lengths of its own runs.",
  reference:
    "Dekking 1981, Sem. Theorie des Nombres Bordeaux (words); Keane 1991, in Ergodic Theory (frequency)",
  params: z.strictObject({}),
  example: "kolakoski()",
  bind: () => ({
    alphabetSize: 2,
    open() {
      // Each level is the word without its first letter; its run lengths come from the next level.
      const [symbols, left] = [[2], [2]];
      const next = (level: number): number => {
        if (level === symbols.length) {
          symbols.push(2);
          left.push(1);
        }
        if (left[level] === 0) {
          const length = next(level + 1);
          symbols[level] = 3 - symbols[level]!;
          left[level] = length;
        }
        left[level]!--;
        return symbols[level]!;
      };
      let begun = false;
      return endless((target) => {
        for (let i = 0; i < target.length; i++) {
          target[i] = begun ? next(0) - 1 : 0;
          begun = true;
        }
      });
    },
    truth: (): GroundTruth => ({
      symbolEntropy: conjectured(1, "Keane 1991", "both letters have frequency 1/2"),
      entropyRate: closedForm(
        0,
        "the number of factors of length n grows at most like a power of n (Dekking)",
      ),
      excessEntropy: unknown("not even the frequency of a letter is known"),
    }),
    label: (symbol) => String(symbol + 1),
  }),
});

/** Each parity is a sum of about 1.6 sqrt(n) earlier ones. */
const mostParities = 2 ** 20;
/** Euler's pentagonal numbers, without signs, that are less than 32. */
const smallPentagonal = [1, 2, 5, 7, 12, 15, 22, 26];

/**
 * Parities of numbers of partitions, read one after the other. 32 in a row are summed at once where all that they are sums of
 * are before them.
 */
class Parities {
  /** 32 parities each, from that of -32 on, which is 0 */
  readonly #words = new Uint32Array(1 + mostParities / 32);

  at(n: number): number {
    if (n % 32 === 0) this.#words[1 + n / 32] = this.#from(n);
    return (this.#words[1 + (n >>> 5)]! >>> n) & 1;
  }

  /** @param first a multiple of 32 */
  #from(first: number): number {
    const words = this.#words;
    let sums = 0;
    for (let k = 5; ; k++) {
      const pentagonal = (k * (3 * k - 1)) / 2;
      if (pentagonal >= first + 32) break;
      sums ^= this.#window(first - pentagonal);
      if (pentagonal + k < first + 32) sums ^= this.#window(first - pentagonal - k);
    }
    const before = words[first / 32]!;
    // There is one partition of nothing.
    let found = first === 0 ? 1 : 0;
    for (let i = first === 0 ? 1 : 0; i < 32; i++) {
      let parity = sums >>> i;
      for (const back of smallPentagonal)
        parity ^= i >= back ? found >>> (i - back) : before >>> (32 + i - back);
      found |= (parity & 1) << i;
    }
    return found >>> 0;
  }

  /** @param start above -32 */
  #window(start: number): number {
    const at = 1 + (start >> 5);
    const shift = start & 31;
    return shift === 0
      ? this.#words[at]!
      : (this.#words[at]! >>> shift) | (this.#words[at + 1]! << (32 - shift));
  }
}

export const partitionParity = defineSource({
  id: "partition-parity",
  group: "arithmetic",
  title: "parity of partitions",
  summary: "Parity of the number of partitions of n, for n = 0, 1, 2, ..., up to a million.",
  reference: "Parkin & Shanks 1967, Math. Comput. 21; Bellaiche & Nicolas 2016, Ramanujan J. 40 (bounds)",
  params: z.strictObject({}),
  example: "partition-parity()",
  bind: () => ({
    alphabetSize: 2,
    length: mostParities,
    open() {
      const parities = new Parities();
      let n = 0;
      return {
        fill(target) {
          let filled = 0;
          for (; filled < target.length && n < mostParities; filled++, n++) target[filled] = parities.at(n);
          return filled;
        },
      };
    },
    truth: (): GroundTruth => ({
      symbolEntropy: conjectured(1, "Parkin & Shanks 1967", "half of all partition numbers are odd"),
      entropyRate: conjectured(1, "Parkin & Shanks 1967", "parities behave like tosses of a fair coin"),
    }),
  }),
});
