// @module-tag thorough
import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import type { Symbols } from "../../../../src/core/sequence.ts";
import { mixtureOf } from "../../../../src/observer/bayes-mixture.ts";
import type { MemberDefinition } from "../../../../src/observer/member.ts";
import { contextTreeWeighting } from "../../../../src/observer/members/context-tree-weighting.ts";
import { rawCode } from "../../../../src/observer/members/raw-code.ts";
import { repeatExpert } from "../../../../src/observer/members/repeat-expert.ts";
import { xorPair } from "../../../../src/observer/members/xor-pair.ts";
import {
  ArithmeticDecoder,
  ArithmeticEncoder,
  decodeSymbols,
  encodeSymbols,
} from "../../../references/arithmetic-coder.ts";
import { oneOf } from "../../../whole.ts";
import {
  lagCopy,
  noisyParity,
  type Realisation,
  randomPeriod,
  realise,
  uniformSymbols,
} from "../observer-known-sources.ts";

describe("arithmetic coder", () => {
  test("decisions of any probability come back, and cost what they should", () => {
    const random = Random.fromSeed(1);
    const decisions = Array.from({ length: 200_000 }, (_, i) => {
      const probability =
        i % 3 === 0 ? random.uniform() : i % 3 === 1 ? 1e-9 * random.uniform() : 1 - 2 ** -20;
      return { probability, one: random.uniform() < probability };
    });
    const encoder = new ArithmeticEncoder();
    let bits = 0;
    for (const { one, probability } of decisions) {
      encoder.encode(one, probability);
      bits -= Math.log2(one ? probability : 1 - probability);
    }
    const bytes = encoder.finish();
    expect(Math.abs(8 * bytes.length - bits)).toBeLessThan(16);
    const decoder = new ArithmeticDecoder(bytes);
    expect(decisions.every(({ one, probability }) => decoder.decode(probability) === one)).toBe(true);
  });

  test("a carry runs through a thousand bytes of 255", () => {
    // The interval keeps 1/2 in its middle: a quarter goes from below, then a third of the rest from above.
    const decisions: [boolean, number][] = [];
    for (let i = 0; i < 8000; i++) decisions.push([false, 1 / 4], [true, 2 / 3 + 2 ** -52]);
    const finished = (last: boolean) => {
      const encoder = new ArithmeticEncoder();
      for (const [one, probability] of [...decisions, [last, 0.5] as const]) encoder.encode(one, probability);
      return encoder.finish();
    };
    const below = finished(true);
    const above = finished(false);
    expect([...below.subarray(0, 1000)]).toEqual([127, ...new Array(999).fill(255)]);
    expect([...above.subarray(0, 1000)]).toEqual([128, ...new Array(999).fill(0)]);
    for (const [bytes, last] of [
      [below, true],
      [above, false],
    ] as const) {
      const decoder = new ArithmeticDecoder(bytes);
      for (const [one, probability] of decisions) expect(decoder.decode(probability)).toBe(one);
      expect(decoder.decode(0.5)).toBe(last);
    }
  });

  test("probabilities of 0 and 1 can be coded, and contradicted", () => {
    const encoder = new ArithmeticEncoder();
    const decisions: [boolean, number][] = [
      [true, 1],
      [false, 0],
      [true, 0],
      [false, 1],
      [true, 0.5],
    ];
    for (const [one, probability] of decisions) encoder.encode(one, probability);
    const decoder = new ArithmeticDecoder(encoder.finish());
    expect(decisions.map(([, probability]) => decoder.decode(probability))).toEqual(
      decisions.map(([one]) => one),
    );
  });
});

const binary: MemberDefinition = mixtureOf([rawCode, contextTreeWeighting, repeatExpert, xorPair]);
const any: MemberDefinition = mixtureOf([rawCode, contextTreeWeighting, repeatExpert]);

describe("the code length is real", () => {
  const n = 20_000;
  const cases: [string, () => Promise<Realisation> | Realisation][] = [
    ["coin", () => realise("coin(p=0.11)", n)],
    ["fair coin", () => uniformSymbols(n, 2)],
    ["even", () => realise("even(p=0.5)", n)],
    ["Thue-Morse", () => realise("thue-morse", n)],
    ["period 1009", () => randomPeriod(n, 1009)],
    ["parity", () => noisyParity(n, 8, 0.05)],
    ["lag copy", () => lagCopy(n, 64, 0.1, 4)],
    ["digits", () => uniformSymbols(n, 10)],
    ["Zipf, 256 symbols", () => realise("zipf(alphabet=256)", n)],
    ["Zipf, 257 symbols", () => realise("zipf(alphabet=257)", 3000)],
    ["constant", () => ({ symbols: new Uint8Array(n), alphabetSize: 2, ideal: 0 })],
    ["one symbol", () => ({ symbols: new Uint8Array(n), alphabetSize: 1, ideal: 0 })],
  ];
  test.each(oneOf(2, cases))(
    "decoded symbols equal the input and the size is the one stated: %s",
    async (_, source) => {
      const { symbols, alphabetSize } = await source();
      const definition = alphabetSize === 2 ? binary : any;
      verify(definition, symbols, alphabetSize, [symbols.length]);
    },
  );

  test("segments", async () => {
    const { symbols } = await realise("even(p=0.5)", n);
    verify(binary, symbols, 2, [1, 100, 5000, 5001, 13_000, n]);
  });
});

function verify(
  definition: MemberDefinition,
  symbols: Symbols,
  alphabetSize: number,
  segmentEnds: readonly number[],
): void {
  const member = definition.open(symbols, alphabetSize);
  const losses = new Float64Array(symbols.length);
  let start = 0;
  for (const end of segmentEnds) {
    member.code(start, end, start, true, losses.subarray(start));
    start = end;
  }
  const stated = losses.reduce((sum, loss) => sum + loss, 0);
  const bytes = encodeSymbols(definition.open(symbols, alphabetSize), symbols, alphabetSize, segmentEnds);
  expect(Math.abs(8 * bytes.length - stated)).toBeLessThan(stated / 10_000 + 64);
  expect(decodeSymbols(definition, bytes, alphabetSize, segmentEnds)).toEqual(symbols);
}
