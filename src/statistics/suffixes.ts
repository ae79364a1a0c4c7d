import type { Symbols } from "../core/sequence.ts";
import { type KGramTables, SuffixKernel, type SuffixSettings } from "../wasm/suffix-kernel.ts";
import { type BlockStatistics, blockStatistics } from "./block-entropy.ts";
import { type FrequencySpectrum, spectrumFrom } from "./counts.ts";

/**
 * Suffix array: the starts of all suffixes, in ascending order of the suffixes.
 *
 * A suffix ends with its segment. An end sorts before every symbol, and the end of a later segment before that of an
 * earlier one, so that no comparison crosses a segment end.
 *
 * @param symbols shape (n,), each below `alphabetSize`
 * @param segmentEnds ascending, the last one n
 * @param alphabetSize A
 * @returns shape (n,)
 * Cost: O(n) time for alphabets up to 65 536 (larger ones are renamed by sorting first); 9 to 12 bytes a symbol, and 4 for the result.
 * Source: Nong, Zhang & Chan 2009, Data Compression Conference.
 */
export function suffixArray(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
): Int32Array {
  if (symbols.length === 0) return new Int32Array(0);
  return new SuffixKernel(symbols, segmentEnds, alphabetSize, { orders: 1 }).suffixes().slice();
}

/**
 * Length of the longest common prefix of each suffix and the one before it in the suffix array.
 *
 * Computed in text order, where it drops by at most one from a suffix to the next: n steps forward pay for all.
 *
 * @param symbols shape (n,)
 * @param segmentEnds ascending, the last one n; a prefix ends with its segment
 * @param suffixes suffix array of the same sequence, shape (n,)
 * @returns shape (n,), in suffix array order; 0 at rank 0
 * Cost: O(n) time, 8 bytes a symbol (12 with several segments), of which 4 remain.
 * Source: Karkkainen, Manzini & Puglisi 2009, Combinatorial Pattern Matching (permuted LCP by the array Phi).
 */
export function longestCommonPrefixes(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  suffixes: Int32Array,
): Int32Array {
  const n = symbols.length;
  // Phi first, overwritten in text order by the permuted LCP.
  const permuted = new Int32Array(n);
  if (n > 0) permuted[suffixes[0]!] = -1;
  for (let r = 1; r < n; r++) permuted[suffixes[r]!] = suffixes[r - 1]!;
  if (segmentEnds.length <= 1) fillOneSegment(symbols, permuted);
  else fillSegments(symbols, segmentEnds, permuted);
  const lcp = new Int32Array(n);
  for (let r = 0; r < n; r++) lcp[r] = permuted[suffixes[r]!]!;
  return lcp;
}

function fillOneSegment(symbols: Symbols, permuted: Int32Array): void {
  const n = symbols.length;
  for (let i = 0, length = 0; i < n; i++) {
    const j = permuted[i]!;
    if (j < 0) length = 0;
    else {
      const limit = n - Math.max(i, j);
      while (length < limit && symbols[i + length] === symbols[j + length]) length++;
    }
    permuted[i] = length;
    if (length > 0) length--;
  }
}

function fillSegments(symbols: Symbols, segmentEnds: ArrayLike<number>, permuted: Int32Array): void {
  const n = symbols.length;
  const endOf = new Int32Array(n);
  for (let s = 0, i = 0; s < segmentEnds.length; s++)
    while (i < segmentEnds[s]!) endOf[i++] = segmentEnds[s]!;
  for (let i = 0, length = 0; i < n; i++) {
    const j = permuted[i]!;
    if (j < 0) length = 0;
    else {
      const limit = Math.min(endOf[i]! - i, endOf[j]! - j);
      while (length < limit && symbols[i + length] === symbols[j + length]) length++;
    }
    permuted[i] = length;
    if (length > 0) length--;
  }
}

/**
 * Length of the longest match starting at i that also starts before i; the two may overlap.
 *
 * The nearest ranks on both sides with an earlier position give it: one pass over the suffix array with a stack of ascending
 * positions.
 *
 * @param suffixes suffix array, shape (n,)
 * @param lcp longest common prefixes in suffix array order, shape (n,)
 * @returns shape (n,), by position, in symbols; 0 at position 0
 * Cost: O(n) time, 12 bytes a symbol, of which 4 remain.
 * Source: Crochemore & Ilie 2008, Inf. Process. Lett. 106.
 */
export function longestPreviousFactors(suffixes: Int32Array, lcp: Int32Array): Int32Array {
  const n = suffixes.length;
  const factors = new Int32Array(n);
  const positions = new Int32Array(n + 1);
  const lengths = new Int32Array(n + 1);
  let top = 0;
  for (let r = 0; r <= n; r++) {
    // A position below all others clears the stack at the end.
    const position = r < n ? suffixes[r]! : -1;
    let length = r < n ? lcp[r]! : 0;
    while (top > 0) {
      const above = lengths[top]!;
      if (position < positions[top]!) {
        factors[positions[top]!] = Math.max(above, length);
        length = Math.min(above, length);
      } else if (length <= above) factors[positions[top]!] = above;
      else break;
      top--;
    }
    top++;
    if (top <= n) {
      positions[top] = position;
      lengths[top] = length;
    }
  }
  return factors;
}

/**
 * Statistics from one suffix array: the frequency spectra of k-grams of every length, their positions, and the longest earlier
 * match of each position.
 *
 * Arrays are views that the next call overwrites: read them at once. Everything is computed on first use.
 * Source: Abouelhoda, Kurtz & Ohlebusch 2004, J. Discrete Algorithms 2; Crochemore & Ilie 2008, Inf. Process. Lett. 106.
 */
export class SuffixStructures {
  readonly #kernel: SuffixKernel | undefined;
  readonly #segmentEnds: ArrayLike<number>;
  #counts: KGramCounts | undefined;

  /** @param segmentEnds ascending, the last one n; nothing crosses a segment end */
  constructor(
    symbols: Symbols,
    segmentEnds: ArrayLike<number>,
    alphabetSize: number,
    settings: SuffixSettings,
  ) {
    this.#segmentEnds = segmentEnds;
    if (symbols.length > 0) this.#kernel = new SuffixKernel(symbols, segmentEnds, alphabetSize, settings);
  }

  /** Whether the kernel is already running. Starting it costs more than sorting a small sequence. */
  static areReady(): boolean {
    return SuffixKernel.isReady();
  }

  /**
   * Call it before renumbering a long sequence whose suffix structures will be used: meanwhile the compiler optimises the
   * sorting code.
   *
   * @param symbols shape (n,), before renumbering
   */
  static prepare(symbols: Symbols): void {
    SuffixKernel.prepare(symbols);
  }

  /** @returns largest order whose k-grams are counted: the requested one or the length of the longest segment */
  get orders(): number {
    return this.#kernel?.tables().orders ?? 0;
  }

  /** @returns symbols of the longest k-gram that occurs twice */
  get longestRepeat(): number {
    return this.#kernel?.tables().longest ?? 0;
  }

  /** @returns shape (n,): starts of all suffixes, in ascending order of the suffixes */
  suffixes(): Int32Array {
    return this.#kernel?.suffixes() ?? new Int32Array(0);
  }

  /** @returns shape (n,), by position: length of the common prefix of a suffix and the one before it in the suffix array */
  prefixes(): Int32Array {
    return this.#kernel?.prefixes() ?? new Int32Array(0);
  }

  /** @returns shape (n,), by position: symbols of the longest match that starts earlier; the two may overlap */
  factors(): Int32Array {
    return this.#kernel?.factors() ?? new Int32Array(0);
  }

  /** @returns sums over i = 1..n-1 of L / log2(i + 1) and of its inverse, L being one more than the factor at i */
  matchSums(): { readonly ratios: number; readonly inverses: number } {
    return this.#kernel?.matchSums() ?? { ratios: 0, inverses: 0 };
  }

  /**
   * The frequency spectrum of the k-grams of one length.
   *
   * @param order 1..`orders`
   * @returns exactly that of counted k-grams
   * Cost: O(sqrt n) at most.
   */
  spectrum(order: number): FrequencySpectrum {
    if (this.#kernel === undefined || order > this.orders)
      return spectrumFrom(new Float64Array(0), new Float64Array(0));
    this.#counts ??= new KGramCounts(this.#kernel.tables(), this.#segmentEnds);
    return this.#counts.spectrum(order);
  }

  /** @returns entropies and coverage of the k-grams of one length, 1..`orders` */
  block(order: number): BlockStatistics {
    return blockStatistics(order, this.spectrum(order));
  }
}

/** Reads spectra from the tables of the kernel. */
class KGramCounts {
  readonly #tables: KGramTables;
  readonly #segmentEnds: ArrayLike<number>;
  readonly #spectra = new Map<number, FrequencySpectrum>();

  constructor(tables: KGramTables, segmentEnds: ArrayLike<number>) {
    this.#tables = tables;
    this.#segmentEnds = segmentEnds;
  }

  spectrum(order: number): FrequencySpectrum {
    const known = this.#spectra.get(order);
    if (known !== undefined) return known;
    const spectrum = this.#read(order);
    this.#spectra.set(order, spectrum);
    return spectrum;
  }

  #read(order: number): FrequencySpectrum {
    const { counts, kGrams } = this.#tables;
    const frequencies: number[] = [];
    const multiplicities: number[] = [];
    const singletons = this.#singletons(order);
    if (singletons > 0) {
      frequencies.push(1);
      multiplicities.push(singletons);
    }
    for (let row = 0; row < counts.length; row++) {
      const ofOrder = kGrams[row]![order - 1] ?? 0;
      if (ofOrder === 0) continue;
      frequencies.push(counts[row]!);
      multiplicities.push(ofOrder);
    }
    const frequent = this.#frequent(order);
    for (const count of [...frequent.keys()].sort((a, b) => a - b)) {
      frequencies.push(count);
      multiplicities.push(frequent.get(count)!);
    }
    return spectrumFrom(Float64Array.from(frequencies), Float64Array.from(multiplicities));
  }

  /** Positions with room for a k-gram minus those whose k-gram occurs elsewhere too. */
  #singletons(order: number): number {
    let places = 0;
    for (let s = 0, begin = 0; s < this.#segmentEnds.length; s++) {
      places += Math.max(0, this.#segmentEnds[s]! - begin - order + 1);
      begin = this.#segmentEnds[s]!;
    }
    const { shared } = this.#tables;
    for (let k = order; k < shared.length; k++) places -= shared[k]!;
    return places;
  }

  /** K-grams by count, where the count has no row in the table. */
  #frequent(order: number): Map<number, number> {
    const { frequent } = this.#tables;
    const kGrams = new Map<number, number>();
    for (let i = 0; i < frequent.length; i += 3) {
      if (frequent[i]! >= order || frequent[i + 1]! < order) continue;
      const count = frequent[i + 2]!;
      kGrams.set(count, (kGrams.get(count) ?? 0) + 1);
    }
    return kGrams;
  }
}
