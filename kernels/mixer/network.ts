// A gated network of logistic mixers, and a slow learner beside it.

import {
  ACTIVE, BEFORE_SKETCH, CLASSES, COLUMN, EXPERT_SYMBOL, FAST, FINAL, FINAL_PROBABILITIES, FOLLOWER, FURTHER,
  FURTHER_PROBABILITIES, HITS, LAST1, LAST2, LETTERS, MATCH, MATCH_LENGTH, MIXED, NESTING, OUTPUTS, SELECTED,
  SET_PROBABILITIES, SETS, SLOW, SLOW_SET, WORD_SKETCH,
} from "./addresses";
import { atLeast, clampAll, clampUnit, fill, repeat, squashAll, squashTwo, sum } from "./arithmetic";
import { lengthGrade } from "./experts";
import { further, inputBytes, plain, setBytes, sets, thorough } from "./model";
import {
  ages, fastWeights, finals, finalsOfHits, furtherFinals, HIT_GRADES, map1, nodeMask, symbolFinalBytes, symbolMask,
  weights0, weights1, weights2, weights3, weights4, weights5, weights6, weights7, weights8, weights9, weights10,
  weightsSlow,
} from "./shape";
import { evaluateFour, evaluateTwo, MAX_OUTPUT, sums, sumsOfTwo, trainFour, trainTwo } from "./weights";

const INITIAL_WEIGHT: f32 = 0.14;
// The learning rate of weights decays towards MIN_RATE, by RATE_DECAY at each use. Rarely selected weights therefore still learn
// as fast as others did at first.
const INITIAL_RATE: f32 = 0.02;
const MIN_RATE: f32 = 0.0015;
const RATE_DECAY: f32 = 0.9995;
/** Smallest distance of a probability from 0 and 1. */
export const MIN_PROBABILITY: f32 = 0.000002;
const FINAL_RATE: f32 = 0.002;

/** Address of the weights at an index of a set. */
// @ts-ignore: decorator
@inline
function weightsAt(weights: usize, place: i32): u32 {
  return <u32>(weights + <usize>place * setBytes);
}

/** The symbol that the match predicts, plus one; 0 if it does not predict this decision. */
// @ts-ignore: decorator
@inline
function matchSymbol(active: u32): i32 {
  return active & 1 ? 1 + (load<i32>(MATCH, EXPERT_SYMBOL) & symbolMask) : 0;
}

/** Selects the weights of each set as far as the symbol determines them; some also depend on the decision. */
export function selectSets(view: usize): void {
  const last = plain ? 0 : load<i32>(view, LAST1) & symbolMask;
  store<u32>(view, weightsAt(weights2, last << 3), SETS + 8);
  if (sets == 3) return;
  store<u32>(view, weightsAt(weights3, load<i32>(view, LAST2) & symbolMask), SETS + 12);
  store<u32>(view, weightsAt(weights4, load<i32>(view, LETTERS) << 7), SETS + 16);
  if (sets == 5) return;
  store<u32>(view, weightsAt(weights5, load<i32>(view, CLASSES)), SETS + 20);
  store<u32>(view, weightsAt(weights6, load<i32>(view, COLUMN)), SETS + 24);
  if (sets == 7) return;
  store<u32>(view, weightsAt(weights7, load<i32>(view, WORD_SKETCH)), SETS + 28);
  store<u32>(view, weightsAt(weights8, load<i32>(view, NESTING)), SETS + 32);
  store<u32>(view, weightsAt(weights9, load<i32>(view, BEFORE_SKETCH)), SETS + 36);
}

/** Selects the weights of each set at a decision, followed by those of the slow learner. */
// @ts-ignore: decorator
@inline
function selectAll(view: usize, decision: usize, node: i32, active: u32, hits: i32, copied: i32, slow: i32): void {
  store<u32>(decision, weightsAt(weights0, node & nodeMask), SELECTED);
  store<u32>(decision, weightsAt(weights1, copied), SELECTED + 4);
  store<u32>(decision, weightsAt(load<u32>(view, SETS + 8), min(hits, 7)), SELECTED + 8);
  if (sets > 3) {
    store<u32>(decision, load<u32>(view, SETS + 12), SELECTED + 12);
    store<u32>(decision, weightsAt(load<u32>(view, SETS + 16), node & 127), SELECTED + 16);
  }
  if (sets > 5) {
    store<u32>(decision, load<u32>(view, SETS + 20), SELECTED + 20);
    store<u32>(decision, load<u32>(view, SETS + 24), SELECTED + 24);
  }
  if (sets > 7) {
    store<u32>(decision, load<u32>(view, SETS + 28), SELECTED + 28);
    store<u32>(decision, load<u32>(view, SETS + 32), SELECTED + 32);
    store<u32>(decision, load<u32>(view, SETS + 36), SELECTED + 36);
    store<u32>(decision, weightsAt(weights10, matchSymbol(active)), SELECTED + 40);
  }
  store<u32>(decision + (<usize>sets << 2), weightsAt(weightsSlow, slow), SELECTED);
}

/** Computes the outputs of all sets, four at a time. The slow learner is last, so that the last group has four or two. */
// @ts-ignore: decorator
@inline
function evaluateAll(decision: usize): void {
  v128.store(decision, evaluateFour(decision, decision), OUTPUTS);
  if (sets == 5) v128.store(decision, evaluateTwo(decision, decision + 16), OUTPUTS + 16);
  if (sets < 7) return;
  v128.store(decision, evaluateFour(decision, decision + 16), OUTPUTS + 16);
  if (sets > 7) v128.store(decision, evaluateFour(decision, decision + 32), OUTPUTS + 32);
}

/**
 * Outputs of four sets; 0 for the slow learner, which the final mixers do not use. Stores them as probabilities where these are
 * needed: for learning, and for the slow learner.
 */
// @ts-ignore: decorator
@inline
function mixedOutputs(decision: usize, at: usize, learn: bool): v128 {
  const all = v128.load(decision + at, OUTPUTS);
  if (learn || <usize>(sets >> 2 << 4) == at) v128.store(decision + at, squashAll(all), SET_PROBABILITIES);
  const outputs = v128.and(all, v128.load(MIXED + at));
  v128.store(decision + at, outputs, OUTPUTS);
  return outputs;
}

/** Evaluates all sets at a decision whose inputs are ready. */
export function evaluateSets(view: usize, decision: usize, node: i32): void {
  const active = load<u32>(decision, ACTIVE), hits = load<i32>(decision, HITS);
  const match = active & 1 ? 1 + lengthGrade(load<i32>(MATCH_LENGTH)) : 0;
  const copied = match * HIT_GRADES + hits;
  const slow = (node & nodeMask) << 3 | <i32>active; // the slow learner selects its weights by node and predicting experts
  store<u32>(decision, slow, SLOW_SET);
  store<u32>(decision, <u32>(finalsOfHits + (<usize>copied << 6)), FINAL);
  selectAll(view, decision, node, active, hits, copied, slow);
  evaluateAll(decision);
}

/**
 * Two final mixers weight the outputs of all sets. One is selected by the node, the other by the length of the match and the number
 * of orders seen before. Large models have four more.
 *
 * @returns the mean output of the final mixers
 */
// @ts-ignore: decorator
@inline
export function mix(view: usize, decision: usize, node: i32, learn: bool): f32 {
  const first = finals + (<usize>(node & nodeMask) << 6), second = <usize>load<u32>(decision, FINAL);
  const outputs = mixedOutputs(decision, 0, learn);
  let one = f32x4.mul(outputs, v128.load(first)), two = f32x4.mul(outputs, v128.load(second));
  if (sets > 3) {
    const more = mixedOutputs(decision, 16, learn);
    one = f32x4.add(one, f32x4.mul(more, v128.load(first, 16)));
    two = f32x4.add(two, f32x4.mul(more, v128.load(second, 16)));
  }
  if (sets > 7) {
    const last = mixedOutputs(decision, 32, learn);
    one = f32x4.add(one, f32x4.mul(last, v128.load(first, 32)));
    two = f32x4.add(two, f32x4.mul(last, v128.load(second, 32)));
  }
  store<f32>(decision, clampUnit(load<f32>(decision + (<usize>sets << 2), SET_PROBABILITIES), MIN_PROBABILITY), SLOW);
  const both = clampAll(sumsOfTwo(one, two), MAX_OUTPUT);
  if (learn) v128.store_lane<u64>(decision, squashTwo(both), 0, FINAL_PROBABILITIES);
  const a = f32x4.extract_lane(both, 0), b = f32x4.extract_lane(both, 1);
  if (further) return (a + b + evaluateFurther(view, decision, learn)) * <f32>(1.0 / 6.0);
  return (a + b) * 0.5;
}

/** Outputs of up to 12 sets times the weights of a final mixer, as four partial sums. */
// @ts-ignore: decorator
@inline
function finalSums(first: v128, second: v128, third: v128, final: usize): v128 {
  const partial = f32x4.add(f32x4.mul(first, v128.load(final)), f32x4.mul(second, v128.load(final, 16)));
  return f32x4.add(partial, f32x4.mul(third, v128.load(final, 32)));
}

/** Evaluates the further final mixers, each selected by other symbols. @returns the sum of their outputs */
function evaluateFurther(view: usize, decision: usize, learn: bool): f32 {
  const one = furtherFinals + (<usize>(load<u32>(view, LAST1) & symbolMask) << 6);
  const two = furtherFinals + symbolFinalBytes + (<usize>(load<u32>(view, LAST2) & symbolMask) << 6);
  const expected = thorough ? load<u32>(view, FOLLOWER) : <u32>matchSymbol(load<u32>(decision, ACTIVE));
  const three = furtherFinals + 2 * symbolFinalBytes + (<usize>(expected & symbolMask) << 6);
  const four = furtherFinals + 3 * symbolFinalBytes + (<usize>load<u32>(view, CLASSES) << 6);
  const first = v128.load(decision, OUTPUTS), second = v128.load(decision, OUTPUTS + 16);
  const third = v128.load(decision, OUTPUTS + 32);
  const a = finalSums(first, second, third, one), b = finalSums(first, second, third, two);
  const c = finalSums(first, second, third, three), d = finalSums(first, second, third, four);
  const outputs = clampAll(sums(a, b, c, d), MAX_OUTPUT);
  if (learn) {
    store<u32>(decision, <u32>one, FURTHER);
    store<u32>(decision, <u32>two, FURTHER + 4);
    store<u32>(decision, <u32>three, FURTHER + 8);
    store<u32>(decision, <u32>four, FURTHER + 12);
    v128.store(decision, squashAll(outputs), FURTHER_PROBABILITIES);
  }
  return sum(outputs);
}

/** Trains the further final mixers. */
function trainFurther(decision: usize, y: f32): void {
  const first = v128.load(decision, OUTPUTS), second = v128.load(decision, OUTPUTS + 16);
  const third = v128.load(decision, OUTPUTS + 32);
  for (let k: usize = 0; k < 16; k += 4) {
    const final = <usize>load<u32>(decision + k, FURTHER);
    const step = f32x4.splat((y - load<f32>(decision + k, FURTHER_PROBABILITIES)) * FINAL_RATE);
    v128.store(final, f32x4.add(v128.load(final), f32x4.mul(first, step)));
    v128.store(final, f32x4.add(v128.load(final, 16), f32x4.mul(second, step)), 16);
    v128.store(final, f32x4.add(v128.load(final, 32), f32x4.mul(third, step)), 32);
  }
}

/** Steps of four sets, or two: error times learning rate, which decays. The step of the slow learner is `slow`. */
// @ts-ignore: decorator
@inline
function stepsOf(decision: usize, group: usize, y: f32, slow: f32, four: bool): v128 {
  const at = decision + group;
  const one = <usize>load<u32>(at, SELECTED) + inputBytes, two = <usize>load<u32>(at, SELECTED + 4) + inputBytes;
  const three = <usize>load<u32>(at, SELECTED + 8) + inputBytes, last = <usize>load<u32>(at, SELECTED + 12) + inputBytes;
  let rates = v128.load_lane<u32>(two, v128.load32_zero(one), 1);
  if (four) rates = v128.load_lane<u32>(last, v128.load_lane<u32>(three, rates, 2), 3);
  const least = f32x4.splat(MIN_RATE);
  const slower = f32x4.add(least, f32x4.mul(f32x4.sub(rates, least), f32x4.splat(RATE_DECAY)));
  v128.store_lane<u32>(one, slower, 0);
  v128.store_lane<u32>(two, slower, 1);
  if (four) {
    v128.store_lane<u32>(three, slower, 2);
    v128.store_lane<u32>(last, slower, 3);
  }
  const steps = f32x4.mul(f32x4.sub(f32x4.splat(y), v128.load(at, SET_PROBABILITIES)), rates);
  return v128.bitselect(steps, f32x4.splat(slow), v128.load(MIXED + group));
}

/** Moves four weights of a final mixer by `step` times the outputs of their sets. */
// @ts-ignore: decorator
@inline
function trainFinal(final: usize, outputs: v128, step: v128): void {
  v128.store(final, f32x4.add(v128.load(final), f32x4.mul(outputs, step)));
}

// @ts-ignore: decorator
@inline
export function updateWeights(decision: usize, node: i32, y: f32): void {
  const slowStep = updateFastWeight(decision, node, y);
  if (further) trainFurther(decision, y);
  trainFour(decision, decision, stepsOf(decision, 0, y, slowStep, true));
  if (sets == 5) trainTwo(decision, decision + 16, stepsOf(decision, 16, y, slowStep, false));
  if (sets > 5) trainFour(decision, decision + 16, stepsOf(decision, 16, y, slowStep, true));
  if (sets > 7) trainFour(decision, decision + 32, stepsOf(decision, 32, y, slowStep, true));
  const first = finals + (<usize>(node & nodeMask) << 6), second = <usize>load<u32>(decision, FINAL);
  const a = f32x4.splat((y - load<f32>(decision, FINAL_PROBABILITIES)) * FINAL_RATE);
  const b = f32x4.splat((y - load<f32>(decision, FINAL_PROBABILITIES + 4)) * FINAL_RATE);
  const outputs = v128.load(decision, OUTPUTS);
  trainFinal(first, outputs, a);
  trainFinal(second, outputs, b);
  if (sets == 3) return;
  const more = v128.load(decision, OUTPUTS + 16);
  trainFinal(first + 16, more, a);
  trainFinal(second + 16, more, b);
  if (sets <= 7) return;
  const last = v128.load(decision, OUTPUTS + 32);
  trainFinal(first + 32, last, a);
  trainFinal(second + 32, last, b);
}

// The slow learner's rate falls as 1/n, which suits stationary data, down to SLOW_MIN_RATE.
const SLOW_GAIN: f32 = 20;
const SLOW_START: f32 = 1000;
const SLOW_MIN_RATE: f32 = 0.0002;
/** Share of the weight that is split evenly after every decision, so that either learner can recover. */
const SWITCHING: f32 = 0.0002;

/** Updates the weight of the fast against the slow learner by Bayes' rule. @returns the step of the slow learner */
// @ts-ignore: decorator
@inline
function updateFastWeight(decision: usize, node: i32, y: f32): f32 {
  const at = fastWeights + (<usize>(node & nodeMask) << 2);
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
  return (y - slow) * atLeast(SLOW_MIN_RATE, SLOW_GAIN / (count + SLOW_START));
}

/** Initialises the weight sets from one region to the next. */
function beginSets(from: usize, end: usize): void {
  if (from == end) return;
  fill(from, from + setBytes, INITIAL_WEIGHT);
  store<f32>(from + inputBytes, INITIAL_RATE);
  repeat(from, setBytes, end);
}

/** At first all inputs have equal weights, and so have all sets. */
export function beginNetwork(): void {
  for (let set = 0; set < 12; set++) store<i32>(MIXED + (<usize>set << 2), set < sets ? -1 : 0);
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
  fill(finals, fastWeights, <f32>1.0 / <f32>sets);
  fill(fastWeights, finalsOfHits, 0.5);
  fill(finalsOfHits, map1, <f32>1.0 / <f32>sets);
}
