import { allocateSymbols, type Symbols } from "../core/sequence.ts";
import type { UniformInteger } from "../math/sampling.ts";
import { logMultinomial } from "../math/special-functions.ts";
import { nameKGrams } from "./k-gram-ids.ts";

/** Most vertices of a graph whose spanning trees are counted. */
const mostVertices = 2048;

/** The k-grams of a text as edges between its (k-1)-grams: the text is a trail that takes each edge once. */
export interface KGramGraph {
  readonly vertices: number;
  readonly first: number;
  readonly last: number;
  /** shape (vertices + 1,): index of the first edge that leaves each vertex */
  readonly starts: Uint32Array;
  /** shape (edges,): target of each edge */
  readonly to: Uint32Array;
  /** shape (edges,): the symbol it adds */
  readonly symbol: Symbols;
}

/**
 * The graph of the k-grams of a text.
 *
 * @param text shape (n,), n >= k
 * @param k at least 1
 * Cost: O(n log k).
 */
export function kGramGraph(text: Symbols, k: number, alphabetSize: number): KGramGraph {
  const edges = text.length - k + 1;
  const { names: at, distinct: vertices } = nameKGrams(text, k - 1);
  const starts = new Uint32Array(vertices + 1);
  for (let i = 0; i < edges; i++) starts[at[i]! + 1]!++;
  for (let v = 0; v < vertices; v++) starts[v + 1]! += starts[v]!;
  const next = starts.slice();
  const to = new Uint32Array(edges);
  const symbol = allocateSymbols(edges, alphabetSize); // a slice of a Buffer would write into the text
  for (let i = 0; i < edges; i++) {
    const edge = next[at[i]!]!++;
    to[edge] = at[i + 1]!;
    symbol[edge] = text[i + k - 1]!;
  }
  return { vertices, first: at[0]!, last: at[edges]!, starts, to, symbol };
}

/**
 * A uniformly random trail with the same edges and the same ends: the last edge out of each vertex is that of a uniform
 * spanning tree that leads to the end, the others are in random order.
 *
 * @returns shape (edges,), the symbols it adds
 * Cost: O(edges) and the random walks that find the tree, some mean hitting time of the end.
 * Source: Kandel, Matias, Unger & Winkler 1996, Discrete Appl. Math. 71; Wilson 1996, STOC 28 (trees by random walks).
 */
export function randomTrail(graph: KGramGraph, uniformInteger: UniformInteger): Symbols {
  const { vertices, first, last, starts } = graph;
  const order = Uint32Array.from(graph.to, (_, edge) => edge);
  const exits = randomTree(graph, uniformInteger);
  for (let v = 0; v < vertices; v++) {
    let end = starts[v + 1]!;
    if (v !== last) swap(order, exits[v]!, --end);
    for (let i = end - 1; i > starts[v]!; i--)
      swap(order, i, starts[v]! + uniformInteger(i - starts[v]! + 1));
  }
  const next = starts.slice();
  const trail = graph.symbol.slice();
  for (let i = 0, v = first; i < trail.length; i++) {
    const edge = order[next[v]!++]!;
    trail[i] = graph.symbol[edge]!;
    v = graph.to[edge]!;
  }
  return trail;
}

/**
 * The edge by which each vertex except the end leaves, in a uniform spanning tree; loops of the walk are erased by overwriting.
 */
function randomTree({ vertices, last, starts, to }: KGramGraph, uniformInteger: UniformInteger): Uint32Array {
  const exits = new Uint32Array(vertices);
  const reached = new Uint8Array(vertices);
  reached[last] = 1;
  for (let root = 0; root < vertices; root++) {
    for (let v = root; reached[v] === 0; v = to[exits[v]!]!)
      exits[v] = starts[v]! + uniformInteger(starts[v + 1]! - starts[v]!);
    for (let v = root; reached[v] === 0; v = to[exits[v]!]!) reached[v] = 1;
  }
  return exits;
}

function swap(values: Uint32Array, a: number, b: number): void {
  const kept = values[a]!;
  values[a] = values[b]!;
  values[b] = kept;
}

/** log2 of the number of texts with the same k-grams and the same ends, and the entropy of a chain with their shares. */
interface TrailCount {
  readonly lower: number;
  readonly upper: number;
  /** bits that a chain of order k - 1 with the k-gram frequencies spends on such a text: at least the logarithm of the count */
  readonly chain: number;
}

/**
 * Counts trails by the BEST theorem: spanning trees that lead to the end, times the orders of the edges that leave each vertex
 * without the tree's own, over the orders of equal edges. An added edge from the end to the start makes the trail a circuit; it
 * counts among the edges that leave the end, and equals no other.
 *
 * @returns lower = upper where the trees were counted, up to 2 048 vertices
 * Cost: O(edges + vertices^3).
 * Source: van Aardenne-Ehrenfest & de Bruijn 1951, Simon Stevin 28; Tutte 1948, Proc. Camb. Philos. Soc. 44.
 */
export function countTrails(graph: KGramGraph): TrailCount {
  const { vertices, last, starts, to, symbol } = graph;
  let orders = 0;
  let chain = 0;
  let mostTrees = 0;
  for (let v = 0; v < vertices; v++) {
    const counts = new Map<number, number>();
    let loops = 0;
    for (let edge = starts[v]!; edge < starts[v + 1]!; edge++) {
      counts.set(symbol[edge]!, (counts.get(symbol[edge]!) ?? 0) + 1);
      if (to[edge] === v) loops++;
    }
    const degree = starts[v + 1]! - starts[v]!;
    orders += logMultinomial([...counts.values()]);
    for (const count of counts.values()) chain += count * Math.log2(degree / count);
    if (v === last) continue;
    orders -= Math.log2(degree);
    mostTrees += Math.log2(degree - loops);
  }
  if (vertices <= mostVertices) {
    const exact = Math.max(0, orders + logTrees(graph));
    return { lower: exact, upper: exact, chain };
  }
  return { lower: Math.max(0, orders), upper: Math.max(0, orders + mostTrees), chain };
}

/** log2 of the number of spanning trees that lead to the end: the determinant of the Laplacian without the end. */
function logTrees({ vertices, last, starts, to }: KGramGraph): number {
  const n = vertices - 1;
  // Rare vertices first: they have few neighbours, so that rows stay sparse for long.
  const degree = (v: number): number => starts[v + 1]! - starts[v]!;
  const order = Array.from({ length: vertices }, (_, v) => v).filter((v) => v !== last);
  order.sort((a, b) => degree(a) - degree(b) || a - b);
  const place = new Uint32Array(vertices);
  for (const [row, v] of order.entries()) place[v] = row;
  const laplacian = new Float64Array(n * n);
  for (let v = 0; v < vertices; v++) {
    if (v === last) continue;
    const row = place[v]! * n;
    for (let edge = starts[v]!; edge < starts[v + 1]!; edge++) {
      if (to[edge] === v) continue;
      laplacian[row + place[v]!]!++;
      if (to[edge] !== last) laplacian[row + place[to[edge]!]!]!--;
    }
  }
  // The matrix stays diagonally dominant by rows, so no pivoting is needed.
  let sum = 0;
  for (let pivot = 0; pivot < n; pivot++) {
    const head = laplacian[pivot * n + pivot]!;
    sum += Math.log2(head);
    for (let row = pivot + 1; row < n; row++) {
      const factor = laplacian[row * n + pivot]! / head;
      if (factor === 0) continue;
      for (let j = pivot + 1; j < n; j++) laplacian[row * n + j]! -= factor * laplacian[pivot * n + j]!;
    }
  }
  return sum;
}
