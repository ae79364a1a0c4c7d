import { grouped } from "../../core/collections.ts";

/** A text to place beside a point; lengths in pixels, y downwards. */
export interface LabelRequest {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** largest distance from the point, pixels; unlimited by default */
  readonly reach?: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Position of a label: its left edge and its middle, relative to its point. */
export interface LabelPlace {
  readonly dx: number;
  readonly dy: number;
  /** whether it is so far away that it needs a line */
  readonly far: boolean;
}

/** A straight line from one place to another, pixels. */
export type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

/** Points that no label may cover, and lines that labels should not cross. */
export interface Obstacles {
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly boxes: readonly Box[];
  readonly lines: readonly Segment[];
}

/** Angles to try at each distance: beside the point first, as a reader expects. */
const angles = [0, -30, 30, 180, -150, 150, -60, 60, -120, 120, -90, 90];
const distances = [9, 14, 20, 30, 42, 56, 72, 90, 110];
/** From this distance on a line leads to the label. */
const leaderFrom = 24;
const perLine = 4;
const perCrossing = 25;

/**
 * Places labels beside points so that none covers another, a point or the edge of the frame; the first ones choose first. Each
 * takes the cheapest position near its point; labels cross lines only where nothing else is free.
 *
 * @param requests in the order of their importance
 * @param obstacles points are the centres of all marks, labelled or not
 * @returns the position of each request, or undefined where there is no room
 * Cost: O(requests (labels + lines)), some 100 tries each.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  frame: Box,
  { points, boxes, lines }: Obstacles,
): (LabelPlace | undefined)[] {
  const taken: Box[] = [];
  const leaders: Segment[] = [];
  const cells = cellsOf(points);
  const isFree = (box: Box) =>
    within(box, frame) &&
    ![...taken, ...boxes].some((other) => overlap(box, other)) &&
    !coversPoint(box, cells);
  const crossings = (box: Box, leader: Segment | undefined) =>
    perLine * Math.min(4, lines.filter((line) => crosses(line, box)).length) +
    perCrossing * leaders.filter((line) => crosses(line, box)).length +
    (leader === undefined ? 0 : perCrossing * taken.filter((other) => crosses(leader, other)).length);
  return requests.map((request) => {
    let best: LabelPlace | undefined;
    let lowest = Number.POSITIVE_INFINITY;
    for (const distance of distances.filter((one) => one < (request.reach ?? Number.POSITIVE_INFINITY))) {
      // Farther positions cost more than they could save.
      if (lowest <= distance) break;
      for (const [rank, angle] of angles.entries()) {
        const place = placeAt(request, distance, angle);
        const box = boxAt(request, place);
        if (!isFree(box)) continue;
        const cost = distance + rank * 0.8 + crossings(box, place.far ? leaderOf(request, place) : undefined);
        if (cost < lowest) [lowest, best] = [cost, place];
      }
    }
    if (best !== undefined) {
      taken.push(boxAt(request, best));
      if (best.far) leaders.push(leaderOf(request, best));
    }
    return best;
  });
}

function placeAt({ width, height }: LabelRequest, distance: number, angle: number): LabelPlace {
  const radians = (angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  // The label touches a circle around the point with its nearest side.
  const dx = cos * distance - (Math.abs(cos) < 0.1 ? width / 2 : cos < 0 ? width : 0);
  return { dx, dy: sin * (distance + height / 2), far: distance >= leaderFrom };
}

/** The box of a label at its place. */
export function boxAt({ x, y, width, height }: LabelRequest, { dx, dy }: LabelPlace): Box {
  return { left: x + dx, right: x + dx + width, top: y + dy - height / 2, bottom: y + dy + height / 2 };
}

/** The line from a point to the nearest side of its label. */
export function leaderOf({ x, y, width, height }: LabelRequest, { dx, dy }: LabelPlace): Segment {
  if (dx >= 0) return [x, y, x + dx - 2, y + dy];
  if (dx + width <= 0) return [x, y, x + dx + width + 2, y + dy];
  return [x, y, x, y + dy - (Math.sign(dy) * height) / 2];
}

/** Whether a line goes through a box (Liang and Barsky's clipping). */
function crosses([x1, y1, x2, y2]: Segment, { left, top, right, bottom }: Box): boolean {
  let [from, to] = [0, 1];
  for (const [step, room] of [
    [x1 - x2, x1 - left],
    [x2 - x1, right - x1],
    [y1 - y2, y1 - top],
    [y2 - y1, bottom - y1],
  ] as const) {
    if (step === 0 && room < 0) return false;
    if (step < 0) from = Math.max(from, room / step);
    if (step > 0) to = Math.min(to, room / step);
  }
  return from <= to;
}

function within(box: Box, frame: Box): boolean {
  return (
    box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom
  );
}

export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Radius of a mark, pixels. */
const markRadius = 5;
const cellSize = 32;

/** Points by the cell of a coarse grid, so that a try does not check thousands. */
const cellsOf = (points: Obstacles["points"]) =>
  grouped(points, ([x, y]) => `${Math.floor(x / cellSize)} ${Math.floor(y / cellSize)}`);

function coversPoint(box: Box, cells: ReturnType<typeof cellsOf>): boolean {
  const wide = {
    left: box.left - markRadius,
    right: box.right + markRadius,
    top: box.top - markRadius + 2,
    bottom: box.bottom + markRadius - 2,
  };
  for (let column = Math.floor(wide.left / cellSize); column <= wide.right / cellSize; column++) {
    for (let row = Math.floor(wide.top / cellSize); row <= wide.bottom / cellSize; row++) {
      for (const [x, y] of cells.get(`${column} ${row}`) ?? []) {
        if (x > wide.left && x < wide.right && y > wide.top && y < wide.bottom) return true;
      }
    }
  }
  return false;
}

/**
 * Heights of labels in one column, each as near to its wanted height as its neighbours allow: minimises the sum of squared
 * shifts (isotonic regression by pooling adjacent violators).
 *
 * @param wanted heights of their middles, pixels, in any order
 * @param gap least distance of two middles, pixels
 * @param room range of the middles; labels without room run over its end
 * @returns shape of `wanted`
 */
export function spreadLabels(
  wanted: readonly number[],
  gap: number,
  [top, bottom]: readonly [number, number],
): number[] {
  const order = [...wanted.keys()].sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  // After subtracting the gaps before it, each height must only be at least the previous one.
  const pools: { sum: number; count: number }[] = [];
  for (const [i, label] of order.entries()) {
    let pool = { sum: wanted[label]! - i * gap, count: 1 };
    for (
      let last = pools.at(-1);
      last && last.sum / last.count > pool.sum / pool.count;
      last = pools.at(-1)
    ) {
      pool = { sum: pool.sum + last.sum, count: pool.count + last.count };
      pools.pop();
    }
    pools.push(pool);
  }
  const heights = pools.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count));
  const most = Math.max(top, bottom - (order.length - 1) * gap);
  const spread = new Array<number>(order.length);
  for (const [i, label] of order.entries()) {
    spread[label] = Math.min(most, Math.max(top, heights[i]!)) + i * gap;
  }
  return spread;
}
