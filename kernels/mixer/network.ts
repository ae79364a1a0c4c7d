// A gated network of logistic mixers, and a slow learner beside it.

import {
  BEFORE_SKETCH, CHOSEN, CLASSES, COLUMN, EXPERT_SYMBOL, FAST, FINAL, FINAL_STATED, FOLLOWER, FURTHER, FURTHER_STATED,
  HEARD, HITS, LAST1, LAST2, LETTERS, MATCH, MATCH_LENGTH, NESTING, OUTPUTS, SETS, SLOW, SLOW_SET, SPEAKERS, STATED,
  WORD_SKETCH,
} from "./addresses";
import { atLeast, clampAll, clampUnit, fill, repeat, squashAll, squashTwo, sum } from "./arithmetic";
import { lengthGrade } from "./experts";
import { further, inputBytes, plain, setBytes, sets, thorough } from "./model";
import {
  ages, finals, finalsOfHits, furtherFinals, HIT_GRADES, map1, nodeMask, symbolFinalBytes, symbolMask, trust,
  weights0, weights1, weights2, weights3, weights4, weights5, weights6, weights7, weights8, weights9, weights10,
  weightsSlow,
} from "./shape";
import { answerFour, answerTwo, FARTHEST, sums, sumsOfTwo, trainFour, trainTwo } from "./weights";

const FIRST_WEIGHT: f32 = 0.14;
// The learning rate of weights decays towards LEAST_RATE, by RATE_DECAY at each use. Rarely selected weights therefore still learn
// as fast as others did at first.
const FIRST_RATE: f32 = 0.02;
const LEAST_RATE: f32 = 0.0015;
const RATE_DECAY: f32 = 0.9995;
/** Smallest distance of a probability from 0 and 1. */
export const LEAST: f32 = 0.000002;
const FINAL_RATE: f32 = 0.002;

/** Address of the weights at an index of a set. */
// @ts-ignore: decorator
@inline
function placed(weights: usize, place: i32): u32 {
  return <u32>(weights + <usize>place * setBytes);
}

/** The symbol that the match predicts, plus one; 0 if it does not predict this decision. */
// @ts-ignore: decorator
@inline
function matched(speakers: u32): i32 {
  return speakers & 1 ? 1 + (load<i32>(MATCH, EXPERT_SYMBOL) & symbolMask) : 0;
}

/** Selects the weights of each set as far as the symbol determines them; some also depend on the decision. */
export function chooseSets(view: usize): void {
  const last = plain ? 0 : load<i32>(view, LAST1) & symbolMask;
  store<u32>(view, placed(weights2, last << 3), SETS + 8);
  if (sets == 3) return;
  store<u32>(view, placed(weights3, load<i32>(view, LAST2) & symbolMask), SETS + 12);
  store<u32>(view, placed(weights4, load<i32>(view, LETTERS) << 7), SETS + 16);
  if (sets == 5) return;
  store<u32>(view, placed(weights5, load<i32>(view, CLASSES)), SETS + 20);
  store<u32>(view, placed(weights6, load<i32>(view, COLUMN)), SETS + 24);
  if (sets == 7) return;
  store<u32>(view, placed(weights7, load<i32>(view, WORD_SKETCH)), SETS + 28);
  store<u32>(view, placed(weights8, load<i32>(view, NESTING)), SETS + 32);
  store<u32>(view, placed(weights9, load<i32>(view, BEFORE_SKETCH)), SETS + 36);
}

/** Selects the weights of each set at a decision, followed by those of the slow learner. */
// @ts-ignore: decorator
@inline
function chooseAll(view: usize, decision: usize, node: i32, speakers: u32, hits: i32, copied: i32, slow: i32): void {
  store<u32>(decision, placed(weights0, node & nodeMask), CHOSEN);
  store<u32>(decision, placed(weights1, copied), CHOSEN + 4);
  store<u32>(decision, placed(load<u32>(view, SETS + 8), min(hits, 7)), CHOSEN + 8);
  if (sets > 3) {
    store<u32>(decision, load<u32>(view, SETS + 12), CHOSEN + 12);
    store<u32>(decision, placed(load<u32>(view, SETS + 16), node & 127), CHOSEN + 16);
  }
  if (sets > 5) {
    store<u32>(decision, load<u32>(view, SETS + 20), CHOSEN + 20);
    store<u32>(decision, load<u32>(view, SETS + 24), CHOSEN + 24);
  }
  if (sets > 7) {
    store<u32>(decision, load<u32>(view, SETS + 28), CHOSEN + 28);
    store<u32>(decision, load<u32>(view, SETS + 32), CHOSEN + 32);
    store<u32>(decision, load<u32>(view, SETS + 36), CHOSEN + 36);
    store<u32>(decision, placed(weights10, matched(speakers)), CHOSEN + 40);
  }
  store<u32>(decision + (<usize>sets << 2), placed(weightsSlow, slow), CHOSEN);
}

/** Computes the outputs of all sets, four at a time. The slow learner is last, so that the last group has four or two. */
// @ts-ignore: decorator
@inline
function answerAll(decision: usize): void {
  v128.store(decision, answerFour(decision, decision), OUTPUTS);
  if (sets == 5) v128.store(decision, answerTwo(decision, decision + 16), OUTPUTS + 16);
  if (sets < 7) return;
  v128.store(decision, answerFour(decision, decision + 16), OUTPUTS + 16);
  if (sets > 7) v128.store(decision, answerFour(decision, decision + 32), OUTPUTS + 32);
}

/**
 * Outputs of four sets; 0 for the slow learner, which the final mixers do not use. Stores them as probabilities where these are
 * needed: for learning, and for the slow learner.
 */
// @ts-ignore: decorator
@inline
function saidBy(decision: usize, at: usize, learn: bool): v128 {
  const all = v128.load(decision + at, OUTPUTS);
  if (learn || <usize>(sets >> 2 << 4) == at) v128.store(decision + at, squashAll(all), STATED);
  const said = v128.and(all, v128.load(HEARD + at));
  v128.store(decision + at, said, OUTPUTS);
  return said;
}

/** Evaluates all sets at a decision whose inputs are ready. */
export function askSets(view: usize, decision: usize, node: i32): void {
  const speakers = load<u32>(decision, SPEAKERS), hits = load<i32>(decision, HITS);
  const match = speakers & 1 ? 1 + lengthGrade(load<i32>(MATCH_LENGTH)) : 0;
  const copied = match * HIT_GRADES + hits;
  const slow = (node & nodeMask) << 3 | <i32>speakers; // the slow learner selects its weights by node and predicting experts
  store<u32>(decision, slow, SLOW_SET);
  store<u32>(decision, <u32>(finalsOfHits + (<usize>copied << 6)), FINAL);
  chooseAll(view, decision, node, speakers, hits, copied, slow);
  answerAll(decision);
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
  const said = saidBy(decision, 0, learn);
  let one = f32x4.mul(said, v128.load(first)), two = f32x4.mul(said, v128.load(second));
  if (sets > 3) {
    const more = saidBy(decision, 16, learn);
    one = f32x4.add(one, f32x4.mul(more, v128.load(first, 16)));
    two = f32x4.add(two, f32x4.mul(more, v128.load(second, 16)));
  }
  if (sets > 7) {
    const last = saidBy(decision, 32, learn);
    one = f32x4.add(one, f32x4.mul(last, v128.load(first, 32)));
    two = f32x4.add(two, f32x4.mul(last, v128.load(second, 32)));
  }
  store<f32>(decision, clampUnit(load<f32>(decision + (<usize>sets << 2), STATED), LEAST), SLOW);
  const both = clampAll(sumsOfTwo(one, two), FARTHEST);
  if (learn) v128.store_lane<u64>(decision, squashTwo(both), 0, FINAL_STATED);
  const a = f32x4.extract_lane(both, 0), b = f32x4.extract_lane(both, 1);
  if (further) return (a + b + askFurther(view, decision, learn)) * <f32>(1.0 / 6.0);
  return (a + b) * 0.5;
}

/** Outputs of up to 12 sets times the weights of a final mixer, as four partial sums. */
// @ts-ignore: decorator
@inline
function askFinal(first: v128, second: v128, third: v128, final: usize): v128 {
  const said = f32x4.add(f32x4.mul(first, v128.load(final)), f32x4.mul(second, v128.load(final, 16)));
  return f32x4.add(said, f32x4.mul(third, v128.load(final, 32)));
}

/** Evaluates the further final mixers, each selected by other symbols. @returns the sum of their outputs */
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

/** Steps of four sets, or two: error times learning rate, which decays. The step of the slow learner is `slow`. */
// @ts-ignore: decorator
@inline
function stepsOf(decision: usize, group: usize, y: f32, slow: f32, four: bool): v128 {
  const at = decision + group;
  const one = <usize>load<u32>(at, CHOSEN) + inputBytes, two = <usize>load<u32>(at, CHOSEN + 4) + inputBytes;
  const three = <usize>load<u32>(at, CHOSEN + 8) + inputBytes, last = <usize>load<u32>(at, CHOSEN + 12) + inputBytes;
  let rates = v128.load_lane<u32>(two, v128.load32_zero(one), 1);
  if (four) rates = v128.load_lane<u32>(last, v128.load_lane<u32>(three, rates, 2), 3);
  const least = f32x4.splat(LEAST_RATE);
  const slower = f32x4.add(least, f32x4.mul(f32x4.sub(rates, least), f32x4.splat(RATE_DECAY)));
  v128.store_lane<u32>(one, slower, 0);
  v128.store_lane<u32>(two, slower, 1);
  if (four) {
    v128.store_lane<u32>(three, slower, 2);
    v128.store_lane<u32>(last, slower, 3);
  }
  const steps = f32x4.mul(f32x4.sub(f32x4.splat(y), v128.load(at, STATED)), rates);
  return v128.bitselect(steps, f32x4.splat(slow), v128.load(HEARD + group));
}

/** Moves four weights of a final mixer by `step` times the outputs of their sets. */
// @ts-ignore: decorator
@inline
function trainFinal(final: usize, said: v128, step: v128): void {
  v128.store(final, f32x4.add(v128.load(final), f32x4.mul(said, step)));
}

// @ts-ignore: decorator
@inline
export function updateWeights(decision: usize, node: i32, y: f32): void {
  const slowStep = weigh(decision, node, y);
  if (further) trainFurther(decision, y);
  trainFour(decision, decision, stepsOf(decision, 0, y, slowStep, true));
  if (sets == 5) trainTwo(decision, decision + 16, stepsOf(decision, 16, y, slowStep, false));
  if (sets > 5) trainFour(decision, decision + 16, stepsOf(decision, 16, y, slowStep, true));
  if (sets > 7) trainFour(decision, decision + 32, stepsOf(decision, 32, y, slowStep, true));
  const first = finals + (<usize>(node & nodeMask) << 6), second = <usize>load<u32>(decision, FINAL);
  const a = f32x4.splat((y - load<f32>(decision, FINAL_STATED)) * FINAL_RATE);
  const b = f32x4.splat((y - load<f32>(decision, FINAL_STATED + 4)) * FINAL_RATE);
  const said = v128.load(decision, OUTPUTS);
  trainFinal(first, said, a);
  trainFinal(second, said, b);
  if (sets == 3) return;
  const more = v128.load(decision, OUTPUTS + 16);
  trainFinal(first + 16, more, a);
  trainFinal(second + 16, more, b);
  if (sets <= 7) return;
  const last = v128.load(decision, OUTPUTS + 32);
  trainFinal(first + 32, last, a);
  trainFinal(second + 32, last, b);
}

// The slow learner's rate falls as 1/n, which suits stationary data, down to SLOW_LEAST.
const SLOW_GAIN: f32 = 20;
const SLOW_START: f32 = 1000;
const SLOW_LEAST: f32 = 0.0002;
/** Share of the weight that is split evenly after every decision, so that either learner can recover. */
const SWITCHING: f32 = 0.0002;

/** Updates the weight of the fast against the slow learner by Bayes' rule. @returns the step of the slow learner */
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
  return (y - slow) * atLeast(SLOW_LEAST, SLOW_GAIN / (count + SLOW_START));
}

/** Initialises the weight sets from one region to the next. */
function beginSets(from: usize, end: usize): void {
  if (from == end) return;
  fill(from, from + setBytes, FIRST_WEIGHT);
  store<f32>(from + inputBytes, FIRST_RATE);
  repeat(from, setBytes, end);
}

/** At first all inputs have equal weights, and so have all sets. */
export function beginNetwork(): void {
  for (let set = 0; set < 12; set++) store<i32>(HEARD + (<usize>set << 2), set < sets ? -1 : 0);
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
