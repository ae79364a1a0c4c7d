import { confidenceLevel } from "../../core/constants.ts";
import { UsageError } from "../../core/errors.ts";
import { around } from "../../core/measurement.ts";
import { Random } from "../../core/random.ts";
import { jointAlphabet } from "../../encodings/joint-alphabet.ts";
import { studentQuantile } from "../../math/intervals.ts";
import { lengthOf } from "../../observer/curves/cross-code-length.ts";
import { planTarget, type WorthReading, worthShares } from "../../observer/curves/worth.ts";
import { largestAlphabet } from "../../observer/open-observer.ts";
import { type Figure, figure } from "../../results/report.ts";
import { allResults, type TaskRunner } from "../../run/pool.ts";
import type { ComparedInput, CompareResult, CompareTask, WorthTask } from "./part.ts";
import type { Comparison } from "./schema.ts";

export type Worth = NonNullable<Comparison["worth"]>;
type Learned = Worth["learned"][number];

/**
 * What learning each source, or mixture of them, is worth to who then reads the target: alone, and on top of half of the target.
 *
 * @param inputs the target, and then the sources
 * @param mixtures shares of the sources, shape (mixtures, sources)
 * @param done called with the number of parts finished, and how many there are
 * @returns null where nothing can be priced; `notComparedBecause` of the inputs says why
 * @throws UsageError when there are more symbols than the observer reads; what the runner throws
 * Cost: one and a half times that of learning each source, and of reading half of the target six times for each.
 */
export async function worthOf(
  inputs: readonly ComparedInput[],
  mixtures: readonly (readonly number[])[],
  seed: number,
  runner: TaskRunner<CompareTask, CompareResult>,
  done: (finished: number, parts: number) => void,
): Promise<Worth | null> {
  const places = [...inputs.keys()].filter((i) => i > 0 && inputs[i]!.notComparedBecause === null);
  if (inputs[0]?.notComparedBecause !== null || places.length === 0) return null;
  const [target, ...sources] = jointAlphabet([0, ...places].map((i) => inputs[i]!.loaded.sequence));
  if (target!.alphabetSize > largestAlphabet)
    throw new UsageError(
      `${target!.alphabetSize} different symbols in all, and the observer reads ${largestAlphabet}`,
    );
  const plan = planTarget(target!, Random.fromSeed(seed).fork("worth").fork("target"));
  if (plan === undefined) return null;
  const sizes = sources.map(({ symbols }) => symbols.length);
  const recipes = [
    ...sizes.map((n, source) => [{ source, symbols: n }]),
    ...mixtures.map((shares) =>
      mixed(
        places.map((place) => shares[place - 1]!),
        sizes,
      ),
    ),
  ].filter((parts) => parts.length > 0);
  const part = (parts: (typeof recipes)[number], reversed: boolean): WorthTask => ({
    kind: "worth",
    target: target!,
    sources: parts.map(({ source }) => sources[source]!),
    symbols: parts.map(({ symbols }) => symbols),
    reversed,
    seed,
  });
  const tasks = [part([], false), ...recipes.flatMap((parts) => [part(parts, false), part(parts, true)])];
  const results = await allResults(runner, tasks, (finished) => done(finished, tasks.length));
  const readings = results.map((result) => (result as { reading: WorthReading }).reading);
  const lengths = plan.priced.map(lengthOf);
  const known = plan.known.reduce((sum, block) => sum + lengthOf(block), 0);
  const pairs = recipes.map((_, i) => [readings[1 + 2 * i]!, readings[2 + 2 * i]!] as const);
  const ofDraws = drawError(pairs, lengths);
  const uniform = Math.log2(target!.alphabetSize);
  return {
    target: 0,
    priced: lengths.reduce((sum, length) => sum + length, 0),
    known,
    uniform,
    own: rateOf(readings[0]!.onTop!, lengths, 0),
    learned: recipes.map((parts, i): Learned => {
      const [all, half] = pairs[i]!;
      const sum = parts.reduce((total, { symbols }) => total + symbols, 0);
      const curve = all.alone.map(({ n: learned, bits }, at) => {
        const other = half.alone[at]?.bits;
        const mean = other === undefined ? bits : bits.map((one, b) => (one + other[b]!) / 2);
        const spread = ofDraws / Math.sqrt(worthShares[at]! * (other === undefined ? 1 : 2));
        return { n: learned, rate: rateOf(mean, lengths, spread) };
      });
      const gained = readings[0]!.onTop!.map((own, b) => own - all.onTop![b]!);
      const alone = all.alone.at(-1)!.bits.map((paid, b) => uniform * lengths[b]! - paid);
      return {
        sources: parts.map(({ source, symbols }) => ({ sample: places[source]!, share: symbols / sum })),
        curve,
        alone: rateOf(alone, lengths, ofDraws),
        // What is learned matters less to who knows half of the target, and so does which part of it was drawn.
        onTop: rateOf(gained, lengths, ofDraws * Math.min(1, Math.abs(total(gained) / total(alone)))),
      };
    }),
  };
}

/**
 * The symbols that a mixture takes of each source: as many in all as the longest has, or as its parts allow. Sources that cannot
 * be had take no part.
 */
function mixed(shares: readonly number[], sizes: readonly number[]) {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const parts = shares.flatMap((share, source) => (share > 0 ? [{ source, share: share / whole }] : []));
  const most = parts.map(({ source, share }) => sizes[source]! / share);
  const n = Math.min(Math.max(...sizes), ...most);
  return parts.map(({ source, share }) => ({ source, symbols: Math.round(n * share) }));
}

const total = (values: Float64Array) => values.reduce((sum, one) => sum + one, 0);

/**
 * Half the width of an interval for no other reason than which blocks of a source were learned, and in which order, at the whole
 * length, bit/symbol. Two orders have learned different blocks up to the half; blocks twice as many differ half as much.
 */
function drawError(pairs: readonly (readonly [WorthReading, WorthReading])[], lengths: readonly number[]) {
  const symbols = lengths.reduce((sum, length) => sum + length, 0);
  const squares = pairs.flatMap(([one, other]) =>
    other.alone.map(({ bits }, at) => {
      const difference = (total(one.alone[at]!.bits) - total(bits)) / symbols;
      return (worthShares[at]! * difference * difference) / 2;
    }),
  );
  const variance = squares.reduce((sum, one) => sum + one, 0) / squares.length;
  return studentQuantile(confidenceLevel, pairs.length) * Math.sqrt(variance);
}

/** Bits a symbol, with an interval over blocks and draws. */
function rateOf(bits: Float64Array, lengths: readonly number[], ofDraws: number): Figure {
  const symbols = lengths.reduce((sum, length) => sum + length, 0);
  const rate = total(bits) / symbols;
  const blocks = bits.length;
  if (blocks < 2) return figure(rate, "bit/symbol");
  const squares = bits.reduce((sum, paid, b) => {
    const residual = paid - rate * lengths[b]!;
    return sum + residual * residual;
  }, 0);
  const error = Math.sqrt((squares * blocks) / (blocks - 1)) / symbols;
  const half = studentQuantile(confidenceLevel, blocks - 1) * error;
  return figure(rate, "bit/symbol", around(rate, Math.hypot(half, ofDraws), "blocks"));
}
