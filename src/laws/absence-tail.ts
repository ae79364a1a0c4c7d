import type { Symbols } from "../core/sequence.ts";

/** How heavy the tail of the lengths is for which a symbol stays away. */
export interface AbsenceTail {
  readonly symbol: number;
  /** shape less its error, so that few lengths say little */
  readonly cautious: number;
  /** shape of a generalised Pareto law: 0 for exponential tails, 1/a where P(length > x) falls as x^-a, 1/2 without a variance */
  readonly shape: number;
  /** lengths it was measured on */
  readonly lengths: number;
}

/**
 * Share of the lengths, as a power of their number, that make the tail. Chosen: of a mixture of geometric laws only the longest is seen
 * above so high a threshold; .9 takes bursts of errors for a law without a scale.
 */
const tailPower = 0.7;
/** Lengths that make the tail, and those of them that exceed the threshold, where many are equal. */
const fewest = 25;
const fewestBeyond = 20;

/**
 * The heaviest tail among the lengths for which symbols are absent, by probability-weighted moments of what they exceed a
 * threshold by: a law without a scale is of that shape above any threshold, a geometric one has shape 0.
 *
 * @param segmentEnds ascending, the last one n; nothing crosses a segment end
 * @returns undefined when no symbol has 25 absences
 * Cost: O(n log n).
 * Source: Hosking & Wallis 1987, Technometrics 29.
 */
export function heaviestAbsence(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
): AbsenceTail | undefined {
  const tails = absences(symbols, segmentEnds, alphabetSize).map((lengths) => tailOf(lengths.sort()));
  let worst: AbsenceTail | undefined;
  for (const [symbol, tail] of tails.entries())
    if (tail !== undefined && !(worst !== undefined && worst.cautious >= tail.cautious))
      worst = { symbol, ...tail };
  return worst;
}

/** By symbol, for how many symbols it was absent each time. */
function absences(symbols: Symbols, segmentEnds: ArrayLike<number>, alphabetSize: number): Int32Array[] {
  const visit = (see: (symbol: number, length: number) => void) => {
    const last = new Int32Array(alphabetSize);
    for (let s = 0, start = 0; s < segmentEnds.length; s++) {
      const end = segmentEnds[s]!;
      last.fill(-1);
      for (let at = start; at < end; at++) {
        const symbol = symbols[at]!;
        const before = last[symbol]!;
        if (before >= 0 && at - before > 1) see(symbol, at - before - 1);
        last[symbol] = at;
      }
      start = end;
    }
  };
  const counts = new Int32Array(alphabetSize);
  visit((symbol) => counts[symbol]!++);
  const lengths = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  visit((symbol, length) => {
    lengths[symbol]![counts[symbol]!++] = length;
  });
  return lengths;
}

/** @param sorted lengths, ascending */
function tailOf(sorted: Int32Array): Omit<AbsenceTail, "symbol"> | undefined {
  if (sorted.length < fewest) return undefined;
  const wanted = Math.max(fewest, Math.floor(Math.exp(tailPower * Math.log(sorted.length))));
  const threshold = sorted[sorted.length - wanted]!;
  let from = sorted.length - wanted;
  while (from < sorted.length && sorted[from]! === threshold) from++;
  const count = sorted.length - from;
  if (count < fewestBeyond) return undefined;
  let mean = 0;
  let weighted = 0;
  for (let first = from; first < sorted.length; ) {
    let end = first;
    while (end < sorted.length && sorted[end] === sorted[first]) end++;
    // Equal lengths are spread evenly over the unit that they were rounded to.
    for (let i = first; i < end; i++) {
      const excess = sorted[first]! - threshold - 1 + (i - first + 0.5) / (end - first);
      const position = (i - from + 0.65) / count;
      mean += excess / count;
      weighted += ((1 - position) * excess) / count;
    }
    first = end;
  }
  const shape = 2 - mean / (mean - 2 * weighted);
  return { shape, cautious: shape - 1 / Math.sqrt(count), lengths: count };
}
