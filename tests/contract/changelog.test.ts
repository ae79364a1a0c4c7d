import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
const changelog = read("CHANGELOG.md");
const { version } = JSON.parse(read("package.json")) as { version: string };

test("the changelog has a heading for each version, the newest first, and the package is the newest", () => {
  const headings = changelog.split("\n").filter((line) => line.startsWith("## "));
  expect(headings[0]).toBe("## [Unreleased]");
  const released = headings.slice(1).map((line) => /^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)$/.exec(line));
  expect(released).not.toContain(null);
  expect(released[0]![1]).toBe(version);
  const dates = released.map((match) => match![2]!);
  expect(dates).toEqual(dates.toSorted().reverse());
  expect(dates.filter((date) => new Date(date).toISOString().slice(0, 10) !== date)).toEqual([]);
});

test("the lock file is of the same version", () => {
  const lock = JSON.parse(read("package-lock.json"));
  expect([lock.version, lock.packages[""].version]).toEqual([version, version]);
});
