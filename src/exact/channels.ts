import type { Machine } from "../core/source.ts";
import { lawEntropy } from "../statistics/entropy.ts";
import type { Bounds } from "./block-entropies.ts";
import { createMachine, type Edge, fixNext, machineLimits, symbolLaw } from "./machine.ts";

/**
 * The machine behind replacement noise: with probability eps a symbol becomes a uniform draw from the alphabet, T'_x = (1 -
 * eps) T_x + (eps / A) sum over y of T_y.
 *
 * @param eps in [0, 1]
 * @returns undefined when it would exceed a machine's limits
 * Cost: O(A * moves), moves the pairs of states that follow each other.
 */
export function replacementChannel(machine: Machine, eps: number): Machine | undefined {
  const { from, to, symbol, probability, alphabetSize, states, start, stationary } = machine;
  const moves = new Map<number, number>();
  const edges: Edge[] = [];
  for (let e = 0; e < from.length; e++) {
    const move = from[e]! * states + to[e]!;
    moves.set(move, (moves.get(move) ?? 0) + probability[e]!);
    edges.push({
      from: from[e]!,
      to: to[e]!,
      symbol: symbol[e]!,
      probability: (1 - eps) * probability[e]!,
    });
  }
  if (moves.size * alphabetSize > machineLimits.edges) return undefined;
  for (const [move, mass] of moves) {
    const noise = (eps / alphabetSize) * mass;
    for (let x = 0; x < alphabetSize; x++) {
      edges.push({ from: Math.floor(move / states), to: move % states, symbol: x, probability: noise });
    }
  }
  return createMachine(alphabetSize, states, edges, { start, stationary });
}

/**
 * The machine behind erasures: with probability eps a symbol becomes a mark, an additional symbol.
 *
 * @param eps in [0, 1]
 * @returns undefined when it would exceed a machine's limits
 * Cost: O(edges log edges).
 */
export function erasureChannel(machine: Machine, eps: number): Machine | undefined {
  const { from, to, symbol, probability, alphabetSize, states, start, stationary } = machine;
  if (2 * from.length > machineLimits.edges) return undefined;
  const edges: Edge[] = [];
  for (let e = 0; e < from.length; e++) {
    const move = { from: from[e]!, to: to[e]! };
    edges.push({ ...move, symbol: symbol[e]!, probability: (1 - eps) * probability[e]! });
    edges.push({ ...move, symbol: alphabetSize, probability: eps * probability[e]! });
  }
  return createMachine(alphabetSize + 1, states, edges, { start, stationary });
}

/** Most moves of probability along an edge. */
const work = 40_000_000;
/** A chain behind erasures in which each symbol determines the next state. */
interface ErasedChain {
  /** bit/symbol */
  readonly entropyRate: Bounds;
  /** bit */
  readonly excessEntropy: Bounds;
}

/**
 * Whether each symbol determines the next state, as in a Markov chain of order 1.
 *
 * Cost: O(edges).
 */
export function symbolsFixStates(machine: Machine): boolean {
  return fixNext(machine, machine.symbol, machine.alphabetSize);
}

/**
 * Rate and excess entropy of a chain of order 1 behind erasures, with H_d = H(symbol d steps on | state) and I_d = H(1)
 * - H_d: h = H2(e) + (1-e)^2 sum over d of e^(d-1) H_d, since only the last seen symbol matters, and E = (1-e)^2 sum
 * over d of d e^(d-1) I_d, since d steps lie between the last seen symbol and the next one.
 *
 * @param machine as `symbolsFixStates` requires
 * @param eps in (0, 1)
 * @returns bounds from rounding and the tail; H_d never falls
 * Cost: at most `work`.
 * Source: Verdu & Weissman 2008, IEEE Trans. Inform. Theory 54(11).
 */
export function erasedChain(machine: Machine, eps: number): ErasedChain {
  const { states, from, to, probability, stationary } = machine;
  const most = lawEntropy(symbolLaw(machine));
  let laws = Float64Array.from({ length: states * states }, (_, i) => (i % (states + 1) === 0 ? 1 : 0));
  let rate = 0;
  let excess = 0;
  let information = most;
  let left = 1; // eps^(d-1)
  let d = 1;
  const steps = Math.min(100_000, Math.max(2, Math.floor(work / (states * from.length))));
  for (; d <= steps && left * information * (1 + d * (1 - eps)) > 1e-16; d++) {
    const given = conditionalEntropy(machine, laws);
    information = Math.max(0, most - given);
    rate += (1 - eps) * left * given;
    excess += (1 - eps) * (1 - eps) * d * left * information;
    left *= eps;
    const moved = new Float64Array(laws.length);
    for (let s = 0; s < states; s++) {
      if (stationary[s] === 0) continue;
      for (let e = 0; e < from.length; e++)
        moved[s * states + to[e]!]! += laws[s * states + from[e]!]! * probability[e]!;
    }
    laws = moved;
  }
  const noise = lawEntropy([eps, 1 - eps]);
  const rounding = 1e-14 * (1 + most);
  return {
    entropyRate: {
      lower: noise + (1 - eps) * (rate + left * (most - information)) - rounding,
      upper: noise + (1 - eps) * (rate + left * most) + rounding,
    },
    excessEntropy: {
      lower: Math.max(0, excess - rounding),
      upper: excess + left * (1 + (d - 1) * (1 - eps)) * information + rounding,
    },
  };
}

/** H(next symbol | state some steps ago); `laws` are those of the state now given that one, row by row. */
function conditionalEntropy(
  { states, alphabetSize, from, symbol, probability, stationary }: Machine,
  laws: Float64Array,
): number {
  const law = new Float64Array(alphabetSize);
  let sum = 0;
  for (let s = 0; s < states; s++) {
    if (stationary[s] === 0) continue;
    law.fill(0);
    for (let e = 0; e < from.length; e++) law[symbol[e]!]! += laws[s * states + from[e]!]! * probability[e]!;
    sum += stationary[s]! * lawEntropy(law);
  }
  return sum;
}

/**
 * Entropy of the relevant past of an erased chain, the last state seen and the number of marks since, in bits; never less than
 * the statistical complexity.
 */
export function erasedMemory(machine: Machine, eps: number): number {
  return lawEntropy(machine.stationary) + lawEntropy([eps, 1 - eps]) / (1 - eps);
}

/**
 * Whether any two of those pasts have different futures: the transition matrix is invertible, and no state determines the next
 * one.
 *
 * Cost: O(states^3).
 */
export function erasedPastsDiffer({ states, from, to, probability, stationary }: Machine): boolean {
  if (stationary.some((mass) => mass === 0)) return false;
  const matrix = Array.from({ length: states }, () => new Float64Array(states));
  for (let e = 0; e < from.length; e++) matrix[from[e]!]![to[e]!]! += probability[e]!;
  if (matrix.some((row) => row.filter((mass) => mass > 0).length < 2)) return false;
  // Elimination with the largest pivot; rows sum to 1, so a pivot this large is not rounding.
  for (let column = 0; column < states; column++) {
    let best = column;
    for (let row = column + 1; row < states; row++)
      if (Math.abs(matrix[row]![column]!) > Math.abs(matrix[best]![column]!)) best = row;
    [matrix[column], matrix[best]] = [matrix[best]!, matrix[column]!];
    const pivot = matrix[column]![column]!;
    if (Math.abs(pivot) < 1e-9) return false;
    for (let row = column + 1; row < states; row++) {
      const factor = matrix[row]![column]! / pivot;
      if (factor === 0) continue;
      for (let j = column; j < states; j++) matrix[row]![j]! -= factor * matrix[column]![j]!;
    }
  }
  return true;
}
