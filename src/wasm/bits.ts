import { wasm as compiled } from "./bits.wasm.ts";
import { borrow, type KernelConstant, type KernelExports, reserve } from "./load.ts";

interface BitsExports extends KernelExports {
  readonly CHUNK: KernelConstant;
  readonly NUMBERS: KernelConstant;
  toBits(count: number): void;
}

interface Kernel {
  readonly run: BitsExports;
  readonly numbers: Float64Array;
}

let kernel: Kernel | undefined;

function open(): Kernel {
  const run = borrow<BitsExports>(compiled);
  const { memory, NUMBERS, CHUNK } = run;
  reserve(memory, NUMBERS.value + CHUNK.value * Float64Array.BYTES_PER_ELEMENT);
  return { run, numbers: new Float64Array(memory.buffer, NUMBERS.value, CHUNK.value) };
}

/**
 * Replaces each probability p by -log2 p, bit-identical to `-Math.log2(p)` in V8; 0 becomes infinite.
 *
 * @param probabilities shape (any,)
 * Cost: 5 ns a number, half of that of `Math.log2`.
 */
export function toBits(probabilities: Float64Array): void {
  kernel ??= open();
  const { run, numbers } = kernel;
  for (let start = 0; start < probabilities.length; start += numbers.length) {
    const some = probabilities.subarray(start, start + numbers.length);
    numbers.set(some);
    run.toBits(some.length);
    some.set(numbers.subarray(0, some.length));
  }
}
