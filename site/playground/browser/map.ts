import { type MapFrame, type MapWindow, plotBox, toPixels } from "../../../src/report/charts/map-frame.ts";
import { type LabelRequest, placeLabels } from "../../../src/report/charts/place-labels.ts";
import type { Theme } from "../../../src/report/charts/theme.ts";
import { roundBits, roundHeights } from "../../../src/report/kit/format.ts";
import type { DrawnPoint, Place } from "../road.ts";

/** What the map shows. */
export interface MapContent {
  readonly caption: string;
  /** how high what noise with a pattern teaches lies; null: not known */
  readonly border: number | null;
  readonly landmarks: readonly (readonly [name: string, x: number, y: number])[];
  /** measured places in the order of the slider; empty while it is guessed */
  readonly road: readonly Place[];
  /** the text as it is; null: not measured, or nothing else is shown */
  readonly start: Place | null;
  readonly point: DrawnPoint | null;
  readonly guess: Place | null;
  /** where the keyboard's cross hairs are; null: it does not guess */
  readonly aim: Place | null;
}

type Attributes = Readonly<Record<string, string | number>>;

function s(tag: string, attributes: Attributes = {}, text = ""): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.textContent = text;
  return element;
}

const ticksX = [0, 0.25, 0.5, 0.75, 1];
const letter = { size: 12, width: 6.4, height: 15 };
/** Below this width there is no room for the names of landmarks, and for a long caption. */
export const narrow = 560;

/** Width and height that the map has in an element so wide. */
export function frameOf(width: number): MapFrame {
  return {
    width,
    height: Math.round(Math.min(560, Math.max(340, width * 0.62))),
    margin: { left: 58, top: 26, right: 16, bottom: 46 },
  };
}

/** All that is on a map, with room around it. */
export function windowOf(highest: number): MapWindow {
  const top = Math.ceil(Math.max(8, highest * 1.04));
  return { x: [-0.025, 1.025], y: [-0.035 * top, top] };
}

/** What does not move with the slider, and what it was drawn for. */
let ground: { readonly key: string; readonly picture: SVGElement } | undefined;

/** The map as a picture of its own: every colour is in it, so that it can be copied. */
export function drawMap(drawn: MapContent, frame: MapFrame, window: MapWindow, theme: Theme): SVGElement {
  const key = JSON.stringify([frame, window, theme.isDark, drawn.border, drawn.landmarks]);
  if (ground?.key !== key) ground = { key, picture: groundOf(drawn, frame, window, theme) };
  const picture = s("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${frame.width} ${frame.height}`,
    ...{ width: frame.width, height: frame.height },
    "font-family": theme.fontFamily,
    "font-size": letter.size,
    "aria-hidden": "true",
  });
  picture.append(
    ground.picture,
    s("text", { x: frame.margin.left, y: 16, fill: theme.ink }, drawn.caption),
    ...roadOf(drawn, frame, window, theme),
    ...pointOf(drawn.point, frame, window, theme),
    ...guessOf(drawn, frame, window, theme),
  );
  return picture;
}

function groundOf(drawn: MapContent, frame: MapFrame, window: MapWindow, theme: Theme): SVGElement {
  const picture = s("g");
  picture.append(
    s("rect", { width: frame.width, height: frame.height, fill: theme.paper }),
    ...axes(frame, window, theme),
    ...borderOf(drawn.border, frame, window, theme),
    ...landmarksOf(drawn.landmarks, frame, window, theme),
  );
  return picture;
}

function axes(frame: MapFrame, window: MapWindow, theme: Theme): SVGElement[] {
  const at = toPixels(frame, window);
  const { left, right, top, bottom } = plotBox(frame);
  const parts: SVGElement[] = [];
  const line = (x1: number, y1: number, x2: number, y2: number, stroke: string) =>
    s("line", { ...{ x1, y1, x2, y2, stroke } });
  for (const x of ticksX) {
    const [px] = at(x, 0);
    parts.push(line(px, top, px, bottom, theme.grid));
    parts.push(s("text", { x: px, y: bottom + 16, "text-anchor": "middle", fill: theme.muted }, String(x)));
  }
  for (const y of roundHeights(window.y[1])) {
    const [, py] = at(0, y);
    parts.push(line(left, py, right, py, theme.grid));
    parts.push(s("text", { x: left - 6, y: py + 4, "text-anchor": "end", fill: theme.muted }, roundBits(y)));
  }
  const middle = (top + bottom) / 2;
  return [
    ...parts,
    line(left, bottom, right, bottom, theme.muted),
    line(left, top, left, bottom, theme.muted),
    s(
      "text",
      { x: (left + right) / 2, y: bottom + 36, "text-anchor": "middle", fill: theme.ink },
      "randomness x: 0 order, 1 noise",
    ),
    s(
      "text",
      {
        transform: `translate(14 ${middle}) rotate(-90)`,
        "text-anchor": "middle",
        fill: theme.ink,
      },
      "growth G, bit",
    ),
  ];
}

function borderOf(border: number | null, frame: MapFrame, window: MapWindow, theme: Theme): SVGElement[] {
  if (border === null) return [];
  const at = toPixels(frame, window);
  const [[x, y], [right, bottom]] = [at(0, border), at(1, 0)];
  return [
    s("rect", { x, y, width: right - x, height: bottom - y, fill: theme.border, "fill-opacity": 0.1 }),
    s("line", { x1: x, x2: right, y1: y, y2: y, stroke: theme.border, "stroke-width": 1.6 }),
    s("text", { x: x + 6, y: y + 15, fill: theme.muted }, "up to here: patterns"),
  ];
}

function landmarksOf(
  landmarks: MapContent["landmarks"],
  frame: MapFrame,
  window: MapWindow,
  theme: Theme,
): SVGElement[] {
  const at = toPixels(frame, window);
  const points = landmarks.map(([, x, y]) => at(x, y));
  const crosses = points.map(([x, y]) =>
    s("path", {
      d: `M${x - 3.5} ${y - 3.5}l7 7m0 -7l-7 7`,
      stroke: theme.road,
      "stroke-width": 1.8,
      fill: "none",
    }),
  );
  if (frame.width < narrow) return crosses;
  const wishes = landmarks.map(([name], i): LabelRequest => {
    const [x, y] = points[i]!;
    return { x, y, width: name.length * letter.width, height: letter.height, reach: 40 };
  });
  const names = placeLabels(wishes, plotBox(frame), { points, boxes: [], lines: [] });
  return [
    ...crosses,
    ...names.flatMap((place, i) => {
      if (place === undefined) return [];
      const { x, y } = wishes[i]!;
      return [s("text", { x: x + place.dx, y: y + place.dy + 4, fill: theme.muted }, landmarks[i]![0])];
    }),
  ];
}

function roadOf({ road, start }: MapContent, frame: MapFrame, window: MapWindow, theme: Theme): SVGElement[] {
  const at = toPixels(frame, window);
  const points = road.map(({ x, y }) => at(x, y));
  const color = theme.series[0]!;
  const parts: SVGElement[] = [];
  if (points.length > 1)
    parts.push(
      s("polyline", {
        points: points.map((point) => point.join()).join(" "),
        fill: "none",
        stroke: color,
        "stroke-opacity": 0.5,
        "stroke-width": 1.4,
      }),
    );
  parts.push(...points.map(([cx, cy]) => s("circle", { cx, cy, r: 2.2, fill: color, "fill-opacity": 0.6 })));
  if (start === null) return parts;
  const [x, y] = at(start.x, start.y);
  return [
    ...parts,
    s("circle", { cx: x, cy: y, r: 5, fill: theme.paper, stroke: theme.ink, "stroke-width": 1.6 }),
    s(
      "text",
      {
        x: x > frame.width * 0.6 ? x - 10 : x + 10,
        y: y - 8,
        fill: theme.ink,
        ...(x > frame.width * 0.6 ? { "text-anchor": "end" } : {}),
      },
      "as it is",
    ),
  ];
}

function pointOf(point: DrawnPoint | null, frame: MapFrame, window: MapWindow, theme: Theme): SVGElement[] {
  if (point === null) return [];
  const at = toPixels(frame, window);
  const [x, y] = at(point.x.value, point.y.value);
  const color = point.regime === null ? theme.ink : theme.regimes[point.regime];
  const bar = (from: readonly [number, number], to: readonly [number, number]) => {
    const [[x1, y1], [x2, y2]] = [at(...from), at(...to)];
    return s("line", { ...{ x1, y1, x2, y2 }, stroke: color, "stroke-width": 1.8 });
  };
  const tail = point.tail === null ? [] : [bar([point.tail.x, point.tail.y], [point.x.value, point.y.value])];
  return [
    ...tail,
    ...(point.x.ends === null
      ? []
      : [bar([point.x.ends[0], point.y.value], [point.x.ends[1], point.y.value])]),
    ...(point.y.ends === null
      ? []
      : [bar([point.x.value, point.y.ends[0]], [point.x.value, point.y.ends[1]])]),
    s("circle", {
      "data-point": point.measured ? "measured" : "between",
      ...{ cx: x, cy: y, r: 8 },
      fill: point.measured ? color : theme.paper,
      stroke: point.measured ? theme.paper : color,
      "stroke-width": 2.4,
    }),
  ];
}

function guessOf({ guess, aim, point }: MapContent, frame: MapFrame, window: MapWindow, theme: Theme) {
  const at = toPixels(frame, window);
  const cross = ({ x, y }: Place, size: number, name: string) => {
    const [px, py] = at(x, y);
    return s("path", {
      "data-point": name,
      d: `M${px - size} ${py}h${2 * size}M${px} ${py - size}v${2 * size}`,
      ...{ stroke: theme.series[1]!, "stroke-width": 2.4, fill: "none" },
    });
  };
  const parts = aim === null ? [] : [cross(aim, 14, "aim")];
  if (guess === null) return parts;
  if (point !== null) {
    const [[x1, y1], [x2, y2]] = [at(guess.x, guess.y), at(point.x.value, point.y.value)];
    const look = { stroke: theme.series[1]!, "stroke-dasharray": "4 4", "stroke-width": 1.4 };
    parts.push(s("line", { ...{ x1, y1, x2, y2 }, ...look }));
  }
  return [...parts, cross(guess, 9, "guess")];
}

/** The place of the map at a point of its picture, within what there is. */
export function placeAt(
  px: number,
  py: number,
  { width, height, margin }: MapFrame,
  { y }: MapWindow,
): Place {
  const [x0, x1] = [-0.025, 1.025];
  const across = (px - margin.left) / (width - margin.left - margin.right);
  const down = (py - margin.top) / (height - margin.top - margin.bottom);
  return {
    x: Math.min(1, Math.max(0, x0 + across * (x1 - x0))),
    y: Math.min(y[1], Math.max(0, y[1] - down * (y[1] - y[0]))),
  };
}
