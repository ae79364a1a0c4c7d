import { describe, expect, test } from "vitest";
import { observedInOrder } from "../../../../src/context/learning-curves.ts";
import { Random } from "../../../../src/core/random.ts";
import { findCopies, markOverlaps } from "../../../../src/observer/curves/copies.ts";
import { contextOfSymbols } from "../../estimators/context-of.ts";

const bytes = (n: number, seed = 1) => {
  const random = Random.fromSeed(seed);
  return Array.from({ length: n }, () => random.below(256));
};

/** Symbols of a sequence of which each tells eight bits, that are copied. */
function copiesOf(symbols: readonly number[], ends = [symbols.length], losses?: Float64Array) {
  const found = findCopies(
    Uint8Array.from(symbols),
    ends,
    losses ?? new Float64Array(symbols.length).fill(8),
  );
  return Array.from(found.keys()).filter((at) => found[at] === 1);
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

/** What the observer pays for a sequence as it stands. */
const observed = (symbols: readonly number[]) =>
  contextOfSymbols(symbols, 256).get(observedInOrder("fast")).losses;

/** A symbol that is not another one: a passage ends where it stands. */
const other = (symbol: number) => (symbol + 1) % 256;

test("random bytes hold no copies", () => {
  expect(copiesOf(bytes(200_000))).toEqual([]);
  expect(copiesOf(bytes(32))).toEqual([]);
  expect(copiesOf([])).toEqual([]);
});

describe("random bytes that are repeated", () => {
  const once = bytes(8192);

  test.each([2, 3, 5])("%i times: all but the first are copies", (times) => {
    expect(copiesOf(Array(times).fill(once).flat())).toEqual(range(8192, times * 8192));
  });

  test("a copy of a copy counts, although the first copy had almost no new information", () => {
    const symbols = Array(3).fill(once).flat();
    const losses = Float64Array.from(symbols, (_, at) => (at < 8192 ? 8 : 0.01));
    expect(copiesOf(symbols, undefined, losses)).toEqual(range(8192, 3 * 8192));
    // Alone the second would be a copy of nothing that told much.
    expect(copiesOf([...once, ...once], undefined, new Float64Array(2 * 8192).fill(0.01))).toEqual([]);
  });

  test("text between copies is not a copy", () => {
    const between = bytes(500, 2);
    const end = once[100 + 400]!;
    const symbols = [...once, ...between, ...once.slice(100, 500), other(end), ...bytes(300, 3)];
    expect(copiesOf(symbols)).toEqual(range(8692, 9092));
  });
});

test.each([
  [124, 0],
  [125, 125],
  [400, 400],
])("a passage is a copy where it told 1000 bits: of %i bytes %i", (length, copied) => {
  const first = bytes(5000);
  const passage = first.slice(1000, 1000 + length);
  const before = other(first[999]!);
  const symbols = [...first, before, ...passage, other(first[1000 + length]!), ...bytes(500, 2)];
  expect(copiesOf(symbols)).toEqual(range(5001, 5001 + copied));
});

test("passages shorter than the strings that are searched are not found, whatever they cost", () => {
  const first = bytes(5000);
  const symbols = [...first, other(first[999]!), ...first.slice(1000, 1031), other(first[1031]!)];
  expect(copiesOf(symbols, undefined, new Float64Array(symbols.length).fill(1000))).toEqual([]);
});

describe("as the observer reads them", () => {
  test("runs of zeros are no copies", () => {
    const zeros = Array<number>(20_000).fill(0);
    const symbols = [...bytes(4096), ...zeros, ...bytes(4096, 2), ...zeros.slice(0, 5000)];
    expect(copiesOf(symbols, undefined, observed(symbols))).toEqual([]);
  });

  test.each([1, 2, 31, 32, 33, 100])("a period of %i bytes is no copy of itself", (period) => {
    const once = bytes(period);
    const symbols = Array.from({ length: 20_000 }, (_, at) => once[at % period]!);
    expect(copiesOf(symbols, undefined, observed(symbols))).toEqual([]);
  });

  test("random bytes twice are copies all the same", () => {
    const symbols = [...bytes(8192), ...bytes(8192)];
    expect(copiesOf(symbols, undefined, observed(symbols))).toEqual(range(8192, 16_384));
  });
});

describe("segments", () => {
  const once = bytes(600);

  test("a passage of an earlier one is a copy", () => {
    const symbols = [...once, ...once.slice(0, 300), ...once.slice(300)];
    expect(copiesOf(symbols, [600, 900, 1200])).toEqual(range(600, 1200));
  });

  test("no passage crosses the end of one", () => {
    // 100 bytes on either side tell 800 bits each.
    const symbols = [...once, ...bytes(400, 2), ...once.slice(200, 400), ...bytes(400, 3)];
    expect(copiesOf(symbols, [600, 1100, 1600])).toEqual([]);
    expect(copiesOf(symbols, [600, 1600])).toEqual(range(1000, 1200));
  });

  test("empty ones and ones of few symbols change nothing", () => {
    const symbols = [...once, 1, 2, 3, ...once];
    expect(copiesOf(symbols, [600, 600, 603, 1203])).toEqual(range(603, 1203));
  });
});

/** 0 and 1 by the parity of the ones in the place. */
function thueMorse(at: number): number {
  let bits = 0;
  for (let rest = at; rest > 0; rest &= rest - 1) bits++;
  return bits & 1;
}

const [one, two] = [bytes(40, 5), bytes(40, 6)];
const choice = Random.fromSeed(7);
const chosen = Array.from({ length: 30_000 }, () => choice.below(2));
const deBruijn = bytes(1_000_000, 8).map((symbol) => symbol & 1);

test.each<[string, (at: number) => number]>([
  ["zeros", () => 0],
  ["Thue-Morse", thueMorse],
  ...[31, 32, 33].map((period): [string, (at: number) => number] => [
    `a period of ${period}`,
    (at) => one[at % period]!,
  ]),
  ["two strings of 40 by turns", (at) => (Math.floor(at / 40) % 2 === 0 ? one : two)[at % 40]!],
  ["two strings of 40 by chance", (at) => (chosen[Math.floor(at / 40)] === 0 ? one : two)[at % 40]!],
  ["random bits", (at) => deBruijn[at]!],
])("a million symbols are looked at in two seconds of one processor at most: %s", (_, at) => {
  const symbols = Uint8Array.from({ length: 1_000_000 }, (_one, i) => at(i));
  for (const loss of [1e-4, 8]) {
    const losses = new Float64Array(symbols.length).fill(loss);
    const before = process.cpuUsage();
    findCopies(symbols, [symbols.length], losses);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(2);
  }
});

/** What overlaps, where each symbol tells so many bits. */
function overlapping(places: readonly (readonly number[])[], told = 8) {
  const symbols = Uint8Array.from(places.flat());
  let end = 0;
  const ends = places.map(({ length }) => (end += length));
  const copied = new Uint8Array(symbols.length);
  markOverlaps(symbols, ends, new Float64Array(symbols.length).fill(told), copied);
  return Array.from(copied.keys()).filter((at) => copied[at] === 1);
}

describe("places of an input that holds a passage twice", () => {
  const passage = bytes(300, 7);

  test.each([4, 5, 31, 100])("the end of one is the beginning of a later one, %i bytes of it", (length) => {
    const [one, next] = [passage.slice(0, 150), passage.slice(150 - length, 290)];
    expect(overlapping([one, bytes(50, 8), next])).toEqual(range(200, 200 + length));
    // The later one in the sequence is marked, also where it stood earlier in the passage.
    expect(overlapping([next, bytes(50, 8), one])).toEqual(
      range(next.length + 50 + 150 - length, next.length + 50 + 150),
    );
  });

  test("originals of less than 32 bits may be chance", () => {
    expect(overlapping([passage.slice(0, 150), passage.slice(147, 290)])).toEqual([]);
    expect(overlapping([passage.slice(0, 150), passage.slice(100, 290)], 0.5)).toEqual([]);
  });

  test("a place that is there twice is one, and what stands in the middle of another is left to others", () => {
    expect(overlapping([passage, passage])).toEqual(range(300, 600));
    expect(overlapping([passage, passage.slice(100, 200)])).toEqual([]);
  });

  test("runs of one symbol take no longer than others", () => {
    const zeros = Array.from({ length: 96 }, () => Array<number>(4000).fill(0));
    expect(overlapping(zeros, 0)).toEqual([]);
    expect(overlapping([...zeros.slice(0, 2), [...passage, 0, 0, 0]], 0)).toEqual([]);
  });
});
