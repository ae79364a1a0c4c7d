/** Entropy rate from match lengths, with both averages. */
export interface MatchLengthRates {
  /** ((1/n) sum of L_i / log2(i + 1))^-1, bit/symbol; a long duplicate drives it to 0. */
  readonly reciprocalOfMean: number;
  /** (1/n) sum of log2(i + 1) / L_i, bit/symbol. */
  readonly meanOfReciprocals: number;
}

/**
 * Entropy rate from L_i = 1 + longest match that starts at i and also before i, overlapping or not, as the factors do.
 *
 * Consistent, but the bias falls as 1/log n: a fair coin gives 0.93 at n = 10^5. A large difference of the two averages
 * indicates long duplicates.
 *
 * @param factors longest previous factors, or those entirely before i, shape (n,)
 * @returns both averages over i = 1..n-1, or undefined for fewer than two symbols
 * Cost: O(n).
 * Source: Kontoyiannis, Algoet, Suhov & Wyner 1998, IEEE Trans. Inform. Theory 44(3); Gao, Kontoyiannis & Bienenstock 2008,
 * Entropy 10.
 */
export function matchLengthRates(factors: ArrayLike<number>): MatchLengthRates | undefined {
  let ratios = 0;
  let inverses = 0;
  for (let i = 1; i < factors.length; i++) {
    const length = factors[i]! + 1;
    const bits = Math.log2(i + 1);
    ratios += length / bits;
    inverses += bits / length;
  }
  return ratesOfSums({ ratios, inverses }, factors.length);
}

/**
 * The same from existing sums.
 *
 * @param sums over i = 1..n-1 of L_i / log2(i + 1) and of its inverse
 * @param n length of the sequence
 */
export function ratesOfSums(
  sums: { readonly ratios: number; readonly inverses: number },
  n: number,
): MatchLengthRates | undefined {
  if (n < 2) return undefined;
  return { reciprocalOfMean: (n - 1) / sums.ratios, meanOfReciprocals: sums.inverses / (n - 1) };
}

/** Most nodes climbed one by one. */
const climbed = 32;

/**
 * Length of the longest match starting at i that lies entirely before i.
 *
 * Only the first occurrence of a substring matters. Substrings with the same first occurrence form a node of the tree of LCP
 * intervals; from the leaf of i up they get shorter and first occur earlier, so the first node whose substring ends before i
 * decides.
 *
 * @param suffixes suffix array, shape (n,)
 * @param prefixes by position, common prefix of each suffix and the one before it in the suffix array, shape (n,)
 * @returns shape (n,), by position, in symbols; 0 at position 0
 * Cost: O(n) nodes are climbed, and O(log n) for each position where substrings overlap themselves, as those of a run do; 24
 * bytes a symbol, of which 4 remain, and 16 more for the latter.
 * Source: Crochemore & Tischler 2011, Inf. Process. Lett. 111 (the problem and a linear solution); Myers 1983, Inf. Process.
 * Lett. 17 (jump pointers).
 */
export function longestPreviousDisjointFactors(suffixes: Int32Array, prefixes: Int32Array): Int32Array {
  const n = suffixes.length;
  const tree = intervalTree(suffixes, prefixes);
  const { leafParents, parents, depths, firsts } = tree;
  let jumps: Int32Array | undefined;
  const factors = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const overlaps = (node: number) => i - firsts[node]! < depths[node]!;
    let node = leafParents[i]!;
    if (!overlaps(node)) {
      factors[i] = depths[node]!;
      continue;
    }
    // Climbs to the last node whose substring still overlaps.
    for (let steps = 0; steps < climbed && overlaps(parents[node]!); steps++) node = parents[node]!;
    if (overlaps(parents[node]!)) {
      jumps ??= jumpPointers(tree);
      while (overlaps(parents[node]!)) node = overlaps(jumps[node]!) ? jumps[node]! : parents[node]!;
    }
    factors[i] = Math.max(i - firsts[node]!, depths[parents[node]!]!);
  }
  return factors;
}

/** A pointer from each node to one further up, such that any ancestor is O(log n) jumps and steps away. */
function jumpPointers({ nodes, parents, depths }: IntervalTree): Int32Array {
  const jumps = new Int32Array(nodes);
  const levels = new Int32Array(nodes);
  // Parents are shallower than their children, but may have higher numbers.
  const order = Int32Array.from({ length: nodes }, (_, node) => node).sort((a, b) => depths[a]! - depths[b]!);
  for (const node of order) {
    if (node === 0) continue;
    const parent = parents[node]!;
    const jump = jumps[parent]!;
    levels[node] = levels[parent]! + 1;
    const equal = levels[parent]! - levels[jump]! === levels[jump]! - levels[jumps[jump]!]!;
    jumps[node] = equal ? jumps[jump]! : parent;
  }
  return jumps;
}

interface IntervalTree {
  readonly nodes: number;
  /** Shape (n,): the innermost node of the suffix at each position. */
  readonly leafParents: Int32Array;
  /** Shape (nodes,): node 0 is the root, of depth 0. */
  readonly parents: Int32Array;
  readonly depths: Int32Array;
  /** First position of each node's substring. */
  readonly firsts: Int32Array;
}

function intervalTree(suffixes: Int32Array, prefixes: Int32Array): IntervalTree {
  const n = suffixes.length;
  const leafParents = new Int32Array(n);
  const parents = new Int32Array(n + 1);
  const depths = new Int32Array(n + 1);
  const firsts = new Int32Array(n + 1).fill(n);
  let nodes = 1;
  let node = 0;
  for (let r = 0; r < n; r++) {
    const position = suffixes[r]!;
    const next = r + 1 < n ? prefixes[suffixes[r + 1]!]! : 0;
    if (next > depths[node]!) {
      // The suffix begins a deeper node.
      parents[nodes] = node;
      depths[nodes] = next;
      node = nodes++;
    }
    leafParents[position] = node;
    firsts[node] = Math.min(firsts[node]!, position);
    while (next < depths[node]!) {
      const outer = parents[node]!;
      if (depths[outer]! < next) {
        // A node between the two becomes the parent of the inner one.
        parents[nodes] = outer;
        depths[nodes] = next;
        parents[node] = nodes++;
      }
      const parent = parents[node]!;
      firsts[parent] = Math.min(firsts[parent]!, firsts[node]!);
      node = parent;
    }
  }
  return { nodes, leafParents, parents, depths, firsts };
}
