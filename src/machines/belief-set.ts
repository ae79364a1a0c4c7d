/** Width of a cell for a belief of weight 1, before any coarsening. */
const finestStep = 1 / 1_099_511_627_776; // 2^-40
/** 2^-i, as far down as a third of the exponent of the smallest weight. */
const halves = new Float64Array(360);
for (let i = 0, half = 1; i < halves.length; i++, half /= 2) halves[i] = half;

/**
 * Beliefs (laws of the hidden state given the past) with their weights. Beliefs that fall into the same cell of a
 * grid (finer for heavier ones) are merged into their barycentre, which is the exact belief of an observer who
 * cannot tell those pasts apart; what this gives away is at most the growth of the mean state entropy.
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
  #step = finestStep;
  readonly #cells: Float64Array;
  readonly #cell: Float64Array;
  readonly #table: Int32Array;
  /** shape (count,): where each belief is in the table, so that a few need not clear all of it */
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
    this.#step = Math.max(finestStep, this.#step / 8); // what was too fine a level ago is so again, as a rule
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
    this.#place(joint, offset, weight);
  }

  /** Mean entropy of the state given the belief held here, in bits. */
  meanStateEntropy(): number {
    let sum = 0;
    for (let i = 0; i < this.count; i++) {
      const weight = this.weights[i]!;
      sum += weight * beliefEntropy(this.sums, i * this.states, this.states, weight);
    }
    return sum;
  }

  /** Bits of information about the state that merging has given away since `clear`. */
  lost(): number {
    return Math.max(0, this.meanStateEntropy() - this.#fineEntropy);
  }

  #place(joint: Float64Array, offset: number, weight: number): void {
    const { states, sums } = this;
    let slot = this.#find(joint, offset, weight);
    while (this.#table[slot]! < 0 && this.count === this.capacity) {
      this.#coarsen();
      slot = this.#find(joint, offset, weight);
    }
    let index = this.#table[slot]!;
    if (index < 0) {
      index = this.count++;
      this.#table[slot] = index;
      this.#slots[index] = slot;
      this.#cells.set(this.#cell, index * states);
      sums.fill(0, index * states, (index + 1) * states);
      this.weights[index] = 0;
    }
    for (let s = 0; s < states; s++) sums[index * states + s]! += joint[offset + s]!;
    this.weights[index]! += weight;
  }

  /** Slot of the table where this belief's cell is, or could be put. */
  #find(joint: Float64Array, offset: number, weight: number): number {
    const states = this.states;
    const cell = this.#cell;
    // A merge costs about weight * step^2, so at a given count of cells steps like weight^(-1/3) cost least.
    const fineness = halves[Math.max(0, Math.round(-Math.log2(weight) / 3))]!;
    const scale = fineness / (weight * this.#step);
    let hash = 0x811c_9dc5;
    for (let s = 0; s < states; s++) {
      const coordinate = Math.floor(joint[offset + s]! * scale + 0.5);
      cell[s] = coordinate;
      hash = Math.imul(hash ^ (coordinate | 0), 0x0100_0193);
      hash ^= hash >>> 15;
    }
    const mask = this.#table.length - 1;
    let slot = hash & mask;
    for (let index = this.#table[slot]!; index >= 0; index = this.#table[slot]!) {
      let same = true;
      for (let s = 0; s < states && same; s++) same = this.#cells[index * states + s] === cell[s];
      if (same) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Widens the grid eightfold and places every belief again. */
  #coarsen(): void {
    const sums = this.sums.slice();
    const { count, weights } = this; // each belief is placed where it stood, or before
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
