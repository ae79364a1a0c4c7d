/** Bytes of the longest context. */
const longest = 5;
/** Approximate table entries per byte of a document, and limits of their number. */
const roomPerByte = 12;
const leastRoom = 2 ** 12;
const mostRoom = 2 ** 22;
/** Discount of a count, by the length of its context, for bytes that were not seen there. */
const discount = 0.5;
/** Counts of a context are halved down to less than this to look up how often such contexts are right. */
const fills = 32;
const situations = (longest + 1) * fills * fills;
const uniform = 1 / 256;

/**
 * A quick adaptive code of one document: each byte is predicted by how often it followed the last five, four, ... bytes in the
 * document so far; a shorter context has more weight the less a longer one has seen. Counts of shorter contexts grow only where
 * no longer one knew the byte.
 *
 * Source: Kneser & Ney 1995, ICASSP, as an adaptive code; Moffat 1990, IEEE Trans. Commun. 38(11) (update exclusion).
 */
export class QuickRate {
  /** by context and byte: a check of 8 bits and a count of 8 */
  #counts = new Uint16Array(leastRoom);
  /** by context: a check of 8 bits, number of distinct bytes (8) and their counts (16) */
  #contexts = new Uint32Array(leastRoom);
  readonly #first = new Uint32Array(257);
  readonly #at = new Int32Array(4 * (longest + 1));
  /** by length and fill of a context: how often it was used, and how often the byte was new to it */
  readonly #uses = new Float64Array(situations);
  readonly #misses = new Float64Array(situations);

  /**
   * @param bytes shape (n,)
   * @param costs undefined, or receives bits by byte, shape (n,) or longer
   * @returns total bits, without prior knowledge
   * @throws RangeError when the tables of a large document cannot be allocated
   * Cost: O(n); clearing tables takes time proportional to the document, whatever their size.
   */
  bits(bytes: Uint8Array, costs?: Float32Array): number {
    const n = bytes.length;
    const room = Math.max(leastRoom, Math.min(mostRoom, 2 ** Math.ceil(Math.log2(roomPerByte * n + 1))));
    if (this.#counts.length < room) {
      this.#counts = new Uint16Array(room);
      this.#contexts = new Uint32Array(room);
    } else {
      this.#counts.fill(0, 0, room);
      this.#contexts.fill(0, 0, room);
    }
    const counts = this.#counts;
    const contexts = this.#contexts;
    const first = this.#first.fill(0);
    const at = this.#at;
    const uses = this.#uses.fill(1);
    const misses = this.#misses.fill(0.5);
    const shift = 32 - Math.log2(room);
    let seen = 0;
    let kinds = 0;
    let total = 0;
    /** the last four bytes, and the one before */
    let last = 0;
    let fifth = 0;
    let product = 1;
    for (let i = 0; i < n; i++) {
      const symbol = bytes[i]!;
      const own = first[symbol]!;
      let p = seen === 0 ? uniform : ((own > 0 ? own - discount : 0) + discount * kinds * uniform) / seen;
      let known = own > 0 ? 0 : -1;
      const most = Math.min(i, longest);
      for (let length = 1; length <= most; length++) {
        const held = length < 4 ? last & ((1 << (8 * length)) - 1) : last;
        let hash = Math.imul(held ^ (length === 5 ? Math.imul(fifth + 1, 0x85eb_ca6b) : 0), 0x9e37_79b1);
        hash = Math.imul(hash ^ (hash >>> 15) ^ (length << 24), 0x2c1b_3c6d);
        const context = hash >>> shift;
        const check = hash & 255;
        let hash2 = Math.imul((hash ^ (hash >>> 13)) + Math.imul(symbol + 1, 0x27d4_eb2f), 0x1656_67b1);
        hash2 ^= hash2 >>> 16;
        hash2 = Math.imul(hash2, 0x9e37_79b1);
        const cell = hash2 >>> shift;
        at[4 * length] = context;
        at[4 * length + 1] = cell;
        at[4 * length + 2] = 0;
        const word = contexts[context]!;
        if ((word & 255) !== check || word < 256) {
          contexts[context] = check;
          counts[cell] = hash2 & 255;
          continue;
        }
        const sum = word >>> 16;
        const different = (word >>> 8) & 255;
        const entry = counts[cell]!;
        const count = (entry & 255) === (hash2 & 255) ? entry >>> 8 : 0;
        if (count === 0) counts[cell] = hash2 & 255;
        else known = length;
        let fill = sum;
        let kind = different;
        while (fill >= fills) {
          fill >>>= 1;
          kind >>>= 1;
        }
        const situation = (length * fills + fill) * fills + (kind < fills ? kind : fills - 1);
        const rest = misses[situation]! / uses[situation]!;
        p = (count > 0 ? ((1 - rest) * count) / sum : 0) + rest * p;
        at[4 * length + 2] = situation;
      }
      if (costs !== undefined) costs[i] = -Math.log2(p);
      product *= p;
      if (product < 1e-250) {
        total -= Math.log2(product);
        product = 1;
      }
      for (let length = most; length >= 1 && length >= known; length--) {
        const context = at[4 * length]!;
        const cell = at[4 * length + 1]!;
        const situation = at[4 * length + 2]!;
        // Shorter contexts are used when the longer ones did not know the byte.
        if (situation > 0) {
          uses[situation]!++;
          if (length > known) misses[situation]!++;
        }
        const entry = counts[cell]!;
        if (entry >>> 8 === 255) continue;
        counts[cell] = entry + 256;
        contexts[context]! +=
          65_536 + (entry >>> 8 === 0 && ((contexts[context]! >>> 8) & 255) < 255 ? 256 : 0);
      }
      if (known <= 0) {
        if (own === 0) kinds++;
        first[symbol] = own + 1;
        seen++;
      }
      fifth = last >>> 24;
      last = (last << 8) | symbol;
    }
    return total - Math.log2(product);
  }
}
