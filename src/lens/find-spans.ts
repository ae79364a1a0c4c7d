import type { Copy } from "./copies.ts";
import { isNoise } from "./noise.ts";
import { countPairs, refineEnds } from "./refine-ends.ts";
import { type Range, type RestLaw, restLaw } from "./rest-law.ts";
import { copyMark, type Segment, segmentCosts } from "./segment-costs.ts";

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
/** A copy of itself, so many times over, is a pattern. */
const repeatsOfPattern = 2;
/** A stretch is unlike the rest where the rest would cost as much somewhere in one text of a hundred; a first look is generous. */
const alarm = 0.01;
const firstLook = 0.1;
/** And where its own pairs of bytes are likelier by so many bits a byte than those of the rest: it is of another kind. */
const leastGain = 0.75;
/** Share of a stretch that is left when its ends are found, at least. */
const leastLeft = 0.5;
/** Bytes of the rest between noise and noise that are taken for noise, at most: headers, and what is cheap by accident. */
const shortestGap = 64;
/** Bits a byte that order costs at most. */
const mostOfOrder = 0.1;
const lineFeed = 10;

/**
 * The stretches of a text: noise, order, copies, what is unlike the rest, and the rest.
 *
 * @param bytes shape (n,)
 * @param bits of each byte, NaN where nothing is known, shape (n,)
 * @param told costs by which stretches are told apart, bits, NaN where nothing is known, shape (n,); may be the same
 * @param text whether lines mean anything
 * @returns in order; they cover the text
 * @throws never
 * Cost: some 0.3 microseconds and 12 bytes a byte.
 */
export function findSpans(
  bytes: Uint8Array,
  bits: Float32Array,
  told: Float32Array,
  copies: readonly Copy[],
  text: boolean,
): Span[] {
  const n = bytes.length;
  if (n === 0) return [];
  const paid = sumsOf(bits);
  const long = longCopies(copies, paid);
  const copied = marks(copies, long, n);
  const noise = (start: number, end: number) => isNoise(bytes, bits, start, end);
  const { lineStarts, lines } = text ? lineStartsOf(bytes) : { lineStarts: new Uint8Array(n), lines: n };
  const segments = segmentCosts({
    bits: told,
    copied,
    isNoise: noise,
    lineStarts,
    lineBits: Math.log2(n / Math.max(1, lines)),
  });
  const rest = new Rest(segments, paid, sumsOf(told), long, noise);
  const judged = refined(bridged(joined(rest.judged())), rest, bytes);
  const span = ({ start, end, kind, p, source }: Judged): Span => ({
    kind,
    start,
    end,
    bits: paid.bits[end]! - paid.bits[start]!,
    priced: paid.priced[end]! - paid.priced[start]!,
    p,
    source,
  });
  return joined(withCopies(judged, long)).map(span);
}

/** Costs and bytes that have one, before each byte: shape (n + 1,). */
interface Sums {
  readonly bits: Float64Array;
  readonly priced: Uint32Array;
}

function sumsOf(costs: Float32Array): Sums {
  const n = costs.length;
  const bits = new Float64Array(n + 1);
  const priced = new Uint32Array(n + 1);
  for (let i = 0; i < n; i++) {
    const known = !Number.isNaN(costs[i]!);
    bits[i + 1] = bits[i]! + (known ? costs[i]! : 0);
    priced[i + 1] = priced[i]! + (known ? 1 : 0);
  }
  return { bits, priced };
}

const meanOf = ({ bits, priced }: Sums, { start, end }: Range) =>
  (bits[end]! - bits[start]!) / Math.max(1, priced[end]! - priced[start]!);

interface Judged extends Range {
  readonly kind: SpanKind;
  readonly p: number | null;
  readonly source: number | null;
}

/** Copies that save enough, where a byte costs what it does in the mean of the text: where all is copied, short ones are usual. */
function longCopies(copies: readonly Copy[], { bits, priced }: Sums): Copy[] {
  const n = bits.length - 1;
  const rate = bits[n]! / Math.max(1, priced[n]!);
  const price = 3 * Math.log2(n);
  return copies.filter(({ start, end, source, changed }) => {
    if (end - start > repeatsOfPattern * (start - source)) return false;
    return (end - start - changed) * rate - changed * faultBits - price >= leastSaving;
  });
}

function marks(copies: readonly Copy[], long: readonly Copy[], n: number): Uint8Array {
  const copied = new Uint8Array(n);
  for (const { start, end, source } of copies)
    if (end - start <= repeatsOfPattern * (start - source)) copied.fill(copyMark.short, start, end);
  for (const { start, end } of long) copied.fill(copyMark.long, start, end);
  return copied;
}

function lineStartsOf(bytes: Uint8Array): { readonly lineStarts: Uint8Array; readonly lines: number } {
  const lineStarts = new Uint8Array(bytes.length);
  let lines = 1;
  for (let feed = bytes.indexOf(lineFeed); feed >= 0; feed = bytes.indexOf(lineFeed, feed + 1)) {
    lines++;
    if (feed + 1 < bytes.length) lineStarts[feed + 1] = 1;
  }
  return { lineStarts, lines };
}

/** The kinds of segments, and what is no noise, no order and no copy, with which each is compared. */
class Rest {
  readonly #told: Sums;
  readonly #asked: readonly Judged[];
  readonly #pieces: readonly Range[];
  /** whether less of the rest is expensive than not: else there is nothing to be unlike */
  readonly #isUsual: boolean;
  /** null: there is too little of the rest; undefined: not asked yet */
  #law: RestLaw | null | undefined;

  constructor(
    segments: readonly Segment[],
    paid: Sums,
    told: Sums,
    copies: readonly Copy[],
    noise: (start: number, end: number) => boolean,
  ) {
    const kindOf = (segment: Segment): SpanKind => {
      if (noise(segment.start, segment.end)) return "noise";
      if (segment.level === "cheap" || meanOf(paid, segment) <= mostOfOrder) return "order";
      return segment.level === "raised" ? "unlike the rest" : "like the rest";
    };
    this.#told = told;
    this.#asked = segments.map((one) => ({ ...one, kind: kindOf(one), p: null, source: null }));
    const lengthOf = (of: SpanKind) =>
      this.#asked.reduce((sum, { start, end, kind }) => sum + (kind === of ? end - start : 0), 0);
    this.#isUsual = lengthOf("unlike the rest") < lengthOf("like the rest");
    this.#pieces = without(
      this.#asked.filter(({ kind }) => kind === "like the rest" || kind === "unlike the rest"),
      copies,
    );
  }

  /** What remains of the suspicion that stretches are unlike the rest. */
  judged(): Judged[] {
    return this.#asked.map((one): Judged => {
      if (one.kind !== "unlike the rest") return one;
      const p = this.#isUsual ? this.chance(one) : null;
      return p !== null && p <= firstLook ? { ...one, p } : { ...one, kind: "like the rest" };
    });
  }

  /** The chance that some stretch of the others costs as much; null: there are too few. @param one of the rest, or noise */
  chance(one: Range, isNoise = false): number | null {
    if (isNoise && this.#law === undefined) this.#law = restLaw(this.#told.bits, this.#pieces) ?? null;
    // Noise is in no piece, so that one law does for all of it.
    const law = isNoise ? this.#law : restLaw(this.#told.bits, without(this.#pieces, [one]));
    return law?.chance(meanOf(this.#told, one), one.end - one.start) ?? null;
  }
}

/** Moves the ends of what is unlike the rest into the rest, or out of it, and asks for the chances of what is left. */
function refined(judged: readonly Judged[], rest: Rest, bytes: Uint8Array): Judged[] {
  const pairs = countPairs(bytes);
  const all = [...judged];
  for (const [i, one] of all.entries()) {
    // Noise is noise whatever the rest costs.
    if (one.kind === "noise") all[i] = { ...one, p: rest.chance(one, true) };
    if (one.kind !== "unlike the rest") continue;
    // What borders on another kind, or on an end of the text, stays where it is.
    const before = all[i - 1]?.kind === "like the rest" ? all[i - 1] : undefined;
    const after = all[i + 1]?.kind === "like the rest" ? all[i + 1] : undefined;
    const found = refineEnds(
      bytes,
      pairs,
      one,
      before ? before.start + 1 : one.start,
      after ? after.end - 1 : one.end,
    );
    const start = before ? found.start : one.start;
    const end = after ? found.end : one.end;
    const p = start < end ? rest.chance({ start, end }) : null;
    const stays =
      p !== null &&
      p <= alarm &&
      found.bits >= leastGain * (end - start) &&
      end - start >= leastLeft * (one.end - one.start);
    if (!stays) {
      all[i] = { ...one, kind: "like the rest", p: null };
      continue;
    }
    all[i] = { ...one, start, end, p };
    if (before) all[i - 1] = { ...before, end: start };
    if (after) all[i + 1] = { ...after, start: end };
  }
  return joined(all);
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

/** Copies are copies whatever they are copies of. */
function withCopies(judged: readonly Judged[], copies: readonly Copy[]): Judged[] {
  const pieces: Judged[] = [];
  for (const one of judged)
    for (const { start, end } of without([one], copies)) pieces.push({ ...one, start, end });
  for (const { start, end, source } of copies) pieces.push({ kind: "copy", start, end, p: null, source });
  return pieces.sort((a, b) => a.start - b.start);
}

/** Noise with short gaps is one stretch. */
function bridged(judged: readonly Judged[]): Judged[] {
  const isGap = ({ start, end, kind }: Judged, i: number) =>
    kind === "like the rest" &&
    end - start <= shortestGap &&
    judged[i - 1]?.kind === "noise" &&
    judged[i + 1]?.kind === "noise";
  return joined(judged.map((one, i) => (isGap(one, i) ? { ...one, kind: "noise" } : one)));
}

/** Neighbours of one kind are one stretch. */
function joined(spans: readonly Judged[]): Judged[] {
  const all: Judged[] = [];
  for (const span of spans) {
    const before = all.at(-1);
    if (before === undefined || before.kind !== span.kind || span.kind === "copy") all.push(span);
    else
      all[all.length - 1] = {
        ...before,
        end: span.end,
        p: before.p === null || span.p === null ? (before.p ?? span.p) : Math.min(before.p, span.p),
      };
  }
  return all;
}
