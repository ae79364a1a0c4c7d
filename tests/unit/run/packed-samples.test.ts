import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { shuffled } from "../../../src/math/sampling.ts";
import type { Sample } from "../../../src/results/report.ts";
import { PackedSamples } from "../../../src/run/packed-samples.ts";
import { sampleAt } from "../report/hand-made.ts";

const sampleOf = (i: number): Sample =>
  sampleAt(`ä ${i} \u2028 \ud800.txt`, [i / 1000, null], "not beyond", "undecided", { n: i });

test.each([0, 1, 64, 65, 500])("%i samples in any order come back in the order of their tasks", (count) => {
  const random = Random.fromSeed(7);
  const places = shuffled(
    Uint16Array.from({ length: count }, (_, i) => 2 * i),
    (bound) => random.below(bound),
  );
  const samples = new PackedSamples(2 * count);
  for (const place of places) samples.add(place, sampleOf(place));
  expect(samples.length).toBe(count);
  expect([...samples]).toEqual(Array.from({ length: count }, (_, i) => sampleOf(2 * i)));
  expect(samples.at(count)).toBeUndefined();
});

test("of one kind a sample takes some hundreds of bytes, and a large one what it needs", () => {
  const samples = new PackedSamples(2000);
  for (let i = 0; i < 1999; i++) samples.add(i, sampleOf(i));
  expect(samples.packedBytes / 1935).toBeLessThan(400);
  const noise = Random.fromSeed(1);
  const large = { ...sampleOf(0), name: Array.from({ length: 400_000 }, () => noise.below(10)).join("") };
  samples.add(1999, large);
  expect(samples.at(1999)).toEqual(large);
  expect(samples.at(1000)).toEqual(sampleOf(1000));
});
