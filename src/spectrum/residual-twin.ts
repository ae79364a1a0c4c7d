import type { Random } from "../core/random.ts";
import { allocateSymbols, type SymbolSequence, type Symbols, segmentsOf } from "../core/sequence.ts";
import { shuffled } from "../math/sampling.ts";
import { plugInEntropy } from "../statistics/entropy.ts";

/** The predictor of a symbol: none, the symbol at a distance before it, or the mean of that and the one above. */
interface Predictor {
  readonly left: number;
  readonly above: number;
}

/** Positions modulo `width` are classes; each uses the predictor with the cheapest residuals. */
interface Columns {
  readonly width: number;
  readonly predictors: readonly Predictor[];
  /** bits a symbol of the residuals, with the names of their frequencies */
  readonly bits: number;
}

const noNeighbour: Predictor = { left: 0, above: 0 };
const leftNeighbour: Predictor = { left: 1, above: 0 };
/** Widths of columns to try besides the period: bytes of a number, channels of sound and pictures. */
const widths = [1, 2, 3, 4, 8];
/** Longest row of a picture, symbols. */
const longestRow = 4096;
/** Symbols of the beginning in which rows are searched. */
const rowSearch = 8192;
/** Rows are searched for if steps without them cost at most this factor of the limit. */
const worthRows = 1.3;
/**
 * A twin that preserves only columns of numbers that are near earlier ones: it shuffles the residuals of the best predictor
 * within each column. It is a twin of records, sound and pictures; a text has none.
 *
 * @param period approximate period, in symbols
 * @param limit bits a symbol that the residuals may cost, so that they explain the sequence
 * @param random a stream of its own
 * @returns undefined where shuffled residuals cost more
 * Cost: O(n) for each of some forty predictors, and some 30 million steps where rows are searched for.
 */
export function residualTwin(
  sequence: SymbolSequence,
  period: number | undefined,
  limit: number,
  random: Random,
): SymbolSequence | undefined {
  let best: Columns | undefined;
  const before = residualsOf(sequence, leftNeighbour);
  for (const width of new Set(period === undefined ? widths : [...widths, period])) {
    const columns = columnsOf(sequence, width, rowsOf(sequence, width, limit), before);
    if (columns.bits <= limit && (best === undefined || columns.bits < best.bits)) best = columns;
  }
  return best && resampled(sequence, best, random);
}

/**
 * The best predictor of each column.
 *
 * @param before shape (n,): residuals of prediction by the symbol before, which do not depend on the width
 */
function columnsOf(sequence: SymbolSequence, width: number, above: number, before: Symbols): Columns {
  const candidates: Predictor[] = [noNeighbour, { left: width, above: 0 }];
  if (width > 1) candidates.push(leftNeighbour);
  if (above > 0) candidates.push({ left: width, above });
  const costs = candidates.map((one) => {
    const residuals = one.left === 1 && one.above === 0 ? before : residualsOf(sequence, one);
    return columnBits(sequence, width, residuals);
  });
  let bits = 0;
  const predictors = Array.from({ length: width }, (_, column) => {
    const paid = costs.map((cost) => cost[column]!);
    const cheapest = paid.indexOf(Math.min(...paid));
    bits += paid[cheapest]!;
    return candidates[cheapest]!;
  });
  return { width, predictors, bits: bits / sequence.symbols.length };
}

/** Bits that the residuals of each column cost, frequencies included, shape (width,). */
function columnBits({ alphabetSize, segmentEnds }: SymbolSequence, width: number, steps: Symbols) {
  const counts = new Int32Array(width * alphabetSize);
  for (const [start, end] of segmentsOf(segmentEnds)) {
    let row = 0;
    for (let at = start; at < end; at++) {
      counts[row + steps[at]!]!++;
      row += alphabetSize;
      if (row === counts.length) row = 0;
    }
  }
  const bits = new Float64Array(width);
  for (let column = 0; column < width; column++)
    bits[column] = bitsOfCounts(counts.subarray(column * alphabetSize, (column + 1) * alphabetSize));
  return bits;
}

function bitsOfCounts(counts: Int32Array): number {
  let total = 0;
  let different = 0;
  for (let a = 0; a < counts.length; a++) {
    total += counts[a]!;
    if (counts[a]! > 0) different++;
  }
  // Where all segments are shorter than a row, some columns are empty.
  if (total === 0) return 0;
  return total * plugInEntropy(counts) + ((different - 1) / 2) * Math.log2(total);
}

/** Residuals of all segments, shape (n,): the symbols themselves without a predictor. */
function residualsOf({ symbols, alphabetSize, segmentEnds }: SymbolSequence, by: Predictor): Symbols {
  const { left, above } = by;
  if (left === 0) return symbols;
  const steps = allocateSymbols(symbols.length, alphabetSize);
  for (const [start, end] of segmentsOf(segmentEnds)) {
    const nothingBefore = Math.min(end, start + left);
    steps.set(symbols.subarray(start, nothingBefore), start);
    const plain = above === 0 ? end : Math.min(end, start + Math.max(left, above));
    for (let at = nothingBefore; at < plain; at++) {
      const step = symbols[at]! - symbols[at - left]!;
      steps[at] = step < 0 ? step + alphabetSize : step;
    }
    for (let at = plain; at < end; at++) {
      const step = symbols[at]! - ((symbols[at - left]! + symbols[at - above]!) >> 1);
      steps[at] = step < 0 ? step + alphabetSize : step;
    }
  }
  return steps;
}

/** The prediction of a symbol from those before it in its segment; a residual is the symbol minus that, modulo A. */
function expected(symbols: ArrayLike<number>, start: number, at: number, { left, above }: Predictor): number {
  if (left === 0 || at - left < start) return 0;
  if (above === 0 || at - above < start) return symbols[at - left]!;
  return (symbols[at - left]! + symbols[at - above]!) >> 1;
}

/** Length of the row with the cheapest steps in the beginning; 0 where none is cheaper than no row. */
function rowsOf(sequence: SymbolSequence, width: number, limit: number): number {
  const searched = Math.min(sequence.segmentEnds[0] ?? 0, rowSearch);
  if (searched === 0) return 0;
  const longest = Math.min(longestRow, searched >> 1);
  const counts = new Int32Array(sequence.alphabetSize);
  let [best, least] = [0, stepBits(sequence, { left: width, above: 0 }, longest, searched, counts)];
  if (least > worthRows * limit) return 0;
  for (let above = 2 * width; above <= longest; above += width) {
    const bits = stepBits(sequence, { left: width, above }, longest, searched, counts);
    if (bits < least) [best, least] = [above, bits];
  }
  return best;
}

/** Cost of a step among symbols from..to-1, bits; the first ones cost as symbols. */
function stepBits(
  { symbols, alphabetSize }: SymbolSequence,
  { left, above }: Predictor,
  from: number,
  to: number,
  counts: Int32Array,
): number {
  counts.fill(0);
  const first = Math.max(from, Math.min(left, to));
  for (let at = from; at < first; at++) counts[symbols[at]!]!++;
  for (let at = first; at < to; at++) {
    const before = symbols[at - left]!;
    const step = symbols[at]! - (above === 0 ? before : (before + symbols[at - above]!) >> 1);
    counts[step < 0 ? step + alphabetSize : step]!++;
  }
  return plugInEntropy(counts);
}

/** Rebuilds each segment from all residuals, shuffled within their column. */
function resampled(
  { symbols, alphabetSize, segmentEnds, ...rest }: SymbolSequence,
  { width, predictors }: Columns,
  random: Random,
): SymbolSequence {
  const pools: number[][] = predictors.map(() => []);
  const each = (visit: (at: number, start: number, column: number) => void) => {
    for (const [start, end] of segmentsOf(segmentEnds))
      for (let at = start; at < end; at++) visit(at, start, (at - start) % width);
  };
  each((at, start, column) => {
    const step = symbols[at]! - expected(symbols, start, at, predictors[column]!);
    pools[column]!.push(step < 0 ? step + alphabetSize : step);
  });
  const drawn = pools.map((pool) => shuffled(Uint32Array.from(pool), (bound) => random.below(bound)));
  const next = new Uint32Array(width);
  const twin = allocateSymbols(symbols.length, alphabetSize);
  each((at, start, column) => {
    const step = drawn[column]![next[column]!++]!;
    twin[at] = (expected(twin, start, at, predictors[column]!) + step) % alphabetSize;
  });
  return { ...rest, symbols: twin, alphabetSize, segmentEnds };
}
