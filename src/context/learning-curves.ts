import { confidenceLevel } from "../core/constants.ts";
import type { Drawn, EstimationContext } from "../core/estimator.ts";
import type { Interval } from "../core/measurement.ts";
import { longestSegmentLength, type SymbolSequence } from "../core/sequence.ts";
import { defineShared, type SharedAccess, type SharedValue } from "../core/shared-value.ts";
import { shuffled } from "../math/sampling.ts";
import { type AdaptiveCurve, adaptiveCurve } from "../observer/curves/adaptive-curve.ts";
import {
  type AdaptiveReadings,
  type ArrangedBlocks,
  adaptiveBlockLength,
  adaptiveReadings,
  arrangeBlocks,
  joinReadings,
  type OrderReading,
  readOrders,
} from "../observer/curves/adaptive-readings.ts";
import { type BestRoute, bestRoute } from "../observer/curves/best-route.ts";
import type { Estimate } from "../observer/curves/curve-estimates.ts";
import type { MemberDefinition } from "../observer/member.ts";
import { linearExpert } from "../observer/members/linear-expert.ts";
import { phaseExpert, phaseExpertAt } from "../observer/members/phase-expert.ts";
import { progressionExpert } from "../observer/members/progression-expert.ts";
import { xorPair } from "../observer/members/xor-pair.ts";
import { type Observation, observe } from "../observer/observer.ts";
import { type ObserverProfile, observerMembers } from "../observer/observer-members.ts";
import { largestAlphabet } from "../observer/open-observer.ts";
import { type WrittenBytes, writtenBytes } from "../observer/written-bytes.ts";
import { contextOfPart } from "./context.ts";
import { compactSequence } from "./shared.ts";
import { periodOfBlocks } from "./shared-order.ts";

/** The learning curve of a sequence from its blocks. */
export interface LearnedBlocks {
  readonly readings: AdaptiveReadings;
  readonly curve: AdaptiveCurve;
}

/** Orders of a sequence, by its length. */
interface OrderCount {
  readonly fewest: number;
  readonly most: number;
}

/** Symbols read in all orders together for a short sequence; */
const wantedSymbols = 400_000;
/** Orders of a sequence by the fast observer, and by others; twice as many cost half again as much and narrow G by a fifth. */
const orderCounts = { fast: { fewest: 4, most: 4 }, slow: { fewest: 3, most: 6 } };

/** Kinds of twins, with the number of orders in which they are read, and whether they may have phases and parities. */
const twins = {
  /** exchangeable symbols: blocks differ only in frequencies, so that few orders are enough */
  symbols: { orders: { fewest: 2, most: 4 }, phases: false },
  /** shuffled residuals of columns */
  columns: { orders: orderCounts.fast, phases: true },
};
type TwinKind = keyof typeof twins;

function ordersOf(n: number, { fewest, most }: OrderCount): number {
  const wanted = (wantedSymbols * fewest) / orderCounts.fast.fewest;
  return Math.min(most, Math.max(fewest, Math.round(wanted / n)));
}

/** Number of rounds of the usual number of orders; those of each round are drawn together. */
export type Rounds = Drawn["rounds"];

const named = (name: string, rounds: Rounds) => (rounds === 1 ? name : `${name}, ${rounds} rounds`);

/**
 * The curve of a sequence whose blocks are learned in several random orders.
 *
 * @returns a value that is undefined with fewer than two blocks
 * Cost: in each round that of coding the sequence some five times with the fast observer, some four times with another.
 */
export function learnedBlocksOf(
  profile: ObserverProfile,
  rounds: Rounds = 1,
): SharedValue<LearnedBlocks | undefined> {
  return defineShared(named(`learned-blocks-${profile}`, rounds), (_, access) => {
    const all: AdaptiveReadings[] = [];
    for (let round = 0; round < rounds; round++) {
      const readings = access.get(roundOf(profile, round));
      if (readings === undefined) return undefined;
      all.push(readings);
    }
    const readings = { ...all[0]!, orders: all.flatMap(({ orders }) => orders) };
    return { readings, curve: adaptiveCurve(readings) };
  });
}

function roundOf(profile: ObserverProfile, round: number): SharedValue<AdaptiveReadings | undefined> {
  return defineShared(`readings-${profile} of round ${round}`, (sequence, access) => {
    const arranged = arrangedOf(profile, round, sequence, access);
    if (arranged === undefined) return undefined;
    const work = { arranged, members: membersFor(profile, false, sequence, access) };
    return joinReadings(arranged, readSome({ ...work, orders: [...arranged.orders.keys()] }));
  });
}

function arrangedOf(
  profile: ObserverProfile,
  round: number,
  sequence: SymbolSequence,
  { random }: Pick<SharedAccess, "random">,
): ArrangedBlocks | undefined {
  const count = ordersOf(sequence.symbols.length, orderCounts[profile === "fast" ? "fast" : "slow"]);
  return arrangeBlocks(
    sequence,
    count,
    random.fork(round === 0 ? "adaptive-curve" : `adaptive-curve ${round}`),
  );
}

/** Orders of blocks to be read; it can be handed to another thread. */
export interface ReadingWork {
  readonly arranged: ArrangedBlocks;
  readonly members: MemberChoice;
  /** indices of the orders */
  readonly orders: readonly number[];
}

/** @returns what reading in each of the orders gives */
export const readSome = ({ arranged, members, orders }: ReadingWork): OrderReading[] =>
  readOrders(arranged, definitionsOf(members), orders);

/** Other threads, each of which reads some orders. */
export interface ReadingThreads {
  readonly count: number;
  read(work: ReadingWork): Promise<OrderReading[]>;
}

/** What starting a thread costs, and what reading a sequence in its own order costs; reading it in a random order costs 1. */
const [startCost, ownOrderCost] = [0.6, 1.1];

/**
 * Reads a sequence in its own order and in random orders on several threads, so that `learningCurveOf` finds the readings: the
 * same ones, to the bit, as without.
 *
 * @param context of the sequence; nothing happens if it is too short
 */
export async function readAhead(
  context: EstimationContext,
  profile: ObserverProfile,
  rounds: Rounds,
  threads: ReadingThreads,
): Promise<void> {
  const { sequence } = context;
  for (let round = 0; round < rounds; round++) {
    const arranged = arrangedOf(profile, round, sequence, context);
    if (arranged === undefined) return;
    const readsOwn = round === 0 && !isOfBlocks(sequence);
    const [own, ...others] = shared(arranged.orders.length, threads.count, readsOwn ? ownOrderCost : 0);
    // Only after reading it in its own order it is certain which members a sequence needs.
    const usual = readsOwn ? usualMembers(profile, context) : membersFor(profile, false, sequence, context);
    const elsewhere = others.map((orders) =>
      threads.read({ arranged, members: usual, orders }).catch(() => null),
    );
    const members = readsOwn ? membersFor(profile, false, sequence, context) : usual;
    const isUsual = members.without.length === usual.without.length;
    const here = readSome({ arranged, members, orders: own! });
    const read: OrderReading[] = [];
    for (const [i, order] of own!.entries()) read[order] = here[i]!;
    for (const [t, found] of elsewhere.entries()) {
      const orders = others[t]!;
      // What a thread could not do is done here.
      const readings = (isUsual && (await found)) || readSome({ arranged, members, orders });
      for (const [i, order] of orders.entries()) read[order] = readings[i]!;
    }
    // Whoever computes a value first gives it to all.
    context.get({ ...roundOf(profile, round), compute: () => joinReadings(arranged, read) });
  }
}

/** Shares orders out, each to the thread that is free first. @returns those of this thread and of each other one that has any */
function shared(orders: number, others: number, busy: number): number[][] {
  const threads = Array.from({ length: 1 + others }, (_, t) => ({
    until: t === 0 ? busy : startCost,
    own: [] as number[],
  }));
  for (let order = 0; order < orders; order++) {
    const next = threads.reduce((first, one) => (one.until < first.until ? one : first));
    next.own.push(order);
    next.until++;
  }
  return threads.map(({ own }) => own).filter((own, t) => t === 0 || own.length > 0);
}

/**
 * The curve of a sequence that was made from another and is compared with it: as long, and cut alike.
 *
 * @param name of its random stream
 * Cost: that of coding it two to five times, and half of it for the choice of members.
 */
export function twinCurve(
  twin: SymbolSequence,
  kind: TwinKind,
  profile: ObserverProfile,
  access: SharedAccess,
  name: string,
): AdaptiveCurve {
  const { orders: few, phases } = twins[kind];
  const count = ordersOf(twin.symbols.length, few);
  const draws = access.random.fork(`adaptive-curve of ${name}`);
  const readings = adaptiveReadings(
    twin,
    definitionsOf(membersFor(profile, !phases, twin, access)),
    count,
    draws,
  )!;
  return adaptiveCurve(readings, kind === "symbols" ? independentBits(twin, readings.lengths) : undefined);
}

/** Cost of blocks under the known frequencies of symbols, bits, shape (blocks,). */
function independentBits(
  { symbols, alphabetSize }: SymbolSequence,
  lengths: readonly number[],
): Float64Array {
  const bits = new Float64Array(alphabetSize);
  for (let at = 0; at < symbols.length; at++) bits[symbols[at]!]!++;
  for (let a = 0; a < alphabetSize; a++) bits[a] = Math.log2(symbols.length / bits[a]!);
  let start = 0;
  return Float64Array.from(lengths, (length) => {
    let sum = 0;
    for (let at = start; at < start + length; at++) sum += bits[symbols[at]!]!;
    start += length;
    return sum;
  });
}

/** The curve of a shuffle of the same symbols; `index` numbers the shuffles. */
export function shuffledCurveOf(profile: ObserverProfile, index: number): SharedValue<AdaptiveCurve> {
  const name = `shuffle ${index}`;
  return defineShared(`adaptive-curve-${profile} of ${name}`, (sequence, access) => {
    const draws = access.random.fork(name);
    const symbols = shuffled(sequence.symbols, (bound) => draws.below(bound));
    return twinCurve({ ...sequence, symbols }, "symbols", profile, access, name);
  });
}

/** The cost of a sequence in its own order, learned as it is read. Cost: that of the observer. */
export function observedInOrder(profile: ObserverProfile): SharedValue<Observation> {
  return defineShared(`observed-in-order-${profile}`, (sequence) =>
    observe(sequence, observerMembers(profile)),
  );
}

/** An observer that reads blocks in random order misses nothing in segments of up to two blocks. */
const fewBlocks = 2;

/**
 * Whether a sequence consists of places or documents about as long as blocks. Its own order then shows no more than its blocks
 * in random order: structure beyond a block ends with the segment.
 */
function isOfBlocks({ symbols, segmentEnds }: SymbolSequence): boolean {
  const longest = fewBlocks * adaptiveBlockLength(symbols.length);
  return segmentEnds.every((end, s) => end - (segmentEnds[s - 1] ?? 0) <= longest);
}

/**
 * A code of the whole sequence: in its own order, or in the first random order where its segments are blocks.
 *
 * @returns a value that is undefined with fewer than two blocks
 * Cost: that of the observer; none where the curve is computed too, and segments are blocks.
 */
export function codedOnce(profile: ObserverProfile): SharedValue<AdaptiveReadings["coded"] | undefined> {
  return defineShared(`coded-once-${profile}`, (sequence, access) =>
    isOfBlocks(sequence)
      ? access.get(learnedBlocksOf(profile))?.readings.coded
      : access.get(observedInOrder(profile)),
  );
}

/**
 * The curve of a sequence with l(M) and S by the cheapest route, as on the map.
 *
 * @returns a value that is undefined with fewer than two blocks
 * Cost: that of the curve and of the sequence in its own order.
 */
export function learningCurveOf(
  profile: ObserverProfile,
  rounds: Rounds = 1,
): SharedValue<(LearnedBlocks & BestRoute) | undefined> {
  return defineShared(named(`learning-curve-${profile}`, rounds), (sequence, access) => {
    const learned = access.get(learnedBlocksOf(profile, rounds));
    if (learned === undefined) return undefined;
    const { readings, curve } = learned;
    const losses = isOfBlocks(sequence) ? undefined : access.get(observedInOrder(profile)).losses;
    const most = Math.log2(access.get(compactSequence).alphabetSize);
    return { ...learned, ...bestRoute(curve, readings.lengths, losses, most) };
  });
}

/**
 * Blocks are searched for phases, parities, progressions and signals only where the sequence has any: the search takes time.
 * Where segments are blocks, the trial of the first order shows that.
 */
function membersFor(
  profile: ObserverProfile,
  plain: boolean,
  sequence: SymbolSequence,
  access: SharedAccess,
): MemberChoice {
  const period = plain ? undefined : access.get(repeatedInBlocks);
  const isBest = (id: string) =>
    !plain && (isOfBlocks(sequence) || isCheapest(access.get(observedInOrder(profile)), id));
  return chosenMembers(profile, period, (id) => !isBest(id));
}

/** Those of nearly all sequences. */
const usualMembers = (profile: ObserverProfile, access: SharedAccess): MemberChoice =>
  chosenMembers(profile, access.get(repeatedInBlocks), () => true);

function chosenMembers(
  profile: ObserverProfile,
  period: number | undefined,
  isLeft: (id: string) => boolean,
): MemberChoice {
  const special = [xorPair, progressionExpert, linearExpert].map(({ id }) => id);
  const without = [...(period === undefined ? [phaseExpert.id] : []), ...special.filter(isLeft)];
  return { profile, period, without };
}

/** Members of an observer, as data. */
interface MemberChoice {
  readonly profile: ObserverProfile;
  readonly period: number | undefined;
  /** ids of those left out */
  readonly without: readonly string[];
}

function definitionsOf({ profile, period, without }: MemberChoice): MemberDefinition[] {
  return observerMembers(profile)
    .filter(({ id }) => !without.includes(id))
    .map((member) => (member.id === phaseExpert.id ? phaseExpertAt(period!) : member));
}

/** Whether a member alone pays less than any other in the sequence's own order. */
function isCheapest({ members }: Observation, id: string): boolean {
  const paid = (of: string) => members.find((one) => one.id === of)?.bits ?? Number.POSITIVE_INFINITY;
  return members.every((other) => other.id === id || paid(id) < paid(other.id));
}

/** Longest period, for patterns of at most some kilobits. */
const longestPeriod = 256;

/** A period that fits several times into a block; a longer one is not a plain pattern, but structure to learn. */
export const repeatedInBlocks = defineShared("repeated-in-blocks", (sequence, access) => {
  const found = access.get(periodOfBlocks);
  if (found === undefined) return undefined;
  const longest = Math.min(longestPeriod, adaptiveBlockLength(sequence.symbols.length) / 4);
  return found.period <= longest ? found.period : undefined;
});

/** The blocks of shorter sequences would show nothing. */
export const shortestCurve = 500;

/** Whether each symbol is a segment of its own. Empty segments end where others do. */
function isScattered(segmentEnds: ArrayLike<number>, n: number): boolean {
  return n > 1 && segmentEnds.length >= n && longestSegmentLength(segmentEnds) <= 1;
}

const written = new WeakMap<EstimationContext, InBytes | null>();

/** The bytes that a sequence writes in digits, and the notation. */
interface InBytes extends Pick<WrittenBytes, "unit"> {
  readonly context: EstimationContext;
}

/** The bytes that a sequence writes in digits, if they cost less and are enough for a curve; computed once per context. */
export function inBytes(context: EstimationContext): InBytes | undefined {
  let found = written.get(context);
  if (found === undefined) {
    const bytes = writtenBytes(context.sequence);
    if (bytes === undefined || bytes.sequence.symbols.length < shortestCurve) found = null;
    else {
      const declared = bytes.sequence.alphabetSize === 2 ? 2 : null;
      found = { ...bytes, context: contextOfPart(context, bytes.sequence, context.random, declared) };
    }
    written.set(context, found);
  }
  return found ?? undefined;
}

/** Why the observer cannot read a sequence; undefined when it can. */
export function unreadable(context: EstimationContext): string | undefined {
  const { alphabetSize: present } = context.get(compactSequence);
  const { n, sequence } = context;
  // The observer would learn only their arbitrary order.
  if (present > 1 && isScattered(sequence.segmentEnds, n))
    return "every segment has one symbol: none has a neighbour";
  if (present <= largestAlphabet) return undefined;
  return `${present} symbols; the observer reads alphabets up to ${largestAlphabet}`;
}

/** The interval of an estimate over blocks and orders. */
export function curveInterval({ value, halfWidth }: Estimate): Interval {
  return { lower: value - halfWidth, upper: value + halfWidth, level: confidenceLevel, method: "blocks" };
}
