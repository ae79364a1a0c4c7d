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

test.each([20, 30, 50, 80, 100, 200])(
  "in %i columns one of many has a line, which ends with a word",
  (width) => {
    const text = renderCatalogue({ entries, machine: [] }, { ...view, width, whole: false });
    const lines = text.split("\n");
    expect(lines.filter((line) => textWidth(line) > width)).toEqual([]);
    const words = new Set(["…", ...summary.split(" "), ...entries.map(({ id }) => id)]);
    for (const { id, details } of entries) {
      if (details !== null) continue;
      const own = lines.filter((line) => line.trimStart().startsWith(`${id} `));
      expect(own).toHaveLength(1);
      if (width >= 50) for (const word of own[0]!.trim().split(/\s+/)) expect(words).toContain(word);
    }
    // With its details a sentence is broken, and not cut.
    if (width >= 50) expect(text.split(/\s+/).join(" ")).toContain(`order ${summary}`);
  },
);

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
