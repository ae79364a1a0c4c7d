import { expect, test } from "vitest";
import { bytesOf, gallery } from "./gallery.ts";

const size = 65_536;
const seed = 1;

test("the gallery has many rogues, each with a name of its own and verdicts it may have", () => {
  expect(gallery.length).toBeGreaterThanOrEqual(120);
  expect(new Set(gallery.map(({ name }) => name)).size).toBe(gallery.length);
  for (const { may } of gallery) expect(may).toContain("undecided");
});

test.each(gallery)("$name: equal seeds give equal bytes, as many as asked for where they are made", (one) => {
  const made = bytesOf(one, size, seed);
  expect(made.length).toBeGreaterThan(500);
  expect(made.length).toBeLessThanOrEqual(size);
  expect(Buffer.from(bytesOf(one, size, seed)).equals(made)).toBe(true);
});
