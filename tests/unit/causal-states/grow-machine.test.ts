import { describe, expect, test } from "vitest";
import { growMachine, mostStates, type SettlingWords } from "../../../src/causal-states/grow-machine.ts";
import { type WordView, wordView } from "../../../src/causal-states/word-view.ts";
import { periodic, uniformIntegers } from "../statistics/inputs.ts";

const placesBehind = (symbols: Uint8Array, symbol: number): Int32Array =>
  Int32Array.from(symbols.keys()).filter((place) => place > 0 && symbols[place - 1] === symbol);

/** Nothing settles the state but what the machine is grown from. */
const only = (root: Int32Array): SettlingWords => ({
  nameBefore: () => undefined,
  placesAfter: () => root,
});

const grownFrom = (view: WordView, settling: SettlingWords, level = 1e-3) => {
  const shape = growMachine(view, settling, "root", 1, level);
  return shape === undefined ? undefined : [shape.states, ...shape.next];
};

describe("machines followed symbol by symbol", () => {
  test("even process: behind a 0, and amid a run of 1s", () => {
    const draw = uniformIntegers(9);
    let owed = false;
    const symbols = Uint8Array.from({ length: 3000 }, () => {
      const symbol = owed || draw(2) === 1 ? 1 : 0;
      owed = symbol === 1 && !owed;
      return symbol;
    });
    // No word of 1s settles whether their number is even.
    expect(grownFrom(wordView(symbols, [3000], 2), only(placesBehind(symbols, 0)))).toEqual([2, 0, 1, -1, 0]);
  });

  test("a period has as many states as symbols", () => {
    const symbols = periodic("00101", 2000);
    const root = Int32Array.from(symbols.keys()).filter((place) => place % 5 === 0);
    // After each symbol of the word the next: 0 0 1 0 1.
    expect(grownFrom(wordView(symbols, [2000], 2), only(root))).toEqual([5, 1, -1, 2, -1, -1, 3, 4, -1, -1, 0]); // biome-ignore format: a row
  });

  test("fifty places make a state, fewer belong to the state most alike", () => {
    const cycle = (times: number) => {
      const symbols = Uint8Array.from({ length: 3 * times + 1 }, (_, i) => i % 3);
      return grownFrom(wordView(symbols, [symbols.length], 3), only(placesBehind(symbols, 2)));
    };
    // The last symbol, a 0, has no place behind it: fifty-one of them are followed fifty times.
    expect(cycle(51)).toEqual([3, 1, -1, -1, -1, 2, -1, -1, -1, 0]);
    expect(cycle(50)).toEqual([1, 0, -1, -1]);
  });

  test("as many states as there may be, and no more", () => {
    const cycle = (period: number) => {
      const symbols = Uint8Array.from({ length: 60 * period }, (_, i) => i % period);
      return grownFrom(wordView(symbols, [symbols.length], period), only(placesBehind(symbols, 0)));
    };
    expect(mostStates).toBe(128);
    expect(cycle(128)![0]).toBe(128);
    expect(cycle(129)).toBeUndefined();
  });

  test("the next symbol must be in the sequence and in the segment", () => {
    // The only 1s end segments, and the last symbol ends the sequence.
    const symbols = Uint8Array.from({ length: 300 }, (_, i) => (i % 100 === 99 ? 1 : 0));
    const all = Int32Array.from(symbols.keys());
    expect(grownFrom(wordView(symbols, [100, 200, 300], 2), only(all))).toEqual([1, 0, -1]);
    expect(grownFrom(wordView(symbols, [300], 2), only(all))![2]).toBe(0);
  });
});

/** Places with a given number of futures 0 and of futures 1, whatever the symbols. */
class MadePlaces {
  readonly futures: number[] = [];
  places(zeros: number, ones: number): Int32Array {
    const from = this.futures.length;
    for (let i = 0; i < zeros + ones; i++) this.futures.push(i < zeros ? 0 : 1);
    return Int32Array.from({ length: zeros + ones }, (_, i) => from + i);
  }
  /** The first places are followed by symbols in turn, whose places are what the words name. */
  view(symbols: readonly number[]): WordView {
    const length = this.futures.length + 1;
    return {
      symbols: Uint8Array.from({ length }, (_, i) => symbols[i % symbols.length]!),
      alphabetSize: 2,
      segmentStarts: new Int32Array(length),
      segmentEnds: [length],
      futures: Int32Array.from([...this.futures, -1]),
      futureLength: 1,
      pasts: new Int32Array(length),
      pastLength: 1,
    };
  }
}

/** Words by the path of symbols from the root; of each the places are known, and how often they were asked for. */
function wordsByPath(places: Record<string, Int32Array>, nameOf: (place: number, known: number) => string) {
  const asked: string[] = [];
  const settling: SettlingWords = {
    nameBefore: nameOf,
    placesAfter(name) {
      asked.push(name);
      return places[name]!;
    },
  };
  return { settling, asked };
}

describe("which state a set of places belongs to", () => {
  test("futures of all that belong to a state are taken together", () => {
    // 30:30 against 60:100 has p = .093 and against 630:630 p = .003, by chi-square of 2.82 and 8.88.
    const statesWith = (zeros: number, ones: number) => {
      const made = new MadePlaces();
      const root = made.places(30, 30);
      const a = made.places(zeros, ones);
      const b = made.places(60, 100);
      const { settling } = wordsByPath({ root, a, b }, (place) => (place % 2 === 1 ? "a" : "b"));
      return grownFrom(made.view([0, 1]), settling, 0.01);
    };
    expect(statesWith(600, 600)).toEqual([2, 0, 1, 0, 1]);
    expect(statesWith(6, 6)).toEqual([1, 0, 0]);
  });

  test("the state most alike, not the first that is alike enough", () => {
    // 145:95 has p = .0105 with 200:200 and .069 with 270:130, which differ from each other.
    const made = new MadePlaces();
    const root = made.places(200, 200);
    const a = made.places(270, 130);
    const b = made.places(145, 95);
    const { settling } = wordsByPath({ root, a, b }, (place) => (place % 2 === 1 ? "a" : "b"));
    expect(grownFrom(made.view([0, 1]), settling, 0.01)).toEqual([2, 1, 1, 1, 1]);
  });

  test("a word is looked at once, and among as many symbols as are known", () => {
    const made = new MadePlaces();
    const root = made.places(200, 200);
    const a = made.places(300, 100);
    const b = made.places(100, 300);
    const known: number[] = [];
    const { settling, asked } = wordsByPath({ root, a, b }, (place, symbols) => {
      known.push(symbols);
      return place % 2 === 1 ? "a" : "b";
    });
    expect(grownFrom(made.view([0, 1]), settling, 0.01)).toEqual([3, 1, 2, 1, 2, 1, 2]);
    expect(asked).toEqual(["root", "a", "b"]);
    // From the root, of one symbol, two are known; from the states behind it three.
    expect(known).toEqual([2, 2, 3, 3, 3, 3]);
  });

  test("the root is known by its name", () => {
    const made = new MadePlaces();
    const root = made.places(300, 100);
    const { settling, asked } = wordsByPath({ root }, () => "root");
    expect(grownFrom(made.view([0, 1]), settling)).toEqual([1, 0, 0]);
    expect(asked).toEqual(["root"]);
  });
});
