import type { LensSpan } from "../../results/lens-schema.ts";
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

export type SpanKind = LensSpan["kind"];

/** A stretch of a text of one kind. */
export interface Span {
  readonly kind: SpanKind;
  readonly start: number;
  readonly end: number;
  /** cost of its bytes, without the unknown ones */
  readonly bits: number;
  /** bytes with a known cost */
  readonly priced: number;
  /** probability that some stretch of the rest would cost as much, over all positions and lengths; null: not computed */
  readonly p: number | null;
  /** of a copy: offset of its first byte in the source */
  readonly source: number | null;
}

/** Bits that a copy must save beyond naming its source: copies that save less occur in any text. */
const leastSaving = 256;
/** Cost of a mismatch in a copy, bits: its position, and its content. */
const mismatchBits = 16;
/** A stretch that consists of this many copies is a pattern. */
const repeatsOfPattern = 2;
/**
 * A stretch is unlike the rest if the rest would cost as much somewhere in one of a hundred texts; the first look is less
 * strict.
 */
const significance = 0.01;
const screeningLevel = 0.1;
/**
 * A stretch is of another kind if its own pairs of bytes predict it better than those of the rest by this many bits a byte. Few
 * pairs of a short stretch are known, so each doubling of the odds needs less.
 */
const leastGain = 0.84;
const gainPerDoubling = 0.03;
/** Least share of a stretch that remains when its ends are refined. */
const leastLeft = 0.5;
/** Least bytes of a part that is judged on its own. */
const shortestPart = 256;
/** Most bytes of the rest between two stretches of a kind that are merged into them: headers, and accidentally cheap bytes. */
const shortestGap = 64;
/** Largest cost of order, bits a byte. */
const mostOfOrder = 0.1;
const lineFeed = 10;

/**
 * The stretches of a text: noise, order, copies, what is unlike the rest, and the rest.
 *
 * @param bits of each byte, NaN where unknown, shape (n,)
 * @param evidence costs that distinguish stretches, bits, NaN where unknown, shape (n,); may be the same
 * @param lineStarts first bytes of lines, ascending; null: the text has no lines
 * @returns in order; they cover the text
 * Cost: some 0.1 microseconds and 28 bytes a byte.
 */
export function findSpans(
  bytes: Uint8Array,
  bits: Float32Array,
  evidence: Float32Array,
  copies: readonly Copy[],
  lineStarts: Uint32Array | null,
): Span[] {
  const n = bytes.length;
  if (n === 0) return [];
  const paid = new CostSums(bits);
  const [long, short] = splitCopies(copies, paid);
  const noise = memoised((start, end) => isNoise(bytes, bits, start, end));
  const lines = lineStarts === null ? n : lineStarts.length + (bytes[n - 1] === lineFeed ? 1 : 0);
  const segments = segmentCosts({
    bits: evidence,
    longCopies: long,
    shortCopies: short,
    isNoise: noise,
    lineStarts: lineStarts?.subarray(1) ?? new Uint32Array(0),
    lineBits: Math.log2(n / lines),
  });
  const pairs = countPairs(bytes);
  const merged = joinRaised(segments, noise, bytes, pairs);
  const rest = new RestComparison(merged, paid, new CostSums(squareRoots(evidence)), long, noise);
  const judged = refined(bridgeGaps(rest.judged(), "noise", ["unlike the rest"]), rest, bytes, pairs);
  const span = ({ start, end, kind, p, source }: JudgedStretch): Span => ({
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

/**
 * Transforms costs so that a few expensive bytes weigh less than many moderate ones: a table is expensive here and there, prose
 * throughout.
 */
function squareRoots(costs: Float32Array): Float32Array {
  const roots = new Float32Array(costs.length);
  for (let i = 0; i < roots.length; i++) roots[i] = Math.sqrt(costs[i]!);
  return roots;
}

interface JudgedStretch extends Range {
  readonly kind: SpanKind;
  readonly p: number | null;
  readonly source: number | null;
}

/**
 * Splits copies into those that save enough, at the mean cost of a byte in the text (short copies are normal where everything
 * is copied), and the others. A copy of itself is a pattern, and in neither.
 */
function splitCopies(copies: readonly Copy[], paid: CostSums): readonly [long: Copy[], short: Copy[]] {
  const n = paid.length;
  const rate = paid.meanOf(0, n);
  const price = 3 * Math.log2(n);
  const saves = ({ start, end, changed }: Copy) =>
    (end - start - changed) * rate - changed * mismatchBits - price >= leastSaving;
  const others = copies.filter(
    ({ start, end, source }) => end - start <= repeatsOfPattern * (start - source),
  );
  return [others.filter(saves), others.filter((one) => !saves(one))];
}

/** Memoises a predicate of stretches: segments are judged in every round. */
function memoised(ask: (start: number, end: number) => boolean): (start: number, end: number) => boolean {
  const answers = new Map<string, boolean>();
  return (start, end) => {
    const key = `${start} ${end}`;
    const answer = answers.get(key) ?? ask(start, end);
    answers.set(key, answer);
    return answer;
  };
}

/** The kinds of segments, and the rest (not noise, order or a copy) to which each is compared. */
class RestComparison {
  readonly #evidence: CostSums;
  readonly #candidates: readonly JudgedStretch[];
  readonly #pieces: readonly Range[];
  /** null: the rest is too short; undefined: not computed yet */
  #law: RestLaw | null | undefined;

  constructor(
    segments: readonly Segment[],
    paid: CostSums,
    evidence: CostSums,
    copies: readonly Copy[],
    noise: (start: number, end: number) => boolean,
  ) {
    const kindOf = (segment: Segment): SpanKind => {
      if (noise(segment.start, segment.end)) return "noise";
      if (segment.level === "cheap" || paid.meanOf(segment.start, segment.end) <= mostOfOrder) return "order";
      return segment.level === "raised" ? "unlike the rest" : "like the rest";
    };
    this.#evidence = evidence;
    this.#candidates = segments.map((one) => ({ ...one, kind: kindOf(one), p: null, source: null }));
    const pieces = this.#candidates.filter(
      ({ kind }) => kind === "like the rest" || kind === "unlike the rest",
    );
    this.#pieces = without(joinAdjacent(pieces), copies);
  }

  /** The remaining suspicion that stretches are unlike the rest. */
  judged(): JudgedStretch[] {
    const like = (one: JudgedStretch): JudgedStretch => ({ ...one, kind: "like the rest" });
    const judged = this.#candidates.map((one): JudgedStretch => {
      if (one.kind !== "unlike the rest") return one;
      const p = this.chance(one);
      return p !== null && p <= screeningLevel ? { ...one, p } : like(one);
    });
    const lengthOf = (of: SpanKind) =>
      judged.reduce((sum, { start, end, kind }) => sum + (kind === of ? end - start : 0), 0);
    // Where most is expensive, there is no rest to be unlike.
    if (lengthOf("unlike the rest") < lengthOf("like the rest")) return judged;
    return judged.map((one) => (one.kind === "unlike the rest" ? like(one) : one));
  }

  /** The most expensive part of a stretch above its mean. */
  mostExpensive({ start: first, end: last }: Range): Range {
    const evidence = this.#evidence;
    const mean = evidence.meanOf(first, last);
    const before = evidence.bitsBefore(first);
    let [most, lowest, from, start, end] = [0, 0, first, first, last];
    for (let i = first; i <= last; i++) {
      const above = evidence.bitsBefore(i) - before - mean * (i - first);
      if (above < lowest) [lowest, from] = [above, i];
      if (above - lowest > most) [most, start, end] = [above - lowest, from, i];
    }
    return { start, end };
  }

  /**
   * The probability that some stretch of the others costs as much; null: there are too few. @param one of the rest, or noise
   */
  chance(one: Range, isNoise = false): number | null {
    if (isNoise && this.#law === undefined) this.#law = restLaw(this.#evidence, this.#pieces) ?? null;
    // Noise is in no piece, so that one law serves all noise.
    const law = isNoise ? this.#law : restLaw(this.#evidence, without(this.#pieces, [one]));
    return law?.chance(this.#evidence.meanOf(one.start, one.end), one.end - one.start) ?? null;
  }
}

/**
 * Moves the ends of stretches that are unlike the rest, and computes probabilities of the refined ones. If a whole stretch is
 * not of another kind, its most expensive part may be; it could have been anywhere in the stretch. If the law changes within a
 * stretch, its parts are judged on their own.
 */
function refined(
  judged: readonly JudgedStretch[],
  rest: RestComparison,
  bytes: Uint8Array,
  pairs: PairCounts,
): JudgedStretch[] {
  const others: JudgedStretch[] = [];
  const unlike: JudgedStretch[] = [];
  const isRest = (one: JudgedStretch | undefined): one is JudgedStretch =>
    one?.kind === "like the rest" || one?.kind === "unlike the rest";
  for (const [i, one] of judged.entries()) {
    // Noise is noise whatever the rest costs.
    if (one.kind === "noise") others.push({ ...one, p: rest.chance(one, true) });
    else if (one.kind !== "unlike the rest") others.push(one);
    if (one.kind !== "unlike the rest") continue;
    others.push({ ...one, kind: "like the rest", p: null });
    // An end next to another kind, or at the end of the text, does not move.
    const [before, after] = [judged[i - 1], judged[i + 1]];
    const low = isRest(before) ? Math.max(before.start + 1, unlike.at(-1)?.end ?? 0) : one.start;
    const high = isRest(after) ? after.end - 1 : one.end;
    const verdict = ({ start, end, bits }: RefinedRange, places: number): JudgedStretch | undefined => {
      const p = end > start ? rest.chance({ start, end }) : null;
      if (p === null || p * places > significance) return undefined;
      const doublings = Math.log2(significance / Math.max(p * places, Number.MIN_VALUE));
      if (bits < (leastGain - gainPerDoubling * doublings) * (end - start)) return undefined;
      return { ...one, start, end, p: p * places };
    };
    const splitVerdicts = (found: JudgedStretch, places: number): JudgedStretch[] => {
      const parts = splitStretch(bytes, pairs, found).flatMap((part) => {
        const own = verdict(part, places);
        if (own !== undefined) return splitVerdicts(own, places);
        // A part too short to be judged joins the kind that explains most of it.
        return part.affinity > 0 ? [{ ...found, start: part.start, end: part.end }] : [];
      });
      return parts.length > 0 ? parts : [found];
    };
    const look = (given: Range, places: number): JudgedStretch[] => {
      const { start, end, bits } = refineEnds(bytes, pairs, given, low, high);
      const range = {
        start: low === one.start && given.start === low ? low : start,
        end: high === one.end && given.end === high ? high : end,
      };
      if (range.end - range.start < leastLeft * (given.end - given.start)) return [];
      const found = verdict({ ...range, bits }, places);
      return found === undefined ? [] : splitVerdicts(found, places);
    };
    const found = look(one, 1);
    if (found.length === 0) {
      const part = rest.mostExpensive(one);
      if (part.end - part.start >= shortestPart)
        found.push(...look(part, (one.end - one.start) / (part.end - part.start)));
    }
    unlike.push(...found);
  }
  return bridgeGaps(overlay(others, unlike), "unlike the rest");
}

/** Segments, with adjacent expensive ones joined if their pairs of bytes follow one law: levels of one text vary. */
function joinRaised(
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

/** Joins adjacent ranges, ascending: blocks must not end where only the level of costs changes. */
function joinAdjacent(ranges: readonly Range[]): Range[] {
  const all: Range[] = [];
  for (const { start, end } of ranges) {
    const before = all.at(-1);
    if (before?.end === start) all[all.length - 1] = { start: before.start, end };
    else all.push({ start, end });
  }
  return all;
}

/** Ranges minus others; both ascending. */
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

/** Stretches overlaid with others; both ascending. */
function overlay(judged: readonly JudgedStretch[], others: readonly JudgedStretch[]): JudgedStretch[] {
  const pieces = judged.flatMap((one) =>
    without([one], others).map(({ start, end }) => ({ ...one, start, end })),
  );
  return [...pieces, ...others].sort((a, b) => a.start - b.start);
}

/** Adds copies, which remain copies whatever they copy. */
function withCopies(judged: readonly JudgedStretch[], copies: readonly Copy[]): JudgedStretch[] {
  const stretches = copies.map(
    ({ start, end, source }): JudgedStretch => ({ kind: "copy", start, end, p: null, source }),
  );
  return overlay(judged, stretches);
}

/** Joins stretches of a kind across short gaps of the rest. */
function bridgeGaps(
  spans: readonly JudgedStretch[],
  of: SpanKind,
  apart: readonly SpanKind[] = [],
): JudgedStretch[] {
  const judged = joined(spans, apart);
  const isGap = ({ start, end, kind }: JudgedStretch, i: number) =>
    kind === "like the rest" &&
    end - start <= shortestGap &&
    judged[i - 1]?.kind === of &&
    judged[i + 1]?.kind === of;
  return joined(
    judged.map((one, i) => (isGap(one, i) ? { ...one, kind: of } : one)),
    apart,
  );
}

/** Joins neighbours of one kind. @param apart kinds that are not joined; copies never are */
function joined(spans: readonly JudgedStretch[], apart: readonly SpanKind[] = []): JudgedStretch[] {
  const all: JudgedStretch[] = [];
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
