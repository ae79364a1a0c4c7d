import type { SpectrumMap, SpectrumPoint } from "../map-model.ts";
import { fontSize } from "./axes.ts";
import { type MapFrame, type MapWindow, plotBox, toPixels } from "./map-frame.ts";
import type { Box, Segment } from "./place-labels.ts";
import { type LabelLook, type PlacedLabel, placePointLabels } from "./point-labels.ts";
import { type DrawingApi, drawing } from "./series.ts";
import { estimateWidth, labelText, shortNames } from "./text-size.ts";
import type { Theme } from "./theme.ts";

/** More labels than this do not help a reader. */
export const mostLabels = 120;

/** Labels of the points in a window, those of the user first, as long as there is room. */
export function mapLabels(
  { points, families }: SpectrumMap,
  frame: MapFrame,
  window: MapWindow,
  names: readonly RegionName[],
): PlacedLabel[] {
  const pixels = toPixels(frame, window);
  const box = plotBox(frame);
  const area = (box.right - box.left) * (box.bottom - box.top);
  const inside = ({ x, y }: SpectrumPoint) => {
    const [left, top] = pixels(x.value, y.value);
    return left >= box.left && left <= box.right && top >= box.top && top <= box.bottom;
  };
  const references = families.flatMap((family) => family.points.filter(({ kind }) => kind === "reference"));
  const shown = [...points, ...references].filter(inside);
  const crowd = shown.filter(({ kind }) => kind !== "reference").length;
  const wanted = [...shown].sort((a, b) => importance(a) - importance(b)).slice(0, mostLabels);
  const short = shortNames(shown.map(({ name }) => name));
  const labelled = wanted.map((point) => ({
    text: labelText(short.get(point.name)!, fontSize),
    x: point.x.value,
    y: point.y.value,
    look: lookOf(point),
    ...reachOf(point, crowd * crowdArea > area),
  }));
  return placePointLabels(labelled, pixels, box, {
    points: shown.map(({ x, y }) => pixels(x.value, y.value)),
    boxes: names.map((name) => nameBox(name, pixels)),
    lines: shown.length > mostBars ? [] : shown.flatMap((point) => barLines(point, pixels)),
  });
}

/** With more points than this, error bars would hide them. */
export const mostBars = 300;

function importance({ kind, ranked }: SpectrumPoint): number {
  return { sample: 0, corpus: 2, reference: 4 }[kind] + (ranked ? 0 : 1);
}

/** In a crowd, lines to far labels would hide more than the labels say. */
function reachOf({ kind }: SpectrumPoint, isCrowd: boolean): { reach?: number } {
  return kind === "reference" || isCrowd ? { reach: 24 } : {};
}

/** Square pixels of a map per point, below which the points are a crowd. */
const crowdArea = 10_000;

function lookOf({ kind, ranked }: SpectrumPoint): LabelLook {
  if (kind === "reference") return "reference";
  if (kind === "corpus") return "other";
  return ranked ? "own" : "pale";
}

function barLines({ x, y }: SpectrumPoint, pixels: ReturnType<typeof toPixels>): Segment[] {
  const [x0, x1] = x.ends ?? [x.value, x.value];
  const [y0, y1] = y.ends ?? [y.value, y.value];
  return [
    [...pixels(x0, y.value), ...pixels(x1, y.value)],
    [...pixels(x.value, y0), ...pixels(x.value, y1)],
  ];
}

/** The name of a region of the map, and its position. */
export interface RegionName {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly align: "left" | "center" | "right";
}

/** Names of the regions of the map. */
export function regionNames(
  { border }: SpectrumMap,
  { y: [, top] }: MapWindow,
  frame: MapFrame,
): RegionName[] {
  const { left, right } = plotBox(frame);
  const long = "structure: the middle regime";
  const ends = (noise: number): RegionName[] => [
    { text: "order", x: 0, y: top * 0.955, align: "left" },
    { text: "noise", x: 1, y: top * noise, align: "right" },
  ];
  if (border === null) return ends(0.03);
  return [
    ...ends(-0.015),
    { text: "pattern", x: 0.5, y: border.y / 2, align: "center" },
    ...(top - border.y > 0.5
      ? [
          {
            text: 2 * estimateWidth(long, nameSize) < right - left ? long : "structure",
            x: 0.5,
            y: top * 0.955,
            align: "center" as const,
          },
        ]
      : []),
  ];
}

function nameBox({ text, x, y, align }: RegionName, pixels: ReturnType<typeof toPixels>): Box {
  const width = estimateWidth(text, nameSize);
  const [at, middle] = pixels(x, y);
  const left = at - { left: 0, center: width / 2, right: width }[align];
  return { left, right: left + width, top: middle - nameSize, bottom: middle + nameSize };
}

const nameSize = 14;

/** Names of regions, under everything else. */
export function nameSeries(names: readonly RegionName[], theme: Theme) {
  return drawing("names", {
    data: names.map(({ x, y }) => [x, y]),
    clip: true,
    z: 1,
    renderItem: ({ dataIndex }: { dataIndex: number }, api: DrawingApi) => {
      const [x, y] = api.coord([api.value(0), api.value(1)]) as [number, number];
      const { text, align } = names[dataIndex]!;
      const font = `italic ${nameSize}px ${theme.fontFamily}`;
      return {
        type: "text" as const,
        style: { text, x, y, font, fill: theme.muted, align, verticalAlign: "middle" },
      };
    },
  });
}
