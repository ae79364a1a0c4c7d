import { exp2 } from "../math/sums.ts";

/** A known learning curve: the costs of a small network at some sizes. */
export interface KnownCurve {
  /** the package of the text, which must not be used for forecasts of itself */
  readonly group: string;
  readonly learner: string;
  /** [symbols learned, bit/symbol], ascending; averaged over seeds */
  readonly points: readonly (readonly [number, number])[];
}

/** The end of a learning curve, and its slope. */
export interface CurveEnd {
  /** cost of a symbol at the end, bit/symbol */
  readonly rate: number;
  /** decrease of log2 of the cost over the last doubling of the data */
  readonly fall: number;
  /** standard error of log2 rate, due to the choice of blocks */
  readonly error: number;
}

/** The end of a curve, and the later cost. */
export interface CurveExample {
  readonly group: string;
  readonly end: CurveEnd;
  /** bit/symbol */
  readonly bits: number;
}

/** A number with intervals of 80 and 95 %, bit/symbol. */
export interface ExpectedBits {
  readonly value: number;
  readonly lower80: number;
  readonly upper80: number;
  readonly lower95: number;
  readonly upper95: number;
}

/** A law learned from examples. */
export interface CurveLaw {
  readonly examples: number;
  readonly groups: number;
  /** median error of examples that were forecast without their group, as a share of the cost */
  readonly medianError: number;
  /** @param known lower bound on the cost of any learner, where an entropy rate is known */
  expect(end: CurveEnd, known?: number): ExpectedBits;
}

/** With fewer examples a 95 % interval is at least as wide as all observed errors. */
export const fewestExamples = 20;
/** Examples of fewer groups say little about another group. */
export const fewestGroups = 15;
/** Two sizes of a curve that are closer show its slope badly; two that are farther apart do not show what is between them. */
const [leastApart, mostApart] = [1.6, 2.5];

/** Half of 80 and 95 % intervals of a normal law, in standard errors. */
export const normalQuantiles = [1.2816, 1.96] as const;

/** Reason why examples are too few for a law; undefined: there are enough. */
export function tooFew(examples: readonly { readonly group: string }[]): string | undefined {
  const groups = new Set(examples.map(({ group }) => group)).size;
  if (examples.length >= fewestExamples && groups >= fewestGroups) return undefined;
  return `only ${examples.length} known curves, of ${groups} packages, reach this size: ${fewestExamples} curves of ${fewestGroups} packages are needed`;
}

/** The loss after a number of symbols, interpolated by a power law. @returns undefined outside the measured sizes */
export function paidAfter(symbols: number, points: KnownCurve["points"]): number | undefined {
  const below = points.findLast(([n]) => n <= symbols);
  if (below?.[0] === symbols) return below[1];
  const above = points.find(([n]) => n > symbols);
  if (below === undefined || above === undefined || above[0] / below[0] > mostApart) return undefined;
  const share = Math.log(symbols / below[0]) / Math.log(above[0] / below[0]);
  return Math.exp((1 - share) * Math.log(below[1]) + share * Math.log(above[1]));
}

/** The end of a curve from its last two sizes. @param points [symbols learned, bit/symbol], ascending */
export function curveEnd(
  [[before, paidBefore], [n, rate]]: readonly [readonly [number, number], readonly [number, number]],
  error: number,
): CurveEnd {
  return { rate, fall: Math.log2(paidBefore / rate) / Math.log2(n / before), error };
}

/**
 * Examples from known curves: each ends at a point whose loss at `factor` times the size is known too.
 *
 * @param without the group to exclude; null: none
 */
export function curveExamples(
  curves: readonly KnownCurve[],
  factor: number,
  without: string | null,
): CurveExample[] {
  return curves.flatMap(({ group, points }) => {
    if (group === without) return [];
    return points.slice(1).flatMap((last, i) => {
      const before = points[i]!;
      const bits = paidAfter(factor * last[0], points);
      const apart = last[0] / before[0];
      if (bits === undefined || apart > mostApart || apart < leastApart) return [];
      return [{ group, end: curveEnd([before, last], 0), bits }];
    });
  });
}

/** Of 1, .7 and .5 the one with the least errors on known curves, at 2, 4 and 8 times as much. */
const bends = 0.7;
const bent = (fall: number) => Math.exp(bends * Math.log(Math.max(1e-9, fall)));
/** Doubt of a flat curve: falls of known curves are .16 at the median, and .02 at least. */
const leastDoubt = 0.1;
const doubtOf = ({ fall }: CurveEnd) => leastDoubt + Math.abs(fall);

/**
 * log2 of the later cost: the cost at the end minus a learned share of the fall over the last doubling, with an exponent below
 * 1, since steep curves flatten. A flat curve stays flat.
 */
function fitted(examples: readonly CurveExample[]): (end: CurveEnd) => number {
  let [products, squares] = [0, 0];
  for (const { end, bits } of examples) {
    const x = bent(end.fall);
    products += x * Math.log2(end.rate / bits);
    squares += x * x;
  }
  const share = products / squares;
  return ({ rate, fall }) => Math.log2(rate) - share * bent(fall);
}

/**
 * Learns how curves continue, with intervals: examples of each group are forecast from all others; the intervals are quantiles
 * of the errors of the logarithm relative to the doubt of each, corrected for the new example.
 *
 * @param examples of two groups at least
 * @throws RangeError with fewer
 * Source: Vovk 2015, Ann. Math. Artif. Intell. 74 (cross-conformal prediction).
 */
export function learnCurveLaw(examples: readonly CurveExample[]): CurveLaw {
  const groups = [...new Set(examples.map(({ group }) => group))];
  if (groups.length < 2) throw new RangeError("a law needs examples of two groups");
  const errors = groups.flatMap((name) => {
    const expect = fitted(examples.filter(({ group }) => group !== name));
    return examples
      .filter(({ group }) => group === name)
      .map(({ end, bits }) => ({ error: expect(end) - Math.log2(bits), doubt: doubtOf(end) }));
  });
  const sizes = errors.map(({ error, doubt }) => Math.abs(error) / doubt).sort((a, b) => a - b);
  const [most80, most95] = [orderStatistic(sizes, 0.8), orderStatistic(sizes, 0.95)];
  const shares = errors.map(({ error }) => Math.abs(exp2(error) - 1)).sort((a, b) => a - b);
  const expect = fitted(examples);
  return {
    examples: examples.length,
    groups: groups.length,
    medianError: (shares[(shares.length - 1) >> 1]! + shares[shares.length >> 1]!) / 2,
    expect(end, known = 0) {
      const at = expect(end);
      const bitsOf = (log: number) => Math.max(known, exp2(log));
      const half = (most: number, quantile: number) => Math.hypot(most * doubtOf(end), quantile * end.error);
      const [half80, half95] = [half(most80, normalQuantiles[0]), half(most95, normalQuantiles[1])];
      return {
        value: bitsOf(at),
        lower80: bitsOf(at - half80),
        upper80: bitsOf(at + half80),
        lower95: bitsOf(at - half95),
        upper95: bitsOf(at + half95),
      };
    },
  };
}

/**
 * The value below which a share of all, including a new one, is expected: interpolated between observed ones.
 *
 * @param sorted ascending, shape (n,)
 * Source: Weibull 1939; the sixth definition of Hyndman & Fan 1996, Am. Stat. 50(4).
 */
export function orderStatistic(sorted: readonly number[], share: number): number {
  const place = Math.min(sorted.length, Math.max(1, (sorted.length + 1) * share));
  const below = Math.floor(place);
  const [low, high] = [sorted[below - 1]!, sorted[Math.min(sorted.length, below + 1) - 1]!];
  return low + (place - below) * (high - low);
}
