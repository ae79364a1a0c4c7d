/**
 * Length of the longest match starting at i that lies before i as a whole.
 *
 * Of a word that occurs at i only the first occurrence matters. Words of the same first occurrence form a node of the
 * tree of LCP intervals; from the leaf of i up they get shorter and first occur earlier, so the first node whose word
 * ends before i decides.
 *
 * @param suffixes suffix array, shape (n,)
 * @param prefixes by position, what each suffix shares with the one before it in the suffix array, shape (n,)
 * @returns shape (n,), by position, in symbols; 0 at position 0
 * @throws RangeError when the platform cannot allocate the tree
 * Cost: O(n) nodes are climbed but for words that overlap themselves; 24 bytes a symbol, of which 4 remain.
 * Source: Crochemore & Tischler 2011, Inf. Process. Lett. 111 (the problem and a linear solution).
 */
export function longestPreviousDisjointFactors(suffixes: Int32Array, prefixes: Int32Array): Int32Array {
  const n = suffixes.length;
  const tree = intervalTree(suffixes, prefixes);
  const factors = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    let longest = 0;
    for (let node = tree.leafParents[i]!; node > 0; node = tree.parents[node]!) {
      const distance = i - tree.firsts[node]!;
      const depth = tree.depths[node]!;
      longest = Math.max(longest, Math.min(depth, distance));
      if (distance >= depth) break;
    }
    factors[i] = longest;
  }
  return factors;
}

interface IntervalTree {
  /** Shape (n,): the innermost node of the suffix at each position. */
  readonly leafParents: Int32Array;
  /** Shape (nodes,): node 0 is the root, of depth 0. */
  readonly parents: Int32Array;
  readonly depths: Int32Array;
  /** First position of each node's word. */
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
        // A node between the two, which takes the inner one in.
        parents[nodes] = outer;
        depths[nodes] = next;
        parents[node] = nodes++;
      }
      const parent = parents[node]!;
      firsts[parent] = Math.min(firsts[parent]!, firsts[node]!);
      node = parent;
    }
  }
  return { leafParents, parents, depths, firsts };
}
