import { expect, test } from "vitest";
import { rawCode } from "../../../../src/observer/members/raw-code.ts";

test.each([1, 2, 3, 256, 65_536])("the raw code pays log2 of the alphabet: %i symbols", (size) => {
  const member = rawCode.open(new Uint16Array(100), size);
  const losses = new Float64Array(12).fill(-1);
  member.code(40, 50, 0, true, losses);
  expect([...losses]).toEqual([...new Array(10).fill(Math.log2(size)), -1, -1]);
  expect(member.distribution(7, 0)).toEqual(new Float64Array(size).fill(1 / size));
});
