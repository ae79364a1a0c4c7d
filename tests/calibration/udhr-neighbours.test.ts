// @module-tag thorough
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { compareLoaded } from "../../src/features/compare/compare-loaded.ts";
import { compareTask, loadCompared } from "../../src/features/compare/part.ts";
import type { ComparedPair, DistanceId } from "../../src/features/compare/schema.ts";
import { inTurn } from "../../src/run/pool.ts";
import { complete, report } from "./campaign.ts";
import { udhrFamilies } from "./udhr-families.ts";

/**
 * Translations of one text lie nearest to a language of their own family: at least 54 of 60, by character 3-grams and by what
 * `compare` does unless told otherwise. The languages were chosen before anything was measured. MESOSCOPE_CALIBRATE=1 asks
 * for other words and the other distances too, which are reported.
 */
const root = fileURLToPath(new URL("../../corpora/", import.meta.url));
const corpora = { manifests: `${root}manifests`, packages: [`${root}node_modules`] };
const familyOf = new Map(
  Object.entries(udhrFamilies).flatMap(([family, codes]) => codes.map((code) => [`udhr:${code}`, family])),
);
const distances: DistanceId[] = complete ? ["jsd", "ncd", "code"] : ["jsd"];

const ways: Readonly<Record<string, (pair: ComparedPair) => number | undefined>> = {
  divergence: ({ divergence }) => divergence.value,
  "divergence with chance": ({ plugIn }) => plugIn,
  compression: ({ compression }) => compression?.distance,
  "observer's code length": ({ observer }) => observer?.distance,
  "cross code length": ({ observer }) => observer?.cross.reduce((sum, { excess }) => sum + excess.value, 0),
};

/** Languages whose nearest neighbour is of their family. */
function ownFamily(
  names: readonly string[],
  pairs: readonly ComparedPair[],
  of: (pair: ComparedPair) => number,
) {
  const nearest = names.map(() => ({ distance: Number.POSITIVE_INFINITY, sample: -1 }));
  for (const pair of pairs) {
    const distance = of(pair);
    if (distance < nearest[pair.a]!.distance) nearest[pair.a] = { distance, sample: pair.b };
    if (distance < nearest[pair.b]!.distance) nearest[pair.b] = { distance, sample: pair.a };
  }
  return nearest.filter(({ sample }, i) => familyOf.get(names[i]!) === familyOf.get(names[sample]!)).length;
}

type Words = readonly [encoding: "bytes" | "characters", order: number | "covered"];
const usual: readonly Words[] = [
  ["characters", 3],
  ["bytes", "covered"],
];
const others: readonly Words[] = [1, 2, 4, "covered" as const].map((order) => ["characters", order] as const);

test.each(complete ? [...usual, ...others] : usual.slice(0, 1))(
  "%s, words of %s",
  { timeout: 7_200_000 },
  async (...words) => {
    const [encoding, order] = words;
    const names = [...familyOf.keys()];
    expect(names.length).toBe(60);
    const options = { sample: 100_000, encoding, seed: 1 };
    const { inputs, errors } = await loadCompared(
      names.map((name) => ({
        name,
        input: { kind: "corpus", id: name },
        options: { ...options, estimators: [], spectrum: false },
        environment: { corpora, cacheFolder: null },
      })),
      () => {},
    );
    expect(errors).toEqual([]);
    const asked = order === 3 ? distances : (["jsd"] as const);
    const runner = inTurn(async () => compareTask);
    const { pairs } = await compareLoaded(
      inputs,
      { ...options, order, distances: [...asked] },
      runner,
      () => {},
    );
    const isUsual = usual.some(([one, length]) => one === encoding && length === order);
    for (const [way, of] of Object.entries(ways)) {
      if (pairs.some((pair) => of(pair) === undefined || pair.observer?.cross.length === 0)) continue;
      report(`own family by ${way}, ${encoding}, words of ${order}`, {
        of60: ownFamily(names, pairs, (pair) => of(pair)!),
      });
    }
    if (isUsual)
      expect(ownFamily(names, pairs, ({ divergence }) => divergence.value)).toBeGreaterThanOrEqual(54);
  },
);
