import { chiSquareTail } from "../math/special-functions.ts";
import { byteValues } from "./block-counts.ts";

/** Bits a byte that noise may lack: compressed data have a little structure. */
const mostLacking = 0.06;
/** Distances at which bytes of noise are compared, which shows numbers of up to four bytes. */
const lags = [1, 2, 3, 4];
const halves = 16;
/** p of a test below which bytes are not equally likely or not independent. */
const significant = 1e-4;
/** Fewer bytes can be anything. */
const fewestOfNoise = 1024;

/** Share of control characters from which bytes are not text. */
export const mostControls = 0.02;

/** Control characters other than white space. */
export const isControl = (byte: number): boolean => (byte < 32 && (byte < 9 || byte > 13)) || byte === 127;

/** Whether bytes are text: few are control characters. */
export function isTextual(bytes: Uint8Array): boolean {
  let controls = 0;
  for (let i = 0; i < bytes.length; i++) controls += isControl(bytes[i]!) ? 1 : 0;
  return controls <= mostControls * bytes.length;
}

/**
 * Whether bytes are noise by their counts and those of pairs of upper halves: "even" where no test rejects fair ones, "nearly"
 * where they lack a little.
 */
export function noiseOf(
  bytes: Uint8Array,
  counts: ArrayLike<number> = countsOf(bytes),
): "even" | "nearly" | null {
  const n = bytes.length;
  if (n < fewestOfNoise) return null;
  let even = true;
  // Twice the likelihood ratio is a chi-square variable, whose mean is the number of free counts.
  const passes = (lacking: number, free: number) => {
    const statistic = 2 * Math.LN2 * n * Math.max(0, lacking);
    if (chiSquareTail(statistic, free) < significant) even = false;
    return lacking - free / (2 * Math.LN2 * n) <= mostLacking;
  };
  if (!passes(8 - entropyOf(counts, n), byteValues - 1)) return null;
  const pairs = new Uint32Array(halves * halves);
  for (const lag of lags) {
    pairs.fill(0);
    for (let i = lag; i < n; i++) pairs[(bytes[i - lag]! & 0xf0) | (bytes[i]! >> 4)]!++;
    if (!passes(8 - entropyOf(pairs, n - lag), byteValues - 1)) return null;
  }
  return even ? "even" : "nearly";
}

function countsOf(bytes: Uint8Array): Uint32Array {
  const counts = new Uint32Array(byteValues);
  for (let i = 0; i < bytes.length; i++) counts[bytes[i]!]!++;
  return counts;
}

/** Entropy of counts, bit. */
export function entropyOf(counts: ArrayLike<number>, total: number): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) if (counts[i]! > 0) sum += counts[i]! * Math.log2(counts[i]!);
  return total === 0 ? 0 : Math.log2(total) - sum / total;
}
