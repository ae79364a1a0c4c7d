import type { Symbols } from "../../core/sequence.ts";
import { RepeatsKernel } from "../../wasm/repeats-kernel.ts";
import type { Member, MemberDefinition } from "../member.ts";

/**
 * Copies what followed the longest earlier occurrence of the last symbols, and trusts the copy as far as copies of such lengths
 * were right before. For sequences without entropy: periods, duplicates and substitution sequences cost it some ten bits for
 * each of the log n positions where the longest past does not decide.
 *
 * Cost: 0.1 microseconds a symbol; 19 bytes a symbol of memory, at most 104 MB and 4 n bytes.
 * Source: Ehrenfeucht & Mycielski 1992, Amer. Math. Monthly 99 (prediction by the longest repeated suffix).
 */
export const repeatExpert: MemberDefinition = {
  id: "repeat-expert",
  title: "exact repeats",
  expensive: true,
  open: (symbols, alphabetSize) => new RepeatExpert(symbols, alphabetSize),
};

/** The same for matches longer than contexts: copies, not phrases. */
export const longRepeats: MemberDefinition = {
  ...repeatExpert,
  title: "long repeats",
  open: (symbols, alphabetSize) => new RepeatExpert(symbols, alphabetSize, longContextBits),
};

const longContextBits = 128;
/** A context is looked up from 2^k symbols on whose uniform code has this many bits, and from 4 symbols at least. */
const leastContextBits = 16;
const leastLevel = 2;
/** The longest context looked up is an eighth of the sequence; twice that cannot have occurred often. */
const rarest = 8;
const mostLogSlots = 20;

class RepeatExpert implements Member {
  readonly id = "repeat-expert";
  readonly #symbols: Symbols;
  readonly #alphabetSize: number;
  readonly #kernel: RepeatsKernel;

  constructor(symbols: Symbols, alphabetSize: number, contextBits = leastContextBits) {
    const bits = Math.log2(Math.max(2, alphabetSize));
    const lowest = Math.max(leastLevel, Math.ceil(Math.log2(contextBits / bits)));
    const levels = Math.max(lowest, Math.floor(Math.log2(Math.max(1, symbols.length / rarest)))) + 1;
    const logSlots = Math.max(8, Math.min(mostLogSlots, Math.ceil(Math.log2(symbols.length + 1)) - 2));
    this.#symbols = symbols;
    this.#alphabetSize = alphabetSize;
    this.#kernel = new RepeatsKernel(symbols, alphabetSize, { lowest, levels, logSlots });
  }

  code(
    start: number,
    end: number,
    segmentStart: number,
    learn: boolean,
    losses: Float64Array | null,
    below: Float64Array | null = null,
  ): void {
    // Cost of a symbol without a copy.
    const uniformBits = Math.log2(this.#alphabetSize);
    this.#kernel.code(start, end, segmentStart, learn, (probabilities, at, before) => {
      below?.set(before, at - start);
      if (losses === null) return;
      for (let i = 0; i < probabilities.length; i++) {
        const probability = probabilities[i]!;
        losses[at - start + i] = probability === 0 ? uniformBits : -Math.log2(probability);
      }
    });
  }

  /** Notes only the shortest contexts, which is enough to find the beginning of a copy; only longer ones come late. */
  indexOnly(start: number, end: number, segmentStart: number): boolean {
    this.#kernel.indexOnly(start, end, segmentStart);
    return false;
  }

  distribution(at: number, segmentStart: number): Float64Array {
    const found = this.#kernel.find(at, segmentStart);
    if (found === undefined) return new Float64Array(this.#alphabetSize).fill(1 / this.#alphabetSize);
    const law = new Float64Array(this.#alphabetSize).fill(found.unlikely);
    law[this.#symbols[found.place]!] = found.likely;
    return law;
  }

  close(): void {
    this.#kernel.close();
  }
}
