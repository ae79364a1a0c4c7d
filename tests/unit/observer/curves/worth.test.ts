import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { type SymbolSequence, sequenceOf } from "../../../../src/core/sequence.ts";
import { planTarget, readWorth, type WorthPart } from "../../../../src/observer/curves/worth.ts";
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

function read(target: SymbolSequence, sources: readonly SymbolSequence[], part: WorthPart = "all") {
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

  test("a source of the same law saves all that there is to learn, another law nothing", () => {
    const same = read(target, [words(1, 32_768, 2)]);
    const other = read(target, [words(2, 32_768, 3)]);
    // A word of 64 takes 6 bits of 32, and where words begin is known.
    expect(priced(same.alone.at(-1)!.bits)).toBeLessThan(1);
    expect(priced(same.alone.at(-1)!.bits)).toBeGreaterThan(6 / 8);
    expect(priced(other.alone.at(-1)!.bits)).toBeGreaterThan(3.9);
    expect(same.alone.map(({ n }) => n)).toEqual([8192, 16_384, 32_768]);
  });

  test("on top of half of the target only the same law saves something", () => {
    const own = priced(read(target, []).onTop);
    const same = priced(read(target, [words(1, 32_768, 2)]).onTop);
    const other = priced(read(target, [words(2, 32_768, 3)]).onTop);
    expect(own - same).toBeGreaterThan(0.01);
    expect(own - other).toBeLessThan(0.01);
  });

  test("a mixture is worth what its parts are: laws that have nothing in common take nothing from each other", () => {
    const both = read(target, [words(1, 16_384, 2), words(2, 16_384, 3)]);
    const half = read(target, [words(1, 16_384, 2)]);
    expect(both.alone.at(-1)!.n).toBe(32_768);
    expect(priced(both.alone.at(-1)!.bits)).toBeLessThan(priced(half.alone.at(-1)!.bits) + 0.25);
  });

  test("all of a source begins as its first half does, and the second half is another", () => {
    const [all, first, second] = (["all", "first", "second"] as const).map((part) =>
      read(target, [words(1, 32_768, 2)], part),
    );
    expect(first!.alone).toEqual(all!.alone.slice(0, 2));
    expect(second!.alone.map(({ n }) => n)).toEqual([8192, 16_384]);
    expect(total(second!.alone[1]!.bits)).not.toBe(total(first!.alone[1]!.bits));
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
