import { expect, test } from "vitest";
import type { Check, CheckReport } from "../../../../src/features/check/schema.ts";
import { renderCheckTable } from "../../../../src/features/check/show.ts";
import { adviceOnOdd } from "../../../../src/features/check/words.ts";
import type { View } from "../../../../src/report/kit/renderer.ts";
import { view } from "../../report/hand-made.ts";
import { checkReport, checks } from "./hand-made.ts";

/** The line that counts, in colour. */
const firstLine = (failed: number) =>
  renderCheckTable(
    {
      ...checkReport,
      notes: [],
      errors: [],
      checks: [checks[2]!],
      counts: { ...checkReport.counts, failed },
    },
    { ...view, color: true },
  ).split("\n")[0]!;

test("the line that counts is in the colour of failures where there are some", () => {
  expect(firstLine(0).startsWith("2 inputs, 5 checks: ")).toBe(true);
  expect(firstLine(1)).toMatch(/^\u001b\[[\d;]+m2 inputs/);
});

/** Checks of as many files as asked, each of which failed, and one that passed. */
const failing = (count: number, change: Partial<Check> = {}): CheckReport => ({
  ...checkReport,
  ...{ notes: ["a note"], errors: [], counts: { ...checkReport.counts, failed: count } },
  checks: [
    checks[2]!,
    ...Array.from({ length: count }, (_, i) => ({ ...checks[0]!, input: `${i}.ts`, ...change })),
  ],
});
const sectionsOf = (report: CheckReport, change: Partial<View> = {}) =>
  renderCheckTable(report, { ...view, ...change })
    .trimEnd()
    .split("\n\n");

test("ten lines are shown in full, more in short form: what failed and what to do first", () => {
  // What is counted, a file with three lines, and a note.
  expect(sectionsOf(failing(1)).map((section) => section.split("\n").length)).toEqual([2, 4, 1]);
  expect(sectionsOf(failing(1))[1]).toBe(
    "0.ts\n  failed     entropyRate 5.938 bit/symbol is above 3 (observer)\n             keys, 100 % of them\n             c.json:4",
  );
  const [, digest, ...blocks] = sectionsOf(failing(5));
  expect(digest).toBe("failed: 0.ts, 1.ts, 2.ts and 2 more\nchange the files, or their limits in c.json");
  expect(blocks.at(-1)).toBe("a note");
  expect(blocks.slice(0, -1).map((block) => block.split("\n")[0])).toEqual(
    [0, 1, 2, 3, 4].map((i) => `${i}.ts`),
  );
  expect(blocks[0]).toBe(
    "0.ts\n  failed     entropyRate 5.938 bit/symbol is above 3 (observer)\n             c.json:4: keys, 100 % of them",
  );
  expect(sectionsOf(failing(3))[1]).toMatch(/^failed: 0\.ts, 1\.ts, 2\.ts\n/);
});

test("what did not fail is in full, and behind what did", () => {
  const undecided = Array.from({ length: 8 }, (_, i) => ({ ...checks[1]!, input: `${i}.md` }));
  const long = { ...failing(0), checks: undecided };
  expect(sectionsOf(long)).toHaveLength(10);
  expect(sectionsOf(long).join()).not.toContain("failed:");
  const mixed = { ...failing(4), checks: [...undecided, ...failing(4).checks] };
  const inputs = sectionsOf(mixed)
    .slice(2, -1)
    .map((section) => section.split("\n")[0]);
  expect(inputs).toEqual(["0.ts", "1.ts", "2.ts", "3.ts", ...undecided.map(({ input }) => input)]);
});

test("in short form a sentence has two lines, columns next to it one each, by whole words", () => {
  const words = "many words that say why it is so and not another way ".repeat(4).trim();
  const report = failing(4, { why: words, reason: words, status: "failed", measured: null });
  for (const ascii of [false, true]) {
    const block = sectionsOf(report, { ascii })[2]!.split("\n");
    expect(block).toHaveLength(4);
    const [, first, second, beside] = block.map((line) => line.trim());
    const end = ascii ? "~" : "…";
    expect([second!.endsWith(` ${end}`), beside!.endsWith(` ${end}`)]).toEqual([true, true]);
    const sentence = `${first!.replace("failed     ", "")} ${second!.slice(0, -2)}`;
    const whole = `entropyRate is undefined: ${words}`;
    expect(whole.startsWith(sentence)).toBe(true);
    // Another word has no room beside the mark: of 80 columns 13 are before the text.
    const next = whole.slice(sentence.length).trim().split(" ")[0]!;
    expect(second!.length + 1 + next.length).toBeGreaterThan(80 - 13);
    expect(`c.json:4: ${words}`.startsWith(beside!.slice(0, -2))).toBe(true);
    for (const line of block) expect(line.length).toBeLessThanOrEqual(80);
  }
});

test("drift and what is odd have advice of their own", () => {
  const drift = failing(4, { ...checks[4]!, why: null });
  expect(sectionsOf({ ...drift, checks: drift.checks.map((one, i) => ({ ...one, input: `${i}` })) })[1]).toBe(
    "failed: 1, 2, 3 and 1 more\nmesoscope baseline FILE accepts the new numbers of a file",
  );
  for (const note of Object.values(adviceOnOdd)) {
    const report = { ...failing(5), notes: ["a note", note] };
    const sections = sectionsOf(report);
    expect(sections[1]!.replaceAll("\n", " ")).toContain(note);
    expect(sections.at(-1)).toBe("a note");
  }
});
