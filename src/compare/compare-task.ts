import { Random } from "../core/random.ts";
import type { SymbolSequence } from "../core/sequence.ts";
import { distanceCompressor, normalizedCompressionDistance, sizeTogether } from "../estimators/codecs.ts";
import { type CrossCodeLengths, crossCodeLengths, joined } from "../observer/curves/cross-code-length.ts";
import { codeLength } from "../observer/observer.ts";
import { observerMembers } from "../observer/observer-members.ts";
import type { BlockCounts } from "../statistics/block-counts.ts";
import { randomSplits } from "../statistics/exchange-test.ts";
import { compareLaws, type LawPair, type Wandering } from "./compare-laws.ts";

/** Places of two samples. */
export type Pair = readonly [a: number, b: number];

/** A part of a comparison that a thread can do by itself. */
export type CompareTask =
  | {
      readonly kind: "laws";
      readonly counts: readonly BlockCounts[];
      readonly wanderings: readonly Wandering[];
      readonly pairs: readonly Pair[];
      readonly splits: number;
      readonly seed: number;
    }
  | {
      readonly kind: "compression";
      readonly bytes: readonly Uint8Array[];
      readonly pairs: readonly Pair[];
    }
  | { readonly kind: "code"; readonly sequences: readonly SymbolSequence[]; readonly pairs: readonly Pair[] }
  | { readonly kind: "cross"; readonly sequences: readonly SymbolSequence[]; readonly seed: number };

/** What a compressor says of a pair. */
export interface CompressedPair {
  readonly compressor: string;
  readonly library: string;
  readonly distance: number;
}

/** What a task finds, pair by pair in its order, or of all sequences together. */
export type CompareResult =
  | { readonly kind: "laws"; readonly pairs: readonly LawPair[] }
  | { readonly kind: "compression"; readonly pairs: readonly CompressedPair[] }
  | { readonly kind: "code"; readonly distances: readonly number[] }
  | { readonly kind: "cross"; readonly lengths: CrossCodeLengths | undefined };

/**
 * Does a part of a comparison: the whole work of a worker.
 *
 * @throws RangeError when memory cannot be had; Error of a compressor
 */
export async function compareTask(task: CompareTask): Promise<CompareResult> {
  switch (task.kind) {
    case "laws":
      return { kind: "laws", pairs: lawPairs(task) };
    case "compression":
      return { kind: "compression", pairs: await compressedPairs(task) };
    case "code":
      return { kind: "code", distances: codeDistances(task) };
    case "cross": {
      const random = Random.fromSeed(task.seed).fork("cross");
      return { kind: "cross", lengths: crossCodeLengths(task.sequences, observerMembers("fast"), random) };
    }
  }
}

type TaskOf<Kind extends CompareTask["kind"]> = Extract<CompareTask, { kind: Kind }>;

function lawPairs({ counts, wanderings, pairs, splits, seed }: TaskOf<"laws">): LawPair[] {
  const random = Random.fromSeed(seed).fork("exchange");
  const drawn = randomSplits(splits, counts[0]!.totals.length, (bound) => random.below(bound));
  return pairs.map(([a, b]) => compareLaws(counts[a]!, counts[b]!, [wanderings[a]!, wanderings[b]!], drawn));
}

async function compressedPairs({ bytes, pairs }: TaskOf<"compression">): Promise<CompressedPair[]> {
  const alone = kept((i) => sizeTogether(bytes[i]!));
  const found: CompressedPair[] = [];
  for (const [a, b] of pairs) {
    const { size: one, library } = await sizeTogether(bytes[a]!, bytes[b]!);
    const { size: other } = await sizeTogether(bytes[b]!, bytes[a]!);
    // A compressor may do better in one order: the shorter code is the better bound.
    const together = Math.min(one, other);
    const distance = normalizedCompressionDistance((await alone(a)).size, (await alone(b)).size, together);
    found.push({ compressor: distanceCompressor, library, distance });
  }
  return found;
}

function codeDistances({ sequences, pairs }: TaskOf<"code">): number[] {
  const members = observerMembers("fast");
  const alone = kept((i) => codeLength(sequences[i]!, members));
  return pairs.map(([a, b]) => {
    const [one, other] = [sequences[a]!, sequences[b]!];
    const together = Math.min(
      codeLength(joined([one, other]), members),
      codeLength(joined([other, one]), members),
    );
    return normalizedCompressionDistance(alone(a), alone(b), together);
  });
}

/** A function of a place that is worked out once for each. */
function kept<T>(of: (place: number) => T): (place: number) => T {
  const known = new Map<number, T>();
  return (place) => {
    if (!known.has(place)) known.set(place, of(place));
    return known.get(place)!;
  };
}
