import { Random } from "../../../src/core/random.ts";

/** Independent symbols, all equally likely; the same on every machine. */
export function randomSymbols(length: number, alphabet: number, seed: number): Uint8Array {
  const random = Random.fromSeed(seed);
  return Uint8Array.from({ length }, () => random.below(alphabet));
}
