import { plural } from "../core/collections.ts";
import { chiSquareTail } from "../math/special-functions.ts";
import type { Regime } from "../results/report.ts";
import { byteValues } from "./block-counts.ts";
import { isControl, mostControls } from "./test-cuts.ts";

/** What a section is, as far as it is cheap to decide. */
export interface SectionKind {
  /** null: neither order nor noise */
  readonly regime: Extract<Regime, "order" | "noise"> | null;
  readonly what: string;
  readonly isText: boolean;
}

/** What a section resembles, such as "like C source"; null: nothing known. */
export type Likeness = () => string | null;

const evenNoise = "noise, encrypted or compressed";
/** Share of the bytes that one value may leave to others, and that of a notation. */
const almostAll = 0.98;
/** A word must occur so often to be a period; of more bytes none is searched. */
const leastTurns = 8;
const mostPeriodBytes = 8192;
const mostJoints = 3;
/** Bits a byte that noise may lack: compressed data have a little structure. */
const mostLacking = 0.06;
/** Distances at which bytes of noise are compared, which shows numbers of up to four bytes. */
const lags = [1, 2, 3, 4];
const halves = 16;
/** p of a test below which bytes are not equally likely or not independent. */
const significant = 1e-4;
/** Fewer bytes can be anything. */
const fewestOfNoise = 1024;

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
  return { regime: null, what: like() ?? (isText ? "text" : "binary data"), isText };
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
  if (noise !== null)
    return { regime: "noise", what: noise === "even" ? evenNoise : "noise, as compressed data" };
  const written = writtenNoise(bytes, counts);
  if (written !== null) return { regime: "noise", what: `noise, in ${written}` };
  return undefined;
}

/** Whether bytes are text: few are control characters. */
export function isTextual(bytes: Uint8Array): boolean {
  let controls = 0;
  for (let i = 0; i < bytes.length; i++) controls += isControl(bytes[i]!) ? 1 : 0;
  return controls <= mostControls * bytes.length;
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
