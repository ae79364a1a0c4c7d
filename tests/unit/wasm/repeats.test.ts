import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { longRepeats, repeatExpert } from "../../../src/observer/members/repeat-expert.ts";
import { RepeatExpert } from "../../references/repeat-expert.ts";

/** Sequences with many copies, of which some mislead. */
function copied(n: number, alphabetSize: number, seed: number) {
  const random = Random.fromSeed(seed);
  const symbols = alphabetSize > 256 ? new Uint16Array(n) : new Uint8Array(n);
  for (let at = 0; at < n; ) {
    const from = at > 0 && random.below(3) > 0 ? random.below(at) : -1;
    const length = 1 << random.below(10);
    for (let i = 0; i < length && at < n; i++, at++)
      symbols[at] = from < 0 || random.below(50) === 0 ? random.below(alphabetSize) : symbols[from + i]!;
  }
  return symbols;
}

const cases = [
  [1, 300],
  [2, 5000],
  [3, 20_000],
  [27, 9001],
  [256, 30_000],
  [1000, 4096],
] as const;

test.each(cases)(
  "the kernel of repeats is its twin in symbols of %i kinds, %i of them",
  (alphabetSize, n) => {
    const random = Random.fromSeed(n);
    const symbols = copied(n, alphabetSize, 1);
    for (const [definition, contextBits] of [
      [repeatExpert, 16],
      [longRepeats, 128],
    ] as const) {
      const kernel = definition.open(symbols, alphabetSize, undefined);
      const twin = new RepeatExpert(symbols, alphabetSize, contextBits);
      // Stretches are learned, frozen or slept through; reading goes on, or jumps; segments begin anywhere.
      let at = 0;
      for (let turn = 0; turn < 60 || at < n; turn++) {
        if (at >= n || random.below(6) === 0) at = random.below(n);
        const start = at;
        const end = Math.min(n, start + random.below(n >> 2) + 1);
        const segmentStart = random.below(3) === 0 ? start : Math.max(0, start - random.below(3000));
        const way = random.below(5);
        at = end;
        if (way === 0) {
          kernel.indexOnly!(start, end, segmentStart);
          twin.indexOnly(start, end, segmentStart);
          // A sleeper is woken elsewhere than where it read last.
          at = Math.min(n, end + 1);
          continue;
        }
        const [losses, expected] = [new Float64Array(end - start), new Float64Array(end - start)];
        const [below, before] = [new Float64Array(end - start), new Float64Array(end - start)];
        kernel.code(start, end, segmentStart, way > 1, losses, below);
        twin.code(start, end, segmentStart, way > 1, expected, before);
        expect(losses).toEqual(expected);
        expect(below).toEqual(before);
        for (const [place, from] of [
          [end, segmentStart],
          [random.below(n), 0],
        ] as const)
          if (place < n) expect(kernel.distribution(place, from)).toEqual(twin.distribution(place, from));
      }
      kernel.close!();
    }
  },
);
