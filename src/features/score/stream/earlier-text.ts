import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError } from "../../../core/errors.ts";
import { scrambled } from "../../../core/hash.ts";
import { describeSystemFault } from "../../../input/system-fault.ts";

/** Bytes of the shortest span that counts. */
export const leastSpan = 50;
/** Block size of the index: wherever a span begins, it contains a block of the earlier text. */
const blockBytes = 25;
/** Equal blocks beyond this number are not entered: common text is found anyway. */
const mostAlike = 4;
const fullShare = 0.8;
const firstSlots = 65_536;
/** Bytes of memory per slot, normally and at most while the table grows. */
const [slotBytes, growingBytes] = [6, 13];
/** Bytes of memory for the blocks of 1.25 GB. */
export const mostMemorySlots = 62_500_000 * slotBytes;
/** Lower bits of a slot that hold the block, from 1; the others hold more of its hash. */
const blockBits = 26;
const blockMask = 2 ** blockBits - 1;
const moreMask = 2 ** (32 - blockBits) - 1;
/** Bytes of that file per read. */
const windowBytes = 8192;
const factor = 0x0100_0193;
/**
 * Bytes on one side of a block, of which four bits are kept. A span of 50 bytes extends its block by 25 in all, so by more than
 * this on at least one side: where neither agrees, the text, which may be in a file, need not be read.
 */
const sideBytes = 12;
/** Marks a side outside the document: no span extends there. */
const noSide = 15;
/** The weight of the byte that leaves a block: factor^24. */
const leaving = Array.from({ length: blockBytes - 1 }).reduce<number>((power) => Math.imul(power, factor), 1);

/**
 * Finds which stretches of a document occurred in an earlier one, byte by byte, not by hashes. It finds every span of at least
 * 50 bytes that occurred in the remembered text, unless more than four equal blocks occurred in other surroundings.
 *
 * Enters blocks of 25 bytes by position; looks up each position of a document by a rolling hash, and compares and extends the
 * matches.
 *
 * Source: Tridgell & Mackerras 1996 (rsync): blocks of one text, all positions of the other.
 */
export class EarlierText {
  #slots: Uint32Array;
  /** 0: empty slot */
  #tags: Uint8Array;
  /** hash of the bytes before the block in the lower four bits, of those after it in the others */
  #sides: Uint8Array;
  #entered = 0;
  readonly #text: Text;
  readonly #mostSlots: number;
  /** starts and ends of the documents, ascending */
  #bounds = new Float64Array(2048);
  #documents = 0;
  /** whether text was left out for lack of room */
  #isTruncated = false;

  /**
   * @param expected approximate bytes of text to come; 0: unknown
   * @param held bytes of text in memory; the rest goes to a temporary file
   * @param index bytes of memory for the index
   */
  constructor(expected: number, held: number, index: number = mostMemorySlots) {
    this.#text = new Text(held);
    const slots = Math.ceil(expected / blockBytes / fullShare) + firstSlots;
    const most = Math.floor(index / slotBytes);
    // A table of final size needs no more; a growing one needs more while it grows.
    const isLast = slots >= most || index === mostMemorySlots;
    this.#mostSlots = isLast ? most : Math.floor(index / growingBytes);
    this.#slots = new Uint32Array(Math.min(this.#mostSlots, slots));
    this.#tags = new Uint8Array(this.#slots.length);
    this.#sides = new Uint8Array(this.#slots.length);
  }

  /** Bytes of the remembered text. */
  get size(): number {
    return this.#text.length;
  }

  /** Whether it ran out of room, so that later text is compared only with what is remembered. */
  get isFull(): boolean {
    return this.#isTruncated;
  }

  /**
   * @returns bytes of the document in spans of at least 50 bytes that occur in an earlier document; then remembers the document
   * @throws InputError when there is no room for a temporary file
   * Cost: 15 ns a byte, 15 bytes of memory for 50 bytes of text, and a copy on disk of text beyond `held`.
   */
  repeated(bytes: Uint8Array): number {
    const spans = this.#spans(bytes).sort((a, b) => a.from - b.from || a.to - b.to);
    let sum = 0;
    let covered = 0;
    for (const { from, to } of spans) {
      sum += Math.max(0, to - Math.max(covered, from));
      covered = Math.max(covered, to);
    }
    this.#enter(bytes, spans);
    return sum;
  }

  /** Closes and removes the temporary file. */
  close(): void {
    this.#text.close();
  }

  /** Spans that occur in an earlier document; they may overlap. */
  #spans(bytes: Uint8Array): Span[] {
    const spans: Span[] = [];
    if (bytes.length < leastSpan || this.#entered === 0) return spans;
    const slots = this.#slots;
    const tags = this.#tags;
    const sides = this.#sides;
    const count = slots.length;
    let hash = 0;
    let filled = 0;
    let covered = 0;
    let coveredFrom = 0;
    let last: Span = { from: 0, to: 0, at: -1 };
    for (let i = 0; i < bytes.length; i++) {
      if (filled === blockBytes) hash = (hash - Math.imul(bytes[i - blockBytes]! + 1, leaving)) | 0;
      else filled++;
      hash = (Math.imul(hash, factor) + bytes[i]! + 1) | 0;
      if (filled < blockBytes) continue;
      const key = scrambled(hash);
      const check = Math.imul(key, 0x9e37_79b1);
      const tag = check >>> 24 || 1;
      const more = (check >>> 8) & moreMask;
      let slot = Math.floor((key / 4_294_967_296) * count);
      // Usually reads only tags, which are a quarter as large.
      for (let held = tags[slot]!; held !== 0; held = tags[slot]!) {
        const start = i - blockBytes + 1;
        const entry = slots[slot]!;
        const at = ((entry & blockMask) - 1) * blockBytes;
        // The last span continues through its other blocks.
        if (
          held === tag &&
          entry >>> blockBits === more &&
          !(at - start === last.at - last.from && start < last.to) &&
          agree(sides[slot]!, bytes, start)
        ) {
          const span = this.#extended(bytes, start, at);
          if (span !== null) {
            spans.push(span);
            last = span;
            if (span.to > covered) {
              covered = span.to;
              coveredFrom = span.from;
            }
          }
        }
        slot = slot + 1 === count ? 0 : slot + 1;
      }
      // A match beyond a span has a block near its ends, so the blocks between are skipped.
      const next = covered - blockBytes;
      if (next > i && i >= coveredFrom + leastSpan - 2) {
        i = next;
        hash = 0;
        filled = blockBytes;
        for (let k = next - blockBytes + 1; k <= next; k++)
          hash = (Math.imul(hash, factor) + bytes[k]! + 1) | 0;
      }
    }
    return spans;
  }

  /** Extends a block to both sides; null: it differs, or is in no span of 50 bytes. */
  #extended(bytes: Uint8Array, start: number, at: number): Span | null {
    const document = this.#documentAt(at);
    const first = this.#bounds[2 * document]!;
    const last = this.#bounds[2 * document + 1]!;
    const text = this.#text;
    let to = start;
    while (to < bytes.length && at + to - start < last && text.byte(at + to - start) === bytes[to]) to++;
    if (to - start < blockBytes) return null;
    let from = start;
    while (from > 0 && at + from - start > first && text.byte(at + from - start - 1) === bytes[from - 1])
      from--;
    return to - from >= leastSpan ? { from, to, at: at + from - start } : null;
  }

  #documentAt(at: number): number {
    let low = 0;
    let high = this.#documents - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#bounds[2 * middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * @param spans of it that occur in earlier documents, by their starts: blocks so deep within one that no other span of 50
   *   bytes reaches them are not entered again
   */
  #enter(bytes: Uint8Array, spans: readonly Span[]): void {
    if (bytes.length < blockBytes) return;
    // A copy has nothing new.
    if (spans.some(({ from, to }) => to - from === bytes.length)) return;
    const blocks = Math.floor(bytes.length / blockBytes);
    if (!this.#hasRoom(blocks)) return;
    const start = this.#text.append(bytes);
    if (2 * this.#documents + 2 > this.#bounds.length) {
      const larger = new Float64Array(2 * this.#bounds.length);
      larger.set(this.#bounds);
      this.#bounds = larger;
    }
    this.#bounds[2 * this.#documents] = start;
    this.#bounds[2 * this.#documents + 1] = start + bytes.length;
    this.#documents++;
    let next = 0;
    /** end of the range of blocks that are deep within the span that reaches furthest */
    let deepTo = -1;
    for (let block = 0; block < blocks; block++) {
      const at = block * blockBytes;
      for (; next < spans.length && spans[next]!.from + leastSpan - blockBytes <= at; next++)
        deepTo = Math.max(deepTo, spans[next]!.to - leastSpan);
      if (at > deepTo) this.#insert(keyOf(bytes, at), start / blockBytes + block, sidesOf(bytes, at));
    }
  }

  #insert(key: number, block: number, sides: number): void {
    const count = this.#slots.length;
    const check = Math.imul(key, 0x9e37_79b1);
    const tag = check >>> 24 || 1;
    const more = (check >>> 8) & moreMask;
    let slot = Math.floor((key / 4_294_967_296) * count);
    let alike = 0;
    while (this.#tags[slot] !== 0) {
      const isAlike = this.#tags[slot] === tag && this.#slots[slot]! >>> blockBits === more;
      if (isAlike && ++alike >= mostAlike) return;
      slot = slot + 1 === count ? 0 : slot + 1;
    }
    this.#slots[slot] = (more << blockBits) | (block + 1);
    this.#tags[slot] = tag;
    this.#sides[slot] = sides;
    this.#entered++;
  }

  #hasRoom(more: number): boolean {
    const fits = this.#text.length / blockBytes + more < blockMask - 1;
    if (fits && this.#entered + more <= fullShare * this.#slots.length) return true;
    if (!fits || this.#slots.length >= this.#mostSlots) {
      this.#isTruncated = true;
      return false;
    }
    const slots = Math.min(
      this.#mostSlots,
      Math.max(2 * this.#slots.length, Math.ceil((this.#entered + more) / fullShare)),
    );
    const old = this.#slots;
    this.#slots = new Uint32Array(slots);
    this.#tags = new Uint8Array(slots);
    this.#sides = new Uint8Array(slots);
    this.#entered = 0;
    // In the order of the text, as they were entered, so that the text is read once from start to end.
    const held = old
      .filter((entry) => entry !== 0)
      .map((entry) => entry & blockMask)
      .sort();
    const around = new Uint8Array(blockBytes + 2 * sideBytes);
    let document = 0;
    for (const one of held) {
      const at = (one - 1) * blockBytes;
      while (document + 1 < this.#documents && this.#bounds[2 * document + 2]! <= at) document++;
      const from = Math.max(this.#bounds[2 * document]!, at - sideBytes);
      const to = Math.min(this.#bounds[2 * document + 1]!, at + blockBytes + sideBytes);
      for (let k = from; k < to; k++) around[k - from] = this.#text.byte(k);
      const some = around.subarray(0, to - from);
      this.#insert(keyOf(some, at - from), one - 1, sidesOf(some, at - from));
    }
    return this.#hasRoom(more);
  }
}

function keyOf(bytes: Uint8Array, at: number): number {
  let hash = 0;
  for (let k = at; k < at + blockBytes; k++) hash = (Math.imul(hash, factor) + bytes[k]! + 1) | 0;
  return scrambled(hash);
}

/** Four hash bits of some bytes. */
function sideOf(bytes: Uint8Array, from: number): number {
  if (from < 0 || from + sideBytes > bytes.length) return noSide;
  let hash = 0;
  for (let k = from; k < from + sideBytes; k++) hash = (Math.imul(hash, factor) + bytes[k]! + 1) | 0;
  return scrambled(hash) % noSide;
}

/** Of the block at an offset. */
const sidesOf = (bytes: Uint8Array, at: number): number =>
  sideOf(bytes, at - sideBytes) | (sideOf(bytes, at + blockBytes) << 4);

/** Whether the surroundings of a block may agree with those of an offset. */
function agree(sides: number, bytes: Uint8Array, at: number): boolean {
  const before = sides & 15;
  if (before !== noSide && before === sideOf(bytes, at - sideBytes)) return true;
  const behind = sides >>> 4;
  return behind !== noSide && behind === sideOf(bytes, at + blockBytes);
}

/** A stretch of a document, and its position in earlier text. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/** Growing text: its beginning in memory, the rest in a file. */
class Text {
  readonly #mostHeld: number;
  #held = new Uint8Array(1_048_576);
  /** bytes, with gaps between documents */
  length = 0;
  #folder: string | null = null;
  #file = -1;
  /** the part of the file that was read last */
  readonly #window = new Uint8Array(windowBytes);
  #windowStart = -1;
  #windowEnd = -1;

  constructor(mostHeld: number) {
    this.#mostHeld = mostHeld;
  }

  /** @returns its start: a multiple of the block size */
  append(bytes: Uint8Array): number {
    const start = Math.ceil(this.length / blockBytes) * blockBytes;
    const end = start + bytes.length;
    const inMemory = Math.min(end, this.#mostHeld);
    if (inMemory > this.#held.length) {
      const larger = new Uint8Array(Math.max(inMemory, Math.min(this.#mostHeld, 2 * this.#held.length)));
      larger.set(this.#held.subarray(0, this.length));
      this.#held = larger;
    }
    if (start < this.#mostHeld) this.#held.set(bytes.subarray(0, this.#mostHeld - start), start);
    if (end > this.#mostHeld) {
      const from = Math.max(0, this.#mostHeld - start);
      this.#write(bytes.subarray(from), start + from - this.#mostHeld);
      if (this.#windowEnd > start) this.#windowStart = this.#windowEnd = -1;
    }
    this.length = end;
    return start;
  }

  /** @param at within what was appended, or a gap between documents */
  byte(at: number): number {
    if (at < this.#mostHeld) return this.#held[at]!;
    if (at < this.#windowStart || at >= this.#windowEnd) this.#load(at);
    return this.#window[at - this.#windowStart]!;
  }

  close(): void {
    if (this.#file >= 0) closeSync(this.#file);
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
    this.#file = -1;
    this.#folder = null;
  }

  #load(at: number): void {
    // Matches are mostly followed forwards, and a little backwards.
    const start = Math.max(this.#mostHeld, at - windowBytes / 8);
    const read = readSync(this.#file, this.#window, 0, windowBytes, start - this.#mostHeld);
    this.#windowStart = start;
    this.#windowEnd = start + read;
    if (at >= this.#windowEnd) {
      this.#window[at - start] = 0;
      this.#windowEnd = at + 1;
    }
  }

  #write(bytes: Uint8Array, at: number): void {
    try {
      if (this.#file < 0) {
        this.#folder = mkdtempSync(join(tmpdir(), "mesoscope-"));
        this.#file = openSync(join(this.#folder, "text"), "wx+", 0o600);
      }
      for (let done = 0; done < bytes.length; )
        done += writeSync(this.#file, bytes, done, bytes.length - done, at + done);
    } catch (error) {
      throw new InputError(
        `no file for earlier text in ${tmpdir()}: ${describeSystemFault(error)}; TMPDIR names another folder`,
      );
    }
  }
}
