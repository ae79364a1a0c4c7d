import type { SpectrumMap } from "../map-model.ts";
import type { Box } from "./place-labels.ts";

/** The part of the spectrum that is shown. */
export interface MapWindow {
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
}

/** Room for the map on a page, pixels. */
export interface MapFrame {
  readonly width: number;
  readonly height: number;
  /** of the picture that axes, title and legend take */
  readonly margin: Box;
}

/** The window that shows everything, with room for marks on the edge. */
export function wholeMap({ points, families, border }: SpectrumMap): MapWindow {
  const all = [...points, ...families.flatMap((family) => family.points)];
  let highest = 1;
  for (const { y } of all) highest = Math.max(highest, y.value, y.ends?.[1] ?? 0);
  if (border !== null) highest = Math.max(highest, border.y + 1);
  const top = Math.ceil(highest * 1.04);
  return { x: [-0.025, 1.025], y: [-0.035 * top, top] };
}

/** Where a place of the spectrum lies in the picture, pixels. */
export function toPixels(
  { width, height, margin }: MapFrame,
  window: MapWindow,
): (x: number, y: number) => [number, number] {
  const [x0, x1] = window.x;
  const [y0, y1] = window.y;
  const across = width - margin.left - margin.right;
  const down = height - margin.top - margin.bottom;
  return (x, y) => [
    margin.left + ((x - x0) / (x1 - x0)) * across,
    margin.top + ((y1 - y) / (y1 - y0)) * down,
  ];
}

/** The drawn part as a box, pixels. */
export function plotBox({ width, height, margin }: MapFrame): Box {
  return { left: margin.left, top: margin.top, right: width - margin.right, bottom: height - margin.bottom };
}
