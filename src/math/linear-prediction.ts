/** How a number follows from those before it. */
interface LinearPredictor {
  /** shape (order,): a_1 ... a_p */
  readonly line: Float64Array;
  /** mean square of what is left */
  readonly error: number;
}

/**
 * The predictor x_t = a_1 x_(t-1) + ... + a_p x_(t-p) that errs least, forwards and backwards, on several stretches
 * of one process with mean 0. The process that they describe is stable, whatever the stretches hold.
 *
 * @param stretches shape (stretches, any length); those no longer than the order say nothing
 * @param order p
 * @throws never
 * Cost: O(n p).
 * Source: Burg 1975, Maximum Entropy Spectral Analysis, Stanford.
 */
export function linearPredictor(stretches: readonly Float64Array[], order: number): LinearPredictor {
  const forwards = stretches.filter(({ length }) => length > order).map((one) => one.slice());
  const backwards = forwards.map((one) => one.slice());
  const polynomial = new Float64Array(order + 1);
  polynomial[0] = 1;
  const numbers = forwards.reduce((sum, { length }) => sum + length, 0);
  const squares = forwards.reduce((all, one) => one.reduce((sum, x) => sum + x * x, all), 0);
  let error = squares / Math.max(1, numbers);
  let [common, power] = [0, 0];
  for (const one of forwards) {
    for (let t = 1; t < one.length; t++) {
      common += one[t]! * one[t - 1]!;
      power += one[t]! * one[t]! + one[t - 1]! * one[t - 1]!;
    }
  }
  for (let k = 1; k <= order && power > 0; k++) {
    const reflection = (-2 * common) / power;
    error *= 1 - reflection * reflection;
    for (let i = 0, j = k; i <= j; i++, j--) {
      const [low, high] = [polynomial[i]!, polynomial[j]!];
      polynomial[i] = low + reflection * high;
      if (i !== j) polynomial[j] = high + reflection * low;
    }
    if (k < order) ({ common, power } = reflected(forwards, backwards, k, reflection));
  }
  return { line: polynomial.slice(1).map((one) => 0 - one), error };
}

/**
 * Takes from the errors of order k - 1 what a reflection foretells, which leaves those of order k.
 *
 * @param forwards errors of each number by those before it; changed from k on
 * @param backwards errors of numbers by those after them, at the place of the last of these; changed likewise
 * @returns what the next reflection is made of, the sums of the products of the two and of their squares
 */
function reflected(
  forwards: readonly Float64Array[],
  backwards: readonly Float64Array[],
  k: number,
  reflection: number,
) {
  let [common, power] = [0, 0];
  for (const [s, forward] of forwards.entries()) {
    const backward = backwards[s]!;
    const first = forward[k]!;
    let last = backward[k - 1]! + reflection * first;
    let behind = backward[k]!;
    forward[k] = first + reflection * backward[k - 1]!;
    backward[k] = last;
    for (let t = k + 1; t < forward.length; t++) {
      const ahead = forward[t]!;
      const left = ahead + reflection * behind;
      common += left * last;
      power += left * left + last * last;
      last = behind + reflection * ahead;
      behind = backward[t]!;
      forward[t] = left;
      backward[t] = last;
    }
  }
  return { common, power };
}
