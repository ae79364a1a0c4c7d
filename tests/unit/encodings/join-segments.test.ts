import { expect, test } from "vitest";
import { joinSegments } from "../../../src/encodings/join-segments.ts";

test("no segments, or empty ones, give nothing", () => {
  expect(joinSegments([])).toEqual({ bytes: new Uint8Array(0), segmentEnds: [] });
  expect(joinSegments([new Uint8Array(0)])).toEqual({ bytes: new Uint8Array(0), segmentEnds: [] });
});

test("neighbours in one buffer are joined without a copy", () => {
  const buffer = Uint8Array.of(1, 2, 3, 4, 5, 6);
  const joined = joinSegments([buffer.subarray(1, 3), buffer.subarray(3, 3), buffer.subarray(3, 5)]);
  expect([...joined.bytes]).toEqual([2, 3, 4, 5]);
  expect(joined.bytes.buffer).toBe(buffer.buffer);
  expect(joined.segmentEnds).toEqual([2, 4]);
});

test("others are copied in order", () => {
  const buffer = Uint8Array.of(1, 2, 3, 4, 5, 6);
  const joined = joinSegments([buffer.subarray(4), buffer.subarray(0, 1)]);
  expect([...joined.bytes]).toEqual([5, 6, 1]);
  expect(joined.segmentEnds).toEqual([2, 3]);
});
