import { expect, test } from "vitest";
import type { Sample } from "../../../src/results/report.ts";
import { measuredCorpora } from "../../../src/spectrum/measured-references.ts";
import { nearestCorpora } from "../../../src/spectrum/nearest-corpora.ts";
import { sampleAt } from "../report/hand-made.ts";

/** The same sample after a part of what was read. */
function shortened(sample: Sample, m: number): Sample {
  const spectrum = sample.spectrum!;
  const curve = spectrum.curve.filter((point) => point.m <= m);
  return { ...sample, spectrum: { ...spectrum, trainingLength: curve.at(-1)!.m, curve } };
}

test("each corpus is like itself, after all of it and after a part of it", async () => {
  const corpora = await measuredCorpora();
  expect(corpora.length).toBe(25);
  for (const corpus of corpora) {
    const { like, lessRandom, count } = nearestCorpora(corpus, corpora)!;
    expect(like[0]).toBe(corpus.name);
    expect(lessRandom).toBeLessThan(count);
    expect(nearestCorpora(shortened(corpus, 30_000), corpora)!.like).toContain(corpus.name);
  }
});

test("noise is like none of them, and what are no bytes is not compared", async () => {
  const corpora = await measuredCorpora();
  const noise = sampleAt("noise", [1, 0.01], [0, 0.01], "noise");
  const interval = { lower: 0, upper: 0, level: 0.95, method: "blocks" as const };
  const curve = [1, 50_000, 100_000].map((m) => ({
    m,
    rate: Math.log2(noise.spectrum!.alphabet),
    structure: { value: 0, interval },
  }));
  const even = { ...noise, spectrum: { ...noise.spectrum!, trainingLength: 100_000, curve } };
  expect(nearestCorpora(even, corpora)).toMatchObject({ like: [], lessRandom: 25, count: 25 });
  const words = { ...noise, encoding: { ...noise.encoding, id: "words" as const } };
  expect(nearestCorpora(words, corpora)).toBeUndefined();
  expect(nearestCorpora({ ...noise, spectrum: null }, corpora)).toBeUndefined();
});
