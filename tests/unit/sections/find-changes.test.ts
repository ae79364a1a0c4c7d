import { expect, it } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { findChanges } from "../../../src/sections/find-changes.ts";

const random = Random.fromSeed(9);
const of = <T>(list: readonly T[]) => list[random.below(list.length)]!;
const order = (i: number, city = of(["Berlin", "Paris", "Rome"])) =>
  `${i},${of(["Anna", "Ben"])},${random.below(10)},${city},${(random.below(9000) / 100).toFixed(2)}`;
const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join("\n");

it("finds the line from which a column is wrong, and says which", () => {
  const [change, ...others] = findChanges(lines(3000, (i) => order(i, i < 2001 ? undefined : "###")));
  expect(others).toEqual([]);
  expect(change).toMatchObject({ kind: "break", line: 2001, end: 3000, column: 3, after: ["###"] });
});

it("finds a sensor that is stuck between two lines", () => {
  const text = lines(5000, (i) => `${10 * i},${i >= 1000 && i < 1400 ? "21.4" : 15 + random.below(90) / 10}`);
  const [change] = findChanges(text);
  expect(change).toMatchObject({ kind: "burst", column: 1, after: ["21.4"] });
  expect(Math.abs(change!.line - 1000)).toBeLessThanOrEqual(2);
  expect(Math.abs(change!.end - 1400)).toBeLessThanOrEqual(2);
});

it("finds the line from which a log is JSON, as a change of the lines", () => {
  const text = lines(4000, (i) =>
    i < 2000 ? `2024-03-01 INFO ${of(["start", "stop", "retry"])} id=${random.below(1000)}` : `{"id":${i}}`,
  );
  expect(findChanges(text)).toMatchObject([
    { kind: "break", line: 2000, column: null, after: ['{"id":2000}'] },
  ]);
});

it("finds nothing in clean tables, in dates that move on, in prose and in too few lines", () => {
  expect(findChanges(lines(4000, (i) => order(i)))).toEqual([]);
  const dated = (i: number) =>
    `2024-03-${10 + Math.floor(i / 500)} ${of(["a", "b", "c"])} ${random.below(99)}`;
  expect(findChanges(lines(4000, dated))).toEqual([]);
  const words = ["call", "me", "some", "years", "ago", "never", "mind", "how", "long"];
  const prose = () => Array.from({ length: 3 + random.below(9) }, () => of(words)).join(" ");
  expect(findChanges(lines(2000, prose))).toEqual([]);
  expect(findChanges(lines(20, (i) => order(i)))).toEqual([]);
  expect(findChanges("")).toEqual([]);
});
