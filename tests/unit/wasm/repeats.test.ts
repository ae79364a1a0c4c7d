import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { longRepeats, repeatExpert } from "../../../src/observer/members/repeat-expert.ts";
import { digest } from "../../digest.ts";

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

// Computed by this kernel while a plain implementation of another memory layout said the same to the bit.
test.each([
  [1, 300, "02397eeaf498cc2e"],
  [2, 5000, "d58f4ba153fdac51"],
  [3, 20_000, "94e798dc63c6df83"],
  [27, 9001, "be2b4877e11cc361"],
  [256, 30_000, "78472193bac90c3c"],
  [1000, 4096, "6714730fc74e58b7"],
])("copies among symbols of %i kinds, %i of them: what each costs, to the bit", (alphabetSize, n, known) => {
  const random = Random.fromSeed(n);
  const symbols = copied(n, alphabetSize, 1);
  const stated: Float64Array[] = [];
  for (const definition of [repeatExpert, longRepeats]) {
    const expert = definition.open(symbols, alphabetSize, undefined);
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
        expert.indexOnly!(start, end, segmentStart);
        // A sleeper is woken elsewhere than where it read last.
        at = Math.min(n, end + 1);
        continue;
      }
      const [losses, below] = [new Float64Array(end - start), new Float64Array(end - start)];
      expert.code(start, end, segmentStart, way > 1, losses, below);
      // Other machines may compute the last digits of a logarithm otherwise.
      stated.push(losses.map(Math.fround), below);
      for (const [place, from] of [[end, segmentStart], [random.below(n), 0]] as const) // biome-ignore format: a table
        if (place < n) stated.push(expert.distribution(place, from));
    }
    expert.close!();
  }
  expect(digest(stated)).toBe(known);
});
