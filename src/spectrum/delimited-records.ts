import type { SymbolSequence } from "../core/sequence.ts";
import { type ItemTrunks, type Trunk, withItemTrunks } from "../wasm/trunks.ts";
import {
  isText,
  kindOf,
  kinds,
  longestField,
  type Places,
  steadily,
  successionBits,
} from "./record-fields.ts";
import {
  findEnds,
  goesForward,
  type Item,
  type RecordNotation,
  recordNotations,
  taggedNotations,
  writtenLengths,
} from "./record-notations.ts";

/** Notations are tried on the beginning. */
const tried = 8192;
/** Heads cost so many bits less than as many other symbols, */
const fewestBits = 200;
/** and no more than this share of what these cost. */
const mostOfPlain = 0.8;
/** Records are all but what is cut at the ends of segments, and a part of them are bodies. */
const leastRead = 0.9;
const leastBodies = 1 / 4;
const bitsOfByte = 8;
/** Heads are no longer. */
const longestHead = 16;

/** Bodies are records if nearly all of them are, and there are enough to say so. */
const nearlyAll = 0.95;
const fewestBodies = 32;
const deepest = 4;
/** Bodies that come so often are names, of so many symbols. */
const fewestOfName = 32;
const shortestName = 2;
/** Bodies of at most so many symbols are numbers, which may count. */
const longestNumber = 6;
/** Longer sequences are not looked at: a kernel holds sixteen bytes of each symbol. */
const mostSymbols = 100_000_000;

/**
 * The bodies of records that say how long they are: protocol buffers, ASN.1, MessagePack, CBOR, netstrings, chunks and frames. Tags,
 * lengths, names that come again and again, and numbers that count stay; other bodies have places by what is before them, their tag and
 * the kind of their characters.
 *
 * @returns undefined for all else
 * @throws RangeError when memory cannot be had
 * Cost: some three million steps; where there are such records O(n).
 */
export function delimitedRecords({ symbols, codes, segmentEnds }: SymbolSequence): Places | undefined {
  if (codes === undefined || symbols.length > mostSymbols) return undefined;
  const bytes = new Uint32Array(symbols).map((symbol) => codes[symbol]!);
  const beginning = endsWithin(segmentEnds, tried);
  const first = bytes.subarray(0, tried + longestHead);
  const costs = costsOf(bytes.subarray(0, tried));
  const notations = isText(symbols, codes) ? [writtenLengths] : recordNotations;
  const notation = withItemTrunks(first, (items) => {
    let best: RecordNotation | undefined;
    let most = fewestBits;
    for (const one of notations) {
      const gain = worthOf(bytes, costs, trunks(items, first, beginning, one), one);
      if (gain <= most) continue;
      most = gain;
      best = one;
    }
    return best;
  });
  if (notation === undefined) return undefined;
  const all = withItemTrunks(bytes, (items) => trunks(items, bytes, segmentEnds, notation));
  if (worthOf(bytes, costsOf(bytes), all, notation) < fewestBits) return undefined;
  const placeAt = new RecordReader(bytes, all, notation).places();
  return (at) => placeAt[at]!;
}

/** Ends of the segments of the first symbols. */
function endsWithin(segmentEnds: readonly number[], length: number): number[] {
  const first = segmentEnds.filter((end) => end < length);
  return [...first, Math.min(length, segmentEnds.at(-1) ?? 0)];
}

/**
 * The items of each segment, which may begin and end within one: from wherever one reads, one sooner or later reads what the others do.
 */
function trunks(
  items: ItemTrunks,
  bytes: Uint32Array,
  segmentEnds: readonly number[],
  notation: RecordNotation,
): Trunk[] {
  return segmentEnds.map((end, s) => {
    const start = segmentEnds[s - 1] ?? 0;
    findEnds(items, bytes, start, end, notation);
    return items.trunk(start, end, longestHead);
  });
}

/** What each byte costs by the law of all and by what followed the one before so far, bits, shape (n,). */
function costsOf(bytes: Uint32Array): Float64Array {
  const counts = new Map<number, number>();
  for (const byte of bytes) counts.set(byte, (counts.get(byte) ?? 0) + 1);
  const following = new Map<number, number>();
  const all = new Map<number, number>();
  return Float64Array.from(bytes, (byte, at) => {
    const before = at === 0 ? 0 : bytes[at - 1]!;
    const pair = before * 2 ** 21 + byte;
    const law = counts.get(byte)! / bytes.length;
    const share = ((following.get(pair) ?? 0) + lawCounts * law) / ((all.get(before) ?? 0) + lawCounts);
    following.set(pair, (following.get(pair) ?? 0) + 1);
    all.set(before, (all.get(before) ?? 0) + 1);
    return -Math.log2(share);
  });
}

/** The law of all counts for so many symbols that followed another. */
const lawCounts = 4;

/**
 * Bits that the heads of records cost less than these symbols otherwise do; 0 where they are not such records. Heads are
 * those where a length says that one is: all else may be cheap for reasons of its own.
 *
 * @param costs of the symbols, bits, shape (n,)
 */
function worthOf(
  bytes: Uint32Array,
  costs: Float64Array,
  found: readonly Trunk[],
  notation: RecordNotation,
): number {
  const n = costs.length;
  const extents = found.map((trunk) => trunk.at(-1)! - trunk[0]!);
  if (extents.reduce((sum, extent) => sum + extent, 0) < leastRead * n) return 0;
  const item: Item = { tag: 0, body: 0, end: 0 };
  const heads: number[] = [];
  const lengths = new Map<number, number>();
  const tags = new Set<number>();
  let [bodies, plain, paid] = [0, 0, 0];
  for (const trunk of found) {
    let landed = true;
    for (let i = 0; i + 1 < trunk.length; i++) {
      const at = trunk[i]!;
      notation.read(bytes, at, item);
      const hasLength = item.body > item.tag;
      if (notation.asksForLengths !== true || hasLength) bodies += item.end - item.body;
      const counts = landed;
      landed = hasLength;
      if (!counts) continue;
      for (let head = at; head < item.body; head++) plain += costs[head]!;
      const name = tagOf(bytes, at, item.tag);
      heads.push(name);
      if (!tags.has(name)) paid += bitsOfByte * (item.tag - at);
      tags.add(name);
      for (let head = item.tag; head < item.body; head++)
        paid += learnt(lengths, (name * 32 + head - item.tag) * 256, bytes[head]!);
    }
  }
  if (bodies < leastBodies * n || heads.length < fewestBodies) return 0;
  paid += successionBits(heads, heads.length);
  return paid > mostOfPlain * plain ? 0 : plain - paid;
}

/** The bytes of a tag as a number, which small ones alone are; of longer ones a hash. */
function tagOf(bytes: Uint32Array, at: number, end: number): number {
  let name = end - at;
  for (let i = at; i < end; i++) name = (Math.imul(name, 0x0100_0193) ^ bytes[i]!) >>> 0;
  return name;
}

/** What a byte costs in a context, which is told of it. */
function learnt(counts: Map<number, number>, context: number, byte: number): number {
  const all = counts.get(context + 256 * 2 ** 40) ?? 0;
  const seen = counts.get(context + byte) ?? 0;
  counts.set(context + 256 * 2 ** 40, all + 1);
  counts.set(context + byte, seen + 1);
  return -Math.log2((seen + 1 / 8) / (all + 32));
}

/** Is shown an item that has no others in it: what it is, which number says, and what came before it in its record. */
type See = (item: Item, what: number, before: number) => number;

/** Reads records, those in their bodies too. */
class RecordReader {
  readonly #bytes: Uint32Array;
  readonly #trunks: readonly Trunk[];
  readonly #notation: RecordNotation;
  /** numbers of what there is, by the numbers that it is made of */
  readonly #numbers = new Map<string, number>();
  /** how bodies of a kind are read; undefined: they are not */
  readonly #within = new Map<number, RecordNotation | undefined>();

  constructor(bytes: Uint32Array, found: readonly Trunk[], notation: RecordNotation) {
    this.#bytes = bytes;
    this.#trunks = found;
    this.#notation = notation;
  }

  /** The place of each symbol, shape (n,); negative for what stays. */
  places(): Int32Array {
    for (let depth = 0; depth < deepest && this.#lookWithin(); depth++);
    const names = this.#names();
    const counting = this.#counting();
    const bytes = this.#bytes;
    const placeAt = new Int32Array(bytes.length).fill(-1);
    this.#walk(({ body, end }, what, before) => {
      const name = names.get(this.#bodyKey(what, body, end));
      if (name !== undefined) return name;
      if (counting.has(what)) return what;
      const place = this.#number("place", what, before) * (longestField + 1);
      for (let at = body; at < end; at++)
        placeAt[at] = (place + Math.min(longestField, at - body)) * kinds + kindOf(bytes[at]!);
      return what;
    });
    return placeAt;
  }

  #number(kind: string, ...of: number[]): number {
    const key = `${kind} ${of}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  #walk(see: See): void {
    for (const trunk of this.#trunks) this.#walkItems(trunk[0]!, trunk.at(-1)!, this.#notation, 0, see);
  }

  #walkItems(start: number, end: number, notation: RecordNotation, path: number, see: See): void {
    const item: Item = { tag: 0, body: 0, end: 0 };
    let before = -1;
    for (let at = start; at < end; at = item.end) {
      notation.read(this.#bytes, at, item);
      const what = this.#number("item", path, tagOf(this.#bytes, at, item.tag));
      const within = this.#within.get(what);
      if (within === undefined || !this.#holds(within, item.body, item.end)) before = see(item, what, before);
      else {
        this.#walkItems(item.body, item.end, within, what, see);
        before = what;
      }
    }
  }

  /** Looks for records in the bodies that there are; whether there are any. */
  #lookWithin(): boolean {
    const found = new Map<number, { bodies: number; read: number[] }>();
    const notations = [...taggedNotations, this.#notation];
    this.#walk(({ body, end }, what, _before) => {
      if (this.#within.has(what) || body === end) return what;
      let those = found.get(what);
      if (those === undefined) {
        those = { bodies: 0, read: notations.map(() => 0) };
        found.set(what, those);
      }
      those.bodies++;
      for (const [k, notation] of notations.entries())
        if (those.read[k]! >= nearlyAll * those.bodies - fewestBodies && this.#holds(notation, body, end))
          those.read[k]!++;
      return what;
    });
    let any = false;
    for (const [what, { bodies, read }] of found) {
      const k = read.findIndex((count) => count >= nearlyAll * bodies);
      const within = bodies >= fewestBodies && k >= 0 ? notations[k] : undefined;
      this.#within.set(what, within);
      any ||= within !== undefined;
    }
    return any;
  }

  /** Whether a body is records and nothing else. */
  #holds(notation: RecordNotation, start: number, end: number): boolean {
    const item: Item = { tag: 0, body: 0, end: 0 };
    let bodies = 0;
    let at = start;
    for (; at < end; at = item.end) {
      if (!notation.read(this.#bytes, at, item) || !goesForward(item, at)) return false;
      bodies += item.end - item.body;
    }
    return at === end && bodies >= leastBodies * (end - start);
  }

  #bodyKey(what: number, body: number, end: number): string {
    if (end - body < shortestName || end - body > longestField) return "";
    return `${what} ${String.fromCodePoint(...this.#bytes.subarray(body, end))}`;
  }

  /** Bodies that come again and again, and the numbers of these. */
  #names(): Map<string, number> {
    const counts = new Map<string, number>();
    this.#walk(({ body, end }, what) => {
      const key = this.#bodyKey(what, body, end);
      if (key !== "") counts.set(key, (counts.get(key) ?? 0) + 1);
      return what;
    });
    const names = new Map<string, number>();
    for (const [key, count] of counts) {
      if (count < fewestOfName) continue;
      names.set(key, this.#numbers.size);
      this.#numbers.set(key, this.#numbers.size);
    }
    return names;
  }

  /** Which bodies are numbers that rise or fall by the same step. */
  #counting(): Set<number> {
    const numbers = new Map<number, number[][]>();
    this.#walk(({ body, end }, what) => {
      if (end - body > longestNumber) return what;
      let those = numbers.get(what);
      if (those === undefined) {
        those = [[], [], []];
        numbers.set(what, those);
      }
      const [big, little, sevens] = those;
      const value = { big: 0, little: 0, sevens: 0 };
      for (let at = body; at < end; at++) {
        const byte = this.#bytes[at]!;
        value.big = 256 * value.big + byte;
        value.little += byte * 256 ** (at - body);
        value.sevens += (byte & 127) * 128 ** (at - body);
      }
      big!.push(value.big);
      little!.push(value.little);
      sevens!.push(value.sevens);
      return what;
    });
    const counting = new Set<number>();
    for (const [what, those] of numbers) if (those.some(steadily)) counting.add(what);
    return counting;
  }
}
