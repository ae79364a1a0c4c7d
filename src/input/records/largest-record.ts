import type { Allowance } from "../allowance.ts";

/** Bytes that a value of JSON takes in memory for each of its own: those of texts, and those that open or part values, at most. */
const memoryPerByte = 4;
const memoryPerValue = 32;
/** Always read. */
const least = 1_048_576;

/** Why there is no room to parse one record of JSON; null: there is. Cost: one pass over one that is large. */
export function tooLargeRecord(bytes: Uint8Array, { memory }: Allowance): string | null {
  if (bytes.length <= Math.max(least, memory / (memoryPerByte + memoryPerValue))) return null;
  let needed = memoryPerByte * bytes.length;
  for (let i = 0; i < bytes.length && needed <= memory; i++) {
    const byte = bytes[i];
    if (byte === 0x2c || byte === 0x3a || byte === 0x5b || byte === 0x7b) needed += memoryPerValue;
  }
  return needed <= memory
    ? null
    : `not supported: a record of ${bytes.length} bytes, which takes more memory than is allowed`;
}
