import { describe, expect, it } from "vitest";
import { bind, take } from "../support.ts";

const bits = (n: bigint): number => [...n.toString(2)].filter((bit) => bit === "1").length;

describe("thue-morse", () => {
  it.each([0, 1, 4095, 4_294_967_290, 2_251_799_813_685_000])(
    "is the parity of ones from %i on",
    async (offset) => {
      const symbols = take(await bind(`thue-morse(offset=${offset})`), 9000, 1, 1000);
      symbols.forEach((symbol, i) => {
        if (symbol !== bits(BigInt(offset) + BigInt(i)) % 2) throw new Error(`wrong at ${offset} + ${i}`);
      });
    },
  );
});

describe("fibonacci", () => {
  /** floor(n / phi) = floor((sqrt(5 n^2) - n) / 2), in integers. */
  const floorOverPhi = (n: bigint): bigint => {
    const square = 5n * n * n;
    let root = BigInt(Math.floor(Math.sqrt(Number(square))));
    while (root * root > square) root--;
    while ((root + 1n) * (root + 1n) <= square) root++;
    return (root - n) / 2n;
  };

  it.each([0, 1, 6765, 4_294_967_290, 2_251_799_813_600_000])(
    "is 1 - (floor((n+2)/phi) - floor((n+1)/phi)) from %i on",
    async (offset) => {
      const symbols = take(await bind(`fibonacci(offset=${offset})`), 9000, 1, 777);
      symbols.forEach((symbol, i) => {
        const n = BigInt(offset) + BigInt(i);
        if (symbol !== Number(1n - floorOverPhi(n + 2n) + floorOverPhi(n + 1n))) {
          throw new Error(`wrong at ${offset} + ${i}`);
        }
      });
    },
  );
});

/** How often 2 divides n. */
const twos = (n: bigint): number => n.toString(2).length - n.toString(2).replace(/0+$/, "").length;
const binaryWords: readonly (readonly [string, (n: bigint) => number])[] = [
  ["period-doubling", (n) => twos(n + 1n) % 2],
  ["rudin-shapiro", (n) => bits(n & (n >> 1n)) % 2],
  ["paperfolding", (n) => Number(((n + 1n) >> BigInt(twos(n + 1n) + 1)) & 1n)],
];

describe.each(binaryWords)("%s", (id, symbolAt) => {
  it.each([0, 1, 4095, 4_294_967_290, 2_251_799_813_685_000])(
    "is what its summary says from %i on",
    async (offset) => {
      const symbols = take(await bind(`${id}(offset=${offset})`), 9000, 1, 1000);
      symbols.forEach((symbol, i) => {
        if (symbol !== symbolAt(BigInt(offset) + BigInt(i))) throw new Error(`wrong at ${offset} + ${i}`);
      });
    },
  );
});

describe("tribonacci", () => {
  it.each([0, 5, 1000, 99_999])("is the same word from %i on", async (offset) => {
    const whole = take(await bind("tribonacci"), offset + 9000);
    expect(take(await bind(`tribonacci(offset=${offset})`), 9000, 1, 333)).toEqual(whole.slice(offset));
  });

  it("reads off a far place what the weights of the numeration say", async () => {
    // The letter at n counts the ones at the end of the greedy representation of n over 1, 2, 4, 7, 13, ...
    const weights = [1, 2, 4];
    while ((weights.at(-1) as number) < 2_251_799_813_685_248) {
      weights.push(weights.slice(-3).reduce((sum, weight) => sum + weight));
    }
    const letter = (n: number): number => {
      let rest = n;
      const digits = weights.toReversed().map((weight) => {
        const digit = rest >= weight ? 1 : 0;
        rest -= digit * weight;
        return digit;
      });
      return digits.length - 1 - digits.lastIndexOf(0);
    };
    const offset = 2_251_799_813_600_000;
    take(await bind(`tribonacci(offset=${offset})`), 2000).forEach((symbol, i) => {
      if (symbol !== letter(offset + i)) throw new Error(`wrong at ${offset} + ${i}`);
    });
  });
});

describe("periodic", () => {
  it("repeats its word from a random or a given place", async () => {
    const fixed = await bind("periodic(word=abcab, phase=7)");
    expect([...take(fixed, 8)].map((symbol) => fixed.label(symbol)).join("")).toBe("cababcab");
    const random = await bind("periodic(word=abc)");
    const starts = new Set(Array.from({ length: 40 }, (_, seed) => take(random, 4, seed).join("")));
    expect([...starts].sort()).toEqual(["0120", "1201", "2012"]);
  });

  it.each([
    ["0101", 2],
    ["000000", 1],
    ["001001", 3],
    ["00100", 5],
    ["abaabaab", 8],
  ])("has the primitive period of %s", async (word, period) => {
    expect((await bind(`periodic(word=${word})`)).truth().excessEntropy).toMatchObject({
      status: "exact",
      value: Math.log2(period),
    });
  });

  it("counts characters, not code units", async () => {
    const source = await bind('periodic(word="\u{1f600}\u{1f601}", phase=0)');
    expect(source.alphabetSize).toBe(2);
    expect([...take(source, 3)]).toEqual([0, 1, 0]);
    expect(source.label(1)).toBe("\u{1f601}");
  });
});
