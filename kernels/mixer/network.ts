// A gated network of logistic mixers, and a slow learner beside it.

import {
  CHOSEN, COPY, FAST, LAG, MATCH, MATCH_LENGTH, MIXED, OUTPUTS, SHAPE, SLOW, SLOW_SET, WORD_LENGTH,
} from "./addresses";
import { clamp, clampUnit, fill, squash, sum } from "./arithmetic";
import { lengthGrade, speaks } from "./experts";
import { columnNow, last1, last2 } from "./features";
import {
  ages, finals, HIT_GRADES, inputBytes, map1, nodeMask, sets, symbolMask, trust, weights0, weights1, weights2,
  weights3, weights4, weights5, weights6, weightsSlow,
} from "./shape";

/** What two sets of weights say: two at once, because loading the inputs is half of the work. */
// @ts-ignore: decorator
@inline
function answerTwo(decision: usize, outputs: usize, one: usize, other: usize): void {
  const end = decision + inputBytes;
  let sumOne = f32x4.splat(0), sumOther = f32x4.splat(0);
  for (let at = decision; at < end; at += 16, one += 16, other += 16) {
    const inputs = v128.load(at);
    sumOne = f32x4.add(sumOne, f32x4.mul(inputs, v128.load(one)));
    sumOther = f32x4.add(sumOther, f32x4.mul(inputs, v128.load(other)));
  }
  store<f32>(outputs, clamp(sum(sumOne), 11.9));
  store<f32>(outputs, clamp(sum(sumOther), 11.9), 4);
}

// @ts-ignore: decorator
@inline
function trainTwo(decision: usize, one: usize, stepOne: f32, other: usize, stepOther: f32): void {
  const end = decision + inputBytes;
  const byOne = f32x4.splat(stepOne), byOther = f32x4.splat(stepOther);
  for (let at = decision; at < end; at += 16, one += 16, other += 16) {
    const inputs = v128.load(at);
    v128.store(one, f32x4.add(v128.load(one), f32x4.mul(inputs, byOne)));
    v128.store(other, f32x4.add(v128.load(other), f32x4.mul(inputs, byOther)));
  }
}

const FIRST_WEIGHT: f32 = 0.14;
// The rate of the fast learner falls from symbol to symbol, by this factor, down to a least one.
const FIRST_RATE: f32 = 0.02;
const LEAST_RATE: f32 = 0.0018;
const RATE_DECAY: f32 = 0.99985;
/** No probability lies nearer to 0 or 1. */
export const LEAST: f32 = 0.000002;
const FINAL_RATE: f32 = 0.0007;
let rateNow: f32 = 0;

// @ts-ignore: decorator
@inline
function choose(decision: usize, index: usize, weights: usize): void {
  store<u32>(decision + (index << 2), <u32>weights, CHOSEN);
}

/** Which weights each set uses here. */
// @ts-ignore: decorator
@inline
function chooseSets(decision: usize, node: i32, depth: i32, prefix: u32, hits: i32): void {
  const match = speaks(MATCH, depth, prefix) ? 1 + lengthGrade(load<i32>(MATCH_LENGTH)) : 0;
  choose(decision, 0, weights0 + <usize>(node & nodeMask) * inputBytes);
  choose(decision, 1, weights1 + <usize>(match * HIT_GRADES + hits) * inputBytes);
  choose(decision, 2, weights2 + <usize>(last1 & symbolMask) * inputBytes);
  if (sets == 3) return;
  choose(decision, 3, weights3 + <usize>(last2 & symbolMask) * inputBytes);
  choose(decision, 4, weights4 + <usize>((min(load<i32>(WORD_LENGTH), 15) << 7) | (node & 127)) * inputBytes);
  if (sets == 5) return;
  choose(decision, 5, weights5 + <usize>(load<u32>(SHAPE) & 0xfff) * inputBytes);
  choose(decision, 6, weights6 + <usize>columnNow * inputBytes);
}

/** The slow learner's weights: of a node, by which experts speak. */
// @ts-ignore: decorator
@inline
function slowSet(node: i32, depth: i32, prefix: u32): usize {
  const speakers = (speaks(MATCH, depth, prefix) ? 1 : 0) | (speaks(COPY, depth, prefix) ? 2 : 0) |
    (speaks(LAG, depth, prefix) ? 4 : 0);
  return <usize>(((node & nodeMask) << 3) | speakers);
}

/** Asks all sets, the slow learner's among them: their number is odd without it. */
// @ts-ignore: decorator
@inline
export function mix(decision: usize, node: i32, depth: i32, prefix: u32, hits: i32): void {
  const set = slowSet(node, depth, prefix);
  store<u32>(decision, <u32>set, SLOW_SET);
  chooseSets(decision, node, depth, prefix, hits);
  choose(decision, sets, weightsSlow + set * inputBytes);
  const end = decision + (<usize>sets << 2);
  for (let at = decision; at <= end; at += 8) {
    answerTwo(decision, at + OUTPUTS, <usize>load<u32>(at, CHOSEN), <usize>load<u32>(at, CHOSEN + 4));
  }
  store<f32>(decision, clampUnit(squash(load<f32>(end, OUTPUTS)), LEAST), SLOW);
  store<f32>(end, 0, OUTPUTS);
}

/** How far a set learns from its error. */
// @ts-ignore: decorator
@inline
function stepOf(output: f32, y: f32): f32 {
  return (y - squash(output)) * rateNow;
}

// @ts-ignore: decorator
@inline
export function updateWeights(decision: usize, node: i32, y: f32): void {
  const slowStep = weigh(decision, node, y);
  const last = decision + (<usize>(sets - 1) << 2);
  for (let at = decision; at <= last; at += 8) {
    const step = stepOf(load<f32>(at, OUTPUTS), y);
    const other = at == last ? slowStep : stepOf(load<f32>(at, OUTPUTS + 4), y);
    trainTwo(decision, <usize>load<u32>(at, CHOSEN), step, <usize>load<u32>(at, CHOSEN + 4), other);
  }
  const final = finals + (<usize>(node & nodeMask) << 5);
  const step = f32x4.splat((y - load<f32>(decision, MIXED)) * FINAL_RATE);
  v128.store(final, f32x4.add(v128.load(final), f32x4.mul(v128.load(decision, OUTPUTS), step)));
  v128.store(final, f32x4.add(v128.load(final, 16), f32x4.mul(v128.load(decision, OUTPUTS + 16), step)), 16);
}

// The slow learner's rate falls as 1/n, as fits data whose law does not change, down to a least one.
const SLOW_GAIN: f32 = 20;
const SLOW_START: f32 = 1000;
const SLOW_LEAST: f32 = 0.0002;
/** Share of the trust that is divided anew at every decision, so that neither learner is given up for good. */
const SWITCHING: f32 = 0.0002;

/** Bayes' rule between the fast and the slow learner. @returns how far the slow one learns */
// @ts-ignore: decorator
@inline
function weigh(decision: usize, node: i32, y: f32): f32 {
  const at = trust + (<usize>(node & nodeMask) << 2);
  const fast = load<f32>(decision, FAST);
  const slow = load<f32>(decision, SLOW);
  const share = load<f32>(at);
  const likelyFast: f32 = y > 0 ? fast : <f32>1 - fast;
  const likelySlow: f32 = y > 0 ? slow : <f32>1 - slow;
  const posterior = (share * likelyFast) / (likelySlow + (likelyFast - likelySlow) * share);
  store<f32>(at, posterior + (<f32>0.5 - posterior) * SWITCHING);
  const set = <usize>load<u32>(decision, SLOW_SET);
  const age = ages + (set << 2);
  const count = load<f32>(age);
  store<f32>(age, count + 1);
  return (y - slow) * max<f32>(SLOW_LEAST, SLOW_GAIN / (count + SLOW_START));
}

/** A symbol has been learned. */
// @ts-ignore: decorator
@inline
export function slowDown(): void {
  if (rateNow > LEAST_RATE) rateNow *= RATE_DECAY;
}

/** All inputs count alike, and all sets. */
export function beginNetwork(): void {
  rateNow = FIRST_RATE;
  fill(weights0, ages, FIRST_WEIGHT);
  fill(finals, trust, <f32>1.0 / <f32>sets);
  fill(trust, map1, 0.5);
}
