// Stored numbers: integers of up to eight bytes, of either byte order, at the same place of every record. Each is expected to grow
// by its last step.

import { ALPHABET_CODE, EXPERT_DEPTH, EXPERT_SYMBOL, LAYOUT, SEGMENT, STEADY, STORED, STORED_BYTES, SYMBOLS } from "./addresses";
import { expect } from "./experts";
import { symbolAt } from "./sequence";
import { ALPHABET, experts, SEQUENCE } from "./shape";

/** Distance from one record to the next; 0: none is known. */
let stride: i32 = 0;
const LONGEST: i32 = 2048;
/** Most bytes between a byte and the lowest one of its number. */
const FARTHEST: i32 = 7;
/** Least number of right expectations of a byte in a window. */
const LEAST_HITS: i32 = 3;

export function beginStored(): void {
  stride = 0;
}

function byteAt(position: i32): u64 {
  return <u64>load<u8>(ALPHABET + (<usize>symbolAt(position) << 4), ALPHABET_CODE);
}

/** The byte expected at a position, if the lowest byte of its number is `low` places after it; before it, if negative. */
function expectedByte(position: i32, low: i32): i32 {
  const toLow = low < 0 ? -1 : 1;
  let last: u64 = 0, lastButOne: u64 = 0;
  for (let k = 0; k != low + toLow; k += toLow) {
    last = (last << 8) | byteAt(position + k - stride);
    lastButOne = (lastButOne << 8) | byteAt(position + k - 2 * stride);
  }
  return <i32>((2 * last - lastButOne) >> (<u64>abs(low) << 3)) & 255;
}

/** Place in the record. */
function placeOf(position: i32): usize {
  return <usize>(<u32>(position - load<i32>(SEGMENT)) % <u32>stride);
}

/** What is known of a place: u16, its hypothesis (4 bits; 0: none), which is the distance to the lowest byte, and the last 12 outcomes. */
function ruleAt(position: i32): usize {
  return LAYOUT + (placeOf(position) << 1);
}

/** Computes what the expert of stored numbers predicts at a position. */
export function aimStored(position: i32): void {
  if (stride == 0) return expect(4, -1, 0);
  const place = <u32>load<u16>(ruleAt(position));
  if ((place & 15) == 0 || position - 2 * stride - FARTHEST < load<i32>(SEGMENT)) return expect(4, -1, 0);
  const byte = expectedByte(position, <i32>(place & 15) - 1 - FARTHEST);
  expect(4, <i32>load<u16>(SYMBOLS + (<usize>byte << 1)) - 1, popcnt(place >> 4) << 2 | (place >> 4 & 3));
}

/** Learns whether the expert was right. */
export function advanceStored(position: i32, learning: bool): void {
  if (!learning || load<i32>(STORED, EXPERT_DEPTH) == 0) return;
  const at = ruleAt(position);
  const place = <u32>load<u16>(at);
  const hit = <u32>(load<i32>(STORED, EXPERT_SYMBOL) == symbolAt(position));
  store<u16>(at, <u16>((place & 15) | ((place >> 4) << 1 | hit) << 4));
}

/** Number of the last `count` bytes that continue the step of the two that are `lag` and twice that before. */
function steadySteps(end: usize, count: i32, lag: i32): i32 {
  let steady = 0;
  const back = <usize>lag;
  for (let at = end - count; at < end; at += 16) {
    const x = v128.load(at), last = v128.load(at - back), lastButOne = v128.load(at - 2 * back);
    const step = i8x16.sub(x, last);
    const same = i8x16.eq(step, i8x16.sub(last, lastButOne));
    steady += popcnt(i8x16.bitmask(v128.andnot(same, i8x16.eq(step, i8x16.splat(0)))));
  }
  return steady;
}

/** The shortest distance at which steps are steady nearly as often as at the best one; 0: nowhere above chance. */
function findStride(end: usize, count: i32, longest: i32): i32 {
  let most = 0, all = 0;
  for (let lag = 1; lag <= longest; lag++) {
    const steady = steadySteps(end, count, lag);
    most = max(most, steady);
    all += steady;
  }
  const usual = <f64>all / <f64>longest;
  if (<f64>most < usual + 6 * sqrt<f64>(usual) + 6) return 0;
  const enough = <i32>(usual + 0.5 * (<f64>most - usual));
  if (stride > 0 && stride <= longest && steadySteps(end, count, stride) >= enough) return stride;
  let lag = 1;
  while (steadySteps(end, count, lag) < enough) lag++;
  return lag;
}

/** Looks for numbers in the last `count` symbols, a multiple of 16. */
export function reviseStored(position: i32, count: i32): void {
  if (!(experts & 16)) return;
  expect(4, -1, 0); // what was expected before is no outcome of the new layout
  const past = min(position - load<i32>(SEGMENT), count + 2 * (LONGEST + FARTHEST));
  const longest = min(LONGEST, (past - count - FARTHEST) >> 1);
  for (let symbol = <i32>((SEQUENCE - ALPHABET) >> 4) - 1; symbol >= 0; symbol--) {
    const entry = ALPHABET + (<usize>symbol << 4);
    if (load<u32>(entry, 4) > 0) store<u16>(SYMBOLS + (<usize>load<u8>(entry, ALPHABET_CODE) << 1), <u16>(symbol + 1));
  }
  for (let k = 0; k < past; k++) store<u8>(STORED_BYTES + <usize>k, <u8>byteAt(position - past + k));
  const found = longest > 0 ? findStride(STORED_BYTES + <usize>past, count, longest) : 0;
  if (found != stride) memory.fill(LAYOUT, 0, <usize>LONGEST << 1);
  stride = found;
  if (stride == 0) return;
  for (let k = 0; k < stride; k++) {
    let steady = 0;
    for (let at = position - 1 - k; at >= position - count; at -= stride) {
      const byte = byteAt(at);
      steady += <i32>(byte != byteAt(at - stride) && <i32>byte == expectedByte(at, 0));
    }
    store<u8>(STEADY + placeOf(position - 1 - k), <u8>min(255, steady));
  }
  for (let k = 0; k < stride; k++) choose(position - 1 - k, position - count);
}

/** Chooses where the number of a place of the record has its lowest byte. Among equals, it is the one with the steadiest lowest byte. */
function choose(position: i32, start: i32): void {
  let best = 0, most = 0;
  for (let low = -FARTHEST; low <= FARTHEST && low < stride; low++) {
    let hits = 0;
    for (let at = position; at >= start; at -= stride) hits += <i32>(expectedByte(at, low) == <i32>byteAt(at));
    if (hits < LEAST_HITS) continue;
    const steady = <i32>load<u8>(STEADY + placeOf(position + low));
    const score = hits << 8 | steady;
    if (score > most) {
      most = score;
      best = low + FARTHEST + 1;
    }
  }
  const at = ruleAt(position);
  if (<i32>(load<u16>(at) & 15) != best) store<u16>(at, <u16>best);
}
