// Arithmetic whose results are identical on all platforms, to the bit.

import { SQUASH, STRETCH } from "./addresses";

// No operand is NaN, so pmin and pmax suffice: each is one instruction for four numbers, without a branch.

// @ts-ignore: decorator
@inline
function between(least: f32, x: f32, most: f32): f32 {
  const raised = f32x4.pmax(f32x4.splat(x), f32x4.splat(least));
  return f32x4.extract_lane(f32x4.pmin(raised, f32x4.splat(most)), 0);
}

// @ts-ignore: decorator
@inline
export function clamp(x: f32, limit: f32): f32 {
  return between(-limit, x, limit);
}

/** max(least, x). */
// @ts-ignore: decorator
@inline
export function atLeast(least: f32, x: f32): f32 {
  return f32x4.extract_lane(f32x4.pmax(f32x4.splat(x), f32x4.splat(least)), 0);
}

// @ts-ignore: decorator
@inline
export function clampUnit(p: f32, least: f32): f32 {
  return between(least, p, <f32>1 - least);
}

/** Limits four numbers to -limit..limit. */
// @ts-ignore: decorator
@inline
export function clampAll(x: v128, limit: f32): v128 {
  return f32x4.pmin(f32x4.pmax(x, f32x4.splat(-limit)), f32x4.splat(limit));
}

/** 2^23. Floats of this size are 1 apart: added to a small integer, it leaves that integer in the lowest bits. */
const UNITS: f32 = 8388608;
const UNIT_BITS: u32 = 0x7fffff;

/** The integer nearest to a number from 0 to 2^22. A conversion would check the range, which is a branch. */
// @ts-ignore: decorator
@inline
export function whole(x: f32): u32 {
  return reinterpret<u32>(x + UNITS) & UNIT_BITS;
}

/** 1 / (1 + exp(-d)) for |d| < 12. */
// @ts-ignore: decorator
@inline
export function squash(d: f32): f32 {
  const x: f32 = d * 128.0 + 1536.0;
  const i = floor<f32>(x);
  const w = x - i;
  const at = SQUASH + (<usize>whole(i) << 2);
  const low = load<f32>(at);
  return low + (load<f32>(at, 4) - low) * w;
}

/** 1 / (1 + exp(-d)) of four numbers. */
// @ts-ignore: decorator
@inline
export function squashAll(d: v128): v128 {
  const x = f32x4.add(f32x4.mul(d, f32x4.splat(128)), f32x4.splat(1536));
  const whole = f32x4.floor(x);
  const w = f32x4.sub(x, whole);
  const i = v128.and(f32x4.add(whole, f32x4.splat(UNITS)), i32x4.splat(UNIT_BITS));
  const one = squashPair(i32x4.extract_lane(i, 0)), two = squashPair(i32x4.extract_lane(i, 1));
  const three = squashPair(i32x4.extract_lane(i, 2)), four = squashPair(i32x4.extract_lane(i, 3));
  const a = v128.shuffle<f32>(one, two, 0, 4, 1, 5), b = v128.shuffle<f32>(three, four, 0, 4, 1, 5);
  const low = v128.shuffle<f32>(a, b, 0, 1, 4, 5), high = v128.shuffle<f32>(a, b, 2, 3, 6, 7);
  return f32x4.add(low, f32x4.mul(f32x4.sub(high, low), w));
}

/** 1 / (1 + exp(-d)) of the first two of four numbers, then two zeros. */
// @ts-ignore: decorator
@inline
export function squashTwo(d: v128): v128 {
  const x = f32x4.add(f32x4.mul(d, f32x4.splat(128)), f32x4.splat(1536));
  const whole = f32x4.floor(x);
  const i = v128.and(f32x4.add(whole, f32x4.splat(UNITS)), i32x4.splat(UNIT_BITS));
  const one = squashPair(i32x4.extract_lane(i, 0)), two = squashPair(i32x4.extract_lane(i, 1));
  const low = v128.shuffle<f32>(one, two, 0, 4, 2, 6), high = v128.shuffle<f32>(one, two, 1, 5, 3, 7);
  return f32x4.add(low, f32x4.mul(f32x4.sub(high, low), f32x4.sub(x, whole)));
}

/** Two neighbouring entries of the table, then two zeros. */
// @ts-ignore: decorator
@inline
function squashPair(i: i32): v128 {
  return v128.load64_zero(SQUASH + (<usize>i << 2));
}

/** ln(p / (1 - p)) of a probability in 2^-12. */
// @ts-ignore: decorator
@inline
export function stretch(p: u32): f32 {
  return load<f32>(STRETCH + (<usize>p << 2));
}

// @ts-ignore: decorator
@inline
export function sum(v: v128): f32 {
  return (f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 2)) + (f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 3));
}

export function fill(at: usize, end: usize, value: f32): void {
  for (; at + 12 < end; at += 16) v128.store(at, f32x4.splat(value));
  for (; at < end; at += 4) store<f32>(at, value);
}

/** Copies in `repeat` double up to this number of bytes, so that their source stays in the L1 cache. */
const REPEAT_BYTES: usize = 4096;

/** Repeats the first `unit` bytes up to `end`, by few long copies: a call per unit would cost more than the bytes. */
export function repeat(from: usize, unit: usize, end: usize): void {
  let bytes = unit;
  for (let at = from + unit; at < end; at += bytes) {
    if (bytes < REPEAT_BYTES) bytes = at - from;
    memory.copy(at, from, min(bytes, end - at));
  }
}

/** Weight of the prior in the adaptation rate, as in the Krichevsky-Trofimov estimator. */
const PRIOR: f32 = 2;

/** Moves four 22-bit probabilities towards `target`, at the rate 1 / (count + 2), rounded to a multiple of 2^-16. */
// @ts-ignore: decorator
@inline
export function adaptAll(p: v128, target: v128, counts: v128): v128 {
  const exact = f32x4.div(f32x4.splat(65536), f32x4.add(f32x4.convert_i32x4_s(counts), f32x4.splat(PRIOR)));
  const rates = v128.and(f32x4.add(exact, f32x4.splat(UNITS)), i32x4.splat(UNIT_BITS));
  // The product has 39 bits. It is that of the upper bits of the error, plus the carry from that of the lower 16.
  const errors = i32x4.sub(target, p);
  const high = i32x4.mul(i32x4.shr_s(errors, 16), rates);
  const low = i32x4.mul(v128.and(errors, i32x4.splat(65535)), rates);
  return i32x4.add(p, i32x4.add(high, i32x4.shr_u(low, 16)));
}

/** Moves one probability like `adaptAll`. */
// @ts-ignore: decorator
@inline
export function adapt(p: i32, target: i32, count: u32): u32 {
  const rate = whole(<f32>65536 / (<f32>(<i32>count) + PRIOR));
  return <u32>(p + <i32>((<i64>(target - p) * <i64>rate) >> 16));
}

export const ROLL: u32 = 0x2c9277b5;

/** Hash of a word extended by a letter. */
// @ts-ignore: decorator
@inline
export function wordAfter(word: u32, letter: u32): u32 {
  const sum = (word + letter + 1) * ROLL;
  return sum ^ (sum >> 11);
}

/** Slots are stored with this bit inverted, so that zeroed memory means probability 1/2 and count 0. */
export const INVERTED: u32 = 0x80000000;
