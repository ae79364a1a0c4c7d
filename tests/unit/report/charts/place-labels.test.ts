import fc from "fast-check";
import { expect, test } from "vitest";
import {
  boxAt,
  type LabelRequest,
  overlap,
  placeLabels,
} from "../../../../src/report/charts/place-labels.ts";

const frame = { left: 0, top: 0, right: 600, bottom: 400 };
const wish = (x: number, y: number, width = 60): LabelRequest => ({ x, y, width, height: 15 });
const nothing = { points: [], boxes: [], lines: [] };

test("a label is to the right of its point, at half its height", () => {
  expect(placeLabels([wish(100, 100)], frame, nothing)).toEqual([{ dx: 9, dy: 0, far: false }]);
});

test("at the right edge it is on the left, and omitted if nothing fits", () => {
  const [place] = placeLabels([wish(595, 100)], frame, nothing);
  expect(place!.dx + 60).toBeLessThan(0);
  expect(placeLabels([wish(100, 100, 700)], frame, nothing)).toEqual([undefined]);
});

test("a label avoids a line, up to the largest allowed distance", () => {
  const lines = [[0, 100, 600, 100]] as const;
  const [place] = placeLabels([wish(100, 100)], frame, { ...nothing, lines });
  expect(Math.abs(place!.dy)).toBeGreaterThan(7.5);
  const boxes = [{ left: 60, right: 200, top: 60, bottom: 140 }];
  const far = placeLabels([wish(100, 100)], frame, { ...nothing, boxes });
  expect(far[0]!.far).toBe(true);
  expect(placeLabels([{ ...wish(100, 100), reach: 24 }], frame, { ...nothing, boxes })).toEqual([undefined]);
});

test("labels cover neither each other nor points nor what is forbidden, and stay inside", () => {
  const place = fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 400 }));
  const forbidden = { left: 200, top: 100, right: 300, bottom: 150 };
  fc.assert(
    fc.property(fc.array(fc.tuple(place, fc.integer({ min: 10, max: 170 })), { maxLength: 40 }), (spots) => {
      const wishes = spots.map(([[x, y], width]) => wish(x, y, width));
      const points = spots.map(([point]) => point);
      const boxes = placeLabels(wishes, frame, { points, boxes: [forbidden], lines: [] }).flatMap(
        (found, i) => (found === undefined ? [] : [boxAt(wishes[i]!, found)]),
      );
      for (const [i, box] of boxes.entries()) {
        expect(boxes.slice(0, i).some((other) => overlap(other, box))).toBe(false);
        expect(overlap(box, forbidden)).toBe(false);
        expect(points.some(([x, y]) => x > box.left && x < box.right && y > box.top && y < box.bottom)).toBe(
          false,
        );
        expect(box.left >= 0 && box.top >= 0 && box.right <= 600 && box.bottom <= 400).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

test("the first choose first: more wishes never move the ones before", () => {
  const wishes = Array.from({ length: 30 }, (_, i) => wish(100 + (i % 5) * 20, 100 + Math.floor(i / 5) * 12));
  const all = placeLabels(wishes, frame, nothing);
  expect(placeLabels(wishes.slice(0, 12), frame, nothing)).toEqual(all.slice(0, 12));
});
