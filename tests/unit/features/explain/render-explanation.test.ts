import { describe, expect, it } from "vitest";
import { explanationSchema } from "../../../../src/features/explain/schema.ts";
import { renderExplanation } from "../../../../src/features/explain/show.ts";
import { remainderText } from "../../../../src/features/explain/show-waterfall.ts";
import { bar, groupDigits, percentText } from "../../../../src/report/kit/figures.ts";
import { sampleAt, view } from "../../report/hand-made.ts";
import { explanation } from "./hand-made-explanation.ts";

const text = renderExplanation(explanation, view);
const lines = text.split("\n");
const lineOf = (beginning: string, from = lines) => from.find((line) => line.startsWith(beginning));

describe("renderExplanation", () => {
  it("is given what the schema allows", () => {
    expect(explanationSchema.parse(explanation)).toEqual(explanation);
  });

  it("says what the sample is, and its verdict", () => {
    expect(lines.slice(0, 4)).toEqual([
      "moby\\u{1b}.txt: Structure with some randomness: 65 % predictable; 0.35 bits of",
      "new information a byte; 66 kbit learned. It has period 60.",
      "100 000 bytes, 64 different; 100 000 of 1 000 000 bytes, in one block",
      "",
    ]);
    expect(lines[lines.indexOf("Place  on the map") + 1]).toBe("structure: it was said so");
    expect(lineOf("randomness x")).toMatch(
      /^randomness x +0\.350 ± 0\.016 +l\(M\) \/ log2 A, log2 A = 6\.00 bit$/,
    );
  });

  it("words certificates, rounded so that they stay true", () => {
    expect(text.replaceAll("\n  ", " ")).toContain(
      "A fixed code saves 12.5 bits compared to the same symbols in random order (87 500 coded): p <= 2^-12.5.",
    );
  });

  it("draws what a sample is made of from log2 A down to the remainder", () => {
    const at = lines.indexOf("What it is made of  nested codes: each row includes all rows above it");
    expect(lines.slice(at, at + 9)).toEqual([
      "What it is made of  nested codes: each row includes all rows above it",
      "                         bit/symbol   share",
      `log2 64                       6.000          ${"█".repeat(33)}`,
      `which symbols occur          -0.003  -0.1 %  ${" ".repeat(32)}▏`,
      `symbol frequencies    1.500 ± 0.020  25.0 %  ${" ".repeat(25)}${"█".repeat(8)}`,
      `columns and periods  -0.003 ± 0.001  -0.1 %  ${" ".repeat(25)}▏`,
      `2 symbols before      1.500 ± 0.030  25.0 %  ${" ".repeat(17)}${"█".repeat(8)}`,
      `mixing                0.594 ± 0.001   9.9 %  ${" ".repeat(13)}${"█".repeat(4)}`,
      `remainder                     2.412  40.2 %  ${"█".repeat(13)}`,
    ]);
    expect(lines.slice(at + 9, at + 11).join("")).toBe(
      "The remainder: 2.412 bit/symbol, not all of it noise. A deeper observer saves  0.022 bit/symbol more: p <= 2^-2243.",
    );
    for (const line of lines.slice(at, at + 11)) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("says whether tests can tell the remainder from noise", () => {
    if (explanation.depth.status !== "ok") throw new Error("deep");
    const { waterfall } = explanation.depth;
    const { remainder } = waterfall;
    const nothing = remainder.observers.slice(1);
    const quiet = { ...waterfall, remainder: { ...remainder, observers: nothing } };
    expect(remainderText(quiet)).toBe(
      "2.412 bit/symbol that no test and no stronger observer distinguishes from noise; least p of 2 tests: p = 0.42.",
    );
    const { tests } = remainder;
    if (tests.status !== "ok") throw new Error("tests");
    const p = (value: number) => ({ ...tests.pValue, value });
    const failed = {
      ...tests,
      pValue: p(1e-20),
      each: [{ id: "spectrum" as const, pValue: p(1e-20) }, tests.each[0]!],
    };
    expect(remainderText({ ...quiet, remainder: { ...quiet.remainder, tests: failed } })).toBe(
      "2.412 bit/symbol, not all of it noise. Its symbols, transformed to uniform numbers, fail a test of the spectrum (p = 1e-20).",
    );
    const untested = { status: "undefined" as const, reason: "too few" };
    expect(remainderText({ ...quiet, remainder: { ...quiet.remainder, tests: untested } })).toBe(
      "2.412 bit/symbol that no stronger observer distinguishes from noise.",
    );
  });

  it("names the character that signs resemble, and nothing where none is found", () => {
    const found = (rows: (string | number | null)[][]) => ({
      ...{
        estimator: "real-character",
        quantity: "realCharacter" as const,
        unit: "1" as const,
        parameters: {},
        n: 4000,
      },
      ...{ status: "ok" as const, shape: "table" as const, interval: null, warnings: [] },
      value: {
        columns: ["up to n", "agreement", "d", "signs", "bits saved on the second half", "of them at primes"],
        rows,
      },
    });
    const withRows = (rows: (string | number | null)[][]) => {
      const { sample } = explanation;
      const measurements = [...sample.measurements, found(rows)];
      return renderExplanation({ ...explanation, sample: { ...sample, measurements } }, view).replaceAll(
        /\n */g,
        " ",
      );
    };
    expect(withRows([[4000, 0.728, -163, "same", 31.7, 22.4]])).toContain(
      "Signs agree with the real character (-163/n) at 72.8 % of the n up to 4000. Chosen on the first half, it " +
        "saves 31 bits on the second half: p <= 2^-31 for independent signs. At primes alone it saves 22 bits: p <= 2^-22 " +
        "for random multiplicative signs.",
    );
    expect(withRows([[4000, 0.61, 5, "opposite", 25, 3.2]])).toContain(
      "Signs are opposite to the real character (5/n) at 61.0 % of the n up to 4000. Chosen on the first half, it saves " +
        "25 bits on the second half, 3 of them at primes: random multiplicative signs agree as well with one of many " +
        "characters.",
    );
    expect(text).not.toContain("real character");
    expect(lineOf("Period 60 = 2^2 * 3 * 5: symbols repeat exactly.")).toBeDefined();
  });

  it("lists the six largest sections, in the order of the file", () => {
    const at = lines.indexOf("Sections  of the whole input; bit/byte is the entropy of their bytes");
    expect(lines.slice(at + 1, at + 10)).toEqual([
      "            from       to   size  what                            bit/byte",
      "A              0   0x32c8  13 kB  text                                4.50",
      "B  0x32c8 ± 900B   0x6590  13 kB  noise, encrypted or compressed      7.99",
      "C         0x6590   0x9858  13 kB  text                                4.50",
      "E         0xbb80   0xee48  13 kB  text                                4.50",
      "F         0xee48  0x12110  13 kB  copy of A: text                     4.50",
      "G        0x12110  0x153d8  13 kB  text                                4.50",
      "and 2 shorter ones; mesoscope sections lists them",
      "",
    ]);
  });

  it("says nothing of one section, or where they could not be had", () => {
    const { sections } = explanation;
    for (const none of [null, { ...sections!, sections: sections!.sections.slice(0, 1) }])
      expect(renderExplanation({ ...explanation, sections: none }, view)).not.toContain("Sections");
  });

  it("fits 80 columns, and ASCII on demand", () => {
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    expect(renderExplanation(explanation, { ...view, ascii: true })).toMatch(/^[ -~\n]+$/);
    expect(text).not.toContain("\u00a0");
  });

  it("of a short sample is the certificate and why there is no more", () => {
    const sample = sampleAt("tiny.txt", "too short", "too short", "undecided", {
      n: 9,
      size: 9,
      blocks: [{ offset: 0, length: 9 }],
    });
    const short = renderExplanation(
      { ...explanation, sample, sections: null, depth: { status: "undefined", reason: "" } },
      view,
    );
    expect(short.split("\n")).toEqual([
      "tiny.txt: It was said so.",
      "9 bytes, 64 different",
      "",
      "Certain at any length",
      "A fixed code saves 12.5 bits compared to the same symbols in random order",
      "  (87 500 coded): p <= 2^-12.5.",
      "",
    ]);
  });
});

describe("formats", () => {
  it("groups digits before the point only", () => {
    expect(groupDigits("1234 12345 1234567.1234567 2^-12345").replaceAll("\u00a0", " ")).toBe(
      "1234 12 345 1 234 567.1234567 2^-12 345",
    );
  });

  it("draws bars in eighths", () => {
    expect([0, 0.5, 1, 2, -1].map((share) => bar(share, 4, false))).toEqual(["", "██", "████", "████", ""]);
    expect(bar(0.28125, 4, false)).toBe("█▏");
    expect(bar(0.3, 10, true)).toBe("###");
  });

  it("writes shares in per cent", () => {
    expect([0.3481, -0.00001, 1].map(percentText)).toEqual(["34.8 %", "0.0 %", "100.0 %"]);
  });
});
