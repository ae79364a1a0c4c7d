import { longestSegmentLength, type Symbols } from "../core/sequence.ts";
import { borrow } from "./load.ts";
import { wasm as compiled } from "./suffix.wasm.ts";
import {
  configure,
  countOf,
  mostWarmup,
  type Sequence,
  type SuffixExports,
  sortAndVisit,
  visit,
  warm,
} from "./suffix-run.ts";
import { withoutSentinelPositions, withoutSentinels } from "./suffix-text.ts";

/**
 * Maps symbols to their ranks among those that occur.
 *
 * @returns symbols of the same shape, below the returned alphabet size
 * Cost: O(n log n).
 */
function rankSymbols(symbols: Symbols): { symbols: Symbols; alphabetSize: number } {
  const present = symbols.slice().sort();
  let distinct = 0;
  for (let i = 0; i < present.length; i++)
    if (i === 0 || present[i] !== present[distinct - 1]) present[distinct++] = present[i]!;
  const ranks = new Uint32Array(symbols.length);
  for (let i = 0; i < symbols.length; i++) {
    let low = 0;
    let high = distinct - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (present[middle]! < symbols[i]!) low = middle + 1;
      else high = middle;
    }
    ranks[i] = low;
  }
  return { symbols: ranks, alphabetSize: distinct };
}

/** Settings that change no result except the number of orders. */
export interface SuffixSettings {
  /** orders whose k-grams are counted, at most 4 000 */
  readonly orders: number;
  /** symbols up to which sequences share one instance; tests set it */
  readonly sharedSymbols?: number;
  /** the kernel in base64 */
  readonly wasm?: string;
}

/** Counts of the k-grams of every order. */
export interface KGramTables {
  /** Counted orders: the requested ones, or the length of the longest segment. */
  readonly orders: number;
  /** shape (rows,), ascending from 2 on: the small counts */
  readonly counts: readonly number[];
  /** shape (rows,): at each k - 1 the number of k-grams with this count, up to the last order that has one */
  readonly kGrams: readonly Int32Array[];
  /** by order, without empty orders: number of suffixes that share k symbols with a neighbour, or more at the last order */
  readonly shared: Int32Array;
  /** k-grams with larger counts: triples (a, b, count), at the orders a + 1..b */
  readonly frequent: Int32Array;
  /** length of the longest k-gram that occurs twice */
  readonly longest: number;
}

interface Instance {
  readonly run: SuffixExports;
  /** the kernel whose sequence it holds */
  owner: SuffixKernel | undefined;
  /** whether the compiler has optimised it */
  warm: boolean;
}

const largestMemory = 2 ** 32;
/** Symbols from which a new instance is warmed up. */
const warmupFrom = 2 ** 18;
/** Orders counted while warming up; their number does not matter to the compiler. */
const warmupOrders = 8;
/** Making an instance costs more than sorting a small file, and its memory is not freed. */
const mostShared = 2 ** 22;
const instances = new Map<string, Instance>();

/**
 * Suffix array, k-gram counts of all orders and longest previous factors of one sequence.
 *
 * A suffix ends with its segment; an end sorts before every symbol, and the end of a later segment before that of an earlier
 * one. Small sequences share one instance in turns, and are sorted again after another one used it; arrays are views into it,
 * valid until the next call of any kernel.
 */
export class SuffixKernel {
  readonly #sequence: Sequence;
  readonly #settings: Required<SuffixSettings>;
  readonly #orders: number;
  #ownInstance: Instance | undefined;
  #tables: KGramTables | undefined;
  /** What the instance holds by position. */
  #held: "prefixes" | "factors" = "factors";
  /** A copy of the other one, for small sequences, once both were requested. */
  #spare: Int32Array | undefined;

  /**
   * @param symbols shape (n,), n > 0, each below `alphabetSize`
   * @param alphabetSize A; symbols are renumbered by sorting where A and the segments exceed 65 536
   */
  constructor(
    symbols: Symbols,
    segmentEnds: ArrayLike<number>,
    alphabetSize: number,
    settings: SuffixSettings,
  ) {
    const wide = alphabetSize + segmentEnds.length > 0x1_0000;
    this.#sequence = { segmentEnds, ...(wide ? rankSymbols(symbols) : { symbols, alphabetSize }) };
    this.#settings = { sharedSymbols: mostShared, wasm: compiled, ...settings };
    this.#orders = Math.min(settings.orders, longestSegmentLength(segmentEnds));
  }

  /** Whether there is an instance for small sequences. */
  static isReady(): boolean {
    return instances.has(compiled);
  }

  /**
   * Warms up before a long sequence is renumbered, so that meanwhile the compiler can optimise the sorting code. Changes no
   * result.
   *
   * @param symbols shape (n,), before renumbering
   * @throws RangeError when the memory cannot be had
   * Cost: 7 ms for the first long sequence.
   */
  static prepare(symbols: Symbols): void {
    if (symbols.length <= warmupFrom || symbols.length > mostShared) return;
    // The renumbered sequence has fewer symbols than there are bytes.
    if (!(symbols instanceof Uint8Array) || symbols.subarray(0, mostWarmup).includes(255)) return;
    const instance = sharedInstance(compiled);
    if (instance.warm) return;
    instance.owner = undefined;
    warm(instance.run, { symbols, alphabetSize: 255, segmentEnds: [symbols.length] }, warmupOrders);
    instance.warm = true;
  }

  /**
   * @throws RangeError when the memory cannot be had
   * Cost: 45 ns a symbol at 10^6, 95 ns at 5 x 10^7; 9 bytes a symbol where symbols and segments are at most 256, 10
   * up to 65 536, else 12.
   */
  tables(): KGramTables {
    if (this.#tables === undefined) this.#instance();
    return this.#tables!;
  }

  /** @returns shape (n,): starts of all suffixes, in ascending order of the suffixes; a copy where there are segments */
  suffixes(): Int32Array {
    const run = this.#instance();
    const { symbols, segmentEnds } = this.#sequence;
    const address = run.suffixesAddress() + 4 * segmentEnds.length;
    const sorted = new Int32Array(run.memory.buffer, address, symbols.length);
    return segmentEnds.length === 1 ? sorted : withoutSentinelPositions(sorted, segmentEnds);
  }

  /** @returns shape (n,), by position: length of the common prefix of a suffix and the one before it in the suffix array */
  prefixes(): Int32Array {
    return this.#lengthsOf("prefixes");
  }

  /** @returns shape (n,), by position: length of the match with an earlier start */
  factors(): Int32Array {
    return this.#lengthsOf("factors");
  }

  /** @returns sums over i = 1..n-1 of L / log2(i + 1) and of its inverse, L being one more than the factor at i */
  matchSums(): { readonly ratios: number; readonly inverses: number } {
    const { length } = this.factors();
    const run = this.#instance();
    const inverses = run.matchSums(length);
    return { ratios: run.ratioSum(), inverses };
  }

  #lengthsOf(lengths: "prefixes" | "factors"): Int32Array {
    const run = this.#instance();
    const memory = this.#lengths(run);
    if (this.#held !== lengths) {
      const wanted = this.#spare;
      this.#spare = this.#isLarge() ? undefined : memory.slice();
      if (wanted === undefined) {
        run.prefixes();
        if (lengths === "factors") visit(run, run.limitOrders());
        withoutSentinels(memory, this.#sequence.segmentEnds);
      } else memory.set(wanted);
      this.#held = lengths;
    }
    return memory.subarray(0, this.#sequence.symbols.length);
  }

  #isLarge(): boolean {
    return this.#sequence.symbols.length > this.#settings.sharedSymbols;
  }

  /** Shape (n + segments,). */
  #lengths(run: SuffixExports): Int32Array {
    return new Int32Array(run.memory.buffer, run.lengthsAddress(), countOf(this.#sequence));
  }

  /** An instance with this sequence in it, sorted and visited. */
  #instance(): SuffixExports {
    const { wasm } = this.#settings;
    const alone = this.#isLarge();
    if (alone) this.#ownInstance ??= newInstance(wasm);
    const instance = this.#ownInstance ?? sharedInstance(wasm);
    if (instance.owner === this) return instance.run;
    instance.owner = undefined;
    this.#load(instance);
    instance.owner = this;
    return instance.run;
  }

  #load(instance: Instance): void {
    const { run } = instance;
    const count = countOf(this.#sequence);
    if (count >= 2 ** 31 || configure(run, this.#sequence, this.#orders) > largestMemory)
      throw new RangeError(
        `${count} symbols and ends of segments need more than the 4 GiB that a kernel can hold`,
      );
    if (!instance.warm && count > warmupFrom) {
      warm(run, this.#sequence, this.#orders);
      instance.warm = true;
    }
    const { counted, frequent } = sortAndVisit(run, this.#sequence, this.#orders);
    this.#tables ??= { orders: this.#orders, frequent, ...kGramTables(run, count, counted) };
    withoutSentinels(this.#lengths(run), this.#sequence.segmentEnds);
    if (this.#held === "prefixes") this.#spare = undefined;
    this.#held = "factors";
  }
}

function newInstance(wasm: string): Instance {
  return { run: borrow<SuffixExports>(wasm), owner: undefined, warm: false };
}

function sharedInstance(wasm: string): Instance {
  const instance = instances.get(wasm) ?? newInstance(wasm);
  instances.set(wasm, instance);
  return instance;
}

/** @param counted number of orders at which a k-gram occurs twice */
function kGramTables(run: SuffixExports, count: number, counted: number) {
  const rows = Math.min(run.ROWS.value, count);
  const width = counted + 2;
  const { buffer } = run.memory;
  run.sumUp();
  const table = new Int32Array(buffer, run.tableAddress(), rows * width);
  // Most rows are empty, and most others short.
  const counts: number[] = [];
  const kGrams: Int32Array[] = [];
  for (let c = 2; c < rows; c++) {
    const last = run.lastOrder(c);
    if (last === 0) continue;
    counts.push(c);
    kGrams.push(table.slice(c * width + 1, c * width + 1 + last));
  }
  const shared = new Int32Array(buffer, run.sharedAddress(), counted + 1).slice();
  return { counts, kGrams, shared, longest: run.longest() };
}
