import type { Cell } from "../report/kit/csv-text.ts";
import type { Rows } from "../report/kit/rows.ts";
import type { ComparedPair, Comparison, CrossCode } from "./schema.ts";

const header = [
  "kind", "a", "b", "n", "order", "divergence", "divergenceLower", "divergenceUpper", "plugIn", "chance",
  "p", "adjusted", "beyondHalves", "beyondHalvesLower", "beyondHalvesUpper", "verdict",
  "compressor", "compressionDistance", "observerDistance",
  "bCodedByA", "bCodedByAMore", "bCodedByAMoreLower", "bCodedByAMoreUpper",
  "aCodedByB", "aCodedByBMore", "aCodedByBMoreLower", "aCodedByBMoreUpper",
  "learner", "bCodedByLearnerOfA", "bCodedByLearnerOfAMore", "bCodedByLearnerOfAMoreLower", "bCodedByLearnerOfAMoreUpper",
  "aCodedByLearnerOfB", "aCodedByLearnerOfBMore", "aCodedByLearnerOfBMoreLower", "aCodedByLearnerOfBMoreUpper", "reason",
]; // biome-ignore format: one line a group reads better

/** One row a pair, then inputs that are not in any. */
export function comparisonRows(comparison: Comparison): Rows {
  const { samples, pairs, skipped, errors } = comparison;
  const apart = samples.flatMap(({ name, notComparedBecause }): [string, string, string][] =>
    notComparedBecause === null ? [] : [["not compared", name, notComparedBecause]],
  );
  const missing = [
    ...apart,
    ...skipped.map(({ input, reason }) => ["skipped", input, reason] as const),
    ...errors.map(({ input, reason }) => ["failed", input, reason] as const),
  ];
  return {
    columns: header,
    rows: [
      ...pairs.map((pair) => pairRow(pair, comparison)),
      ...missing.map(([kind, name, reason]): Cell[] => [
        kind,
        name,
        ...Array.from({ length: header.length - 3 }, () => null),
        reason,
      ]),
    ],
  };
}

function pairRow(pair: ComparedPair, { samples, design, learner }: Comparison): Cell[] {
  const { a, b, divergence, plugIn, chance, exchange, beyond, verdict, compression, observer } = pair;
  const cross = (learned: number) => crossCells(observer?.cross.find((one) => one.learned === learned));
  const priced = (learned: number, coded: number) =>
    crossCells(learner?.cross.find((one) => one.learned === learned && one.coded === coded));
  return [
    "pair", samples[a]!.name, samples[b]!.name, design!.n, design!.order,
    divergence.value, divergence.interval?.lower ?? null, divergence.interval?.upper ?? null, plugIn, chance,
    exchange.p, exchange.adjusted,
    beyond.value, beyond.interval?.lower ?? null, beyond.interval?.upper ?? null, verdict.id,
    compression?.compressor ?? null, compression?.distance ?? null, observer?.distance ?? null,
    ...cross(a), ...cross(b), learner?.name ?? null, ...priced(a, b), ...priced(b, a), null,
  ]; // biome-ignore format: in the order of the header
}

function crossCells(cross: CrossCode | undefined): Cell[] {
  if (cross === undefined) return [null, null, null, null];
  const { rate, excess } = cross;
  return [rate.value, excess.value, excess.interval?.lower ?? null, excess.interval?.upper ?? null];
}
