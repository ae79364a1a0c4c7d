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

it("says of columns only what is in columns: words of sources and of manuals are in none", () => {
  const words = ["const", "let", "if", "return", "=", "(", "}", "", "", ""];
  // The second half is written by another hand.
  const source = (i: number) =>
    i % 7 === 0
      ? ""
      : Array.from({ length: random.below(8) }, () => (i < 1500 ? of(words) : of(words.slice(3)))).join(" ");
  for (const { column } of findChanges(lines(3000, source))) expect(column).toBeNull();
});

it("names the values that become more frequent and rarer, never one on both sides", () => {
  const cities = ["Rome", "Paris", "Berlin", "Oslo"];
  const orders = (i: number) =>
    `${i},${random.below(10)},${i < 2000 ? of(cities.slice(0, 3)) : of(cities.slice(1))}`;
  const [change] = findChanges(lines(4000, orders));
  expect(change).toMatchObject({ line: 2000, column: 2, after: ["Oslo"], before: ["Rome"] });
});

it("says what share of the lines changes where most do not", () => {
  const levels = (i: number) =>
    `${i} ${random.below(100) < (i < 3000 ? 1 : 30) ? "ERROR" : "INFO"} ${of(["start", "stop"])}`;
  const [change, ...others] = findChanges(lines(5000, levels));
  expect(others).toEqual([]);
  expect(change).toMatchObject({ kind: "break", column: 1, after: ["ERROR"], before: ["INFO"] });
  expect(Math.abs(change!.line - 3000)).toBeLessThan(10);
  const [inside, outside] = change!.shares!;
  expect(Math.abs(inside - 0.3)).toBeLessThan(0.04);
  expect(Math.abs(outside - 0.01)).toBeLessThan(0.006);
  const rare = (i: number) => `${i} ${random.below(1000) < (i < 20_000 ? 0 : 10) ? "ERROR" : "INFO"} x`;
  expect(findChanges(lines(40_000, rare))).toEqual([]);
});
