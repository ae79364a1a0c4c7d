// Sets of weights, asked and trained four or two at once, because loading the inputs is half of the work, and by sixteen
// inputs as long as there are so many, because counting them is most of the rest.

import { CHOSEN } from "./addresses";
import { clampAll } from "./arithmetic";
import { inputBytes } from "./shape";

/** No output lies farther from zero. */
export const FARTHEST: f32 = 11.9;

/** Adds what sixteen inputs say with a set of weights. */
// @ts-ignore: decorator
@inline
function add16(said: v128, a: v128, b: v128, c: v128, d: v128, weights: usize): v128 {
  said = f32x4.add(said, f32x4.mul(a, v128.load(weights)));
  said = f32x4.add(said, f32x4.mul(b, v128.load(weights, 16)));
  said = f32x4.add(said, f32x4.mul(c, v128.load(weights, 32)));
  return f32x4.add(said, f32x4.mul(d, v128.load(weights, 48)));
}

// @ts-ignore: decorator
@inline
function add4(said: v128, inputs: v128, weights: usize): v128 {
  return f32x4.add(said, f32x4.mul(inputs, v128.load(weights)));
}

/** What four sets say: the weights in use at `at`, and the three after it. */
// @ts-ignore: decorator
@inline
export function answerFour(decision: usize, at: usize): v128 {
  let one = <usize>load<u32>(at, CHOSEN), two = <usize>load<u32>(at, CHOSEN + 4);
  let three = <usize>load<u32>(at, CHOSEN + 8), four = <usize>load<u32>(at, CHOSEN + 12);
  let a = f32x4.splat(0), b = f32x4.splat(0), c = f32x4.splat(0), d = f32x4.splat(0);
  const end = decision + inputBytes;
  let input = decision;
  for (; input + 48 < end; input += 64, one += 64, two += 64, three += 64, four += 64) {
    const p = v128.load(input), q = v128.load(input, 16), r = v128.load(input, 32), s = v128.load(input, 48);
    a = add16(a, p, q, r, s, one);
    b = add16(b, p, q, r, s, two);
    c = add16(c, p, q, r, s, three);
    d = add16(d, p, q, r, s, four);
  }
  for (; input < end; input += 16, one += 16, two += 16, three += 16, four += 16) {
    const inputs = v128.load(input);
    a = add4(a, inputs, one);
    b = add4(b, inputs, two);
    c = add4(c, inputs, three);
    d = add4(d, inputs, four);
  }
  return clampAll(sums(a, b, c, d), FARTHEST);
}

/** What two sets say, and two zeros. */
// @ts-ignore: decorator
@inline
export function answerTwo(decision: usize, at: usize): v128 {
  let one = <usize>load<u32>(at, CHOSEN), two = <usize>load<u32>(at, CHOSEN + 4);
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
  return clampAll(pairs(halves(a, b), f32x4.splat(0)), FARTHEST);
}

/** Upper and lower halves of two vectors added: a0 + a2, b0 + b2, a1 + a3, b1 + b3. */
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

/** Sums of four vectors from their halves. */
// @ts-ignore: decorator
@inline
function pairs(ab: v128, cd: v128): v128 {
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/** Trains the weights of sixteen inputs. */
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

/** Trains four sets, each by a step of its own. */
// @ts-ignore: decorator
@inline
export function trainFour(decision: usize, at: usize, steps: v128): void {
  let one = <usize>load<u32>(at, CHOSEN), two = <usize>load<u32>(at, CHOSEN + 4);
  let three = <usize>load<u32>(at, CHOSEN + 8), four = <usize>load<u32>(at, CHOSEN + 12);
  const a = v128.shuffle<f32>(steps, steps, 0, 0, 0, 0), b = v128.shuffle<f32>(steps, steps, 1, 1, 1, 1);
  const c = v128.shuffle<f32>(steps, steps, 2, 2, 2, 2), d = v128.shuffle<f32>(steps, steps, 3, 3, 3, 3);
  const end = decision + inputBytes;
  let input = decision;
  for (; input + 48 < end; input += 64, one += 64, two += 64, three += 64, four += 64) {
    const p = v128.load(input), q = v128.load(input, 16), r = v128.load(input, 32), s = v128.load(input, 48);
    train16(one, a, p, q, r, s);
    train16(two, b, p, q, r, s);
    train16(three, c, p, q, r, s);
    train16(four, d, p, q, r, s);
  }
  for (; input < end; input += 16, one += 16, two += 16, three += 16, four += 16) {
    const inputs = v128.load(input);
    train4(one, a, inputs);
    train4(two, b, inputs);
    train4(three, c, inputs);
    train4(four, d, inputs);
  }
}

/** Trains two sets, by the first two steps. */
// @ts-ignore: decorator
@inline
export function trainTwo(decision: usize, at: usize, steps: v128): void {
  let one = <usize>load<u32>(at, CHOSEN), two = <usize>load<u32>(at, CHOSEN + 4);
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
