import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { plugInEntropy } from "../../../../src/statistics/entropy.ts";
import { bind, take } from "../support.ts";

/** Sums of a source's symbols, read as numbers, up to n. */
async function sumOf(recipe: string, n: number, value: (symbol: number) => number): Promise<number> {
  const source = await bind(recipe);
  const stream = source.open(Random.fromSeed(1));
  const chunk = new Uint8Array(10_000);
  let sum = 0;
  for (let at = 0; at < n; at += chunk.length) {
    stream.fill(chunk);
    for (let i = 0; i < chunk.length; i++) sum += value(chunk[i]!);
  }
  return sum;
}

const sign = (symbol: number) => 1 - 2 * symbol;

describe("sums that are published", () => {
  // OEIS A002819, A002321 (Mertens), A013928, A000720, A025528.
  test.each([
    ["liouville", 1_000_000, -530, sign],
    ["moebius", 1_000_000, 212, (symbol: number) => [0, 1, -1][symbol]!],
    ["squarefree", 1_000_000, 607_926, (symbol: number) => symbol],
    ["primes", 1_000_000, 78_498, (symbol: number) => symbol],
    ["primes(powers=true)", 1_000_000, 78_734, (symbol: number) => symbol],
  ] as const)("%s up to %i", async (recipe, n, expected, value) => {
    expect(await sumOf(recipe, n, value)).toBe(expected);
  });

  test("and up to ten million", { tags: ["slow"] }, async () => {
    expect(await sumOf("liouville", 1e7, sign)).toBe(-842);
    expect(await sumOf("moebius", 1e7, (symbol) => [0, 1, -1][symbol]!)).toBe(1037);
    expect(await sumOf("squarefree", 1e7, (symbol) => symbol)).toBe(6_079_291);
    expect(await sumOf("primes", 1e7, (symbol) => symbol)).toBe(664_579);
  });
});

/** Prime factors with multiplicity by trial division. */
function factors(n: number): number[] {
  const found: number[] = [];
  for (let prime = 2; prime * prime <= n; prime++) for (; n % prime === 0; n /= prime) found.push(prime);
  return n > 1 ? [...found, n] : found;
}

test.each([1, 2 ** 15 - 3, 10 ** 9 - 20, 2 ** 40 - 50, 2 ** 44])(
  "numbers from %i on are those of trial division",
  async (start) => {
    const count = start === 1 ? 3000 : 100;
    const of = async (id: string) => take(await bind(`${id}(from=${start})`), count);
    const [lambda, mu, free, prime] = [
      await of("liouville"),
      await of("moebius"),
      await of("squarefree"),
      await of("primes"),
    ];
    for (let i = 0; i < count; i++) {
      const found = factors(start + i);
      const isFree = new Set(found).size === found.length;
      expect(lambda[i], `${start + i}`).toBe(found.length % 2);
      expect(mu[i]).toBe(isFree ? 1 + (found.length % 2) : 0);
      expect(free[i]).toBe(isFree ? 1 : 0);
      expect(prime[i]).toBe(found.length === 1 ? 1 : 0);
    }
  },
);

test("random signs multiply, and those of primes are a coin's", async () => {
  const source = await bind("random-multiplicative");
  const signs = take(source, 30_000, 4);
  const isMinus = (n: number) => signs[n - 1]!;
  for (let n = 2; n <= 300; n++)
    for (let m = 2; n * m <= 30_000; m += 7) expect(isMinus(n * m)).toBe(isMinus(n) ^ isMinus(m));
  const ofPrimes = Array.from({ length: 30_000 }, (_, i) => i + 1).filter((n) => factors(n).length === 1);
  const minus = ofPrimes.reduce((sum, prime) => sum + isMinus(prime), 0);
  expect(Math.abs(minus - ofPrimes.length / 2)).toBeLessThan(4 * Math.sqrt(ofPrimes.length / 4));
});

/** Euler's criterion, which shares nothing with the code. */
function legendre(a: number, p: number): number {
  let [result, base, power] = [1, ((a % p) + p) % p, (p - 1) / 2];
  for (; power > 0; power >>= 1) {
    if (power & 1) result = (result * base) % p;
    base = (base * base) % p;
  }
  return result === p - 1 ? 2 : result;
}

describe("characters", () => {
  test.each([
    [5, 5],
    [13, 13],
    [-163, 163],
    [-3, 3],
    [-7, 7],
    [997, 997],
  ])("(%i/n) is the symbol of Legendre modulo %i", async (d, p) => {
    const symbols = take(await bind(`kronecker(d=${d}, from=0)`), 3 * p);
    for (let n = 0; n < 3 * p; n++) expect(symbols[n], `${n}`).toBe(legendre(n, p));
  });

  test.each([
    [-4, [0, 1, 0, 2]],
    [8, [0, 1, 0, 2, 0, 2, 0, 1]],
    [-8, [0, 1, 0, 1, 0, 2, 0, 2]],
    [12, [0, 1, 0, 0, 0, 2, 0, 2, 0, 0, 0, 1]],
  ])("(%i/n) is as tables have it", async (d, expected) => {
    expect([...take(await bind(`kronecker(d=${d}, from=0)`), expected.length)]).toEqual(expected);
  });

  test.each([0, 1, 2, 3, 4, 9, -1, -12, 163])("%i is no fundamental discriminant", async (d) => {
    await expect(bind(`kronecker(d=${d})`)).rejects.toThrow("fundamental discriminant");
  });

  test("Liouville's function resembles that of -163", async () => {
    const n = 1000;
    const lambda = take(await bind("liouville"), n);
    const character = take(await bind("kronecker(d=-163, from=1)"), n);
    const agreeing = Array.from(lambda).reduce<number>(
      (sum, symbol, i) => sum + (character[i] === 1 + symbol ? 1 : 0),
      0,
    );
    const signed = Array.from(character).reduce<number>((sum, symbol) => sum + (symbol === 0 ? 0 : 1), 0);
    // Granville & Soundararajan: few small primes split, so that it pretends to be the character until large ones matter.
    expect(agreeing / signed).toBeCloseTo(0.728, 3);
  });
});

describe("beginnings that are published", () => {
  const text = async (recipe: string, length: number) => {
    const source = await bind(recipe);
    return Array.from(take(source, length), (symbol) => source.label(symbol)).join("");
  };
  // OEIS A000002, A040051, A033308, A002193, A001113; A006337 less 1, A002487 modulo 3 and 5, A006577 modulo 2.
  test.each([
    ["kolakoski", "1221121221221121122121121221121121221221121221211211221221121221221121121221211221221121"],
    ["partition-parity", "110111110000111011101"],
    ["copeland-erdos", "23571113171923293137414347535961677173798389971011031071091131271"],
    ["root(of=2)", "41421356237309504880168872420969807856967187537694"],
    ["root(of=5)", "23606797749978969640917366873127623544061835961152"],
    ["euler", "71828182845904523536028747135266249775724709369995"],
    ["root(of=2, base=2)", "01101010000010011110011001100111"],
    ["primes-modulo(q=4)", "31331133131"],
    ["sturmian(of=2)", "01010010100101010010100101010010100101001010"],
    ["stern(modulus=3)", "112102011022201121102212122011210201211022"],
    ["stern(modulus=5)", "1121323143020341042330222033240110441203"],
    ["collatz", "0110100110011110000111101010000101111100"],
  ])("%s", async (recipe, expected) => {
    expect(await text(recipe, expected.length)).toBe(expected);
  });
});

describe("partial quotients of numbers that are known", () => {
  const quotients = async (recipe: string, count: number) =>
    Array.from(take(await bind(recipe), count), (symbol) => symbol + 1);

  // OEIS A001203, A003417.
  test.each([
    ["pi", [7, 15, 1, 292, 1, 1, 1, 2, 1, 3, 1, 14, 2, 1, 1, 2, 2, 2, 2, 1, 84, 2, 1, 1, 15, 3, 13, 1, 4]],
    ["e", [1, 2, 1, 1, 4, 1, 1, 6, 1, 1, 8, 1, 1, 10, 1, 1, 12, 1, 1, 14, 1, 1, 16, 1, 1, 18, 1, 1, 20]],
  ])("%s", async (of, expected) => {
    expect(await quotients(`continued-fraction(of=${of}, quotients=4096)`, expected.length)).toEqual(
      expected,
    );
  });

  test("those of pi are those that both neighbours of its first decimals have", async () => {
    const places = 3200;
    const digits = take(await bind("pi"), places).join("");
    const scale = 10n ** BigInt(places);
    const euclid = (p: bigint) => {
      const found: number[] = [];
      for (let [x, y] = [scale, p]; y > 0n; [x, y] = [y, x % y]) found.push(Math.min(4096, Number(x / y)));
      return found;
    };
    const [one, other] = [euclid(BigInt(digits)), euclid(BigInt(digits) + 1n)];
    const common = one.findIndex((quotient, i) => quotient !== other[i]);
    expect(common).toBeGreaterThan(3000);
    expect(await quotients("continued-fraction(of=pi, quotients=4096)", common - 5)).toEqual(
      one.slice(0, common - 5),
    );
  });

  test("there are a hundred thousand of pi and no more", async () => {
    const source = await bind("continued-fraction(of=pi)");
    expect(source.length).toBe(100_000);
    expect(take(source, 100_001)).toHaveLength(100_000);
  });
});

test("a Sturmian word is exact where the root is near a whole number", async () => {
  // 99 / 70 and its like are near the root of 2 from either side, again and again.
  for (const of of [2, 3, 99 * 99 + 1, 999_999]) {
    const word = take(await bind(`sturmian(of=${of})`), 50_000);
    const floor = (n: number) => {
      let root = BigInt(Math.floor(n * Math.sqrt(of)));
      while (root * root > BigInt(n) ** 2n * BigInt(of)) root--;
      while ((root + 1n) ** 2n <= BigInt(n) ** 2n * BigInt(of)) root++;
      return Number(root);
    };
    for (let n = 1; n <= word.length; n++)
      if (word[n - 1] !== floor(n + 1) - floor(n) - floor(1)) expect.fail(`${of}: ${n}`);
  }
});

test.each([3, 4, 6, 10, 255])(
  "residues of Stern's sequence modulo %i are as frequent as proved",
  async (m) => {
    const source = await bind(`stern(modulus=${m})`);
    const entropy = source.truth().symbolEntropy!;
    const counts = new Float64Array(m);
    for (const symbol of take(source, 2 ** 20)) counts[symbol]!++;
    expect(entropy.status === "exact" && entropy.value).toBeCloseTo(plugInEntropy(counts), 2);
  },
);

test("a continued fraction has the shares of Gauss and Kuzmin, and pairs of the law of Gauss", async () => {
  const source = await bind("continued-fraction(quotients=64)");
  const n = 200_000;
  const symbols = take(source, n, 3);
  const share = (holds: (i: number) => boolean) => {
    let sum = 0;
    for (let i = 0; i < n - 1; i++) if (holds(i)) sum++;
    return sum / (n - 1);
  };
  const near = (found: number, law: number) =>
    expect(Math.abs(found - law)).toBeLessThan(5 * Math.sqrt((law * (1 - law)) / n));
  for (const k of [1, 2, 3, 10])
    near(
      share((i) => symbols[i] === k - 1),
      Math.log2(1 + 1 / (k * (k + 2))),
    );
  // Numbers that begin [0; a, b] lie between b/(ab+1) and (b+1)/(a(b+1)+1); the law of Gauss has log2(1 + x) below x.
  for (const [a, b] of [
    [1, 1],
    [2, 1],
    [1, 3],
  ] as const) {
    const [x, y] = [b / (a * b + 1), (b + 1) / (a * (b + 1) + 1)];
    near(
      share((i) => symbols[i] === a - 1 && symbols[i + 1] === b - 1),
      Math.abs(Math.log2((1 + x) / (1 + y))),
    );
  }
});

test("the rate of the quotients is between bounds that samples agree with", async () => {
  for (const count of [2, 16, 64]) {
    const { entropyRate } = (await bind(`continued-fraction(quotients=${count})`)).truth();
    if (entropyRate?.status !== "bounds") throw new Error("no bounds");
    expect(entropyRate.upper - entropyRate.lower).toBeLessThan(2e-3);
    // Quotients that are cut much later show the past; the entropy given it is the lower bound.
    const symbols = take(await bind("continued-fraction(quotients=4096)"), 200_000, 7);
    let [past, sum] = [0, 0];
    for (const symbol of symbols) {
      let above = 1;
      for (let k = 1; k <= count; k++) {
        const next = k === count ? 0 : (1 + past) / (k + 1 + past);
        if (above > next) sum -= (above - next) * Math.log2(above - next);
        above = next;
      }
      past = 1 / (symbol + 1 + past);
    }
    expect(sum / symbols.length).toBeCloseTo(entropyRate.lower, 3);
    // h(k) of what is seen falls to the upper bound, or what is left of it.
    const cut = Array.from(symbols, (symbol) => Math.min(symbol, count - 1));
    const entropyOf = (k: number) => {
      const seen = new Map<number, number>();
      for (let i = k - 1; i < cut.length; i++) {
        let word = 0;
        for (let j = 0; j < k; j++) word = word * count + cut[i - j]!;
        seen.set(word, (seen.get(word) ?? 0) + 1);
      }
      const n = cut.length - k + 1;
      return [...seen.values()].reduce((bits, c) => bits - (c / n) * Math.log2(c / n), 0);
    };
    if (count === 2) expect(entropyOf(8) - entropyOf(7)).toBeCloseTo(entropyRate.upper, 2);
  }
});

test("patterns of random multiplicative signs are equally frequent, as those of Liouville's function seem to be", async () => {
  for (const recipe of ["random-multiplicative", "liouville"]) {
    const symbols = take(await bind(recipe), 1_000_000, 5);
    const counts = new Uint32Array(16);
    for (let i = 3; i < symbols.length; i++)
      counts[8 * symbols[i - 3]! + 4 * symbols[i - 2]! + 2 * symbols[i - 1]! + symbols[i]!]!++;
    for (const count of counts) expect(16 * count).toBeGreaterThan(0.97e6);
  }
});

test.each(["primes", "cramer-primes"])("the entropy of a symbol of %s falls to its limit", async (recipe) => {
  const { symbolEntropy, entropyRate } = (await bind(recipe)).truth();
  expect([symbolEntropy, entropyRate]).toMatchObject([{ value: 0 }, { value: 0 }]);
  const shares = await Promise.all(
    [1, 1e6, 1e9, 1e12].map(async (start) => {
      const symbols = take(await bind(`${recipe}(from=${start})`), 100_000, 3);
      return symbols.filter((one) => one === 1).length / symbols.length;
    }),
  );
  expect(shares).toEqual([...shares].sort((a, b) => b - a));
  expect(shares.at(-1)! * Math.log(1e12)).toBeCloseTo(1, 1);
});

describe("random primes", () => {
  test.each(["cramer-primes", "hawkins-primes"])("%s are as frequent as primes", async (recipe) => {
    const n = 1_000_000;
    const counts = [];
    for (let seed = 1; seed <= 4; seed++)
      counts.push(Array.from(take(await bind(recipe), n, seed)).reduce((sum, symbol) => sum + symbol, 0));
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    // li(10^6) = 78 627; the product over Hawkins' primes is random, and its share is n/ln n times a factor near 1.
    expect(mean / 78_627).toBeGreaterThan(recipe === "cramer-primes" ? 0.99 : 0.8);
    expect(mean / 78_627).toBeLessThan(recipe === "cramer-primes" ? 1.01 : 1.2);
  });
});

test("conjectures are marked as such", async () => {
  const { entropyRate, symbolEntropy } = (await bind("liouville")).truth();
  expect(entropyRate).toMatchObject({ status: "conjectured", value: 1, by: "Chowla 1965" });
  expect(symbolEntropy).toMatchObject({ status: "exact", value: 1 });
  // A part of a mixture is no better known than by itself.
  const mixed = (
    await bind("blocks(liouville, uniform(alphabet=2), length=100)").catch(() =>
      bind("interleave(liouville, uniform(alphabet=2))"),
    )
  ).truth();
  expect(mixed.entropyRate?.status).not.toBe("exact");
});
