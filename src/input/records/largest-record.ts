import type { Allowance } from "../allowance.ts";

/** Bytes that a value of JSON takes in memory for each of its own, at most: lists within lists of nothing. */
const memoryPerByte = 32;
const least = 1_048_576;

/** Bytes of one record of JSON that there is room to parse. */
export function largestRecord({ memory }: Allowance): number {
  return Math.max(least, Math.floor(memory / memoryPerByte));
}
