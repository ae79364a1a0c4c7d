import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { type Symbols, sequenceOf } from "../../../src/core/sequence.ts";
import { observerRate } from "../../../src/estimators/entropy-rate.ts";
import type { MemberDefinition } from "../../../src/observer/member.ts";
import { rawCode } from "../../../src/observer/members/raw-code.ts";
import { type MemberReport, observe } from "../../../src/observer/observer.ts";
import { codeAlphabet } from "../../../src/observer/observer-alphabet.ts";
import { observerMembers } from "../../../src/observer/observer-members.ts";
import { chooseMembers } from "../../../src/observer/observer-trial.ts";
import { contextOfSymbols, numberFrom, reasonFrom } from "../estimators/context-of.ts";
import {
  noisyParity,
  paperfolding,
  type Realisation,
  randomPeriod,
  realise,
  uniformSymbols,
} from "./observer-known-sources.ts";

describe("alphabet header", () => {
  const ids = (symbols: Symbols, size: number) => codeAlphabet(sequenceOf(symbols, size));

  test("a full alphabet costs the bit that says so", () => {
    const { symbols } = uniformSymbols(5000, 256);
    expect(ids(symbols, 256)).toMatchObject({ headerBits: 1, alphabetSize: 256 });
    expect(ids(new Uint8Array(10), 1)).toMatchObject({ headerBits: 0, alphabetSize: 1 });
  });

  test("ten digits among 256 bytes: how many, and which", () => {
    const { symbols } = uniformSymbols(5000, 10);
    const coded = ids(
      symbols.map((digit) => digit + 48),
      256,
    );
    expect(coded.alphabetSize).toBe(10);
    expect([...coded.symbols]).toEqual([...symbols]);
    // C(256, 10) = 278 826 214 642 518 400
    expect(coded.headerBits).toBeCloseTo(1 + 8 + Math.log2(278_826_214_642_518_400), 9);
  });

  test("where a list would cost more than it saves, there is none", () => {
    const symbols = Uint8Array.of(3, 200, 17);
    expect(ids(symbols, 256)).toEqual({ symbols, alphabetSize: 256, headerBits: 1 });
  });
});

describe("trial on the beginning", () => {
  /** A expensive member that pays so much a symbol and counts its runs. */
  function expensive(id: string, loss: number, opened: string[]): MemberDefinition {
    return {
      id,
      title: id,
      expensive: true,
      open(symbols) {
        opened.push(`${id} ${symbols.length}`);
        return {
          id,
          code: (start, end, _segmentStart, _learn, losses) => void losses?.fill(loss, 0, end - start),
          distribution: () => new Float64Array(2).fill(0.5),
        };
      },
    };
  }

  const sequence = (n: number) => ({ symbols: new Uint8Array(n), alphabetSize: 2, codes: undefined });

  test("only expensive members near the best are run, and the choice is charged", () => {
    const opened: string[] = [];
    const [a, b, c] = [
      expensive("a", 0.9, opened),
      expensive("b", 0.93, opened),
      expensive("c", 0.95, opened),
    ];
    const { chosen, choiceBits } = chooseMembers([rawCode, a, b, c], sequence(600_000), [600_000]);
    expect(chosen.map(({ id }) => id)).toEqual(["raw-code", "a", "b"]);
    expect(choiceBits).toBeCloseTo(Math.log2(7), 12);
    expect(opened).toEqual(["a 65536", "b 65536", "c 65536"]);
    const { members, headerBits } = observe(sequenceOf(randomPeriod(600_000, 9).symbols, 2), [
      a,
      b,
      c,
      rawCode,
    ]);
    expect(members.map(({ id, bits }) => [id, bits !== null])).toEqual([
      ["a", true],
      ["b", true],
      ["c", false],
      ["raw-code", true],
    ]);
    expect(members[2]).toMatchObject({ bits: null, weight: 0 });
    expect(headerBits).toBeCloseTo(1 + Math.log2(7), 12);
  });

  test("a trial of an eighth has less evidence, so more members are kept", () => {
    const opened: string[] = [];
    const members = [expensive("a", 0.9, opened), expensive("b", 0.95, opened), expensive("c", 0.97, opened)];
    // 131 072 / 8 symbols: a fourth of the longest trial, twice its margin of 2 %, and 1/32 bit a symbol.
    const { chosen } = chooseMembers(members, sequence(131_072), [131_072]);
    expect(chosen.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(opened).toEqual(["a 16384", "b 16384", "c 16384"]);
  });

  test("short sequences and a single expensive member need none", () => {
    const opened: string[] = [];
    const [a, b] = [expensive("a", 0.9, opened), expensive("b", 2, opened)];
    expect(chooseMembers([a, b], sequence(32_767), [32_767]).chosen).toEqual([a, b]);
    expect(chooseMembers([rawCode, b], sequence(200_000), [200_000]).chosen).toEqual([rawCode, b]);
    expect(opened).toEqual([]);
  });
});

/** The members that were run in full. */
function ran(members: readonly MemberReport[]) {
  return members.flatMap(({ bits, ...rest }) => (bits === null ? [] : [{ ...rest, bits }]));
}

describe("observer", () => {
  const n = 50_000;
  // Who has to carry it, and the most it may cost: percent over the ideal code length, or bits a symbol where that is 0.
  const cases: [string, () => Promise<Realisation> | Realisation, string, number][] = [
    ["fair coin", () => uniformSymbols(n, 2), "raw-code", 0.02],
    ["digits", () => uniformSymbols(n, 10), "raw-code", 0.02],
    ["bytes", () => uniformSymbols(n, 256), "raw-code", 0.02],
    ["coin .11", () => realise("coin(p=0.11)", n), "phase-expert", 0.1],
    ["golden mean", () => realise("golden-mean(p=0.5)", n), "context-tree-weighting", 0.1],
    ["parity 8", () => noisyParity(n, 8, 0.05), "xor-pair", 0.5],
    ["parity 24", () => noisyParity(n, 24, 0.1), "xor-pair", 0.5],
    ["period 5, noise", () => realise("replace(periodic(word=00101), eps=0.1)", n), "phase-expert", 0.35],
    ["Thue-Morse", () => realise("thue-morse", n), "repeat-expert", 0.03],
    ["paperfolding", () => paperfolding(n), "repeat-expert", 0.03],
    ["period 1009", () => randomPeriod(n, 1009), "context-mixer", 20],
  ];
  test.each(cases)("%s", async (_, source, carrier, most) => {
    const { symbols, alphabetSize, ideal } = await source();
    const { bits, losses, headerBits, members } = observe(sequenceOf(symbols, alphabetSize));
    const best = ran(members).reduce((a, b) => (b.bits < a.bits ? b : a));
    expect(best.id).toBe(carrier);
    expect(best.weight).toBeGreaterThan(0.5);
    expect(members.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
    const sum = losses.reduce((total, loss) => total + loss, 0);
    expect(bits).toBeCloseTo(headerBits + sum, 6);
    expect(sum).toBeLessThanOrEqual(best.bits + Math.log2(members.length) + 1e-6);
    if (ideal > 0) expect(100 * (bits / ideal - 1)).toBeLessThan(most);
    else expect(bits / n).toBeLessThan(most);
  });

  test("a join of unlike halves costs no more than its best member, and no more than the raw code", async () => {
    const symbols = new Uint8Array(20_000);
    symbols.set(uniformSymbols(10_000, 2).symbols);
    symbols.set((await realise("thue-morse", 10_000)).symbols, 10_000);
    const { losses, members } = observe(sequenceOf(symbols, 2));
    const sum = losses.reduce((total, loss) => total + loss, 0);
    const run = ran(members);
    for (const { bits } of run) expect(sum).toBeLessThanOrEqual(bits + Math.log2(run.length) + 1e-6);
  });

  test("segments are independent: no context crosses an end", () => {
    // Two alternating words: at the beginning of the second the first is no context, so its first symbol is no news.
    const symbols = Uint8Array.from({ length: 2001 }, (_, i) => (i < 1000 ? i & 1 : (i - 1000) & 1));
    const joined = observe({ symbols, alphabetSize: 2, segmentEnds: [2001] });
    const split = observe({ symbols, alphabetSize: 2, segmentEnds: [1000, 2001] });
    expect(split.losses.subarray(0, 1000)).toEqual(joined.losses.subarray(0, 1000));
    expect(split.losses[1000]).not.toBe(joined.losses[1000]);
  });

  test("more symbols than it reads are refused", () => {
    const symbols = Uint32Array.from({ length: 70_000 }, (_, i) => i);
    expect(() => observe(sequenceOf(symbols, 70_000))).toThrow(/70000 symbols; the observer reads/);
  });

  test("nothing at all", () => {
    expect(observe(sequenceOf(new Uint8Array(0), 2))).toMatchObject({ bits: 1, alphabetSize: 2 });
  });
});

describe.each(observerMembers().map((definition) => [definition.id, definition] as const))(
  "member %s",
  (_, definition) => {
    const sizes = [1, 2, 3, 27, 256].filter((size) => size <= (definition.largestAlphabet ?? 65_536));
    const text = (size: number, n: number, seed: number) => {
      const random = Random.fromSeed(seed);
      const symbols = new Uint8Array(n);
      for (let i = 0; i < n; i++) {
        const old = i > 40 && random.below(10) > 0;
        symbols[i] = old ? symbols[i - 37]! : random.below(size);
      }
      return symbols;
    };
    const blocks = [
      [2000, 2500, 1500],
      [0, 600, 0],
      [600, 900, 0],
      [1000, 1500, 900],
      [2500, 3000, 1500],
    ] as const;
    const losses = (symbols: Symbols, size: number, plan: readonly (readonly [number, number, number])[]) => {
      const member = definition.open(symbols, size);
      return plan.map(([start, end, segmentStart]) => {
        const out = new Float64Array(end - start);
        member.code(start, end, segmentStart, true, out);
        return [...out];
      });
    };

    test.each(sizes)("states probabilities that sum to 1 and are those it codes with: %i symbols", (size) => {
      const symbols = text(size, 3000, size);
      const member = definition.open(symbols, size);
      const loss = new Float64Array(1);
      for (let at = 0; at < 3000; at++) {
        if (at % 97 === 0) {
          const law = member.distribution(at, 0);
          expect(Math.abs(law.reduce((sum, p) => sum + p, 0) - 1)).toBeLessThan(1e-9);
          expect(Math.min(...law)).toBeGreaterThan(0);
          member.code(at, at + 1, 0, true, loss);
          expect(loss[0]).toBeCloseTo(-Math.log2(law[symbols[at]!]!), 9);
        } else {
          member.code(at, at + 1, 0, true, null);
        }
      }
    });

    test.each(sizes)("does not look ahead, nor at what it was not given: %i symbols", (size) => {
      const symbols = text(size, 3000, size);
      const expected = losses(symbols, size, blocks);
      for (let done = 1; done <= blocks.length; done++) {
        const plan = blocks.slice(0, done);
        const seen = (i: number) => plan.some(([, end, segmentStart]) => i >= segmentStart && i < end);
        const other = symbols.map((symbol, i) => (seen(i) ? symbol : (symbol + 1) % size));
        expect(losses(other, size, plan)).toEqual(expected.slice(0, done));
      }
    });

    test.each(sizes)(
      "is the same however it is cut, and after distributions elsewhere: %i symbols",
      (size) => {
        const symbols = text(size, 3000, size);
        const [whole] = losses(symbols, size, [[0, 3000, 0]]);
        const cut = losses(symbols, size, [
          [0, 1, 0],
          [1, 64, 0],
          [64, 2048, 0],
          [2048, 3000, 0],
        ]).flat();
        expect(cut).toEqual(whole);
        const member = definition.open(symbols, size);
        const out = new Float64Array(3000);
        for (let at = 0; at < 3000; at += 250) {
          member.code(at, at + 250, 0, true, out.subarray(at));
          member.distribution(Math.max(0, at - 100), 0);
        }
        expect([...out]).toEqual(whole);
      },
    );

    test.each(sizes)("learns nothing while frozen: %i symbols", (size) => {
      const symbols = text(size, 3000, size);
      const member = definition.open(symbols, size);
      const [first, second] = [new Float64Array(800), new Float64Array(800)];
      member.code(0, 1500, 0, true, null);
      member.code(2200, 3000, 2000, false, first);
      member.code(2200, 3000, 2000, false, second);
      expect(second).toEqual(first);
    });
  },
);

describe("estimator", () => {
  test("is the code length over n", async () => {
    const { symbols } = await realise("even(p=0.5)", 20_000);
    const { bits } = observe(sequenceOf(symbols, 2));
    expect(await numberFrom(observerRate, contextOfSymbols(symbols, 2))).toBe(bits / 20_000);
  });

  test("declines alphabets that are too large", async () => {
    const symbols = Uint32Array.from({ length: 65_537 }, (_, i) => i);
    expect(await reasonFrom(observerRate, contextOfSymbols(symbols, 65_537))).toBe(
      "65537 symbols; the observer reads alphabets up to 65536",
    );
  });
});
