import type { Symbols } from "../core/sequence.ts";

/** What blocks have in common, window by window. */
export interface BlockRepeats {
  /** share of all windows that stand in another block, too */
  readonly shared: number;
  /**
   * Share of the windows of block b that stand in block o and in no third one: what b would lose of its novelty if it came
   * after o. Keys are b * blocks + o.
   */
  readonly betweenTwo: ReadonlyMap<number, number>;
  /** different windows that stand in exactly one block, and in exactly two */
  readonly inOne: number;
  readonly inTwo: number;
}

const factor = 0x9e3779b1;
const none = -1;

/**
 * Windows of k symbols that stand in several blocks. Windows are told apart by 32-bit hashes: of a million, some hundred are
 * taken for another.
 *
 * @param symbols shape (n,)
 * @param segmentEnds ends of the blocks, ascending; no window crosses one
 * @param k symbols of a window
 * @throws RangeError when memory cannot be had
 * Cost: O(n), some 24 bytes a symbol of memory.
 */
export function blockRepeats(symbols: Symbols, segmentEnds: readonly number[], k: number): BlockRepeats {
  const blocks = segmentEnds.length;
  const table = new WindowTable(symbols.length);
  const places = new Int32Array(symbols.length).fill(none);
  let start = 0;
  for (let b = 0; b < blocks; b++) {
    eachWindow(symbols, start, segmentEnds[b]!, k, (at, hash) => {
      places[at] = table.note(hash, b);
    });
    start = segmentEnds[b]!;
  }
  const betweenTwo = new Map<number, number>();
  let shared = 0;
  let all = 0;
  start = 0;
  for (let b = 0; b < blocks; b++) {
    const end = segmentEnds[b]!;
    const windows = Math.max(0, end - start - k + 1);
    for (let at = start; at < end; at++) {
      const place = places[at]!;
      if (place === none || table.holders[place] === 1) continue;
      shared++;
      if (table.holders[place] !== 2) continue;
      const other = table.first[place] === b ? table.last[place]! : table.first[place]!;
      const key = b * blocks + other;
      betweenTwo.set(key, (betweenTwo.get(key) ?? 0) + 1 / windows);
    }
    all += windows;
    start = end;
  }
  let [inOne, inTwo] = [0, 0];
  for (let place = 0; place < table.holders.length; place++) {
    if (table.holders[place] === 1) inOne++;
    if (table.holders[place] === 2) inTwo++;
  }
  return { shared: all === 0 ? 0 : shared / all, betweenTwo, inOne, inTwo };
}

/** By hash of a window: how many blocks hold it, the first and the last of them. */
class WindowTable {
  readonly holders: Uint32Array;
  readonly first: Uint32Array;
  readonly last: Uint32Array;
  readonly #hashes: Uint32Array;
  readonly #mask: number;

  constructor(windows: number) {
    const size = 1 << Math.max(4, Math.ceil(Math.log2(2 * windows + 1)));
    this.holders = new Uint32Array(size);
    this.first = new Uint32Array(size);
    this.last = new Uint32Array(size);
    this.#hashes = new Uint32Array(size);
    this.#mask = size - 1;
  }

  /** @param block not below those noted before @returns where the window is kept */
  note(hash: number, block: number): number {
    let place = hash & this.#mask;
    while (this.holders[place] !== 0 && this.#hashes[place] !== hash) place = (place + 1) & this.#mask;
    if (this.holders[place] === 0) {
      this.#hashes[place] = hash;
      this.first[place] = block;
    }
    if (this.holders[place] === 0 || this.last[place] !== block) this.holders[place]!++;
    this.last[place] = block;
    return place;
  }
}

/** A rolling polynomial hash of every window, scrambled; `visit` is given the position of its last symbol. */
function eachWindow(
  symbols: Symbols,
  start: number,
  end: number,
  k: number,
  visit: (at: number, hash: number) => void,
): void {
  let leaving = 1;
  for (let i = 1; i < k; i++) leaving = Math.imul(leaving, factor);
  let hash = 0;
  for (let at = start; at < end; at++) {
    if (at - start >= k) hash = (hash - Math.imul(symbols[at - k]! + 1, leaving)) | 0;
    hash = (Math.imul(hash, factor) + symbols[at]! + 1) | 0;
    if (at - start >= k - 1) visit(at, scrambled(hash));
  }
}

/** The finaliser of MurmurHash3. */
function scrambled(hash: number): number {
  let x = hash ^ (hash >>> 16);
  x = Math.imul(x, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
