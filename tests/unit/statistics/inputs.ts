import type { Symbols } from "../../../src/core/sequence.ts";

/** Marsaglia's xorshift32: small, deterministic, and not the generator under test anywhere. */
export function uniformIntegers(seed: number): (bound: number) => number {
  let state = Math.imul(seed, 0x9e3779b1) | 1;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / 0x1_0000_0000) * bound);
  };
}

/** A sequence under test with its segments. */
export interface Sample {
  readonly name: string;
  readonly symbols: Symbols;
  readonly segmentEnds: readonly number[];
  readonly alphabetSize: number;
}

export function uniformSymbols(length: number, alphabetSize: number, seed: number): Uint8Array {
  const uniform = uniformIntegers(seed);
  return Uint8Array.from({ length }, () => uniform(alphabetSize));
}

/** Golden mean process: no two 1s in a row, each fair otherwise. */
export function goldenMean(length: number, seed: number): Uint8Array {
  const uniform = uniformIntegers(seed);
  const symbols = new Uint8Array(length);
  for (let i = 0; i < length; i++) symbols[i] = i > 0 && symbols[i - 1] === 1 ? 0 : uniform(2);
  return symbols;
}

export function thueMorse(length: number): Uint8Array {
  const symbols = new Uint8Array(length);
  for (let i = 1; i < length; i++) symbols[i] = symbols[i >> 1]! ^ (i & 1);
  return symbols;
}

export function periodic(word: string, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => Number(word[i % word.length]));
}

/** Letters of an order-1 chain with very uneven probabilities, as in text. */
export function textLike(length: number, alphabetSize: number, seed: number): Uint8Array {
  const uniform = uniformIntegers(seed);
  const symbols = new Uint8Array(length);
  let previous = 0;
  for (let i = 0; i < length; i++) {
    const skewed = Math.floor(alphabetSize ** (uniform(1 << 20) / (1 << 20))) - 1;
    previous = (previous * 7 + skewed * (1 + (previous & 1))) % alphabetSize;
    symbols[i] = previous;
  }
  return symbols;
}

/** Small sequences of every kind, in one and in many segments (some of them of length 0 and 1). */
export function samples(): Sample[] {
  const all: Sample[] = [];
  const add = (name: string, symbols: Symbols, alphabetSize: number): void => {
    const n = symbols.length;
    all.push({ name, symbols, alphabetSize, segmentEnds: n === 0 ? [] : [n] });
    if (n < 5) return;
    const cuts = [1, 1, n >> 2, n >> 1, (n >> 1) + 2, n].filter((e) => e <= n).sort((a, b) => a - b);
    all.push({ name: `${name}, segments`, symbols, alphabetSize, segmentEnds: cuts });
  };
  add("empty", new Uint8Array(0), 2);
  add("one", Uint8Array.of(1), 2);
  add("two", Uint8Array.of(1, 0), 2);
  add("two equal", Uint8Array.of(1, 1), 2);
  add("constant", new Uint8Array(300), 1);
  add("period 7", periodic("0010111", 700), 2);
  add("Thue-Morse", thueMorse(1024), 2);
  add("fair coin", uniformSymbols(2000, 2, 1), 2);
  add("golden mean", goldenMean(1500, 2), 2);
  add("text-like", textLike(3000, 27, 3), 27);
  add("bytes", uniformSymbols(1000, 256, 4), 256);
  add(
    "distinct",
    Uint16Array.from({ length: 500 }, (_, i) => 499 - i),
    500,
  );
  const uniform = uniformIntegers(5);
  add(
    "16-bit",
    Uint16Array.from({ length: 900 }, () => uniform(9) * 7281),
    65_536,
  );
  add(
    "32-bit",
    Uint32Array.from({ length: 800 }, () => 4_294_967_295 - uniform(5) * 858_993_459),
    2 ** 32,
  );
  return all;
}

/** Occurrences of every k-word by the definition, keyed by its symbols. */
export function naiveWordCounts(sample: Sample, order: number): Map<string, number> {
  const counts = new Map<string, number>();
  let begin = 0;
  for (const end of sample.segmentEnds) {
    for (let i = begin; i + order <= end; i++) {
      const word = sample.symbols.subarray(i, i + order).join(" ");
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    begin = end;
  }
  return counts;
}
