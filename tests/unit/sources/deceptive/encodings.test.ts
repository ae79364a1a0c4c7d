import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import type { Machine } from "../../../../src/core/source.ts";
import type { Truth } from "../../../../src/core/truth.ts";
import { blockEntropies } from "../../../../src/exact/block-entropies.ts";
import { generatedSequence } from "../../../../src/run/generated-sequence.ts";
import { bind, blockChiSquare, sampleText, take } from "../support.ts";

const exactValue = (truth: Truth | undefined): number => {
  if (truth?.status !== "exact") throw new Error(`expected a value, got ${JSON.stringify(truth)}`);
  return truth.value;
};
const textOf = (bytes: ArrayLike<number>): string => Buffer.from(Uint8Array.from(bytes)).toString("latin1");

describe.each(["hex", "base64"] as const)("%s", (encoding) => {
  it("writes a text as others do", async () => {
    const source = await bind(`${encoding}(file(a.txt))`);
    const whole = Buffer.from(sampleText).toString(encoding);
    expect(source.length).toBe(whole.length);
    expect(textOf(take(source, source.length, 1, 17))).toBe(whole);
    expect(textOf(take(await bind(`shuffle(${encoding}(file(a.txt)))`), whole.length)).length).toBe(
      whole.length,
    );
  });

  it.each(["shuffle(file(a.txt))", "uniform(alphabet=256)", "golden-mean", "uniform(alphabet=1000)"])(
    "writes %s as others do",
    async (recipe) => {
      const child = await bind(recipe);
      const symbols = take(child, 40_001, 4);
      const bytes = Buffer.alloc(symbols.length * symbols.BYTES_PER_ELEMENT);
      symbols.forEach((symbol, i) => {
        if (symbols.BYTES_PER_ELEMENT === 1) bytes[i] = symbol;
        else bytes.writeUInt16LE(symbol, 2 * i);
      });
      const source = await bind(`${encoding}(${recipe})`);
      const expected = bytes.toString(encoding);
      const given = take(source, Math.min(expected.length, 50_000), 4, 1009);
      expect(textOf(given)).toBe(expected.slice(0, given.length));
      if (Number.isFinite(child.length)) expect(source.length).toBe(expected.length);
    },
  );

  it.each(["uniform(alphabet=256)", "golden-mean", "periodic(word=abcd)", "zipf(alphabet=300)"])(
    "spreads the entropy of %s",
    async (recipe) => {
      const child = await bind(recipe);
      const source = await bind(`${encoding}(${recipe})`);
      const share = (encoding === "hex" ? 4 : 6) / (child.alphabetSize > 256 ? 16 : 8);
      const rate = exactValue(source.truth().entropyRate);
      expect(rate).toBeCloseTo(share * exactValue(child.truth().entropyRate), 12);
      const machine = source.machine?.();
      if (machine === undefined) return;
      // The machine counts bits by another way: its gains come down to the rate.
      const H = blockEntropies(machine, 60);
      const gain = (H.at(-1) as number) - (H.at(-2) as number);
      expect(gain).toBeGreaterThanOrEqual(rate - 1e-9);
      if (H.length === 60) expect(gain).toBeCloseTo(rate, 6);
    },
  );

  it("of fair bytes is noise over fewer letters", async () => {
    const truth = (await bind(`${encoding}(uniform(alphabet=256))`)).truth();
    const bits = encoding === "hex" ? 4 : 6;
    expect(exactValue(truth.symbolEntropy)).toBeCloseTo(bits, 12);
    expect(exactValue(truth.excessEntropy)).toBeCloseTo(0, 9);
    expect(exactValue(truth.statisticalComplexity)).toBeCloseTo(0, 9);
  });
});

it("hex of Zipf noise follows its machine", async () => {
  const source = await bind("hex(zipf(alphabet=200))");
  const { statistic, limit } = blockChiSquare(source, source.machine?.() as Machine, 1, 8000, 20_240);
  expect(statistic).toBeLessThan(limit);
});

it("hex of a period of three bytes has a period of six letters", async () => {
  expect(exactValue((await bind("hex(periodic(word=abc))")).truth().excessEntropy)).toBeCloseTo(
    Math.log2(6),
    12,
  );
  expect((await bind("base64(thue-morse)")).truth().excessEntropy?.status).toBe("infinite");
  expect((await bind("base64(pi(base=10))")).length).toBe(4 * Math.ceil(1_000_000 / 3));
});

describe("gzip", () => {
  it("is read back by zlib: a text as one member", async () => {
    const source = await bind("gzip(file(a.txt), level=9)");
    expect(Buffer.from(sampleText).equals(gunzipSync(Uint8Array.from(take(source, source.length))))).toBe(
      true,
    );
  });

  it.each(["uniform(alphabet=256)", "geometric(p=0.002)"])(
    "is read back by zlib: %s in members",
    async (recipe) => {
      const child = await bind(recipe);
      const symbols = take(child, (1 << 20) / (child.alphabetSize > 256 ? 2 : 1), 3);
      const packed = Uint8Array.from(take(await bind(`gzip(${recipe})`), 1_300_000, 3, 65_536));
      // The first member ends where another header begins.
      const header = [0x1f, 0x8b, 0x08];
      let end = 1000;
      for (;;) {
        end = packed.findIndex((_, i) => i > end && header.every((byte, j) => packed[i + j] === byte));
        try {
          const bytes = gunzipSync(packed.subarray(0, end));
          expect(bytes.equals(Buffer.from(symbols.buffer, 0, 1 << 20))).toBe(true);
          break;
        } catch (error) {
          if (end < 0) throw error;
        }
      }
    },
  );

  it("states what it can", async () => {
    const rate = async (recipe: string) => (await bind(recipe)).truth().entropyRate;
    expect(exactValue(await rate("gzip(thue-morse)"))).toBe(0);
    const noise = (await rate("gzip(uniform(alphabet=256))")) as { lower: number; upper: number };
    expect(noise.upper).toBe(8);
    expect(noise.lower).toBeCloseTo((8 * 1_048_576) / (1_048_576 + 18 + 5 * 17), 12);
    // A byte of output holds no more than the entropy of 1032 zeros and ones would fill.
    const sparse = (await rate("gzip(coin(p=0.00001))")) as { upper: number };
    expect(sparse.upper).toBeCloseTo(
      1032 * exactValue((await bind("coin(p=0.00001)")).truth().entropyRate),
      12,
    );
    await expect(bind("gzip(shuffle(file(a.txt)))")).rejects.toThrow(
      "gzip needs an endless source or a text",
    );
  });

  it("never writes more than the stored form", async () => {
    const source = await bind("gzip(uniform(alphabet=256))");
    const packed = take(source, 2_100_000, 9);
    const second = packed.findIndex(
      (_, i) => i > 1_000_000 && packed[i] === 0x1f && packed[i + 1] === 0x8b && packed[i + 2] === 8,
    );
    expect(second).toBeLessThanOrEqual((1 << 20) + 18 + 5 * 17);
  });
});

it.each(["coin(p=0.3)", "zipf(alphabet=5)", "uniform(alphabet=17)", "chacha20", "uniform(alphabet=700)"])(
  "the letters of %s are those that it writes, so that a recipe and a file of it are charged alike",
  async (child) => {
    for (const encoding of ["hex", "base64"]) {
      const source = await bind(`${encoding}(${child})`);
      const symbols = new Uint8Array(60_000);
      source.open(Random.fromSeed(4)).fill(symbols);
      expect(source.letters).toBe(new Set(symbols).size);
      expect(generatedSequence(source, 1000, 4).declaredAlphabet).toBe(source.letters);
    }
  },
);
