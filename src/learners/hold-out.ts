import type { Random } from "../core/random.ts";
import type { Symbols } from "../core/sequence.ts";
import { shuffled } from "../math/sampling.ts";
import { type CurveBlock, cutIntoBlocks } from "../observer/curves/block-plan.ts";

/** Bits of a string that does not repeat by chance in any sample. */
const stringBits = 40;
const shortestString = 8;
/** One in sixteen strings is used, chosen by its hash. */
const chosenBelow = 2 ** 28;
/** Largest share of the strings with local copies beyond the reach. */
const tolerated = 0.02;
const firstReach = 64;

/**
 * The reach of local copies: strings all of whose occurrences are closer together than those of a shuffled text would be. A
 * name in one chapter is local, a frequent word is not.
 *
 * @returns symbols; 0 where almost no copies are local; at most n/2
 * Cost: O(n), 20 ns a symbol.
 */
export function copyReach(symbols: Symbols): number {
  const n = symbols.length;
  const places = stringPlaces(symbols);
  const reaches: number[] = [];
  for (let reach = firstReach; reach <= n / 2; reach *= Math.SQRT2) reaches.push(reach);
  const excess = new Float64Array(reaches.length);
  let strings = 0;
  for (const at of places.values()) {
    strings += at.length;
    if (at.length < 2) continue;
    const [first, last] = [at[0]!, at.at(-1)!];
    for (const [r, reach] of reaches.entries()) {
      const expected = Math.exp((at.length - 1) * Math.log(Math.min(1, (2 * reach) / n)));
      for (const place of at)
        excess[r]! += (Math.max(place - first, last - place) <= reach ? 1 : 0) - expected;
    }
  }
  const enough = Math.max(0, ...excess) - tolerated * strings;
  if (enough <= 0) return 0;
  return Math.round(reaches[excess.findIndex((local) => local >= enough)]!);
}

/** The positions of each chosen string, ascending. */
function stringPlaces(symbols: Symbols): Map<number, number[]> {
  const alphabet = new Set(symbols).size;
  const length = Math.max(shortestString, Math.ceil(stringBits / Math.log2(Math.max(2, alphabet))));
  const places = new Map<number, number[]>();
  for (let at = 0; at + length <= symbols.length; at++) {
    let hash = 0x811c9dc5;
    for (let i = at; i < at + length; i++) hash = Math.imul(hash ^ symbols[i]!, 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> 0;
    if (hash >= chosenBelow) continue;
    const found = places.get(hash);
    if (found === undefined) places.set(hash, [at]);
    else found.push(at);
  }
  return places;
}

/** The blocks to learn and to price. */
export interface HoldOut {
  /** in the order of learning */
  readonly training: readonly CurveBlock[];
  /** ordered so that neighbouring blocks are far apart */
  readonly heldOut: readonly CurveBlock[];
  /** shape (heldOut,): the document or stretch of each block; blocks of one are not independent */
  readonly groups: readonly number[];
  readonly kind: "documents" | "stretches";
  /** symbols on each side of a stretch that are neither learned nor priced; 0 between documents */
  readonly gap: number;
  /** whether copies reach beyond the gap, so that unseen text probably costs more */
  readonly copiesReachBeyond: boolean;
}

const heldOutShare = 1 / 8;
const mostStretches = 8;
/** Largest share of the symbols in gaps. */
const mostInGaps = 1 / 2;
const pricedBlock = 1024;
/** Short, so that the first learned symbols come from many places, as in a small sample. */
const learnedBlock = 512;
const shortestStretch = 256;
/** With fewer documents, the held-out share would be one or two. */
const fewestDocuments = 16;
/** Distance of the blocks of one stretch that follow each other in the order of pricing. */
const rounds = 4;

/**
 * Holds out an eighth of a sample as unseen text: whole documents where there are enough, else stretches separated from the
 * learned text by gaps longer than the local copies. The neighbours of single blocks would be among the learned text: names,
 * records and boilerplate repeat there, and the loss would be too low.
 *
 * @param documents shape (segments,): the document of each segment
 * @param random a stream of its own
 * @returns undefined with fewer than two blocks
 * Cost: O(n), 20 ns a symbol.
 */
export function planHoldOut(
  symbols: Symbols,
  segmentEnds: readonly number[],
  documents: readonly number[],
  random: Random,
): HoldOut | undefined {
  const n = symbols.length;
  const whole = heldOutDocuments(segmentEnds, documents, random);
  if (whole !== undefined)
    return planOf(segmentEnds, whole, random, { kind: "documents", gap: 0, copiesReachBeyond: false });
  const count = Math.max(2, Math.min(mostStretches, Math.floor((n * heldOutShare) / shortestStretch)));
  const reach = copyReach(symbols);
  const gap = Math.min(reach, Math.floor((n * mostInGaps) / (2 * count)));
  const about = { kind: "stretches", gap, copiesReachBeyond: reach > gap } as const;
  return planOf(segmentEnds, heldOutStretches(n, count, gap, random), random, about);
}

/** A part of the sample: in a held-out group, or learned (-1), or neither (-2). */
interface Part {
  readonly end: number;
  readonly group: number;
}
const learned = -1;
const neither = -2;

/** @returns undefined where there are too few documents, or one of them is most of the sample */
function heldOutDocuments(
  segmentEnds: readonly number[],
  documents: readonly number[],
  random: Random,
): Part[] | undefined {
  const sizes = new Map<number, number>();
  for (const [s, name] of documents.entries())
    sizes.set(name, (sizes.get(name) ?? 0) + segmentEnds[s]! - (segmentEnds[s - 1] ?? 0));
  const n = segmentEnds.at(-1) ?? 0;
  const names = [...sizes.keys()];
  const most = 2 * heldOutShare * n;
  if (names.length < fewestDocuments || Math.max(...sizes.values()) > most) return undefined;
  const groups = new Map<number, number>();
  let held = 0;
  for (const at of shuffled(Uint32Array.from(names.keys()), (bound) => random.below(bound))) {
    if (held >= heldOutShare * n) break;
    groups.set(names[at]!, groups.size);
    held += sizes.get(names[at]!)!;
  }
  return documents.map((name, s) => ({ end: segmentEnds[s]!, group: groups.get(name) ?? learned }));
}

/** One stretch at a random place in each of as many equal parts. */
function heldOutStretches(n: number, count: number, gap: number, random: Random): Part[] {
  const length = Math.floor((n * heldOutShare) / count);
  const parts: Part[] = [];
  let last = 0;
  const until = (end: number, group: number) => {
    if (end <= last) return;
    parts.push({ end, group });
    last = end;
  };
  for (let k = 0; k < count; k++) {
    const [from, to] = [Math.floor((k * n) / count), Math.floor(((k + 1) * n) / count)];
    const start = from + random.below(to - from - length + 1);
    until(start - gap, learned);
    until(start, neither);
    until(start + length, k);
    until(Math.min(n, start + length + gap), neither);
  }
  until(n, learned);
  return parts;
}

function planOf(
  segmentEnds: readonly number[],
  parts: readonly Part[],
  random: Random,
  about: Pick<HoldOut, "kind" | "gap" | "copiesReachBeyond">,
): HoldOut | undefined {
  const training: CurveBlock[] = [];
  const priced: { readonly block: CurveBlock; readonly group: number; readonly round: number }[] = [];
  const pricedPerGroup = new Map<number, number>();
  let start = 0;
  let part = 0;
  for (const segmentEnd of segmentEnds) {
    for (; start < segmentEnd; part += start === parts[part]!.end ? 1 : 0) {
      const { end, group } = parts[part]!;
      const to = Math.min(end, segmentEnd);
      if (group === learned) training.push(...blocksBetween(start, to, learnedBlock));
      for (const block of group < 0 ? [] : blocksBetween(start, to, pricedBlock)) {
        const place = pricedPerGroup.get(group) ?? 0;
        pricedPerGroup.set(group, place + 1);
        priced.push({ block, group, round: place % rounds });
      }
      start = to;
    }
  }
  if (training.length === 0 || priced.length === 0) return undefined;
  priced.sort((a, b) => a.round - b.round);
  const order = shuffled(Uint32Array.from(training.keys()), (bound) => random.below(bound));
  return {
    training: Array.from(order, (b) => training[b]!),
    heldOut: priced.map(({ block }) => block),
    groups: priced.map(({ group }) => group),
    ...about,
  };
}

function blocksBetween(start: number, end: number, length: number): CurveBlock[] {
  return cutIntoBlocks([end - start], length).map((block) => ({
    start: start + block.start,
    end: start + block.end,
    segmentStart: start,
  }));
}
