import type { Machine } from "../core/source.ts";

/** Width of a cell for a belief of weight 1, before any coarsening. */
const finestStep = 1 / 1_099_511_627_776; // 2^-40
/** 2^-i, down to a third of the exponent of the smallest weight. */
const halves = new Float64Array(360);
for (let i = 0, half = 1; i < halves.length; i++, half /= 2) halves[i] = half;

/**
 * Beliefs (laws of the hidden state given the past) with their weights. Beliefs in the same cell of a grid (finer for heavier
 * ones) are merged into their barycentre, which is the exact belief of an observer that cannot distinguish those pasts; the
 * information lost is at most the growth of the mean state entropy.
 */
export class BeliefSet {
  readonly states: number;
  readonly capacity: number;
  count = 0;
  /** shape (count, states): weight times belief, row by row */
  readonly sums: Float64Array;
  /** shape (count,) */
  readonly weights: Float64Array;
  #fineEntropy = 0;
  /** NaN until computed */
  #meanEntropy = Number.NaN;
  #step = finestStep;
  readonly #cells: Float64Array;
  readonly #cell: Float64Array;
  readonly #table: Int32Array;
  /** shape (count,): slot of each belief in the table, so that a few can be cleared one by one */
  readonly #slots: Int32Array;

  /** @param capacity most beliefs held; the grid coarsens rather than exceed it */
  constructor(states: number, capacity: number) {
    this.states = states;
    this.capacity = capacity;
    this.sums = new Float64Array(capacity * states);
    this.weights = new Float64Array(capacity);
    this.#cells = new Float64Array(capacity * states);
    this.#cell = new Float64Array(states);
    this.#slots = new Int32Array(capacity);
    this.#table = new Int32Array(1 << Math.ceil(Math.log2(4 * capacity))).fill(-1);
  }

  clear(): void {
    this.#empty();
    this.#fineEntropy = 0;
    this.#meanEntropy = Number.NaN;
    this.#step = Math.max(finestStep, this.#step / 8); // a grid that was too fine a level ago usually is again
  }

  #empty(): void {
    for (let i = 0; i < this.count; i++) this.#table[this.#slots[i]!] = -1;
    this.count = 0;
  }

  /**
   * Adds one belief.
   *
   * @param joint weight times belief; shape (states,) from `offset` on
   * @param weight sum of `joint`, above 0
   */
  add(joint: Float64Array, offset: number, weight: number): void {
    this.#fineEntropy += weight * beliefEntropy(joint, offset, this.states, weight);
    this.#meanEntropy = Number.NaN;
    this.#place(joint, offset, weight);
  }

  /** Mean entropy of the state given the belief, in bits. */
  meanStateEntropy(): number {
    if (!Number.isNaN(this.#meanEntropy)) return this.#meanEntropy;
    let sum = 0;
    for (let i = 0; i < this.count; i++) {
      const weight = this.weights[i]!;
      sum += weight * beliefEntropy(this.sums, i * this.states, this.states, weight);
    }
    this.#meanEntropy = sum;
    return sum;
  }

  /** Bits of information about the state lost by merging since `clear`. */
  lost(): number {
    return Math.max(0, this.meanStateEntropy() - this.#fineEntropy);
  }

  #place(joint: Float64Array, offset: number, weight: number): void {
    const { states, sums, weights } = this;
    let slot = this.#find(joint, offset, weight);
    while (this.#table[slot]! < 0 && this.count === this.capacity) {
      this.#coarsen();
      slot = this.#find(joint, offset, weight);
    }
    const index = this.#table[slot]!;
    if (index >= 0) {
      for (let s = 0, at = index * states; s < states; s++) sums[at + s]! += joint[offset + s]!;
      weights[index]! += weight;
      return;
    }
    const at = this.count++;
    this.#table[slot] = at;
    this.#slots[at] = slot;
    const [cells, cell] = [this.#cells, this.#cell];
    for (let s = 0, row = at * states; s < states; s++) {
      cells[row + s] = cell[s]!;
      sums[row + s] = joint[offset + s]!;
    }
    weights[at] = weight;
  }

  /** Slot of the table with this belief's cell, or a free one. */
  #find(joint: Float64Array, offset: number, weight: number): number {
    const states = this.states;
    const [cell, cells, table] = [this.#cell, this.#cells, this.#table];
    // A merge costs about weight * step^2, so for a given number of cells steps proportional to weight^(-1/3) cost least.
    const fineness = halves[Math.max(0, Math.round(-Math.log2(weight) / 3))]!;
    const scale = fineness / (weight * this.#step);
    let hash = 0x811c_9dc5;
    for (let s = 0; s < states; s++) {
      const coordinate = Math.floor(joint[offset + s]! * scale + 0.5);
      cell[s] = coordinate;
      hash = Math.imul(hash ^ (coordinate | 0), 0x0100_0193);
      hash ^= hash >>> 15;
    }
    const mask = table.length - 1;
    let slot = hash & mask;
    for (let index = table[slot]!; index >= 0; index = table[slot]!) {
      let s = 0;
      for (let row = index * states; s < states && cells[row + s] === cell[s]; ) s++;
      if (s === states) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Makes the grid eight times as wide and enters every belief again. */
  #coarsen(): void {
    const sums = this.sums.slice();
    const { count, weights } = this; // a belief never moves to a later index
    this.#step *= 8;
    this.#empty();
    for (let i = 0; i < count; i++) this.#place(sums, i * this.states, weights[i]!);
  }
}

function beliefEntropy(joint: Float64Array, offset: number, states: number, weight: number): number {
  let sum = 0;
  for (let s = 0; s < states; s++) {
    const p = joint[offset + s]! / weight;
    if (p > 0) sum -= p * Math.log2(p);
  }
  return sum;
}

/**
 * What an observer who knows a machine believes about its state, symbol by symbol: the set of all beliefs that blocks
 * of k symbols can lead to, with their probabilities.
 */
export class BeliefRecursion {
  readonly #machine: Machine;
  readonly #symbolEnds: Int32Array;
  readonly #joint: Float64Array;
  #now: BeliefSet;
  #next: BeliefSet;
  #lost = 0;
  /** work so far, in moves of probability along an edge */
  work = 0;

  /**
   * @param initial beliefs before the first symbol; each row sums to its weight, all rows to 1
   * @param capacity most beliefs at a level
   */
  constructor(machine: Machine, initial: readonly Float64Array[], capacity: number) {
    this.#machine = machine;
    this.#symbolEnds = symbolEnds(machine);
    this.#joint = new Float64Array(machine.states);
    this.#now = new BeliefSet(machine.states, Math.max(capacity, initial.length));
    this.#next = new BeliefSet(machine.states, Math.max(capacity, initial.length));
    for (const row of initial)
      this.#now.add(
        row,
        0,
        row.reduce((sum, mass) => sum + mass, 0),
      );
  }

  /** Bits of information about the state lost by merging, over all levels; bounds every later error. */
  get lost(): number {
    return this.#lost;
  }

  /** H(state now | symbols so far), in bits, never too small. */
  get stateEntropy(): number {
    return this.#now.meanStateEntropy();
  }

  /**
   * Reads one more symbol.
   *
   * @returns H(that symbol | symbols before it), in bits; at most `lost` (as it was before the call) too large
   * Cost: O(beliefs * (edges + A states)).
   */
  advance(): number {
    const { states, alphabetSize, from, to, probability } = this.#machine;
    const now = this.#now;
    const next = this.#next;
    const joint = this.#joint;
    const ends = this.#symbolEnds;
    next.clear();
    const { sums, weights, count } = now;
    let entropy = 0;
    for (let i = 0; i < count; i++) {
      const offset = i * states;
      const weight = weights[i]!;
      for (let run = 0, e = 0; run < ends.length; run++) {
        const end = ends[run]!;
        for (let s = 0; s < states; s++) joint[s] = 0;
        for (; e < end; e++) joint[to[e]!]! += sums[offset + from[e]!]! * probability[e]!;
        let mass = 0;
        for (let s = 0; s < states; s++) mass += joint[s]!;
        if (mass <= 0) continue;
        entropy -= mass * Math.log2(mass / weight);
        next.add(joint, 0, mass);
      }
    }
    this.work += now.count * (from.length + alphabetSize * states);
    this.#lost += next.lost();
    this.#now = next;
    this.#next = now;
    return entropy;
  }
}

/** End of the edges of each symbol that has some, in the sorted list. */
function symbolEnds({ symbol }: Machine): Int32Array {
  const ends: number[] = [];
  for (let e = 0; e < symbol.length; e++) if (symbol[e] !== symbol[e + 1]) ends.push(e + 1);
  return Int32Array.from(ends);
}
