import { countPairs } from "./refine-ends.ts";

/** Entries of a table of strings, as powers of two: a small one stays in the processor's cache. */
const leastTable = 12;
const mostTable = 22;
/** Share of a table that is filled, at most. */
const fullest = 0.75;
const uniform = 1 / 256;

/**
 * What each byte costs one who knows how often strings of up to four bytes stand elsewhere in the text: that place is left out.
 * Nobody learns along the way, so that the beginning costs no more than the rest, and a stretch of another kind as much at its
 * end as where it begins.
 *
 * @param bytes shape (n,)
 * @returns bits of each, shape (n,)
 * @throws RangeError when memory cannot be had
 * Cost: some 50 ns and 8 bytes a byte. Beyond the first 3 million different strings of a length none is known any more.
 * Source: Ney, Essen & Kneser 1994, Computer Speech & Language 8(1) (absolute discounting, leaving one out), with the counts of
 * all other places.
 */
export function restCosts(bytes: Uint8Array): Float32Array {
  const n = bytes.length;
  const bits = new Float32Array(n);
  if (n === 0) return bits;
  const { pairs, firsts: singles } = countPairs(bytes);
  singles[bytes[n - 1]!]!++;
  const triples = new StringCounts();
  const fours = new StringCounts();
  const { names, suffixes } = nameStrings(bytes, triples, fours);
  /** different bytes that follow a byte, a pair, and a triple by its name */
  const afterByte = new Uint16Array(256);
  const afterPair = new Uint16Array(65_536);
  const afterTriple = new Uint16Array(triples.size);
  for (let pair = 0; pair < pairs.length; pair++) if (pairs[pair]! > 0) afterByte[pair >>> 8]!++;
  for (let name = 0; name < triples.size; name++) afterPair[triples.keys[name]! >>> 8]!++;
  for (let name = 0; name < fours.size; name++) afterTriple[fours.keys[name]! >>> 8]!++;
  const kinds = singles.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const discounts = [singles, pairs, triples.counts, fours.counts].map(discountOf);
  const ofByte = (byte: number) => mixed(uniform, singles[byte]!, n, kinds, discounts[0]!);
  const ofPair = (pair: number) =>
    mixed(ofByte(pair & 255), pairs[pair]!, singles[pair >>> 8]!, afterByte[pair >>> 8]!, discounts[1]!);
  const ofTriple = (string: number, count: number) =>
    mixed(ofPair(string & 0xffff), count, pairs[string >>> 8]!, afterPair[string >>> 8]!, discounts[2]!);
  // A string costs the same wherever it stands.
  const likely = new Float64Array(triples.size);
  for (let name = 0; name < likely.length; name++)
    likely[name] = ofTriple(triples.keys[name]!, triples.counts[name]!);
  const costs = new Float32Array(fours.size);
  for (let name = 0; name < costs.length; name++) {
    const context = fours.keys[name]! >>> 8;
    const shorter = likely[suffixes[name]!]!;
    costs[name] = -Math.log2(
      mixed(shorter, fours.counts[name]!, triples.counts[context]!, afterTriple[context]!, discounts[3]!),
    );
  }
  const tripleAt = (i: number) => (bytes[i - 2]! << 16) | (bytes[i - 1]! << 8) | bytes[i]!;
  bits[0] = -Math.log2(ofByte(bytes[0]!));
  if (n > 1) bits[1] = -Math.log2(ofPair((bytes[0]! << 8) | bytes[1]!));
  for (let i = 2; i < n; i++) {
    const name = names[i]!;
    bits[i] = name >= 0 ? costs[name]! : -Math.log2(ofTriple(tripleAt(i), triples.countOf(tripleAt(i))));
  }
  return bits;
}

/**
 * The probability of a byte by what followed its context elsewhere.
 *
 * @param shorter by a shorter context
 * @param count of the byte there, with its own place
 * @param total of the context
 * @param different bytes that followed it
 * @param discount that each of them gives to those that did not
 */
function mixed(shorter: number, count: number, total: number, different: number, discount: number): number {
  const others = total - 1;
  const kinds = count === 1 ? different - 1 : different;
  if (others <= 0 || kinds <= 0) return shorter;
  return (Math.max(0, count - 1 - discount) + discount * kinds * shorter) / others;
}

/** What is taken from the count of each string, by how many occur once and twice. @param counts zeros are none */
function discountOf(counts: Uint32Array): number {
  let [once, twice] = [0, 0];
  for (const count of counts) {
    if (count === 1) once++;
    else if (count === 2) twice++;
  }
  return once === 0 ? 0 : once / (once + 2 * twice);
}

/** The strings of four bytes of a text. */
interface NamedStrings {
  /** of the string that ends at each byte but the first three; -1: there was no room for it; shape (n,) */
  readonly names: Int32Array;
  /** the triple that a string ends with, by name */
  readonly suffixes: Int32Array;
}

/** Counts the strings of three bytes and of four. */
function nameStrings(bytes: Uint8Array, triples: StringCounts, fours: StringCounts): NamedStrings {
  const n = bytes.length;
  const names = new Int32Array(n).fill(-1, 0, 3);
  let suffixes = new Int32Array(fours.keys.length);
  let last = n < 2 ? 0 : (bytes[0]! << 8) | bytes[1]!;
  let context = -1;
  for (let i = 2; i < n; i++) {
    last = ((last << 8) | bytes[i]!) & 0xff_ffff;
    const triple = triples.count(last);
    const name = context < 0 || triple < 0 ? -1 : fours.count((context << 8) | bytes[i]!);
    if (name >= suffixes.length) suffixes = enlarged(suffixes);
    if (name >= 0) suffixes[name] = triple;
    names[i] = name;
    context = triple;
  }
  return { names, suffixes };
}

/** Strings by a key, named in the order of their first occurrences, and how often each occurred. */
class StringCounts {
  /** by name */
  keys: Uint32Array = new Uint32Array(2 ** leastTable * fullest);
  /** by name */
  counts: Uint32Array = new Uint32Array(this.keys.length);
  size = 0;
  /** by hash: one more than a name */
  #table: Int32Array = new Int32Array(2 ** leastTable);

  /** Counts a string. @returns its name; -1: there is no room for it */
  count(key: number): number {
    let place = this.#placeOf(key);
    let name = this.#table[place]! - 1;
    if (name < 0) {
      if (this.size === this.keys.length) {
        if (this.#table.length === 2 ** mostTable) return -1;
        this.#grow();
        place = this.#placeOf(key);
      }
      name = this.size++;
      this.keys[name] = key;
      this.#table[place] = name + 1;
    }
    this.counts[name]!++;
    return name;
  }

  /** How often a string occurred. */
  countOf(key: number): number {
    const name = this.#table[this.#placeOf(key)]! - 1;
    return name < 0 ? 0 : this.counts[name]!;
  }

  /** Where a string stands in the table, or where there is room for it. */
  #placeOf(key: number): number {
    const table = this.#table;
    const hash = Math.imul(key ^ (key >>> 15), 0x9e37_79b1);
    const mask = table.length - 1;
    let place = (hash ^ (hash >>> 13)) & mask;
    while (table[place] !== 0 && this.keys[table[place]! - 1] !== key) place = (place + 1) & mask;
    return place;
  }

  #grow(): void {
    this.keys = enlarged(this.keys);
    this.counts = enlarged(this.counts);
    this.#table = new Int32Array(2 * this.#table.length);
    for (let name = 0; name < this.size; name++) this.#table[this.#placeOf(this.keys[name]!)] = name + 1;
  }
}

function enlarged<Values extends Uint32Array | Int32Array>(values: Values): Values {
  const larger = new (values.constructor as new (length: number) => Values)(2 * values.length);
  larger.set(values);
  return larger;
}
