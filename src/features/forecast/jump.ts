import { searchLevel } from "../../core/constants.ts";
import type { Random } from "../../core/random.ts";
import { type Step, stepTest } from "../../math/permutation-tests.ts";
import { type DrawnBlocks, reordered } from "../../observer/curves/drawn-blocks.ts";
import { blockRates, type ExchangeableCurve } from "../../observer/curves/exchangeable-curve.ts";
import { partMark, type SettledObserver } from "../../observer/settled-observer.ts";
import type { ForecastOutcome } from "./schema.ts";

/** A position from which everything is suddenly cheaper: `mesoscope schema forecast` describes it. */
export type LearningJump = NonNullable<ForecastOutcome["jump"]>;

/** The sharpest fall of a sample that is read in file order. */
interface FileOrderStep {
  /** undefined: too few blocks */
  readonly step: Step | undefined;
  /** the blocks in file order */
  readonly ordered: Pick<DrawnBlocks, "symbols" | "segmentEnds">;
  /** bits paid for each, in that order */
  readonly bits: Float64Array;
}

/**
 * Reads a sample in file order and finds the block from which everything costs less than a smooth curve predicts. The cost of a
 * block in other orders is a regressor, so that neither an easy chapter nor a hard one counts as a jump.
 *
 * @param random a stream of its own
 * Cost: that of coding the sample once.
 */
export function fileOrderStep(
  sample: DrawnBlocks,
  curve: ExchangeableCurve,
  observer: SettledObserver,
  random: Random,
): FileOrderStep {
  const draws = random.fork("jumps");
  const { lengths } = curve;
  const order = lengths.map((_, b) => b).sort((a, b) => sample.starts[a]! - sample.starts[b]!);
  const ordered = reordered(sample, order);
  const { symbols, segmentEnds } = ordered;
  const bits = observer.segmentBits(symbols, segmentEnds);
  const costs = order.map((block, i) => bits[i]! / lengths[block]!);
  const contents = blockRates(curve);
  // Smooth curves bend over log m; those of sources with few parameters fall as 1/m.
  const middles = order.map((block, i) => segmentEnds[i]! - lengths[block]! / 2);
  const x = middles.map(Math.log);
  const trends = [
    ...[x.map(() => 1), x, x.map((at) => at * at), middles.map((m) => 1 / m)],
    order.map((block) => contents[block]!),
  ];
  return { step: stepTest(costs, trends, (bound) => draws.below(bound)), ordered, bits };
}

/**
 * Searches for a jump of the learning curve of a sample that is read in file order, block by block: where a later part repeats
 * an earlier one, it costs less from there on.
 *
 * @param random a stream of its own
 * @returns null unless a step is sharper than the sharpest one of 99 % of smooth curves
 * Cost: that of coding the sample once, and some ten times more where there is a jump: each expert is left out once.
 */
export function learningJump(
  sample: DrawnBlocks,
  curve: ExchangeableCurve,
  observer: SettledObserver,
  random: Random,
): LearningJump | null {
  const { step, ordered, bits } = fileOrderStep(sample, curve, observer, random);
  if (step === undefined || step.pValue > searchLevel) return null;
  const { symbols, segmentEnds } = ordered;
  const start = segmentEnds[step.place - 1] ?? 0;
  const rest = symbols.length - start;
  const paid = bits.subarray(step.place).reduce((sum, value) => sum + value, 0);
  const saved = -step.height * rest;
  return {
    symbols: start,
    drop: -step.height,
    step: Math.log(paid / (paid + saved)),
    bits: saved,
    expert: responsible(observer.alone(symbols, segmentEnds), segmentEnds, step.place),
    pValue: step.pValue,
  };
}

/**
 * The cause of a jump: the member that pays least beyond it; if that is the context mixer, the part whose lack costs most
 * beyond the jump but not before it.
 *
 * @param first block beyond the jump
 */
function responsible(
  alone: ReadonlyMap<string, Float64Array>,
  segmentEnds: readonly number[],
  first: number,
): string {
  const start = segmentEnds[first - 1] ?? 0;
  const mean = (bits: Float64Array, symbols: number) =>
    symbols > 0 ? bits.reduce((sum, value) => sum + value, 0) / symbols : 0;
  const before = (bits: Float64Array) => mean(bits.subarray(0, first), start);
  const after = (bits: Float64Array) => mean(bits.subarray(first), segmentEnds.at(-1)! - start);
  const members = Array.from(alone).filter(([id]) => !id.includes(partMark));
  const [best, whole] = members.reduce((least, one) => (after(one[1]) < after(least[1]) ? one : least));
  const gains = Array.from(alone)
    .filter(([id]) => id.startsWith(best + partMark))
    .map(([id, bits]) => ({ id, gain: after(bits) - after(whole) - (before(bits) - before(whole)) }))
    .sort((a, b) => b.gain - a.gain);
  return gains[0] !== undefined && gains[0].gain > 0 ? gains[0].id : best;
}
