import { longestSegmentLength, type SymbolSequence, type Symbols, segmentsOf } from "../../core/sequence.ts";
import type { RecordPart } from "../../core/source.ts";
import { meanOf } from "../../math/sums.ts";
import { symbolClass } from "../../wasm/mixer-settings.ts";
import { isText, textClasses } from "../members/mixer-alphabet.ts";

/**
 * Kinds of positions in a sequence. The kind of a position follows from what precedes it in its segment, so that the bits at
 * positions of one kind are a learning curve of their own, and those of all kinds sum to the whole.
 */
export interface PositionParts {
  readonly names: readonly string[];
  /**
   * @param symbols shape (n,)
   * @param segmentEnds ascending, the last one n
   * @returns shape (n,): the kind of each position, which depends neither on its symbol nor on any after it
   * Cost: some ten nanoseconds a symbol.
   */
  label(symbols: Symbols, segmentEnds: ArrayLike<number>): Uint8Array;
}

const textParts = ["in a repeat", "after a bracket", "inside a word", "start of a word", "other"] as const;
const [inRepeat, afterBracket, insideWord, startOfWord, other] = [0, 1, 2, 3, 4];
/** A string of this length that occurred earlier in its segment: the next symbol may be copied. */
const repeatLength = 8;
const brackets = new Set(Array.from("()[]{}<>", (bracket) => bracket.charCodeAt(0)));
const blanks = new Set([9, 10, 13, 32]);

/**
 * Positions of a text: after eight symbols that occurred earlier in the segment; else after a bracket, a letter, a blank or
 * line end, or anything else.
 *
 * @param codes shape (A,): byte or code point of every symbol
 * @returns undefined where they cannot be those of a text
 */
export function partsOfText(codes: ArrayLike<number> | undefined): PositionParts | undefined {
  if (codes === undefined || !isText(codes)) return undefined;
  const { classes } = textClasses(codes);
  const after = Uint8Array.from(codes, (code, symbol) => {
    if (brackets.has(code)) return afterBracket;
    if (classes[symbol] === symbolClass.word) return insideWord;
    return blanks.has(code) ? startOfWord : other;
  });
  return {
    names: textParts,
    label(symbols, segmentEnds) {
      const parts = new Uint8Array(symbols.length);
      const repeated = new RepeatedStretches(symbols, segmentEnds, repeatLength);
      for (const [start, end] of segmentsOf(segmentEnds)) {
        repeated.enter(start);
        for (let at = start; at < end; at++) {
          if (repeated.endsBefore(at)) parts[at] = inRepeat;
          else parts[at] = at === start ? other : after[symbols[at - 1]!]!;
        }
      }
      return parts;
    },
  };
}

/** Kinds of positions of a task, by its record, or else of a text. @returns undefined where there are none */
export function partsOfInput(
  record: readonly RecordPart[] | null,
  { codes, alphabetSize }: SymbolSequence,
): PositionParts | undefined {
  return record === null ? partsOfText(codes) : partsOfRecord(record, alphabetSize - 1);
}

/** Bits a symbol of each part for a learner that knows the task. Parts of one name are one: the mean of their symbols. */
export function exactBits(record: readonly RecordPart[]): Map<string, number> {
  return new Map(
    record.map(({ name }) => {
      const all = record.filter((part) => part.name === name).flatMap(({ bits }) => bits);
      return [name, meanOf(all)];
    }),
  );
}

/** Before the first record: a segment may start within one. */
const unplaced = "unplaced";

/**
 * Positions of a task: the part of the record that comes next, counted from the last line end; parts of one name are one.
 *
 * @param record parts in order; the last symbol of the last one is a line end
 * @param lineEnd the symbol that ends every record and occurs nowhere else
 */
export function partsOfRecord(record: readonly RecordPart[], lineEnd: number): PositionParts {
  const names = [...new Set(record.map(({ name }) => name))];
  const places = Uint8Array.from(record.flatMap(({ name, bits }) => bits.map(() => names.indexOf(name))));
  return {
    names: [...names, unplaced],
    label(symbols, segmentEnds) {
      const parts = new Uint8Array(symbols.length).fill(names.length);
      for (const [start, end] of segmentsOf(segmentEnds)) {
        let place = places.length;
        for (let at = start; at < end; at++) {
          if (at > start && symbols[at - 1] === lineEnd) place = 0;
          if (place < places.length) parts[at] = places[place++]!;
        }
      }
      return parts;
    },
  };
}

const factor = 0x9e3779b1;

/** Strings of one length in a segment; matches are compared, so that a hash alone decides nothing. */
class RepeatedStretches {
  readonly #symbols: Symbols;
  readonly #length: number;
  /** by hash: 1 + the first position of a string; 0: none */
  readonly #first: Int32Array;
  #start = 0;

  constructor(symbols: Symbols, segmentEnds: ArrayLike<number>, length: number) {
    const longest = longestSegmentLength(segmentEnds);
    this.#symbols = symbols;
    this.#length = length;
    this.#first = new Int32Array(1 << Math.ceil(Math.log2(2 * longest + 2)));
  }

  enter(start: number): void {
    this.#first.fill(0);
    this.#start = start;
  }

  /** Whether the string that ends before a position occurred before; call it for every position of a segment in turn. */
  endsBefore(at: number): boolean {
    const from = at - this.#length;
    if (from < this.#start) return false;
    const mask = this.#first.length - 1;
    let hash = 0;
    for (let i = from; i < at; i++) hash = Math.imul(hash ^ this.#symbols[i]!, factor) ^ (hash >>> 15);
    let slot = (hash ^ (hash >>> 16)) & mask;
    while (this.#first[slot] !== 0) {
      if (this.#equal(this.#first[slot]! - 1, from)) return true;
      slot = (slot + 1) & mask;
    }
    this.#first[slot] = from + 1;
    return false;
  }

  #equal(one: number, another: number): boolean {
    for (let i = 0; i < this.#length; i++) {
      if (this.#symbols[one + i] !== this.#symbols[another + i]) return false;
    }
    return true;
  }
}
