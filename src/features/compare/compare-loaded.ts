import { UsageError } from "../../core/errors.ts";
import { around } from "../../core/measurement.ts";
import type { SymbolSequence } from "../../core/sequence.ts";
import { jointAlphabet } from "../../encodings/joint-alphabet.ts";
import { ratioOverBlocks } from "../../math/intervals.ts";
import type { CrossCodeLengths } from "../../observer/curves/cross-code-length.ts";
import { largestAlphabet } from "../../observer/open-observer.ts";
import { type Figure, figure } from "../../results/report.ts";
import { allResults, type TaskRunner } from "../../run/pool.ts";
import { type CountedBlocks, countBlocks } from "../../statistics/block-counts.ts";
import { decidePairs, type LawPair, type SampleDrift, sampleDrift } from "./laws.ts";
import type { CompareResult, CompareTask, CompressedPair, Pair } from "./part.ts";
import { blocksCompared, type ComparedInput } from "./part.ts";
import type { ComparedPair, ComparedSample, Comparison, CrossCode, DistanceId } from "./schema.ts";
import { comparisonTree } from "./tree.ts";

/** The results on inputs, independent of their names. */
export interface Distances extends Pick<Comparison, "design" | "pairs" | "tree"> {
  /** shape of the inputs */
  readonly own: readonly Pick<ComparedSample, "halves" | "nearest">[];
}

/** Longest k-grams to try where k is not given. */
const longestKGram = 8;
/** Coverage that half of the samples must have at the default k: chance is then a small part. */
const coverageFloor = 0.95;
/** Random exchanges of blocks. */
const splits = 999;
/** Parts of the pairs that threads share. */
const mostParts = 16;

/**
 * Compares all pairs of inputs that are long enough.
 *
 * @param done called with the number of finished parts and of all parts
 * @throws UsageError when there are more symbols than the observer reads; what the runner throws; RangeError when tables cannot
 *   be allocated
 */
export async function compareLoaded(
  inputs: readonly ComparedInput[],
  options: Comparison["options"],
  runner: TaskRunner<CompareTask, CompareResult>,
  done: (finished: number, parts: number) => void,
): Promise<Distances> {
  // From here on samples are indexed among those that are compared.
  const places = [...inputs.keys()].filter((i) => inputs[i]!.notComparedBecause === null);
  if (places.length < 2) return notCompared(inputs);
  const compared = places.map((i) => inputs[i]!.loaded);
  const sequences = jointAlphabet(compared.map(({ sequence }) => sequence));
  requireObservable(sequences[0]!.alphabetSize, options.distances);
  const counted = countBlocks(sequences, options.order, blocksCompared, longestKGram, coverageFloor);
  const drifts = counted.sequences.map(sampleDrift);
  const pairs = places.flatMap((_, b) => Array.from({ length: b }, (__, a): Pair => [a, b]));
  const bytes = compared.map((one) => one.bytes);
  const tasks = tasksOf(pairs, options, sequences, bytes, counted, drifts);
  const results = await allResults(runner, tasks, (finished) => done(finished, tasks.length));
  const found = inOrder(pairs, results, places);
  const matrix = distanceMatrix(found, options.distances[0]!, places);
  const own = inputs.map((input) => unknown(input));
  for (const [i, place] of places.entries()) {
    own[place] = {
      halves: { status: "ok", ...drifts[i]!.divergence },
      nearest: nearestOf(matrix[i]!, i, places),
    };
  }
  const { order, coverage } = counted;
  return {
    design: { n: sequences[0]!.symbols.length, order, coverage, blocks: blocksCompared },
    pairs: found,
    tree: places.length < 3 ? null : comparisonTree(options.distances[0]!, places, matrix, inputs.length),
    own,
  };
}

/** The result where no two inputs can be compared. */
export function notCompared(inputs: readonly ComparedInput[]): Distances {
  return { design: null, pairs: [], tree: null, own: inputs.map((input) => unknown(input)) };
}

function unknown({ notComparedBecause }: ComparedInput): Distances["own"][number] {
  const reason = notComparedBecause ?? "nothing to compare it with";
  return { halves: { status: "undefined", reason, unit: "bit" }, nearest: null };
}

function requireObservable(alphabetSize: number, distances: readonly DistanceId[]): void {
  if (alphabetSize <= largestAlphabet || !distances.includes("code")) return;
  throw new UsageError(
    `${alphabetSize} different symbols in total, but the observer reads at most ${largestAlphabet}: leave "code" out of --distances`,
  );
}

/** The parts of the work, long ones first, so that threads end together. */
function tasksOf(
  pairs: readonly Pair[],
  { distances, seed }: Comparison["options"],
  sequences: readonly SymbolSequence[],
  bytes: readonly Uint8Array[],
  { sequences: counts }: CountedBlocks,
  drifts: readonly SampleDrift[],
): CompareTask[] {
  const count = Math.min(mostParts, pairs.length);
  // Round robin, so that parts take equally long.
  const parts = Array.from({ length: count }, (_, part) => pairs.filter((__, i) => i % count === part));
  const observed = distances.includes("code");
  const cross: CompareTask[] = observed ? [{ kind: "cross", sequences, seed }] : [];
  const codes: CompareTask[] = observed ? parts.map((own) => ({ kind: "code", sequences, pairs: own })) : [];
  const compressions: CompareTask[] = distances.includes("ncd")
    ? parts.map((own) => ({ kind: "compression", bytes, pairs: own }))
    : [];
  const laws = parts.map((own): CompareTask => ({ kind: "laws", counts, drifts, pairs: own, splits, seed }));
  return [...cross, ...codes, ...compressions, ...laws];
}

/** Results of all parts, in the order of the pairs. */
function inOrder(
  pairs: readonly Pair[],
  results: readonly CompareResult[],
  places: readonly number[],
): ComparedPair[] {
  const laws: (readonly LawPair[])[] = [];
  const compressions: (readonly CompressedPair[])[] = [];
  const codes: (readonly number[])[] = [];
  let lengths: CrossCodeLengths | undefined;
  for (const result of results) {
    if (result.kind === "laws") laws.push(result.pairs);
    if (result.kind === "compression") compressions.push(result.pairs);
    if (result.kind === "code") codes.push(result.distances);
    if (result.kind === "cross") lengths = result.lengths;
  }
  const count = laws.length;
  const of = <T>(parts: readonly (readonly T[])[], i: number) => parts[i % count]?.[Math.floor(i / count)];
  const found = pairs.map((_, i) => of(laws, i)!);
  const decided = decidePairs(found, splits);
  return pairs.map(([a, b], i) => {
    const { divergence, plugIn, chance, beyond } = found[i]!;
    const compression = of(compressions, i) ?? null;
    const distance = of(codes, i);
    const observer =
      distance === undefined
        ? null
        : { profile: "fast" as const, distance, cross: crossOf([a, b], lengths, places) };
    return {
      ...{ a: places[a]!, b: places[b]!, divergence, plugIn, chance },
      ...{ ...decided[i]!, beyond, compression, observer },
    };
  });
}

/** Both directions: which sample was learned, and which was coded. */
function crossOf([a, b]: Pair, lengths: CrossCodeLengths | undefined, places: readonly number[]) {
  if (lengths === undefined) return [];
  const ways: readonly Pair[] = [
    [a, b],
    [b, a],
  ];
  return ways.map(([learned, coded]) => ({
    learned: places[learned]!,
    coded: places[coded]!,
    ...crossCode(lengths, learned, coded),
  }));
}

function distanceMatrix(
  pairs: readonly ComparedPair[],
  id: DistanceId,
  places: readonly number[],
): number[][] {
  const matrix = places.map(() => places.map(() => 0));
  const at = new Map(places.map((place, i) => [place, i]));
  for (const pair of pairs) {
    const [a, b] = [at.get(pair.a)!, at.get(pair.b)!];
    const { divergence, compression, observer } = pair;
    const distance = { jsd: divergence.value, ncd: compression?.distance, code: observer?.distance }[id]!;
    matrix[a]![b] = distance;
    matrix[b]![a] = distance;
  }
  return matrix;
}

function nearestOf(
  row: readonly number[],
  own: number,
  places: readonly number[],
): ComparedSample["nearest"] {
  let nearest = own === 0 ? 1 : 0;
  for (const [i, distance] of row.entries()) if (i !== own && distance < row[nearest]!) nearest = i;
  return { sample: places[nearest]!, distance: row[nearest]! };
}

/**
 * Cost of one sample under the observer of another, beyond its own.
 *
 * @param learned index of the sample that was learned
 * @param coded index of the sample whose held-out blocks are coded
 */
export function crossCode(
  lengths: CrossCodeLengths,
  learned: number,
  coded: number,
): Omit<CrossCode, "learned" | "coded"> {
  const symbols = lengths.blockLengths[coded]!;
  const own = lengths.bits[coded]![coded]!;
  const other = lengths.bits[learned]![coded]!;
  return {
    trainingLength: Math.min(lengths.trainingLengths[learned]!, lengths.trainingLengths[coded]!),
    own: rateOf(own, symbols),
    rate: rateOf(other, symbols),
    excess: rateOf(
      other.map((paid, i) => paid - own[i]!),
      symbols,
    ),
  };
}

/** Bits a symbol, with an interval over blocks. */
function rateOf(bits: Float64Array, symbols: readonly number[]): Figure {
  const { value, half } = ratioOverBlocks(bits, symbols);
  return figure(value, "bit/symbol", half === null ? null : around(value, half, "blocks"));
}
