import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { formatOfFile } from "../../../../src/report/formats.ts";
import { textWidth } from "../../../../src/report/kit/text-width.ts";
import { renderTerminal } from "../../../../src/report/terminal/terminal.ts";
import type { Sample } from "../../../../src/results/report.ts";
import { everyVerdict, measured, reportOf, sampleAt, view } from "../hand-made.ts";

const noMap = { ...view, map: false };

test("colour is nothing but colour", () => {
  const colored = renderTerminal(everyVerdict, { ...view, color: true });
  expect(colored).not.toBe(stripVTControlCharacters(colored));
  const trimmed = (text: string) => text.replaceAll(/ +$/gm, "");
  expect(trimmed(stripVTControlCharacters(colored))).toBe(trimmed(renderTerminal(everyVerdict, view)));
});

test("nothing at all is nothing at all", () => {
  expect(renderTerminal(reportOf([]), noMap)).toBe("");
});

test("one sample begins with what it is; two with what each is, and a sentence each below the table", () => {
  const one = sampleAt("a", [0.5, 0.01], [9.234, 0.16], "structure");
  const [sentence, ...rest] = renderTerminal(reportOf([one]), noMap).split("\n\n");
  expect(sentence!.replaceAll("\n", " ")).toBe(
    "a: Structure with some randomness: 50 % predictable; 0.5 bits of new information a byte; 120 kbit learned.",
  );
  expect(rest.join("\n")).not.toContain("predictable");
  const two = renderTerminal(reportOf([one, sampleAt("b", [0.5, 0.01], [0.5, 0.11], "pattern")]), noMap);
  const blocks = two.split("\n\n");
  expect(blocks[0]).toBe("2 files: a is structure; b is a pattern.");
  expect(blocks[2]!.match(/^[AB] {2}\w+ +[^:]*/gm)).toEqual([
    "A  a                     Structure with some randomness",
    "B  b                     Pattern with some noise",
  ]);
});

test("without intervals no error is shown", () => {
  const text = renderTerminal(reportOf([sampleAt("a", [0.5, null], [5, null], "undecided")]), noMap);
  expect(text.split("\n\n")[1]!.split("\n")[1]).toBe(
    "A  a       100 k          0.500          6.0          2.0  ▆▆▄",
  );
});

test("numbers have their error, those that are missing a reason", () => {
  const nothing = { ...measured(0), status: "undefined", reason: "3 symbols, needs 10" } as const;
  const { estimator, quantity, unit, parameters, n, status, reason } = nothing;
  const sample = sampleAt("a.txt", "", "", "undecided", {
    spectrum: null,
    measurements: [
      measured(4.51234, 0.0123),
      measured(4.51234),
      { estimator, quantity, unit, parameters, n, status, reason },
    ],
    warnings: [{ code: "changed-while-read", message: "changed while it was read" }],
  });
  expect(renderTerminal(reportOf([sample]), noMap).split("\n")).toEqual([
    "1 estimate of a.txt.",
    "",
    "sample  estimator  quantity                        value  unit",
    "a.txt   plug-in    symbol entropy          4.512 ± 0.012  bit/symbol",
    "        plug-in    symbol entropy                  4.512  bit/symbol",
    "        plug-in    symbol entropy              undefined",
    "",
    "a.txt: changed while it was read",
    "a.txt: plug-in is undefined: 3 symbols, needs 10",
    "",
  ]);
});

test("warnings are below the table, once for all samples that share them", () => {
  const small = { code: "small-sample" as const, n: 3, recommended: 10, message: "small sample" };
  const heavy = { code: "heavy-tailed" as const, shape: 0.5, message: "no interval: heavy-tailed" };
  const shown = { code: "truncated" as const, shown: 1, total: 2, message: "shows 1 of 2" };
  const missing = { ...measured(0), status: "undefined", reason: "too short" } as const;
  const { quantity, unit, parameters, n, status, reason } = missing;
  const of = (estimator: string, ...warnings: object[]) => ({ ...measured(4.5), estimator, warnings });
  const without = (estimator: string) => ({ estimator, quantity, unit, parameters, n, status, reason });
  const sample = sampleAt("a.txt", "", "", "undecided", {
    spectrum: null,
    measurements: [
      of("plug-in", small, shown),
      of("chao-shen", small, heavy),
      without("periods"),
      without("horizon"),
    ] as Sample["measurements"],
  });
  expect(
    renderTerminal(reportOf([sample]), noMap)
      .split("\n")
      .slice(-5),
  ).toEqual([
    "",
    "a.txt: plug-in, chao-shen: small sample",
    "a.txt: chao-shen: no interval: heavy-tailed",
    "a.txt: periods, horizon are undefined: too short",
    "",
  ]);
});

test("a bound is marked as a bound", () => {
  const sample = sampleAt("a.txt", "", "", "undecided", {
    spectrum: null,
    measurements: [
      { ...measured(0.6664, 0.0032), bound: "upper" },
      { ...measured(0.25), bound: "lower" },
    ] as Sample["measurements"],
  });
  expect(renderTerminal(reportOf([sample]), noMap)).toContain("≤ 0.6664 ± 0.0032");
  expect(renderTerminal(reportOf([sample]), { ...noMap, ascii: true })).toContain(">= 0.2500");
});

/** Lines of the table alone. */
function tableLines(samples: readonly Sample[], width: number): string[] {
  const text = renderTerminal(reportOf(samples), { ...noMap, width });
  return text.split("\n\n")[1]!.trimEnd().split("\n");
}

const longest = { ...measured(0.123456, 0.0123), estimator: "weighted-permutation-entropy" };
const namedAlike = ["first", "second"].map((one) =>
  sampleAt(`corpora/a-long-folder/${one}-of-two-files.txt`, "", "", "undecided", {
    spectrum: null,
    measurements: [longest, { ...measured(4.5), quantity: "mutualInformation" }],
  }),
);

test("names that would be cut too short are above their rows", () => {
  expect(tableLines(namedAlike, 80)).toEqual([
    "  estimator                     quantity                       value  unit",
    "corpora/a-long-folder/first-of-two-files.txt",
    "  weighted-permutation-entropy  symb… entropy          0.123 ± 0.012  bit/symbol",
    "  plug-in                       mutu…distance                  4.500  bit/symbol",
    "corpora/a-long-folder/second-of-two-files.txt",
    "  weighted-permutation-entropy  symb… entropy          0.123 ± 0.012  bit/symbol",
    "  plug-in                       mutu…distance                  4.500  bit/symbol",
  ]);
});

test.each([44, 60, 80, 100, 120, 200])(
  "no table is wider than %i columns, and names are told apart",
  (width) => {
    const placed = namedAlike.map(({ name }) => sampleAt(name, [0.35, 0.02], [12, 0.4], "structure"));
    for (const samples of [namedAlike, placed]) {
      const lines = tableLines(samples, width);
      for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
      expect(lines.filter((line) => /(first|second|…).*-files\.txt/.test(line))).toHaveLength(2);
    }
  },
);

test.each([
  ["r.json", "json"],
  ["R.CSV", "csv"],
  ["r.ndjson", "ndjson"],
  ["folder.json/r.txt", "table"],
  ["json", undefined],
  ["r.json.gz", undefined],
  ["null", undefined],
])("%s is written as %s", (path, format) => {
  expect(formatOfFile(path)).toBe(format);
});

test("unranked samples are reported once, below", () => {
  const short = (name: string, ranked: boolean, n = 5000): Sample => ({
    ...sampleAt(name, [0.5, 0.01], [5, 0.2], "structure"),
    ranked,
    n,
  });
  const note = (samples: readonly Sample[], hints = false) => {
    const said = renderTerminal(reportOf(samples), { ...noMap, hints })
      .split("\n")
      .filter((line) => /ranked|ranks/.test(line));
    expect(said.length).toBeLessThan(2);
    return said[0];
  };
  expect(note([short("a", true), short("b", true)])).toBeUndefined();
  expect(note([short("a", false)])).toBeUndefined();
  expect(note([short("a", false), short("b", false)])).toBeUndefined();
  const mixed = [short("a", true), short("b", false), short("c", false, 4321)];
  expect(note(mixed)).toBe("small letters: shorter than the others and not ranked");
  expect(note(mixed, true)).toBe(
    "small letters: shorter than the others and not ranked; --sample 4321 ranks all",
  );
  const many = Array.from({ length: 30 }, (_, i) => short(`${i}`, i > 2));
  expect(note(many)).toBe("3 samples: shorter than the others and not ranked");
  // A table of estimates has no letters.
  const estimates = mixed.map((sample) => ({ ...sample, spectrum: null }));
  expect(note(estimates, true)).toBe(
    "2 samples: shorter than the others and not ranked; --sample 4321 ranks all",
  );
});
