import type { Symbols } from "../../src/core/sequence.ts";

/** A node of a context tree: how often the decision went either way, and own estimate over that of the children. */
interface ContextNode {
  zeros: number;
  ones: number;
  ratio: number;
}

const largestRatio = 5.54062238439351e34;
const estimate = ({ zeros, ones }: ContextNode) => (ones + 0.5) / (zeros + ones + 1);

/**
 * Reference implementation of the context tree weighting kernel: every node of every path is kept, in a map from contexts.
 *
 * Cost: O(depth^2) a binary decision.
 */
export class CtwReference {
  readonly #symbols: Symbols;
  readonly #alphabetSize: number;
  readonly #depth: number;
  readonly #nodes = new Map<string, ContextNode>();

  /** @param symbols shape (n,), each below `alphabetSize` */
  constructor(symbols: Symbols, alphabetSize: number, depth: number) {
    this.#symbols = symbols;
    this.#alphabetSize = alphabetSize;
    this.#depth = depth;
  }

  /** @returns the probabilities of symbols start..end-1 */
  code(start: number, end: number, segmentStart: number, learn: boolean): Float64Array {
    const probabilities = new Float64Array(end - start).fill(1);
    for (let at = start; at < end; at++) {
      const symbol = this.#symbols[at]!;
      for (let low = 0, high = this.#alphabetSize; high - low > 1; ) {
        const middle = (low + high) >> 1;
        const one = symbol >= middle;
        const weighted = this.#weigh(this.#path(middle, at, segmentStart, learn));
        probabilities[at - start]! *= one ? weighted[0]! : 1 - weighted[0]!;
        if (learn) this.#learn(this.#path(middle, at, segmentStart, true), weighted, one);
        if (one) low = middle;
        else high = middle;
      }
    }
    return probabilities;
  }

  /** Nodes from the root to the longest context, up to the first that does not exist. */
  #path(decision: number, at: number, segmentStart: number, create: boolean): ContextNode[] {
    const path: ContextNode[] = [];
    let key = String(decision);
    for (let length = 0; length <= this.#depth; length++) {
      if (length > 0) key += ` ${at - length >= segmentStart ? this.#symbols[at - length]! : 0}`;
      let node = this.#nodes.get(key);
      if (node === undefined) {
        if (!create) break;
        node = { zeros: 0, ones: 0, ratio: 1 };
        this.#nodes.set(key, node);
      }
      path.push(node);
    }
    return path;
  }

  /** P(1) as every node on the path weighs it, the root's first; beyond the path it is 1/2. */
  #weigh(path: readonly ContextNode[]): number[] {
    const weighted = [0.5];
    for (let i = path.length - 1; i >= 0; i--) {
      const node = path[i]!;
      const own = estimate(node);
      const leaf = i === this.#depth;
      weighted.unshift(leaf ? own : (node.ratio * own + weighted[0]!) / (node.ratio + 1));
    }
    return weighted;
  }

  #learn(path: readonly ContextNode[], weighted: readonly number[], one: boolean): void {
    path.forEach((node, i) => {
      if (i < this.#depth) {
        const own = estimate(node);
        const below = weighted[i + 1]!;
        const ratio = node.ratio * (one ? own / below : (1 - own) / (1 - below));
        node.ratio = Math.fround(Math.max(1 / largestRatio, Math.min(largestRatio, ratio)));
      }
      if (one) node.ones++;
      else node.zeros++;
    });
  }
}
