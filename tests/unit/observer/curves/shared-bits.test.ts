import { expect, test } from "vitest";
import { sharedBits, sharingPieces } from "../../../../src/observer/curves/shared-bits.ts";
import { codeLength } from "../../../../src/observer/observer.ts";
import { observerMembers } from "../../../../src/observer/observer-members.ts";
import { realise } from "../observer-known-sources.ts";

/** A member that pays 1/sqrt(i) for the i-th symbol, whatever it is. */
const rootLearner = {
  id: "root-learner",
  title: "pays 1/sqrt(i)",
  open: () => ({
    id: "root-learner",
    code(start: number, end: number, _segmentStart: number, _learn: boolean, losses: Float64Array | null) {
      for (let at = start; at < end; at++) if (losses !== null) losses[at - start] = 1 / Math.sqrt(at + 1);
    },
    distribution: () => Float64Array.of(0.5, 0.5),
  }),
};

const pairs = (n: number, segmentEnds = [n]) => ({
  symbols: Uint8Array.from({ length: n }, (_, i) => i & 1),
  alphabetSize: 2,
  segmentEnds,
});

/** Sum of 1/sqrt(i) up to m. */
function roots(m: number): number {
  let sum = 0;
  for (let i = 1; i <= m; i++) sum += 1 / Math.sqrt(i);
  return sum;
}

test("C(a) + C(b) - C(ab), a header of one bit among it, for every length of which a piece holds a pair", () => {
  const rows = sharedBits(pairs(8 * 4096 + 5), [rootLearner]);
  expect(rows.map(({ size }) => size)).toEqual([128, 256, 512, 1024, 2048]);
  for (const { size, bits } of rows) {
    expect(bits).toHaveLength(sharingPieces);
    for (const one of bits) expect(one).toBeCloseTo(1 + 2 * roots(size) - roots(2 * size), 9);
  }
});

test("no length where a piece holds no pair of the shortest", () => {
  expect(sharedBits(pairs(8 * 256 - 1), [rootLearner])).toEqual([]);
  expect(sharedBits(pairs(8 * 256), [rootLearner]).map(({ size }) => size)).toEqual([128]);
});

test("no longer blocks than 4096 symbols", () => {
  expect(sharedBits(pairs(8 * 65_536), [rootLearner]).at(-1)!.size).toBe(4096);
});

test("pairs are at the beginning of their own piece and are cut where the sequence is", async () => {
  const { symbols } = await realise("markov(order=1, matrix=[[0.9,0.1],[0.2,0.8]])", 4800);
  const cuts = [70, 2000, 4800];
  const members = observerMembers("fast").slice(0, 2);
  const rows = sharedBits({ symbols, alphabetSize: 2, segmentEnds: cuts }, members);
  const paid = (from: number, to: number) => {
    const inside = cuts.filter((cut) => from < cut && cut < to).map((cut) => cut - from);
    const part = { symbols: symbols.slice(from, to), alphabetSize: 2, segmentEnds: [...inside, to - from] };
    return codeLength(part, members);
  };
  const shared = (start: number, m: number) =>
    paid(start, start + m) + paid(start + m, start + 2 * m) - paid(start, start + 2 * m);
  for (let piece = 0; piece < 8; piece++) {
    const start = 600 * piece;
    expect(rows[0]!.bits[piece]).toBeCloseTo(shared(start, 128), 9);
    expect(rows[1]!.bits[piece]).toBeCloseTo(shared(start, 256), 9);
  }
});
