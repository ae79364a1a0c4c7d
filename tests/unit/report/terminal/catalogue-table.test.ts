import { expect, test } from "vitest";
import { textWidth } from "../../../../src/report/kit/text-width.ts";
import { renderCatalogue } from "../../../../src/report/terminal/catalogue-table.ts";
import { view } from "../hand-made.ts";

const summary =
  "Independent draws from a law that one writes down, a share a symbol, and no memory at all of those before.";
const entries = ["coin", "random-hierarchy", "order"].map((id, i) => ({
  ...{ id, group: "noise", summary },
  details: i === 2 ? [`Source: ${summary}`] : null,
}));

test.each([20, 30, 50, 80, 100, 200])("in %i columns sentences are broken, and none is cut", (width) => {
  const text = renderCatalogue({ entries, machine: [] }, { ...view, width, whole: false });
  const words = text.split(/\s+/).join(" ");
  for (const { id } of entries) expect(words).toContain(`${id} ${summary}`);
  expect(text.split("\n").filter((line) => textWidth(line) > width)).toEqual([]);
});

test("what is no terminal gets a line each", () => {
  const short = entries.slice(0, 2);
  const text = renderCatalogue({ entries: short, machine: [] }, { ...view, width: 80, whole: true });
  expect(text.split("\n")).toEqual([
    "noise",
    `  coin              ${summary}`,
    `  random-hierarchy  ${summary}`,
    "",
  ]);
});
