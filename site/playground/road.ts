import { type Extent, intervalExtent } from "../../src/report/kit/format.ts";
import { heightExtent, tailPlace } from "../../src/report/map-model.ts";
import type { Regime, Spectrum } from "../../src/results/report.ts";

/** Where a scene lies on the map. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A point with its intervals. */
export interface DrawnPoint {
  readonly x: Extent;
  readonly y: Extent;
  /** where it was after half of the symbols; null: not known */
  readonly tail: Place | null;
  /** null: it is between measured places, or its verdict is not known yet */
  readonly regime: Regime | null;
  /** false: interpolated, or measured on fewer symbols than it will be */
  readonly measured: boolean;
}

/** The point of what was measured; null: it has no place. */
export function pointOfSpectrum({ randomness, growth, tail, verdict }: Spectrum): DrawnPoint | null {
  if (randomness.status !== "ok" || growth.status !== "ok") return null;
  const [x, y] = [intervalExtent(randomness), heightExtent(intervalExtent(growth))];
  return { x, y, tail: tailPlace(tail), regime: verdict.regime, measured: true };
}

/** Places that were measured, by the place of the slider. */
export type Road = ReadonlyMap<number, Place>;

/** Where something lies before it is measured. */
export interface PlaceGuess extends Place {
  /** whether it was measured at this very place of the slider */
  readonly measured: boolean;
}

/**
 * Where the point is drawn while the slider moves: as measured, or on the straight line between the two places beside it.
 *
 * @returns undefined with nothing measured on either side
 */
export function onRoad(road: Road, stop: number): PlaceGuess | undefined {
  const exact = road.get(stop);
  if (exact !== undefined) return { ...exact, measured: true };
  let [left, right] = [-1, Number.POSITIVE_INFINITY];
  for (const at of road.keys()) {
    if (at < stop && at > left) left = at;
    if (at > stop && at < right) right = at;
  }
  const [from, to] = [road.get(left), road.get(right)];
  if (from === undefined || to === undefined) return undefined;
  const share = (stop - left) / (right - left);
  return {
    x: from.x + share * (to.x - from.x),
    y: from.y + share * (to.y - from.y),
    measured: false,
  };
}

/**
 * What of a road to measure next: what is shown, the ends, and then the middle of the longest gap.
 *
 * @param stops that roads are measured at, ascending
 * @returns undefined: all are measured
 */
export function nextOnRoad(road: Road, stops: readonly number[]): number | undefined {
  const known = stops.map((stop) => road.has(stop));
  if (!known[0]) return stops[0];
  if (!known.at(-1)) return stops.at(-1);
  let [longest, middle] = [1, -1];
  for (let from = 0; from < stops.length - 1; ) {
    const to = known.indexOf(true, from + 1);
    if (to - from > longest) [longest, middle] = [to - from, from + ((to - from) >> 1)];
    from = to;
  }
  return middle < 0 ? undefined : stops[middle];
}
