import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { estimators, formulas } from "../../scripts/mutated-folders.mjs";

const root = new URL("../../", import.meta.url);
const isThere = (path: string) => existsSync(new URL(path, root));

test("every folder that is mutated is there, and has files", () => {
  for (const folder of [...formulas, ...estimators])
    expect(readdirSync(new URL(folder, root), { recursive: true }).length, folder).toBeGreaterThan(1);
});

test("every result of mutation testing is of a file that is there", () => {
  const results: object = JSON.parse(readFileSync(new URL("tests/mutation-results.json", root), "utf8"));
  expect(Object.keys(results).filter((file) => !isThere(file))).toEqual([]);
  expect(Object.keys(results).length).toBeGreaterThan(0);
});

test("every folder and file that the settings of Stryker name is there", () => {
  const { ignorePatterns, vitest } = JSON.parse(readFileSync(new URL("stryker.config.json", root), "utf8"));
  const made = ["/dist"];
  const named = [...ignorePatterns.filter((path: string) => !made.includes(path)), `/${vitest.configFile}`];
  expect(named.filter((path) => !isThere(path.slice(1)))).toEqual([]);
});
