import { readdirSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { estimationContext } from "../../src/context/context.ts";
import { learningCurveOf } from "../../src/context/learning-curves.ts";
import { Random } from "../../src/core/random.ts";
import { sampleFile } from "../../src/input/read-sample.ts";
import type { Estimate } from "../../src/observer/curves/curve-estimates.ts";

/** Bytes of a file, so that samples of it differ, and that it does not take long. */
const sizes = { least: 300_000, most: 20_000_000 };

/** Files of installed packages: of each package and kind of file the first few by name, in the order of their paths. */
export function packageFiles(folder: string, ofEachKind: number): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes(".cache"))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path).size >= sizes.least && statSync(path).size <= sizes.most)
    .sort();
  const seen = new Map<string, number>();
  return files.filter((path) => {
    const [, scope, name] = /node_modules\/(@[^/]+\/)?([^/]+)(?!.*node_modules\/)/.exec(path) ?? [];
    const kind = `${scope}${name}${extname(path)}`;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    return seen.get(kind)! <= ofEachKind;
  });
}

/** Of several draws of each file: whether the interval of one holds the mean of the others. */
export interface DrawnCoverage {
  readonly rate: boolean[];
  readonly structure: boolean[];
}

/**
 * Measures l(M) and S of samples of a file by several seeds with the fast observer.
 *
 * @param n symbols of a sample
 */
export async function drawnCoverage(path: string, n: number, seeds: number): Promise<DrawnCoverage> {
  const found: { rate: Estimate; structure: Estimate }[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const random = Random.fromSeed(seed);
    const reading = { decompress: false, records: "none" } as const;
    const { sequence, bytes } = await sampleFile(path, { sample: n, encoding: "bytes", random }, reading);
    found.push(estimationContext(sequence, bytes, random.fork("measure")).get(learningCurveOf("fast"))!);
  }
  return {
    rate: held(found.map(({ rate }) => rate)),
    structure: held(found.map(({ structure }) => structure)),
  };
}

/** The difference of a draw and the mean of k - 1 others varies k / (k - 1) times as much as the draw. */
function held(draws: readonly Estimate[]): boolean[] {
  const k = draws.length;
  const sum = draws.reduce((all, { value }) => all + value, 0);
  return draws.map(({ value, halfWidth }) => {
    const others = (sum - value) / (k - 1);
    return Math.abs(value - others) * Math.sqrt((k - 1) / k) <= halfWidth;
  });
}
