import type { Symbols } from "../core/sequence.ts";
import { type KernelConstant, type KernelExports, reserve, withKernel } from "./load.ts";
import { wasm as compiled } from "./steps.wasm.ts";

/** What kernels/steps.ts exports. */
interface StepsExports extends KernelExports {
  readonly LINE: KernelConstant;
  readonly COUNTS: KernelConstant;
  readonly BYTES: KernelConstant;
  configure(n: number): number;
  wordsAddress(): number;
  stepsAddress(): number;
  join(littleEndian: boolean): void;
  take(lag: number, order: number, zero: number): void;
  way(first: number, end: number): number;
  restart(): void;
  count(first: number, end: number): void;
}

/** Numbers of two bytes, one of which begins at each place, and the steps to them from those before. */
export interface NumberSteps {
  /** shape (n,): the number at each place; the last one lacks a byte */
  readonly words: Uint16Array;
  /** shape (n,): the step to it, modulo 2^16; the first have none */
  readonly steps: Uint16Array;
  /** Makes the numbers. */
  join(littleEndian: boolean): void;
  /**
   * Takes the steps: a number is expected to be the sum of those `lag` numbers before it, before that and so on, each
   * times one of the line, the last one first; all are counted from `zero`.
   *
   * @param line shape (0 to 16,); none: a step is the number
   */
  take(lag: number, line: Float64Array, zero: number): void;
  /** How far every other number from a place on steps that ends before `end`, in doublings. */
  way(first: number, end: number): number;
  /** Forgets what was counted. */
  restart(): void;
  /** Counts the steps to these numbers. */
  count(first: number, end: number): void;
  /** shape (2^16,): how often each step was counted */
  readonly counts: Int32Array;
}

/**
 * @param bytes shape (n,), each below 256
 * @param use is given the numbers, which are gone when it returns
 * @throws RangeError when the memory cannot be had
 * Cost: 5 bytes a byte.
 */
export function withNumberSteps<Result>(bytes: Symbols, use: (numbers: NumberSteps) => Result): Result {
  return withKernel(compiled, (run: StepsExports) => use(numberSteps(run, bytes)));
}

function numberSteps(run: StepsExports, bytes: Symbols): NumberSteps {
  const n = bytes.length;
  reserve(run.memory, run.configure(n));
  const { buffer } = run.memory;
  new Uint8Array(buffer, run.BYTES.value, n).set(bytes);
  const lineOf = new Float64Array(buffer, run.LINE.value, 16);
  return {
    words: new Uint16Array(buffer, run.wordsAddress(), n),
    steps: new Uint16Array(buffer, run.stepsAddress(), n),
    counts: new Int32Array(buffer, run.COUNTS.value, 65_536),
    take(lag, line, zero) {
      lineOf.set(line);
      run.take(lag, line.length, zero);
    },
    join: run.join,
    way: run.way,
    restart: run.restart,
    count: run.count,
  };
}
