import {
  allocateSymbols,
  longestSegmentLength,
  type SymbolSequence,
  type Symbols,
} from "../core/sequence.ts";
import { compactAlphabet } from "../statistics/alphabet.ts";
import { mixtureOf } from "./bayes-mixture.ts";
import type { MemberDefinition } from "./member.ts";
import { rawCode } from "./members/raw-code.ts";
import { type MemberReport, memberReports } from "./observer.ts";
import { membersFor } from "./observer-members.ts";
import { chooseMembers, specialMembers } from "./observer-trial.ts";

/** Takes the losses of symbols start..end-1. */
type LossListener = (losses: Float64Array, start: number, end: number) => void;

/** Costs of the segments of a sequence. */
export interface ObservedSegments {
  /** shape (segments,) */
  readonly bits: Float64Array;
  /** bits that name the members, and their headers */
  readonly headerBits: number;
  readonly members: readonly MemberReport[];
}

/** An observer whose alphabet, members and sizes were chosen on a sample, for longer sequences. */
export interface SettledObserver {
  /** ids of the members that run */
  readonly members: readonly string[];
  /**
   * Codes a sequence segment by segment with a fresh mixture; no context crosses a segment end.
   *
   * @param symbols shape (n,), over the alphabet of the sample; n is at most the capacity
   * @returns bits paid for each segment, shape (segments,)
   */
  segmentBits(symbols: Symbols, segmentEnds: ArrayLike<number>): Float64Array;
  /**
   * The same, with the header for a decoder that knows the alphabet, and the results of each member.
   *
   * @param onLosses gets the losses of the symbols of a segment, bits, the first one at 0; the array is reused
   */
  observe(symbols: Symbols, segmentEnds: ArrayLike<number>, onLosses?: LossListener): ObservedSegments;
}

/** A sample is at most a tenth of what will be coded, so a trial on half of it is short. */
const trialShare = 1 / 2;

/**
 * Chooses members and table sizes on a sample, as for a sequence of `capacity` symbols of its kind. The alphabet is that of the
 * sample; any other symbol is coded as "other" plus log2 of the number of other symbols.
 *
 * @param capacity symbols of the longest sequence to be coded
 * @throws RangeError when more than 65 535 symbols occur, or memory cannot be had
 * Cost: that of the trial: one run of all members over half of the sample, at most 65 536 symbols.
 */
export function settleObserver(
  sample: SymbolSequence,
  definitions: readonly MemberDefinition[],
  capacity: number,
): SettledObserver {
  const { alphabetSize, symbols } = sample;
  const compact = compactAlphabet(symbols, alphabetSize);
  const known = compact.alphabetSize;
  const unknown = alphabetSize - known;
  const size = known + (unknown > 0 ? 1 : 0);
  const names = new Uint32Array(alphabetSize).fill(known);
  for (let name = 0; name < known; name++) names[compact.originals[name]!] = name;
  const otherBits = unknown > 0 ? Math.log2(unknown) : 0;
  const codes = namedCodes(sample, compact.originals, size);
  // Every member is tried, also the cheap ones: many short segments are expensive for members that search for a phase in each.
  const general = membersFor(definitions, size, codes).map((one) => ({
    ...one,
    expensive: one.id !== rawCode.id,
  }));
  const alphabet = { symbols: compact.symbols, alphabetSize: size, codes };
  const tried = chooseMembers(general, alphabet, sample.segmentEnds, trialShare);
  const special = specialMembers(definitions, tried.chosen, alphabet, sample.segmentEnds);
  const suitable = [...general, ...special];
  // Trees, kinds and sizes are those of the repeated sample.
  const model = repeated(compact.symbols, size, capacity);
  const chosen = definitions
    .filter(({ id }) => [...tried.chosen, ...special].some((one) => one.id === id))
    .map((one) => one.settle?.(model, size, codes) ?? one);
  const definition = mixtureOf(chosen);
  const observe: SettledObserver["observe"] = (given, segmentEnds, onLosses) => {
    // The sequence overwrites the sample before it is read.
    const held = model.slice();
    const member = definition.open(held, size, codes);
    for (let i = 0; i < given.length; i++) held[i] = names[given[i]!]!;
    const bits = new Float64Array(segmentEnds.length);
    const losses = new Float64Array(longestSegmentLength(segmentEnds));
    let start = 0;
    for (let s = 0; s < segmentEnds.length; s++) {
      const end = segmentEnds[s]!;
      member.code(start, end, start, true, losses);
      let sum = 0;
      for (let i = start; i < end; i++) {
        if (held[i] === known) losses[i - start]! += otherBits;
        sum += losses[i - start]!;
      }
      bits[s] = sum;
      onLosses?.(losses, start, end);
      start = end;
    }
    member.close?.();
    return {
      bits,
      headerBits: tried.choiceBits + member.headerBits,
      members: memberReports(suitable, chosen, member),
    };
  };
  return {
    members: chosen.map(({ id }) => id),
    observe,
    segmentBits: (given, segmentEnds) => observe(given, segmentEnds).bits,
  };
}

/** Code points of the symbols; "other" is not a letter, gap or digit of a text. */
function namedCodes(
  { codes }: SymbolSequence,
  originals: Uint32Array,
  size: number,
): ArrayLike<number> | undefined {
  if (codes === undefined) return undefined;
  const named = new Uint32Array(size);
  for (let name = 0; name < originals.length; name++) named[name] = codes[originals[name]!]!;
  return named;
}

/** The sample, repeated up to the capacity; "other" occurs once, so that it has a place in every tree. */
function repeated(sample: Symbols, size: number, capacity: number): Symbols {
  const held = allocateSymbols(capacity, size);
  for (let at = 0; at < capacity; at += sample.length) {
    held.set(at + sample.length <= capacity ? sample : sample.subarray(0, capacity - at), at);
  }
  if (capacity > 0) held[capacity - 1] = size - 1;
  return held;
}
