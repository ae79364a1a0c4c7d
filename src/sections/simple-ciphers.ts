import { byteValues } from "./block-counts.ts";
import { entropyOf, isTextual, noiseOf } from "./byte-tests.ts";

/** Bytes of a section in one piece, and pieces that are compared. */
const pieceBytes = 8192;
const mostPieces = 4;

/** Bytes of a block of most ciphers, and of older ones. */
const blockLengths = [16, 8];
/** Share of blocks that are repeated. */
const leastRepeated = 0.01;
/** There are clearly fewer different blocks, or clearly more repeated ones, than from any other offset. */
const [fewer, more] = [0.9, 2];

/**
 * The length of blocks that recur in otherwise even bytes, as where a cipher encrypts each block by itself (electronic codebook):
 * there are fewer different blocks from one offset than from any other.
 *
 * @param bytes in pieces of 8,192
 * @returns null where there are none
 * Cost: 20 ns a byte.
 */
export function encryptedBlock(bytes: Uint8Array): number | null {
  return blockLengths.find((block) => isBlockByBlock(bytes, block)) ?? null;
}

function isBlockByBlock(bytes: Uint8Array, block: number): boolean {
  const different = new Map<number, Uint8Array>();
  let [all, own, others] = [0, 0, 0];
  for (let at = 0; at < Math.min(bytes.length, mostPieces * pieceBytes); at += pieceBytes) {
    const piece = bytes.subarray(at, at + pieceBytes);
    const hashes = hashesOf(piece, block);
    const sizes = Array.from({ length: block }, (_, offset) => differentFrom(hashes, offset, block));
    const least = Math.min(...sizes);
    const offset = sizes.indexOf(least);
    all += Math.floor(piece.length / block) - 1;
    own += least;
    others += Math.min(...sizes.filter((_, i) => i !== offset));
    if (own > (1 - leastRepeated / 2) * all) return false;
    for (let i = offset; i < hashes.length; i += block)
      different.set(hashes[i]!, piece.subarray(i, i + block));
  }
  const isClear = own <= fewer * others || all - own >= more * (all - others);
  if (own > (1 - leastRepeated) * all || !isClear) return false;
  // Fewer than 1,024 bytes are not known to be even.
  return noiseOf(Uint8Array.from([...different.values()].flatMap((one) => [...one]))) === "even";
}

/** A hash of the block that begins at each byte, shape (bytes - block + 1,). */
function hashesOf(bytes: Uint8Array, block: number): Int32Array {
  const hashes = new Int32Array(Math.max(0, bytes.length - block + 1));
  const factor = 0x01000193;
  let leaving = 1;
  for (let i = 1; i < block; i++) leaving = Math.imul(leaving, factor);
  let hash = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (i >= block) hash = (hash - Math.imul(bytes[i - block]! + 1, leaving)) | 0;
    hash = (Math.imul(hash, factor) + bytes[i]! + 1) | 0;
    if (i >= block - 1) hashes[i - block + 1] = hash;
  }
  return hashes;
}

/** Places of a hash table, and the step after which each was taken, so that it need not be cleared. */
const places = 4096;
const held = new Int32Array(places);
const takenAt = new Int32Array(places);
let step = 0;

function differentFrom(hashes: Int32Array, offset: number, block: number): number {
  step++;
  let different = 0;
  for (let i = offset; i < hashes.length; i += block) {
    const hash = hashes[i]!;
    let place = (hash ^ (hash >>> 13)) & (places - 1);
    while (takenAt[place] === step && held[place] !== hash) place = (place + 1) & (places - 1);
    if (takenAt[place] === step) continue;
    takenAt[place] = step;
    held[place] = hash;
    different++;
  }
  return different;
}

/** Bytes that are enough to find a key. */
const keyedBytes = 4096;
const longestKey = 32;
/** Bytes under each byte of a key without which it cannot be found. */
const fewestUnder = 48;
/** A key may be as long as a distance at which this share of the most bytes are equal. */
const asMany = 0.5;
/** In text at least as many bytes are equal at any distance. */
const leastEqual = 0.04;
/** Entropy of a byte of text at least, and share of letters and blanks, under each byte of the key. */
const [leastEntropy, leastWords] = [2.5, 0.55];

/** How well each byte fits into a text, shape (256,): blanks and small letters best, control characters not at all. */
const fits = Float64Array.from({ length: byteValues }, (_, byte) => {
  if (byte === 0x20) return 2;
  if (byte >= 0x61 && byte <= 0x7a) return 1;
  if (byte === 0x0a || (byte > 0x20 && byte < 0x7f)) return 0.3;
  return byte >= 0x80 || byte === 0x0d || byte === 0x09 ? 0 : -10;
});
const isWord = (byte: number) => byte === 0x20 || (byte >= 0x61 && byte <= 0x7a);

/** A text under a key. */
export interface KeyedText {
  /** bytes of the key */
  readonly key: number;
  readonly text: Uint8Array;
}

/**
 * The text that bytes become when each is combined with that of a repeating key by exclusive or.
 *
 * @param section no text; its first 4,096 bytes are read, which are contiguous
 * @returns null where no key of 32 bytes or fewer makes a text of them
 * Cost: 40 ns a byte, and for each likely length of a key some thousand additions for each of its bytes until one makes no text.
 */
export function textUnderKey(section: Uint8Array): KeyedText | null {
  const bytes = section.subarray(0, keyedBytes);
  // Strings with zeros between them begin some sections that are no text as a whole.
  if (bytes.filter(isWord).length > leastWords * bytes.length) return null;
  for (const key of keyLengths(bytes)) {
    const text = textUnder(bytes, key);
    if (text !== null) return { key, text };
  }
  return null;
}

function textUnder(bytes: Uint8Array, length: number): Uint8Array | null {
  const text = new Uint8Array(bytes.length);
  for (let from = 0; from < length; from++) {
    const counts = new Uint32Array(byteValues);
    for (let i = from; i < bytes.length; i += length) counts[bytes[i]!]!++;
    const under = Math.ceil((bytes.length - from) / length);
    if (entropyOf(counts, under) < leastEntropy) return null;
    const key = bestKey(counts);
    let words = 0;
    for (let i = from; i < bytes.length; i += length) {
      text[i] = bytes[i]! ^ key;
      if (isWord(text[i]!)) words++;
    }
    if (words < leastWords * under) return null;
  }
  return isTextual(text) ? text : null;
}

/** The distances at which many bytes are equal, ascending. */
function keyLengths(bytes: Uint8Array): number[] {
  const longest = Math.min(longestKey, Math.floor(bytes.length / fewestUnder));
  const equal = Array.from({ length: longest }, (_, i) => {
    let same = 0;
    for (let at = i + 1; at < bytes.length; at++) if (bytes[at] === bytes[at - i - 1]) same++;
    return same / (bytes.length - i - 1);
  });
  const least = Math.max(leastEqual, asMany * Math.max(...equal));
  return equal.flatMap((share, i) => (share >= least ? [i + 1] : []));
}

/** One of the most frequent bytes under a byte of the key is one of the most frequent letters of a text, or a blank. */
const frequentLetters = Array.from(" etaonirs", (letter) => letter.charCodeAt(0));
const frequentBytes = 3;

function bestKey(counts: Uint32Array): number {
  const present = Array.from(counts.keys()).filter((byte) => counts[byte]! > 0);
  present.sort((a, b) => counts[b]! - counts[a]!);
  let [best, key] = [Number.NEGATIVE_INFINITY, 0];
  for (const frequent of present.slice(0, frequentBytes)) {
    for (const letter of frequentLetters) {
      let score = 0;
      for (const byte of present) score += counts[byte]! * fits[byte ^ frequent ^ letter]!;
      if (score > best) [best, key] = [score, frequent ^ letter];
    }
  }
  return key;
}
