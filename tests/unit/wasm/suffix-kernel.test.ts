import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Symbols } from "../../../src/core/sequence.ts";
import { longestCommonPrefixes, longestPreviousFactors } from "../../../src/statistics/suffixes.ts";
import { SuffixKernel } from "../../../src/wasm/suffix-kernel.ts";
import { isSuffixArray } from "../../references/suffix-array.ts";
import {
  goldenMean,
  periodic,
  type Sample,
  samples,
  textLike,
  thueMorse,
  uniformIntegers,
  uniformSymbols,
} from "../statistics/inputs.ts";

/** What prefixes and factors are, by the suffixes, which are shown to be in order. */
function plainly({ symbols, segmentEnds }: Sample, suffixes: Int32Array) {
  expect(isSuffixArray(symbols, segmentEnds, suffixes)).toBe(true);
  const lcp = longestCommonPrefixes(symbols, segmentEnds, suffixes);
  const prefixes = new Int32Array(symbols.length);
  suffixes.forEach((position, rank) => {
    prefixes[position] = lcp[rank]!;
  });
  return { prefixes, factors: longestPreviousFactors(suffixes, lcp) };
}

function isRight(sample: Sample, sharedSymbols = 1e6): void {
  const { symbols, segmentEnds, alphabetSize } = sample;
  const kernel = new SuffixKernel(symbols, segmentEnds, alphabetSize, { orders: 16, sharedSymbols });
  const factors = kernel.factors().slice();
  const expected = plainly(sample, kernel.suffixes().slice());
  const isOf = (own: Int32Array, array: "prefixes" | "factors") => {
    const first = own.findIndex((length, i) => length !== expected[array][i]);
    if (first >= 0) expect([array, first, own[first]]).toEqual([array, first, expected[array][first]]);
  };
  isOf(factors, "factors");
  isOf(kernel.prefixes(), "prefixes");
  isOf(kernel.factors(), "factors");
  expect(kernel.tables().longest).toBe(expected.prefixes.reduce((a, b) => Math.max(a, b)));
}

const filled = samples().filter(({ symbols }) => symbols.length > 0);

describe("suffixes are in order, prefixes and factors are those of the suffixes", () => {
  test.each(filled)("$name", (sample) => isRight(sample));
  test.each(filled)("$name, alone in an instance", (sample) => isRight(sample, 0));

  const sequences = fc
    .tuple(
      fc.oneof(
        ...[1, 2, 3, 26, 256, 5000, 65_536].map((size) =>
          fc.record({
            alphabetSize: fc.constant(size),
            symbols: fc.array(fc.nat(size - 1), { minLength: 1, maxLength: 300 }),
          }),
        ),
        // A word repeated and disturbed: long matches and deep recursion.
        fc
          .tuple(
            fc.array(fc.nat(3), { minLength: 1, maxLength: 9 }),
            fc.integer({ min: 1, max: 60 }),
            fc.nat(500),
          )
          .map(([word, times, flip]) => {
            const symbols = Array.from({ length: times }, () => word).flat();
            symbols[flip % symbols.length] = 0;
            return { alphabetSize: 4, symbols };
          }),
      ),
      fc.array(fc.nat(300), { maxLength: 5 }),
    )
    .map(([{ alphabetSize, symbols }, cuts]): Sample => {
      const n = symbols.length;
      const segmentEnds = [...cuts.map((cut) => Math.min(cut, n)), n].sort((a, b) => a - b);
      return { name: "any", symbols: Uint32Array.from(symbols), segmentEnds, alphabetSize };
    });
  test("any sequence in any segments", () => {
    fc.assert(
      fc.property(sequences, (sample) => isRight(sample)),
      { numRuns: 800 },
    );
  });

  test("any words of seldom symbols", () => {
    const words = fc.array(fc.array(fc.nat(400), { minLength: 1, maxLength: 12 }), {
      minLength: 1,
      maxLength: 60,
    });
    const texts = fc.tuple(words, fc.array(fc.nat(59), { minLength: 100, maxLength: 400 }));
    fc.assert(
      fc.property(texts, ([parts, order]) => {
        const symbols = Uint32Array.from(order.flatMap((i) => parts[i % parts.length]!));
        isRight({ name: "any", symbols, segmentEnds: [symbols.length], alphabetSize: 70_000 });
        isRight({ name: "any", symbols, segmentEnds: [symbols.length], alphabetSize: 401 });
      }),
      { numRuns: 300 },
    );
  });

  test("more names than 16 bits hold", () => {
    const symbols = uniformSymbols(1_500_000, 12, 9);
    isRight({ name: "", symbols, segmentEnds: [symbols.length], alphabetSize: 12 });
  });

  test("every binary sequence of up to 12 symbols", () => {
    for (let n = 1; n <= 12; n++)
      for (let bits = 0; bits < 2 ** n; bits++) {
        const symbols = Uint8Array.from({ length: n }, (_, i) => (bits >> i) & 1);
        isRight({ name: "", symbols, segmentEnds: [n], alphabetSize: 2 });
      }
  });

  const n = 100_000;
  const large: [string, Symbols, number][] = [
    ["coin", uniformSymbols(n, 2, 1), 2],
    ["bytes", uniformSymbols(n, 256, 2), 256],
    ["text", textLike(n, 90, 3), 90],
    ["golden mean", goldenMean(n, 4), 2],
    ["Thue-Morse", thueMorse(n), 2],
    ["Fibonacci", fibonacci(n), 2],
    ["period 7", periodic("0010111", n), 2],
    ["one symbol", new Uint8Array(n), 1],
    ["de Bruijn", deBruijn(16), 2],
    [
      "runs that grow",
      Uint8Array.from({ length: n }, (_, i) => Number(Number.isInteger(Math.sqrt(8 * i + 1)))),
      2,
    ],
    [
      "runs that shrink",
      Uint8Array.from({ length: n }, (_, i) => Number(Number.isInteger(Math.sqrt(8 * (n - i) + 1)))),
      2,
    ],
    ["all different", Uint16Array.from({ length: 65_536 }, (_, i) => (i * 40_503) & 0xffff), 65_536],
    ["wide", Uint32Array.from(textLike(n, 250, 5), (x, i) => x * 300 + (i % 7)), 80_000],
    ["a copy of bytes", uniformSymbols(n, 250, 6).map((x, i, all) => (i < n / 2 ? x : all[i - n / 2]!)), 250],
    ["long runs", Uint8Array.from({ length: n }, (_, i) => (i % 97 < 40 ? i % 2 : i % 97 < 60 ? 3 : 2)), 4],
  ];
  const seldom: [string, Uint32Array][] = [
    ["two symbols often", oftenAndSeldom(n)],
    ["a word of 70 000 three times", Uint32Array.from({ length: 2.1 * n }, (_, i) => (i % 70_000) * 5)],
    ["short words rearranged", rearranged(3 * n, 6)],
    ["long words rearranged", rearranged(2 * n, 40)],
  ];
  test.each(seldom)("%s, more than 65 536 of them", (name, symbols) => {
    expect(new Set(symbols).size).toBeGreaterThan(65_536);
    isRight({ name, symbols, segmentEnds: [symbols.length], alphabetSize: 1_000_003 });
    isRight({ name, symbols, segmentEnds: [1000, symbols.length], alphabetSize: 1_000_003 });
  });

  test.each(large)("%s, 10^5 symbols", (name, symbols, alphabetSize) => {
    const { length } = symbols;
    isRight({ name, symbols, segmentEnds: [length], alphabetSize });
    isRight({ name, symbols, segmentEnds: [7, length >> 1, length >> 1, length - 1, length], alphabetSize });
  });
});

/** A fifth of the places hold one symbol, a hundredth another one, and the others none that occurs twice. */
function oftenAndSeldom(n: number): Uint32Array {
  const uniform = uniformIntegers(7);
  return Uint32Array.from({ length: n }, (_, i) => {
    const kind = uniform(100);
    return kind < 20 ? 500_000 : kind === 20 ? 600_000 : (i * 40_503) % 1_000_003;
  });
}

/** Words of symbols that occurred once, in another order. */
function rearranged(n: number, longest: number): Uint32Array {
  const uniform = uniformIntegers(8);
  const symbols = Uint32Array.from({ length: n }, () => uniform(1_000_000));
  for (let to = n / 2; to < n; ) {
    const from = uniform(n / 2 - longest);
    const length = Math.min(1 + uniform(longest), n - to);
    symbols.copyWithin(to, from, from + length);
    to += length;
  }
  return symbols;
}

function fibonacci(n: number): Uint8Array {
  let [a, b] = ["0", "01"];
  while (b.length < n) [a, b] = [b, b + a];
  return Uint8Array.from(b.slice(0, n), Number);
}

/** A binary de Bruijn sequence: prefer one over zero (Martin 1934). */
function deBruijn(order: number): Uint8Array {
  const symbols = new Uint8Array(2 ** order);
  const seen = new Uint8Array(2 ** order);
  for (let i = 0, word = 0; i < symbols.length; i++) {
    const next = ((word << 1) | 1) & (2 ** order - 1);
    word = seen[next] === 0 ? next : next - 1;
    seen[word] = 1;
    symbols[i] = word & 1;
  }
  return symbols;
}

test("sequences take turns in one instance", () => {
  const [first, second] = [textLike(5000, 20, 1), textLike(9000, 20, 2)].map((symbols) => ({
    name: "",
    symbols,
    segmentEnds: [symbols.length],
    alphabetSize: 20,
  }));
  const kernels = [first!, second!].map(
    ({ symbols, segmentEnds }) => new SuffixKernel(symbols, segmentEnds, 20, { orders: 8 }),
  );
  const suffixes = kernels.map((kernel) => kernel.suffixes().slice());
  for (const array of ["prefixes", "factors"] as const)
    for (const [i, sample] of [first!, second!].entries())
      expect([...kernels[i]![array]()]).toEqual([...plainly(sample, suffixes[i]!)[array]]);
});

test("a kernel that was prepared for a long sequence holds what it held, and sorts as one that was not", () => {
  const n = 2 ** 18 + 1;
  const small: Sample = {
    name: "small",
    symbols: textLike(500, 20, 5),
    segmentEnds: [500],
    alphabetSize: 20,
  };
  const kernel = new SuffixKernel(small.symbols, small.segmentEnds, 20, { orders: 8 });
  const { factors } = plainly(small, kernel.suffixes().slice());
  expect([...kernel.factors()]).toEqual([...factors]);
  const symbols = textLike(n, 40, 6);
  // Wide symbols, and bytes among which is the last one, prepare nothing.
  SuffixKernel.prepare(Uint16Array.from(symbols));
  SuffixKernel.prepare(symbols.map((symbol) => 255 - symbol));
  SuffixKernel.prepare(symbols);
  expect([...kernel.factors()]).toEqual([...factors]);
  isRight({ name: "long", symbols, segmentEnds: [n], alphabetSize: 40 });
});

test("what no kernel can hold is refused", () => {
  const symbols = { length: 2 ** 29 } as Uint8Array;
  const kernel = new SuffixKernel(symbols, [2 ** 29], 2, { orders: 8 });
  expect(() => kernel.tables()).toThrow("536870913 symbols and ends of segments need more than the 4 GiB");
});

test("sums of match lengths are those of the plain formula", () => {
  for (const n of [1, 2, 3, 1023, 1024, 1025, 1089, 5000]) {
    const kernel = new SuffixKernel(textLike(n, 5, n), [n], 5, { orders: 1 });
    const factors = kernel.factors();
    let ratios = 0;
    let inverses = 0;
    for (let i = 1; i < n; i++) {
      ratios += (factors[i]! + 1) / Math.log2(i + 1);
      inverses += Math.log2(i + 1) / (factors[i]! + 1);
    }
    const sums = kernel.matchSums();
    expect(Math.abs(sums.ratios - ratios)).toBeLessThanOrEqual(1e-13 * ratios);
    expect(Math.abs(sums.inverses - inverses)).toBeLessThanOrEqual(1e-13 * inverses);
  }
});
