import { InputError, underName } from "../core/errors.ts";
import { mapped } from "../core/measurement.ts";
import { Random } from "../core/random.ts";
import type { Symbols } from "../core/sequence.ts";
import { type CurveBlock, curveBlockLength, cutIntoBlocks } from "../observer/curves/block-plan.ts";
import { exactBits, partsOfInput } from "../observer/curves/position-parts.ts";
import { figure } from "../results/report.ts";
import { loadInput } from "../run/load-input.ts";
import type { LoadedInput } from "../run/loaded-input.ts";
import { needsOfPlacing } from "../run/memory-needs.ts";
import type { Maker } from "../run/run-batch.ts";
import type { MeasureTask } from "../run/task.ts";
import type { Work } from "../run/work.ts";
import { effectiveAlphabet } from "../statistics/counts.ts";
import type { BlockMean } from "./block-mean.ts";
import { type Learner, requireExchangeable } from "./exchange.ts";
import { type HoldOut, planHoldOut } from "./hold-out.ts";
import { observerLearner } from "./observer-learner.ts";
import {
  differencesOf,
  type PricedCurve,
  partPrices,
  pricedCurve,
  ratesOf,
  structureOf,
  withinOf,
} from "./priced-curve.ts";
import { halvedSizes, querySizes } from "./query-sizes.ts";
import { readLosses } from "./read-losses.ts";
import { type LearnerCurve, learnerCurveVersion } from "./schema.ts";

/** The learner, and how it is run. */
export type CurvePlan = { readonly name: string } & (
  | { readonly kind: "learner"; readonly learner: Learner; readonly halvings: number }
  /** `text` reads the file, only if it is needed */
  | { readonly kind: "losses"; readonly text: () => string }
);

/** Shorter inputs have too few blocks for an interval. */
const shortestInput = 4096;
/** A smaller part teaches nothing measurable. */
const leastSize = 64;

/**
 * The cost of unseen text of an input for a learner that has learned more and more of the rest, beside that of the observer on
 * the same blocks after learning the same.
 *
 * Both learn each size from scratch. The learner prices each block alone; the observer keeps learning as it reads.
 *
 * @throws InputError when the input cannot be read or is too short, and for a wrong answer of the learner
 * Cost: twice that of coding the input with the fast observer, and twice that of the learner.
 */
export async function curveTask({
  task,
  plan,
  maker,
  progress,
  onWarnings,
}: Work<CurvePlan>): Promise<LearnerCurve> {
  const loaded = await loadInput(task, onWarnings, needsOfPlacing);
  const priced = await (plan.kind === "losses"
    ? priceByFile(loaded, plan, task.options.seed, progress)
    : priceByLearner(loaded, plan, task.options.seed, progress));
  return { ...described(task, maker, loaded, plan), ...read(priced, loaded) };
}

interface PricedSizes {
  readonly learner: PricedCurve;
  readonly observer: PricedCurve;
  readonly ask: readonly Symbols[];
  readonly learns: boolean;
  /** null: the file of losses says what was learned */
  readonly heldOut: HoldOut | null;
}

/** Holds out a part of the input. @throws InputError where it cannot be split */
function holdOut(loaded: LoadedInput, ends: readonly number[], seed: number): HoldOut {
  const { documents: known, provenance } = loaded;
  const documents =
    known?.length === ends.length ? known : ends.map((_, s) => (provenance.kind === "memory" ? s : 0));
  const random = Random.fromSeed(seed).fork("learner-curve");
  const plan = planHoldOut(loaded.sequence.symbols, ends, documents, random);
  if (plan === undefined) throw new InputError("the input has only one block: none is left to hold out");
  return plan;
}

/** The symbols of some blocks. */
function cut({ sequence: { symbols } }: LoadedInput, blocks: readonly CurveBlock[]): Symbols[] {
  return blocks.map(({ start, end }) => symbols.subarray(start, end) as Symbols);
}

const lengthOf = (blocks: readonly { readonly length: number }[]) =>
  blocks.reduce((sum, { length }) => sum + length, 0);

function requireReadable({ sequence: { symbols, alphabetSize } }: LoadedInput): void {
  if (symbols.length < shortestInput)
    throw new InputError(
      `${symbols.length} symbols are too few: a curve needs ${shortestInput}, to learn some blocks and hold out others`,
    );
  requireExchangeable(alphabetSize);
}

async function priceByLearner(
  loaded: LoadedInput,
  { learner, halvings }: Extract<CurvePlan, { kind: "learner" }>,
  seed: number,
  progress: (finished: number, total: number) => void,
): Promise<PricedSizes> {
  requireReadable(loaded);
  const { alphabetSize, codes, segmentEnds } = loaded.sequence;
  const blocks = holdOut(loaded, segmentEnds, seed);
  const { groups } = blocks;
  const [learn, ask] = [cut(loaded, blocks.training), cut(loaded, blocks.heldOut)];
  const sizes = halvedSizes(lengthOf(learn), halvings, leastSize);
  const lesson = { alphabetSize, codes, learn, ask, groups, sizes, seed };
  let finished = 0;
  const done = () => progress(++finished, 2 * sizes.length);
  let learns = true;
  const asked: Learner = async (exchange) => {
    const answer = await learner(exchange);
    learns = answer.learns;
    return answer;
  };
  const priced = await querySizes(asked, lesson, done);
  return {
    learner: priced,
    observer: await querySizes(async (e) => observerLearner(e), lesson, done),
    ask,
    learns,
    heldOut: blocks,
  };
}

/** @throws InputError that names the file of the losses if these are wrong or missing */
function lossesOf({ name, text }: Extract<CurvePlan, { kind: "losses" }>, ends: readonly number[]) {
  const read = text();
  return underName(name, () => readLosses(read, ends));
}

async function priceByFile(
  loaded: LoadedInput,
  plan: Extract<CurvePlan, { kind: "losses" }>,
  seed: number,
  progress: (finished: number, total: number) => void,
): Promise<PricedSizes> {
  requireReadable(loaded);
  const { alphabetSize, codes, symbols, segmentEnds } = loaded.sequence;
  const n = symbols.length;
  // A recipe generates one document, though it is cut as samples of files are.
  const ends = loaded.provenance.kind === "recipe" ? [n] : segmentEnds;
  const { sizes: given, single } = lossesOf(plan, ends);
  const all = cutIntoBlocks(ends, curveBlockLength(n));
  const covered = ({ start, end }: CurveBlock) =>
    given.map(({ bits }) =>
      bits.subarray(start, end).reduce((sum, one) => sum + (Number.isNaN(one) ? 0 : 1), 0),
    );
  const whole = all.filter((block) => covered(block).every((count) => count === block.end - block.start));
  const free = all.filter((block) => covered(block).every((count) => count === 0));
  if (whole.length < 2)
    throw new InputError(
      `the losses fully cover ${whole.length} of the ${all.length} blocks of about ${curveBlockLength(n)} symbols: two are needed`,
    );
  // If all symbols are priced, nothing says what was learned: an eighth is compared, and the observer learns the rest.
  const heldOut = free.length === 0 ? holdOut(loaded, ends, seed) : null;
  const cutting = heldOut ?? { training: free, heldOut: whole, groups: whole.map((_, b) => b) };
  const { groups } = cutting;
  const [learn, ask] = [cut(loaded, cutting.training), cut(loaded, cutting.heldOut)];
  const most = lengthOf(learn);
  const sizes = given.map(({ learned }) => learned ?? most);
  const beyond = sizes.find((size) => size > most);
  if (beyond !== undefined)
    throw new InputError(
      `the file reports ${beyond} learned symbols, but only ${most} are in blocks without losses`,
    );
  const answers = given.map(({ bits }) => ({
    blocks: cutting.heldOut.map(({ start, end }) => {
      const losses = bits.slice(start, end);
      return { bits: losses.reduce((sum, one) => sum + one, 0), losses: single ? losses : null };
    }),
    learns: true,
  }));
  const lesson = { alphabetSize, codes, learn, ask, groups, sizes, seed };
  let finished = 0;
  const done = () => progress(++finished, sizes.length);
  const observer = await querySizes(async (e) => observerLearner(e), lesson, done);
  const learner = pricedCurve(sizes, observer.lengths, answers, groups);
  return { learner, observer, ask, learns: true, heldOut };
}

function described(task: MeasureTask, maker: Maker, loaded: LoadedInput, { name }: CurvePlan) {
  const { encoding, seed, sample } = task.options;
  return {
    schemaVersion: learnerCurveVersion as typeof learnerCurveVersion,
    tool: { name: "mesoscope" as const, version: maker.version },
    environment: { ...maker.environment },
    name: task.name,
    provenance: loaded.provenance,
    learner: name,
    options: { encoding, seed, sample },
  };
}

const perSymbol = ({ value, interval }: BlockMean) => figure(value, "bit/symbol", interval);
const bits = (mean: BlockMean | undefined) =>
  mean === undefined ? null : figure(mean.value, "bit", mean.interval);

/** All results from two curves of the same blocks. */
function read({ learner, observer, ask, learns, heldOut }: PricedSizes, loaded: LoadedInput) {
  const { sequence, provenance } = loaded;
  const [mine, theirs, between] = [ratesOf(learner), ratesOf(observer), differencesOf(learner, observer)];
  const [last, lastTheirs] = [mine.at(-1)!, theirs.at(-1)!];
  const counts = new Float64Array(sequence.alphabetSize);
  for (const symbol of sequence.symbols) counts[symbol]!++;
  const scale = Math.log2(effectiveAlphabet(counts));
  const x = (mean: BlockMean) => {
    if (!(scale > 0)) return null;
    const { value, interval } = mapped(mean, (rate) => rate * (1 / scale));
    return figure(value, "1", interval);
  };
  const symbols = lengthOf(ask);
  const bytes = (symbols * sequence.byteLength) / sequence.symbols.length;
  const perByte = (mean: BlockMean) => {
    if (provenance.kind === "recipe") return null;
    const { value, interval } = mapped(mean, (rate) => rate * (symbols / bytes));
    return figure(value, "bit/byte", interval);
  };
  const pair = <T>(of: (curve: PricedCurve) => T) => ({ learner: of(learner), observer: of(observer) });
  return {
    alphabetSize: counts.filter((count) => count > 0).length,
    learned: learner.sizes.at(-1)!,
    asked: { blocks: ask.length, groups: new Set(learner.groups).size, symbols, bytes },
    heldOut: heldOut && {
      kind: heldOut.kind,
      gap: heldOut.gap,
      copiesReachBeyond: heldOut.copiesReachBeyond,
    },
    learns,
    curve: learner.sizes.map((learned, j) => ({
      learned,
      learner: perSymbol(mine[j]!),
      observer: perSymbol(theirs[j]!),
      difference: perSymbol(between[j]!),
    })),
    perByte: { learner: perByte(last), observer: perByte(lastTheirs) },
    randomness: { learner: x(last), observer: x(lastTheirs) },
    structure: pair((curve) => bits(structureOf(curve))),
    inBlocks: pair((curve) => bits(withinOf(curve))),
    parts: partsOf(loaded, ask, learner, observer),
    truth: truthOf(loaded, learner, last, lastTheirs),
  };
}

function partsOf(
  { sequence, record }: LoadedInput,
  ask: readonly Symbols[],
  learner: PricedCurve,
  observer: PricedCurve,
): LearnerCurve["parts"] {
  const parts = partsOfInput(record, sequence);
  if (parts === undefined) return null;
  const labels = ask.map((block) => parts.label(block, [block.length]));
  const prices = partPrices(parts, labels, learner.answers.at(-1)!, observer.answers.at(-1)!, learner.groups);
  if (prices === undefined) return null;
  const exact = exactBits(record ?? []);
  return prices.map(({ name, symbols, rate, difference }) => ({
    name,
    symbols,
    learner: perSymbol(rate!),
    difference: perSymbol(difference!),
    exact: exact.has(name) ? figure(exact.get(name)!, "bit/symbol") : null,
  }));
}

function truthOf(
  loaded: LoadedInput,
  { lengths }: PricedCurve,
  mine: BlockMean,
  theirs: BlockMean,
): LearnerCurve["truth"] {
  const truth = loaded.truth();
  const rate = truth?.entropyRate;
  if (rate?.status !== "exact") return null;
  const excess = truth?.excessEntropy;
  const mean = lengths.reduce((sum, one) => sum + one, 0) / lengths.length;
  const above = (mean: BlockMean) => perSymbol(mapped(mean, (paid) => paid - rate.value));
  return {
    entropyRate: figure(rate.value, "bit/symbol"),
    cold: excess?.status === "exact" ? figure(excess.value / mean, "bit/symbol") : null,
    excess: { learner: above(mine), observer: above(theirs) },
    // Twice the error: otherwise one curve in forty would raise a false alarm.
    impossible: mine.interval !== null && 2 * mine.interval.upper - mine.value < rate.value,
  };
}
