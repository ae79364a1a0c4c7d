import type { Symbols } from "../../core/sequence.ts";
import { countSymbols } from "../../statistics/alphabet.ts";

/** Symbols as paths of binary decisions; inner nodes are numbered in preorder, the root is node 0. */
export interface AlphabetTree {
  /** inner nodes; 0 for a single symbol */
  readonly nodes: number;
  /** the single symbol, else the first in the tree */
  readonly only: number;
  /** shape (nodes,): child for bit 0; a leaf is the complement ~symbol */
  readonly left: Int32Array;
  /** shape (nodes,): child for bit 1 */
  readonly right: Int32Array;
  /** shape (A,): the decisions that lead to a symbol, the first one in bit 0 */
  readonly path: Uint32Array;
  /**
   * shape (A,): number of these decisions; 0 for a symbol that has no leaf. A symbol that occurs c times in n has at
   * most log2(n / c) + 2, so that a path fits 32 bits
   */
  readonly depth: Uint8Array;
  /** bits that a decoder needs for the tree */
  readonly headerBits: number;
}

/** Below this many symbols the tree of the whole alphabet, which needs no header, is cheaper. */
const headerFrom = 65_536;

/**
 * The tree over an alphabet that codes a sequence: every split halves the weight of its symbols as well as their order allows,
 * so that frequent symbols have few decisions and neighbours share the first ones. Short sequences, and those with about
 * equally frequent symbols, get the tree of equal weights over the whole alphabet.
 *
 * @returns a tree with a leaf for at least every symbol that occurs
 * Cost: O(n + A log A).
 * Source: Horibe 1977, Inf. Control 34 (weight-balanced alphabetical trees).
 */
export function alphabetTree(symbols: Symbols, alphabetSize: number): AlphabetTree {
  const equal = new Float64Array(alphabetSize).fill(1);
  if (symbols.length < headerFrom) return grow(equal, 0);
  const counts = countSymbols(symbols, alphabetSize);
  const present = counts.reduce((number, count) => number + (count > 0 ? 1 : 0), 0);
  const list = log2Choose(alphabetSize, present) + 2 * present;
  // One bit says which of the two trees it is.
  return unevenness(counts, symbols.length) > list ? grow(counts, 1 + list) : grow(equal, 1);
}

/** Bits that a code which knows the counts saves against log2 A a symbol. */
function unevenness(counts: Float64Array, n: number): number {
  let bits = 0;
  for (const count of counts) if (count > 0) bits += count * Math.log2((count * counts.length) / n);
  return bits;
}

/** log2 of the binomial coefficient: which k of A symbols occur. */
function log2Choose(of: number, chosen: number): number {
  let bits = 0;
  for (let i = 1; i <= chosen; i++) bits += Math.log2((of - chosen + i) / i);
  return bits;
}

function grow(counts: Float64Array, headerBits: number): AlphabetTree {
  const leaves = Array.from(counts.keys()).filter((symbol) => counts[symbol]! > 0);
  const weightBefore = new Float64Array(leaves.length + 1);
  for (const [index, symbol] of leaves.entries()) {
    weightBefore[index + 1] = weightBefore[index]! + counts[symbol]!;
  }
  const nodes = Math.max(0, leaves.length - 1);
  const left = new Int32Array(nodes);
  const right = new Int32Array(nodes);
  const path = new Uint32Array(counts.length);
  const depth = new Uint8Array(counts.length);
  let next = 0;

  /** Makes the subtree of leaves from..to-1 below the decisions `prefix`. */
  function build(from: number, to: number, level: number, prefix: number): number {
    if (to - from === 1) {
      const symbol = leaves[from]!;
      path[symbol] = prefix;
      depth[symbol] = level;
      return ~symbol;
    }
    const node = next++;
    const middle = split(weightBefore, from, to);
    left[node] = build(from, middle, level + 1, prefix);
    right[node] = build(middle, to, level + 1, prefix | (1 << level));
    return node;
  }
  if (leaves.length > 0) build(0, leaves.length, 0, 0);
  return { nodes, only: leaves[0] ?? 0, left, right, path, depth, headerBits };
}

/** First leaf of the right part: the one that halves the weight best. */
function split(weightBefore: Float64Array, from: number, to: number): number {
  const half = (weightBefore[from]! + weightBefore[to]!) / 2;
  let low = from + 1;
  let high = to - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (weightBefore[middle]! < half) low = middle + 1;
    else high = middle;
  }
  const nearer = low > from + 1 && half - weightBefore[low - 1]! <= weightBefore[low]! - half;
  return nearer ? low - 1 : low;
}
