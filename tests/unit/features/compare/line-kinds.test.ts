import { expect, test } from "vitest";
import { lineKinds } from "../../../../src/features/compare/line-kinds.ts";

const bytes = (lines: readonly string[]) => new TextEncoder().encode(`${lines.join("\n")}\n`);

/** A day of a log whose numbers and keys do not recur. @param slow share of slow requests, in 100 */
const day = (date: number, slow = 10): string[] =>
  Array.from({ length: 1000 }, (_, i) =>
    i % 100 < slow
      ? `2024-03-${date} WARN slow: ${(i * i * date) % 9973} ms`
      : `2024-03-${date} INFO request id=${(i * 7919 * date) % 99991} [user${i}] ok`,
  );

test("two ordinary days have the same kinds", () => {
  expect(lineKinds(bytes(day(11)), bytes(day(12)))).toEqual({
    ...{ share: 0, between: 0, isNew: false, newKinds: [], changed: [] },
  });
});

test("new kinds are counted, with the first line of each", () => {
  const bad = day(12);
  for (const at of [700, 300, 301, 302])
    bad.splice(at, 0, "java.sql.SQLException: deadlock", `\tat com.acme.Db.query(Db.java:${at})`);
  const found = lineKinds(bytes(day(11)), bytes(bad))!;
  expect(found.share).toBeCloseTo(8 / 1008, 12);
  expect(found.isNew).toBe(true);
  expect(found.newKinds.map(({ count, line, first }) => [count, line, first])).toEqual([
    [4, 301, "java.sql.SQLException: deadlock"],
    [4, 304, "\tat com.acme.Db.query(Db.java:302)"],
  ]);
});

test("a rate that changes is said, one that wavers within a file is not", () => {
  const found = lineKinds(bytes(day(11, 10)), bytes(day(12, 40)))!;
  expect(found.changed.map(({ from, to }) => [from, to])).toEqual([[0.1, 0.4]]);
  expect(found.isNew).toBe(false);
  const bursts = [...day(11, 5).slice(0, 500), ...day(11, 40).slice(0, 500)];
  expect(lineKinds(bytes(bursts), bytes(day(12, 55)))!.changed).toEqual([]);
});

test("prose, binary data and short files have no kinds of lines", () => {
  const prose = Array.from({ length: 400 }, (_, i) => `${i}`.replace(/\d/g, (d) => "abcdefghij"[Number(d)]!));
  expect(lineKinds(bytes(prose), bytes(prose))).toBeNull();
  expect(lineKinds(bytes(day(11).slice(0, 199)), bytes(day(12)))).toBeNull();
  expect(lineKinds(new Uint8Array(4000), bytes(day(12)))).toBeNull();
  expect(lineKinds(new Uint8Array(), new Uint8Array())).toBeNull();
});
