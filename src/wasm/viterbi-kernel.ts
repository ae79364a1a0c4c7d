import { borrow, type KernelConstant, type KernelExports, release, reserve } from "./load.ts";
import { wasm as compiled } from "./viterbi.wasm.ts";

interface ViterbiExports extends KernelExports {
  readonly MAX_STATES: KernelConstant;
  readonly SCORES: KernelConstant;
  readonly LOG_LIKELIHOODS: KernelConstant;
  readonly SYMBOLS: KernelConstant;
  layout(n: number): number;
  begin(states: number, change: number, cheapChange: number): void;
  read(start: number, end: number): void;
  trace(start: number, end: number): void;
  state(at: number): number;
  runEnd(at: number, n: number): number;
}

/** A change of state before a symbol that has this bit costs less. */
export const changesCheaply = 0x80;

/** A hidden Markov chain: natural logarithms, up to constants. */
export interface Chain {
  readonly states: number;
  /** shape (symbols, states): log likelihood of a symbol in a state */
  readonly logLikelihoods: Float64Array;
  /** cost of a change of state, and its cost where it is cheap */
  readonly change: number;
  readonly cheapChange: number;
}

/** A stretch of a path that stays in one state. */
export interface Run {
  readonly start: number;
  readonly end: number;
  readonly state: number;
}

/** Symbols per call: an engine optimises a function only between calls. */
const piece = 0x4000;

/** Most likely paths through hidden Markov chains that read one sequence. */
export class ViterbiKernel {
  /** shape (n,), set by the caller: each below 128, plus `changesCheaply` where a change is cheap */
  readonly symbols: Uint8Array;
  readonly #run: ViterbiExports;

  /** @throws RangeError when the memory cannot be had */
  constructor(n: number) {
    const run = borrow<ViterbiExports>(compiled);
    reserve(run.memory, run.layout(n));
    this.symbols = new Uint8Array(run.memory.buffer, run.SYMBOLS.value, n);
    this.#run = run;
  }

  /**
   * The most likely path that begins in state 0, or changes at once.
   *
   * @param chain of 16 states at most
   * @returns in order; they cover the sequence
   * Cost: 13 ns a symbol with twelve states.
   * Source: Viterbi 1967, IEEE Trans. Inform. Theory 13(2).
   */
  path({ states, logLikelihoods, change, cheapChange }: Chain): Run[] {
    const run = this.#run;
    const { buffer } = run.memory;
    const n = this.symbols.length;
    const width = run.MAX_STATES.value;
    const scores = new Float64Array(buffer, run.SCORES.value, width).fill(Number.NEGATIVE_INFINITY);
    scores.fill(-change, 0, states)[0] = 0;
    const rows = new Float64Array(
      buffer,
      run.LOG_LIKELIHOODS.value,
      (width * logLikelihoods.length) / states,
    );
    rows.fill(Number.NEGATIVE_INFINITY);
    for (let row = 0; row * width < rows.length; row++)
      rows.set(logLikelihoods.subarray(row * states, (row + 1) * states), row * width);
    run.begin(states, change, cheapChange);
    for (let start = 0; start < n; start += piece) run.read(start, Math.min(n, start + piece));
    for (let end = n; end > 0; end -= piece) run.trace(Math.max(0, end - piece), end);
    const runs: Run[] = [];
    for (let start = 0; start < n; ) {
      const end = run.runEnd(start, n);
      runs.push({ start, end, state: run.state(start) });
      start = end;
    }
    return runs;
  }

  /** Releases its memory for reuse. Do not use it or its symbols afterwards. */
  close(): void {
    release(this.#run);
  }
}
