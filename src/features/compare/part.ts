import { InputError, NoField } from "../../core/errors.ts";
import { Random } from "../../core/random.ts";
import type { SymbolSequence } from "../../core/sequence.ts";
import { sniffTextFormat } from "../../encodings/text-format.ts";
import { distanceCompressor, normalizedCompressionDistance, sizeTogether } from "../../estimators/codecs.ts";
import { type CrossCodeLengths, crossCodeLengths, joined } from "../../observer/curves/cross-code-length.ts";
import { planTarget, readWorth, type WorthReading } from "../../observer/curves/worth.ts";
import { codeLength } from "../../observer/observer.ts";
import { observerMembers } from "../../observer/observer-members.ts";
import { loadInput } from "../../run/load-input.ts";
import type { LoadedInput } from "../../run/loaded-input.ts";
import { needsOfComparing } from "../../run/memory-needs.ts";
import { requireSomeField } from "../../run/require-some-field.ts";
import type { AccountedInput } from "../../run/run-batch.ts";
import type { MeasureTask } from "../../run/task.ts";
import type { BlockCounts } from "../../statistics/block-counts.ts";
import { randomSplits } from "../../statistics/exchange-test.ts";
import { compareLaws, type LawPair, type SampleDrift } from "./laws.ts";
import type { ComparedPair } from "./schema.ts";

/** Indices of two samples. */
export type Pair = readonly [a: number, b: number];

/** A part of a comparison that a thread can do on its own. */
export type CompareTask =
  | {
      readonly kind: "laws";
      readonly counts: readonly BlockCounts[];
      readonly drifts: readonly SampleDrift[];
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
  | { readonly kind: "cross"; readonly sequences: readonly SymbolSequence[]; readonly seed: number }
  | WorthTask;

/** A target, and what to learn for it. */
export interface WorthTask {
  readonly kind: "worth";
  readonly target: SymbolSequence;
  /** data that are already learned; null: half of the target */
  readonly have: SymbolSequence | null;
  readonly sources: readonly SymbolSequence[];
  readonly symbols: readonly number[];
  /** index of the part of the sources to learn; null: all */
  readonly part: number | null;
  readonly seed: number;
}

/** The result of a compressor on a pair. */
export type CompressedPair = NonNullable<ComparedPair["compression"]>;

/** The result of a task: in the order of its pairs, or for all sequences together. */
export type CompareResult =
  | { readonly kind: "laws"; readonly pairs: readonly LawPair[] }
  | { readonly kind: "compression"; readonly pairs: readonly CompressedPair[] }
  | { readonly kind: "code"; readonly distances: readonly number[] }
  | { readonly kind: "cross"; readonly lengths: CrossCodeLengths | undefined }
  | { readonly kind: "worth"; readonly reading: WorthReading };

/**
 * Runs a part of a comparison: the whole work of a worker.
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
    case "worth":
      return { kind: "worth", reading: worthPart(task) };
  }
}

/** The halves of the target do not depend on what is learned. */
function worthPart({ target, have, sources, symbols, part, seed }: WorthTask): WorthReading {
  const random = Random.fromSeed(seed).fork("worth");
  const plan = planTarget(target, random.fork("target"))!;
  const members = observerMembers("fast");
  return readWorth({ target, plan, have }, sources, symbols, part, members, random.fork("learned"));
}

type TaskOf<Kind extends CompareTask["kind"]> = Extract<CompareTask, { kind: Kind }>;

function lawPairs({ counts, drifts, pairs, splits, seed }: TaskOf<"laws">): LawPair[] {
  const random = Random.fromSeed(seed).fork("exchange");
  const drawn = randomSplits(splits, counts[0]!.totals.length, (bound) => random.below(bound));
  return pairs.map(([a, b]) => compareLaws(counts[a]!, counts[b]!, [drifts[a]!, drifts[b]!], drawn));
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

/** Memoises a function of an index. */
function kept<T>(of: (place: number) => T): (place: number) => T {
  const known = new Map<number, T>();
  return (place) => {
    if (!known.has(place)) known.set(place, of(place));
    return known.get(place)!;
  };
}

/** Blocks per sample: a power of two, so that halves of them can be balanced. */
export const blocksCompared = 16;
/** Least symbols of a block. */
const shortestBlock = 64;
/** Least symbols of a sample. */
const leastSymbols = blocksCompared * shortestBlock;

/** A sample, and whether it is long enough. */
export interface ComparedInput {
  readonly task: MeasureTask;
  readonly loaded: LoadedInput;
  readonly notComparedBecause: string | null;
}

/**
 * Reads the inputs, and truncates them to the length of the shortest that is long enough.
 *
 * @param done called after every input
 * @throws RecipeError for a wrong recipe; UsageError when all lack the requested field; inputs that cannot be read are in
 *   `errors`
 */
export async function loadCompared(
  tasks: readonly MeasureTask[],
  done: (finished: number) => void,
): Promise<{ readonly inputs: readonly ComparedInput[]; readonly errors: readonly AccountedInput[] }> {
  const { inputs, errors } = await loadEach(tasks, done);
  const lengths = inputs.map((one) => lengthOf(one.loaded)).filter((n) => n >= leastSymbols);
  const shortest = lengths.reduce((least, n) => Math.min(least, n), Number.POSITIVE_INFINITY);
  const equal: ComparedInput[] = [];
  for (const one of inputs) {
    const again =
      lengthOf(one.loaded) > shortest
        ? await loadInput(shorter(one.task, shortest), undefined, needsOfComparing)
        : one.loaded;
    equal.push({ ...one, loaded: again });
  }
  return { inputs: equal, errors };
}

function reasonUnfit(target: LoadedInput, source: LoadedInput): string | null {
  if (target.sampleSha256 === source.sampleSha256) return "the same text as the target";
  const [own, other] = [markedCharset(target), markedCharset(source)];
  return own === other
    ? null
    : `text in ${other}, but the target is in ${own}; --encoding characters reads both`;
}

/** The encoding that a byte order mark declares, where bytes are the symbols. */
function markedCharset({ sequence, bytes }: LoadedInput): string {
  const { charset, byteOrderMark } = sniffTextFormat(bytes.subarray(0, 4));
  return sequence.encoding === "bytes" && byteOrderMark ? charset : "utf-8";
}

async function loadEach(tasks: readonly MeasureTask[], done: (finished: number) => void) {
  const errors: AccountedInput[] = [];
  let withoutField = 0;
  const inputs: ComparedInput[] = [];
  for (const [i, task] of tasks.entries()) {
    try {
      const loaded = await loadInput(task, undefined, needsOfComparing);
      const n = lengthOf(loaded);
      const short = n < leastSymbols ? `${n} symbols: too short, needs ${leastSymbols}` : null;
      inputs.push({ task, loaded, notComparedBecause: short });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      errors.push({ input: task.name, reason: error.message });
      if (error instanceof NoField) withoutField++;
    }
    done(i + 1);
  }
  requireSomeField(inputs.length, errors, withoutField);
  return { inputs, errors };
}

/**
 * Reads a target, and then sources, each at its own length. Omits a source that is the target itself.
 *
 * @throws as `loadCompared`
 */
export async function loadWorth(
  [target, ...sources]: readonly MeasureTask[],
  done: (finished: number) => void,
): ReturnType<typeof loadCompared> {
  const first = await loadEach(target === undefined ? [] : [target], done);
  const own = first.inputs[0]?.loaded;
  if (own === undefined) return first;
  const others = await loadEach(sources, (read) => done(read + 1));
  const inputs = others.inputs.map((input) => ({
    ...input,
    notComparedBecause: input.notComparedBecause ?? reasonUnfit(own, input.loaded),
  }));
  return { inputs: [...first.inputs, ...inputs], errors: [...first.errors, ...others.errors] };
}

const lengthOf = ({ sequence }: LoadedInput) => sequence.symbols.length;

const shorter = (task: MeasureTask, sample: number): MeasureTask => ({
  ...task,
  options: { ...task.options, sample },
});
