import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import {
  countPairs,
  joinStretches,
  refineEnds,
  segmentCosts,
  splitStretch,
} from "../../../../src/features/lens/stretches.ts";

type Parts = readonly (readonly [bits: number, length: number])[];

/** Costs of parts one after the other, each byte up to a quarter off the mean of its part. */
function costsOf(parts: Parts) {
  const random = Random.fromSeed(1);
  const bits = parts.flatMap(([mean, length]) =>
    Array.from({ length }, () => mean * (0.75 + random.uniform() / 2)),
  );
  return {
    ...{ bits: Float32Array.from(bits), longCopies: [], shortCopies: [], isNoise: () => false },
    ...{ lineStarts: new Uint32Array(0), lineBits: 0 },
  };
}
/** Levels one after the other, without those that are as the one before, and ends of the last of each. */
function levelsOf(costs: Parameters<typeof segmentCosts>[0]) {
  const found: { level: string; end: number }[] = [];
  let at = 0;
  for (const { start, end, level } of segmentCosts(costs)) {
    expect([start, end > start]).toEqual([at, true]);
    at = end;
    if (found.at(-1)?.level === level) found.at(-1)!.end = end;
    else found.push({ level, end });
  }
  expect(at).toBe(costs.bits.length);
  return found;
}
const stretch: Parts = [
  [2, 3000],
  [0.01, 500],
  [2, 3000],
];

describe("levels of costs", () => {
  // biome-ignore format: a case a line
  const cases: readonly (readonly [what: string, Parts, levels: readonly string[]])[] = [
    ["one level is usual, whatever it is", [[0.01, 4000]], ["usual"]],
    ["one level is usual, though it is of noise", [[8, 4000]], ["usual"]],
    ["next to nothing is cheap", stretch, ["usual", "cheap", "usual"]],
    ["less than usual is usual", [[2, 3000], [1, 500], [2, 3000]], ["usual"]],
    ["little more than usual is usual", [[2, 3000], [2.3, 500], [2, 3000]], ["usual"]],
    ["more is raised", [[2, 3000], [4, 500], [2, 3000]], ["usual", "raised", "usual"]],
    ["noise is raised", [[2, 3000], [8, 500], [2, 3000]], ["usual", "raised", "usual"]],
    ["what is cheap makes nothing raised", [[0, 6000], [4, 4000]], ["cheap", "usual"]],
    ["raised is what is more than most", [[0, 5000], [2, 4000], [5, 1000]], ["cheap", "usual", "raised"]],
  ];
  it.each(cases)("%s", (_, parts, levels) => {
    const found = levelsOf(costsOf(parts));
    expect(found.map(({ level }) => level)).toEqual(levels);
    if (levels.length < parts.length) return;
    let end = 0;
    for (const [i, [, length]] of parts.entries()) {
      end += length;
      expect(Math.abs(found[i]!.end - end)).toBeLessThan(8);
    }
  });

  it("are the same wherever nothing is known, or where what stood before is said again", () => {
    const costs = costsOf(stretch);
    const copy = [{ start: 3000, end: 3500 }];
    const plain = [{ level: "usual", end: 6500 }];
    expect(levelsOf({ ...costs, longCopies: copy })).toEqual(plain);
    expect(levelsOf({ ...costs, shortCopies: copy })).toEqual(plain);
    const unknown = costs.bits.map((cost, i) => (i >= 3000 && i < 3500 ? Number.NaN : cost));
    expect(levelsOf({ ...costs, bits: unknown })).toEqual(plain);
    // Within a short copy what is expensive is so.
    const dear = costsOf([
      [2, 3000],
      [5, 500],
      [2, 3000],
    ]);
    const raised = ["usual", "raised", "usual"];
    expect(levelsOf({ ...dear, shortCopies: copy }).map(({ level }) => level)).toEqual(raised);
    expect(levelsOf({ ...dear, longCopies: copy })).toEqual(plain);
  });

  it("are those of the rest where noise is left out", () => {
    const costs = costsOf([
      [8, 5000],
      [2, 4000],
      [3.2, 1000],
      [2, 1000],
    ]);
    const isNoise = (_: number, end: number) => end <= 5000;
    const levels = ["raised", "usual", "raised", "usual"];
    expect(levelsOf({ ...costs, isNoise }).map(({ level }) => level)).toEqual(levels);
  });

  it("are one where costs near each other vary together throughout", () => {
    const turns = Array.from({ length: 24 }, (_, i) => [i % 2 === 0 ? 2 : 3.4, 300] as const);
    expect(levelsOf(costsOf(turns))).toEqual([{ level: "usual", end: 7200 }]);
    const once = costsOf([
      [2, 3000],
      [3.4, 300],
      [2, 3000],
    ]);
    expect(levelsOf(once).map(({ level }) => level)).toEqual(["usual", "raised", "usual"]);
  });

  it("change at the beginning of a line rather than near it", () => {
    const costs = costsOf([
      [2, 3000],
      [3.5, 1000],
    ]);
    for (const line of [2998, 2999, 3001, 3002]) {
      const lineStarts = Uint32Array.of(0, line);
      expect(levelsOf({ ...costs, lineStarts, lineBits: 1000 })[0]!.end).toBe(line);
    }
  });

  it("an empty input has none", () => {
    expect(segmentCosts(costsOf([]))).toEqual([]);
  });
});

const draws = Random.fromSeed(2);
/** Bytes of a law: each of some letters as likely, from one on. */
const drawn = (first: string, letters: number, length: number) =>
  Uint8Array.from({ length }, () => first.charCodeAt(0) + draws.below(letters));
/** Bytes of another law: each of eight letters is so far from the one before, or one farther. */
const walked = (step: number, length: number) => {
  let at = 0;
  return Uint8Array.from({ length }, () => {
    at += step + draws.below(2);
    return 65 + (at % 8);
  });
};
/** Text on both sides of what is unlike it, and where that is. */
function amid(...parts: readonly Uint8Array[]) {
  const bytes = Buffer.concat([drawn("a", 20, 3000), ...parts, drawn("a", 20, 3000)]);
  return { bytes, whole: countPairs(bytes), start: 3000, end: bytes.length - 3000 };
}

interface Range {
  readonly start: number;
  readonly end: number;
}
/** By how many bits pairs of a range are likelier by a law than by the rest of the text, one by one. */
function gain(bytes: Uint8Array, range: Range, law: Range, without: Range = { start: 0, end: 0 }): number {
  const [all, left, own] = [
    countPairs(bytes),
    countPairs(bytes, without.start, without.end),
    countPairs(bytes, law.start, law.end),
  ];
  const itself = range.start === law.start ? 1 : 0;
  let bits = 0;
  for (let i = range.start; i < range.end; i++) {
    const [first, pair] = [bytes[i - 1]!, bytes[i - 1]! * 256 + bytes[i]!];
    const rest =
      (all.pairs[pair]! - left.pairs[pair]! + 1 / 16) / (all.firsts[first]! - left.firsts[first]! + 16);
    bits += Math.log2((own.pairs[pair]! - itself + 4 * rest) / (own.firsts[first]! - itself + 4) / rest);
  }
  return bits;
}

it("pairs are counted that end within a range, by both bytes and by the first", () => {
  const bytes = Buffer.from("abcab");
  const { pairs, firsts } = countPairs(bytes);
  const count = (pair: string) => pairs[pair.charCodeAt(0) * 256 + pair.charCodeAt(1)];
  expect([count("ab"), count("bc"), count("ca"), firsts[97], firsts[98], firsts[99]]).toEqual([
    2, 1, 1, 2, 1, 1,
  ]);
  expect(pairs.reduce((sum, one) => sum + one, 0)).toBe(4);
  expect(countPairs(bytes, 3, 5).pairs[97 * 256 + 98]).toBe(1);
  expect(countPairs(bytes, 3, 5).firsts[99]).toBe(1);
  expect(countPairs(bytes, 2, 2).firsts.every((one) => one === 0)).toBe(true);
});

describe("stretches that touch", () => {
  const [one, same, other] = [walked(1, 600), walked(1, 600), walked(4, 600)];
  const [first, second, third] = [
    { start: 3000, end: 3600 },
    { start: 3600, end: 4200 },
    { start: 4200, end: 4800 },
  ] as const;

  it("are one where they follow one law, and two where they follow two", () => {
    const { bytes, whole } = amid(one, same, other);
    const both = { start: 3000, end: 4200 };
    expect(joinStretches(bytes, whole, [first, second, third])).toEqual([both, third]);
    expect(joinStretches(bytes, whole, [second, third])).toEqual([second, third]);
    expect(joinStretches(bytes, whole, [third])).toEqual([third]);
    // There is a gap between them.
    expect(joinStretches(bytes, whole, [first, { start: 3601, end: 4200 }])).toHaveLength(2);
    expect(joinStretches(bytes, whole, [])).toEqual([]);
  });

  it("are one where the law of the first costs the second less than a place in the text", () => {
    const joined = [0, 10, 20, 30, 60].map((unlike) => {
      const { bytes, whole } = amid(one, walked(1, 100 - unlike), walked(4, unlike));
      const after = { start: 3600, end: 3700 };
      const both = { start: 3000, end: 3700 };
      const alone = gain(bytes, after, after);
      const behind = gain(bytes, both, both) - gain(bytes, first, first);
      const isOne = behind + Math.log2(bytes.length) >= alone;
      expect(joinStretches(bytes, whole, [first, after])).toEqual(isOne ? [both] : [first, after]);
      return isOne;
    });
    expect([joined.at(0), joined.at(-1)]).toEqual([true, false]);
  });
});

describe("a stretch", () => {
  it("is parted where its law changes, and nowhere else", () => {
    for (const [before, after] of [
      [400, 900],
      [900, 400],
    ] as const) {
      const { bytes, whole, start, end } = amid(walked(1, before), walked(4, after));
      const parts = splitStretch(bytes, whole, { start, end });
      expect(parts).toHaveLength(2);
      const [first, second] = parts as [(typeof parts)[0], (typeof parts)[0]];
      expect([first.start, second.start, second.end]).toEqual([start, first.end, end]);
      expect(Math.abs(first.end - start - before)).toBeLessThan(4);
      const all = { start, end };
      expect(first.bits).toBeCloseTo(gain(bytes, first, first, all), 6);
      expect(second.bits).toBeCloseTo(gain(bytes, second, second, all), 6);
      expect(first.affinity).toBeCloseTo(gain(bytes, first, second, all), 6);
      expect(second.affinity).toBeCloseTo(gain(bytes, second, first, all), 6);
    }
    const { bytes, whole, start, end } = amid(walked(1, 1300));
    expect(splitStretch(bytes, whole, { start, end })).toEqual([]);
  });

  it("begins and ends where its pairs do, as far as it may", () => {
    const { bytes, whole, start, end } = amid(drawn("A", 8, 1000));
    for (const off of [-200, -100, 0, 100, 200]) {
      const found = refineEnds(bytes, whole, { start: start + off, end: end + off }, 0, bytes.length);
      expect(Math.abs(found.start - start) + Math.abs(found.end - end)).toBeLessThan(8);
      const again = refineEnds(bytes, whole, found, 0, bytes.length);
      expect(again).toMatchObject({ start: found.start, end: found.end });
      expect(again.bits).toBeCloseTo(gain(bytes, found, found, found), 6);
    }
    const within = refineEnds(bytes, whole, { start: start + 300, end: end - 300 }, start + 250, end - 350);
    expect(within).toMatchObject({ start: start + 250, end: end - 350 });
    // Ends are looked for so far off, and no farther.
    const far = refineEnds(bytes, whole, { start: start + 300, end: end - 300 }, 0, bytes.length);
    expect([far.start, far.end]).toEqual([start + 300 - 256, end - 300 + 256]);
  });
});
