// Records: detects the lengths of units and rows in the learned symbols, and computes their features.

import { FEATURES, MULTIPLIERS, SEGMENT } from "./addresses";
import { symbolAt } from "./sequence";
import { learnSample } from "./laws";
import { beginSamples, reviseSamples } from "./samples";
import { recording } from "./model";
import { ALPHABET, experts, SEQUENCE } from "./shape";
import { beginStored, reviseStored } from "./stored";

/** Length of a unit, the distance from one number of a series to the next: 1 to 8 symbols. */
export let unit: i32 = 1;
/** Length of a row, the distance from one record, or one row of a picture, to the next: 9 to 2048 symbols. */
export let row: i32 = 9;
const LONGEST_UNIT: i32 = 8;
const LONGEST_ROW: i32 = 2048;
const LONGEST_WINDOW: i32 = 4096;
const SHORTEST_WINDOW: i32 = 64;
/** Lengths are revised after this number of learned symbols, then at each doubling, later every REVISION_INTERVAL symbols. */
const FIRST_REVISION: i32 = 256;
const REVISION_INTERVAL: i32 = 16384;
let learnedNumber: i32 = 0;
let nextRevision: i32 = 0;
/** When the next revision is due. It waits until the segment has a window half as long as the widest, for REVISION_INTERVAL at most. */
let due: i32 = 0;
/** The longest window of a revision so far. */
let widest: i32 = 0;

export function beginRecords(): void {
  unit = 1;
  row = LONGEST_UNIT + 1;
  learnedNumber = 0;
  nextRevision = FIRST_REVISION;
  due = FIRST_REVISION;
  widest = 0;
  beginStored();
  beginSamples();
}

/** Number of symbols that can be learned before the next revision. */
// @ts-ignore: decorator
@inline
export function untilRevision(): i32 {
  return recording ? nextRevision - learnedNumber : i32.MAX_VALUE;
}

/** Counts the symbol before `position` as learned. */
// @ts-ignore: decorator
@inline
export function countLearned(position: i32): void {
  if (!recording) return;
  learnSample(position);
  if (++learnedNumber == nextRevision) revise(position);
}

/** Values that differ by less than this are near. */
const NEAR: i16 = 6;

/** Number of the last `count` symbols that equal the one `lag` before, plus the number of those near it. */
function agreements(position: i32, lag: i32, count: i32): i32 {
  let sum = i16x8.splat(0);
  let at = SEQUENCE + (<usize>(position - count) << 1);
  const end = SEQUENCE + (<usize>position << 1);
  const back = <usize>lag << 1;
  for (; at < end; at += 16) {
    const difference = i16x8.abs(i16x8.sub(v128.load(at), v128.load(at - back)));
    sum = i16x8.sub(sum, i16x8.eq(difference, i16x8.splat(0)));
    sum = i16x8.sub(sum, i16x8.lt_s(difference, i16x8.splat(NEAR)));
  }
  const pairs = i32x4.extadd_pairwise_i16x8_s(sum);
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1) + i32x4.extract_lane(pairs, 2) +
    i32x4.extract_lane(pairs, 3);
}

/** The previous lag if it agrees as often as the best one but for chance, else the shortest lag that does. */
function bestLag(position: i32, from: i32, to: i32, count: i32, before: i32): i32 {
  let most = 0;
  for (let lag = from; lag <= to; lag++) most = max(most, agreements(position, lag, count));
  const enough = most - <i32>(2.5 * sqrt<f64>(<f64>count));
  if (before >= from && before <= to && agreements(position, before, count) >= enough) return before;
  let lag = from;
  while (agreements(position, lag, count) < enough) lag++;
  return lag;
}

function revise(position: i32): void {
  const past = position - load<i32>(SEGMENT);
  const least = max(SHORTEST_WINDOW, widest >> 1);
  const missing = max(2 * least, least + row) - past;
  if (missing > 0 && (past < 2 * SHORTEST_WINDOW || learnedNumber - due < REVISION_INTERVAL)) {
    nextRevision += missing;
    return;
  }
  // Behind the window there must be room for the current row, or the row would be given up untested.
  const count = min(LONGEST_WINDOW, missing > 0 ? past >> 1 : min(past >> 1, past - row)) & ~7;
  due += min(due, REVISION_INTERVAL);
  nextRevision = max(due, learnedNumber + 1);
  widest = max(widest, count);
  unit = bestLag(position, 1, LONGEST_UNIT, count, unit);
  row = bestLag(position, LONGEST_UNIT + 1, min(LONGEST_ROW, past - count), count, row);
  reviseStored(position, count & ~15);
  if (experts & 32) reviseSamples(position, row);
}

/** Value of the symbol `back` places before; 0 before the segment. */
// @ts-ignore: decorator
@inline
function valueBefore(position: i32, back: i32): i32 {
  return position - back >= load<i32>(SEGMENT) ? load<i32>(ALPHABET + (<usize>symbolAt(position - back) << 4), 12) : 0;
}

// @ts-ignore: decorator
@inline
function feature(index: i32, value: i32): void {
  store<u32>(FEATURES + (<usize>index << 2), (<u32>value + 1) * load<u32>(MULTIPLIERS + (<usize>index << 2)));
}

/** Bytes of the numbers in a unit of this length. */
// @ts-ignore: decorator
@inline
function widthOf(length: i32): i32 {
  return length == 8 ? 4 : length > 4 ? 1 : length;
}

/** Byte `place` of the little-endian number nearest to `expected` whose lower bytes are those of `lower`. */
// @ts-ignore: decorator
@inline
function byteOf(expected: i32, lower: i32, place: i32): i32 {
  if (place == 0) return expected & 255;
  const shift = place << 3;
  return ((expected - lower + (1 << (shift - 1))) >> shift) & 255;
}

/** The number of `width` bytes whose byte `place` is `back` symbols before. */
// @ts-ignore: decorator
@inline
function numberBefore(position: i32, back: i32, width: i32, place: i32): i32 {
  let number = 0;
  for (let k = width - 1; k >= 0; k--) number = (number << 8) | (valueBefore(position, back + place - k) & 255);
  return number;
}

/** The symbol one row before; 0 in the first row. */
export let above: i32 = 0;
/** Upper four bits of the symbol before, of the one above and of the one a unit before: 0 to 4095. */
export let sketch: u32 = 0;
/** Position in the unit and in the row. */
export let unitPlace: i32 = 0;
export let rowPlace: i32 = 0;

/** Computes the features of records, in place of those of words and lines. */
export function observeRecords(position: i32): void {
  const inside = position - load<i32>(SEGMENT);
  unitPlace = inside % unit;
  rowPlace = inside % row;
  const left = valueBefore(position, 1);
  const before = valueBefore(position, unit);
  const north = valueBefore(position, row);
  above = inside >= row ? symbolAt(position - row) : 0;
  sketch = (left >> 4 & 15) | (north >> 4 & 15) << 4 | (before >> 4 & 15) << 8;
  const width = widthOf(unit);
  const place = unitPlace % width;
  let lower = 0;
  for (let k = 0; k < place; k++) lower |= (valueBefore(position, place - k) & 255) << (k << 3);
  const last = numberBefore(position, unit, width, place);
  const lastButOne = numberBefore(position, unit << 1, width, place);
  feature(9, left - valueBefore(position, unit + 1));
  feature(10, byteOf(last, lower, place));
  feature(11, valueBefore(position, row + 1));
  feature(12, row > 1 ? valueBefore(position, row - 1) : 0);
  feature(13, left - valueBefore(position, row + 1));
  feature(14, before);
  feature(15, valueBefore(position, unit << 1));
  feature(22, unitPlace | (unit << 8));
  feature(23, north);
  feature(28, rowPlace | (row << 12));
  feature(29, valueBefore(position, row << 1));
  feature(30, max(0, min(255, north + before - valueBefore(position, row + unit))));
  feature(31, byteOf(last + last - lastButOne, lower, place));
}
