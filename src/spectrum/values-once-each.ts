import type { Random } from "../core/random.ts";
import type { SymbolSequence, Symbols } from "../core/sequence.ts";
import { shuffled } from "../math/shuffle.ts";
import { lineFeed, longestField, mostFields, separator } from "./record-fields.ts";

/** A field whose characters were exchanged repeats so large a share of its values at least, */
const repeatsByChance = 0.1;
/** and itself so many times fewer, for its values to come once each. */
const timesFewer = 10;
/** Values that say nothing. */
const fewestValues = 32;

/** The values of one field of all lines, or these lines. */
interface Field {
  readonly starts: number[];
  readonly ends: number[];
}

/**
 * Puts whole values, in any order among those of their length, where the values of a field come once each and those of
 * exchanged characters would not: of numbers drawn without replacement, such as a shuffled list, each says what the others
 * are not, and that is no more than a pattern. Lines of several fields are such values, too: places of a board, pairs of a table.
 *
 * @param twin the same with characters exchanged, shape (n,); is changed
 * @param kindAt of each character, shape (n,)
 * Cost: O(n), memory for the distinct values.
 */
export function exchangeWhole(
  sequence: SymbolSequence,
  twin: Symbols,
  kindAt: Int8Array,
  random: Random,
): void {
  const { symbols } = sequence;
  for (const field of valuesOf(sequence, kindAt)) {
    const count = field.starts.length;
    if (count < fewestValues) continue;
    const byChance = count - distinctOf(twin, field);
    if (byChance < repeatsByChance * count) continue;
    if ((count - distinctOf(symbols, field)) * timesFewer > byChance) continue;
    for (const places of byLength(field)) {
      const from = shuffled(Uint32Array.from(places), (bound) => random.below(bound));
      for (const [i, place] of places.entries()) {
        const source = symbols.subarray(field.starts[from[i]!]!, field.ends[from[i]!]!);
        twin.set(source, field.starts[place]!);
      }
    }
  }
}

/** Values that are whole: no end of a segment cuts them. Lines of several fields come last. */
function valuesOf({ symbols, codes, segmentEnds }: SymbolSequence, kindAt: Int8Array): Field[] {
  const fields = Array.from({ length: mostFields }, (): Field => ({ starts: [], ends: [] }));
  const lines: Field = { starts: [], ends: [] };
  const put = ({ starts, ends }: Field, from: number, end: number) => {
    if (from === end || end - from > longestField) return;
    starts.push(from);
    ends.push(end);
  };
  let start = 0;
  for (const end of segmentEnds) {
    let field = 0;
    let from = start;
    let line = start;
    // Which field of its line a segment begins in is not known.
    let inLine = false;
    for (let at = start; at < end; at++) {
      if (kindAt[at] !== separator) continue;
      const ends = codes![symbols[at]!] === lineFeed;
      if (inLine && field < mostFields) put(fields[field]!, from, at);
      if (inLine && ends && field > 0) put(lines, line, at);
      from = at + 1;
      if (ends) line = from;
      field = ends ? 0 : field + 1;
      inLine ||= ends;
    }
    start = end;
  }
  return [...fields, lines];
}

function distinctOf(symbols: Symbols, { starts, ends }: Field): number {
  const seen = new Set<string>();
  for (let i = 0; i < starts.length; i++)
    seen.add(String.fromCodePoint(...symbols.subarray(starts[i]!, ends[i]!)));
  return seen.size;
}

function byLength({ starts, ends }: Field): number[][] {
  const places = new Map<number, number[]>();
  for (let i = 0; i < starts.length; i++) {
    const length = ends[i]! - starts[i]!;
    const those = places.get(length);
    if (those === undefined) places.set(length, [i]);
    else those.push(i);
  }
  return [...places.values()];
}
