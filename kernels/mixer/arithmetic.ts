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
