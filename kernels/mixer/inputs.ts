// Inputs of the network: what slots say, as they are and as calibrated, order 0 and the experts; and how slots learn.

import { CALIBRATION, CELLS, COPY, GRADES, HITS, LAG, MATCH, MATCH_LENGTH, SPEAKERS } from "./addresses";
import { adapt, stretch, TURNED } from "./arithmetic";
import { consult, speakersAt } from "./experts";
import { contexts, orders, orderZero } from "./shape";

/** Sign of a 32-bit float. */
const SIGN: u32 = 0x80000000;

/** Inputs of all contexts, order 0, experts, bias; how many orders were seen before, and which experts speak. */
// @ts-ignore: decorator
@inline
export function gather(
  decision: usize, frame: usize, node: i32, depth: i32, prefix: u32, offset: usize, learn: bool,
): void {
  const speakers = speakersAt(depth, prefix);
  let input = decision;
  let calibration = CALIBRATION;
  const end = <usize>contexts << 2;
  const orderEnd = <usize>orders << 2;
  let hits = 0;
  for (let c: usize = 0; c < end; c += 4) {
    const v = load<u32>(<usize>load<u32>(frame + c) + offset) ^ TURNED;
    const count = (v >> 2) & 255;
    const cell = calibration + (<usize>((<u32>load<u8>(GRADES + <usize>count) << 7) | ((v & 3) << 5) | (v >> 27)) << 2);
    if (learn) store<u32>(decision + c, <u32>cell, CELLS);
    if (count == 0) store<u64>(input, 0);
    else {
      hits += c < orderEnd ? 1 : 0;
      store<f32>(input, stretch(v >> 20));
      store<f32>(input, stretch(load<u32>(cell) >> 20), 4);
    }
    input += 8;
    calibration += 4096;
  }
  store<f32>(input, stretch((load<u32>(orderZero + (<usize>node << 2)) ^ TURNED) >> 20));
  const matching = speakers & 1;
  const match = consult(MATCH, matching, depth);
  store<u32>(input, match, 4);
  store<u32>(input, consult(COPY, (speakers >> 1) & 1, depth), 8);
  store<u32>(input, consult(LAG, speakers >> 2, depth), 12);
  const length: f32 = <f32>min(load<i32>(MATCH_LENGTH), 32) * 0.0625;
  store<u32>(input, (reinterpret<u32>(length) | (match & SIGN)) & -matching, 16);
  store<f32>(input, 0.3, 20);
  store<u32>(decision, hits, HITS);
  store<u32>(decision, speakers, SPEAKERS);
}

// @ts-ignore: decorator
@inline
export function updateSlots(decision: usize, frame: usize, offset: usize, bit: u32): void {
  const target: i32 = bit ? 0x3fffff : 0;
  const end = <usize>contexts << 2;
  for (let c: usize = 0; c < end; c += 4) {
    const slot = <usize>load<u32>(frame + c) + offset;
    const v = load<u32>(slot) ^ TURNED;
    const count = (v >> 2) & 255;
    if (count != 0) {
      const cell = <usize>load<u32>(decision + c, CELLS);
      const p = load<u32>(cell);
      const seen = p & 1023;
      store<u32>(cell, (adapt(p >> 10, target, seen) << 10) | min(seen + 1, 1023));
    }
    const next = (adapt(v >> 10, target, count) << 10) | (min(count + 1, 255) << 2) | ((v & 1) << 1) | bit;
    store<u32>(slot, next ^ TURNED);
  }
}

/** Every probability is believed. */
export function beginInputs(): void {
  for (let i = 0; i < 32 << 10; i++) {
    store<u32>(CALIBRATION + (<usize>i << 2), (((i & 31) * 2 + 1) << 26) | 6);
  }
}
