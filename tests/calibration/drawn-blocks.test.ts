// @module-tag thorough
import { expect, it } from "vitest";
import { complete, report } from "./campaign.ts";
import { drawnCoverage, packageFiles } from "./drawn-blocks.ts";

/**
 * Intervals of l(M) and S of a sample must hold what other samples of the same file give, in 92 to 98 % of the draws of many
 * files. The subset has 24 draws: fewer than 20 of a true 95 % come once in some five hundred times.
 * MESOSCOPE_CALIBRATE=1 runs the campaign, on files of all packages that are installed.
 */
const campaign = complete
  ? { folders: ["corpora/node_modules", "node_modules"], ofEachKind: 2, n: 100_000, every: 1, seeds: 6 }
  : { folders: ["corpora/node_modules"], ofEachKind: 1, n: 8192, every: 5, seeds: 6 };
const [least, most] = complete ? [0.92, 0.98] : [20 / 24, 1];

it("intervals hold what other draws of a file give", { timeout: 7_200_000 }, async () => {
  const { folders, ofEachKind, n, every, seeds } = campaign;
  const files = folders
    .flatMap((folder) => packageFiles(folder, ofEachKind))
    .filter((_, i) => i % every === 0)
    .slice(0, complete ? undefined : 4);
  const held = { rate: [] as boolean[], structure: [] as boolean[] };
  for (const file of files) {
    const found = await drawnCoverage(file, n, seeds);
    for (const what of ["rate", "structure"] as const) held[what].push(...found[what]);
    const share = (values: boolean[]) => values.filter(Boolean).length / seeds;
    report(file, { rate: share(found.rate), structure: share(found.structure) });
  }
  for (const values of Object.values(held)) {
    expect(values.length).toBe(files.length * seeds);
    const coverage = values.filter(Boolean).length / values.length;
    expect(coverage).toBeGreaterThanOrEqual(least!);
    expect(coverage).toBeLessThanOrEqual(most!);
  }
});
