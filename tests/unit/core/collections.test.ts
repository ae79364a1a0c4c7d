import { expect, test } from "vitest";
import { listOf } from "../../../src/core/collections.ts";

test("a list makes its items when they are read, and has none outside", () => {
  const made: number[] = [];
  const squares = listOf(3, (index) => {
    made.push(index);
    return index * index;
  });
  expect([squares.length, made]).toEqual([3, []]);
  expect([squares.at(2), squares.at(3), squares.at(-1)]).toEqual([4, undefined, undefined]);
  expect([...squares]).toEqual([0, 1, 4]);
  expect(made).toEqual([2, 0, 1, 2]);
});
