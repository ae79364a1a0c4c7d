import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("the route from bytes to a verdict names functions that are where it says", () => {
  const route = read("docs/contributing/development.md")
    .split("## From bytes to a verdict")[1]!
    .split("\n## ")[0]!;
  const stops = [...route.matchAll(/^\| `(.+?)` +\| `(.+?)` +\|/gm)].map(
    ([, file, name]) => [file!, name!] as const,
  );
  expect(stops.length).toBeGreaterThan(10);
  for (const [file, name] of stops)
    expect(read(`src/${file}`), file).toMatch(
      new RegExp(`^export (async )?(function|class|const) ${name}\\b`, "m"),
    );
});
