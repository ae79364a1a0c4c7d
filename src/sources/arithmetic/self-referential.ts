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

/** Each parity is a sum of about 1.6 sqrt(n) earlier ones, so a longer sequence takes minutes. */
const mostParities = 2 ** 20;

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
      let parities = new Uint8Array(4096);
      let n = 0;
      return {
        fill(target) {
          let filled = 0;
          for (; filled < target.length && n < mostParities; filled++, n++) {
            if (n === parities.length) {
              const longer = new Uint8Array(2 * n);
              longer.set(parities);
              parities = longer;
            }
            let parity = n === 0 ? 1 : 0;
            // Euler's pentagonal numbers, without signs.
            for (let k = 1; ; k++) {
              const pentagonal = (k * (3 * k - 1)) / 2;
              if (pentagonal > n) break;
              parity ^= parities[n - pentagonal]!;
              if (pentagonal + k <= n) parity ^= parities[n - pentagonal - k]!;
            }
            parities[n] = parity;
            target[filled] = parity;
          }
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
