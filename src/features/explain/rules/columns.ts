import { exp2, sumOf } from "../../../math/sums.ts";
import { isBinary } from "../../../observer/members/mixer-alphabet.ts";
import { figure } from "../../../results/report.ts";
import { stepOf } from "./number-law.ts";
import { countingColumns, runsOf } from "./stored.ts";
import {
  type Candidate,
  cheapestThatPays,
  countsIn,
  entropyBits,
  type Finding,
  isSpread,
  nothing,
  PredictedCode,
  placedSegments,
  type RuleSample,
} from "./unseen.ts";

/** Columns are listed if they save this share of the best one, unless they are more than this share of all columns. */
const [leastOfColumn, mostColumns] = [0.5, 0.75];
/** Bits by which records must beat a repeated word. */
const leastAdvantage = 20;

/**
 * Records of a width: each column follows its own law, or copies the symbol above. Lags at which symbols agree give the
 * candidates for the width; the one that saves most on the first half is tested.
 *
 * For independent symbols, and for ones that repeat those a width before at a constant rate, the probability of saving k bits
 * is at most 2^-k.
 *
 * @returns undefined also for a repeated word in noise, which is a period
 * Cost: 30 ns a symbol and width.
 */
export function columnsOf(
  sample: RuleSample,
  half: number,
  widths: readonly Candidate[],
): Finding | undefined {
  const segments = placedSegments(sample);
  // Symbols that are neither bytes nor characters do not form fields.
  if (sample.codes === undefined || segments === undefined) return undefined;
  const coded = widths.map((one) => {
    const counting = isBinary(sample.codes!) ? countingColumns(sample, one.period, 0, half) : [];
    const losses = codeColumns(sample, segments, one, new Set(counting));
    return { period: one.period, losses, counting };
  });
  const best = cheapestThatPays(coded, half);
  if (best === undefined) return undefined;
  const { period: width, losses, counting } = best;
  const first = sumOf(losses.subarray(0, half));
  const n = sample.symbols.length;
  const saved = fewestBits(sample, width, half, n) - sumOf(losses.subarray(half)) - Math.log2(coded.length);
  if (saved < 0 || 2 * saved < fewestBits(sample, width, 0, half) - first) return undefined;
  if (!isSpread(sample, half, losses)) return undefined;
  if (first + leastAdvantage > wordBits(sample, segments, width, half)) return undefined;
  const columns = namedColumns(savedByColumn(sample, segments, [0, half], best));
  const later = savedByColumn(sample, segments, [half, n], best);
  const inRanges = columns.reduce((sum, { first, last }) => sum + sumOf(later.subarray(first - 1, last)), 0);
  return {
    kind: "columns",
    width,
    columns,
    ...(counting.length === 0
      ? {}
      : { counters: counting.map((column) => counterOf(sample, column, width, half)) }),
    share: figure(columns.length === 0 ? 1 : Math.min(1, inRanges / sumOf(later)), "1"),
    perSymbol: figure(saved / (n - half), "bit/symbol"),
    saved: figure(saved, "bit"),
  };
}

/** A counting column, from 1, and its most common difference. */
function counterOf(sample: RuleSample, column: number, record: number, half: number) {
  const form = { bytes: 1, littleEndian: true, record, offset: column };
  const step = stepOf(runsOf(sample, form, 0, half), 256)!.law.step;
  return { column: column + 1, step: step > 128 ? step - 256 : step };
}

type Segments = NonNullable<ReturnType<typeof placedSegments>>;

/**
 * The cost of each symbol if its column follows its own law or copies the symbol above, weighted by success: a Bayes mixture of
 * two codes for each column.
 *
 * @param counting columns that continue the symbol above by their last difference
 */
function codeColumns(
  { symbols, alphabetSize, codes }: RuleSample,
  segments: Segments,
  { period, losses }: Candidate,
  counting: ReadonlySet<number>,
): Float64Array {
  const symbolOf = new Int32Array(256).fill(nothing);
  if (counting.size > 0)
    for (let symbol = 0; symbol < alphabetSize; symbol++) symbolOf[codes![symbol]!] = symbol;
  const code = new PredictedCode(alphabetSize, period);
  // By column: what the second code saved over the first, bits.
  const ahead = new Float64Array(period);
  const mixed = new Float64Array(symbols.length);
  for (const { from, to, place } of segments) {
    let column = place % period;
    for (let at = from; at < to; at++) {
      let above = at - from >= period ? symbols[at - period]! : nothing;
      if (counting.has(column) && at - from >= 2 * period)
        above = symbolOf[(2 * codes![above]! - codes![symbols[at - 2 * period]!]!) & 255]!;
      const vertical = code.loss(symbols[at]!, above, column);
      const law = losses[at]!;
      const weight = 1 / (1 + exp2(-ahead[column]!));
      mixed[at] = -Math.log2(weight * exp2(-vertical) + (1 - weight) * exp2(-law));
      ahead[column]! += law - vertical;
      if (++column === period) column = 0;
    }
  }
  return mixed;
}

const rounds = 30;

/**
 * A lower bound on every code that copies the symbol a width before at a fixed rate, and otherwise draws it from a fixed law;
 * bits.
 *
 * Source: Dempster, Laird & Rubin 1977, J. R. Stat. Soc. B 39 (its likelihood is concave, so the iteration finds the largest).
 */
function fewestBits(sample: RuleSample, width: number, start: number, end: number): number {
  const { symbols, alphabetSize, segmentEnds } = sample;
  const same = new Float64Array(alphabetSize);
  const other = new Float64Array(alphabetSize);
  const alone = new Float64Array(alphabetSize);
  let from = 0;
  for (const to of segmentEnds) {
    for (let at = Math.max(from, start); at < Math.min(to, end); at++) {
      const symbol = symbols[at]!;
      if (at - from < width) alone[symbol]!++;
      else if (symbols[at - width] === symbol) same[symbol]!++;
      else other[symbol]!++;
    }
    from = to;
  }
  const paired = sumOf(same) + sumOf(other);
  if (paired === 0) return entropyBits(alone);
  let copies = 0.5;
  const law = other.map((count, symbol) => (0.5 * (count + same[symbol]!)) / paired);
  for (let round = 0; round < rounds; round++) {
    let taken = 0;
    for (let symbol = 0; symbol < alphabetSize; symbol++) {
      const both = copies + law[symbol]!;
      const share = both === 0 ? 0 : (same[symbol]! * copies) / both;
      taken += share;
      law[symbol] = (other[symbol]! + same[symbol]! - share) / paired;
    }
    copies = taken / paired;
  }
  let bits = entropyBits(alone);
  for (let symbol = 0; symbol < alphabetSize; symbol++) {
    if (same[symbol]! > 0) bits -= same[symbol]! * Math.log2(copies + law[symbol]!);
    if (other[symbol]! > 0) bits -= other[symbol]! * Math.log2(law[symbol]!);
  }
  return Math.min(bits, entropyBits(countsIn(sample, start, end)));
}

/** Cost of a repeated word of this length, each symbol of it replaced at one rate; bits. */
function wordBits(
  { symbols, alphabetSize }: RuleSample,
  segments: Segments,
  width: number,
  half: number,
): number {
  const counts = new Uint32Array(width * alphabetSize);
  for (const { from, to, place } of segments) {
    for (let at = from; at < Math.min(to, half); at++)
      counts[((place + at - from) % width) * alphabetSize + symbols[at]!]!++;
  }
  const wrong = new Float64Array(alphabetSize);
  let right = 0;
  for (let column = 0; column < width; column++) {
    const own = counts.subarray(column * alphabetSize, (column + 1) * alphabetSize);
    let most = 0;
    for (let symbol = 1; symbol < alphabetSize; symbol++) if (own[symbol]! > own[most]!) most = symbol;
    right += own[most]!;
    for (let symbol = 0; symbol < alphabetSize; symbol++) if (symbol !== most) wrong[symbol]! += own[symbol]!;
  }
  return entropyBits(Float64Array.of(right, half - right)) + entropyBits(wrong);
}

/** Columns that save much of what the best one does, as ranges from 1; empty where most of them do. */
function namedColumns(saved: Float64Array): { first: number; last: number }[] {
  const least = leastOfColumn * Math.max(...saved);
  const ranges: { first: number; last: number }[] = [];
  let named = 0;
  saved.forEach((bits, column) => {
    if (bits < least) return;
    named++;
    const range = ranges.at(-1);
    if (range?.last === column) range.last = column + 1;
    else ranges.push({ first: column + 1, last: column + 1 });
  });
  return named > mostColumns * saved.length ? [] : ranges;
}

/** What each column saves between two positions against the frequencies there, bits, shape (width,). */
function savedByColumn(
  sample: RuleSample,
  segments: Segments,
  [start, end]: readonly [number, number],
  { period: width, losses }: Candidate,
): Float64Array {
  const counts = countsIn(sample, start, end);
  const saved = new Float64Array(width);
  for (const { from, to, place } of segments) {
    for (let at = Math.max(from, start); at < Math.min(to, end); at++)
      saved[(place + at - from) % width]! +=
        Math.log2((end - start) / counts[sample.symbols[at]!]!) - losses[at]!;
  }
  return saved;
}
