import { borrow, type KernelConstant, type KernelExports, reserve } from "./load.ts";
import { wasm as compiled } from "./register.wasm.ts";

interface RegisterExports extends KernelExports {
  readonly BITS: KernelConstant;
  configure(n: number): number;
  begin(): void;
  extend(from: number, to: number): number;
  registerAddress(): number;
}

/** Bits per call: the engine uses an optimised function from the next call on. */
const piece = 512;

let run: RegisterExports | undefined;

/**
 * Linear complexity: length of the shortest linear feedback shift register over GF(2) that gives the bits.
 *
 * @param bits shape (n,), each 0 or 1
 * @returns 0 for zeros alone, at most n
 * Cost: n^2/128 word operations at worst, some 50 ms for 10^5 bits.
 * Source: Berlekamp 1968, Algebraic Coding Theory; Massey 1969, IEEE Trans. Inform. Theory 15(1).
 */
export const linearComplexity = (bits: Uint8Array): number => extended(bits).length;

/**
 * The register itself.
 *
 * @returns its length, and how far back its taps are, ascending
 * @throws and cost as `linearComplexity`
 */
export function shortestRegister(bits: Uint8Array): { readonly length: number; readonly taps: number[] } {
  const { length, run: used } = extended(bits);
  const words = new Uint32Array(used.memory.buffer, used.registerAddress(), (length >>> 5) + 1);
  const isTap = (k: number) => ((words[k >>> 5]! >>> (k & 31)) & 1) === 1;
  return { length, taps: Array.from({ length }, (_, k) => k + 1).filter(isTap) };
}

function extended(bits: Uint8Array): { readonly length: number; readonly run: RegisterExports } {
  run ??= borrow<RegisterExports>(compiled);
  const { memory, BITS } = run;
  const n = bits.length;
  reserve(memory, run.configure(n));
  new Uint8Array(memory.buffer, BITS.value, n).set(bits);
  run.begin();
  let length = 0;
  for (let from = 0; from < n; from += piece) length = run.extend(from, Math.min(n, from + piece));
  return { length, run };
}
