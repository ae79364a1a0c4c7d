import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { type SymbolSequence, sequenceOf } from "../../../../src/core/sequence.ts";
import { planTarget, readWorth, worthParts } from "../../../../src/observer/curves/worth.ts";
import { observerMembers } from "../../../../src/observer/observer-members.ts";

const members = observerMembers("fast");
const total = (values: Float64Array) => values.reduce((sum, one) => sum + one, 0);

/** Words of a dictionary of their own kind, drawn at random. */
function words(kind: number, n: number, seed: number): SymbolSequence {
  const dictionary = Random.fromSeed(1000 + kind);
  const entries = Array.from({ length: 64 }, () => Array.from({ length: 8 }, () => dictionary.below(16)));
  const draws = Random.fromSeed(seed);
  const symbols = Uint8Array.from(Array.from({ length: n / 8 }, () => entries[draws.below(64)]!).flat());
  return sequenceOf(symbols, 16);
}

function read(target: SymbolSequence, sources: readonly SymbolSequence[], part: number | null = null) {
  const random = Random.fromSeed(5);
  const plan = planTarget(target, random.fork("target"))!;
  const symbols = sources.map((source) => source.symbols.length);
  return {
    plan,
    ...readWorth({ target, plan, have: null }, sources, symbols, part, members, random.fork("learned")),
  };
}

describe("what learning is worth", () => {
  const target = words(1, 16_384, 1);
  const priced = (bits: Float64Array) => total(bits) / 8192;

  test("on top of half of the target only the same law saves something", () => {
    const own = priced(read(target, []).bits);
    const same = priced(read(target, [words(1, 32_768, 2)]).bits);
    const other = priced(read(target, [words(2, 32_768, 3)]).bits);
    expect(own - same).toBeGreaterThan(0.01);
    expect(own - other).toBeLessThan(0.01);
  });

  test("a mixture saves less than its useful part alone, and more than the other", () => {
    const both = read(target, [words(1, 16_384, 2), words(2, 16_384, 3)]);
    const [useful, useless] = [words(1, 32_768, 2), words(2, 32_768, 3)].map((one) => read(target, [one]));
    expect(both.symbols).toBe(32_768);
    expect(priced(both.bits)).toBeGreaterThan(priced(useful!.bits));
    expect(priced(both.bits)).toBeLessThan(priced(useless!.bits));
  });

  test("parts of a source are of one size, and each is another", () => {
    const parts = Array.from({ length: worthParts }, (_, part) => read(target, [words(1, 32_768, 2)], part));
    expect(parts.reduce((sum, { symbols }) => sum + symbols, 0)).toBe(32_768);
    for (const { symbols } of parts) expect(Math.abs(symbols - 32_768 / worthParts)).toBeLessThan(1024);
    expect(new Set(parts.map(({ bits }) => total(bits))).size).toBe(worthParts);
  });

  test("halves of a target share no symbol and are all of it", () => {
    const { plan } = read(target, []);
    const covered = new Uint8Array(target.symbols.length);
    for (const { start, end } of [...plan.priced, ...plan.known])
      for (let at = start; at < end; at++) covered[at]!++;
    expect(covered.every((count) => count === 1)).toBe(true);
  });

  test("of a long target 65 536 symbols of each half are looked at, in whole blocks", () => {
    const long = sequenceOf(new Uint8Array(300_000), 2);
    const { priced, known } = planTarget(long, Random.fromSeed(1))!;
    for (const blocks of [priced, known]) {
      const lengths = blocks.map(({ start, end }) => end - start);
      const sum = lengths.reduce((all, one) => all + one, 0);
      expect(sum).toBeLessThanOrEqual(65_536);
      expect(sum).toBeGreaterThan(65_536 - Math.max(...lengths));
    }
  });

  test("what is shorter than two blocks is no target", () => {
    expect(planTarget(sequenceOf(new Uint8Array(255), 2), Random.fromSeed(1))).toBeUndefined();
    expect(planTarget(sequenceOf(new Uint8Array(0), 2), Random.fromSeed(1))).toBeUndefined();
  });
});
