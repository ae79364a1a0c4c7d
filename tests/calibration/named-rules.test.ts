// @module-tag thorough
import { expect, test } from "vitest";
import { Random } from "../../src/core/random.ts";
import { sequenceOf } from "../../src/core/sequence.ts";
import { findRules } from "../../src/features/explain/findings.ts";
import { casesOf, complete } from "./campaign.ts";
import { inputsWithoutRule, inputsWithRule, type RuleInput } from "./rule-inputs.ts";

/** MESOSCOPE_CALIBRATE=1 tosses 1,000 coins of each bias, shuffles 300 texts and files of records, and tries all inputs. */
const [runs, shuffles] = complete ? [1000, 300] : [8, 2];

const bytes = Uint32Array.from({ length: 256 }, (_, code) => code);
const asFile = (symbols: Uint8Array) => ({ ...sequenceOf(symbols, 256), codes: bytes, values: bytes });

test.each([0.5, 0.1])("nothing is named in coins that show 1 with probability %f", (p) => {
  for (let run = 0; run < runs; run++) {
    const random = Random.fromSeed(60_000 + run);
    const coins = Uint8Array.from({ length: 4000 }, () => (random.uniform() < p ? 1 : 0));
    expect(findRules({ ...sequenceOf(coins, 2), values: [0, 1] })).toEqual([]);
    expect(findRules(asFile(coins.map((coin) => 48 + coin)))).toEqual([]);
  }
});

/** Symbols in any order, of 20,000. */
function shuffled(symbols: Uint8Array, seed: number): Uint8Array {
  const random = Random.fromSeed(seed);
  const some = symbols.slice(0, 20_000);
  for (let i = some.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [some[i], some[j]] = [some[j]!, some[i]!];
  }
  return some;
}

const text = (lines: readonly string[]) => new TextEncoder().encode(lines.join(""));
const numbered = Array.from({ length: 4000 }, (_, i) => i);
const random = Random.fromSeed(77);

test.each([
  ["a text", text(numbered.map((i) => `the ${i % 7} of ${["sea", "whale", "ship"][i % 3]}; `))],
  ["a counter", text(numbered.map((i) => `${1000 + 7 * i}\n`))],
  ["records", Uint8Array.from({ length: 24_000 }, (_, i) => (i % 24 < 8 ? i % 24 : random.below(256)))],
  ["a clock", text(numbered.map((i) => `${new Date(17_000 * i).toISOString().slice(11, 19)}\n`))],
  [
    "records with a counter",
    Uint8Array.from({ length: 24_000 }, (_, i) =>
      i % 6 === 0 ? (i / 6) & 255 : i % 6 === 1 ? 170 : random.below(256),
    ),
  ],
  ["a wave", Uint8Array.from({ length: 24_000 }, (_, i) => Math.round(128 + 90 * Math.sin(i / 7)))],
])("nothing is named in shuffles of %s", (_, symbols) => {
  for (let run = 0; run < shuffles; run++)
    expect(findRules(asFile(shuffled(symbols, 80_000 + run)))).toEqual([]);
});

/** Kinds and noise were fixed, and constants chosen on list 1. */
test("of 300 inputs no false period, width or generator is named, of 60 planted rules four in five up to 20 % of noise", () => {
  const inputs = [...casesOf([...inputsWithoutRule(2)], 32), ...casesOf([...inputsWithRule(2)], 14)];
  const named = new Map(inputs.map((input) => [input, findRules(input.sample, input.stretch)]));
  const isFalse = (input: RuleInput) => named.get(input)!.some((finding) => !input.allows(finding));
  expect(inputs.filter(isFalse).map(({ name }) => name)).toEqual([]);
  const planted = inputs.filter(({ noise = 1 }) => noise <= 0.2);
  const found = planted.filter((input) => named.get(input)!.some(input.wants!));
  expect(planted.length).toBeGreaterThanOrEqual(complete ? 48 : 4);
  expect(found.length).toBeGreaterThanOrEqual(0.8 * planted.length);
});
