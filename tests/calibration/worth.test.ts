// @module-tag thorough
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { compareTask, loadWorth } from "../../src/features/compare/part.ts";
import { worthOf } from "../../src/features/compare/worth.ts";
import { inTurn } from "../../src/run/pool.ts";
import { complete, report } from "./campaign.ts";

/**
 * Intervals of what sources are worth cover what another draw finds: two seeds, which sample other blocks of target and sources, differ
 * by no more than both intervals allow in 90 % of pairs at least. Four targets, ten sources and five seeds with MESOSCOPE_CALIBRATE=1.
 */
const root = fileURLToPath(new URL("../../corpora/", import.meta.url));
const corpora = { manifests: `${root}manifests`, packages: [`${root}node_modules`] };
const all = ["moby-dick", "code-js", "tsmsg-de", "wordnet-gloss", "sotu", "code-c", "code-py", "code-dts", "markdown", "factbook-prose", "tsmsg-ko"]; // biome-ignore format: a list
const [targets, sources, seeds] = complete
  ? [all.slice(0, 4), all, [1, 2, 3, 4, 5]]
  : [all.slice(0, 1), all.slice(3, 7), [1, 2]];
const sample = complete ? 100_000 : 30_000;

async function measureWorth(target: string, seed: number) {
  const named = [target, ...sources.filter((one) => one !== target)];
  const tasks = named.map((id) => ({
    name: id,
    input: { kind: "corpus" as const, id },
    options: { sample, encoding: "bytes" as const, seed, estimators: [], spectrum: false },
    environment: { corpora, cacheFolder: null },
  }));
  const { inputs } = await loadWorth(tasks, () => {});
  return (await worthOf(
    inputs,
    { mixtures: [] },
    seed,
    inTurn(async () => compareTask),
    () => {},
  ))!.learned;
}

test("intervals of worth hold what another draw finds", { timeout: 3_600_000 }, async () => {
  let [held, pairs] = [0, 0];
  for (const target of targets) {
    const found: Awaited<ReturnType<typeof measureWorth>>[] = [];
    for (const seed of seeds) found.push(await measureWorth(target, seed));
    for (const i of found[0]!.keys())
      for (let a = 0; a < found.length; a++)
        for (let b = 0; b < a; b++, pairs++) {
          const [one, other] = [found[a]![i]!.onTop, found[b]![i]!.onTop];
          const half = ({ interval, value }: typeof one) => interval!.upper - value;
          if (Math.abs(one.value - other.value) <= Math.hypot(half(one), half(other))) held++;
        }
  }
  report("worth, pairs of draws that agree", { pairs, held });
  expect(held / pairs).toBeGreaterThanOrEqual(complete ? 0.9 : 0.75);
});
