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
  const fours = new StringCounts();
  const triples = new StringCounts();
  const names = nameFours(bytes, fours, triples);
  // What ends with a string of four bytes is counted with it, and named once for all its places.
  for (let name = 0; name < fours.size; name++)
    triples.add(fours.keys[name]! & 0xff_ffff, fours.counts[name]!);
  /** different bytes that follow a byte, a pair, and a triple by its name */
  const afterByte = new Uint16Array(256);
  const afterPair = new Uint16Array(65_536);
  const afterTriple = new Uint16Array(triples.size);
  for (let pair = 0; pair < pairs.length; pair++) if (pairs[pair]! > 0) afterByte[pair >>> 8]!++;
  for (let name = 0; name < triples.size; name++) afterPair[triples.keys[name]! >>> 8]!++;
  for (let name = 0; name < fours.size; name++) afterTriple[triples.nameOf(fours.keys[name]! >>> 8)]!++;
  const kinds = singles.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const discounts = [singles, pairs, triples.counts, fours.counts].map(discountOf);
  const ofByte = (byte: number) => mixed(uniform, singles[byte]!, n, kinds, discounts[0]!);
  const ofPair = (pair: number) =>
    mixed(ofByte(pair & 255), pairs[pair]!, singles[pair >>> 8]!, afterByte[pair >>> 8]!, discounts[1]!);
  const ofTriple = (string: number) => {
    const name = triples.nameOf(string);
    const count = name < 0 ? 0 : triples.counts[name]!;
    return mixed(
      ofPair(string & 0xffff),
      count,
      pairs[string >>> 8]!,
      afterPair[string >>> 8]!,
      discounts[2]!,
    );
  };
  const ofFour = (string: number, count: number) => {
    const shorter = ofTriple(string & 0xff_ffff);
    const context = triples.nameOf(string >>> 8);
    if (context < 0) return shorter;
    return mixed(shorter, count, triples.counts[context]!, afterTriple[context]!, discounts[3]!);
  };
  // A string costs the same wherever it stands.
  const costs = new Float32Array(fours.size);
  for (let name = 0; name < costs.length; name++)
    costs[name] = -Math.log2(ofFour(fours.keys[name]!, fours.counts[name]!));
  const stringAt = (i: number) =>
    ((bytes[i - 3]! << 24) | (bytes[i - 2]! << 16) | (bytes[i - 1]! << 8) | bytes[i]!) >>> 0;
  bits[0] = -Math.log2(ofByte(bytes[0]!));
  if (n > 1) bits[1] = -Math.log2(ofPair(stringAt(1) & 0xffff));
  if (n > 2) bits[2] = -Math.log2(ofTriple(stringAt(2) & 0xff_ffff));
  for (let i = 3; i < n; i++) {
    const name = names[i]!;
    bits[i] = name >= 0 ? costs[name]! : -Math.log2(ofFour(stringAt(i), 0));
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

/**
 * Names the strings of four bytes, and counts the triples that end none that has a name.
 *
 * @returns of the string that ends at each byte but the first three; -1: there was no room for it; shape (n,)
 */
function nameFours(bytes: Uint8Array, fours: StringCounts, triples: StringCounts): Int32Array {
  const n = bytes.length;
  const names = new Int32Array(n);
  let last = n < 3 ? 0 : (bytes[0]! << 16) | (bytes[1]! << 8) | bytes[2]!;
  if (n > 2) triples.add(last, 1);
  for (let i = 3; i < n; i++) {
    last = ((last << 8) | bytes[i]!) >>> 0;
    const name = fours.add(last, 1);
    names[i] = name;
    if (name < 0) triples.add(last & 0xff_ffff, 1);
  }
  return names;
}

/** Strings of up to four bytes, named in the order of their first occurrences, and how often each occurred. */
class StringCounts {
  /** by name */
  keys: Uint32Array = new Uint32Array(2 ** leastTable * fullest);
  /** by name */
  counts: Uint32Array = new Uint32Array(this.keys.length);
  size = 0;
  /** by hash: one more than a name */
  #table: Int32Array = new Int32Array(2 ** leastTable);

  /** Counts a string some times more. @returns its name; -1: there is no room for it */
  add(key: number, times: number): number {
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
    this.counts[name]! += times;
    return name;
  }

  /** @returns -1: it has none */
  nameOf(key: number): number {
    return this.#table[this.#placeOf(key)]! - 1;
  }

  /** Where a string stands in the table, or where there is room for it. */
  #placeOf(key: number): number {
    const table = this.#table;
    const keys = this.keys;
    const mask = table.length - 1;
    const hash = Math.imul(key ^ (key >>> 15), 0x9e37_79b1);
    let place = (hash ^ (hash >>> 13)) & mask;
    while (table[place] !== 0 && keys[table[place]! - 1] !== key) place = (place + 1) & mask;
    return place;
  }

  #grow(): void {
    this.keys = enlarged(this.keys);
    this.counts = enlarged(this.counts);
    this.#table = new Int32Array(2 * this.#table.length);
    for (let name = 0; name < this.size; name++) this.#table[this.#placeOf(this.keys[name]!)] = name + 1;
  }
}

function enlarged(values: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * values.length);
  larger.set(values);
  return larger;
}
