import type { Copy } from "./copies.ts";
import { CostSums } from "./costs.ts";
import { isNoise } from "./noise.ts";
import { type Range, type RestLaw, restLaw } from "./rest-law.ts";
import {
  countPairs,
  joinStretches,
  type PairCounts,
  type RefinedRange,
  refineEnds,
  type Segment,
  segmentCosts,
  splitStretch,
} from "./stretches.ts";

export const spanKinds = ["noise", "order", "copy", "unlike the rest", "like the rest"] as const;
export type SpanKind = (typeof spanKinds)[number];

/** A stretch of a text of one kind. */
export interface Span {
  readonly kind: SpanKind;
  readonly start: number;
  readonly end: number;
  /** what its bytes cost, those of which nothing is known apart */
  readonly bits: number;
  /** bytes that have a cost */
  readonly priced: number;
  /** the chance that some stretch of the rest would cost as much, of all places and lengths; null: not asked */
  readonly p: number | null;
  /** of a copy: where its first byte stands in the source */
  readonly source: number | null;
}

/** Bits that a copy saves beside what it takes to say where it is: those of less are of any text. */
const leastSaving = 256;
/** Bits that a fault in a copy costs: where it is, and what stands there. */
const faultBits = 16;
/** A stretch that consists of this many copies is a pattern. */
const repeatsOfPattern = 2;
/** A stretch is unlike the rest where the rest would cost as much somewhere in one text of a hundred; a first look is generous. */
const alarm = 0.01;
const firstLook = 0.1;
/**
 * And where its own pairs of bytes are likelier by so many bits a byte than those of the rest: it is of another kind. Of a short
 * stretch few pairs are known; the less each doubling of the odds asks for.
 */
const leastGain = 0.84;
const gainOfDoubling = 0.03;
/** Share of a stretch that is left when its ends are found, at least. */
const leastLeft = 0.5;
/** Bytes of a part that is looked at by itself, at least. */
const shortestPart = 256;
/** Bytes of the rest between two stretches of a kind that are taken for it, at most: headers, and what is cheap by accident. */
const shortestGap = 64;
/** Bits a byte that order costs at most. */
const mostOfOrder = 0.1;
const lineFeed = 10;

/**
 * The stretches of a text: noise, order, copies, what is unlike the rest, and the rest.
 *
 * @param bits of each byte, NaN where nothing is known, shape (n,)
 * @param told costs by which stretches are told apart, bits, NaN where nothing is known, shape (n,); may be the same
 * @param lineStarts first bytes of lines, ascending; null: lines mean nothing
 * @returns in order; they cover the text
 * Cost: some 0.1 microseconds and 28 bytes a byte.
 */
export function findSpans(
  bytes: Uint8Array,
  bits: Float32Array,
  told: Float32Array,
  copies: readonly Copy[],
  lineStarts: Uint32Array | null,
): Span[] {
  const n = bytes.length;
  if (n === 0) return [];
  const paid = new CostSums(bits);
  const [long, short] = longAndShort(copies, paid);
  const noise = remembered((start, end) => isNoise(bytes, bits, start, end));
  const lines = lineStarts === null ? n : lineStarts.length + (bytes[n - 1] === lineFeed ? 1 : 0);
  const segments = segmentCosts({
    bits: told,
    longCopies: long,
    shortCopies: short,
    isNoise: noise,
    lineStarts: lineStarts?.subarray(1) ?? new Uint32Array(0),
    lineBits: Math.log2(n / lines),
  });
  const pairs = countPairs(bytes);
  const hanging = raisedOfOneLaw(segments, noise, bytes, pairs);
  const rest = new Rest(hanging, paid, new CostSums(squareRoots(told)), long, noise);
  const judged = refined(bridged(rest.judged(), "noise", ["unlike the rest"]), rest, bytes, pairs);
  const span = ({ start, end, kind, p, source }: Judged): Span => ({
    kind,
    start,
    end,
    bits: paid.bitsOf(start, end),
    priced: paid.pricedOf(start, end),
    p,
    source,
  });
  return joined(withCopies(judged, long)).map(span);
}

/** Costs in which a few expensive bytes say less than many that are so each: a table is expensive here and there, prose throughout. */
function squareRoots(costs: Float32Array): Float32Array {
  const roots = new Float32Array(costs.length);
  for (let i = 0; i < roots.length; i++) roots[i] = Math.sqrt(costs[i]!);
  return roots;
}

interface Judged extends Range {
  readonly kind: SpanKind;
  readonly p: number | null;
  readonly source: number | null;
}

/**
 * Copies that save enough, where a byte costs what it does in the mean of the text, since where all is copied short ones are
 * usual; and those that do not. What copies itself is a pattern, and neither.
 */
function longAndShort(copies: readonly Copy[], paid: CostSums): readonly [long: Copy[], short: Copy[]] {
  const n = paid.length;
  const rate = paid.meanOf(0, n);
  const price = 3 * Math.log2(n);
  const saves = ({ start, end, changed }: Copy) =>
    (end - start - changed) * rate - changed * faultBits - price >= leastSaving;
  const others = copies.filter(
    ({ start, end, source }) => end - start <= repeatsOfPattern * (start - source),
  );
  return [others.filter(saves), others.filter((one) => !saves(one))];
}

/** A question about stretches whose answers are kept: segments are asked about in every round. */
function remembered(ask: (start: number, end: number) => boolean): (start: number, end: number) => boolean {
  const answers = new Map<string, boolean>();
  return (start, end) => {
    const key = `${start} ${end}`;
    const answer = answers.get(key) ?? ask(start, end);
    answers.set(key, answer);
    return answer;
  };
}

/** The kinds of segments, and what is no noise, no order and no copy, with which each is compared. */
class Rest {
  readonly #told: CostSums;
  readonly #asked: readonly Judged[];
  readonly #pieces: readonly Range[];
  /** null: there is too little of the rest; undefined: not asked yet */
  #law: RestLaw | null | undefined;

  constructor(
    segments: readonly Segment[],
    paid: CostSums,
    told: CostSums,
    copies: readonly Copy[],
    noise: (start: number, end: number) => boolean,
  ) {
    const kindOf = (segment: Segment): SpanKind => {
      if (noise(segment.start, segment.end)) return "noise";
      if (segment.level === "cheap" || paid.meanOf(segment.start, segment.end) <= mostOfOrder) return "order";
      return segment.level === "raised" ? "unlike the rest" : "like the rest";
    };
    this.#told = told;
    this.#asked = segments.map((one) => ({ ...one, kind: kindOf(one), p: null, source: null }));
    const pieces = this.#asked.filter(({ kind }) => kind === "like the rest" || kind === "unlike the rest");
    this.#pieces = without(hangingTogether(pieces), copies);
  }

  /** What remains of the suspicion that stretches are unlike the rest. */
  judged(): Judged[] {
    const like = (one: Judged): Judged => ({ ...one, kind: "like the rest" });
    const judged = this.#asked.map((one): Judged => {
      if (one.kind !== "unlike the rest") return one;
      const p = this.chance(one);
      return p !== null && p <= firstLook ? { ...one, p } : like(one);
    });
    const lengthOf = (of: SpanKind) =>
      judged.reduce((sum, { start, end, kind }) => sum + (kind === of ? end - start : 0), 0);
    // Where most is expensive there is nothing to be unlike.
    if (lengthOf("unlike the rest") < lengthOf("like the rest")) return judged;
    return judged.map((one) => (one.kind === "unlike the rest" ? like(one) : one));
  }

  /** The part of a stretch that costs most above its mean. */
  mostExpensive({ start: first, end: last }: Range): Range {
    const told = this.#told;
    const mean = told.meanOf(first, last);
    const before = told.bitsBefore(first);
    let [most, lowest, from, start, end] = [0, 0, first, first, last];
    for (let i = first; i <= last; i++) {
      const above = told.bitsBefore(i) - before - mean * (i - first);
      if (above < lowest) [lowest, from] = [above, i];
      if (above - lowest > most) [most, start, end] = [above - lowest, from, i];
    }
    return { start, end };
  }

  /** The chance that some stretch of the others costs as much; null: there are too few. @param one of the rest, or noise */
  chance(one: Range, isNoise = false): number | null {
    if (isNoise && this.#law === undefined) this.#law = restLaw(this.#told, this.#pieces) ?? null;
    // Noise is in no piece, so that one law does for all of it.
    const law = isNoise ? this.#law : restLaw(this.#told, without(this.#pieces, [one]));
    return law?.chance(this.#told.meanOf(one.start, one.end), one.end - one.start) ?? null;
  }
}

/**
 * Moves the ends of what is unlike the rest into the rest, or out of it, and asks for the chances of what is left. Where the whole
 * of a stretch is not of another kind its most expensive part may be; that could have stood wherever in it a part as long can. Where
 * the law of a stretch changes, its parts are asked about by themselves.
 */
function refined(judged: readonly Judged[], rest: Rest, bytes: Uint8Array, pairs: PairCounts): Judged[] {
  const others: Judged[] = [];
  const unlike: Judged[] = [];
  const isRest = (one: Judged | undefined): one is Judged =>
    one?.kind === "like the rest" || one?.kind === "unlike the rest";
  for (const [i, one] of judged.entries()) {
    // Noise is noise whatever the rest costs.
    if (one.kind === "noise") others.push({ ...one, p: rest.chance(one, true) });
    else if (one.kind !== "unlike the rest") others.push(one);
    if (one.kind !== "unlike the rest") continue;
    others.push({ ...one, kind: "like the rest", p: null });
    // What borders on another kind, or on an end of the text, stays where it is.
    const [before, after] = [judged[i - 1], judged[i + 1]];
    const low = isRest(before) ? Math.max(before.start + 1, unlike.at(-1)?.end ?? 0) : one.start;
    const high = isRest(after) ? after.end - 1 : one.end;
    const verdict = ({ start, end, bits }: RefinedRange, places: number): Judged | undefined => {
      const p = end > start ? rest.chance({ start, end }) : null;
      if (p === null || p * places > alarm) return undefined;
      const doublings = Math.log2(alarm / Math.max(p * places, Number.MIN_VALUE));
      if (bits < (leastGain - gainOfDoubling * doublings) * (end - start)) return undefined;
      return { ...one, start, end, p: p * places };
    };
    const parted = (found: Judged, places: number): Judged[] => {
      const parts = splitStretch(bytes, pairs, found).flatMap((part) => {
        const own = verdict(part, places);
        if (own !== undefined) return parted(own, places);
        // What is too short to be told by itself is of the kind that says most of it.
        return part.kinship > 0 ? [{ ...found, start: part.start, end: part.end }] : [];
      });
      return parts.length > 0 ? parts : [found];
    };
    const look = (given: Range, places: number): Judged[] => {
      const { start, end, bits } = refineEnds(bytes, pairs, given, low, high);
      const range = {
        start: low === one.start && given.start === low ? low : start,
        end: high === one.end && given.end === high ? high : end,
      };
      if (range.end - range.start < leastLeft * (given.end - given.start)) return [];
      const found = verdict({ ...range, bits }, places);
      return found === undefined ? [] : parted(found, places);
    };
    const found = look(one, 1);
    if (found.length === 0) {
      const part = rest.mostExpensive(one);
      if (part.end - part.start >= shortestPart)
        found.push(...look(part, (one.end - one.start) / (part.end - part.start)));
    }
    unlike.push(...found);
  }
  return bridged(laidOver(others, unlike), "unlike the rest");
}

/** Segments, of which expensive ones that touch are one where their pairs of bytes follow one law: levels of one text vary. */
function raisedOfOneLaw(
  segments: readonly Segment[],
  noise: (start: number, end: number) => boolean,
  bytes: Uint8Array,
  pairs: PairCounts,
): Segment[] {
  const isRaised = ({ start, end, level }: Segment) => level === "raised" && !noise(start, end);
  const raised = joinStretches(bytes, pairs, segments.filter(isRaised));
  const others = segments.filter((one) => !isRaised(one));
  return [...others, ...raised.map((range): Segment => ({ ...range, level: "raised" }))].sort(
    (a, b) => a.start - b.start,
  );
}

/** Ranges, ascending, those that touch in one: blocks are not to end where a level of costs does. */
function hangingTogether(ranges: readonly Range[]): Range[] {
  const all: Range[] = [];
  for (const { start, end } of ranges) {
    const before = all.at(-1);
    if (before?.end === start) all[all.length - 1] = { start: before.start, end };
    else all.push({ start, end });
  }
  return all;
}

/** What is left of ranges where others are cut out; both ascending. */
function without(ranges: readonly Range[], copies: readonly Range[]): Range[] {
  const left: Range[] = [];
  let k = 0;
  for (const { start, end } of ranges) {
    let from = start;
    while (k < copies.length && copies[k]!.end <= start) k++;
    for (let j = k; j < copies.length && copies[j]!.start < end; j++) {
      if (copies[j]!.start > from) left.push({ start: from, end: copies[j]!.start });
      from = Math.max(from, copies[j]!.end);
    }
    if (from < end) left.push({ start: from, end });
  }
  return left;
}

/** Stretches with others in their place where these stand; both ascending. */
function laidOver(judged: readonly Judged[], others: readonly Judged[]): Judged[] {
  const pieces = judged.flatMap((one) =>
    without([one], others).map(({ start, end }) => ({ ...one, start, end })),
  );
  return [...pieces, ...others].sort((a, b) => a.start - b.start);
}

/** Copies are copies whatever they are copies of. */
function withCopies(judged: readonly Judged[], copies: readonly Copy[]): Judged[] {
  const stretches = copies.map(
    ({ start, end, source }): Judged => ({ kind: "copy", start, end, p: null, source }),
  );
  return laidOver(judged, stretches);
}

/** Stretches of a kind with short gaps of the rest are one. */
function bridged(spans: readonly Judged[], of: SpanKind, apart: readonly SpanKind[] = []): Judged[] {
  const judged = joined(spans, apart);
  const isGap = ({ start, end, kind }: Judged, i: number) =>
    kind === "like the rest" &&
    end - start <= shortestGap &&
    judged[i - 1]?.kind === of &&
    judged[i + 1]?.kind === of;
  return joined(
    judged.map((one, i) => (isGap(one, i) ? { ...one, kind: of } : one)),
    apart,
  );
}

/** Neighbours of one kind are one stretch. @param apart but those of these kinds, and copies, which are each of their own */
function joined(spans: readonly Judged[], apart: readonly SpanKind[] = []): Judged[] {
  const all: Judged[] = [];
  for (const span of spans) {
    const before = all.at(-1);
    if (before?.kind !== span.kind || span.kind === "copy" || apart.includes(span.kind)) all.push(span);
    else
      all[all.length - 1] = {
        ...before,
        end: span.end,
        p: before.p === null || span.p === null ? (before.p ?? span.p) : Math.min(before.p, span.p),
      };
  }
  return all;
}
