import { expect, test } from "vitest";
import { frozenBits } from "../../../../src/observer/curves/cross-code-length.ts";
import type { Member } from "../../../../src/observer/member.ts";

test("a block is asked frozen, after as many symbols as it has, where its segment has them", () => {
  type Call = readonly [start: number, end: number, segmentStart: number, learn: boolean, asked: boolean];
  const calls = (start: number, end: number, segmentStart: number): readonly Call[] => {
    const all: Call[] = [];
    const member = {
      code(from: number, to: number, segment: number, learn: boolean, losses: Float64Array | null) {
        all.push([from, to, segment, learn, losses !== null]);
        losses?.fill(0.5, 0, to - from);
      },
    } as unknown as Member;
    // What stands behind the block is of another one, which was longer.
    const bits = frozenBits(member, { start, end, segmentStart }, new Float64Array(100).fill(9));
    expect(bits).toBe(0.5 * (end - start));
    return all;
  };
  const asked = (start: number, end: number, segmentStart: number): Call => [
    start,
    end,
    segmentStart,
    false,
    true,
  ];
  const read = (start: number, end: number, segmentStart: number): Call => [
    start,
    end,
    segmentStart,
    false,
    false,
  ];
  expect(calls(50, 60, 0)).toEqual([read(40, 50, 0), asked(50, 60, 0)]);
  expect(calls(50, 60, 45)).toEqual([read(45, 50, 45), asked(50, 60, 45)]);
  // The first block of a segment has nothing before it.
  expect(calls(50, 60, 50)).toEqual([asked(50, 60, 50)]);
});
