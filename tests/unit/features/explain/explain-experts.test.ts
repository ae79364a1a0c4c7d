import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { sequenceOf } from "../../../../src/core/sequence.ts";
import { bytes } from "../../../../src/encodings/bytes.ts";
import { explainExperts, lossesWithoutPointers } from "../../../../src/features/explain/experts.ts";
import { wordyText } from "../../../e2e/fixtures.ts";

const sumOf = (losses: Float64Array) => losses.reduce((sum, loss) => sum + loss, 0);

describe("explainExperts", () => {
  it("says what each part brings, all in bits of the same sequence", () => {
    const text = new TextEncoder().encode(wordyText(6000));
    const experts = explainExperts(bytes.encode([text]));
    if (experts.status !== "ok") throw new Error(experts.reason);
    const { codeLength, saved, parts } = experts;
    const present = new Set(text).size;
    expect(saved.value + codeLength.value).toBeCloseTo(6000 * Math.log2(present), 6);
    expect(parts.map(({ id }) => id)).toEqual(["orders", "words", "sparse", "copies", "lag"]);
    for (const { withoutIt, brings, share } of parts) {
      expect(brings.value).toBeCloseTo(withoutIt.value - codeLength.value, 9);
      expect(share.value).toBeCloseTo(brings.value / saved.value, 12);
    }
    expect(lossesWithoutPointers(bytes.encode([text]))).toHaveLength(6000);
  });

  it("finds the lag that carries a noisy copy, where nothing else can", () => {
    const random = Random.fromSeed(3);
    const n = 20_000;
    const symbols = new Uint8Array(n);
    for (let i = 0; i < n; i++) {
      symbols[i] = i < 300 || random.uniform() < 0.2 ? random.below(2) : symbols[i - 300]!;
    }
    const experts = explainExperts(sequenceOf(symbols, 2));
    if (experts.status !== "ok") throw new Error(experts.reason);
    // Symbols mean nothing here: no words, no columns.
    expect(experts.parts.map(({ id }) => id)).toEqual(["orders", "copies", "lag"]);
    // A bit differs from the one 300 before with probability .1: h = .469 bits, and one bit to those who do not look.
    expect(Math.abs(experts.codeLength.value / n - 0.469)).toBeLessThan(0.05);
    expect(Math.abs(sumOf(lossesWithoutPointers(sequenceOf(symbols, 2))) / n - 1)).toBeLessThan(0.05);
  });

  it("does not split a gain of zero", () => {
    const random = Random.fromSeed(5);
    const noise = Uint8Array.from({ length: 5000 }, () => random.below(256));
    expect(explainExperts(sequenceOf(noise, 256))).toEqual({
      status: "undefined",
      reason: "the context mixer saves nothing here, and neither do its parts",
    });
  });
});
