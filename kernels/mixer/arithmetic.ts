// Small functions of numbers. Their results are the same everywhere, to the bit.

import { RATES, SQUASH, STRETCH } from "./addresses";

// @ts-ignore: decorator
@inline
export function clamp(x: f32, limit: f32): f32 {
  return min<f32>(limit, max<f32>(-limit, x));
}

// @ts-ignore: decorator
@inline
export function clampUnit(p: f32, least: f32): f32 {
  return min<f32>(<f32>1 - least, max<f32>(least, p));
}

/** All four within limits. No number is NaN, so that the plainer minimum does. */
// @ts-ignore: decorator
@inline
export function clampAll(x: v128, limit: f32): v128 {
  return f32x4.pmin(f32x4.pmax(x, f32x4.splat(-limit)), f32x4.splat(limit));
}

/** 1 / (1 + exp(-d)) for |d| < 12. */
// @ts-ignore: decorator
@inline
export function squash(d: f32): f32 {
  const x: f32 = d * 128.0 + 1536.0;
  const i = i32(x);
  const w = x - f32(i);
  const at = SQUASH + (<usize>i << 2);
  const low = load<f32>(at);
  return low + (load<f32>(at, 4) - low) * w;
}

/** 1 / (1 + exp(-d)) of four. */
// @ts-ignore: decorator
@inline
export function squashAll(d: v128): v128 {
  const x = f32x4.add(f32x4.mul(d, f32x4.splat(128)), f32x4.splat(1536));
  const i = i32x4.trunc_sat_f32x4_s(x);
  const w = f32x4.sub(x, f32x4.convert_i32x4_s(i));
  const one = squashPair(i32x4.extract_lane(i, 0)), two = squashPair(i32x4.extract_lane(i, 1));
  const three = squashPair(i32x4.extract_lane(i, 2)), four = squashPair(i32x4.extract_lane(i, 3));
  const a = v128.shuffle<f32>(one, two, 0, 4, 1, 5), b = v128.shuffle<f32>(three, four, 0, 4, 1, 5);
  const low = v128.shuffle<f32>(a, b, 0, 1, 4, 5), high = v128.shuffle<f32>(a, b, 2, 3, 6, 7);
  return f32x4.add(low, f32x4.mul(f32x4.sub(high, low), w));
}

/** Two neighbours in the table. */
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
  for (; at < end; at += 4) store<f32>(at, value);
}

/** Moves a probability in 22 bits towards the outcome. */
// @ts-ignore: decorator
@inline
export function adapt(p: i32, target: i32, count: u32): u32 {
  return <u32>(p + <i32>((<i64>(target - p) * <i64>load<i32>(RATES + (<usize>count << 2))) >> 16));
}

export const ROLL: u32 = 0x2c9277b5;
/** Slots hold their value with this bit turned, so that fresh memory says one half, never seen. */
export const TURNED: u32 = 0x80000000;
