import { allocateSymbols, type Symbols } from "../../src/core/sequence.ts";
import type { Member, MemberDefinition } from "../../src/observer/member.ts";

// The interval has up to 48 bits, in floats that hold 53 exactly; it is widened by a byte whenever 40 bits are left.
const widest = 2 ** 48;
const narrowest = 2 ** 40;

/** Share of the interval for a 1: never none and never all of it. */
function shareOf(range: number, one: number): number {
  return Math.min(range - 1, Math.max(1, Math.floor(range * one)));
}

/**
 * Turns decisions and their probabilities into bytes, as many bits as -log2 of the product of these probabilities and
 * at most 16 more.
 *
 * Source: Martin 1979, Video & Data Recording Conf. (range encoding); Rissanen & Langdon 1979, IBM J. Res. Dev. 23(2).
 */
export class ArithmeticEncoder {
  #bytes = new Uint8Array(1024);
  #length = 0;
  #low = 0;
  #range = widest;

  /** @param probability of a 1 */
  encode(one: boolean, probability: number): void {
    const share = shareOf(this.#range, probability);
    if (one) {
      this.#range = share;
    } else {
      this.#low += share;
      this.#range -= share;
    }
    while (this.#range < narrowest) {
      this.#writeTop();
      this.#range *= 256;
    }
  }

  /** @returns all bytes; nothing may be encoded afterwards */
  finish(): Uint8Array {
    this.#low = Math.ceil(this.#low / narrowest) * narrowest;
    this.#writeTop();
    return this.#bytes.slice(0, this.#length);
  }

  /** Writes the top byte of the lower end and lets a carry run through the bytes before it. */
  #writeTop(): void {
    if (this.#low >= widest) {
      this.#low -= widest;
      let at = this.#length - 1;
      while (this.#bytes[at] === 255) this.#bytes[at--] = 0;
      this.#bytes[at]!++;
    }
    const top = Math.floor(this.#low / narrowest);
    if (this.#length === this.#bytes.length) {
      const longer = new Uint8Array(2 * this.#length);
      longer.set(this.#bytes);
      this.#bytes = longer;
    }
    this.#bytes[this.#length++] = top;
    this.#low = (this.#low - top * narrowest) * 256;
  }
}

/** Reads decisions back, given the probabilities they were written with. */
export class ArithmeticDecoder {
  readonly #bytes: Uint8Array;
  #next = 0;
  /** the written value minus the lower end */
  #value = 0;
  #range = widest;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    for (let i = 0; i < 6; i++) this.#readByte();
  }

  /** @param probability of a 1 */
  decode(probability: number): boolean {
    const share = shareOf(this.#range, probability);
    const one = this.#value < share;
    if (one) {
      this.#range = share;
    } else {
      this.#value -= share;
      this.#range -= share;
    }
    while (this.#range < narrowest) {
      this.#readByte();
      this.#range *= 256;
    }
    return one;
  }

  /** Beyond the end there are zeros. */
  #readByte(): void {
    this.#value = this.#value * 256 + (this.#bytes[this.#next++] ?? 0);
  }
}

/** A law over an alphabet as decisions between halves: sums of sums, so that a rare symbol keeps its digits. */
class Halves {
  readonly #sums: Float64Array;
  readonly #leaves: number;

  constructor(alphabetSize: number) {
    this.#leaves = 2 ** Math.ceil(Math.log2(alphabetSize));
    this.#sums = new Float64Array(2 * this.#leaves);
  }

  /** @param law shape (A,) */
  load(law: Float64Array): void {
    this.#sums.set(law, this.#leaves);
    for (let i = this.#leaves - 1; i > 0; i--) this.#sums[i] = this.#sums[2 * i]! + this.#sums[2 * i + 1]!;
  }

  /** Goes from the root to a leaf as `choose` decides, given the probability of each right turn. @returns the symbol */
  descend(choose: (probability: number, halfSize: number) => boolean): number {
    let node = 1;
    for (let half = this.#leaves >> 1; half > 0; half >>= 1) {
      const right = this.#sums[2 * node + 1]!;
      node = 2 * node + (choose(right / this.#sums[node]!, half) ? 1 : 0);
    }
    return node - this.#leaves;
  }
}

/**
 * Codes a sequence with the probabilities of a member, which learns as it goes.
 *
 * @param member freshly opened on the sequence
 * @param segmentEnds ends of the segments, the last one n
 * @returns the code: as many bits as the member states, within 16 and rounding
 * Cost: one distribution of the member a symbol.
 */
export function encodeSymbols(
  member: Member,
  symbols: Symbols,
  alphabetSize: number,
  segmentEnds: readonly number[],
): Uint8Array {
  const encoder = new ArithmeticEncoder();
  const halves = new Halves(alphabetSize);
  eachSymbol(segmentEnds, (at, segmentStart) => {
    halves.load(member.distribution(at, segmentStart));
    const symbol = symbols[at]!;
    halves.descend((probability, half) => {
      const right = (symbol & half) !== 0;
      encoder.encode(right, probability);
      return right;
    });
    member.code(at, at + 1, segmentStart, true, null);
  });
  return encoder.finish();
}

/**
 * Reads a sequence back. The member is opened on an empty sequence that is filled as symbols are decoded, so it cannot
 * look ahead.
 *
 * @param bytes as `encodeSymbols` made them with the same definition
 * @returns shape (n,)
 * Cost: one distribution of the member a symbol.
 */
export function decodeSymbols(
  { open }: Pick<MemberDefinition, "open">,
  bytes: Uint8Array,
  alphabetSize: number,
  segmentEnds: readonly number[],
): Symbols {
  const symbols = allocateSymbols(segmentEnds.at(-1) ?? 0, alphabetSize);
  const member = open(symbols, alphabetSize);
  const decoder = new ArithmeticDecoder(bytes);
  const halves = new Halves(alphabetSize);
  eachSymbol(segmentEnds, (at, segmentStart) => {
    halves.load(member.distribution(at, segmentStart));
    symbols[at] = halves.descend((probability) => decoder.decode(probability));
    member.code(at, at + 1, segmentStart, true, null);
  });
  return symbols;
}

function eachSymbol(segmentEnds: readonly number[], visit: (at: number, segmentStart: number) => void): void {
  let start = 0;
  for (const end of segmentEnds) {
    for (let at = start; at < end; at++) visit(at, start);
    start = end;
  }
}
