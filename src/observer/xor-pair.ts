import type { Symbols } from "../core/sequence.ts";
import type { Member, MemberDefinition } from "./member.ts";

/**
 * For two symbols: the Bayes mixture of all predictions x[i-a] xor x[i-b], a < b <= 64, each trusted as far as it was
 * right (estimator of Krichevsky and Trofimov). Once 4 096 symbols are learned only the pair with the largest weight
 * stays. It finds noisy parity chains, which cost a context tree 2^k contexts, for 11 bits.
 *
 * Cost: 20 microseconds a symbol at first, then 10 ns.
 * Source: Krichevsky & Trofimov 1981, IEEE Trans. Inform. Theory 27(2).
 */
export const xorPair: MemberDefinition = {
  id: "xor-pair",
  title: "parity of two earlier symbols",
  largestAlphabet: 2,
  open: (symbols) => new XorPairs(symbols),
};

const farthest = 64;
const screened = 4096;

class XorPairs implements Member {
  readonly id = "xor-pair";
  readonly #symbols: Symbols;
  #near: Uint8Array;
  #far: Uint8Array;
  #right: Float64Array;
  #wrong: Float64Array;
  /** posterior weights, sum 1 */
  #weights: Float64Array;
  #learned = 0;

  constructor(symbols: Symbols) {
    this.#symbols = symbols;
    const pairs: [number, number][] = [];
    for (let far = 2; far <= farthest; far++) for (let near = 1; near < far; near++) pairs.push([near, far]);
    this.#near = Uint8Array.from(pairs, ([near]) => near);
    this.#far = Uint8Array.from(pairs, ([, far]) => far);
    this.#right = new Float64Array(pairs.length);
    this.#wrong = new Float64Array(pairs.length);
    this.#weights = new Float64Array(pairs.length).fill(1 / pairs.length);
  }

  code(start: number, end: number, segmentStart: number, learn: boolean, losses: Float64Array | null): void {
    for (let at = start; at < end; at++) {
      const one = this.#probability(at, segmentStart);
      const symbol = this.#symbols[at]!;
      const stated = symbol === 1 ? one : 1 - one;
      if (losses !== null) losses[at - start] = -Math.log2(stated);
      if (learn) this.#learn(at, segmentStart, symbol, stated);
    }
  }

  distribution(at: number, segmentStart: number): Float64Array {
    const one = this.#probability(at, segmentStart);
    return Float64Array.of(1 - one, one);
  }

  /** P(1): pairs that reach beyond the segment say 1/2. */
  #probability(at: number, segmentStart: number): number {
    const reach = at - segmentStart;
    let sum = 0;
    for (let k = 0; k < this.#weights.length; k++) {
      let one = 0.5;
      if (this.#far[k]! <= reach) {
        const right = this.#trust(k);
        one = this.#says(k, at) === 1 ? right : 1 - right;
      }
      sum += this.#weights[k]! * one;
    }
    return sum;
  }

  #learn(at: number, segmentStart: number, symbol: number, stated: number): void {
    const reach = at - segmentStart;
    for (let k = 0; k < this.#weights.length; k++) {
      let own = 0.5;
      if (this.#far[k]! <= reach) {
        const right = this.#trust(k);
        const hit = this.#says(k, at) === symbol;
        own = hit ? right : 1 - right;
        if (hit) this.#right[k]!++;
        else this.#wrong[k]!++;
      }
      this.#weights[k]! *= own / stated;
    }
    if (++this.#learned === screened) this.#keepBest();
  }

  #says(pair: number, at: number): number {
    return this.#symbols[at - this.#near[pair]!]! ^ this.#symbols[at - this.#far[pair]!]!;
  }

  #trust(pair: number): number {
    const right = this.#right[pair]!;
    return (right + 0.5) / (right + this.#wrong[pair]! + 1);
  }

  #keepBest(): void {
    let best = 0;
    for (let k = 1; k < this.#weights.length; k++) if (this.#weights[k]! > this.#weights[best]!) best = k;
    this.#near = this.#near.slice(best, best + 1);
    this.#far = this.#far.slice(best, best + 1);
    this.#right = this.#right.slice(best, best + 1);
    this.#wrong = this.#wrong.slice(best, best + 1);
    this.#weights = Float64Array.of(1);
  }
}
