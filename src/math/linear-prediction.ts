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
  for (let k = 1; k <= order; k++) {
    let common = 0;
    let power = 0;
    for (const [s, forward] of forwards.entries()) {
      const backward = backwards[s]!;
      for (let t = k; t < forward.length; t++) {
        common += forward[t]! * backward[t - 1]!;
        power += forward[t]! * forward[t]! + backward[t - 1]! * backward[t - 1]!;
      }
    }
    if (!(power > 0)) break;
    const reflection = (-2 * common) / power;
    error *= 1 - reflection * reflection;
    for (let i = 0, j = k; i <= j; i++, j--) {
      const [low, high] = [polynomial[i]!, polynomial[j]!];
      polynomial[i] = low + reflection * high;
      if (i !== j) polynomial[j] = high + reflection * low;
    }
    for (const [s, forward] of forwards.entries()) {
      const backward = backwards[s]!;
      for (let t = forward.length - 1; t >= k; t--) {
        const [ahead, behind] = [forward[t]!, backward[t - 1]!];
        forward[t] = ahead + reflection * behind;
        backward[t] = behind + reflection * ahead;
      }
    }
  }
  return { line: polynomial.slice(1).map((one) => 0 - one), error };
}
