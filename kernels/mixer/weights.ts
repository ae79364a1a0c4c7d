// Evaluates and trains weight sets, four or two at a time, since loading the inputs is half of the work. Takes inputs in groups of
// 16, and the rest in groups of 4 without a loop, since loops take much of the remaining time. The kernel of the fast profile has
// no loop here.

import { SELECTED } from "./addresses";
import { clampAll } from "./arithmetic";
import { inputBytes } from "./model";

/** Largest absolute value of an output. */
export const MAX_OUTPUT: f32 = 11.9;

/** Inputs of a group of 16 times their weights, as four partial sums. */
// @ts-ignore: decorator
@inline
function dot16(a: v128, b: v128, c: v128, d: v128, weights: usize): v128 {
  let partial = f32x4.mul(a, v128.load(weights));
  partial = f32x4.add(partial, f32x4.mul(b, v128.load(weights, 16)));
  partial = f32x4.add(partial, f32x4.mul(c, v128.load(weights, 32)));
  return f32x4.add(partial, f32x4.mul(d, v128.load(weights, 48)));
}

/** Adds a group of 16 inputs times their weights to four partial sums. */
// @ts-ignore: decorator
@inline
function add16(partial: v128, a: v128, b: v128, c: v128, d: v128, weights: usize): v128 {
  partial = f32x4.add(partial, f32x4.mul(a, v128.load(weights)));
  partial = f32x4.add(partial, f32x4.mul(b, v128.load(weights, 16)));
  partial = f32x4.add(partial, f32x4.mul(c, v128.load(weights, 32)));
  return f32x4.add(partial, f32x4.mul(d, v128.load(weights, 48)));
}

// @ts-ignore: decorator
@inline
function add4(partial: v128, inputs: v128, weights: usize): v128 {
  return f32x4.add(partial, f32x4.mul(inputs, v128.load(weights)));
}

/** Bytes of the inputs after the last group of 16. */
// @ts-ignore: decorator
@inline
function rest(): usize {
  return inputBytes & 63;
}

/** Outputs of four sets, whose weights are at the four addresses at `at` + SELECTED. */
// @ts-ignore: decorator
@inline
export function evaluateFour(decision: usize, at: usize): v128 {
  let one = <usize>load<u32>(at, SELECTED), two = <usize>load<u32>(at, SELECTED + 4);
  let three = <usize>load<u32>(at, SELECTED + 8), four = <usize>load<u32>(at, SELECTED + 12);
  let p = v128.load(decision), q = v128.load(decision, 16), r = v128.load(decision, 32), s = v128.load(decision, 48);
  let a = dot16(p, q, r, s, one), b = dot16(p, q, r, s, two), c = dot16(p, q, r, s, three), d = dot16(p, q, r, s, four);
  let input = decision + 64;
  one += 64, two += 64, three += 64, four += 64;
  if (inputBytes >= 128) {
    const end = decision + (inputBytes & ~63);
    for (; input < end; input += 64, one += 64, two += 64, three += 64, four += 64) {
      p = v128.load(input), q = v128.load(input, 16), r = v128.load(input, 32), s = v128.load(input, 48);
      a = add16(a, p, q, r, s, one);
      b = add16(b, p, q, r, s, two);
      c = add16(c, p, q, r, s, three);
      d = add16(d, p, q, r, s, four);
    }
  }
  if (rest() > 0) {
    p = v128.load(input);
    a = add4(a, p, one);
    b = add4(b, p, two);
    c = add4(c, p, three);
    d = add4(d, p, four);
  }
  if (rest() > 16) {
    q = v128.load(input, 16);
    a = add4(a, q, one + 16);
    b = add4(b, q, two + 16);
    c = add4(c, q, three + 16);
    d = add4(d, q, four + 16);
  }
  if (rest() > 32) {
    r = v128.load(input, 32);
    a = add4(a, r, one + 32);
    b = add4(b, r, two + 32);
    c = add4(c, r, three + 32);
    d = add4(d, r, four + 32);
  }
  return clampAll(sums(a, b, c, d), MAX_OUTPUT);
}

/** Outputs of two sets, then two zeros. */
// @ts-ignore: decorator
@inline
export function evaluateTwo(decision: usize, at: usize): v128 {
  let one = <usize>load<u32>(at, SELECTED), two = <usize>load<u32>(at, SELECTED + 4);
  let a = f32x4.splat(0), b = f32x4.splat(0);
  const end = decision + inputBytes;
  let input = decision;
  for (; input + 48 < end; input += 64, one += 64, two += 64) {
    const p = v128.load(input), q = v128.load(input, 16), r = v128.load(input, 32), s = v128.load(input, 48);
    a = add16(a, p, q, r, s, one);
    b = add16(b, p, q, r, s, two);
  }
  for (; input < end; input += 16, one += 16, two += 16) {
    const inputs = v128.load(input);
    a = add4(a, inputs, one);
    b = add4(b, inputs, two);
  }
  return clampAll(sumsOfTwo(a, b), MAX_OUTPUT);
}

/** Sums of the halves of two vectors: a0 + a2, b0 + b2, a1 + a3, b1 + b3. */
// @ts-ignore: decorator
@inline
function halves(a: v128, b: v128): v128 {
  return f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
}

/** The sum of each of four vectors. */
// @ts-ignore: decorator
@inline
export function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  return pairs(halves(a, b), halves(c, d));
}

/** The sums of two vectors, then two zeros. */
// @ts-ignore: decorator
@inline
export function sumsOfTwo(a: v128, b: v128): v128 {
  return pairs(halves(a, b), f32x4.splat(0));
}

/** Sums of four vectors from the results of `halves`. */
// @ts-ignore: decorator
@inline
function pairs(ab: v128, cd: v128): v128 {
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/** Trains the weights of a group of 16 inputs. */
// @ts-ignore: decorator
@inline
function train16(weights: usize, step: v128, a: v128, b: v128, c: v128, d: v128): void {
  v128.store(weights, f32x4.add(v128.load(weights), f32x4.mul(a, step)));
  v128.store(weights, f32x4.add(v128.load(weights, 16), f32x4.mul(b, step)), 16);
  v128.store(weights, f32x4.add(v128.load(weights, 32), f32x4.mul(c, step)), 32);
  v128.store(weights, f32x4.add(v128.load(weights, 48), f32x4.mul(d, step)), 48);
}

// @ts-ignore: decorator
@inline
function train4(weights: usize, step: v128, inputs: v128): void {
  v128.store(weights, f32x4.add(v128.load(weights), f32x4.mul(inputs, step)));
}

/** Trains four sets, each by its own step. */
// @ts-ignore: decorator
@inline
export function trainFour(decision: usize, at: usize, steps: v128): void {
  let one = <usize>load<u32>(at, SELECTED), two = <usize>load<u32>(at, SELECTED + 4);
  let three = <usize>load<u32>(at, SELECTED + 8), four = <usize>load<u32>(at, SELECTED + 12);
  const a = v128.shuffle<f32>(steps, steps, 0, 0, 0, 0), b = v128.shuffle<f32>(steps, steps, 1, 1, 1, 1);
  const c = v128.shuffle<f32>(steps, steps, 2, 2, 2, 2), d = v128.shuffle<f32>(steps, steps, 3, 3, 3, 3);
  let p = v128.load(decision), q = v128.load(decision, 16), r = v128.load(decision, 32), s = v128.load(decision, 48);
  train16(one, a, p, q, r, s);
  train16(two, b, p, q, r, s);
  train16(three, c, p, q, r, s);
  train16(four, d, p, q, r, s);
  let input = decision + 64;
  one += 64, two += 64, three += 64, four += 64;
  if (inputBytes >= 128) {
    const end = decision + (inputBytes & ~63);
    for (; input < end; input += 64, one += 64, two += 64, three += 64, four += 64) {
      p = v128.load(input), q = v128.load(input, 16), r = v128.load(input, 32), s = v128.load(input, 48);
      train16(one, a, p, q, r, s);
      train16(two, b, p, q, r, s);
      train16(three, c, p, q, r, s);
      train16(four, d, p, q, r, s);
    }
  }
  if (rest() > 0) {
    p = v128.load(input);
    train4(one, a, p);
    train4(two, b, p);
    train4(three, c, p);
    train4(four, d, p);
  }
  if (rest() > 16) {
    q = v128.load(input, 16);
    train4(one + 16, a, q);
    train4(two + 16, b, q);
    train4(three + 16, c, q);
    train4(four + 16, d, q);
  }
  if (rest() > 32) {
    r = v128.load(input, 32);
    train4(one + 32, a, r);
    train4(two + 32, b, r);
    train4(three + 32, c, r);
    train4(four + 32, d, r);
  }
}

/** Trains two sets by the first two steps. */
// @ts-ignore: decorator
@inline
export function trainTwo(decision: usize, at: usize, steps: v128): void {
  let one = <usize>load<u32>(at, SELECTED), two = <usize>load<u32>(at, SELECTED + 4);
  const a = v128.shuffle<f32>(steps, steps, 0, 0, 0, 0), b = v128.shuffle<f32>(steps, steps, 1, 1, 1, 1);
  const end = decision + inputBytes;
  let input = decision;
  for (; input + 48 < end; input += 64, one += 64, two += 64) {
    const p = v128.load(input), q = v128.load(input, 16), r = v128.load(input, 32), s = v128.load(input, 48);
    train16(one, a, p, q, r, s);
    train16(two, b, p, q, r, s);
  }
  for (; input < end; input += 16, one += 16, two += 16) {
    const inputs = v128.load(input);
    train4(one, a, inputs);
    train4(two, b, inputs);
  }
}
