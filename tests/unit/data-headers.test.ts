import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
const files = readdirSync(new URL("data/", root)).filter((file) => file.endsWith(".json"));

test.each(files)("%s says what made it, of what, when and from which seed", (file) => {
  const found = JSON.parse(readFileSync(new URL(`data/${file}`, root), "utf8"));
  const [, script] = /^node (scripts\/[\w-]+\.mjs)(?: .*)?$/.exec(found.made) ?? [];
  expect(existsSync(new URL(script ?? "no script", root))).toBe(true);
  expect(found.of).toMatch(/\w/);
  expect(found.date).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(found.seed ?? found.seeds).toBeDefined();
});
