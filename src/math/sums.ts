/** The sum of some numbers, from first to last. */
export function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

/** The mean of one or more numbers. */
export function meanOf(values: ArrayLike<number>): number {
  return sumOf(values) / values.length;
}

/**
 * The start of the most expensive stretch of a length (ties: the first), and its cost.
 *
 * @param costs shape (end,) or longer
 * @param length at most end - start
 * Cost: O(end - start)
 */
export function mostExpensive(
  costs: Float32Array,
  start: number,
  end: number,
  length: number,
): [at: number, cost: number] {
  let sum = 0;
  for (let i = start; i < start + length; i++) sum += costs[i]!;
  let [at, most] = [start, sum];
  for (let i = start + length; i < end; i++) {
    sum += costs[i]! - costs[i - length]!;
    if (sum > most) [at, most] = [i - length + 1, sum];
  }
  return [at, most];
}

/** The inner product of two vectors of one length. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** 2 to the x, the same on every machine, unlike the language's power operator. */
export function exp2(x: number): number {
  return Math.exp(x * Math.LN2);
}

/** Exact powers of small whole numbers, Infinity beyond the range of doubles. */
export function wholePower(base: number, exponent: number): number {
  let product = 1;
  for (let i = 0; i < exponent; i++) product *= base;
  return product;
}

/** Greatest common divisor of two integers of at least 0. */
export function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/**
 * Adds numbers to a sum, one after the other.
 *
 * @param numbers shape (count,) or longer
 */
export function sumOn(sum: number, numbers: Float64Array, count: number): number {
  let total = sum;
  for (let i = 0; i < count; i++) total += numbers[i]!;
  return total;
}
