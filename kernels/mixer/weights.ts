// Sets of weights, asked and trained four or two at once, because loading the inputs is half of the work.

import { CHOSEN } from "./addresses";
import { clampAll } from "./arithmetic";
import { inputBytes } from "./shape";

/** No output lies farther from zero. */
const FARTHEST: f32 = 11.9;

/** What four sets say: the weights in use at `at`, and the three after it. */
// @ts-ignore: decorator
@inline
export function answerFour(decision: usize, at: usize): v128 {
  let one = <usize>load<u32>(at, CHOSEN), two = <usize>load<u32>(at, CHOSEN + 4);
  let three = <usize>load<u32>(at, CHOSEN + 8), four = <usize>load<u32>(at, CHOSEN + 12);
  let a = f32x4.splat(0), b = f32x4.splat(0), c = f32x4.splat(0), d = f32x4.splat(0);
  const end = decision + inputBytes;
  for (let input = decision; input < end; input += 16, one += 16, two += 16, three += 16, four += 16) {
    const inputs = v128.load(input);
    a = f32x4.add(a, f32x4.mul(inputs, v128.load(one)));
    b = f32x4.add(b, f32x4.mul(inputs, v128.load(two)));
    c = f32x4.add(c, f32x4.mul(inputs, v128.load(three)));
    d = f32x4.add(d, f32x4.mul(inputs, v128.load(four)));
  }
  return clampAll(pairs(halves(a, b), halves(c, d)), FARTHEST);
}

/** What two sets say, and two zeros. */
// @ts-ignore: decorator
@inline
export function answerTwo(decision: usize, at: usize): v128 {
  let one = <usize>load<u32>(at, CHOSEN), two = <usize>load<u32>(at, CHOSEN + 4);
  let a = f32x4.splat(0), b = f32x4.splat(0);
  const end = decision + inputBytes;
  for (let input = decision; input < end; input += 16, one += 16, two += 16) {
    const inputs = v128.load(input);
    a = f32x4.add(a, f32x4.mul(inputs, v128.load(one)));
    b = f32x4.add(b, f32x4.mul(inputs, v128.load(two)));
  }
  return clampAll(pairs(halves(a, b), f32x4.splat(0)), FARTHEST);
}

/** Upper and lower halves of two vectors added: a0 + a2, b0 + b2, a1 + a3, b1 + b3. */
// @ts-ignore: decorator
@inline
function halves(a: v128, b: v128): v128 {
  return f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
}

/** Sums of four vectors from their halves. */
// @ts-ignore: decorator
@inline
function pairs(ab: v128, cd: v128): v128 {
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
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
  for (let input = decision; input < end; input += 16, one += 16, two += 16, three += 16, four += 16) {
    const inputs = v128.load(input);
    v128.store(one, f32x4.add(v128.load(one), f32x4.mul(inputs, a)));
    v128.store(two, f32x4.add(v128.load(two), f32x4.mul(inputs, b)));
    v128.store(three, f32x4.add(v128.load(three), f32x4.mul(inputs, c)));
    v128.store(four, f32x4.add(v128.load(four), f32x4.mul(inputs, d)));
  }
}

/** Trains two sets, by the first two steps. */
// @ts-ignore: decorator
@inline
export function trainTwo(decision: usize, at: usize, steps: v128): void {
  let one = <usize>load<u32>(at, CHOSEN), two = <usize>load<u32>(at, CHOSEN + 4);
  const a = v128.shuffle<f32>(steps, steps, 0, 0, 0, 0), b = v128.shuffle<f32>(steps, steps, 1, 1, 1, 1);
  const end = decision + inputBytes;
  for (let input = decision; input < end; input += 16, one += 16, two += 16) {
    const inputs = v128.load(input);
    v128.store(one, f32x4.add(v128.load(one), f32x4.mul(inputs, a)));
    v128.store(two, f32x4.add(v128.load(two), f32x4.mul(inputs, b)));
  }
}
