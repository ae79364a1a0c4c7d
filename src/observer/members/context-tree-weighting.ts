import type { Symbols } from "../../core/sequence.ts";
import { toBits } from "../../wasm/bits.ts";
import { CtwKernel, type CtwSettings } from "../../wasm/ctw-kernel.ts";
import type { Member, MemberDefinition } from "../member.ts";

/**
 * Context tree weighting: the Bayes mixture of all tree sources up to a depth. On a tree source with leaves S that
 * begins after zeros it costs at most Gamma(S) + |S| g(n/|S|) + 2 bits more than the source itself, where Gamma is 2|S|
 * - 1 minus the number of leaves at full depth, g(z) = z below 1 and (1/2) log2 z + 1 from there; a larger alphabet
 * pays this for each binary decision.
 *
 * Cost: 0.2 to 2 microseconds a binary decision; 80 bytes a symbol of memory for two symbols, twice that for more, at
 * most 168 MB.
 * Source: Willems, Shtarkov & Tjalkens 1995, IEEE Trans. Inform. Theory 41(3).
 */
export const contextTreeWeighting: MemberDefinition = {
  id: "context-tree-weighting",
  title: "context tree weighting",
  expensive: true,
  quickAlphabet: 16,
  open: (symbols, alphabetSize) =>
    new ContextTrees(symbols, alphabetSize, contextTreeSizes(symbols.length, alphabetSize)),
};

const leastDepth = 12;
/** Depth in bits of context, even for the smallest alphabet. */
const contextBits = 32;
const leastLogSlots = 10;
const mostLogSlots = 23;

/** @returns depth and table size for a sequence of n symbols */
export function contextTreeSizes(n: number, alphabetSize: number): CtwSettings {
  const depth = Math.max(leastDepth, Math.floor(contextBits / Math.log2(Math.max(2, alphabetSize))));
  const slots = n * (alphabetSize > 2 ? 8 : 4);
  const logSlots = Math.ceil(Math.log2(Math.max(1, slots)));
  return { depth, logSlots: Math.max(leastLogSlots, Math.min(mostLogSlots, logSlots)) };
}

/** Context tree weighting with given sizes. */
export class ContextTrees implements Member {
  readonly id = "context-tree-weighting";
  readonly #kernel: CtwKernel;
  readonly #alphabetSize: number;

  /** @throws RangeError when the memory cannot be had */
  constructor(symbols: Symbols, alphabetSize: number, settings: CtwSettings) {
    this.#kernel = new CtwKernel(symbols, alphabetSize, settings);
    this.#alphabetSize = alphabetSize;
  }

  code(
    start: number,
    end: number,
    segmentStart: number,
    learn: boolean,
    losses: Float64Array | null,
    below: Float64Array | null = null,
  ): void {
    // Contexts are read from the sequence, so nothing has to advance.
    if (!learn && losses === null) return;
    this.#kernel.code(start, end, segmentStart, learn, (probabilities, at, before) => {
      losses?.set(probabilities, at - start);
      below?.set(before, at - start);
    });
    if (losses !== null) toBits(losses.subarray(0, end - start));
  }

  close(): void {
    this.#kernel.close();
  }

  distribution(at: number, segmentStart: number): Float64Array {
    const law = new Float64Array(this.#alphabetSize);
    const decisions = this.#kernel.decide(at, segmentStart);
    const divide = (low: number, high: number, mass: number): void => {
      if (high - low <= 1) {
        law[low] = mass;
        return;
      }
      const middle = (low + high) >> 1;
      const above = decisions[middle]!;
      divide(low, middle, mass * (1 - above));
      divide(middle, high, mass * above);
    };
    divide(0, this.#alphabetSize, 1);
    return law;
  }
}
