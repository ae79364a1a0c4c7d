import type { SymbolSequence } from "../../core/sequence.ts";
import type { SettledObserver } from "../../observer/settled-observer.ts";
import type { ForecastGrade, ForecastOutcome } from "./schema.ts";

/**
 * Compares a forecast with the actual cost. Errors are of the excess, C(k n0) - C(n0): the part that was already known does not
 * count.
 *
 * @param n0 symbols of the sample
 * @param whole blocks, the sample's first
 * @param observer as chosen on the sample
 * Cost: that of coding the sequence once.
 */
export function gradeForecast(
  { expectations }: Pick<ForecastOutcome, "expectations">,
  n0: number,
  whole: SymbolSequence,
  observer: SettledObserver,
): ForecastGrade {
  const n = whole.symbols.length;
  const paidUpTo = excessOf(whole, n0, observer);
  const points = expectations.map(({ factor, excess, baselines }): ForecastGrade["points"][number] => {
    const end = factor * n0;
    const reason = `not reached: the input has ${n} of ${Math.ceil(end)} symbols`;
    if (end > n) return { factor, status: "undefined", reason };
    const paid = paidUpTo(end);
    return {
      factor,
      status: "ok",
      excess: paid,
      error: excess.value / paid - 1,
      within80: excess.lower80 <= paid && paid <= excess.upper80,
      within95: excess.lower95 <= paid && paid <= excess.upper95,
      baselines: baselines.map((one) => ({ id: one.id, error: one.excess / paid - 1 })),
    };
  });
  return { n, points };
}

/**
 * Codes a whole sequence in one run, a block that crosses the end of the sample in two.
 *
 * @returns C(m) - C(n0) by m, bits; interpolated linearly within a block
 */
export function excessOf(
  { symbols, segmentEnds }: SymbolSequence,
  n0: number,
  observer: SettledObserver,
): (m: number) => number {
  const ends = segmentEnds.includes(n0) ? segmentEnds : [...segmentEnds, n0].sort((a, b) => a - b);
  const bits = observer.segmentBits(symbols, ends);
  const codeLengthAt = (m: number) => {
    let sum = 0;
    for (let s = 0, start = 0; s < ends.length && start < m; s++) {
      const end = ends[s]!;
      sum += bits[s]! * Math.min(1, (m - start) / (end - start));
      start = end;
    }
    return sum;
  };
  const atSample = codeLengthAt(n0);
  return (m) => codeLengthAt(m) - atSample;
}
