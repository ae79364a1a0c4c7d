// Prediction and update of one binary decision.

import { ACTIVE, COPY, FAST, KNOTS, MATCH, SLOW, STEP } from "./addresses";
import { adapt, clamp, clampUnit, INVERTED, squash, whole } from "./arithmetic";
import { third, updateExpert } from "./experts";
import { updateSlots } from "./inputs";
import { adaptKnot, interpolate } from "./maps";
import { MIN_PROBABILITY, mix, updateWeights } from "./network";
import { plain, thorough } from "./model";
import { fastWeights, nodeMask, orderZero } from "./shape";
import { recallStep } from "./steps";

/** Probability of a 1 at a node whose inputs and map rows are ready. `learn` stores what `update` needs. */
// @ts-ignore: decorator
@inline
function predictAs(view: usize, rows: usize, decision: usize, node: i32, learn: bool): f32 {
  const d = mix(view, decision, node, learn);
  const mixed = squash(d);
  const place: f32 = clamp(d, 7.499) + 7.5;
  const below = floor<f32>(place);
  const knot = whole(below);
  const w = place - below;
  const cell1 = <usize>load<u32>(rows) + (<usize>knot << 2);
  const cell2 = <usize>load<u32>(rows, 4) + (<usize>knot << 2);
  if (learn) {
    const nearest = w < 0.5 ? 0 : 4;
    store<u32>(decision, <u32>cell1 + nearest, KNOTS);
    store<u32>(decision, <u32>cell2 + nearest, KNOTS + 4);
  }
  let mapped = interpolate(cell1, w) + interpolate(cell2, w);
  let share: f32 = 0.33;
  if (thorough) {
    const cell3 = <usize>load<u32>(rows, 8) + (<usize>knot << 2);
    if (learn) store<u32>(decision, <u32>cell3 + (w < 0.5 ? 0 : 4), KNOTS + 8);
    mapped += interpolate(cell3, w);
    share = 0.22;
  }
  const fast = clampUnit(plain || d > 7.5 || d < -7.5 ? mixed : mixed * 0.34 + mapped * share, MIN_PROBABILITY);
  if (learn) store<f32>(decision, fast, FAST);
  const slow = load<f32>(decision, SLOW);
  const fastWeight = load<f32>(fastWeights + (<usize>(node & nodeMask) << 2));
  return slow + (fast - slow) * fastWeight;
}

/** Probability of a 1 at a node whose outcome will be learned. */
export function predict(view: usize, rows: usize, decision: usize, node: i32): f32 {
  return predictAs(view, rows, decision, node, true);
}

/** Like `predict`, at a node whose outcome will not be learned. */
export function predictFrozen(view: usize, rows: usize, decision: usize, node: i32): f32 {
  return predictAs(view, rows, decision, node, false);
}

/** Learns the outcome of a decision. */
export function update(decision: usize, frame: usize, node: i32, depth: i32, path: u32, offset: usize): void {
  const bit = (path >> depth) & 1;
  const y = <f32>bit;
  updateWeights(decision, node, y);
  adaptKnot(load<u32>(decision, KNOTS), y);
  adaptKnot(load<u32>(decision, KNOTS + 4), y);
  if (thorough) adaptKnot(load<u32>(decision, KNOTS + 8), y);
  updateSlots(decision, frame, offset, bit);
  const zero = orderZero + (<usize>node << 2);
  const v = load<u32>(zero) ^ INVERTED;
  const count = v & 1023;
  store<u32>(zero, ((adapt(v >> 10, -bit & 0x3fffff, count) << 10) | min(count + 1, 1023)) ^ INVERTED);
  const active = load<u32>(decision, ACTIVE);
  if (active & 1) updateExpert(MATCH, depth, path);
  if (active & 2) updateExpert(COPY, depth, path);
  if (active & 4) {
    if (third == STEP) recallStep(depth);
    updateExpert(third, depth, path);
  }
}
