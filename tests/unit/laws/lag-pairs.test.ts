import { expect, test } from "vitest";
import { grassbergerEntropy } from "../../../src/entropy/grassberger-entropy.ts";
import { plugInEntropy } from "../../../src/entropy/plug-in-entropy.ts";
import {
  geometricDistances,
  LagPairs,
  memoryInflation,
  testedDistances,
} from "../../../src/laws/lag-pairs.ts";
import { uniformSymbols } from "../words/inputs.ts";

const size = 3;
const symbols = uniformSymbols(300, size, 4).map((symbol, i, all) => (i % 3 === 2 ? all[i - 1]! : symbol));

function pairsAt(segmentEnds: readonly number[], distance: number): [number, number][] {
  const starts = [0, ...segmentEnds];
  return segmentEnds.flatMap((end, s) => {
    const segment = [...symbols.slice(starts[s], end)];
    return segment.slice(distance).map((second, i) => [segment[i]!, second] as [number, number]);
  });
}

test.each([1, 2, 7, 140])("pairs %i apart, by their list", (distance) => {
  for (const ends of [[300], [130, 131, 300]]) {
    const lag = new LagPairs(symbols, ends, size);
    const pairs = pairsAt(ends, distance);
    const count = (take: (pair: [number, number]) => number, types: number) =>
      Array.from({ length: types }, (_, type) => pairs.filter((pair) => take(pair) === type).length);
    const both = count(([a, b]) => size * a + b, size * size);
    const first = count(([a]) => a, size);
    const second = count(([, b]) => b, size);
    const information = (entropy: (counts: number[]) => number) =>
      entropy(first) + entropy(second) - entropy(both);
    expect(lag.at(distance)).toEqual({
      pairs: pairs.length,
      plugIn: expect.closeTo(information(plugInEntropy), 12),
      grassberger: expect.closeTo(information(grassbergerEntropy), 12),
      coverage: expect.closeTo(1 - both.filter((c) => c === 1).length / pairs.length, 13),
      leastExpected: expect.closeTo((Math.min(...first) * Math.min(...second)) / pairs.length, 12),
    });
  }
});

test.each([1, 3, 40])(
  "the error of I at %i is that of the mean of what pairs tell, by stretches",
  (distance) => {
    for (const ends of [[300], [130, 131, 300]]) {
      const lag = new LagPairs(symbols, ends, size);
      lag.at(distance);
      const starts = [0, ...ends];
      const places = ends.flatMap((end, s) =>
        Array.from({ length: Math.max(0, end - distance - starts[s]!) }, (_, i) => starts[s]! + i),
      );
      const of = (match: (i: number) => boolean) => places.filter(match).length;
      const tells = places.map((at) => {
        const [a, b] = [symbols[at], symbols[at + distance]];
        const both = of((i) => symbols[i] === a && symbols[i + distance] === b);
        const expected = of((i) => symbols[i] === a) * of((i) => symbols[i + distance] === b);
        return Math.log2((both * places.length) / expected);
      });
      const mean = tells.reduce((sum, one) => sum + one, 0) / places.length;
      // Twenty stretches of 15 symbols; a pair belongs to that of its first one.
      let squares = 0;
      for (let stretch = 0; stretch < 20; stretch++) {
        let off = 0;
        places.forEach((at, p) => {
          if (Math.floor(at / 15) === stretch) off += tells[p]! - mean;
        });
        squares += off * off;
      }
      expect(lag.standardError(distance)).toBeCloseTo(Math.sqrt((squares * 20) / 19) / places.length, 12);
    }
  },
);

test("no pairs, no information", () => {
  expect(new LagPairs(symbols, [100, 200, 300], size).at(100)).toBeUndefined();
  expect(new LagPairs(Uint8Array.of(0, 1), [2], 2).at(1)).toMatchObject({ pairs: 1, plugIn: 0, coverage: 0 });
});

test("the inflation is the sum of squared correlations of agreement", () => {
  const direct = (ends: readonly number[]) => {
    const counts = [0, 1, 2].map((a) => symbols.filter((symbol) => symbol === a).length);
    let sum = 1;
    for (let k = 1; k <= 64; k++) {
      const pairs = pairsAt(ends, k);
      if (pairs.length === 0) return sum;
      const share = (a: number) => pairs.filter(([x, y]) => x === a && y === a).length / pairs.length;
      const trace = counts.reduce((t, count, a) => t + share(a) / (count / 300), -1);
      sum += 2 * (trace / (size - 1)) ** 2;
    }
    return sum;
  };
  for (const ends of [[300], [130, 131, 300], Array.from({ length: 10 }, (_, s) => 30 * (s + 1))])
    expect(memoryInflation(symbols, ends, size)).toBeCloseTo(direct(ends), 11);
  // Alternation of two symbols: t(k) = (-1)^k.
  const alternating = Uint8Array.from({ length: 2000 }, (_, i) => i % 2);
  expect(memoryInflation(alternating, [2000], 2)).toBeCloseTo(129, 9);
});

test("distances: all up to 8, then eight an octave; all up to 64 are tested", () => {
  expect(geometricDistances(0)).toEqual([]);
  expect(geometricDistances(16)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16]);
  expect(geometricDistances(9)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(testedDistances(3)).toEqual([1, 2, 3]);
  expect(testedDistances(100)).toEqual([...Array.from({ length: 64 }, (_, i) => i + 1), 70, 76, 83, 91, 99]);
});
