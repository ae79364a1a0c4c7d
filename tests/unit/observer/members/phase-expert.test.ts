import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { allocateSymbols, type Symbols } from "../../../../src/core/sequence.ts";
import {
  phaseExpert,
  phaseExpertAt,
  symbolFrequencies,
} from "../../../../src/observer/members/phase-expert.ts";
import { type Realisation, realise, uniformSymbols } from "../observer-known-sources.ts";

function codeLength(symbols: Symbols, alphabetSize: number): number {
  const losses = new Float64Array(symbols.length);
  phaseExpert.open(symbols, alphabetSize).code(0, symbols.length, 0, true, losses);
  return losses.reduce((sum, loss) => sum + loss, 0);
}

/** A word over and over, each symbol replaced by a uniform one with probability eps. */
function noisyWord(n: number, word: ArrayLike<number>, eps: number, alphabetSize: number): Realisation {
  const random = Random.fromSeed(7);
  const symbols = allocateSymbols(n, alphabetSize);
  let ideal = 0;
  for (let i = 0; i < n; i++) {
    const due = word[i % word.length]!;
    symbols[i] = random.uniform() < eps ? random.below(alphabetSize) : due;
    ideal -= Math.log2((symbols[i] === due ? 1 - eps : 0) + eps / alphabetSize);
  }
  return { symbols, alphabetSize, ideal };
}

const keyboard = "periodic(word=qwertyuiopasdfghjklzxcvbnm_)";

describe("phase expert", () => {
  test("a million symbols of a noisy word of five", async () => {
    // Five favourites and the noise: 15 bits; the first 32 symbols, learned as one law: 20.
    const { symbols, ideal } = await realise("replace(periodic(word=00101), eps=0.1)", 1_000_000);
    expect(codeLength(symbols, 2) - ideal).toBeGreaterThan(15);
    expect(codeLength(symbols, 2) / ideal - 1).toBeLessThan(0.0002);
  });

  test("segments that begin in other phases find theirs", () => {
    // Four pieces of one noisy word of 27 of 256 symbols, each from another phase.
    const word = uniformSymbols(27, 256, 3).symbols;
    const { symbols, ideal } = noisyWord(40_000, word, 0.1, 256);
    const cut = Uint8Array.from(
      { length: 40_000 },
      (_, i) => symbols[(i + 7 * Math.floor(i / 10_000)) % 40_000]!,
    );
    const member = phaseExpert.open(cut, 256);
    const losses = new Float64Array(10_000);
    let bits = 0;
    for (let start = 0; start < 40_000; start += 10_000) {
      member.code(start, start + 10_000, start, true, losses);
      bits += losses.reduce((sum, loss) => sum + loss, 0);
    }
    // Three times 64 symbols without a phase, 7.1 bits each more, and what one piece costs as well.
    expect(bits - ideal).toBeLessThan(3 * 64 * 7.1 + 4 * 27 * 8 + 500);
  });

  test("predictions requested before learning do not change later predictions", () => {
    // Pieces of 200 symbols, each from another phase, that little is known of until a long one was learned.
    const word = uniformSymbols(27, 256, 3).symbols;
    const { symbols } = noisyWord(20_000, word, 0.7, 256);
    const pieces = Array.from({ length: 40 }, (_, i) => 10_000 + 211 * i);
    const asked = (first: boolean) => {
      const member = phaseExpert.open(symbols, 256);
      const losses = new Float64Array(200);
      const all = () =>
        pieces.flatMap((start) => {
          member.code(start, start + 200, start, false, losses);
          return [...losses];
        });
      member.code(0, 1100, 0, true, null);
      const before = first ? all() : [];
      member.code(1100, 9000, 0, true, null);
      return { before, after: all() };
    };
    const twice = asked(true);
    expect(twice.after).toEqual(asked(false).after);
    expect(twice.after).not.toEqual(twice.before);
  });

  test.each([0.1, 0.3, 0.6])("what it takes to learn a noisy word of 27: eps %f", async (eps) => {
    const { symbols, ideal } = await realise(`replace(${keyboard}, eps=${eps})`, 1 << 18);
    const excess = codeLength(symbols, 27) - ideal;
    // 27 favourites are log2(27!) = 93 bits; nothing else has to be learned but the noise.
    expect(excess).toBeGreaterThan(93);
    expect(excess).toBeLessThan(400);
  });

  // Excess bits: a favourite for each phase; twice the period and a doubling, learned as one law; the noise.
  test.each([
    [2, 997, 0.2],
    [4, 2048, 0.1],
    [256, 100, 0.5],
  ])("other alphabets and periods: A %i, p %i, eps %f", (size, period, eps) => {
    const { symbols, ideal } = noisyWord(200_000, uniformSymbols(period, size, 3).symbols, eps, size);
    const rate = ideal / symbols.length;
    expect(codeLength(symbols, size) - ideal).toBeLessThan(4 * period * (Math.log2(size) - rate) + 1000);
  });

  test("phases with laws of their own cost half a logarithm a parameter", () => {
    const n = 200_000;
    const ones = [0.1, 0.9, 0.5, 0.3, 0.99, 0.02, 0.7];
    const random = Random.fromSeed(5);
    const symbols = Uint8Array.from({ length: n }, (_, i) => (random.uniform() < ones[i % 7]! ? 1 : 0));
    let ideal = 0;
    for (let i = 0; i < n; i++) ideal -= Math.log2(symbols[i] === 1 ? ones[i % 7]! : 1 - ones[i % 7]!);
    // 7 (log2(n / 7) / 2 + 1) = 58.8 bits, and 32 symbols or so learned as one law
    const excess = codeLength(symbols, 2) - ideal;
    expect(excess).toBeGreaterThan(40);
    expect(excess).toBeLessThan(58.8 + 40);
  });

  test("no period: the estimator of Krichevsky and Trofimov and log2 5 bits at most", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const size = 2 + (seed % 5);
      const { symbols } = uniformSymbols(5000, size, seed);
      const counts = new Float64Array(size);
      let bits = 0;
      for (let i = 0; i < 5000; i++) {
        bits -= Math.log2((counts[symbols[i]!]! + 0.5) / (i + size / 2));
        counts[symbols[i]!]!++;
      }
      const paid = codeLength(symbols, size);
      if (Math.abs(paid - bits) > 1e-6) expect(Math.abs(paid - bits)).toBeLessThan(12);
    }
  });

  test("a period that ends is left", () => {
    const { symbols, ideal } = noisyWord(100_000, uniformSymbols(50, 4, 3).symbols, 0.2, 4);
    const joined = new Uint8Array(200_000);
    joined.set(symbols);
    joined.set(uniformSymbols(100_000, 4).symbols, 100_000);
    // The laws lose 100 to 300 decimal orders of weight before one law for all takes over: 1000 bits at most.
    expect(codeLength(joined, 4) - (ideal + 200_000)).toBeLessThan(2000);
  });

  test("65 536 symbols: short periods only, and 16 MB at most", () => {
    const word = uniformSymbols(64, 65_536, 3).symbols;
    const { symbols, ideal } = noisyWord(30_000, word, 0.01, 65_536);
    expect(codeLength(symbols, 65_536) / ideal - 1).toBeLessThan(0.35);
    const longer = noisyWord(30_000, uniformSymbols(65, 65_536, 3).symbols, 0.01, 65_536);
    expect(codeLength(longer.symbols, 65_536) / longer.ideal).toBeGreaterThan(20);
  });

  /** The estimator of Krichevsky and Trofimov, as slowly as can be. */
  function counted(symbols: Symbols, size: number): number[] {
    const counts = new Float64Array(size);
    return Array.from(symbols, (symbol, i) => -Math.log2((counts[symbol]!++ + 0.5) / (i + size / 2)));
  }
  const word = uniformSymbols(5, 4, 3).symbols;
  const plain = noisyWord(400, word, 0, 4).symbols;
  function lossesOf(member: ReturnType<typeof phaseExpert.open>, from: number, to: number, start = 0) {
    const losses = new Float64Array(to - from);
    member.code(from, to, start, true, losses);
    return [...losses];
  }
  const close = (all: readonly number[]) => all.map((one) => expect.closeTo(one, 9));

  test("a period is looked for after 32 symbols, one that is known is there at once, and none where there is none", () => {
    const overall = counted(plain, 4);
    const found = lossesOf(phaseExpert.open(plain, 4), 0, 400);
    expect(found.slice(0, 32)).toEqual(close(overall.slice(0, 32)));
    expect(Math.max(...found.slice(40))).toBeLessThan(1);
    const known = lossesOf(phaseExpertAt(5).open(plain, 4), 0, 400);
    expect(Math.max(...known.slice(10))).toBeLessThan(1.2);
    expect(known.slice(10, 32).reduce((a, b) => a + b)).toBeLessThan(
      found.slice(10, 32).reduce((a, b) => a + b),
    );
    const none = lossesOf(symbolFrequencies.open(plain, 4), 0, 400);
    expect(none).toEqual(close(overall));
    expect(symbolFrequencies.title).toBe("symbol frequencies");
  });

  test("it predicts the same in pieces and one by one, with the same cumulative probabilities", () => {
    for (const definition of [phaseExpert, phaseExpertAt(5), symbolFrequencies]) {
      const [whole, pieces] = [definition.open(plain, 4), definition.open(plain, 4)];
      const all = lossesOf(whole, 0, 400);
      const parts: number[] = [];
      for (let at = 0; at < 400; at += 7) {
        const law = pieces.distribution(at, 0);
        expect(law.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
        const [losses, below] = [new Float64Array(7), new Float64Array(7)];
        const end = Math.min(400, at + 7);
        pieces.code(at, end, 0, true, losses, below);
        expect(-Math.log2(law[plain[at]!]!)).toBeCloseTo(losses[0]!, 9);
        expect(below[0]).toBeCloseTo(
          law.subarray(0, plain[at]!).reduce((a, b) => a + b, 0),
          9,
        );
        parts.push(...losses.subarray(0, end - at));
      }
      expect(parts).toEqual(close(all));
      whole.close?.();
      pieces.close?.();
    }
  });

  test("a segment has no phase for sixteen symbols, and then the likeliest", () => {
    // Three symbols of the period are cut off where the second segment begins.
    const cut = Uint8Array.from({ length: 400 }, (_, i) => word[(i < 300 ? i : i + 3) % 5]!);
    const member = phaseExpert.open(cut, 4);
    lossesOf(member, 0, 300);
    const other = lossesOf(member, 300, 400, 300);
    const [before, after] = [other.slice(0, 16), other.slice(16)];
    expect(Math.min(...before)).toBeGreaterThan(Math.max(...after));
    expect(Math.max(...after)).toBeLessThan(0.1);
  });
});
