import { describe, expect, it } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { chiSquareLimit } from "../sources/support.ts";

/** xoshiro128** as published, in arbitrary-precision integers. */
function* referenceDraws(state: readonly bigint[]): Generator<number> {
  const mask = 0xffff_ffffn;
  const rotate = (x: bigint, k: bigint) => ((x << k) | (x >> (32n - k))) & mask;
  let [s0, s1, s2, s3] = state as [bigint, bigint, bigint, bigint];
  for (;;) {
    yield Number((rotate((s1 * 5n) & mask, 7n) * 9n) & mask);
    const t = (s1 << 9n) & mask;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = rotate(s3, 11n);
  }
}

describe("Random", () => {
  it.each([
    [[1, 2, 3, 4]],
    [[0xffff_ffff, 0, 0x8000_0000, 1]],
    [[0xdead_beef, 0x0123_4567, 0x89ab_cdef, 0x7fff_ffff]],
  ])("is xoshiro128** from state %j", (state) => {
    const [a, b, c, d] = state as [number, number, number, number];
    const random = Random.fromState(a, b, c, d);
    const reference = referenceDraws(state.map(BigInt));
    for (let i = 0; i < 2000; i++) expect(random.uint32()).toBe(reference.next().value);
  });

  it("gives the first outputs of the published generator from the state 1, 2, 3, 4", () => {
    const random = Random.fromState(1, 2, 3, 4);
    expect([random.uint32(), random.uint32(), random.uint32()]).toEqual([11520, 0, 5927040]);
  });

  it("is fixed by its seed", () => {
    const draws = (seed: number) =>
      Array.from(
        { length: 8 },
        (
          (r) => () =>
            r.uint32()
        )(Random.fromSeed(seed)),
      );
    expect(draws(1)).toEqual(draws(1));
    expect(draws(1)).not.toEqual(draws(2));
    expect(draws(0)).not.toEqual(draws(Number.MAX_SAFE_INTEGER));
  });

  it("forks by name alone: neither draws nor other forks move a fork", () => {
    const fresh = Random.fromSeed(7).fork("noise").uint32();
    const used = Random.fromSeed(7);
    for (let i = 0; i < 100; i++) used.uint32();
    used.fork("other").uint32();
    expect(used.fork("noise").uint32()).toBe(fresh);
    expect(Random.fromSeed(7).fork("noise ").uint32()).not.toBe(fresh);
    expect(Random.fromSeed(7).fork("a").fork("b").uint32()).not.toBe(Random.fromSeed(7).fork("ab").uint32());
  });

  it("gives forks with neighbouring names independent low bits", () => {
    const limit = chiSquareLimit(15);
    for (const [left, right] of [
      ["0", "1"],
      ["a", "b"],
      ["x", "x0"],
      ["noise", "source"],
      ["", "0"],
    ] as const) {
      const a = Random.fromSeed(1).fork(left);
      const b = Random.fromSeed(1).fork(right);
      const cells = new Float64Array(16);
      const n = 1 << 16;
      for (let i = 0; i < n; i++) {
        const cell = ((a.uint32() & 3) << 2) | (b.uint32() & 3);
        cells[cell] = (cells[cell] as number) + 1;
      }
      const statistic = cells.reduce((sum, count) => sum + (count - n / 16) ** 2 / (n / 16), 0);
      expect(statistic).toBeLessThan(limit);
    }
  });

  it("has flat first draws over seeds", () => {
    const cells = new Float64Array(256);
    const n = 1 << 15;
    for (let seed = 0; seed < n; seed++) {
      const cell = Random.fromSeed(seed).uint32() & 255;
      cells[cell] = (cells[cell] as number) + 1;
    }
    const statistic = cells.reduce((sum, count) => sum + (count - n / 256) ** 2 / (n / 256), 0);
    expect(statistic).toBeLessThan(chiSquareLimit(255));
  });

  it("takes below(bound) from the high word of draw * bound, and refuses the unfair rest", () => {
    for (const bound of [1, 2, 3, 27, 65_536, 0x20_0000, 0x20_0001, 3_000_000_000, 0x1_0000_0000]) {
      const random = Random.fromSeed(bound);
      const twin = Random.fromSeed(bound);
      for (let i = 0; i < 300; i++) {
        const value = random.below(bound);
        let draw = BigInt(twin.uint32());
        const [wide, rest] = [BigInt(bound), (1n << 32n) % BigInt(bound)];
        if (bound <= 0x20_0000) {
          while ((draw * wide) % (1n << 32n) < rest) draw = BigInt(twin.uint32());
          expect(BigInt(value)).toBe((draw * wide) >> 32n);
        } else {
          while (draw >= (1n << 32n) - rest) draw = BigInt(twin.uint32());
          expect(BigInt(value)).toBe(draw % wide);
        }
      }
    }
  });

  it("makes uniform() from 53 bits", () => {
    const random = Random.fromSeed(3);
    const twin = Random.fromSeed(3);
    for (let i = 0; i < 1000; i++) {
      const high = BigInt(twin.uint32() >>> 5);
      const low = BigInt(twin.uint32() >>> 6);
      expect(random.uniform()).toBe(Number((high << 26n) | low) / Number(1n << 53n));
    }
  });
});
