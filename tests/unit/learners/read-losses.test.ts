import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/core/errors.ts";
import { readLosses } from "../../../src/learners/read-losses.ts";

const ends = [4, 10];

test("losses are at the positions in the file, those of a token spread over its symbols", () => {
  const { sizes, single } = readLosses(
    '{"doc":0,"offset":1,"bits":2}\n{"doc":1,"offset":0,"length":3,"bits":6,"more":"ignored"}\n\n{"doc":1,"offset":3,"bits":[1,0]}',
    ends,
  );
  const none = Number.NaN;
  expect(single).toBe(false);
  expect(sizes).toEqual([{ learned: null, bits: Float64Array.of(none, 2, none, none, 2, 2, 2, 1, 0, none) }]);
});

test("sizes are distinguished by the amount learned", () => {
  const { sizes } = readLosses(
    '{"doc":0,"offset":0,"bits":1,"learned":8}\n{"doc":0,"offset":0,"bits":2,"learned":4}',
    ends,
  );
  expect(sizes.map(({ learned, bits }) => [learned, bits[0]])).toEqual([
    [4, 2],
    [8, 1],
  ]);
});

describe("errors are reported with their line", () => {
  test.each([
    ["", "has no losses"],
    ["{", "line 1 is not JSON: {"],
    ['{"doc":0,"offset":0,"bits":1,"offset":1}', 'line 1 is ambiguous: "offset" occurs twice'],
    ['{"doc":0,"offset":0,"bits":NaN}', "line 1 holds NaN or Infinity"],
    ['{"doc":0,"offset":0,"bits":1e999}', "line 1 is not a loss: bits"],
    ['{"doc":0,"offset":0,"bits":-1}', "line 1 is not a loss: bits"],
    ['{"doc":0,"offset":0}', "line 1 is not a loss: bits"],
    ['{"doc":0,"offset":-1,"bits":1}', "line 1 is not a loss: offset"],
    ['{"doc":2,"offset":0,"bits":1}', "line 1 has document 2, but there are 2, counted from 0"],
    ['{"doc":0,"offset":4,"bits":1}', "line 1 ends at symbol 5 of document 0, which has 4"],
    ['{"doc":0,"offset":3,"length":2,"bits":1}', "line 1 ends at symbol 5 of document 0, which has 4"],
    ['{"doc":0,"offset":0,"length":2,"bits":[1,1]}', "has both a list of bits and a length"],
    ['{"doc":0,"offset":0,"bits":[]}', "line 1 is not a loss: bits"],
    ['{"doc":0,"offset":0,"bits":1}\n{"doc":0,"offset":0,"bits":1}', "line 2 repeats symbol 0 of document 0"],
    [
      '{"doc":0,"offset":0,"bits":1}\n{"doc":0,"offset":1,"bits":1,"learned":1}',
      'some lines have "learned", others do not',
    ],
    ['["doc"]', "line 1 is not a loss"],
  ])("%j", (text, message) => {
    expect(() => readLosses(text, ends)).toThrow(InputError);
    expect(() => readLosses(text, ends)).toThrow(message);
  });
});
