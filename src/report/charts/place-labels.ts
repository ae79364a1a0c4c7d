/** A text that wants to stand beside a point; lengths in pixels, y downwards. */
export interface LabelWish {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where a label stands: its left edge and its middle, from its point. */
export interface LabelPlace {
  readonly dx: number;
  readonly dy: number;
  /** whether it stands so far off that a line has to lead to it */
  readonly far: boolean;
}

/** Angles that are tried at each distance: beside a point first, as a reader expects. */
const angles = [0, -30, 30, 180, -150, 150, -60, 60, -120, 120, -90, 90];
const distances = [9, 15, 24, 36, 52, 72, 96];
const led = 24;

/**
 * Puts labels beside points so that none covers another, a point or the edge of the frame; the first ones choose first.
 * Each takes the cheapest place near its point; bars and lines may be crossed where nothing else is free.
 *
 * @param wishes in the order of their importance
 * @param points centres of all marks, labelled or not
 * @param obstacles what no label may cover
 * @param soft what labels should not cover
 * @returns for each wish its place, or undefined where there is no room
 * @throws never
 * Cost: O(wishes (labels + points)), some 80 tries each.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  frame: Box,
  points: readonly (readonly [x: number, y: number])[],
  obstacles: readonly Box[] = [],
  soft: readonly Box[] = [],
): (LabelPlace | undefined)[] {
  const taken: Box[] = [...obstacles];
  const leaders: Box[] = [];
  const cells = cellsOf(points);
  return wishes.map((wish) => {
    let best: LabelPlace | undefined;
    let lowest = Number.POSITIVE_INFINITY;
    for (const distance of distances) {
      // Farther places cost more than anything that is found there could save.
      if (best !== undefined && lowest < distance) break;
      for (const [rank, angle] of angles.entries()) {
        const place = placeAt(wish, distance, angle);
        const box = boxAt(wish, place);
        if (!within(box, frame) || taken.some((other) => overlap(box, other))) continue;
        if (coversPoint(box, cells)) continue;
        const crossed = [...soft, ...leaders].filter((other) => overlap(box, other)).length;
        const cost = distance + rank * 0.8 + crossed * 12;
        if (cost < lowest) [lowest, best] = [cost, place];
      }
    }
    if (best !== undefined) {
      taken.push(boxAt(wish, best));
      if (best.far) leaders.push(leaderBox(wish, best));
    }
    return best;
  });
}

function placeAt({ width, height }: LabelWish, distance: number, angle: number): LabelPlace {
  const radians = (angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  // The label touches a circle around the point with its nearest side.
  const dx = cos * distance - (Math.abs(cos) < 0.1 ? width / 2 : cos < 0 ? width : 0);
  return { dx, dy: sin * (distance + height / 4), far: distance >= led };
}

/** The box of a label at its place. */
export function boxAt({ x, y, width, height }: LabelWish, { dx, dy }: LabelPlace): Box {
  return { left: x + dx, right: x + dx + width, top: y + dy - height / 2, bottom: y + dy + height / 2 };
}

function leaderBox({ x, y, width }: LabelWish, { dx, dy }: LabelPlace): Box {
  const end = dx >= 0 ? x + dx : dx + width <= 0 ? x + dx + width : x;
  return {
    left: Math.min(x, end),
    right: Math.max(x, end),
    top: Math.min(y, y + dy),
    bottom: Math.max(y, y + dy),
  };
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

/** Points by the cell of a coarse grid they lie in, so that thousands need not be looked at for every try. */
function cellsOf(points: readonly (readonly [number, number])[]): Map<string, (readonly [number, number])[]> {
  const cells = new Map<string, (readonly [number, number])[]>();
  for (const point of points) {
    const key = `${Math.floor(point[0] / cellSize)} ${Math.floor(point[1] / cellSize)}`;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [point]);
    else cell.push(point);
  }
  return cells;
}

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
