/** A number on an axis, with the ends of its interval; null where none is known. */
export interface Extent {
  readonly value: number;
  readonly ends: readonly [lower: number, upper: number] | null;
}

/** A value with the ends of its interval, where it has one. */
export function intervalExtent({
  value,
  interval,
}: {
  readonly value: number;
  readonly interval: { readonly lower: number; readonly upper: number } | null;
}): Extent {
  return { value, ends: interval === null ? null : [interval.lower, interval.upper] };
}
