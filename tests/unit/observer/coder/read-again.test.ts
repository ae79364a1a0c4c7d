// @module-tag thorough
import { describe, expect, test } from "vitest";
import type { Symbols } from "../../../../src/core/sequence.ts";
import { mixtureOf } from "../../../../src/observer/bayes-mixture.ts";
import type { MemberDefinition } from "../../../../src/observer/member.ts";
import { contextTreeWeighting } from "../../../../src/observer/members/context-tree-weighting.ts";
import { rawCode } from "../../../../src/observer/members/raw-code.ts";
import { repeatExpert } from "../../../../src/observer/members/repeat-expert.ts";
import { xorPair } from "../../../../src/observer/members/xor-pair.ts";
import { readAgain } from "../../../references/read-again.ts";
import { oneOf } from "../../../whole.ts";
import {
  lagCopy,
  noisyParity,
  type Realisation,
  randomPeriod,
  realise,
  uniformSymbols,
} from "../observer-known-sources.ts";

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
  test.each(oneOf(8, cases))(
    "symbols are read again from a code of the size that is stated: %s",
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
  const writer = definition.open(symbols, alphabetSize);
  const open = (empty: Symbols) => definition.open(empty, alphabetSize);
  const { bits, equal } = readAgain(writer, open, symbols, alphabetSize, segmentEnds);
  expect(Math.abs(bits - stated)).toBeLessThan(stated / 10_000 + 64);
  expect(equal).toBe(true);
}
