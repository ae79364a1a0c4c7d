import { stripVTControlCharacters } from "node:util";
import { expect, it, test } from "vitest";
import type { Lens } from "../../../../src/features/lens/read-lens.ts";
import { lensRows, renderLens, summary } from "../../../../src/features/lens/show.ts";
import type { LensReport, LensSpan } from "../../../../src/results/lens-schema.ts";
import { view as usual } from "../../report/hand-made.ts";

const at = (offset: number, line: number | null = 1) => ({
  offset,
  line,
  column: line === null ? null : offset + 1,
});

function span(kind: LensSpan["kind"], from: number, to: number, change: Partial<LensSpan> = {}): LensSpan {
  const bits = 2 * (to - from);
  return {
    kind,
    start: at(from),
    end: at(to),
    bytes: to - from,
    bits,
    rate: 2,
    p: null,
    copyOf: null,
    ...change,
  };
}

function reportOf(spans: readonly LensSpan[], change: Partial<LensReport> = {}): LensReport {
  const read = spans.at(-1)?.end.offset ?? 0;
  return {
    ...{ lensVersion: 1, tool: { name: "mesoscope", version: "0.0.0" }, name: "made by hand" },
    ...{ reader: { kind: "observer", name: "observer" }, size: read, read, text: true, lines: 1 },
    ...{ bits: 2 * read, rate: 2, experts: [], spans: [...spans] },
    ...change,
  };
}

const view = { ...usual, width: 60 };
const shown = (report: LensReport, bytes = "", bits: readonly number[] = [], change = {}) => {
  const lens = {
    report,
    bytes: Buffer.from(bytes, "latin1"),
    bits: Float32Array.from(bits),
  } as unknown as Lens;
  return [...renderLens(lens, { ...view, ...change })].join("");
};

const [noise, rest] = [span("noise", 0, 40), span("like the rest", 40, 100)];

test.each<[string, readonly LensSpan[], Partial<LensReport>]>([
  ["The input is empty.", [], { read: 0 }],
  [
    "losses.txt has no losses of these bytes.",
    [rest],
    { rate: null, reader: { kind: "losses", name: "losses.txt" } },
  ],
  ["All of it is noise.", [span("noise", 0, 9)], {}],
  ["All of it is order: almost every byte is predictable.", [span("order", 0, 9)], {}],
  ["It is all of one kind.", [span("unlike the rest", 0, 9)], {}],
  ["It is all of one kind.", [span("like the rest", 0, 9), span("like the rest", 9, 12)], {}],
  ["40 % of it is noise.", [noise, rest], {}],
  ["40 % of it is noise and 60 % is copied.", [noise, span("copy", 40, 100)], {}],
  [
    "25 % of it is noise, 5 % is order, 10 % is copied and 20 % is unlike the rest.",
    [
      ...[span("unlike the rest", 0, 20), span("copy", 20, 30), span("order", 30, 35)],
      ...[span("noise", 35, 55), span("like the rest", 55, 95), span("noise", 95, 100)],
    ],
    {},
  ],
  ["Less than 1 % of it is noise.", [span("noise", 0, 9), span("like the rest", 9, 1000)], {}],
  ["1 % of it is noise.", [span("noise", 0, 10), span("like the rest", 10, 1000)], {}],
])("%s", (sentence, spans, change) => expect(summary({ report: reportOf(spans, change) })).toBe(sentence));

it("says what a byte costs, and by whom where it is not the observer", () => {
  const first = (change: Partial<LensReport>) => shown(reportOf([noise, rest], change), "").split("\n\n")[0];
  expect(first({})).toBe("40 % of it is noise. A byte costs 2 bits on average.");
  expect(first({ reader: { kind: "losses", name: "m.bin" } })).toBe(
    "40 % of it is noise. A byte costs 2 bits on average (m.bin).",
  );
  expect(shown(reportOf([], { read: 0, rate: null }))).toBe("The input is empty.\n");
  expect(shown(reportOf([noise, rest], { size: 200 })).split("\n")[1]).toBe(
    "The first 100 of 200 bytes were read; a larger --max-memory reads up to 16 MiB.",
  );
});

const bytes = "ab\tc\rd\r\n\x01\xe9~\x7f";
const steps = [0.2, 0.6, 1.5, 3, 5, 7, 9, 12, 0, Number.NaN, 1, 2];

test("spans are in a table, and above the text where they begin", () => {
  const spans = [
    span("noise", 0, 3, { p: 1e-10, rate: 7.126 }),
    span("like the rest", 3, 8),
    span("copy", 8, 10, { copyOf: at(4), start: at(8, 2), end: at(10, 2), rate: null }),
    span("unlike the rest", 10, 12, { start: at(10, 2), end: at(12, 2), p: 1e-9 }),
  ];
  expect(
    shown(reportOf(spans), bytes, steps),
  ).toBe(`25 % of it is noise, 17 % is copied and 17 % is unlike the
rest. A byte costs 2 bits on average.

                 from  to    bytes  bit/byte       p
noise            1:1   1:4       3      7.13   <1e-9
copy             2:9   2:11      2                    of 1:5
unlike the rest  2:11  2:13      2      2.00  1.0e-9

Below each line, the cost of its characters in bits: blank
for less than .25, . for .25-1, 1 for 1-2, 2 for 2-3, 3 for
3-4, 4 for 4-6, 6 for 6-8, 8 for 8 and more; ? if it is not
known.

  ── 1:1 noise, 3 bytes, 7.13 bit/byte
1 ab      c\\rd
   .111111344688
  ── 2:9 copy of 1:5, 2 bytes
  ── 2:11 unlike the rest, 2 bytes, 2.00 bit/byte
2 \\u{1}\\xe9~\\u{7f}
       ????1222222
`);
});

test("beyond twenty spans the rest are counted, unless all is shown", () => {
  const spans = Array.from({ length: 23 }, (_, i) => span("noise", i, i + 1));
  const lines = (whole: boolean) =>
    shown(reportOf(spans), "x".repeat(23), Array(23).fill(1), { whole }).split("\n");
  expect(lines(false).filter((line) => /^noise /.test(line))).toHaveLength(20);
  expect(lines(false)).toContain("and 3 more; -f csv lists them all");
  expect(lines(true).filter((line) => /^noise /.test(line))).toHaveLength(23);
  expect(lines(true).join()).not.toContain("more; ");
});

test("bytes that are no text are shown in rows of sixteen", () => {
  const text = shown(reportOf([span("like the rest", 0, 18)], { text: false }), `${bytes}\0\x1f !\xff~`, [
    ...steps,
    1,
    3,
    5,
    7,
    9,
    11,
  ]);
  expect(text.split("\n\n").at(-1)).toBe(
    `0000  61 62 09 63 0d 64 0d 0a 01 e9 7e 7f 00 1f 20 21  ab.c.d....~... !
         .. 11 33 44 66 88 88    ?? 11 22 11 33 44 66   .134688 ?121346
0010  ff 7e                                            .~
      88 88                                            88
`,
  );
});

test("colours replace marks", () => {
  const coloured = { color: true, ascii: true };
  const spans = [span("noise", 0, 3)];
  const text = stripVTControlCharacters(
    shown(reportOf([...spans, span("copy", 3, 12)]), bytes, steps, coloured),
  );
  const [, , legend = "", lines = ""] = text.split("\n\n");
  expect(legend.startsWith("bits   less than .25   .25-1   1-2 ")).toBe(true);
  expect(lines).toBe(
    [
      "  -- 1:1 noise, 3 bytes, 2.00 bit/byte",
      "  -- 1:4 copy, 9 bytes, 2.00 bit/byte",
      "1 ab      c\\rd  ",
      "2 \\u{1}\\xe9~\\u{7f}",
      "",
    ].join("\n"),
  );
  // One colour for neighbours of one step.
  const runs = (bits: number[]) =>
    shown(reportOf([rest]), "abcd", bits, coloured)
      .split("\n\n")
      .at(-1)!
      .split(/[abcd]+/).length - 1;
  expect([runs([1, 1, 1, 1]), runs([1, 1, 9, 9]), runs([1, 9, 1, 9])]).toEqual([1, 2, 4]);
});

test("rows of spans for programs", () => {
  const copy = span("copy", 40, 44, { copyOf: at(4), p: 0.25 });
  const { columns, rows } = lensRows({ report: reportOf([noise, copy]) } as unknown as Lens);
  expect([columns, ...rows]).toEqual([
    [
      ...["kind", "start", "end", "line", "column", "endLine", "endColumn", "bytes", "bits", "rate", "p"],
      ...["copyOf", "copyOfLine", "copyOfColumn"],
    ],
    ["noise", 0, 40, 1, 1, 1, 41, 40, 80, 2, null, null, null, null],
    ["copy", 40, 44, 1, 41, 1, 45, 4, 8, 2, 0.25, 4, 1, 5],
  ]);
});
