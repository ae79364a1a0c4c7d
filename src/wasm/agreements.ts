import type { Symbols } from "../core/sequence.ts";
import { wasm as compiled } from "./agreements.wasm.ts";
import { borrow, type KernelConstant, type KernelExports, reserve } from "./load.ts";

interface AgreementsExports extends KernelExports {
  readonly SYMBOLS: KernelConstant;
  agreements(lag: number, from: number, to: number): number;
}

/** Number of symbols from..to-1 of a window that equal the one `lag` before; lag <= from. */
export type Agreements = (lag: number, from: number, to: number) => number;

let run: AgreementsExports | undefined;

/**
 * @param window shape (n,); copied, and used until the next window is given
 * Cost: 4 bytes a symbol, and .2 ns per compared symbol.
 */
export function agreementsOf(window: Symbols): Agreements {
  run ??= borrow<AgreementsExports>(compiled);
  const { memory, SYMBOLS } = run;
  reserve(memory, SYMBOLS.value + 4 * window.length);
  new Uint32Array(memory.buffer, SYMBOLS.value, window.length).set(window);
  return run.agreements;
}
