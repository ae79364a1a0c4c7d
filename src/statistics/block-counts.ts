import type { SymbolSequence } from "../core/sequence.ts";
import { KGramIds } from "./k-gram-ids.ts";

/** Occurrences of each k-gram in each block of a sequence. Sequences that are counted together share the numbers of k-grams. */
export interface BlockCounts {
  /** k-grams of each block, shape (B,) */
  readonly totals: Int32Array;
  /** numbers of the k-grams that occur, ascending, shape (V,) */
  readonly kGrams: Int32Array;
  /** first entry of each k-gram, shape (V + 1,) */
  readonly starts: Int32Array;
  /** blocks with the k-gram, ascending within each k-gram, shape (entries,) */
  readonly blocks: Uint8Array;
  /** occurrences there, shape (entries,) */
  readonly counts: Int32Array;
}

/** The k-grams of one order of several sequences, block by block. */
export interface CountedBlocks {
  /** k, length of the k-grams */
  readonly order: number;
  /** median Good-Turing coverage of the sequences, in [0, 1] */
  readonly coverage: number;
  readonly sequences: readonly BlockCounts[];
}

/**
 * Counts k-grams in blocks of equal length. No k-gram crosses the end of a block or of a segment.
 *
 * @param sequences over one alphabet, each of at least `blocks` symbols
 * @param order k, or "covered": the largest one, up to `longest`, at which the median coverage is `coverageFloor`; 1 where
 *   there is none
 * @param blocks B, at most 256
 * Cost: O(n) an order.
 * Source: Good 1953, Biometrika 40 (coverage).
 */
export function countBlocks(
  sequences: readonly SymbolSequence[],
  order: number | "covered",
  blocks: number,
  longest: number,
  coverageFloor: number,
): CountedBlocks {
  const joined = joinCut(sequences, blocks);
  const kGrams = KGramIds.start(joined.symbols, joined.ends, joined.alphabetSize);
  const count = () => joined.spans.map((span) => countSpan(kGrams, span, blocks));
  let counted = count();
  if (order === "covered") {
    while (kGrams.order < longest) {
      kGrams.extend();
      const longer = count();
      if (medianCoverage(longer) < coverageFloor) {
        return { order: kGrams.order - 1, coverage: medianCoverage(counted), sequences: counted };
      }
      counted = longer;
    }
  } else if (order > 1) {
    while (kGrams.order < order) kGrams.extend();
    counted = count();
  }
  return { order: kGrams.order, coverage: medianCoverage(counted), sequences: counted };
}

interface Span {
  readonly start: number;
  readonly length: number;
}

/** Start of block b of B in a sequence of n symbols. */
export function blockStart(n: number, b: number, blocks: number): number {
  return Math.floor((b * n) / blocks);
}

function joinCut(sequences: readonly SymbolSequence[], blocks: number) {
  const alphabetSize = sequences.reduce((most, one) => Math.max(most, one.alphabetSize), 1);
  const length = sequences.reduce((sum, one) => sum + one.symbols.length, 0);
  const symbols = new Uint32Array(length);
  const ends: number[] = [];
  const spans: Span[] = [];
  let start = 0;
  for (const sequence of sequences) {
    const n = sequence.symbols.length;
    symbols.set(sequence.symbols, start);
    const cuts = Array.from({ length: blocks }, (_, b) => blockStart(n, b + 1, blocks));
    const own = [...new Set([...cuts, ...sequence.segmentEnds])].filter((end) => end > 0);
    for (const end of own.sort((a, b) => a - b)) ends.push(start + end);
    spans.push({ start, length: n });
    start += n;
  }
  return { symbols, ends, spans, alphabetSize };
}

function countSpan({ ids, counts: names }: KGramIds, { start, length }: Span, blocks: number): BlockCounts {
  const inBlock = new Int32Array(names.length);
  const entriesOf = new Int32Array(names.length);
  const totals = new Int32Array(blocks);
  const seen: { readonly kGrams: readonly number[]; readonly counts: readonly number[] }[] = [];
  for (let b = 0; b < blocks; b++) {
    const found: number[] = [];
    const end = start + blockStart(length, b + 1, blocks);
    for (let i = start + blockStart(length, b, blocks); i < end; i++) {
      const id = ids[i]!;
      if (id < 0) continue;
      if (inBlock[id]! === 0) found.push(id);
      inBlock[id]!++;
      totals[b]!++;
    }
    seen.push({ kGrams: found, counts: found.map((id) => inBlock[id]!) });
    for (const id of found) {
      entriesOf[id]!++;
      inBlock[id] = 0;
    }
  }
  return sortByWord(seen, entriesOf, totals);
}

/** Reorders counts by block to counts by k-gram. */
function sortByWord(
  seen: readonly { readonly kGrams: readonly number[]; readonly counts: readonly number[] }[],
  entriesOf: Int32Array,
  totals: Int32Array,
): BlockCounts {
  let distinct = 0;
  let entries = 0;
  for (let id = 0; id < entriesOf.length; id++) {
    if (entriesOf[id] === 0) continue;
    distinct++;
    entries += entriesOf[id]!;
  }
  const kGrams = new Int32Array(distinct);
  const starts = new Int32Array(distinct + 1);
  const next = entriesOf;
  let word = 0;
  let at = 0;
  for (let id = 0; id < entriesOf.length; id++) {
    const own = entriesOf[id]!;
    if (own === 0) continue;
    kGrams[word] = id;
    starts[word++] = at;
    next[id] = at;
    at += own;
  }
  starts[distinct] = entries;
  const blocks = new Uint8Array(entries);
  const counts = new Int32Array(entries);
  for (const [b, found] of seen.entries()) {
    for (const [f, id] of found.kGrams.entries()) {
      const place = next[id]!++;
      blocks[place] = b;
      counts[place] = found.counts[f]!;
    }
  }
  return { totals, kGrams, starts, blocks, counts };
}

/** The lower median, so that a single outlier does not decide. Of two sequences the smaller coverage counts. */
function medianCoverage(sequences: readonly BlockCounts[]): number {
  const ascending = sequences.map(coverageOf).sort((a, b) => a - b);
  return ascending[(ascending.length - 1) >> 1] ?? 0;
}

function coverageOf({ totals, kGrams, starts, counts }: BlockCounts): number {
  const total = totals.reduce((sum, own) => sum + own, 0);
  let once = 0;
  for (let w = 0; w < kGrams.length; w++) {
    if (starts[w + 1]! - starts[w]! === 1 && counts[starts[w]!] === 1) once++;
  }
  return total === 0 ? 0 : 1 - once / total;
}

/** A k-gram and the blocks that contain it. */
export interface PlacedKGram {
  /** occurrences by block, blocks of b after those of a, shape (2B,) */
  readonly held: Int32Array;
  /** blocks with the k-gram, ascending; the first `count` */
  readonly places: Int32Array;
  count: number;
  inA: number;
  inB: number;
}

/**
 * Calls `visit` for every k-gram of either sequence. The k-gram is the same object each time.
 *
 * Cost: O(entries).
 */
export function visitKGrams(a: BlockCounts, b: BlockCounts, visit: (word: PlacedKGram) => void): void {
  const blocks = a.totals.length;
  const [held, places] = [new Int32Array(2 * blocks), new Int32Array(2 * blocks)];
  const word: PlacedKGram = { held, places, count: 0, inA: 0, inB: 0 };
  const place = (from: BlockCounts, w: number, offset: number): number => {
    let total = 0;
    for (let e = from.starts[w]!; e < from.starts[w + 1]!; e++) {
      const block = offset + from.blocks[e]!;
      places[word.count++] = block;
      held[block] = from.counts[e]!;
      total += from.counts[e]!;
    }
    return total;
  };
  let w = 0;
  let v = 0;
  while (w < a.kGrams.length || v < b.kGrams.length) {
    const kGramA = a.kGrams[w] ?? Number.POSITIVE_INFINITY;
    const kGramB = b.kGrams[v] ?? Number.POSITIVE_INFINITY;
    word.count = 0;
    word.inA = kGramA <= kGramB ? place(a, w++, 0) : 0;
    word.inB = kGramB <= kGramA ? place(b, v++, blocks) : 0;
    visit(word);
    for (let e = 0; e < word.count; e++) held[places[e]!] = 0;
  }
}
