import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { findQuotes, placedQuotes } from "../../../../src/features/explain/quotes.ts";
import {
  countLineFeeds,
  documentOf,
  documentPieces,
  linesBefore,
} from "../../../../src/input/document-pieces.ts";
import { temporaryFolder } from "../../../e2e/run-cli.ts";

const random = Random.fromSeed(1);
const words = ["the", "ship", "was", "old", "and", "slow", "but", "her", "crew", "sang", "all", "day"];
const sentence = () => `${Array.from({ length: 12 }, () => words[random.below(words.length)]).join(" ")}.\n`;
const prose = (lines: number) => Array.from({ length: lines }, sentence).join("");
const secret = `${Array.from({ length: 90 }, () => String.fromCharCode(33 + random.below(94))).join("")}\n`;
const dashes = `${"-".repeat(60)}\n`;
const beginning = prose(100);
const text = Buffer.from(
  beginning + secret + prose(50) + dashes.repeat(3) + beginning.slice(0, 700) + prose(20),
);
const whole = [{ offset: 0, length: text.length }];

/** Blocks of one input, and how many lines end before each. */
const behind = (...lines: readonly (number | null)[]) =>
  lines.map((linesBefore) => ({ document: null, linesBefore }));

describe("passages", () => {
  const found = findQuotes(text, whole);
  const placed = placedQuotes(found, text, whole, behind(0));

  test("the most surprising is what was planted, at its line", () => {
    expect(placed.surprising).toHaveLength(3);
    expect(placed.surprising[0]).toMatchObject({ line: 101, excerpt: secret.trim(), copyOf: null });
    expect(placed.surprising[0]!.rate.value).toBeGreaterThan(5);
  });

  test("the most repeated one names its earlier position", () => {
    expect(placed.repeated[0]).toMatchObject({ line: 155, copyOf: { offset: 0, line: 1 } });
    expect(placed.repeated[0]!.bytes).toBeGreaterThanOrEqual(700);
  });

  test("the most orderly is a pattern, and no copy", () => {
    expect(placed.orderly[0]!.excerpt).toMatch(/^-+$/);
    expect(placed.orderly[0]!.rate.value).toBeLessThan(0.3);
    for (const { copyOf } of placed.orderly) expect(copyOf).toBeNull();
  });

  test("none crosses the end of a block, and lines continue where blocks do", () => {
    const blocks = [
      { offset: 1000, length: 3000 },
      { offset: 90_000, length: text.length - 3000 },
    ];
    const quotes = placedQuotes(findQuotes(text, blocks), text, blocks, behind(7, 500));
    for (const { offset, bytes, line } of [...quotes.surprising, ...quotes.orderly]) {
      expect(offset + bytes <= 4000 || offset >= 90_000).toBe(true);
      expect(line! >= (offset < 90_000 ? 8 : 501)).toBe(true);
    }
    const unknown = placedQuotes(found, text, whole, behind(null));
    expect(unknown.surprising[0]!.line).toBeNull();
  });

  test("of several documents each is at its line of its own", () => {
    const texts = [prose(30), prose(5) + secret + prose(60)].map((one) => Buffer.from(one));
    const joined = Buffer.concat(texts);
    const documents = texts.map((one, i) => documentOf(`${i}.txt`, one, true));
    const pieces = documentPieces(documents, [{ offset: 0, length: joined.length }]);
    const [first] = placedQuotes(findQuotes(joined, pieces), joined, pieces, pieces).surprising;
    expect(first).toMatchObject({ document: "1.txt", line: 6, offset: joined.indexOf(secret) });
  });

  test("bytes that are no text have offsets and no lines", () => {
    const bytes = Uint8Array.from({ length: 4000 }, (_, i) => (i < 2000 ? 0 : random.below(256)));
    const blocks = [{ offset: 0, length: bytes.length }];
    const quotes = placedQuotes(findQuotes(bytes, blocks), bytes, blocks, behind(0));
    expect(quotes.surprising[0]!.offset).toBeGreaterThanOrEqual(1984);
    expect(quotes.surprising.every(({ line }) => line === null)).toBe(true);
    expect(quotes.orderly[0]!.excerpt).toBe("\\x00".repeat(64));
  });

  test("of next to nothing there are few", () => {
    expect(findQuotes(new Uint8Array(0), []).surprising).toEqual([]);
    expect(findQuotes(Buffer.from("a"), [{ offset: 0, length: 1 }]).surprising).toHaveLength(1);
  });
});

test("lines before places of a file are counted, and those beyond its end are not known", () => {
  const file = join(temporaryFolder(), "lines.txt");
  writeFileSync(file, text);
  const offsets = [0, 1, 700, 5000, text.length];
  expect(linesBefore(file, offsets)).toEqual(
    offsets.map((offset) => countLineFeeds(text.subarray(0, offset))),
  );
  expect(linesBefore(file, [text.length + 1, 2 ** 31])).toEqual([null, null]);
});
