// Burg's method: forward and backward errors of linear predictors, order by order. All sums run in the order of the numbers.

/** f64[n]: forward errors. The backward errors follow, each at the position of the last number used to predict. */
export const FORWARDS: usize = 0x1000;
let backwards: usize = 0;

let squares: f64 = 0;
let common: f64 = 0;
let power: f64 = 0;

/** Sum of the squares of all numbers. */
export function sumOfSquares(): f64 {
  return squares;
}
/** Sum of the products of each forward error and the backward error before it. */
export function sumOfProducts(): f64 {
  return common;
}
/** Sum of the squares of both errors of each product. */
export function sumOfPower(): f64 {
  return power;
}

/** Lays out the memory for n numbers; returns its size in bytes. */
export function configure(n: u32): usize {
  backwards = FORWARDS + (<usize>n << 3);
  squares = 0;
  return backwards + (<usize>n << 3);
}

/** Resets the sums of products and of their squares, for the next order. */
export function restart(): void {
  common = 0;
  power = 0;
}

/** Starts a stretch at order 0, where numbers are their own errors, and adds to the sums. */
export function begin(start: u32, end: u32): void {
  memory.copy(backwards + (<usize>start << 3), FORWARDS + (<usize>start << 3), <usize>(end - start) << 3);
  let last: f64 = 0;
  for (let t = start; t < end; t++) {
    const x = load<f64>(FORWARDS + (<usize>t << 3));
    squares += x * x;
    if (t > start) {
      common += x * last;
      power += x * x + last * last;
    }
    last = x;
  }
}

/** Turns the errors of order k - 1 in a stretch into those of order k by a reflection coefficient, and adds to the sums. */
export function reflect(start: u32, end: u32, k: u32, reflection: f64): void {
  let forward = FORWARDS + (<usize>(start + k) << 3);
  let backward = backwards + (<usize>(start + k) << 3);
  const stop = FORWARDS + (<usize>end << 3);
  const first = load<f64>(forward);
  let behind = load<f64>(backward);
  let last = load<f64>(backward - 8) + reflection * first;
  store<f64>(forward, first + reflection * load<f64>(backward - 8));
  store<f64>(backward, last);
  for (forward += 8, backward += 8; forward < stop; forward += 8, backward += 8) {
    const ahead = load<f64>(forward);
    const left = ahead + reflection * behind;
    common += left * last;
    power += left * left + last * last;
    last = behind + reflection * ahead;
    behind = load<f64>(backward);
    store<f64>(forward, left);
    store<f64>(backward, last);
  }
}
