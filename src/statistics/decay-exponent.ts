/** What is fitted: at each point a value that is c times the shape of a law there. */
export interface DecayPoint {
  readonly value: number;
  /** standard error of the value */
  readonly error: number;
  /** the law f, f(1) = 1, in the form in which it shows at this point */
  readonly shape: (law: (distance: number) => number) => number;
}

/** A law that falls from the first distance on. */
export interface FittedDecay {
  /** of d^-exponent, or 1/xi of exp(-d/xi) */
  readonly exponent: number;
  /** what stands before it */
  readonly factor: number;
  /** sum of squares of what is left over, in standard errors */
  readonly chiSquare: number;
}

/** Laws are no nearer to the truth than this, relative: what is known better counts no more. */
export const misfit = 0.1;
const steps = 60;
const refinements = 40;

/** Power laws from n^-0.01 to n^-5. */
export const fitPowerDecay = (points: readonly DecayPoint[]) =>
  fitted(points, (exponent) => (distance) => Math.exp(-exponent * Math.log(distance)), [0.01, 5]);

/** Exponentials that fall by e within 1/10 to 10 000 symbols. */
export const fitExponentialDecay = (points: readonly DecayPoint[]) =>
  fitted(points, (rate) => (distance) => Math.exp(-rate * (distance - 1)), [1e-4, 10]);

/**
 * Weighed least squares with the factor solved for each exponent, so that one number is searched.
 *
 * @param points two or more, values of which one is above 0
 * @param limits of the exponent
 * @throws never
 * Cost: that of the shapes, a hundred times.
 */
function fitted(
  points: readonly DecayPoint[],
  lawOf: (exponent: number) => (distance: number) => number,
  [least, most]: readonly [number, number],
): FittedDecay {
  const variances = points.map(({ value, error }) => error * error + misfit * misfit * value * value);
  const fitAt = (logExponent: number): FittedDecay => {
    const exponent = Math.exp(logExponent);
    const law = lawOf(exponent);
    const shapes = points.map(({ shape }) => shape(law));
    let [products, squares] = [0, 0];
    for (const [i, { value }] of points.entries()) {
      products += (value * shapes[i]!) / variances[i]!;
      squares += (shapes[i]! * shapes[i]!) / variances[i]!;
    }
    const factor = squares > 0 ? products / squares : 0;
    const chiSquare = points.reduce((sum, { value }, i) => {
      const off = value - factor * shapes[i]!;
      return sum + (off * off) / variances[i]!;
    }, 0);
    return { exponent, factor, chiSquare };
  };
  const [low, high] = [Math.log(least), Math.log(most)];
  const grid = Array.from({ length: steps + 1 }, (_, i) => fitAt(low + ((high - low) * i) / steps));
  const best = grid.reduce((found, one, i) => (one.chiSquare < grid[found]!.chiSquare ? i : found), 0);
  let from = Math.log(grid[Math.max(0, best - 1)]!.exponent);
  let to = Math.log(grid[Math.min(steps, best + 1)]!.exponent);
  // Golden section.
  for (let i = 0; i < refinements; i++) {
    const third = (to - from) * 0.381966;
    if (fitAt(from + third).chiSquare <= fitAt(to - third).chiSquare) to -= third;
    else from += third;
  }
  return fitAt((from + to) / 2);
}
