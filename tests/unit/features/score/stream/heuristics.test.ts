import { expect, test } from "vitest";
import { Random } from "../../../../../src/core/random.ts";
import {
  brokenLimits,
  type HeuristicId,
  heuristicIds,
  measureHeuristics,
} from "../../../../../src/features/score/stream/heuristics.ts";

function measured(text: string | Uint8Array): Record<HeuristicId, number> {
  const into = new Float64Array(heuristicIds.length);
  measureHeuristics(typeof text === "string" ? Buffer.from(text) : text, into);
  return Object.fromEntries(heuristicIds.map((id, i) => [id, into[i]])) as Record<HeuristicId, number>;
}

const share = (count: number, of: number) => (of === 0 ? 0 : count / of);

/** The same by strings and sets, as the filters of the field are written. */
function byStrings(text: string): Record<HeuristicId, number> {
  const words = text.split(/\s+/u).filter((word) => word !== "");
  const length = (some: string) => Array.from(some).length;
  const sum = (list: readonly string[]) => list.reduce((total, one) => total + length(one), 0);
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const of = (pattern: RegExp) => share(lines.filter((line) => pattern.test(line)).length, lines.length);
  const seen = new Set<string>();
  const again = lines.filter((line) => seen.has(line) || !seen.add(line));
  const runs = new Set<string>();
  let repeated = 0;
  for (let at = 0; at + 5 <= words.length; ) {
    const run = words.slice(at, at + 5).join(" ");
    if (runs.has(run)) {
      repeated += sum(words.slice(at, at + 5));
      at += 5;
    } else {
      runs.add(run);
      at++;
    }
  }
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return {
    words: words.length,
    meanWordLength: share(sum(words), words.length),
    symbolToWordRatio: share(Math.max(count(/#/g), count(/\.\.\.|…/g)), words.length),
    alphabeticWords: share(words.filter((word) => /\p{L}/u.test(word)).length, words.length),
    bulletLines: of(/^[-*•‣◦▪]/),
    ellipsisLines: of(/(\.\.\.|…)$/),
    punctuatedLines: of(/[\p{Sentence_Terminal}…"\p{Pf}]$/u),
    shortLines: share(lines.filter((line) => length(line) <= 30).length, lines.length),
    duplicateLines: share(sum(again), sum(lines)),
    newlineToWordRatio: share(count(/\n/g), words.length),
    duplicate5Grams: share(repeated, length(text)),
  };
}

const pieces = [
  ...["the", "whale", "a", "12", "#", "...", "…", "- ", "• ", "\n", "\n\n", " ", "\t", "\u3000", "\u00a0"],
  ...[
    "naïve",
    "漢字",
    "。",
    "😀",
    "end.",
    "why?",
    "“yes”",
    '"',
    "....",
    "......",
    "\r\n",
    "über",
    "नमस्ते",
    "।",
    "*",
  ],
];

test("every measure is what the same rule over strings gives", () => {
  const random = Random.fromSeed(3);
  for (let trial = 0; trial < 400; trial++) {
    const count = random.below(trial % 10 === 0 ? 3000 : 60);
    const few = 2 + random.below(pieces.length - 2);
    let text = "";
    for (let i = 0; i < count; i++) text += `${pieces[random.below(few)]}${random.below(3) === 0 ? "" : " "}`;
    const found = measured(text);
    for (const [id, value] of Object.entries(byStrings(text)))
      expect([text.slice(0, 200), id, found[id as HeuristicId]]).toEqual([
        text.slice(0, 200),
        id,
        expect.closeTo(value, 9),
      ]);
  }
});

test("texts that the papers let pass break no limit, and others are named by what they break", () => {
  const sentence = "The committee has met twice since the spring, and will report on what it found in May.";
  const prose = Array.from({ length: 12 }, (_, i) => `${sentence.replace("twice", `${i} times`)}\n`).join("");
  const broken = (text: string) => brokenLimits(heuristicIds.map((id) => measured(text)[id]));
  const fresh = Array.from({ length: 90 }, (_, i) => `word${String.fromCharCode(97 + (i % 26))}${i}`);
  expect(broken(`${fresh.join(" ")}.`)).toEqual([]);
  expect(broken(prose)).toEqual(["duplicate5Grams"]);
  expect(broken("Too short.")).toEqual(["words", "shortLines"]);
  expect(broken(fresh.map((word) => `- ${word}\n`).join(""))).toEqual([
    "alphabeticWords",
    "bulletLines",
    "punctuatedLines",
    "shortLines",
    "newlineToWordRatio",
  ]);
  expect(broken(`${fresh.map((word, i) => (i % 5 === 0 ? `#${word}` : word)).join(" ")}.`)).toEqual([
    "symbolToWordRatio",
  ]);
});

test("nothing, blanks and bytes that are no text have measures, too", () => {
  for (const bytes of [new Uint8Array(0), Buffer.from(" \n\t\n")])
    expect(heuristicIds.map((id) => [id, Number.isFinite(measured(bytes)[id])])).toEqual(
      heuristicIds.map((id) => [id, true]),
    );
  const random = Random.fromSeed(4);
  const noise = Uint8Array.from({ length: 5000 }, () => random.below(256));
  const found = measured(noise);
  // Each byte that begins no character is one by itself, as the platform's decoder has it but for what is cut short.
  expect(found.words).toBe(
    new TextDecoder()
      .decode(noise)
      .split(/\s+/u)
      .filter((word) => word !== "").length,
  );
  expect(found.alphabeticWords).toBeGreaterThan(0.5);
});
