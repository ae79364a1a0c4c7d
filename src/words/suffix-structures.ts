import type { Symbols } from "../core/sequence.ts";
import { type FrequencySpectrum, spectrumFrom } from "../entropy/frequency-spectrum.ts";
import { SuffixKernel, type SuffixSettings, type WordTables } from "../wasm/suffix-kernel.ts";
import { type BlockStatistics, blockStatistics } from "./block-entropy-profile.ts";

/**
 * What one suffix array gives of a sequence: the frequency spectra of its words of every length, where they occur, and
 * how far each place repeats an earlier one.
 *
 * Arrays are views that the next call overwrites: read them at once. All is made when it is first asked for.
 * Source: Abouelhoda, Kurtz & Ohlebusch 2004, J. Discrete Algorithms 2; Crochemore & Ilie 2008, Inf. Process. Lett. 106.
 */
export class SuffixStructures {
  readonly #kernel: SuffixKernel | undefined;
  readonly #segmentEnds: ArrayLike<number>;
  #counts: WordCounts | undefined;

  /**
   * @param symbols shape (n,), each below `alphabetSize`
   * @param segmentEnds ascending, the last one n; nothing crosses a segment end
   * @param alphabetSize A
   */
  constructor(
    symbols: Symbols,
    segmentEnds: ArrayLike<number>,
    alphabetSize: number,
    settings: SuffixSettings,
  ) {
    this.#segmentEnds = segmentEnds;
    if (symbols.length > 0) this.#kernel = new SuffixKernel(symbols, segmentEnds, alphabetSize, settings);
  }

  /** Whether small sequences find the kernel started already, which costs more than to sort one of them. */
  static areAtHand(): boolean {
    return SuffixKernel.isAtHand();
  }

  /**
   * To be called before a long sequence is renamed, if its suffix structures will be asked for: the compiler improves
   * meanwhile what sorts it.
   *
   * @param symbols shape (n,), as they are before
   * @throws RangeError when the memory cannot be had
   */
  static prepare(symbols: Symbols): void {
    SuffixKernel.prepare(symbols);
  }

  /** @returns largest order whose words are counted: what was asked for or the length of the longest segment */
  get orders(): number {
    return this.#kernel?.tables().orders ?? 0;
  }

  /** @returns symbols of the longest word that occurs twice */
  get longestRepeat(): number {
    return this.#kernel?.tables().longest ?? 0;
  }

  /** @returns shape (n,): starts of all suffixes, in ascending order of the suffixes */
  suffixes(): Int32Array {
    return this.#kernel?.suffixes() ?? new Int32Array(0);
  }

  /** @returns shape (n,), by position: symbols a suffix shares with the one before it in the suffix array */
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
   * How many words of one length occur how often.
   *
   * @param order 1..`orders`
   * @returns exactly what counting the words gives
   * @throws RangeError when the memory cannot be had
   * Cost: O(sqrt n) at most.
   */
  spectrum(order: number): FrequencySpectrum {
    if (this.#kernel === undefined || order > this.orders)
      return spectrumFrom(new Float64Array(0), new Float64Array(0));
    this.#counts ??= new WordCounts(this.#kernel.tables(), this.#segmentEnds);
    return this.#counts.spectrum(order);
  }

  /** @returns entropies and coverage of the words of one length, 1..`orders` */
  block(order: number): BlockStatistics {
    return blockStatistics(order, this.spectrum(order));
  }
}

/** Reads spectra from the tables of the kernel. */
class WordCounts {
  readonly #tables: WordTables;
  readonly #segmentEnds: ArrayLike<number>;
  readonly #spectra = new Map<number, FrequencySpectrum>();

  constructor(tables: WordTables, segmentEnds: ArrayLike<number>) {
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
    const { counts, words } = this.#tables;
    const frequencies: number[] = [];
    const multiplicities: number[] = [];
    const singletons = this.#singletons(order);
    if (singletons > 0) {
      frequencies.push(1);
      multiplicities.push(singletons);
    }
    for (let row = 0; row < counts.length; row++) {
      const ofOrder = words[row]![order - 1] ?? 0;
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

  /** Places with room for a word, less those whose word occurs elsewhere too. */
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

  /** Words by count, where the count has no row in the table. */
  #frequent(order: number): Map<number, number> {
    const { frequent } = this.#tables;
    const words = new Map<number, number>();
    for (let i = 0; i < frequent.length; i += 3) {
      if (frequent[i]! >= order || frequent[i + 1]! < order) continue;
      const count = frequent[i + 2]!;
      words.set(count, (words.get(count) ?? 0) + 1);
    }
    return words;
  }
}
