import { describe, expect, it } from "vitest";
import { costsOfHalves } from "../../../src/learners/costs-of-halves.ts";
import type { Learner } from "../../../src/learners/exchange.ts";

/** Knows a byte where it stood anywhere in what was learned. */
const knowing: Learner = async ({ learn, ask }) => {
  const known = new Set(learn.flatMap((block) => [...block]));
  const losses = ask.map((block) => Float64Array.from(block, (byte) => (known.has(byte) ? 1 : 8)));
  return {
    blocks: losses.map((one) => ({ bits: one.reduce((a, b) => a + b, 0), losses: one })),
    learns: true,
  };
};

describe("what bytes cost a learner of the other half", () => {
  it.each([0, 1, 2, 3, 255, 4096, 10_000])("of %i bytes: each is priced once, and by others", async (n) => {
    const asked: number[] = [];
    const counting: Learner = async (exchange) => {
      asked.push(exchange.ask.reduce((sum, { length }) => sum + length, 0));
      const learned = exchange.learn.reduce((sum, { length }) => sum + length, 0);
      expect(learned + asked.at(-1)!).toBe(n);
      expect(exchange.ask.length).toBeGreaterThan(0);
      return knowing(exchange);
    };
    // All bytes stand in both halves, but the last one.
    const bytes = Uint8Array.from({ length: n }, (_, i) => (i === n - 1 ? 255 : i & 1));
    const answered: [number, number][] = [];
    const bits = await costsOfHalves(bytes, counting, 1, (...of) => answered.push(of));
    expect(asked.reduce((sum, one) => sum + one, 0)).toBe(n);
    expect(bits.length).toBe(n);
    if (n > 0) expect(bits[n - 1]).toBe(8);
    if (n >= 255) expect([...bits.subarray(0, n - 1)].every((cost) => cost === 1)).toBe(true);
    expect(answered.map(([done]) => done)).toEqual(asked.map((_, i) => i + 1));
  });

  it("is not known of a learner that tells sums alone", async () => {
    const silent: Learner = async ({ ask }) => ({
      blocks: ask.map(({ length }) => ({ bits: length, losses: null })),
      learns: true,
    });
    await expect(costsOfHalves(new Uint8Array(100), silent, 1, () => {})).rejects.toThrow(
      "needs the loss of each byte",
    );
  });
});
