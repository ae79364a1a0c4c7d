import type { Extent } from "../charts/spectrum-points.ts";
import { formatColumn, formatWithError } from "../format.ts";

const half = ({ ends }: Extent) => (ends === null ? null : (ends[1] - ends[0]) / 2);

/** A number with its error at so many decimals; a dash for none. */
export function columnText(extent: Extent | null, decimals: number, scale = 1): string {
  if (extent === null) return "–";
  const error = half(extent);
  return formatColumn(extent.value / scale, error === null ? null : error / scale, decimals);
}

/** A number and its error as precise as the error. */
export function numberText(extent: Extent | null): string {
  return extent === null ? "–" : formatWithError(extent.value, half(extent));
}

/** The interval of a number in words. */
export function intervalText({ ends }: Extent): string {
  if (ends === null) return "no interval is known";
  return `95 % interval ${formatWithError(ends[0], null)} to ${formatWithError(ends[1], null)}`;
}
