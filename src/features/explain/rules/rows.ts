import { type RowLaw, rowKinds } from "../../../observer/members/series/mixed-radix.ts";
import { notations, WrittenNumbers } from "../../../observer/members/series/written-numbers.ts";
import { figure } from "../../../results/report.ts";
import { type Finding, nothing, type RuleSample, savedBy } from "./unseen.ts";
import { eachSegment } from "./written.ts";

type CarryLaw = Extract<Extract<Finding, { kind: "numbers" }>["law"], { type: "carry" }>;

/** Least share of correct predictions of a law. */
const leastRight = 0.75;
/** A notation is preferred to a later one that predicts barely more symbols. */
const preferred = 0.95;

/**
 * Rows of numbers that count with carry: clocks, dates, addresses. The notation and the law are those that predicted most
 * symbols of the first half; the law continues unchanged in the second.
 *
 * Cost: 0.5 microseconds a symbol.
 */
export function rowsOf(sample: RuleSample, half: number): Finding | undefined {
  const { symbols, codes } = sample;
  let best: { base: number; law: RowLaw; last: RowLaw; predicted: Int32Array; right: number } | undefined;
  for (const notation of notations) {
    if (notation.carries !== true) continue;
    const known: { rows?: RowLaw } = {};
    const series = new WrittenNumbers(symbols, codes!, notation, known);
    const predicted = new Int32Array(symbols.length).fill(nothing);
    const read = (from: number, to: number, begins: boolean) => {
      if (begins) series.restart();
      const predictions = new Int32Array(to - from);
      if (series.read(from, to, predictions)) predicted.set(predictions, from);
      series.note();
    };
    eachSegment(sample, 0, half, (from, to) => read(from, to, true));
    const law = known.rows;
    if (law === undefined) continue;
    const right = rightIn(sample, predicted, 0, half);
    if (preferred * right <= (best?.right ?? 0)) continue;
    eachSegment(sample, half, symbols.length, (from, to) =>
      read(from, to, !(from === half && isInSegment(sample, half))),
    );
    best = { base: notation.digits.length, law, last: known.rows!, predicted, right };
  }
  if (best === undefined || best.law.steps.some((step, j) => step !== best.last.steps[j])) return undefined;
  const law = carryOf(best.law);
  const predictions = best.predicted.subarray(half).reduce((sum, one) => sum + (one === nothing ? 0 : 1), 0);
  const right = rightIn(sample, best.predicted, half, symbols.length);
  if (law === undefined || right < leastRight * predictions || predictions === 0) return undefined;
  return {
    ...{ kind: "numbers", base: best.base, stored: null, part: figure(1, "1"), law },
    share: figure(right / predictions, "1"),
    saved: figure(savedBy(sample, half, best.predicted), "bit"),
  };
}

/** Whether a position is inside a segment. */
const isInSegment = ({ segmentEnds }: RuleSample, at: number) => at > 0 && !segmentEnds.includes(at);

function rightIn({ symbols }: RuleSample, predicted: Int32Array, from: number, to: number): number {
  let right = 0;
  for (let at = from; at < to; at++) if (predicted[at] === symbols[at]) right++;
  return right;
}

/**
 * The step of rows, in units of the column that carries first, and the length of each column that carries: the longest chain of
 * columns.
 */
function carryOf({ gaps, steps, lengths, kinds, sources }: RowLaw): CarryLaw | undefined {
  let best: CarryLaw | undefined;
  for (let finest = 0; finest < gaps.length; finest++) {
    if (sources[finest]! >= 0 || steps[finest] === 0) continue;
    const after: CarryLaw["after"] = [];
    let [step, unit] = [0, 1];
    for (let j = finest; j >= 0; j = sources.indexOf(j)) {
      if (steps[j] !== 0) step += unit * steps[j]!;
      const length =
        kinds[j] === rowKinds.even ? lengths[j]! : kinds[j] === rowKinds.daysOfMonth ? "month" : "year";
      if (length === 0) break;
      after.push(length);
      // Columns after those of unequal lengths have a unit of their own.
      unit = typeof length === "number" ? unit * length : 0;
    }
    if (step !== 0 && Number.isSafeInteger(step) && after.length > (best?.after.length ?? 0))
      best = { type: "carry", step, columns: gaps.length, after };
  }
  return best;
}
