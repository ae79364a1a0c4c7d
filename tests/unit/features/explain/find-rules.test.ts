import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { sequenceOf } from "../../../../src/core/sequence.ts";
import { findingClause, findingText, findRules } from "../../../../src/features/explain/findings.ts";
import { bind, take } from "../../sources/support.ts";

async function rulesOf(recipe: string, n: number) {
  const source = await bind(recipe);
  return findRules(sequenceOf(take(source, n, 1), source.alphabetSize));
}

describe("findRules", () => {
  it("names a period in noise, with its factors", async () => {
    const source = await bind("uniform(alphabet=4)");
    const word = take(source, 60, 5);
    const random = Random.fromSeed(2);
    const noisy = Uint8Array.from({ length: 20_000 }, (_, i) =>
      random.uniform() < 0.3 ? random.below(4) : word[i % 60]!,
    );
    const [found, ...others] = findRules(sequenceOf(noisy, 4));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ kind: "period", period: 60 });
    expect(findingClause(found!)).toBe("follows a period of 60");
    expect(findingText(found!)).toMatch(
      /^Period 60 = 2\^2 \* 3 \* 5: the law of a symbol depends on its place in it\. It was chosen on the first half and saves \d+ bits on the second: p <= 2\^-\d+\.$/,
    );
  });

  it("names a register by its taps, and nothing that it does not give", async () => {
    const random = Random.fromSeed(4);
    const bits = Uint8Array.from({ length: 17 }, () => random.below(2));
    const register = new Uint8Array(6000);
    register.set(bits);
    for (let i = 17; i < 6000; i++) register[i] = register[i - 14]! ^ register[i - 17]!;
    const found = findRules(sequenceOf(register, 2));
    expect(found[0]).toMatchObject({ kind: "register", taps: [14, 17] });
    expect(findingText(found[0]!)).toContain("length 17: x(i) = x(i-14) + x(i-17) mod 2, without a fault.");
    register[5000]! ^= 1;
    expect(findRules(sequenceOf(register, 2)).map(({ kind }) => kind)).toEqual(["parity"]);
  });

  it("names a noisy parity", async () => {
    const found = await rulesOf("noisy-parity(k=8, eps=0.05)", 10_000);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: "parity", taps: [1, 8] });
    expect(findingText(found[0]!)).toMatch(/^Parity: x\(i\) = x\(i-1\) \+ x\(i-8\) mod 2 for 9\d\.\d % of/);
  });

  it.each([
    ["nothing", sequenceOf(new Uint8Array(0), 2)],
    ["one symbol", sequenceOf(new Uint8Array(1), 1)],
    ["a constant", sequenceOf(new Uint8Array(5000), 1)],
    ["a constant of two", sequenceOf(new Uint8Array(5000), 2)],
    ["a short period", sequenceOf(Uint8Array.of(0, 1, 0, 1), 2)],
  ])("names nothing in %s", (_, sequence) => expect(findRules(sequence)).toEqual([]));
});

describe("rules of a sample that was cut out of a longer input", () => {
  const blocks = (symbols: Uint8Array, alphabetSize: number, length: number) => ({
    ...sequenceOf(symbols, alphabetSize),
    segmentEnds: Array.from({ length: symbols.length / length }, (_, k) => (k + 1) * length),
  });

  it("are those of all its places: a period that only the first of them have is none", () => {
    const random = Random.fromSeed(3);
    const word = (length: number) => Array.from({ length }, () => random.below(4));
    const [first, later] = [word(12), word(14)];
    const symbols = Uint8Array.from({ length: 40_000 }, (_, i) =>
      i < 10_000 ? first[(i % 1000) % 12]! : later[(i % 1000) % 14]!,
    );
    expect(findRules(blocks(symbols, 4, 1000)).map((one) => one.kind === "period" && one.period)).toEqual([
      14,
    ]);
    const only = symbols.map((symbol, i) => (i < 10_000 ? symbol : random.below(4)));
    expect(findRules(blocks(only, 4, 1000))).toEqual([]);
  });

  it("nor is one that begins shortly before the first half ends", () => {
    const random = Random.fromSeed(3);
    const word = Array.from({ length: 14 }, () => random.below(4));
    const from = (begin: number) =>
      Uint8Array.from({ length: 40_000 }, (_, i) => (i < begin ? random.below(4) : word[i % 14]!));
    expect(findRules(sequenceOf(from(16_000), 4))).toEqual([]);
    expect(findRules(sequenceOf(from(5000), 4))).toMatchObject([{ kind: "period", period: 14 }]);
    // Lines of six bytes begin at 45 % of it.
    const lines = Array.from({ length: 20_000 }, (_, i) => `${i + 1}\n`).join("");
    const counter = Uint8Array.from(Buffer.from(lines.slice(0, 108_000)), (byte) =>
      byte === 10 ? 10 : byte - 48,
    );
    expect(findRules(blocks(counter, 11, 1000))).toEqual([]);
  });

  it("a register goes on in each place from bits of its own", () => {
    const random = Random.fromSeed(4);
    const bits = new Uint8Array(20_000);
    for (let i = 0; i < bits.length; i++)
      bits[i] = i % 500 < 9 ? random.below(2) : bits[i - 4]! ^ bits[i - 9]!;
    expect(findRules(blocks(bits, 2, 500))[0]).toMatchObject({ kind: "register", taps: [4, 9] });
    bits[13_333]! ^= 1;
    expect(findRules(blocks(bits, 2, 500)).map(({ kind }) => kind)).not.toContain("register");
  });
});
