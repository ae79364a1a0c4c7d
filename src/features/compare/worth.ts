import { UsageError } from "../../core/errors.ts";
import { around } from "../../core/measurement.ts";
import { Random } from "../../core/random.ts";
import type { SymbolSequence } from "../../core/sequence.ts";
import { jointAlphabet } from "../../encodings/joint-alphabet.ts";
import { ratioOverBlocks } from "../../math/intervals.ts";
import { sumOf } from "../../math/sums.ts";
import { lengthOf } from "../../observer/curves/cross-code-length.ts";
import { planTarget, type WorthReading, worthParts } from "../../observer/curves/worth.ts";
import { largestAlphabet } from "../../observer/open-observer.ts";
import { type Figure, figure } from "../../results/report.ts";
import { allResults, type TaskRunner } from "../../run/pool.ts";
import { copiedShare, copiedWindow, type Stretch, windowLength } from "../../statistics/repeats.ts";
import type { ComparedInput, CompareResult, CompareTask, WorthTask } from "./part.ts";
import type { ComparedWorth, Comparison } from "./schema.ts";

/** The symbols to learn of an input. */
interface Amount {
  readonly place: number;
  readonly symbols: number;
}

/**
 * Measures what learning each source, or mixture of them, saves a later reader of the target who also learns the known data.
 * No result depends on which other sources are listed.
 *
 * @param inputs the target, the known data where requested, and then the sources
 * @param done called with the number of finished parts and of all parts
 * @returns null where nothing can be priced; `notComparedBecause` of the inputs has the reason
 * @throws UsageError when there are more symbols than the observer reads; what the runner throws
 * Cost: for each source, twice that of learning it, and eight times that of learning the known data and of reading half of the
 *   target, each up to 65,536 symbols.
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
  const sequences = inputs.map(({ loaded }) => loaded.sequence);
  const plan = planTarget(sequences[0]!, Random.fromSeed(seed).fork("worth").fork("target"));
  if (plan === undefined) return null;
  const sizes = sequences.map(({ symbols }) => symbols.length);
  const recipes = [
    ...places.map((place): Amount[] => [{ place, symbols: sizes[place]! }]),
    ...mixtures.map((shares) =>
      mixed(
        places.map((place) => [place, shares[place - first]!]),
        sizes,
      ),
    ),
  ].filter((amounts) => amounts.length > 0);
  const taskOf = (amounts: readonly Amount[]): WorthTask => {
    const read = [0, ...(have ? [1] : []), ...amounts.map(({ place }) => place)];
    const [target, ...others] = jointAlphabet(read.map((i) => sequences[i]!));
    if (target!.alphabetSize > largestAlphabet)
      throw new UsageError(
        `${target!.alphabetSize} different symbols in total, but the observer reads at most ${largestAlphabet}`,
      );
    const symbols = amounts.map((amount) => amount.symbols);
    return {
      ...{ kind: "worth", target: target!, have: have ? others[0]! : null },
      ...{ sources: others.slice(first - 1), symbols, part: null, seed },
    };
  };
  const whole = recipes.map(taskOf);
  const tasks = [
    taskOf([]),
    ...whole.flatMap((task) => [
      // Without the sources, but over their alphabet: what a source saves is the difference.
      { ...task, sources: [], symbols: [] },
      task,
      ...Array.from({ length: worthParts }, (_, part) => ({ ...task, part })),
    ]),
  ];
  const results = await allResults(runner, tasks, (finished) => done(finished, tasks.length));
  const readings = results.map((result) => (result as { reading: WorthReading }).reading);
  const lengths = plan.priced.map(lengthOf);
  const priced = sumOf(lengths);
  return {
    target: 0,
    priced,
    have: have ? 1 : null,
    known: have ? sizes[1]! : sumOf(plan.known.map(lengthOf)),
    own: rateOf(readings[0]!.bits, lengths),
    learned: whole.map(({ target, sources }, i) => {
      const at = 1 + i * (2 + worthParts);
      const [without, all, ...parts] = readings.slice(at, at + 2 + worthParts);
      const saved = without!.bits.map((paid, b) => paid - all!.bits[b]!);
      const draws = parts.map(({ bits }) => sumOf(bits) / priced);
      const wanted = sumOf(recipes[i]!.map(({ symbols }) => symbols));
      return {
        sources: recipes[i]!.map(({ place, symbols }) => ({ sample: place, share: symbols / wanted })),
        symbols: all!.symbols,
        onTop: rateOf(
          saved,
          lengths,
          // The known half was drawn in the same way as the priced one.
          2,
          // Which blocks were learned, and in which order: the error of the mean of disjoint parts.
          ratioOverBlocks(
            draws,
            draws.map(() => 1),
          ).half ?? 0,
        ),
        copied: copiedShare(
          plan.priced.map(({ start, end }): Stretch => ({ symbols: target.symbols, start, end })),
          sources.flatMap(segmentsOf),
          windowLength(copiedWindow, target.alphabetSize),
        ),
      };
    }),
  };
}

function segmentsOf({ symbols, segmentEnds }: SymbolSequence): Stretch[] {
  return segmentEnds.map((end, i) => ({ symbols, start: i === 0 ? 0 : segmentEnds[i - 1]!, end }));
}

/**
 * The symbols that a mixture takes of each source: in total as many as its longest has, or as its parts allow. Unreadable sources
 * are omitted.
 */
function mixed(
  shares: readonly (readonly [place: number, share: number])[],
  sizes: readonly number[],
): Amount[] {
  const parts = shares.filter(([, share]) => share > 0);
  const whole = sumOf(parts.map(([, share]) => share));
  const longest = Math.max(...parts.map(([place]) => sizes[place]!));
  const n = Math.min(longest, ...parts.map(([place, share]) => (sizes[place]! * whole) / share));
  return parts.map(([place, share]) => ({ place, symbols: Math.round((n * share) / whole) }));
}

/**
 * Bits a symbol, with an interval over blocks and draws.
 *
 * @param times factor of the variance over blocks
 * @param ofDraws half the width of the interval that is due to draws
 */
function rateOf(bits: Float64Array, lengths: readonly number[], times = 1, ofDraws = 0): Figure {
  const { value, half } = ratioOverBlocks(bits, lengths, times);
  const interval = half === null ? null : around(value, Math.hypot(half, ofDraws), "blocks");
  return figure(value, "bit/symbol", interval);
}
