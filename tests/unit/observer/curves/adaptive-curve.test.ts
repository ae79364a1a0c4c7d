import { expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { sequenceOf } from "../../../../src/core/sequence.ts";
import { adaptiveCurve } from "../../../../src/observer/curves/adaptive-curve.ts";
import {
  type AdaptiveReadings,
  adaptiveBlockLength,
  adaptiveReadings,
} from "../../../../src/observer/curves/adaptive-readings.ts";
import { phaseExpert, phaseExpertAt } from "../../../../src/observer/members/phase-expert.ts";
import { observerMembers } from "../../../../src/observer/observer-members.ts";

const fast = observerMembers("fast");

test("blocks are as long as sixteen of them leave, and 1 024 symbols at most", () => {
  expect([500, 4000, 20_000, 65_536, 100_000, 1e7].map(adaptiveBlockLength)).toEqual([
    32, 128, 1024, 1024, 1024, 1024,
  ]); // biome-ignore format: short
});

/** Readings by a formula instead of an observer. */
function made(
  lengths: readonly number[],
  orders: readonly number[][],
  bitsOf: (b: number, read: number) => number,
) {
  return {
    lengths,
    places: lengths.map(() => 0),
    within: new Float64Array(0),
    withinBlocks: new Float64Array(0),
    coded: { bits: 0, members: [] },
    orders: orders.map((blocks) => {
      let read = 0;
      const bits = blocks.map((b) => {
        const paid = bitsOf(b, read);
        read += lengths[b]!;
        return paid;
      });
      const first = new Float64Array(lengths[blocks[0]!]!).fill(bits[0]! / lengths[blocks[0]!]!);
      return { blocks: Uint32Array.from(blocks), bits: Float64Array.from(bits), first };
    }),
  } satisfies AdaptiveReadings;
}

const orders = [
  [0, 1, 2, 3, 4, 5, 6, 7],
  [3, 6, 1, 7, 0, 2, 5, 4],
  [5, 4, 7, 0, 2, 6, 3, 1],
  [7, 2, 4, 6, 1, 3, 0, 5],
];

test("S and M l(M) are all that was paid, and a surcharge on what is read first is S", () => {
  const lengths = Array.from({ length: 8 }, () => 100);
  const difficulty = [1, 5, 2, 4, 3, 3, 2, 4];
  const surcharge = (read: number) => (read === 0 ? 90 : read === 100 ? 40 : 0);
  const readings = made(lengths, orders, (b, read) => 100 * difficulty[b]! + surcharge(read));
  const curve = adaptiveCurve(readings);
  expect(curve.trainingLength).toBe(800);
  expect(curve.rate).toBeCloseTo(3, 6);
  expect(curve.structure).toBeCloseTo(130, 4);
  const [first] = curve.positions;
  const last = curve.positions.at(-1)!;
  // Whichever block is left out, the others have paid the same surcharge.
  for (const [b, { rate, structure }] of curve.without.entries()) {
    expect(structure).toBeCloseTo(130, 4);
    expect(rate).toBeCloseTo((24 - difficulty[b]!) / 7, 6);
  }
  expect([first!.size, first!.end, last.end]).toEqual([50, 100, 800]);
  expect(curve.rates[0]).toBeCloseTo(3.9, 6);
  expect(curve.rates[1]).toBeCloseTo(3.4, 6);
  // As if the curve ended there: 100 symbols were .5 bit dearer than those at the end.
  expect(curve.structures[0]).toBeCloseTo(0, 4);
  expect(curve.structures[1]).toBeCloseTo(50, 4);
  expect(curve.structures.at(-1)).toBe(curve.structure);
  expect([...curve.orderBits]).toEqual([2530, 2530, 2530, 2530]);
  const paid = readings.orders.map(({ bits }) => bits.reduce((sum, one) => sum + one, 0));
  const mean = paid.reduce((sum, one) => sum + one, 0) / paid.length;
  expect(curve.structure + curve.trainingLength * curve.rate).toBeCloseTo(mean, 6);
});

test("blocks that differ by what is known of them need no more than one order", () => {
  const lengths = Array.from({ length: 8 }, () => 100);
  const known = Float64Array.of(100, 500, 200, 400, 300, 300, 200, 400);
  const surcharge = (read: number) => (read === 0 ? 90 : read === 100 ? 40 : 0);
  const readings = made(lengths, orders.slice(0, 1), (b, read) => known[b]! + 7 + surcharge(read));
  const curve = adaptiveCurve(readings, known);
  expect(curve.rate).toBeCloseTo(3.07, 6);
  expect(curve.structure).toBeCloseTo(130, 4);
  expect(curve.blockRates[1]).toBeCloseTo(5.07, 6);
});

test("where places were drawn, one of them is left out at a time", () => {
  const lengths = Array.from({ length: 16 }, () => 50);
  const read = [...Array(16).keys()];
  const readings = made(lengths, [read, read.toReversed()], (b) => 50 * (1 + (b >> 1)));
  expect(adaptiveCurve(readings).without).toHaveLength(16);
  const drawn = adaptiveCurve({ ...readings, places: read.map((b) => b >> 1) });
  expect(drawn.without.map(({ rate }) => Math.round(7 * rate))).toEqual([35, 34, 33, 32, 31, 30, 29, 28]);
  // Of fewer than eight places the blocks say more.
  expect(adaptiveCurve({ ...readings, places: read.map((b) => b >> 2) }).without).toHaveLength(16);
});

test("blocks of unequal lengths are at the positions where they were read", () => {
  const lengths = [300, 20, 100, 50, 200, 10, 70, 250];
  const curve = adaptiveCurve(made(lengths, orders, (b) => 2 * lengths[b]!));
  expect(curve.rate).toBeCloseTo(2, 9);
  expect(curve.structure).toBeCloseTo(0, 6);
});

test("equal bits cost a bit and teach nothing", () => {
  const random = Random.fromSeed(5);
  const bits = Uint8Array.from({ length: 8192 }, () => random.below(2));
  const readings = adaptiveReadings(sequenceOf(bits, 2), fast, 4, Random.fromSeed(1))!;
  const curve = adaptiveCurve(readings);
  expect(curve.rate).toBeGreaterThan(0.99);
  expect(curve.rate).toBeLessThan(1.01);
  expect(Math.abs(curve.structure)).toBeLessThan(100);
  expect(readings.lengths).toHaveLength(16);
  expect(readings.within).toHaveLength(512);
  // Each block was read late in one of the orders at least, or in none of the four.
  expect(readings.withinBlocks.length).toBeGreaterThan(8);
  expect(readings.withinBlocks.length).toBeLessThanOrEqual(16);
});

test("what a block teaches of itself is that of usual blocks, not of the shortest", () => {
  const random = Random.fromSeed(6);
  const words = Array.from({ length: 40 }, () => Array.from({ length: 50 }, () => random.below(16)));
  // Each document repeats a word of its own; some are short.
  const documents = words.map((word, i) =>
    Array.from({ length: i % 5 === 0 ? 40 : 250 }, (_, t) => word[t % 50]!),
  );
  let end = 0;
  const segmentEnds = documents.map(({ length }) => {
    end += length;
    return end;
  });
  const { within, withinBlocks } = adaptiveReadings(
    { symbols: Uint8Array.from(documents.flat()), alphabetSize: 16, segmentEnds },
    fast,
    4,
    Random.fromSeed(1),
  )!;
  expect(within.length).toBeGreaterThanOrEqual(200);
  const mean = (from: number, to: number) =>
    within.subarray(from, to).reduce((sum, one) => sum + one, 0) / (to - from);
  expect(mean(0, 50)).toBeGreaterThan(3.5);
  expect(mean(150, within.length)).toBeLessThan(0.5);
  // Four orders read each of the 32 long documents late about twice; each teaches its word of 50 symbols of 4 bits.
  expect(withinBlocks.length).toBeGreaterThan(24);
  expect(withinBlocks.length).toBeLessThanOrEqual(32);
  for (const bits of withinBlocks) {
    expect(bits).toBeGreaterThan(120);
    expect(bits).toBeLessThan(400);
  }
});

test("every order has each block once, and no two orders are shifts of one another", () => {
  const bits = Uint8Array.from({ length: 4096 }, (_, i) => i & 1);
  const { orders: read } = adaptiveReadings(sequenceOf(bits, 2), fast, 3, Random.fromSeed(1))!;
  for (const { blocks } of read) {
    expect([...blocks].sort((a, b) => a - b)).toEqual(Array.from({ length: blocks.length }, (_, b) => b));
  }
  const steps = read.map(({ blocks }) =>
    [...blocks].map((b, i) => (blocks[(i + 1) % blocks.length]! - b + 32) % 32),
  );
  expect(new Set(steps.map(String)).size).toBe(3);
});

test("one block is no curve", () => {
  const few = Uint8Array.from({ length: 40 }, (_, i) => i & 1);
  expect(adaptiveReadings(sequenceOf(few, 2), fast, 3, Random.fromSeed(1))).toBeUndefined();
});

/** A random word of given length over and over; each symbol replaced by any with probability eps. */
function noisyWord(length: number, alphabet: number, eps: number, n: number): Uint8Array {
  const random = Random.fromSeed(length + alphabet);
  const word = Uint8Array.from({ length }, () => random.below(alphabet));
  return Uint8Array.from({ length: n }, (_, i) =>
    random.uniform() < eps ? random.below(alphabet) : word[i % length]!,
  );
}

test.each([
  [100, 27, 0.1],
  [1000, 27, 0.1],
  [5000, 256, 0],
])(
  "S of a word of %i symbols of %i, %f of it replaced, is the bits of the word within a factor of 2",
  { tags: ["slow"] },
  (length, alphabet, eps) => {
    const sequence = sequenceOf(noisyWord(length, alphabet, eps, 98_304), alphabet);
    // A block of 1 024 symbols does not show what period it has, all of them do.
    const members = fast.map((one) =>
      one.id === phaseExpert.id && length <= 256 ? phaseExpertAt(length) : one,
    );
    const curve = adaptiveCurve(adaptiveReadings(sequence, members, 6, Random.fromSeed(1))!);
    const bits = length * Math.log2(alphabet);
    expect(curve.structure).toBeGreaterThan(bits / 2);
    expect(curve.structure).toBeLessThan(2 * bits);
  },
);
