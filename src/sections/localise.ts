import type { ByteSource } from "../input/byte-source.ts";
import { byteValues } from "./block-counts.ts";
import { isTextual } from "./byte-tests.ts";

/** A boundary between two sections. */
export interface Place {
  /** offset of the first byte of the second */
  readonly at: number;
  /** offsets between which it lies */
  readonly lower: number;
  readonly upper: number;
}

/** Bytes on each side that teach its law, and bytes to each side within which a boundary is searched. */
const learned = 8192;
const searched = 2048;
/** Bytes beside the presumed boundary that teach no law, in the rounds after the first: some may belong to the other side. */
const unsure = [96, 24];
/** Largest part of a side that they may be. */
const mostUnsure = 0.75;
/** Bits below the maximum up to which a place may be the boundary. */
const within = 14;
/** Prior of the laws: bytes after each class, and of each byte. */
const pairPrior = 6;
const bytePrior = 0.5;

/** Classes of bytes: what follows a byte depends on its class. */
const classCount = 12;
const classOf = Uint8Array.from({ length: byteValues }, (_, byte) => {
  if (byte === 0) return 0;
  if (byte === 10 || byte === 13) return 1;
  if (byte === 32 || byte === 9) return 2;
  if (byte < 32 || byte === 127) return 3;
  if (byte >= 48 && byte < 58) return 4;
  if (byte >= 65 && byte < 91) return 5;
  if (byte >= 97 && byte < 123) return 6;
  if (byte < 64) return 7;
  if (byte < 128) return 8;
  return byte === 255 ? 11 : byte < 192 ? 9 : 10;
});

/**
 * The most likely place of a boundary: where the sum of the log ratios of two laws, learned on its sides, is greatest.
 *
 * @param source the input
 * @param about an offset at most a block away
 * @param reach bytes to each side within which it is; it is searched within 2 kB at least
 * @param low the boundary before, beyond which nothing is read; halfway there the search ends
 * @param high the boundary after
 * @returns in text on both sides, the beginning of a line
 * @throws InputError when the source cannot be read
 * Cost: three passes over 20 kB.
 */
export function localise(
  source: Pick<ByteSource, "read">,
  about: number,
  reach: number,
  low: number,
  high: number,
): Place {
  const near = Math.max(searched, reach);
  const offset = Math.max(low, about - near - learned);
  const bytes = source.read(offset, Math.min(high, about + near + learned) - offset);
  let at = about - offset;
  const from = Math.max(1, at - near, Math.ceil((low + about) / 2) - offset);
  const to = Math.min(bytes.length - 1, at + near, Math.floor((about + high) / 2) - offset);
  // Offset of `from + k`: how much likelier the bytes from `from` on are under the first law than under the second.
  const sums = new Float64Array(to - from + 1);
  for (const margin of [reach, ...unsure]) {
    const left = at - Math.min(margin, Math.floor(mostUnsure * at));
    const right = at + Math.min(margin, Math.floor(mostUnsure * (bytes.length - at)));
    const before = lawOf(bytes, Math.max(0, left - learned), left);
    const after = lawOf(bytes, right, Math.min(bytes.length, right + learned));
    let most = Number.NEGATIVE_INFINITY;
    for (let i = from; ; i++) {
      const sum = sums[i - from]!;
      if (sum > most) {
        most = sum;
        at = i;
      }
      if (i === to) break;
      const place = classOf[bytes[i - 1]!]! * byteValues + bytes[i]!;
      sums[i + 1 - from] = sum + before[place]! - after[place]!;
    }
  }
  const least = sums[at - from]! - within;
  let [lower, upper] = [at, at];
  for (let i = from; i <= to; i++) {
    if (sums[i - from]! < least) continue;
    lower = Math.min(lower, i);
    upper = Math.max(upper, i);
  }
  if (isTextual(bytes)) at = lineStart(bytes, sums, from, lower, upper) ?? at;
  return { at: offset + at, lower: offset + lower, upper: offset + upper };
}

/** The likeliest place after a line feed; undefined: no line begins between the two. */
function lineStart(
  bytes: Uint8Array,
  sums: Float64Array,
  from: number,
  lower: number,
  upper: number,
): number | undefined {
  let best: number | undefined;
  for (let i = lower; i <= upper; i++)
    if (bytes[i - 1] === 10 && (best === undefined || sums[i - from]! > sums[best - from]!)) best = i;
  return best;
}

/**
 * The law of a byte given the class of the one before: that of its class, and of the byte in it.
 *
 * @returns log2 p, shape (classes, 256)
 */
function lawOf(bytes: Uint8Array, start: number, end: number): Float64Array {
  const pairs = new Float64Array(classCount * classCount);
  const counts = new Float64Array(byteValues).fill(bytePrior);
  for (let i = start; i < end; i++) {
    counts[bytes[i]!]!++;
    if (i > start) pairs[classOf[bytes[i - 1]!]! * classCount + classOf[bytes[i]!]!]!++;
  }
  const ofClass = new Float64Array(classCount);
  for (let b = 0; b < byteValues; b++) ofClass[classOf[b]!]! += counts[b]!;
  const total = end - start + byteValues * bytePrior;
  const law = new Float64Array(classCount * byteValues);
  for (let before = 0; before < classCount; before++) {
    let all = pairPrior;
    for (let own = 0; own < classCount; own++) all += pairs[before * classCount + own]!;
    for (let b = 0; b < byteValues; b++) {
      const own = classOf[b]!;
      // What follows a class that never occurred is as frequent as anywhere.
      const follows = pairs[before * classCount + own]! + (pairPrior * ofClass[own]!) / total;
      law[before * byteValues + b] = Math.log2((follows / all) * (counts[b]! / ofClass[own]!));
    }
  }
  return law;
}
