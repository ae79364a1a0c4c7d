import { plural } from "../core/collections.ts";
import type { Regime } from "../results/report.ts";
import { byteValues } from "./block-counts.ts";
import { isTextual, noiseOf } from "./byte-tests.ts";
import { encryptedBlock, textUnderKey } from "./simple-ciphers.ts";

/** What a section is, as far as it is cheap to decide. */
export interface SectionKind {
  /** null: neither order nor noise */
  readonly regime: Extract<Regime, "order" | "noise"> | null;
  readonly what: string;
  readonly isText: boolean;
}

/** What bytes of a section resemble, such as "like C source"; absent: all that were given. null: nothing known. */
export type Likeness = (decoded?: Uint8Array) => string | null;

const evenNoise = "noise, encrypted or compressed";
/** Share of the bytes that one value may leave to others, and that of a notation. */
const almostAll = 0.98;
/** A word must occur so often to be a period; of more bytes none is searched. */
const leastTurns = 8;
const mostPeriodBytes = 8192;
const mostJoints = 3;
/**
 * What some bytes are: one value or word repeated, noise, a notation of noise, or else what they are like.
 *
 * @param like what bytes that are neither order nor noise resemble; absent: only text and other data differ
 * Cost: six passes.
 */
export function sectionKind(bytes: Uint8Array, like: Likeness = () => null): SectionKind {
  const isText = isTextual(bytes);
  const known = orderOrNoise(bytes);
  if (known !== undefined) return { ...known, isText };
  const what = like() ?? (isText ? "text" : (cipherOf(bytes, like) ?? "binary data"));
  return { regime: null, what, isText };
}

/** How bytes were encrypted, where that is easily seen. */
function cipherOf(bytes: Uint8Array, like: Likeness): string | null {
  const block = encryptedBlock(bytes);
  if (block !== null) return `encrypted block by block (ECB): ${plural(block, "byte")}`;
  const found = textUnderKey(bytes);
  // Codes of few values can be turned into letters, too; these resemble no text.
  return found !== null && like(found.text) !== null
    ? `text under a repeating key of ${plural(found.key, "byte")}`
    : null;
}

function orderOrNoise(bytes: Uint8Array): Omit<SectionKind, "isText"> | undefined {
  const counts = new Uint32Array(byteValues);
  for (let i = 0; i < bytes.length; i++) counts[bytes[i]!]!++;
  const top = counts.indexOf(Math.max(...counts));
  if (counts[top]! >= almostAll * bytes.length) {
    const value = top === 0 ? "zeros" : `byte 0x${top.toString(16).padStart(2, "0")}`;
    return {
      regime: "order",
      what: counts[top] === bytes.length ? `order: ${value}` : `order: almost only ${value}`,
    };
  }
  const period = periodOf(bytes.subarray(0, mostPeriodBytes));
  if (period !== null && agrees(bytes, period))
    return { regime: "order", what: `order: ${plural(period, "byte")}, repeated` };
  const noise = noiseOf(bytes, counts);
  if (noise !== null && !(noise === "nearly" && encryptedBlock(bytes) !== null))
    return { regime: "noise", what: noise === "even" ? evenNoise : "noise, as compressed data" };
  const written = writtenNoise(bytes, counts);
  if (written !== null) return { regime: "noise", what: `noise, in ${written}` };
  return undefined;
}

/** Length of the word that some bytes repeat; null: they do not. Source: Knuth, Morris & Pratt 1977, SIAM J. Comput. 6. */
function periodOf(bytes: Uint8Array): number | null {
  const borders = new Int32Array(bytes.length);
  for (let i = 1; i < bytes.length; i++) {
    let border = borders[i - 1]!;
    while (border > 0 && bytes[i] !== bytes[border]) border = borders[border - 1]!;
    borders[i] = bytes[i] === bytes[border] ? border + 1 : 0;
  }
  const period = bytes.length - (borders.at(-1) ?? 0);
  return period * leastTurns <= bytes.length ? period : null;
}

/** Whether nearly all bytes are those one period before. */
function agrees(bytes: Uint8Array, period: number): boolean {
  let equal = 0;
  for (let i = period; i < bytes.length; i++) if (bytes[i] === bytes[i - period]) equal++;
  // Pieces from all over a section have phases of their own, so their joints differ.
  return equal >= almostAll * (bytes.length - period) - mostJoints * period;
}

const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** Digits in the order of their values; the second letter of a pair is another form of the first. */
const notations = [
  { name: "hexadecimal digits", digits: ["0123456789abcdef", "0123456789ABCDEF"], bits: 4 },
  {
    name: "base64",
    digits: [`${upper}${upper.toLowerCase()}0123456789+/`, `${upper}${upper.toLowerCase()}0123456789-_`],
    bits: 6,
  },
].map(({ name, digits, bits }) => {
  const values = new Int8Array(byteValues).fill(-1);
  for (const form of digits) for (let v = 0; v < form.length; v++) values[form.charCodeAt(v)] = v;
  return { name, values, bits };
});

/** The notation in which bytes write noise; null: they do not. */
function writtenNoise(bytes: Uint8Array, counts: ArrayLike<number>): string | null {
  for (const { name, values, bits } of notations) {
    // The end of base64 may have signs that are no digits.
    let own = bits === 6 ? counts["=".charCodeAt(0)]! : 0;
    for (let b = 0; b < byteValues; b++) if (values[b]! >= 0) own += counts[b]!;
    if (own + counts[10]! + counts[13]! < bytes.length || own < almostAll * bytes.length - counts[10]!)
      continue;
    // Of a part of a notation, the first letters of a group may be missing.
    for (let skip = 0; skip < (bits === 4 ? 2 : 4); skip++)
      if (noiseOf(unwritten(bytes, values, bits, skip)) !== null) return name;
  }
  return null;
}

/** The bytes that digits write, without the first digits. */
function unwritten(bytes: Uint8Array, values: Int8Array, bits: number, skip: number): Uint8Array {
  const written = new Uint8Array(Math.ceil((bytes.length * bits) / 8));
  let [length, held, pending, skipped] = [0, 0, 0, 0];
  for (let i = 0; i < bytes.length; i++) {
    const value = values[bytes[i]!]!;
    if (value < 0 || skipped++ < skip) continue;
    held = ((held << bits) | value) & 0xffff;
    pending += bits;
    if (pending < 8) continue;
    pending -= 8;
    written[length++] = held >> pending;
  }
  return written.subarray(0, length);
}
