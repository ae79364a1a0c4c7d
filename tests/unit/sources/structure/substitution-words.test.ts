import { describe, expect, it } from "vitest";
import { type Row, rows } from "../../../vectors/ground-truth-cases.ts";
import { bind, take } from "../support.ts";

type Images = readonly (readonly number[])[];

/**
 * H(k) of a substitution's coded word from exact factor frequencies: the eigenvector of the substitution on
 * k-blocks of letters, over the factors that occur in a prefix, written in symbols.
 */
function substitutionEntropy(prefix: readonly number[], images: Images, coding: string, k: number) {
  const index = new Map<string, number>();
  const factors: (readonly number[])[] = [];
  for (let i = 0; i + k <= prefix.length; i++) {
    const factor = prefix.slice(i, i + k);
    const key = factor.join("");
    if (index.has(key)) continue;
    index.set(key, index.size);
    factors.push(factor);
  }
  const moves = factors.map((factor) => {
    const image = factor.flatMap((letter) => images[letter] as readonly number[]);
    const first = (images[factor[0] as number] as readonly number[]).length;
    return Array.from({ length: first }, (_, i) => index.get(image.slice(i, i + k).join("")) as number);
  });
  let law = moves.map(() => 1 / moves.length);
  for (let round = 0; round < 120; round++) {
    const next = law.map(() => 0);
    moves.forEach((targets, from) => {
      for (const to of targets) next[to] = (next[to] as number) + (law[from] as number);
    });
    const total = next.reduce((sum, mass) => sum + mass, 0);
    law = next.map((mass) => mass / total);
  }
  const coded = new Map<string, number>();
  factors.forEach((factor, i) => {
    const word = factor.map((letter) => coding[letter]).join("");
    coded.set(word, (coded.get(word) ?? 0) + (law[i] as number));
  });
  const entropy = [...coded.values()].reduce((sum, p) => (p > 0 ? sum - p * Math.log2(p) : sum), 0);
  return { entropy, frequencies: coded };
}

function fixedPoint(images: Images, length: number): number[] {
  let word = [0];
  while (word.length < length) word = word.flatMap((letter) => images[letter] as readonly number[]);
  return word.slice(0, length);
}

const cases: readonly (readonly [id: string, images: Images, coding: string])[] = [
  [
    "thue-morse",
    [
      [0, 1],
      [1, 0],
    ],
    "01",
  ],
  ["fibonacci", [[0, 1], [0]], "01"],
  [
    "period-doubling",
    [
      [0, 1],
      [0, 0],
    ],
    "01",
  ],
  [
    "rudin-shapiro",
    [
      [0, 1],
      [0, 2],
      [3, 1],
      [3, 2],
    ],
    "0011",
  ],
  [
    "paperfolding",
    [
      [0, 1],
      [2, 1],
      [0, 3],
      [2, 3],
    ],
    "0011",
  ],
  ["tribonacci", [[0, 1], [0, 2], [0]], "012"],
];

describe.each(cases)("%s", (id, images, coding) => {
  const row = rows.find((candidate) => candidate.source === id) as Row & {
    complexity: readonly number[];
    H32_64_128_256?: readonly number[];
  };
  const prefix = fixedPoint(images, 8192);

  it("is the fixed point of its substitution", async () => {
    const word = fixedPoint(images, 100_000)
      .map((letter) => coding[letter])
      .join("");
    expect(take(await bind(id), 100_000).join("") === word).toBe(true);
  });

  it("has the stated factors and block entropies", async () => {
    const symbols = take(await bind(id), 1 << 18).join("");
    (row.Hk as readonly number[]).forEach((value, i) => {
      const { entropy, frequencies } = substitutionEntropy(prefix, images, coding, i + 1);
      expect(frequencies.size).toBe(row.complexity[i]);
      expect(entropy).toBeCloseTo(value, 9);
      if (i > 5) return;
      // And so they occur: deviations of these words grow at most like sqrt(n) (Rudin-Shapiro).
      for (const [factor, frequency] of frequencies) {
        let count = 0;
        for (let at = symbols.indexOf(factor); at >= 0; at = symbols.indexOf(factor, at + 1)) count++;
        expect(Math.abs(count / symbols.length - frequency)).toBeLessThan(0.005);
      }
    });
    row.H32_64_128_256?.forEach((value, i) => {
      expect(substitutionEntropy(prefix, images, coding, 32 << i).entropy).toBeCloseTo(value, 9);
    });
  });

  it("states the entropy of its symbols", async () => {
    const { symbolEntropy } = (await bind(id)).truth();
    expect((symbolEntropy as { value: number }).value).toBeCloseTo(row.Hk?.[0] as number, 12);
  });
});
