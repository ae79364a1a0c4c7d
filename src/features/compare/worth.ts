import { median } from "../../core/collections.ts";
import { confidenceLevel } from "../../core/constants.ts";
import { UsageError } from "../../core/errors.ts";
import { around } from "../../core/measurement.ts";
import { Random } from "../../core/random.ts";
import type { SymbolSequence } from "../../core/sequence.ts";
import { jointAlphabet } from "../../encodings/joint-alphabet.ts";
import { ratioOverBlocks, studentQuantile } from "../../math/intervals.ts";
import { lengthOf } from "../../observer/curves/cross-code-length.ts";
import { planTarget, type WorthPart, type WorthReading, worthShares } from "../../observer/curves/worth.ts";
import { largestAlphabet } from "../../observer/open-observer.ts";
import { type Figure, figure } from "../../results/report.ts";
import { allResults, type TaskRunner } from "../../run/pool.ts";
import { copiedShare, copiedWindow, type Stretch, windowLength } from "../../statistics/repeats.ts";
import type { ComparedInput, CompareResult, CompareTask, WorthTask } from "./part.ts";
import type { ComparedWorth, Comparison } from "./schema.ts";

type Learned = ComparedWorth["learned"][number];

/**
 * Measures what learning each source, or mixture of them, saves a later reader of the target: alone, and beyond the known data.
 *
 * @param inputs the target, the known data where requested, and then the sources
 * @param done called with the number of finished parts and of all parts
 * @returns null where nothing can be priced; `notComparedBecause` of the inputs has the reason
 * @throws UsageError when there are more symbols than the observer reads; what the runner throws
 * Cost: twice that of learning each source and three times that of the known data, and of reading half of the target, up to
 * 65,536 symbols, ten times.
 */
export async function worthOf(
  inputs: readonly ComparedInput[],
  { have = false, mixtures }: NonNullable<Comparison["options"]["worth"]>,
  seed: number,
  runner: TaskRunner<CompareTask, CompareResult>,
  done: (finished: number, parts: number) => void,
): Promise<ComparedWorth | null> {
  const first = have ? 2 : 1;
  const can = (i: number) => inputs[i]?.notComparedBecause === null;
  const places = [...inputs.keys()].filter((i) => i >= first && can(i));
  if (!can(0) || (have && !can(1)) || places.length === 0) return null;
  const [target, ...others] = jointAlphabet(
    [0, ...(have ? [1] : []), ...places].map((i) => inputs[i]!.loaded.sequence),
  );
  const sources = others.slice(first - 1);
  if (target!.alphabetSize > largestAlphabet)
    throw new UsageError(
      `${target!.alphabetSize} different symbols in total, but the observer reads at most ${largestAlphabet}`,
    );
  const plan = planTarget(target!, Random.fromSeed(seed).fork("worth").fork("target"));
  if (plan === undefined) return null;
  const sizes = sources.map(({ symbols }) => symbols.length);
  const recipes = [
    ...sizes.map((n, source) => [{ source, symbols: n }]),
    ...mixtures.map((shares) =>
      mixed(
        places.map((place) => shares[place - first]!),
        sizes,
      ),
    ),
  ].filter((parts) => parts.length > 0);
  const task = (parts: (typeof recipes)[number], part: WorthPart): WorthTask => ({
    kind: "worth",
    target: target!,
    have: have ? others[0]! : null,
    sources: parts.map(({ source }) => sources[source]!),
    symbols: parts.map(({ symbols }) => symbols),
    part,
    seed,
  });
  const halves = ["first", "second"] as const;
  const tasks = [
    task([], "all"),
    ...recipes.map((parts) => task(parts, "all")),
    ...recipes.flatMap((parts) => halves.map((half) => task(parts, half))),
  ];
  const results = await allResults(runner, tasks, (finished) => done(finished, tasks.length));
  const [own, ...readings] = results.map((result) => (result as { reading: WorthReading }).reading);
  const read = recipes.map(
    (_, i): Readings => [
      readings[i]!,
      readings[recipes.length + 2 * i]!,
      readings[recipes.length + 2 * i + 1]!,
    ],
  );
  const lengths = plan.priced.map(lengthOf);
  const errors = drawErrors(read, lengths);
  const uniform = Math.log2(target!.alphabetSize);
  const priced = plan.priced.map(({ start, end }): Stretch => ({ symbols: target!.symbols, start, end }));
  const windows = windowLength(copiedWindow, target!.alphabetSize);
  return {
    target: 0,
    priced: total(lengths),
    have: have ? 1 : null,
    known: have ? others[0]!.symbols.length : total(plan.known.map(lengthOf)),
    uniform,
    own: rateOf(own!.onTop, lengths, 0),
    learned: recipes.map((parts, i): Learned => {
      const [all, ...others] = read[i]!;
      const { alone, onTop } = errors[i]!;
      const whole = total(parts.map(({ symbols }) => symbols));
      return {
        sources: parts.map(({ source, symbols }) => ({ sample: places[source]!, share: symbols / whole })),
        curve: all.alone.map(({ n, bits }, at) => {
          // The whole begins with the same symbols as its first half.
          const drawn = at < others[0].alone.length ? others.map((half) => half.alone[at]!.bits) : [bits];
          const mean = bits.map((_, b) => total(drawn.map((one) => one[b]!)) / drawn.length);
          return { n, rate: rateOf(mean, lengths, alone / Math.sqrt(worthShares[at]! * drawn.length)) };
        }),
        alone: rateOf(
          all.alone.at(-1)!.bits.map((paid, b) => uniform * lengths[b]! - paid),
          lengths,
          alone,
        ),
        onTop: rateOf(
          own!.onTop.map((paid, b) => paid - all.onTop[b]!),
          lengths,
          onTop,
          // The known half was drawn in the same way as the priced one.
          2,
        ),
        copied: copiedShare(
          priced,
          parts.flatMap(({ source }) => segmentsOf(sources[source]!)),
          windows,
        ),
      };
    }),
  };
}

function segmentsOf({ symbols, segmentEnds }: SymbolSequence): Stretch[] {
  return segmentEnds.map((end, i) => ({ symbols, start: i === 0 ? 0 : segmentEnds[i - 1]!, end }));
}

/** The results of one source or mixture: all of it, and two halves. */
type Readings = readonly [all: WorthReading, first: WorthReading, second: WorthReading];

/**
 * The symbols that a mixture takes of each source: in total as many as the longest has, or as its parts allow. Unreadable
 * sources are omitted.
 */
function mixed(shares: readonly number[], sizes: readonly number[]) {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const parts = shares.flatMap((share, source) => (share > 0 ? [{ source, share: share / whole }] : []));
  const most = parts.map(({ source, share }) => sizes[source]! / share);
  const n = Math.min(Math.max(...sizes), ...most);
  return parts.map(({ source, share }) => ({ source, symbols: Math.round(n * share) }));
}

const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, one) => sum + one, 0);

/** Number of differences that the prior variance counts as. */
const priorDifferences = 4;
/** Median of the square of a standard normal number. */
const medianOfSquare = 0.4549;

/**
 * Half the width of intervals due only to which blocks of a source were learned, and in which order, bit/symbol. Disjoint
 * halves differ by twice the variance of one, which is twice that of all. A source has few differences of its own, so they are
 * moderated by the median of all (after Smyth 2004, Stat. Appl. Genet. Mol. Biol. 3), which a source that contains much of the
 * target does not move.
 */
function drawErrors(read: readonly Readings[], lengths: readonly number[]) {
  const symbols = total(lengths);
  const square = (one: Float64Array, other: Float64Array) => {
    const difference = (total(one) - total(other)) / symbols;
    return (difference * difference) / 2;
  };
  const variances = read.map(([, first, second]) => ({
    alone: first.alone.map(({ bits }, at) => worthShares[at]! * square(bits, second.alone[at]!.bits)),
    onTop: [square(first.onTop, second.onTop) / 2],
  }));
  const errorOf = (own: readonly number[], all: readonly number[]) => {
    const weight = own.length + priorDifferences;
    const usual = median(all)! / medianOfSquare;
    const variance = (total(own) + priorDifferences * usual) / weight;
    return studentQuantile(confidenceLevel, weight) * Math.sqrt(variance);
  };
  return variances.map(({ alone, onTop }) => ({
    alone: errorOf(
      alone,
      variances.flatMap((one) => one.alone),
    ),
    onTop: errorOf(
      onTop,
      variances.flatMap((one) => one.onTop),
    ),
  }));
}

/**
 * Bits a symbol, with an interval over blocks and draws.
 *
 * @param times factor of the variance over blocks
 */
function rateOf(bits: Float64Array, lengths: readonly number[], ofDraws: number, times = 1): Figure {
  const { value, half } = ratioOverBlocks(bits, lengths, times);
  const interval = half === null ? null : around(value, Math.hypot(half, ofDraws), "blocks");
  return figure(value, "bit/symbol", interval);
}
