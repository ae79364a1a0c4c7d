/** Entries of the table of strings of three bytes, as powers of two. */
const leastTable = 12;
const mostTable = 22;
/** Share of the table that is filled, at most. */
const fullest = 0.75;
const uniform = 1 / 256;

/**
 * What each byte costs one who knows how often strings of up to three bytes stand elsewhere in the text: that place is left out.
 * Nobody learns along the way, so that the beginning costs no more than the rest, and a stretch of another kind as much at its
 * end as where it begins.
 *
 * @param bytes shape (n,)
 * @returns bits of each, shape (n,)
 * @throws RangeError when memory cannot be had
 * Cost: some 0.1 microseconds and 16 bytes a byte. Beyond the first 3 million different strings none is known any more.
 * Source: Moffat 1990, IEEE Trans. Commun. 38(11) (PPMC), with the counts of all other places.
 */
export function restCosts(bytes: Uint8Array): Float32Array {
  const n = bytes.length;
  const singles = new Uint32Array(256);
  const pairs = new Uint32Array(65_536);
  /** different bytes that follow a byte, or a pair */
  const afterByte = new Uint16Array(256);
  const afterPair = new Uint16Array(65_536);
  const triples = new Strings(2 ** Math.max(leastTable, Math.min(mostTable, 33 - Math.clz32(n))));
  const triplesAt = new Int32Array(n).fill(-1);
  let kinds = 0;
  let last = 0;
  for (let i = 0; i < n; i++) {
    last = (last << 8) | bytes[i]!;
    if (singles[last & 255]!++ === 0) kinds++;
    if (i >= 1 && pairs[last & 0xffff]!++ === 0) afterByte[(last >>> 8) & 255]!++;
    if (i < 2) continue;
    const at = triples.add(last & 0xff_ffff);
    triplesAt[i] = at;
    if (at >= 0 && triples.counts[at] === 1) afterPair[(last >>> 8) & 0xffff]!++;
  }
  const bits = new Float32Array(n);
  last = 0;
  for (let i = 0; i < n; i++) {
    const pair = last & 0xffff;
    last = (last << 8) | bytes[i]!;
    let p = mixed(uniform, singles[last & 255]!, n, kinds);
    if (i >= 1) p = mixed(p, pairs[last & 0xffff]!, singles[pair & 255]!, afterByte[pair & 255]!);
    const at = triplesAt[i]!;
    if (i >= 2) p = mixed(p, at < 0 ? 0 : triples.counts[at]!, pairs[pair]!, afterPair[pair]!);
    bits[i] = -Math.log2(p);
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
 */
function mixed(shorter: number, count: number, total: number, different: number): number {
  const others = total - 1;
  if (others <= 0) return shorter;
  const own = count > 0 ? count - 1 : 0;
  const kinds = count === 1 ? different - 1 : different;
  return kinds <= 0 ? shorter : (own + kinds * shorter) / (others + kinds);
}

/** How often strings of three bytes occur. */
class Strings {
  readonly counts: Uint32Array;
  readonly #keys: Uint32Array;
  readonly #shift: number;
  #left: number;

  constructor(room: number) {
    this.counts = new Uint32Array(room);
    this.#keys = new Uint32Array(room);
    this.#shift = 32 - Math.log2(room);
    this.#left = Math.floor(room * fullest);
  }

  /** Counts a string. @returns its place; -1: there is no room for another one */
  add(string: number): number {
    const { counts } = this;
    const keys = this.#keys;
    const key = string >>> 0;
    const mask = counts.length - 1;
    const hash = Math.imul(key ^ (key >>> 15), 0x9e37_79b1);
    for (let at = (hash ^ (hash >>> 13)) >>> this.#shift; ; at = (at + 1) & mask) {
      if (counts[at] === 0) {
        if (this.#left === 0) return -1;
        this.#left--;
        keys[at] = key;
      } else if (keys[at] !== key) continue;
      counts[at]!++;
      return at;
    }
  }
}
