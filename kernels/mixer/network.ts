// A gated network of logistic mixers, and a slow learner beside it.

import {
  BEFORE_SKETCH, CHOSEN, CLASSES, COLUMN, EXPERT_SYMBOL, FAST, FINAL, FINAL_STATED, FOLLOWER, FURTHER, FURTHER_STATED, HITS, LAST1, LAST2, LETTERS, MATCH,
  MATCH_LENGTH, NESTING, OUTPUTS, SLOW, SLOW_SET, SPEAKERS, STATED, WORD_SKETCH,
} from "./addresses";
import { clamp, clampAll, clampUnit, fill, squash, squashAll, sum } from "./arithmetic";
import { lengthGrade } from "./experts";
import {
  ages, finals, finalsOfHits, further, furtherFinals, HIT_GRADES, inputBytes, map1, nodeMask, setBytes, sets,
  symbolFinalBytes, symbolMask, thorough, trust, weights0, weights1, weights2, weights3, weights4, weights5, weights6,
  weights7, weights8, weights9, weights10, weightsSlow,
} from "./shape";
import { answerFour, answerTwo, FARTHEST, sums, trainFour, trainTwo } from "./weights";

const FIRST_WEIGHT: f32 = 0.14;
// How far a set of weights learns falls from decision to decision that it is used for, by this factor, down to a least one:
// those that are seldom used learn as fast as others did in the beginning.
const FIRST_RATE: f32 = 0.02;
const LEAST_RATE: f32 = 0.0015;
const RATE_DECAY: f32 = 0.9995;
/** No probability lies nearer to 0 or 1. */
export const LEAST: f32 = 0.000002;
const FINAL_RATE: f32 = 0.002;

// @ts-ignore: decorator
@inline
function choose(decision: usize, index: usize, weights: usize, place: i32): void {
  store<u32>(decision + (index << 2), <u32>(weights + <usize>place * setBytes), CHOSEN);
}

/** The symbol after the match, and one; 0 where there is no match. */
// @ts-ignore: decorator
@inline
function matched(speakers: u32): i32 {
  return speakers & 1 ? 1 + (load<i32>(MATCH, EXPERT_SYMBOL) & symbolMask) : 0;
}

/** Which weights each set uses here, and the second final mixer. */
// @ts-ignore: decorator
@inline
function chooseSets(view: usize, decision: usize, node: i32, speakers: u32, hits: u32): void {
  const match = speakers & 1 ? 1 + lengthGrade(load<i32>(MATCH_LENGTH)) : 0;
  const copied = match * HIT_GRADES + <i32>hits;
  store<u32>(decision, <u32>(finalsOfHits + (<usize>copied << 6)), FINAL);
  choose(decision, 0, weights0, node & nodeMask);
  choose(decision, 1, weights1, copied);
  choose(decision, 2, weights2, (load<i32>(view, LAST1) & symbolMask) << 3 | min(<i32>hits, 7));
  if (sets == 3) return;
  choose(decision, 3, weights3, load<i32>(view, LAST2) & symbolMask);
  choose(decision, 4, weights4, (load<i32>(view, LETTERS) << 7) | (node & 127));
  if (sets == 5) return;
  choose(decision, 5, weights5, load<i32>(view, CLASSES));
  choose(decision, 6, weights6, load<i32>(view, COLUMN));
  if (sets == 7) return;
  choose(decision, 7, weights7, load<i32>(view, WORD_SKETCH));
  choose(decision, 8, weights8, load<i32>(view, NESTING));
  choose(decision, 9, weights9, load<i32>(view, BEFORE_SKETCH));
  choose(decision, 10, weights10, matched(speakers));
}

/**
 * Asks all sets, by fours; the slow learner's come after them, so that the last group has four or two. Two final mixers
 * weigh them: a node's, and one for the length of the match and the orders seen before; four more where there are many
 * sets.
 *
 * @returns the mean of what the final mixers say
 */
// @ts-ignore: decorator
@inline
export function mix(view: usize, decision: usize, node: i32, learn: bool): f32 {
  const speakers = load<u32>(decision, SPEAKERS);
  const set = ((node & nodeMask) << 3) | <i32>speakers; // the slow learner's weights: of a node, by who speaks
  if (learn) store<u32>(decision, set, SLOW_SET);
  chooseSets(view, decision, node, speakers, load<u32>(decision, HITS));
  choose(decision, sets, weightsSlow, set);
  const first = finals + (<usize>(node & nodeMask) << 6), second = <usize>load<u32>(decision, FINAL);
  let one = f32x4.splat(0), two = f32x4.splat(0);
  let at: usize = 0;
  for (let left = sets; left > 0; left -= 4, at += 16) {
    let all = left == 1 ? answerTwo(decision, decision + at) : answerFour(decision, decision + at);
    const stated = squashAll(all);
    if (left == 3) {
      store<f32>(decision, clampUnit(f32x4.extract_lane(stated, 3), LEAST), SLOW);
      all = f32x4.replace_lane(all, 3, 0);
    } else if (left == 1) {
      store<f32>(decision, clampUnit(f32x4.extract_lane(stated, 1), LEAST), SLOW);
      all = f32x4.replace_lane(all, 1, 0);
    }
    if (learn) v128.store(decision + at, stated, STATED);
    if (learn || further) v128.store(decision + at, all, OUTPUTS);
    one = f32x4.add(one, f32x4.mul(all, v128.load(first + at)));
    two = f32x4.add(two, f32x4.mul(all, v128.load(second + at)));
  }
  const a = clamp(sum(one), FARTHEST), b = clamp(sum(two), FARTHEST);
  if (learn) {
    store<f32>(decision, squash(a), FINAL_STATED);
    store<f32>(decision, squash(b), FINAL_STATED + 4);
  }
  if (further) return (a + b + askFurther(view, decision, learn)) * <f32>(1.0 / 6.0);
  return (a + b) * 0.5;
}

/** What three vectors of outputs say with a final mixer, in four parts. */
// @ts-ignore: decorator
@inline
function askFinal(first: v128, second: v128, third: v128, final: usize): v128 {
  const said = f32x4.add(f32x4.mul(first, v128.load(final)), f32x4.mul(second, v128.load(final, 16)));
  return f32x4.add(said, f32x4.mul(third, v128.load(final, 32)));
}

/** Further final mixers, each of its own view of the text. @returns the sum of what they say */
function askFurther(view: usize, decision: usize, learn: bool): f32 {
  const one = furtherFinals + (<usize>(load<u32>(view, LAST1) & symbolMask) << 6);
  const two = furtherFinals + symbolFinalBytes + (<usize>(load<u32>(view, LAST2) & symbolMask) << 6);
  const expected = thorough ? load<u32>(view, FOLLOWER) : <u32>matched(load<u32>(decision, SPEAKERS));
  const three = furtherFinals + 2 * symbolFinalBytes + (<usize>(expected & symbolMask) << 6);
  const four = furtherFinals + 3 * symbolFinalBytes + (<usize>load<u32>(view, CLASSES) << 6);
  const first = v128.load(decision, OUTPUTS), second = v128.load(decision, OUTPUTS + 16);
  const third = v128.load(decision, OUTPUTS + 32);
  const a = askFinal(first, second, third, one), b = askFinal(first, second, third, two);
  const c = askFinal(first, second, third, three), d = askFinal(first, second, third, four);
  const said = clampAll(sums(a, b, c, d), FARTHEST);
  if (learn) {
    store<u32>(decision, <u32>one, FURTHER);
    store<u32>(decision, <u32>two, FURTHER + 4);
    store<u32>(decision, <u32>three, FURTHER + 8);
    store<u32>(decision, <u32>four, FURTHER + 12);
    v128.store(decision, squashAll(said), FURTHER_STATED);
  }
  return sum(said);
}

/** Trains the further final mixers. */
function trainFurther(decision: usize, y: f32): void {
  const first = v128.load(decision, OUTPUTS), second = v128.load(decision, OUTPUTS + 16);
  const third = v128.load(decision, OUTPUTS + 32);
  for (let k: usize = 0; k < 16; k += 4) {
    const final = <usize>load<u32>(decision + k, FURTHER);
    const step = f32x4.splat((y - load<f32>(decision + k, FURTHER_STATED)) * FINAL_RATE);
    v128.store(final, f32x4.add(v128.load(final), f32x4.mul(first, step)));
    v128.store(final, f32x4.add(v128.load(final, 16), f32x4.mul(second, step)), 16);
    v128.store(final, f32x4.add(v128.load(final, 32), f32x4.mul(third, step)), 32);
  }
}

/** How far a set learns from here on. @returns how far it learns here */
// @ts-ignore: decorator
@inline
function slowDown(weights: usize): f32 {
  const rate = load<f32>(weights + inputBytes);
  store<f32>(weights + inputBytes, LEAST_RATE + (rate - LEAST_RATE) * RATE_DECAY);
  return rate;
}

/** How far four sets, or two, learn from their errors. */
// @ts-ignore: decorator
@inline
function stepsOf(decision: usize, at: usize, y: f32, four: bool): v128 {
  const chosen = decision + at;
  let rates = f32x4.splat(slowDown(<usize>load<u32>(chosen, CHOSEN)));
  rates = f32x4.replace_lane(rates, 1, slowDown(<usize>load<u32>(chosen, CHOSEN + 4)));
  if (four) {
    rates = f32x4.replace_lane(rates, 2, slowDown(<usize>load<u32>(chosen, CHOSEN + 8)));
    rates = f32x4.replace_lane(rates, 3, slowDown(<usize>load<u32>(chosen, CHOSEN + 12)));
  }
  return f32x4.mul(f32x4.sub(f32x4.splat(y), v128.load(chosen, STATED)), rates);
}

// @ts-ignore: decorator
@inline
export function updateWeights(decision: usize, node: i32, y: f32): void {
  const slowStep = weigh(decision, node, y);
  const first = finals + (<usize>(node & nodeMask) << 6), second = <usize>load<u32>(decision, FINAL);
  const a = f32x4.splat((y - load<f32>(decision, FINAL_STATED)) * FINAL_RATE);
  const b = f32x4.splat((y - load<f32>(decision, FINAL_STATED + 4)) * FINAL_RATE);
  if (further) trainFurther(decision, y);
  let at: usize = 0;
  for (let left = sets; left > 0; left -= 4, at += 16) {
    let steps = stepsOf(decision, at, y, left != 1);
    if (left == 1) trainTwo(decision, decision + at, f32x4.replace_lane(steps, 1, slowStep));
    else {
      if (left == 3) steps = f32x4.replace_lane(steps, 3, slowStep);
      trainFour(decision, decision + at, steps);
    }
    const said = v128.load(decision + at, OUTPUTS);
    v128.store(first + at, f32x4.add(v128.load(first + at), f32x4.mul(said, a)));
    v128.store(second + at, f32x4.add(v128.load(second + at), f32x4.mul(said, b)));
  }
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

/** Sets of weights, from one region to the next. */
function beginSets(from: usize, end: usize): void {
  fill(from, end, FIRST_WEIGHT);
  for (let at = from + inputBytes; at < end; at += setBytes) store<f32>(at, FIRST_RATE);
}

/** All inputs count alike, and all sets. */
export function beginNetwork(): void {
  beginSets(weights0, weights1);
  beginSets(weights1, weights2);
  beginSets(weights2, weights3);
  beginSets(weights3, weights4);
  beginSets(weights4, weights5);
  beginSets(weights5, weights6);
  beginSets(weights6, weights7);
  beginSets(weights7, weights8);
  beginSets(weights8, weights9);
  beginSets(weights9, weights10);
  beginSets(weights10, weightsSlow);
  beginSets(weightsSlow, ages);
  fill(finals, trust, <f32>1.0 / <f32>sets);
  fill(trust, finalsOfHits, 0.5);
  fill(finalsOfHits, map1, <f32>1.0 / <f32>sets);
}
