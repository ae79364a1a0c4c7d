import { expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { type SymbolSequence, sequenceOf } from "../../../../src/core/sequence.ts";
import { drawBlocks, drawParts, firstOf, reordered } from "../../../../src/observer/curves/drawn-blocks.ts";
import { codeLengthOf, exchangeableCurve } from "../../../../src/observer/curves/exchangeable-curve.ts";
import { observerMembers } from "../../../../src/observer/observer-members.ts";
import { settleObserver } from "../../../../src/observer/settled-observer.ts";

const numbered = sequenceOf(
  Uint16Array.from({ length: 20_480 }, (_, i) => i),
  65_536,
);

/** The first symbols of blocks, which are their positions in the numbered sequence. */
const startsOf = ({ symbols, segmentEnds }: SymbolSequence) =>
  Array.from(segmentEnds, (_, b) => symbols[segmentEnds[b - 1] ?? 0]!);

test("drawn blocks are the blocks of the sequence, each once", () => {
  const drawn = drawBlocks(numbered, Random.fromSeed(3))!;
  expect(drawn.segmentEnds).toEqual(Array.from({ length: 10 }, (_, b) => 2048 * (b + 1)));
  expect(startsOf(drawn).sort((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, b) => 2048 * b));
  for (const [b, start] of startsOf(drawn).entries()) expect(drawn.symbols[2048 * b + 7]).toBe(start + 7);
  expect(drawBlocks(numbered, Random.fromSeed(3), true)!.symbols).toEqual(numbered.symbols);
});

test("a sample is the beginning of the draw, its last block cut", () => {
  const drawn = drawBlocks(numbered, Random.fromSeed(3))!;
  const sample = firstOf(drawn, 5000);
  expect(sample.segmentEnds).toEqual([2048, 4096, 5000]);
  expect(sample.symbols).toEqual(drawn.symbols.subarray(0, 5000));
  expect(firstOf(drawn, 99_999)).toBe(drawn);
});

test("a sequence that grew begins with the draw of what was there before", () => {
  const before = { ...numbered, symbols: numbered.symbols.subarray(0, 9000), segmentEnds: [9000] };
  const grown = drawParts(numbered, 9000, Random.fromSeed(3))!;
  expect(grown.symbols.slice(0, 9000)).toEqual(drawBlocks(before, Random.fromSeed(3))!.symbols);
  expect([...grown.symbols].sort((a, b) => a - b)).toEqual([...numbered.symbols]);
  expect(Math.min(...grown.symbols.subarray(9000))).toBe(9000);
});

test("blocks in another order", () => {
  const drawn = firstOf(drawBlocks(numbered, Random.fromSeed(3))!, 5000);
  const turned = reordered(drawn, [2, 0, 1]);
  expect(turned.segmentEnds).toEqual([904, 2952, 5000]);
  const starts = startsOf(drawn);
  expect(startsOf(turned)).toEqual([starts[2], starts[0], starts[1]]);
  expect(turned.symbols.subarray(0, 904)).toEqual(drawn.symbols.subarray(4096));
});

test("every block occurs equally often in each part of the orders, and their mean is the curve", () => {
  const sample = drawBlocks(numbered, Random.fromSeed(3))!;
  // An observer to whom the m-th block costs m bits, whichever it is.
  const bits = Float64Array.from({ length: 10 }, (_, i) => i + 1);
  const observer = {
    members: [],
    observe: () => ({ bits, headerBits: 0, members: [] }),
    segmentBits: () => bits,
  };
  const curve = exchangeableCurve(sample, observer, Random.fromSeed(4), 5);
  for (let b = 0; b < 10; b++) {
    const places = curve.orders.map(({ blocks }) => Array.from(blocks).indexOf(b));
    expect(places.map((place) => place >> 1).sort()).toEqual([0, 1, 2, 3, 4]);
  }
  expect(codeLengthOf(curve, 20_480)).toBe(55);
  expect(codeLengthOf(curve, 2048 * 2.5)).toBe(1 + 2 + 1.5);
  expect([0, 99_999].map((m) => codeLengthOf(curve, m))).toEqual([0, 55]);
});

test("memoryless symbols cost n h in any position, plus the name of a new symbol", () => {
  const draws = Random.fromSeed(9);
  // P = 1/2, 1/4, 1/8, 1/8: h = 1.75 bits.
  const symbols = Uint8Array.from(
    { length: 60_000 },
    () => [97, 97, 97, 97, 98, 98, 99, 100][draws.below(8)]!,
  );
  const sample = { ...sequenceOf(symbols.subarray(0, 6000), 256), segmentEnds: [2000, 4000, 6000] };
  const observer = settleObserver(sample, observerMembers(), 60_000);
  const ends = Array.from({ length: 30 }, (_, b) => 2000 * (b + 1));
  const bits = observer.segmentBits(symbols, ends);
  const beyond = bits.subarray(3).reduce((sum, value) => sum + value, 0);
  expect(Math.abs(beyond / 54_000 / 1.75 - 1)).toBeLessThan(0.01);
  const stranger = symbols.slice();
  stranger[59_000] = 120;
  const more = observer.segmentBits(stranger, ends)[29]! - bits[29]!;
  // log2 of the 252 others, and the escape to them, which was never seen in 59 000 symbols.
  expect(more).toBeGreaterThan(Math.log2(252) + 8);
  expect(more).toBeLessThan(Math.log2(252) + 40);
});
