/** What is fitted: at each point a value that is c times the shape of a law there. */
export interface DecayPoint {
  readonly value: number;
  /** standard error of the value */
  readonly error: number;
  /** the law f, f(1) = 1, in the form in which it shows at this point */
  readonly shape: (law: (distance: number) => number) => number;
}

/** A law that falls from the first distance on. */
interface FittedDecay {
  /** of d^-exponent, or 1/xi of exp(-d/xi) */
  readonly exponent: number;
  /** what stands before it */
  readonly factor: number;
  /** sum of squares of what is left over, in standard errors */
  readonly chiSquare: number;
}

/** Laws are no nearer to the truth than this, relative: what is known better counts no more. */
export const misfit = 0.1;
const refinements = 40;

/** Power laws from n^1, which grows, to n^-5. */
export const fitPowerDecay = (points: readonly DecayPoint[]) =>
  fitted(
    points,
    (exponent) => (distance) => Math.exp(-exponent * Math.log(distance)),
    Array.from({ length: 120 }, (_, i) => -0.975 + 0.05 * i),
  );

/** Exponentials that fall by e within 1/10 to 10 000 symbols. */
export const fitExponentialDecay = (points: readonly DecayPoint[]) =>
  fitted(
    points,
    (rate) => (distance) => Math.exp(-rate * (distance - 1)),
    Array.from({ length: 61 }, (_, i) => 1e-4 * 10 ** (i / 12)),
  );

/**
 * Weighed least squares with the factor solved for each exponent, so that one number is searched.
 *
 * @param points two or more, values of which one is above 0
 * @param grid exponents among which the best is looked for before it is refined, rising
 * Cost: that of the shapes, some hundred times.
 */
function fitted(
  points: readonly DecayPoint[],
  lawOf: (exponent: number) => (distance: number) => number,
  grid: readonly number[],
): FittedDecay {
  const variances = points.map(({ value, error }) => error * error + misfit * misfit * value * value);
  const fitAt = (exponent: number): FittedDecay => {
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
  const fits = grid.map(fitAt);
  const best = fits.reduce((found, one, i) => (one.chiSquare < fits[found]!.chiSquare ? i : found), 0);
  let from = grid[Math.max(0, best - 1)]!;
  let to = grid[Math.min(grid.length - 1, best + 1)]!;
  // Golden section.
  for (let i = 0; i < refinements; i++) {
    const third = (to - from) * 0.381966;
    if (fitAt(from + third).chiSquare <= fitAt(to - third).chiSquare) to -= third;
    else from += third;
  }
  return fitAt((from + to) / 2);
}
