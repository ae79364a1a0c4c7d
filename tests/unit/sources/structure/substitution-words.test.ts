import { describe, expect, it } from "vitest";
import { type Row, rows } from "../../../vectors/ground-truth-cases.ts";
import { bind, take } from "../support.ts";

/**
 * H(k) of a substitution's word from exact factor frequencies: the eigenvector of the substitution on k-blocks,
 * over the factors that occur in a prefix.
 */
function substitutionEntropy(prefix: string, images: readonly [string, string], k: number): [number, number] {
  const index = new Map<string, number>();
  for (let i = 0; i + k <= prefix.length; i++) {
    const factor = prefix.slice(i, i + k);
    if (!index.has(factor)) index.set(factor, index.size);
  }
  const moves = [...index.keys()].map((factor) => {
    const image = [...factor].map((letter) => images[Number(letter) as 0 | 1]).join("");
    const first = (images[Number(factor[0]) as 0 | 1] as string).length;
    return Array.from({ length: first }, (_, i) => index.get(image.slice(i, i + k)) as number);
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
  return [index.size, law.reduce((sum, p) => (p > 0 ? sum - p * Math.log2(p) : sum), 0)];
}

describe.each([
  ["thue-morse", ["01", "10"]],
  ["fibonacci", ["01", "0"]],
] as const)("%s", (id, images) => {
  const row = rows.find((candidate) => candidate.source === id) as Row & {
    complexity: readonly number[];
    H32_64_128_256: readonly number[];
  };

  it("is the fixed point of its substitution", async () => {
    let word = "0";
    while (word.length < 100_000) {
      word = [...word].map((letter) => images[Number(letter) as 0 | 1]).join("");
    }
    expect(take(await bind(id), 100_000).join("")).toBe(word.slice(0, 100_000));
  });

  it("has the stated factors and block entropies", async () => {
    const prefix = take(await bind(id), 16_384).join("");
    (row.Hk as readonly number[]).forEach((value, i) => {
      const [factors, entropy] = substitutionEntropy(prefix, images, i + 1);
      expect(factors).toBe(row.complexity[i]);
      expect(entropy).toBeCloseTo(value, 9);
    });
    row.H32_64_128_256.forEach((value, i) => {
      expect(substitutionEntropy(prefix, images, 32 << i)[1]).toBeCloseTo(value, 9);
    });
  });
});
