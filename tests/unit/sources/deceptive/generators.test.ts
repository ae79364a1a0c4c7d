import { createCipheriv } from "node:crypto";
import { describe, expect, it } from "vitest";
import { chachaBlock, chachaState } from "../../../../src/sources/deceptive/generators.ts";
import { bind, take } from "../support.ts";

const hex = (bytes: ArrayLike<number>): string => Buffer.from(Uint8Array.from(bytes)).toString("hex");

describe("lcg", () => {
  it("gives the stated byte of the recurrence", async () => {
    const source = await bind("lcg(shift=24)");
    const bytes = take(source, 3000, 1);
    const low = take(await bind("lcg(shift=0)"), 3000, 1);
    const middle = [8, 16];
    const rest = await Promise.all(
      middle.map(async (shift) => take(await bind(`lcg(shift=${shift})`), 3000, 1)),
    );
    // The four bytes together are the whole state, in exact integers.
    const state = (i: number): bigint =>
      (BigInt(bytes[i] as number) << 24n) +
      (BigInt(rest[1]?.[i] as number) << 16n) +
      (BigInt(rest[0]?.[i] as number) << 8n) +
      BigInt(low[i] as number);
    for (let i = 1; i < 3000; i++) {
      expect(state(i)).toBe((1_664_525n * state(i - 1) + 1_013_904_223n) % 4_294_967_296n);
    }
  });

  it.each([
    ["lcg(multiplier=3)", "multiplier must be 1 modulo 4"],
    ["lcg(increment=2)", "increment must be odd"],
  ])("refuses %s", async (recipe, message) => {
    await expect(bind(recipe)).rejects.toThrow(message);
  });

  it("has a machine where the cycle is short", async () => {
    expect((await bind("lcg(shift=1)")).machine?.()?.states).toBe(512);
    expect((await bind("lcg(shift=2)")).machine?.()).toBeUndefined();
  });
});

describe("randu", () => {
  it("lies on 15 planes", async () => {
    const bytes = take(await bind("randu"), 50_000, 3);
    // 9 x - 6 y + z is a multiple of 2^31; each top byte leaves out at most 2^23.
    const planes = new Set<number>();
    let farthest = 0;
    for (let i = 2; i < bytes.length; i++) {
      const [x, y, z] = [bytes[i - 2], bytes[i - 1], bytes[i]] as [number, number, number];
      const plane = (9 * x - 6 * y + z) / 256;
      const nearest = Math.round(plane + (9 - 6 + 1) / 2 / 256);
      farthest = Math.max(farthest, (nearest - plane) / 10, (plane - nearest) / 6);
      planes.add(nearest);
    }
    expect(farthest).toBeLessThan(1 / 256);
    expect(planes.size).toBe(15);
  });

  it("has a multiplier of order 2^29 on the numbers 1 and 3 modulo 8", () => {
    let power = 65_539n;
    for (let doubling = 0; doubling < 28; doubling++) power = (power * power) % 2_147_483_648n;
    expect(power).not.toBe(1n);
    expect((power * power) % 2_147_483_648n).toBe(1n);
    expect(65_539n % 8n).toBe(3n);
  });
});

describe("mt19937", () => {
  it("gives the 10000th output that the C++ standard demands, and the first ones", async () => {
    const bytes = take(await bind("mt19937(seed=5489)"), 40_000, 1, 1001);
    const output = (n: number) => Buffer.from(bytes.buffer as ArrayBuffer).readUInt32LE(4 * (n - 1));
    expect(output(10_000)).toBe(4_123_659_995);
    expect([output(1), output(2), output(3)]).toEqual([3_499_211_612, 581_869_302, 3_890_346_734]);
  });

  it("satisfies the recurrence of its authors from a random state", async () => {
    const bytes = Buffer.from(take(await bind("mt19937"), 4 * 3000, 8) as Uint8Array);
    // Undo the tempering in integers of any size, then look at x(k+624) = x(k+397) xor (high bit of x(k), rest of x(k+1)) A.
    const mask = 0xffff_ffffn;
    const untemper = (y: bigint): bigint => {
      let x = y ^ (y >> 18n);
      x ^= (x << 15n) & 0xefc6_0000n;
      let z = x;
      for (let i = 0; i < 5; i++) z = x ^ ((z << 7n) & 0x9d2c_5680n & mask);
      let w = z;
      for (let i = 0; i < 3; i++) w = z ^ (w >> 11n);
      return w & mask;
    };
    const x = Array.from({ length: 3000 }, (_, i) => untemper(BigInt(bytes.readUInt32LE(4 * i))));
    for (let k = 0; k + 624 < x.length; k++) {
      const y = ((x[k] as bigint) & 0x8000_0000n) | ((x[k + 1] as bigint) & 0x7fff_ffffn);
      expect(x[k + 624]).toBe((x[k + 397] as bigint) ^ (y >> 1n) ^ (y & 1n ? 0x9908_b0dfn : 0n));
    }
  });
});

describe("chacha20", () => {
  it("is the block of RFC 8439, 2.3.2", () => {
    const bytes = Uint8Array.from({ length: 32 }, (_, i) => i);
    const key = new Uint32Array(bytes.buffer);
    const block = new Int32Array(16);
    chachaBlock(chachaState(key, [1, 0x0900_0000, 0x4a00_0000, 0]), block);
    expect(hex(new Uint8Array(block.buffer))).toBe(
      "10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4ed2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e",
    );
  });

  it("agrees with OpenSSL, across blocks", () => {
    const key = Uint32Array.from({ length: 8 }, (_, i) => Math.imul(i + 1, 0x9e37_79b9));
    const state = chachaState(key, [0, 0, 0, 0]);
    const block = new Int32Array(16);
    let ours = "";
    for (let i = 0; i < 40; i++) {
      chachaBlock(state, block);
      (state[12] as number)++;
      ours += hex(new Uint8Array(block.buffer));
    }
    const cipher = createCipheriv("chacha20", new Uint8Array(key.buffer), new Uint8Array(16));
    expect(ours).toBe(cipher.update(new Uint8Array(40 * 64)).toString("hex"));
  });

  it("streams one block after the other", async () => {
    const bytes = take(await bind("chacha20"), 1000, 2, 37);
    expect(new Set(Array.from({ length: 15 }, (_, i) => hex(bytes.subarray(64 * i, 64 * i + 64)))).size).toBe(
      15,
    );
  });
});

describe("pi", () => {
  /** Machin's formula in whole numbers. */
  const machin = (decimals: number): string => {
    const unit = 10n ** BigInt(decimals + 10);
    const arctan = (n: bigint): bigint => {
      let [power, sum] = [unit / n, 0n];
      for (let k = 0n; power !== 0n; k++, power /= n * n)
        sum += (k % 2n === 0n ? 1n : -1n) * (power / (2n * k + 1n));
      return sum;
    };
    return String(16n * arctan(5n) - 4n * arctan(239n)).slice(1, decimals + 1);
  };

  /** Hexadecimal digits from a place on by the series of Bailey, Borwein & Plouffe, which needs none of those before. */
  const farDigits = (place: number): string => {
    const series = (j: number): number => {
      let sum = 0;
      for (let k = 0; k <= place; k++) {
        const modulus = 8 * k + j;
        let [power, square] = [1 % modulus, 16 % modulus];
        for (let rest = place - k; rest > 0; rest >>= 1) {
          if (rest & 1) power = (power * square) % modulus;
          square = (square * square) % modulus;
        }
        sum = (sum + power / modulus) % 1;
      }
      for (let k = place + 1, term = 1 / 16; term > 1e-17; k++, term /= 16) sum += term / (8 * k + j);
      return sum;
    };
    const x = 4 * series(1) - 2 * series(4) - series(5) - series(6);
    return Math.floor((x - Math.floor(x)) * 16 ** 7)
      .toString(16)
      .padStart(7, "0");
  };

  it("has the decimals of Machin's formula", async () => {
    expect(take(await bind("pi(base=10)"), 5000).join("")).toBe(machin(5000));
  });

  it("ends the first million decimals as is known", { tags: ["slow"] }, async () => {
    const source = await bind("pi(base=10)");
    expect(source.length).toBe(1_000_000);
    expect(take(source, 1_000_000).subarray(-20).join("")).toBe(
      "56787961303311646283996346460422090106105779458151".slice(-20),
    );
  });

  it("agrees far out with a series that skips what comes before", async () => {
    const bytes = take(await bind("pi(base=256)"), 60_000);
    const place = 2 * 59_900;
    expect(hex(bytes.subarray(59_900, 59_904)).slice(0, 7)).toBe(farDigits(place));
    const bits = take(await bind("pi(base=2)"), 20_000).join("");
    expect(bits).toBe([...bytes.subarray(0, 2500)].map((byte) => byte.toString(2).padStart(8, "0")).join(""));
  });

  it.each([3, 16, 36])("in base %i is the same number", async (base) => {
    const digits = [...take(await bind(`pi(base=${base})`), 12)];
    const value = digits.reduceRight((sum, digit) => (sum + digit) / base, 0);
    expect(value).toBeCloseTo(Math.PI - 3, 5);
    expect(Math.abs(value - (Math.PI - 3))).toBeLessThan(base ** -12 + 1e-15);
  });

  it("refuses bases that it cannot write", async () => {
    await expect(bind("pi(base=40)")).rejects.toThrow("base must be 2 to 36, or 256");
  });
});
