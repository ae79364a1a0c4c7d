import { twiceAsLong } from "../../core/collections.ts";
import { countPairs } from "./stretches.ts";

/** Sizes of the table of trigrams, as powers of two: a small one stays in the processor's cache. */
const leastTable = 12;
const mostTable = 22;
/** Largest load of the table. */
const fullest = 0.75;
const uniform = 1 / 256;

/**
 * The cost of each byte for a reader that knows the frequencies of strings of up to three bytes everywhere else in the text;
 * the position itself is left out. It does not learn along the way, so that the beginning costs no more than the rest, and a
 * stretch of another kind as much at its end as at its beginning. Longer strings would recognise a stretch that repeats itself,
 * such as an incident in a log.
 *
 * @returns bits of each, shape (n,)
 * Cost: some 30 ns and 8 bytes a byte. After the first 3 million distinct strings no new one is stored.
 * Source: Ney, Essen & Kneser 1994, Computer Speech & Language 8(1) (absolute discounting), with the counts of all other
 * positions.
 */
export function restCosts(bytes: Uint8Array): Float32Array {
  const n = bytes.length;
  const bits = new Float32Array(n);
  if (n === 0) return bits;
  const { pairs, firsts: singles } = countPairs(bytes);
  singles[bytes[n - 1]!]!++;
  const { names, strings, counts } = nameTriples(bytes);
  /** number of distinct bytes that follow a byte, or a pair */
  const afterByte = new Uint16Array(256);
  const afterPair = new Uint16Array(65_536);
  for (let pair = 0; pair < pairs.length; pair++) if (pairs[pair]! > 0) afterByte[pair >>> 8]!++;
  for (const string of strings) afterPair[string >>> 8]!++;
  const kinds = singles.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const [ofSingles, ofPairs, ofTriples] = [discountOf(singles), discountOf(pairs), discountOf(counts)];
  const ofByte = (byte: number) => mixed(uniform, singles[byte]!, n, kinds, ofSingles);
  const ofPair = (pair: number) =>
    mixed(ofByte(pair & 255), pairs[pair]!, singles[pair >>> 8]!, afterByte[pair >>> 8]!, ofPairs);
  const ofTriple = (string: number, count: number) =>
    mixed(ofPair(string & 0xffff), count, pairs[string >>> 8]!, afterPair[string >>> 8]!, ofTriples);
  // A string costs the same wherever it occurs.
  const costs = new Float32Array(strings.length);
  for (let name = 0; name < costs.length; name++)
    costs[name] = -Math.log2(ofTriple(strings[name]!, counts[name]!));
  const unnamed = (i: number) =>
    -Math.log2(ofTriple((bytes[i - 2]! << 16) | (bytes[i - 1]! << 8) | bytes[i]!, 0));
  bits[0] = -Math.log2(ofByte(bytes[0]!));
  if (n > 1) bits[1] = -Math.log2(ofPair((bytes[0]! << 8) | bytes[1]!));
  for (let i = 2; i < n; i++) bits[i] = names[i]! < 0 ? unnamed(i) : costs[names[i]!]!;
  return bits;
}

/**
 * The probability of a byte from what followed its context elsewhere.
 *
 * @param shorter by a shorter context
 * @param count of the byte there, including its own position
 * @param total of the context
 * @param different number of distinct bytes that followed it
 * @param discount that each of them gives to those that did not
 */
function mixed(shorter: number, count: number, total: number, different: number, discount: number): number {
  const others = total - 1;
  const kinds = count === 1 ? different - 1 : different;
  if (others <= 0 || kinds <= 0) return shorter;
  return (Math.max(0, count - 1 - discount) + discount * kinds * shorter) / others;
}

/** The discount of each string, from the numbers that occur once and twice. @param counts zeros are ignored */
function discountOf(counts: Uint32Array): number {
  let [once, twice] = [0, 0];
  for (const count of counts) {
    if (count === 1) once++;
    else if (count === 2) twice++;
  }
  return once === 0 ? 0 : once / (once + 2 * twice);
}

/** The trigrams of a text, numbered in the order of their first occurrences. */
interface NamedTriples {
  /** of the string that ends at each byte but the first two; -1: not stored; shape (n,) */
  readonly names: Int32Array;
  /** by name */
  readonly strings: Uint32Array;
  /** how often each occurs, by name */
  readonly counts: Uint32Array;
}

function nameTriples(bytes: Uint8Array): NamedTriples {
  const n = bytes.length;
  const names = new Int32Array(n);
  let strings = new Uint32Array(2 ** leastTable * fullest);
  let counts = new Uint32Array(strings.length);
  let size = 0;
  /** by hash: one more than a number */
  let table = new Int32Array(2 ** leastTable);
  let last = n < 2 ? 0 : (bytes[0]! << 8) | bytes[1]!;
  for (let i = 2; i < n; i++) {
    last = ((last << 8) | bytes[i]!) & 0xff_ffff;
    let place = placeOf(last, table, strings);
    let name = table[place]! - 1;
    if (name < 0 && size === strings.length && table.length < 2 ** mostTable) {
      strings = twiceAsLong(strings);
      counts = twiceAsLong(counts);
      table = new Int32Array(2 * table.length);
      for (let old = 0; old < size; old++) table[placeOf(strings[old]!, table, strings)] = old + 1;
      place = placeOf(last, table, strings);
    }
    if (name < 0 && size < strings.length) {
      name = size++;
      strings[name] = last;
      table[place] = name + 1;
    }
    names[i] = name;
    if (name >= 0) counts[name]!++;
  }
  return { names, strings: strings.subarray(0, size), counts };
}

/** The slot of a string in a hash table, or a free one. */
function placeOf(string: number, table: Int32Array, strings: Uint32Array): number {
  const hash = Math.imul(string ^ (string >>> 15), 0x9e37_79b1);
  const mask = table.length - 1;
  let place = (hash ^ (hash >>> 13)) & mask;
  while (table[place] !== 0 && strings[table[place]! - 1] !== string) place = (place + 1) & mask;
  return place;
}
