import { describe, expect, test } from "vitest";
import { estimationContext } from "../../../src/context/context.ts";
import { Random } from "../../../src/core/random.ts";
import { bytes as encoding } from "../../../src/encodings/bytes.ts";
import { placeOnSpectrum } from "../../../src/spectrum/place-on-spectrum.ts";
import { effectiveAlphabet } from "../../../src/statistics/counts.ts";
import { oneOf } from "../../whole.ts";

/** Digits in lines whose lengths a function draws. */
function inLines(n: number, size: number, seed: number, lengthOf: (random: Random) => number): Buffer {
  const random = Random.fromSeed(seed);
  const lines: string[] = [];
  for (let length = 0; length < n; ) {
    const line = Array.from({ length: lengthOf(random) }, () => random.below(size)).join("");
    length += line.length + 1;
    lines.push(`${line}\n`);
  }
  return Buffer.from(lines.join("").slice(0, n));
}

const placed = (data: Buffer) =>
  placeOnSpectrum(estimationContext(encoding.encode([data]), data, Random.fromSeed(1)));

test("A of equally frequent symbols with a few separators is that of their entropy", () => {
  // log2 A = H(.002) + .998 log2 10.
  const entropy = -0.002 * Math.log2(0.002) - 0.998 * Math.log2(0.998) + 0.998 * Math.log2(10);
  expect(Math.log2(effectiveAlphabet([...new Array(10).fill(9980), 200]))).toBeCloseTo(entropy, 10);
  // Neither where there are none, nor where symbols differ in frequency.
  expect(effectiveAlphabet(new Array(10).fill(9980))).toBe(10);
  expect(effectiveAlphabet([9000, 3000, 1000, 200])).toBe(4);
  expect(effectiveAlphabet([10_000, 10])).toBe(2);
});

describe("random digits in lines", { tags: ["slow"] }, () => {
  const kinds: readonly [string, (random: Random) => number, string, string][] = [
    ["200 to 800", (random) => 200 + random.below(601), "pattern", "more even distances than by chance"],
    ["100 to 300", (random) => 100 + random.below(201), "pattern", ""],
    ["random", (random) => Math.floor(-400 * Math.log(1 - random.uniform())), "noise", "no code saves"],
  ];
  const cases = kinds.flatMap((kind) => [2, 4, 10].map((size) => [...kind, size] as const));

  test.each(oneOf(16, cases))("of length %s: x is 1", (_, lengthOf, regime, because, size) => {
    for (const seed of [1, 2]) {
      const { randomness, verdict } = placed(inLines(100_000, size, seed, lengthOf));
      expect(randomness.status === "ok" && randomness.value).toBeGreaterThan(0.97);
      expect(verdict.regime).toBe(regime);
      expect(verdict.because).toContain(because);
    }
  });
});
