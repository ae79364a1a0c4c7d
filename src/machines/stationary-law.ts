/** The moves of a chain, one an entry; several may join the same states. */
interface ChainMoves {
  readonly states: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly probability: Float64Array;
}

/**
 * Stationary law of a finite chain, zero on transient states.
 *
 * @param start states with positive mass here are where it may begin; by default anywhere
 * @returns shape (states,); undefined when several closed classes can be reached
 * Cost: O(m^3) for a closed class of m states.
 * Source: Grassmann, Taksar & Heyman 1985, Oper. Res. 33(5): elimination without subtraction, so that small
 * probabilities keep their relative accuracy.
 */
export function stationaryLaw(moves: ChainMoves, start?: Float64Array): Float64Array | undefined {
  const classes = closedClasses(moves, start);
  const members = classes.length === 1 ? classes[0] : undefined;
  if (members === undefined) return undefined;
  const law = new Float64Array(moves.states);
  const local = eliminate(denseMatrix(moves, members), members.length);
  members.forEach((state, index) => {
    law[state] = local[index]!;
  });
  return law;
}

/** Row-major transition matrix of the chain among the members of one closed class. */
function denseMatrix(moves: ChainMoves, members: readonly number[]): Float64Array {
  const size = members.length;
  const place = new Int32Array(moves.states).fill(-1);
  members.forEach((state, index) => {
    place[state] = index;
  });
  const matrix = new Float64Array(size * size);
  for (let e = 0; e < moves.from.length; e++) {
    const row = place[moves.from[e]!]!;
    if (row >= 0) matrix[row * size + place[moves.to[e]!]!]! += moves.probability[e]!;
  }
  return matrix;
}

function eliminate(matrix: Float64Array, size: number): Float64Array {
  for (let last = size - 1; last > 0; last--) {
    let leaving = 0;
    for (let j = 0; j < last; j++) leaving += matrix[last * size + j]!;
    for (let i = 0; i < last; i++) {
      const factor = matrix[i * size + last]! / leaving;
      matrix[i * size + last] = factor;
      if (factor === 0) continue;
      for (let j = 0; j < last; j++) matrix[i * size + j]! += factor * matrix[last * size + j]!;
    }
  }
  const law = new Float64Array(size);
  law[0] = 1;
  let total = 1;
  for (let j = 1; j < size; j++) {
    let mass = 0;
    for (let i = 0; i < j; i++) mass += law[i]! * matrix[i * size + j]!;
    law[j] = mass;
    total += mass;
  }
  for (let j = 0; j < size; j++) law[j]! /= total;
  return law;
}

/** The possible moves of a chain; probabilities do not matter here. */
interface PossibleMoves {
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
