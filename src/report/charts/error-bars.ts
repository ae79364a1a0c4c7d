import type { Extent } from "../kit/format.ts";
import { type DrawingApi, drawing } from "./series.ts";

/** Value and interval on both axes: `[x, y, xLower, xUpper, yLower, yUpper]`; an interval of width 0 is not drawn. */
export type BarData = readonly [number, number, number, number, number, number];

export function barData(x: Extent, y: Extent): BarData {
  const endsOf = ({ value, ends }: Extent) => ends ?? ([value, value] as const);
  return [x.value, y.value, ...endsOf(x), ...endsOf(y)];
}

/** The position of two dimensions of a datum, in pixels. */
const placesOf = (api: DrawingApi) => (x: number, y: number) =>
  api.coord([api.value(x), api.value(y)]) as [number, number];

/** Draws a datum `[x1, y1, x2, y2]` as a line. */
export function segmentDrawer(style: {
  readonly stroke: string;
  readonly lineWidth: number;
  readonly opacity: number;
}) {
  return (_: unknown, api: DrawingApi) => {
    const at = placesOf(api);
    const [[x1, y1], [x2, y2]] = [at(0, 1), at(2, 3)];
    return { type: "line" as const, shape: { x1, y1, x2, y2 }, style };
  };
}

const cap = 3;

/** Error bars of both axes with caps. */
export function errorBars(name: string, color: string, data: readonly BarData[], opacity = 0.75) {
  return drawing(name, {
    data,
    encode: { x: [0, 2, 3], y: [1, 4, 5] },
    clip: true,
    z: 3,
    renderItem: (_: unknown, api: DrawingApi) => {
      const at = placesOf(api);
      const style = { stroke: color, lineWidth: 1.1, opacity };
      const line = (x1: number, y1: number, x2: number, y2: number) => ({
        type: "line" as const,
        shape: { x1, y1, x2, y2 },
        style,
      });
      const [[left, middle], [right]] = [at(2, 1), at(3, 1)];
      const [[center, bottom], [, top]] = [at(0, 4), at(0, 5)];
      const horizontal = [
        line(left, middle, right, middle),
        ...[left, right].map((x) => line(x, middle - cap, x, middle + cap)),
      ];
      const vertical = [
        line(center, bottom, center, top),
        ...[bottom, top].map((y) => line(center - cap, y, center + cap, y)),
      ];
      return {
        type: "group" as const,
        children: [...(right - left > 1 ? horizontal : []), ...(bottom - top > 1 ? vertical : [])],
      };
    },
  });
}
