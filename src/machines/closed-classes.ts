/** The possible moves of a chain; probabilities do not matter here. */
export interface PossibleMoves {
  readonly states: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/**
 * Closed communicating classes that can be reached: sets of states that are never left and in which every state
 * leads to every other.
 *
 * @param start states with positive mass here are where the chain may begin; by default anywhere
 * @returns members of each class, ascending
 * @throws never
 * Cost: O(classes * edges).
 */
export function closedClasses(moves: PossibleMoves, start?: Float64Array): number[][] {
  const forward = neighbours(moves.states, moves.from, moves.to);
  const backward = neighbours(moves.states, moves.to, moves.from);
  const roots = Array.from({ length: moves.states }, (_, state) => state);
  const open = reach(forward, start === undefined ? roots : roots.filter((state) => start[state]! > 0));
  const classes: number[][] = [];
  for (let root = 0; root < moves.states; root++) {
    if (open[root] === 0) continue;
    const after = reach(forward, [root]);
    const before = reach(backward, [root]);
    // Whatever leads to the root is settled by it: either the root's class is closed, or they are all transient.
    const isClosed = roots.every((state) => after[state] === 0 || before[state] !== 0);
    if (isClosed) classes.push(roots.filter((state) => after[state] !== 0));
    for (const state of roots) if (before[state] !== 0) open[state] = 0;
  }
  return classes;
}

function neighbours(states: number, from: Uint32Array, to: Uint32Array): number[][] {
  const lists = Array.from({ length: states }, (): number[] => []);
  for (let e = 0; e < from.length; e++) lists[from[e]!]!.push(to[e]!);
  return lists;
}

/** 1 for each state that can be reached from the roots, themselves included. */
function reach(lists: readonly (readonly number[])[], roots: readonly number[]): Uint8Array {
  const seen = new Uint8Array(lists.length);
  const stack = [...roots];
  for (const root of roots) seen[root] = 1;
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    for (const next of lists[state]!) {
      if (seen[next] !== 0) continue;
      seen[next] = 1;
      stack.push(next);
    }
  }
  return seen;
}
