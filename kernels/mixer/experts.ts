// Experts: each predicts one symbol, with a learned confidence. The match and the copy have an input of the network each. The
// others share a third one: a written number, or the distribution of its steps, before the lag, and a stored number before both
// where it is surer.

import {
  CONFIDENCE, COPY, COPY_HITS, COPY_POINTER, COPY_RUN, EXPERT_CELL, EXPERT_DEPTH, EXPERT_SYMBOL, EXPERTS, LAG,
  LAG_HITS, MATCH, MATCH_LENGTH, MATCH_POINTER, NUMBER, STEP, STORED,
} from "./addresses";
import { clampUnit, stretch, whole } from "./arithmetic";
import { lag, LAG_HOLDS } from "./matches";
import { recording } from "./model";
import { aimNumber, fieldHits } from "./numbers";
import { known, symbolAt } from "./sequence";
import { ALPHABET, experts } from "./shape";
import { aimStep, beginSteps } from "./steps";
import { aimStored } from "./stored";

// @ts-ignore: decorator
@inline
export function lengthGrade(length: i32): i32 {
  if (length < 16) return length;
  return length < 32 ? 16 + ((length - 16) >> 2) : min(31, 20 + ((length - 32) >> 4));
}

/** Lets an expert predict a symbol, in a state from 0 to 63; -1: it is silent. */
// @ts-ignore: decorator
@inline
export function expect(index: i32, symbol: i32, state: i32): void {
  const expert = EXPERTS + (<usize>index << 5);
  store<i32>(expert, symbol, EXPERT_SYMBOL);
  if (symbol < 0) {
    store<u32>(expert, 0, EXPERT_DEPTH);
    return;
  }
  store<u32>(expert, load<u32>(ALPHABET + (<usize>symbol << 4)));
  store<u32>(expert, load<u32>(ALPHABET + (<usize>symbol << 4), 4), EXPERT_DEPTH);
  store<u32>(expert, <u32>CONFIDENCE + ((index << 6 | state) << 5), EXPERT_CELL);
}

/** Points an expert at a symbol. The expert predicts it if a decoder knows it. */
// @ts-ignore: decorator
@inline
function aim(index: i32, at: i32, position: i32, state: i32): void {
  expect(index, at >= 0 && known(at, position) ? symbolAt(at) : -1, state);
}

/** The expert with the third input. */
export let third: usize = LAG;

/** State of the copy, from its hits in the last 16 symbols and the length of its current run of hits. */
// @ts-ignore: decorator
@inline
function copyState(hits: i32, run: i32): i32 {
  return ((hits - 8) >> 1) * 10 + (run < 8 ? run : min(9, 6 + (run >> 3)));
}

/** The confidence of an expert in its first decision. */
// @ts-ignore: decorator
@inline
function sureness(expert: usize): f32 {
  return load<f32>(confidenceOf(expert, 0));
}

/** Computes what each expert predicts at a position. */
export function aimPointers(position: i32): void {
  const length = load<i32>(MATCH_LENGTH);
  const match = load<i32>(MATCH_POINTER);
  const copy = load<i32>(COPY_POINTER);
  const copyHits = <i32>popcnt(load<u32>(COPY_HITS) & 0xffff);
  const lagHits = popcnt(load<u32>(LAG_HITS) & 0xffff);
  aim(0, length > 0 ? match : -1, position, lengthGrade(length));
  aim(1, load<u32>(COPY_HITS) != 0 ? copy : -1, position, copyState(copyHits, load<i32>(COPY_RUN)));
  aim(2, lag > 0 ? position - lag : -1, position, <i32>lagHits);
  if (!(experts & 4)) store<i32>(LAG, 0, EXPERT_DEPTH);
  // A number that was as expected once among the last was so by chance.
  const isSpread = aimNumber();
  const isNumber = load<i32>(NUMBER, EXPERT_DEPTH) > 0 && (load<i32>(LAG, EXPERT_DEPTH) == 0 || fieldHits > 1);
  third = isSpread ? STEP : isNumber ? NUMBER : LAG;
  // Experts that agree for the same reason would count twice, so only one of them predicts. A disabled expert keeps its pointer,
  // since others follow it, but predicts nothing.
  const lagHolds = lagHits >= LAG_HOLDS && (experts & 4) != 0 && third != STEP;
  if (lagHolds || !(experts & 1)) store<i32>(MATCH, 0, EXPERT_DEPTH);
  if (lagHolds || !(experts & 2) || (copy == match && (experts & 1))) store<i32>(COPY, 0, EXPERT_DEPTH);
  if (!recording) return;
  aimStored(position);
  if (third == STEP || load<i32>(STORED, EXPERT_DEPTH) == 0) return;
  if (load<i32>(third, EXPERT_DEPTH) == 0 || sureness(STORED) >= sureness(third)) third = STORED;
}

/** 1 if an expert predicts the decision that follows the first `depth` decisions of `prefix`, else 0. */
// @ts-ignore: decorator
@inline
function isActive(expert: usize, depth: i32, prefix: u32): u32 {
  return <u32>(load<i32>(expert, EXPERT_DEPTH) > depth) &
    <u32>(((load<u32>(expert) ^ prefix) & ((1 << depth) - 1)) == 0);
}

/** Bits of the experts that predict this decision: 1 match, 2 copy, 4 the third. */
// @ts-ignore: decorator
@inline
export function activeExperts(depth: i32, prefix: u32): u32 {
  if (third == STEP) aimStep(depth, prefix);
  return isActive(MATCH, depth, prefix) | (isActive(COPY, depth, prefix) << 1) | (isActive(third, depth, prefix) << 2);
}

// @ts-ignore: decorator
@inline
function confidenceOf(expert: usize, depth: i32): usize {
  return <usize>load<u32>(expert, EXPERT_CELL) + (<usize>min(depth, 3) << 3);
}

/** Input of an expert as bits: stretched confidence with the sign of its bit; 0 if it is silent. Needs no branch. */
// @ts-ignore: decorator
@inline
export function expertInput(expert: usize, active: u32, depth: i32): u32 {
  const confidence = stretch(whole(floor<f32>(load<f32>(confidenceOf(expert, depth)) * 4095.99)));
  const negative = ~(load<u32>(expert) >> depth) << 31;
  return (reinterpret<u32>(confidence) ^ negative) & -active;
}

const CONFIDENCE_MEMORY: f32 = 16383;

/** Updates the confidence of an expert with the outcome of a decision that it predicted. */
// @ts-ignore: decorator
@inline
export function updateExpert(expert: usize, depth: i32, path: u32): void {
  const hit = <f32>(~((load<u32>(expert) ^ path) >> depth) & 1);
  const cell = confidenceOf(expert, depth);
  const p = load<f32>(cell);
  const count = load<f32>(cell, 4);
  store<f32>(cell, clampUnit(p + (hit - p) / (count + 1.5), 0.0001));
  if (count < CONFIDENCE_MEMORY) store<f32>(cell, count + 1, 4);
}

/** The confidence of the match starts high if the match is long. The other experts start at 1/2. */
export function beginExperts(): void {
  for (let i = 0; i < 8 * 64 * 4; i++) {
    const state = (i >> 2) & 63;
    store<f32>(CONFIDENCE + (<usize>i << 3), i < 256 ? <f32>1.0 - <f32>0.75 / (<f32>1.5 + <f32>state) : 0.5);
  }
  beginSteps();
}
