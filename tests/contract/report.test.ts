import { expect, test } from "vitest";
import * as z from "zod";
import { quantities } from "../../src/core/quantities.ts";
import { reportViews } from "../../src/page/sample-views.ts";
import { formatsOf, renderOf } from "../../src/report/formats.ts";
import { reportSchema } from "../../src/results/report-schema.ts";
import { violations } from "../e2e/json-schema.ts";
import { everyVerdict, measured, reportOf, sampleAt, view } from "../unit/report/hand-made.ts";

const schema = z.toJSONSchema(reportSchema) as Parameters<typeof violations>[1];
const good = reportOf(
  [sampleAt("a", [0.5, 0.1], "not beyond", "noise", { measurements: [measured(1, 0.1), measured(2)] })],
  { skipped: [{ input: "b", reason: "why" }] },
);

/** A copy with one value changed, found by its path. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(good) as unknown as Record<string, unknown>;
  let at: Record<string | number, unknown> = copy;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  if (value === undefined) delete at[path.at(-1)!];
  else at[path.at(-1)!] = value;
  return copy;
}

test("what is right is right by both", () => {
  for (const report of [good, everyVerdict, reportOf([])]) {
    expect(reportSchema.safeParse(report).success).toBe(true);
    expect(violations(report, schema)).toEqual([]);
  }
});

test.each<[string, readonly (string | number)[], unknown]>([
  ["another version", ["schemaVersion"], 1],
  ["a missing key", ["errors"], undefined],
  ["an unknown key", ["extra"], 1],
  ["an unknown key of a sample", ["samples", 0, "extra"], 1],
  ["NaN", ["samples", 0, "measurements", 0, "value"], Number.NaN],
  ["infinity", ["samples", 0, "measurements", 0, "value"], Number.POSITIVE_INFINITY],
  ["null for a number", ["samples", 0, "measurements", 0, "value"], null],
  ["a missing interval, which null would be", ["samples", 0, "measurements", 0, "interval"], undefined],
  ["an interval without a level", ["samples", 0, "measurements", 0, "interval", "level"], undefined],
  ["a level of 1", ["samples", 0, "measurements", 0, "interval", "level"], 1],
  ["a negative count", ["samples", 0, "n"], -1],
  ["half a symbol", ["samples", 0, "n"], 0.5],
  ["a hash that is none", ["samples", 0, "sampleSha256"], "ABC"],
  ["an unknown quantity", ["samples", 0, "measurements", 0, "quantity"], "entropy"],
  ["an unknown unit", ["samples", 0, "measurements", 0, "unit"], "nat"],
  ["an unknown regime", ["samples", 0, "spectrum", "verdict", "regime"], "chaos"],
  [
    "three regimes to be undecided between",
    ["samples", 0, "spectrum", "verdict", "between"],
    ["noise", "order", "pattern"],
  ],
  ["a p-value above 1", ["samples", 0, "spectrum", "certificates", 0, "log2P"], 0.1],
  ["no reason for what is undefined", ["samples", 0, "spectrum", "structure", "reason"], undefined],
  ["a value for what is undefined", ["samples", 0, "spectrum", "structure", "value"], 0],
  ["a skipped input without a reason", ["skipped", 0, "reason"], undefined],
])("%s is wrong by both", (_, path, value) => {
  const report = changed(path, value);
  expect(reportSchema.safeParse(report).success).toBe(false);
  expect(violations(report, schema)).not.toEqual([]);
});

test("the schema describes itself and knows every quantity", () => {
  expect(schema).toMatchObject({
    title: "mesoscope report",
    $schema: "https://json-schema.org/draft/2020-12/schema",
  });
  for (const id of Object.keys(quantities)) expect(JSON.stringify(schema)).toContain(`"${id}"`);
});

test("every format is pure: equal reports give equal text, and the report is left alone", async () => {
  expect(formatsOf(reportViews)).toHaveLength(7);
  for (const format of formatsOf(reportViews)) {
    const render = renderOf(format, reportViews)!;
    const before = structuredClone(everyVerdict);
    const text = [...(await render(everyVerdict, view))].join("");
    expect([...(await render(structuredClone(everyVerdict), view))].join("")).toBe(text);
    expect(everyVerdict).toEqual(before);
    // The script of a page is code, and its notices are others' words.
    const own = text.replaceAll(/<script>[\s\S]*?<\/script>|<pre class="notice"[^>]*>[\s\S]*?<\/pre>/g, "");
    expect(own).not.toMatch(/NaN|Infinity|\[object|undefined(?! +$|"|,|:)/);
    expect(text.endsWith("\n")).toBe(true);
  }
});
