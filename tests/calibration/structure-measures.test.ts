// @module-tag thorough
import { expect, test } from "vitest";
import { planBench, runBench } from "../../src/features/bench/run.ts";
import { measureStructure } from "../../src/features/bench/sample.ts";
import { structureSchema } from "../../src/features/bench/schema.ts";
import { inTurn } from "../../src/run/pool.ts";

/**
 * A fixed tenth of the benchmark: one size and two seeds, and not the measures that take longest. What docs/structure-measures.md says
 * of ours and of others is true here, too.
 */
test("measures of structure on a tenth of the benchmark", async () => {
  const bench = await planBench({
    families: ["noise", "words", "chains", "texts"],
    ids: ["S", "edl", "requential", "gzip"],
    lengths: [4096],
    ...{ runs: 2, seed: 1 },
    corpora: { manifests: [], packages: [] } as never,
  });
  const run = await runBench(
    bench,
    inTurn(async () => measureStructure),
    () => {},
  );
  expect(structureSchema.parse(run.structure)).toEqual(run.structure);
  const [ours, edl, requential] = run.structure.grades;
  // Ours: nearly all words, and rankings that no seed turns round.
  expect(ours!.ratio!.near / ours!.ratio!.sources).toBeGreaterThan(0.7);
  expect(ours!.noise).toBeLessThan(50);
  expect(ours!.rank!.value).toBeGreaterThan(0.9);
  expect(ours!.direction!.right).toBe(ours!.direction!.of);
  // Ours change with the encoding, as all do.
  expect(ours!.invariance[0]!.ratio).toBeGreaterThan(1);
  // Others rank nearly as well, and find several times the bits.
  expect(edl!.rank!.value).toBeGreaterThan(0.7);
  expect(requential!.ratio!.median).toBeGreaterThan(1.5);
  expect(run.rows.every(({ truth }) => Number.isFinite(truth))).toBe(true);
});
