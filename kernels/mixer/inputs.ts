// Inputs of the network from slots, direct and calibrated, from order 0 and from the experts; updates of slots.

import {
  ACTIVE, BINS, CALIBRATION, CELLS, COPY, DECISION_BYTES, DECISIONS, DECISIONS_END, FRAME_BYTES, FRAMES, GRADES, HITS, MATCH,
  MATCH_LENGTH, SHARED, SPARE, STATES, STRETCH, VIEW_BYTES, VIEW_NUMBER, VIEWS,
} from "./addresses";
import { adapt, adaptAll, INVERTED, repeat, stretch } from "./arithmetic";
import { activeExperts, expertInput, third } from "./experts";
import { lawInputs } from "./laws";
import { contexts, orders, plain, recording } from "./model";
import { orderZero } from "./shape";

/** A slot keeps the upper 20 of the 22 bits of a probability. Where it is read, upper bits of the count replace the other two. */
const PRECISE: i32 = ~3;
/** Sign of a 32-bit float. */
const SIGN: u32 = 0x80000000;

/** Loads four numbers from four addresses. */
// @ts-ignore: decorator
@inline
function loadFour(a: usize, b: usize, c: usize, d: usize): v128 {
  return v128.load_lane<u32>(d, v128.load_lane<u32>(c, v128.load_lane<u32>(b, v128.load32_zero(a), 1), 2), 3);
}

/** Mask of the count in a slot. */
const COUNT: u32 = 0xff0;

/** Calibration cell of the context with the number `c` / 4, for the value `v` of its slot. */
// @ts-ignore: decorator
@inline
function cellOf(v: u32, c: usize): usize {
  const bins = CALIBRATION + (c << 12) + <usize>load<u16>((v & 4095) << 1, STATES);
  return bins + (<usize>load<u8>(v >> 20, BINS) << 2);
}

/** Address of the stretched probability that is in the upper 12 bits of `v`. */
// @ts-ignore: decorator
@inline
function stretchOf(v: u32): usize {
  return STRETCH + (<usize>(v >> 20) << 2);
}

/** Writes both inputs of the context with the number `c` / 4. @returns 1 if its slot was seen before, else 0 */
// @ts-ignore: decorator
@inline
function contextInputs(decision: usize, frame: usize, c: usize, offset: usize, learn: bool): u32 {
  const v = load<u32>(<usize>load<u32>(frame + c) + offset) ^ INVERTED;
  const cell = cellOf(v, c);
  if (learn) store<u32>(decision + c, <u32>cell, CELLS);
  const seen = <u32>((v & COUNT) != 0);
  const inputs = decision + (c << 1);
  // Unseen slots give 0. Masking the bits needs no branch.
  store<u32>(inputs, load<u32>(stretchOf(v)) & -seen);
  store<u32>(inputs, load<u32>(stretchOf(load<u32>(cell))) & -seen, 4);
  return seen;
}

/** Like `contextInputs`, for four contexts. @returns bits of those seen before */
// @ts-ignore: decorator
@inline
function contextInputsOfFour(decision: usize, frame: usize, c: usize, offset: usize, learn: bool): u32 {
  const at = frame + c;
  const a = <usize>load<u32>(at) + offset, b = <usize>load<u32>(at, 4) + offset;
  const d = <usize>load<u32>(at, 8) + offset, e = <usize>load<u32>(at, 12) + offset;
  const unseen = i32x4.eq(v128.and(loadFour(a, b, d, e), i32x4.splat(COUNT)), i32x4.splat(0));
  const v = load<u32>(a) ^ INVERTED, w = load<u32>(b) ^ INVERTED, x = load<u32>(d) ^ INVERTED, y = load<u32>(e) ^ INVERTED;
  const cellV = cellOf(v, c), cellW = cellOf(w, c + 4), cellX = cellOf(x, c + 8), cellY = cellOf(y, c + 12);
  if (learn) {
    store<u32>(decision + c, <u32>cellV, CELLS);
    store<u32>(decision + c, <u32>cellW, CELLS + 4);
    store<u32>(decision + c, <u32>cellX, CELLS + 8);
    store<u32>(decision + c, <u32>cellY, CELLS + 12);
  }
  // Unseen slots give 0.
  const plain = v128.andnot(loadFour(stretchOf(v), stretchOf(w), stretchOf(x), stretchOf(y)), unseen);
  const calibrated = v128.andnot(
    loadFour(stretchOf(load<u32>(cellV)), stretchOf(load<u32>(cellW)), stretchOf(load<u32>(cellX)), stretchOf(load<u32>(cellY))),
    unseen,
  );
  const inputs = decision + (c << 1);
  v128.store(inputs, v128.shuffle<u32>(plain, calibrated, 0, 4, 1, 5));
  v128.store(inputs, v128.shuffle<u32>(plain, calibrated, 2, 6, 3, 7), 16);
  return 15 ^ <u32>i32x4.bitmask(unseen);
}

/** Writes all inputs: contexts, order 0, experts, bias. Stores how many orders were seen and which experts predict. */
// @ts-ignore: decorator
@inline
export function gatherInputs(
  decision: usize, frame: usize, node: i32, depth: i32, prefix: u32, offset: usize, learn: bool,
): void {
  const active = activeExperts(depth, prefix);
  let seen: u32 = 0;
  let c: usize = 0;
  if (contexts > 3) {
    seen = contextInputsOfFour(decision, frame, 0, offset, learn);
    c = 16;
  }
  if (contexts > 7) {
    const fours = <usize>(contexts & ~3) << 2;
    for (; c < fours; c += 16) seen |= contextInputsOfFour(decision, frame, c, offset, learn) << <u32>(c >> 2);
  }
  if (contexts & 2) {
    const pair = contextInputs(decision, frame, c, offset, learn) | contextInputs(decision, frame, c + 4, offset, learn) << 1;
    seen |= pair << <u32>(c >> 2);
    c += 8;
  }
  if (contexts & 1) seen |= contextInputs(decision, frame, c, offset, learn) << <u32>(c >> 2);
  const input = decision + (<usize>contexts << 3);
  store<f32>(input, stretch((load<u32>(orderZero + (<usize>node << 2)) ^ INVERTED) >> 20));
  if (active == 0) {
    store<u64>(input, 0, 4);
    store<u64>(input, 0, 12);
  } else {
    const matching = active & 1;
    const match = expertInput(MATCH, matching, depth);
    store<u32>(input, match, 4);
    store<u32>(input, expertInput(COPY, (active >> 1) & 1, depth), 8);
    store<u32>(input, expertInput(third, active >> 2, depth), 12);
    const length: f32 = <f32>min(load<i32>(MATCH_LENGTH), 32) * 0.0625;
    store<u32>(input, (reinterpret<u32>(length) | (match & SIGN)) & -matching, 16);
  }
  store<f32>(input, 0.3, 20);
  if (recording) lawInputs(decision, node, depth, prefix, input + 24);
  store<u32>(decision, popcnt(seen & ((1 << orders) - 1)), HITS);
  store<u32>(decision, active, ACTIVE);
}

/** Stores four numbers at four addresses. */
// @ts-ignore: decorator
@inline
function storeFour(a: usize, b: usize, c: usize, d: usize, all: v128): void {
  v128.store_lane<u32>(a, all, 0);
  v128.store_lane<u32>(b, all, 1);
  v128.store_lane<u32>(c, all, 2);
  v128.store_lane<u32>(d, all, 3);
}

/** Updates four slots and their calibration. Slots with count 0 are new or were replaced, and leave the calibration as it is. */
// @ts-ignore: decorator
@inline
function updateFour(decision: usize, frame: usize, offset: usize, bit: u32): void {
  const target = i32x4.splat(-bit & 0x3fffff);
  const inverted = i32x4.splat(INVERTED);
  const a = <usize>load<u32>(frame) + offset, b = <usize>load<u32>(frame, 4) + offset;
  const c = <usize>load<u32>(frame, 8) + offset, d = <usize>load<u32>(frame, 12) + offset;
  const slots = v128.xor(loadFour(a, b, c, d), inverted);
  const count = v128.and(i32x4.shr_u(slots, 4), i32x4.splat(255));
  const learned = adaptAll(i32x4.shr_u(slots, 10), target, count);
  const countNext = i32x4.min_s(i32x4.add(count, i32x4.splat(1)), i32x4.splat(255));
  const outcomes = v128.or(i32x4.shl(v128.and(slots, i32x4.splat(7)), 1), i32x4.splat(bit));
  const next = v128.or(v128.or(i32x4.shl(v128.and(learned, i32x4.splat(PRECISE)), 10), i32x4.shl(countNext, 4)), outcomes);
  storeFour(a, b, c, d, v128.xor(next, inverted));
  const w = <usize>load<u32>(decision, CELLS), x = <usize>load<u32>(decision, CELLS + 4);
  const y = <usize>load<u32>(decision, CELLS + 8), z = <usize>load<u32>(decision, CELLS + 12);
  const cells = loadFour(w, x, y, z);
  const seen = v128.and(cells, i32x4.splat(1023));
  const calibrated = adaptAll(i32x4.shr_u(cells, 10), target, seen);
  const seenNext = i32x4.min_s(i32x4.add(seen, i32x4.splat(1)), i32x4.splat(1023));
  const seenBefore = i32x4.ne(count, i32x4.splat(0));
  storeFour(w, x, y, z, v128.bitselect(v128.or(i32x4.shl(calibrated, 10), seenNext), cells, seenBefore));
}

/**
 * Updates all slots and their calibration, four contexts at a time. The lanes after the last context update SPARE. Contexts that
 * share a bucket are updated one after the other.
 */
// @ts-ignore: decorator
@inline
export function updateSlots(decision: usize, frame: usize, offset: usize, bit: u32): void {
  if (load<u32>(frame, SHARED) != 0) return updateEach(decision, frame, offset, bit);
  updateFour(decision, frame, offset, bit);
  if (contexts > 4) updateFour(decision + 16, frame + 16, offset, bit);
  if (contexts > 8) {
    const end = <usize>contexts << 2;
    for (let c: usize = 32; c < end; c += 16) updateFour(decision + c, frame + c, offset, bit);
  }
}

/** Like `updateSlots`, one context after the other. */
function updateEach(decision: usize, frame: usize, offset: usize, bit: u32): void {
  const target: i32 = -bit & 0x3fffff;
  const end = <usize>contexts << 2;
  for (let c: usize = 0; c < end; c += 4) {
    const slot = <usize>load<u32>(frame + c) + offset;
    const v = load<u32>(slot) ^ INVERTED;
    const count = (v >> 4) & 255;
    if (count != 0) {
      const cell = <usize>load<u32>(decision + c, CELLS);
      const p = load<u32>(cell);
      const seen = p & 1023;
      store<u32>(cell, (adapt(p >> 10, target, seen) << 10) | min(seen + 1, 1023));
    }
    const p = adapt(v >> 10, target, count) & PRECISE;
    const next = (p << 10) | (min(count + 1, 255) << 4) | ((v & 7) << 1) | bit;
    store<u32>(slot, next ^ INVERTED);
  }
}

/** Every bin starts with its own probability, whatever the count and the last outcomes. */
export function beginInputs(): void {
  for (let state: usize = 0; state < 4096; state++) {
    const outcomes = plain ? 0 : state & 15;
    const place = (<u32>load<u8>(state >> 4, GRADES) << 9) | <u32>(outcomes << 5);
    store<u16>(STATES + (state << 1), <u16>(place << 2));
  }
  repeat(CALIBRATION, 128, CALIBRATION + (<usize>contexts << 14));
  // The lanes after the last context.
  for (let view = VIEWS; view < VIEWS + <usize>VIEW_NUMBER * VIEW_BYTES; view += VIEW_BYTES) {
    for (let frame = view + FRAMES; frame + FRAME_BYTES <= view + VIEW_BYTES; frame += FRAME_BYTES) pointAtSpare(frame);
  }
  for (let decision = DECISIONS; decision < DECISIONS_END; decision += DECISION_BYTES) pointAtSpare(decision + CELLS);
}

/** Points all lanes at SPARE. Those of contexts are overwritten later. */
function pointAtSpare(addresses: usize): void {
  for (let c: usize = 0; c < 32; c++) store<u32>(addresses + (c << 2), <u32>SPARE);
}
