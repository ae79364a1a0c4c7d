import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { unknown } from "../../core/truth.ts";
import { probabilityThreshold } from "../sampling/probability-threshold.ts";

/** Counts have 32 bits: beyond as many symbols the law no longer changes. */
const mostCounted = 0xffff_ffff;

export const simon = defineSource({
  id: "simon",
  group: "middle",
  title: "Simon's model of text",
  summary:
    "A new word with probability alpha, else a copy of a random earlier one: the rich get richer, with Zipf exponent " +
    "1 - alpha. Once all `types` words are out, only copies follow.",
  reference: "Simon 1955, Biometrika 42; Yule 1925, Philos. Trans. R. Soc. B 213",
  params: z.strictObject({
    alpha: z.number().min(0).max(1).default(0.1).describe("probability of a new word"),
    types: z.int().min(1).max(65_536).default(65_536).describe("words there are"),
  }),
  example: "simon(alpha=0.1)",
  bind({ alpha, types }) {
    const isNew = probabilityThreshold(alpha);
    const why = unknown(
      "the process is not stationary: a symbol costs some H2(alpha) + (1 - alpha) log2 t more and more as words come",
    );
    return {
      alphabetSize: types,
      length: Number.POSITIVE_INFINITY,
      open(random) {
        const counts = new PrefixCounts(types);
        let seen = 0;
        return {
          fill(target) {
            for (let i = 0; i < target.length; i++) {
              const fresh = random.uint32() < isNew && seen < types;
              const word = fresh || seen === 0 ? seen++ : counts.find(random.below(counts.total));
              if (counts.total < mostCounted) counts.add(word);
              target[i] = word;
            }
            return target.length;
          },
        };
      },
      truth: () => ({ symbolEntropy: why, entropyRate: why, excessEntropy: why, statisticalComplexity: why }),
    };
  },
});

/** Counts whose prefix sums can be searched, so that a random earlier symbol needs no memory of the text (Fenwick 1994). */
class PrefixCounts {
  total = 0;
  readonly #size: number;
  readonly #sums: Uint32Array;

  constructor(types: number) {
    this.#size = 1 << Math.ceil(Math.log2(Math.max(2, types)));
    this.#sums = new Uint32Array(this.#size + 1);
  }

  add(type: number): void {
    this.total++;
    for (let place = type + 1; place <= this.#size; place += place & -place) this.#sums[place]!++;
  }

  /** The type of the symbol with this rank, 0 <= rank < total, when symbols are sorted by type. */
  find(rank: number): number {
    let place = 0;
    let rest = rank;
    for (let step = this.#size; step > 0; step >>= 1) {
      const next = place + step;
      if (next > this.#size || this.#sums[next]! > rest) continue;
      place = next;
      rest -= this.#sums[next]!;
    }
    return place;
  }
}
