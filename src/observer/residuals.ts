import type { Random } from "../core/random.ts";
import type { Symbols } from "../core/sequence.ts";

/** A member that is this many bits behind when a stretch begins does not compute cumulative probabilities. */
const behind = 200;
/** A weight below 2^-this counts as 0. */
const negligible = 64;

/**
 * Randomised quantile residuals of a mixture: each symbol as a uniform number. Symbol x is assigned to member k with the
 * posterior probability of k given x; its number is F_k(x - 1) + V p_k(x), V uniform, F_k over the symbols in k's own order. If
 * the symbols follow the law of the mixture, the numbers are independent and uniform.
 *
 * Source: Dawid 1984, J. R. Stat. Soc. A 147(2) (prequential); Dunn & Smyth 1996, J. Comput. Graph. Stat. 5(3) (randomised).
 */
export class Residuals {
  /** shape (n,), each in [0, 1) */
  readonly values: Float64Array;
  readonly #symbols: Symbols;
  readonly #binary: boolean;
  readonly #random: Random;

  /** @param random draws V and the members */
  constructor(symbols: Symbols, alphabetSize: number, random: Random) {
    this.values = new Float64Array(symbols.length);
    this.#symbols = symbols;
    this.#binary = alphabetSize <= 2;
    this.#random = random;
  }

  /** Whether a member with this weight must give cumulative probabilities. For two symbols its losses are enough. */
  wants(logWeight: number): boolean {
    return !this.#binary && logWeight > -behind;
  }

  /**
   * Notes a stretch of symbols that a mixture learned.
   *
   * @param start its first symbol
   * @param logWeights shape (K,): log2 of the weight of each member before it
   * @param mixed shape (count,) or longer: cost of each symbol under the mixture, bits
   * @param paid by member: the same
   * @param below by member: the probability of all symbols below each; null: not computed
   */
  note(
    start: number,
    count: number,
    logWeights: Float64Array,
    mixed: Float64Array,
    paid: readonly Float64Array[],
    below: readonly (Float64Array | null)[],
  ): void {
    const weights = logWeights.slice();
    for (let i = 0; i < count; i++) {
      let left = this.#random.uniform();
      let chosen = 0;
      let most = Number.NEGATIVE_INFINITY;
      let found = false;
      for (let k = 0; k < weights.length; k++) {
        const weight = weights[k]! + mixed[i]! - paid[k]![i]!;
        weights[k] = weight;
        if (found || weight < -negligible) continue;
        left -= Math.exp(weight * Math.LN2);
        // Rounding may leave a rest, which goes to the heaviest member.
        if (weight > most) [most, chosen] = [weight, k];
        if (left < 0) [found, chosen] = [true, k];
      }
      this.values[start + i] = this.#placed(start + i, paid[chosen]![i]!, below[chosen]?.[i]);
    }
  }

  /** The number of a symbol that one member predicted. */
  #placed(at: number, loss: number, below: number | undefined): number {
    const share = this.#random.uniform();
    const probability = Math.exp(-loss * Math.LN2);
    if (this.#binary) return clamp((this.#symbols[at] === 1 ? 1 - probability : 0) + share * probability);
    return below === undefined ? share : clamp(below + share * probability);
  }
}

/** Rounding may leave the interval. */
const clamp = (x: number) => Math.max(0, Math.min(1 - 2 ** -53, x));
