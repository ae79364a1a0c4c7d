import type { Symbols } from "../core/sequence.ts";
import { instantiate, type KernelConstant, type KernelExports, reserve } from "./load.ts";
import { rankSymbols } from "./rank-symbols.ts";
import { wasm as compiled } from "./suffix.wasm.ts";
import { longestSegment, withoutSentinelPositions, withoutSentinels, writeText } from "./suffix-text.ts";

/** What kernels/suffix.ts exports. */
export interface SuffixExports extends KernelExports {
  readonly ROWS: KernelConstant;
  readonly EVENTS: KernelConstant;
  configure(count: number, sentinels: number, alphabet: number, logWidth: number, orders: number): number;
  textAddress(): number;
  suffixesAddress(): number;
  lengthsAddress(): number;
  tableAddress(): number;
  sharedAddress(): number;
  eventsAddress(): number;
  raiseBytes(count: number): void;
  sort(): void;
  prefixes(): void;
  intervals(): void;
  visit(): number;
  sumUp(): void;
  longest(): number;
  matchSums(count: number): number;
  ratioSum(): number;
}

/** Settings that change no result but the number of orders. */
export interface SuffixSettings {
  /** orders whose words are counted, at most 4 000 */
  readonly orders: number;
  /** symbols up to which sequences share one instance; the tests set it */
  readonly sharedSymbols?: number;
  /** the kernel in base64 */
  readonly wasm?: string;
}

/** How often the words of every order occur. */
export interface WordTables {
  /** Orders counted: those asked for, or the length of the longest segment. */
  readonly orders: number;
  /** shape (rows * (orders + 2),): at (c, k) how many words of order k occur c times, where 1 < c < rows */
  readonly counts: Int32Array;
  /** shape (orders + 1,): suffixes that share k symbols with a neighbour, or more at the last order */
  readonly shared: Int32Array;
  /** words that occur as often as there are rows, or more: triples (a, b, count), at the orders a + 1..b */
  readonly frequent: Int32Array;
  /** symbols of the longest word that occurs twice */
  readonly longest: number;
}

interface Instance {
  readonly run: SuffixExports;
  /** whose sequence is in it */
  owner: SuffixKernel | undefined;
}

const largestMemory = 2 ** 32;
/** Making an instance costs more than sorting a small file, and its memory outlives it. */
const usuallyShared = 2 ** 22;
const instances = new Map<string, Instance>();

/**
 * Suffix array, word counts of all orders and longest previous factors of one sequence.
 *
 * A suffix ends with its segment; an end sorts before every symbol, and the end of a later segment before that of an
 * earlier one. Sequences that are not large take turns in one instance, and are sorted again when another one came
 * between; arrays are views into it, to be read before anything else is asked of any kernel.
 */
export class SuffixKernel {
  readonly #symbols: Symbols;
  readonly #segmentEnds: ArrayLike<number>;
  readonly #alphabetSize: number;
  readonly #settings: Required<SuffixSettings>;
  readonly #orders: number;
  #own: Instance | undefined;
  #tables: WordTables | undefined;
  /** What the instance holds by position. */
  #held: "prefixes" | "factors" = "factors";

  /**
   * @param symbols shape (n,), n > 0, each below `alphabetSize`
   * @param segmentEnds ascending, the last one n
   * @param alphabetSize A; symbols are renamed by sorting where A and the segments exceed 65 536
   */
  constructor(
    symbols: Symbols,
    segmentEnds: ArrayLike<number>,
    alphabetSize: number,
    settings: SuffixSettings,
  ) {
    const wide = alphabetSize + segmentEnds.length > 0x1_0000;
    const named = wide ? rankSymbols(symbols) : { symbols, alphabetSize };
    this.#symbols = named.symbols;
    this.#segmentEnds = segmentEnds;
    this.#alphabetSize = named.alphabetSize;
    this.#settings = { sharedSymbols: usuallyShared, wasm: compiled, ...settings };
    this.#orders = Math.min(settings.orders, longestSegment(segmentEnds));
  }

  /**
   * @throws RangeError when the memory cannot be had
   * Cost: 55 ns a symbol at 10^6, 170 ns at 5 x 10^7; 9 bytes a symbol where symbols and segments are at most 256, 10
   * up to 65 536, else 12.
   */
  tables(): WordTables {
    if (this.#tables === undefined) this.#instance();
    return this.#tables!;
  }

  /** @returns shape (n,): starts of all suffixes, in ascending order of the suffixes; a copy where there are segments */
  suffixes(): Int32Array {
    const run = this.#instance();
    const segments = this.#segmentEnds.length;
    const address = run.suffixesAddress() + 4 * segments;
    const sorted = new Int32Array(run.memory.buffer, address, this.#symbols.length);
    return segments === 1 ? sorted : withoutSentinelPositions(sorted, this.#segmentEnds);
  }

  /** @returns shape (n,), by position: symbols a suffix shares with the one before it in the suffix array */
  prefixes(): Int32Array {
    return this.#hold("prefixes");
  }

  /** @returns shape (n,), by position: symbols that match what starts earlier */
  factors(): Int32Array {
    return this.#hold("factors");
  }

  /** @returns sums over i = 1..n-1 of L / log2(i + 1) and of its inverse, L being one more than the factor at i */
  matchSums(): { readonly ratios: number; readonly inverses: number } {
    const { length } = this.factors();
    const run = this.#instance();
    const inverses = run.matchSums(length);
    return { ratios: run.ratioSum(), inverses };
  }

  #hold(lengths: "prefixes" | "factors"): Int32Array {
    const run = this.#instance();
    if (this.#held !== lengths) {
      run.prefixes();
      if (lengths === "factors") visit(run, this.#orders);
      withoutSentinels(this.#lengths(run), this.#segmentEnds);
      this.#held = lengths;
    }
    return this.#lengths(run).subarray(0, this.#symbols.length);
  }

  /** Shape (n + segments,). */
  #lengths(run: SuffixExports): Int32Array {
    const count = this.#symbols.length + this.#segmentEnds.length;
    return new Int32Array(run.memory.buffer, run.lengthsAddress(), count);
  }

  /** An instance with this sequence in it, sorted and visited. */
  #instance(): SuffixExports {
    const { wasm, sharedSymbols } = this.#settings;
    const alone = this.#symbols.length > sharedSymbols;
    const instance = (alone ? this.#own : instances.get(wasm)) ?? {
      run: instantiate<SuffixExports>(wasm),
      owner: undefined,
    };
    if (instance.owner === this) return instance.run;
    if (alone) this.#own = instance;
    else instances.set(wasm, instance);
    instance.owner = undefined;
    this.#load(instance.run);
    instance.owner = this;
    return instance.run;
  }

  #load(run: SuffixExports): void {
    const count = this.#symbols.length + this.#segmentEnds.length;
    const size = this.#alphabetSize + this.#segmentEnds.length;
    const logWidth = size <= 0x100 ? 0 : size <= 0x1_0000 ? 1 : 2;
    const bytes = run.configure(count, this.#segmentEnds.length, size, logWidth, this.#orders);
    if (count >= 2 ** 31 || bytes > largestMemory)
      throw new RangeError(
        `${count} symbols and ends of segments need more than the 4 GiB that a kernel can hold`,
      );
    reserve(run.memory, bytes);
    writeText(run, logWidth, this.#symbols, this.#segmentEnds);
    run.sort();
    // Sorting overwrites wide symbols.
    if (logWidth === 2) writeText(run, logWidth, this.#symbols, this.#segmentEnds);
    run.prefixes();
    const frequent = visit(run, this.#orders);
    this.#tables ??= wordTables(run, count, this.#orders, frequent);
    withoutSentinels(this.#lengths(run), this.#segmentEnds);
    this.#held = "factors";
  }
}

/** Turns prefixes into factors; returns the frequent words. */
function visit(run: SuffixExports, orders: number): Int32Array {
  let frequent = new Int32Array(0);
  run.intervals();
  for (let waiting = run.EVENTS.value; waiting >= run.EVENTS.value - orders; ) {
    waiting = run.visit();
    const longer = new Int32Array(frequent.length + 3 * waiting);
    longer.set(frequent);
    longer.set(new Int32Array(run.memory.buffer, run.eventsAddress(), 3 * waiting), frequent.length);
    frequent = longer;
  }
  return frequent;
}

function wordTables(run: SuffixExports, count: number, orders: number, frequent: Int32Array): WordTables {
  const rows = Math.min(run.ROWS.value, count);
  const { buffer } = run.memory;
  run.sumUp();
  return {
    orders,
    counts: new Int32Array(buffer, run.tableAddress(), rows * (orders + 2)).slice(),
    shared: new Int32Array(buffer, run.sharedAddress(), orders + 1).slice(),
    frequent,
    longest: run.longest(),
  };
}
