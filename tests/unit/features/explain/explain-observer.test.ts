import { expect, test } from "vitest";
import { explainObserver } from "../../../../src/features/explain/experts.ts";

const observation = {
  bits: 1012.5,
  headerBits: 10,
  losses: new Float64Array(0),
  alphabetSize: 4,
};
const member = (id: string, bits: number | null, weight: number) => ({
  id,
  title: `the ${id}`,
  bits,
  weight,
});

test("the member that pays least carried the sequence, ahead of the next that was run", () => {
  const members = [
    member("raw-code", 2000, 0),
    member("tree", null, 0),
    member("mixer", 1000, 0.75),
    member("lag", 1450.5, 0.25),
  ];
  const explained = explainObserver({ ...observation, members });
  expect(explained.carriedBy).toEqual({
    id: "mixer",
    next: "lag",
    ahead: { value: 450.5, unit: "bit", interval: null },
  });
  expect(explained.codeLength.value).toBe(1012.5);
  expect(explained.header.value).toBe(10);
  expect(explained.members[1]).toEqual({
    id: "tree",
    title: "the tree",
    codeLength: null,
    weight: { value: 0, unit: "1", interval: null },
  });
});

test("a member alone is ahead of none", () => {
  const { carriedBy } = explainObserver({ ...observation, members: [member("raw-code", 5, 1)] });
  expect(carriedBy).toEqual({ id: "raw-code", next: null, ahead: null });
});
