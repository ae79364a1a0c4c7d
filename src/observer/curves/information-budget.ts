import type { Interval } from "../../core/measurement.ts";
import { studentQuantile } from "../../math/intervals.ts";
import type { CurveEnd, Influence } from "./curve-estimates.ts";

/** Shares of log2 A bits a symbol; the three sum to 1. */
interface Shares {
  /** what stays random: l(M) */
  readonly random: number;
  /** what was learned: S over M */
  readonly learned: number;
  /** order that did not have to be learned */
  readonly free: number;
}

export type Part = keyof Shares;

interface InformationBudget extends Shares {
  /** the shares before clamping: a rate above log2 A, S below 0, or a sum above 1 */
  readonly raw: Shares;
  /** of the shares, over blocks and orders */
  readonly intervals: Readonly<Record<Part, Interval>>;
}

/**
 * Splits log2 A into randomness, learned structure and order that did not have to be learned. A negative remainder becomes 0
 * and the other two are scaled to sum to 1.
 *
 * l(M) and S depend on the same blocks and orders, so their errors are correlated: the interval of a share is its range over
 * the ends of the joint interval of the two. For a share that is not clamped this is Student's t of its own error.
 *
 * @param end of M >= 1 symbols learned
 * @param alphabetSize A >= 2
 * @param level coverage of the intervals, in (0, 1)
 * @throws RangeError for a level outside its range
 */
export function informationBudget(
  { rate, structure, trainingLength, freedom }: CurveEnd,
  alphabetSize: number,
  level: number,
): InformationBudget {
  const scale = Math.log2(alphabetSize);
  const random = scaled(rate, 1 / scale);
  const learned = scaled(structure, 1 / (trainingLength * scale));
  const shares = sharesOf(random.value, learned.value);
  const raw = { random: random.value, learned: learned.value, free: 1 - random.value - learned.value };
  const ends = jointEnds(random, learned, studentQuantile(level, freedom));
  const reached = [shares, ...ends.map(([a, b]) => sharesOf(a, b))];
  const interval = (part: Part): Interval => {
    const values = reached.map((one) => one[part]);
    return { lower: Math.min(...values), upper: Math.max(...values), level, method: "blocks" };
  };
  return {
    ...shares,
    raw,
    intervals: { random: interval("random"), learned: interval("learned"), free: interval("free") },
  };
}

function scaled({ value, residuals }: Influence, factor: number): Influence {
  return { value: value * factor, residuals: residuals.map((one) => one * factor) };
}

function sharesOf(rawRandom: number, rawLearned: number): Shares {
  const random = Math.min(1, Math.max(0, rawRandom));
  const learned = Math.max(0, rawLearned);
  const free = 1 - random - learned;
  if (free >= 0) return { random, learned, free };
  return { random: random / (random + learned), learned: learned / (random + learned), free: 0 };
}

/** Contrasts of two values: each of them, their sum and their difference. */
const contrasts = [[1, 0], [0, 1], [1, 1], [1, -1]] as const; // biome-ignore format: short

/**
 * The points on the border of the joint interval, `reach` errors wide in every direction, where contrasts are largest and
 * smallest.
 */
function jointEnds(a: Influence, b: Influence, reach: number): [a: number, b: number][] {
  const product = (one: Float64Array, other: Float64Array) =>
    one.reduce((sum, value, i) => sum + value * other[i]!, 0);
  const [aa, ab, bb] = [
    product(a.residuals, a.residuals),
    product(a.residuals, b.residuals),
    product(b.residuals, b.residuals),
  ];
  return contrasts.flatMap(([p, q]) => {
    const variance = p * p * aa + 2 * p * q * ab + q * q * bb;
    if (!(variance > 0)) return [];
    const step = reach / Math.sqrt(variance);
    return [step, -step].map((s): [number, number] => [
      a.value + s * (p * aa + q * ab),
      b.value + s * (p * ab + q * bb),
    ]);
  });
}
