import { instantiate, type KernelConstant, type KernelExports, reserve } from "./load.ts";
import { wasm as compiled } from "./register.wasm.ts";

/** What kernels/register.ts exports. */
interface RegisterExports extends KernelExports {
  readonly BITS: KernelConstant;
  size(n: number): number;
  linearComplexity(n: number): number;
}

let run: RegisterExports | undefined;

/**
 * Linear complexity: length of the shortest linear feedback shift register over GF(2) that gives the bits.
 *
 * @param bits shape (n,), each 0 or 1
 * @returns 0 for zeros alone, at most n
 * @throws RangeError when the memory cannot be had
 * Cost: n^2/128 word operations at worst, some 50 ms for 10^5 bits.
 * Source: Berlekamp 1968, Algebraic Coding Theory; Massey 1969, IEEE Trans. Inform. Theory 15(1).
 */
export function linearComplexity(bits: Uint8Array): number {
  run ??= instantiate<RegisterExports>(compiled);
  const { memory, BITS } = run;
  reserve(memory, run.size(bits.length));
  new Uint8Array(memory.buffer, BITS.value, bits.length).set(bits);
  return run.linearComplexity(bits.length);
}
