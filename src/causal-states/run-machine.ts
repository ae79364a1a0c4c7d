import type { MachineShape } from "./grow-machine.ts";
import { pastMatters, type WordView } from "./word-view.ts";

/** What a machine makes of the sequence. */
export interface MachineRun {
  /** shape (n,): the state in which each symbol was read, -1 before it was known */
  readonly states: Int32Array;
  /** shape (states, A): symbols read in each state */
  readonly counts: Float64Array;
  /** description length in bits of the sequence and the probabilities */
  readonly dataBits: number;
  /** the same with the transitions */
  readonly bits: number;
}

/**
 * Reads a sequence with a machine. The state is unknown until the synchronising word has passed, and again after a
 * symbol that the machine never saw in its state.
 *
 * @param synchronised shape (n,): 1 where the place follows the synchronising word
 * @throws never
 * Cost: O(n).
 * Source: Schwarz 1978, Ann. Statist. 6 (half a log2 n for each free probability).
 */
export function runMachine(view: WordView, shape: MachineShape, synchronised: Uint8Array): MachineRun {
  const { symbols, alphabetSize, segmentStarts } = view;
  const n = symbols.length;
  const states = new Int32Array(n);
  const counts = new Float64Array(shape.states * alphabetSize);
  let state = -1;
  let unknown = 0;
  for (let i = 0; i < n; i++) {
    if (segmentStarts[i] === i) state = -1;
    if (state < 0 && synchronised[i] === 1) state = 0;
    states[i] = state;
    if (state < 0) {
      unknown++;
      continue;
    }
    const edge = state * alphabetSize + symbols[i]!;
    const to = shape.next[edge]!;
    if (to < 0) {
      // Never seen here: dear, and the state is lost.
      states[i] = -1;
      unknown += 1 + Math.log2(n);
    } else counts[edge]!++;
    state = to;
  }
  let bits = unknown * Math.log2(alphabetSize);
  let edges = 0;
  let visited = 0;
  for (let s = 0; s < shape.states; s++) {
    let total = 0;
    for (let a = 0; a < alphabetSize; a++) total += counts[s * alphabetSize + a]!;
    if (total > 0) visited++;
    for (let a = 0; a < alphabetSize; a++) {
      const count = counts[s * alphabetSize + a]!;
      if (count === 0) continue;
      edges++;
      bits += count * Math.log2(total / count);
    }
  }
  bits += ((edges - visited) / 2) * Math.log2(n);
  return { states, counts, dataBits: bits, bits: bits + edges * Math.log2(visited + 1) };
}

/**
 * Least p-value, over all states, of the hypothesis that a state settles the future: whether the machine is enough.
 *
 * @throws never
 */
export function stateSettles(view: WordView, shape: MachineShape, run: MachineRun): number {
  const sizes = new Int32Array(shape.states);
  for (const state of run.states) if (state >= 0) sizes[state]!++;
  const places = Array.from(sizes, (size) => new Int32Array(size));
  sizes.fill(0);
  for (let i = 0; i < run.states.length; i++) {
    const state = run.states[i]!;
    if (state >= 0) places[state]![sizes[state]!++] = i;
  }
  const least = Math.min(...places.map((own) => pastMatters(view, own, 0)));
  return Math.min(1, least * shape.states);
}
