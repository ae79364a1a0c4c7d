import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { type BoundSource, defineSource } from "../../core/source.ts";
import { type GroundTruth, unknown } from "../../core/truth.ts";
import { mixedSymbolEntropy } from "../truths/mixed-symbol-law.ts";
import { weightedTruth } from "../truths/weighted-truth.ts";
import { mixedAlphabet, mixedLabel, mostParts, partName } from "./mixed-label.ts";

/** What is taken of an endless source when nothing is said. */
const usual = 100_000;

export const concat = defineSource({
  id: "concat",
  group: "mixtures",
  title: "sources end to end",
  summary: "A number of symbols of one source, then of the next: a join of unlike parts, and not stationary.",
  reference: "Basseville & Nikiforov 1993, Detection of Abrupt Changes, ch. 1",
  params: z.strictObject({
    lengths: z
      .array(z.int().min(1).max(1_000_000_000_000))
      .max(mostParts)
      .default([])
      .describe("symbols of each part; when absent, all of a text and 100 000 of an endless source"),
  }),
  inputs: [2, mostParts],
  example: "concat(golden-mean, coin(p=0.5), lengths=[50000,50000])",
  bind({ lengths }, parts) {
    const taken = takenLengths(lengths, parts);
    const length = taken.reduce((sum, symbols) => sum + symbols, 0);
    return {
      alphabetSize: mixedAlphabet(parts),
      length,
      open(random) {
        const streams = parts.map((part, side) => part.open(random.fork(partName(side))));
        let side = 0;
        let left = taken[0]!;
        return {
          fill(target) {
            let filled = 0;
            while (filled < target.length && side < streams.length) {
              const end = Math.min(target.length, filled + left);
              const given = streams[side]!.fill(target.subarray(filled, end));
              left -= given;
              filled += given;
              if (left > 0) continue;
              side++;
              left = taken[side] ?? 0;
            }
            return filled;
          },
        };
      },
      truth: () => joinedTruth(parts, taken, length),
      label: mixedLabel(parts),
    };
  },
});

function takenLengths(lengths: readonly number[], parts: readonly BoundSource[]): number[] {
  if (lengths.length > 0 && lengths.length !== parts.length)
    throw new UsageError(`${lengths.length} lengths for ${parts.length} sources`);
  return parts.map(({ length }, i) => {
    const wanted = lengths[i] ?? (length === Number.POSITIVE_INFINITY ? usual : length);
    if (wanted <= length) return wanted;
    throw new UsageError(`part ${i + 1} has ${length} symbols, not ${wanted}`);
  });
}

function joinedTruth(parts: readonly BoundSource[], taken: readonly number[], length: number): GroundTruth {
  const shares = taken.map((symbols) => symbols / length);
  const why = unknown("a join is not stationary: it has no one past and future");
  return {
    symbolEntropy: mixedSymbolEntropy(parts, shares),
    entropyRate: weightedTruth(
      parts.map((part, i) => [shares[i]!, part.truth().entropyRate]),
      "mean of the parts' rates by their lengths; the whole is not stationary",
    ),
    excessEntropy: why,
    statisticalComplexity: why,
  };
}
