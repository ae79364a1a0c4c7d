import { errorOf } from "../../report/kit/figures.ts";
import { type Extent, formatColumn, formatWithError } from "../../report/kit/format.ts";

const error = ({ value, ends }: Extent) =>
  errorOf({ value, interval: ends === null ? null : { lower: ends[0], upper: ends[1] } });

/** A number with its error, rounded to `decimals`; a dash for none. */
export function columnText(extent: Extent | null, decimals: number, scale = 1): string {
  if (extent === null) return "–";
  const own = error(extent);
  return formatColumn(extent.value / scale, own === null ? null : own / scale, decimals);
}

/** A number and its error, to the precision of the error. */
export function numberText(extent: Extent | null): string {
  return extent === null ? "–" : formatWithError(extent.value, error(extent));
}

/** The interval of a number in words. */
export function intervalText({ ends }: Extent): string {
  if (ends === null) return "no interval is known";
  return `95 % interval ${formatWithError(ends[0], null)} to ${formatWithError(ends[1], null)}`;
}

/** Converts to thousands of bits if that is the displayed unit. */
export function inUnit({ value, ends }: Extent, unit: string): Extent {
  if (unit !== "kbit") return { value, ends };
  return { value: value / 1000, ends: ends === null ? null : [ends[0] / 1000, ends[1] / 1000] };
}
