import table from "../../data/quick-rate.json" with { type: "json" };

/** An estimate with the interval that covers the truth for 95 % of documents. */
export interface CalibratedRate {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Estimates the cost of a document for the full observer from its cost under the quick code: by a line in that rate and the
 * logarithm of the length, fitted to documents of many kinds; the interval covers documents of kinds that were left out of the
 * fit, one kind after the other.
 *
 * @param bits of the quick code
 * @param n bytes of the document, at least 1
 * @returns bit/byte, from 0 to 8.5
 * Source: scripts/build-quick-rate.mjs; split conformal intervals: Lei et al. 2018, J. Amer. Statist. Assoc. 113(523).
 */
export function calibratedRate(bits: number, n: number): CalibratedRate {
  const quick = bits / n;
  const length = Math.log2(n);
  const { constant, slope, square, perDoubling } = table.fit;
  const value = within(constant + slope * quick + square * quick * quick + perDoubling * length);
  const { lower, upper } =
    table.spread[
      Math.max(
        0,
        table.spread.findIndex(({ most }) => n <= most),
      )
    ]!;
  const spread = table.floor + value;
  return { value, lower: within(value + lower * spread), upper: within(value + upper * spread) };
}

/** The observer's choices cost at most half a bit per byte beyond the eight of a byte. */
function within(rate: number): number {
  return Math.max(0, Math.min(8.5, rate));
}
