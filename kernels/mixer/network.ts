// A gated network of logistic mixers, and a slow learner beside it.

import {
  CHOSEN, CLASSES, COLUMN, FAST, HITS, LAST1, LAST2, LETTERS, MATCH_LENGTH, MIXED, OUTPUTS, SLOW, SLOW_SET, SPEAKERS,
  STATED,
} from "./addresses";
import { clampUnit, fill, squash, squashAll, sum } from "./arithmetic";
import { lengthGrade } from "./experts";
import {
  ages, finals, HIT_GRADES, inputBytes, map1, nodeMask, sets, symbolMask, trust, weights0, weights1, weights2,
  weights3, weights4, weights5, weights6, weightsSlow,
} from "./shape";
import { answerFour, answerTwo, trainFour, trainTwo } from "./weights";

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
function chooseSets(view: usize, decision: usize, node: i32, speakers: u32, hits: u32): void {
  const match = speakers & 1 ? 1 + lengthGrade(load<i32>(MATCH_LENGTH)) : 0;
  choose(decision, 0, weights0 + <usize>(node & nodeMask) * inputBytes);
  choose(decision, 1, weights1 + <usize>(match * HIT_GRADES + <i32>hits) * inputBytes);
  choose(decision, 2, weights2 + <usize>(load<i32>(view, LAST1) & symbolMask) * inputBytes);
  if (sets == 3) return;
  choose(decision, 3, weights3 + <usize>(load<i32>(view, LAST2) & symbolMask) * inputBytes);
  choose(decision, 4, weights4 + <usize>((load<i32>(view, LETTERS) << 7) | (node & 127)) * inputBytes);
  if (sets == 5) return;
  choose(decision, 5, weights5 + <usize>load<u32>(view, CLASSES) * inputBytes);
  choose(decision, 6, weights6 + <usize>load<u32>(view, COLUMN) * inputBytes);
}

/** Asks all sets, the slow learner's among them: their number is even with it. @returns what the final mixer says */
// @ts-ignore: decorator
@inline
export function mix(view: usize, decision: usize, node: i32, learn: bool): f32 {
  const speakers = load<u32>(decision, SPEAKERS);
  const set = <usize>(((node & nodeMask) << 3) | speakers); // the slow learner's weights: of a node, by who speaks
  if (learn) store<u32>(decision, <u32>set, SLOW_SET);
  chooseSets(view, decision, node, speakers, load<u32>(decision, HITS));
  choose(decision, sets, weightsSlow + set * inputBytes);
  let low = answerFour(decision, decision), high = f32x4.splat(0);
  let slow: f32;
  const lowStated = squashAll(low);
  if (learn) v128.store(decision, lowStated, STATED);
  if (sets == 3) {
    slow = f32x4.extract_lane(lowStated, 3);
    low = f32x4.replace_lane(low, 3, 0);
  } else {
    high = sets == 5 ? answerTwo(decision, decision + 16) : answerFour(decision, decision + 16);
    const highStated = squashAll(high);
    if (learn) v128.store(decision, highStated, STATED + 16);
    if (sets == 5) {
      slow = f32x4.extract_lane(highStated, 1);
      high = f32x4.replace_lane(high, 1, 0);
    } else {
      slow = f32x4.extract_lane(highStated, 3);
      high = f32x4.replace_lane(high, 3, 0);
    }
  }
  if (learn) {
    v128.store(decision, low, OUTPUTS);
    v128.store(decision, high, OUTPUTS + 16);
  }
  store<f32>(decision, clampUnit(slow, LEAST), SLOW);
  const final = finals + (<usize>(node & nodeMask) << 5);
  return sum(f32x4.add(f32x4.mul(low, v128.load(final)), f32x4.mul(high, v128.load(final, 16))));
}

/** How far sets learn from their errors. */
// @ts-ignore: decorator
@inline
function stepsOf(stated: v128, y: f32): v128 {
  return f32x4.mul(f32x4.sub(f32x4.splat(y), stated), f32x4.splat(rateNow));
}

// @ts-ignore: decorator
@inline
export function updateWeights(decision: usize, node: i32, y: f32): void {
  const slowStep = weigh(decision, node, y);
  const end = decision + (<usize>sets << 2);
  let at = decision;
  for (; at + 12 < end; at += 16) trainFour(decision, at, stepsOf(v128.load(at, STATED), y));
  // The slow learner is the last one, and the number of all is even.
  const steps = stepsOf(v128.load(at, STATED), y);
  if (end - at == 4) trainTwo(decision, at, f32x4.replace_lane(steps, 1, slowStep));
  else trainFour(decision, at, f32x4.replace_lane(steps, 3, slowStep));
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
  const likelyFast = abs<f32>((<f32>1 - y) - fast);
  const likelySlow = abs<f32>((<f32>1 - y) - slow);
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
