/**
 * Whether an elementary cellular automaton can reach every row of an infinite line: whether the empty set is out
 * of reach when the pairs of cells that may stand above are tracked along a row (subset construction).
 *
 * @param rule Wolfram's number, 0..255
 * @throws never
 * Cost: at most 16 subsets.
 * Source: Hedlund 1969, Math. Systems Theory 3; Wolfram 1984, Commun. Math. Phys. 96.
 */
export function isSurjective(rule: number): boolean {
  const all = 0b1111;
  const reached = new Set([all]);
  for (const subset of reached) {
    for (const below of [0, 1]) {
      let next = 0;
      for (let window = 0; window < 8; window++) {
        // A window abc moves from the pair ab to the pair bc.
        const possible = ((subset >>> (window >>> 1)) & 1) === 1;
        if (possible && ((rule >>> window) & 1) === below) next |= 1 << (window & 3);
      }
      if (next === 0) return false;
      reached.add(next);
    }
  }
  return true;
}
