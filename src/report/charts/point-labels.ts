import { fontSize } from "./axes.ts";
import { type LabelPlace, type LabelRequest, leaderOf, type Obstacles, placeLabels } from "./place-labels.ts";
import { type DrawingApi, drawing } from "./series.ts";
import { estimateWidth } from "./text-size.ts";
import type { Theme } from "./theme.ts";

/** A point with a label beside it. */
export interface LabelledPoint {
  readonly text: string;
  /** on the axes */
  readonly x: number;
  readonly y: number;
  readonly look: LabelLook;
  /** largest distance of the label, pixels; unlimited by default */
  readonly reach?: number;
}

/** What a label names: an input of the user, a bundled corpus, or a generated sequence. */
export type LabelLook = "own" | "other" | "pale" | "reference";

/** A label with its position. */
export interface PlacedLabel extends LabelledPoint {
  readonly request: LabelRequest;
  readonly place: LabelPlace;
}

const lineHeight = fontSize + 3;
const sizeOf = (look: LabelLook) => (look === "reference" ? fontSize - 1 : fontSize);

/** Width of a label, pixels. */
export function labelWidth(text: string, look: LabelLook): number {
  return estimateWidth(text, sizeOf(look));
}

/**
 * Labels beside points, the first ones first, as long as there is room.
 *
 * @param pixels converts a position on the axes to pixels
 * @param frame no label leaves it
 */
export function placePointLabels(
  points: readonly LabelledPoint[],
  pixels: (x: number, y: number) => readonly [number, number],
  frame: Parameters<typeof placeLabels>[1],
  obstacles: Obstacles,
): PlacedLabel[] {
  const requests = points.map(({ text, x, y, look, reach }): LabelRequest => {
    const [left, top] = pixels(x, y);
    const size = { width: labelWidth(text, look), height: lineHeight };
    return { x: left, y: top, ...size, ...(reach === undefined ? {} : { reach }) };
  });
  const places = placeLabels(requests, frame, obstacles);
  return points.flatMap((point, i) =>
    places[i] === undefined ? [] : [{ ...point, request: requests[i]!, place: places[i] }],
  );
}

/** Labels, and lines to those that are far away. */
export function labelSeries(labels: readonly PlacedLabel[], theme: Theme) {
  return drawing("labels", {
    data: labels.map(({ x, y, place }) => [x, y, place.dx, place.dy]),
    z: 6,
    renderItem: ({ dataIndex }: { dataIndex: number }, api: DrawingApi) => {
      const [x, y] = api.coord([api.value(0), api.value(1)]) as [number, number];
      const { text, look, request, place } = labels[dataIndex]!;
      const weight = look === "own" || look === "pale" ? 600 : 400;
      const label = {
        type: "text" as const,
        style: {
          text,
          x: x + place.dx,
          y: y + place.dy,
          font: `${look === "reference" ? "italic " : ""}${weight} ${sizeOf(look)}px ${theme.fontFamily}`,
          fill: look === "own" ? theme.ink : theme.muted,
          stroke: theme.paper,
          lineWidth: 3,
          align: "left" as const,
          verticalAlign: "middle" as const,
        },
      };
      if (!place.far) return label;
      const [x1, y1, x2, y2] = leaderOf({ ...request, x, y }, place);
      const leader = {
        type: "line" as const,
        shape: { x1, y1, x2, y2 },
        style: { stroke: theme.muted, lineWidth: 0.8, opacity: 0.8 },
      };
      return { type: "group" as const, children: [leader, label] };
    },
  });
}
