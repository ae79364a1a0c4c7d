/** Words of a shingle. */
const shingleWords = 5;
/** Numbers of a signature. */
export const signatureLength = 96;
const multiplier = 0x9e37_79b1;
const prime = 0x0100_0193;

/**
 * Signatures of documents by the sets of their runs of five words: the share of numbers that two signatures have in common
 * is, but for an error of some 1 / sqrt(96) at most, the share of runs that the documents have in common (Jaccard).
 *
 * A word is a run of letters, digits and bytes above 127; of the scripts that do not part words by blanks (three bytes of UTF-8
 * from U+3000 to U+D7FF) each character is one. Letters A to Z are as a to z.
 *
 * Source: Broder 1997, SEQUENCES; one permutation and empty bins filled from others: Li, Owen & Zhang 2012, NIPS;
 *   Shrivastava 2017, ICML (optimal densification).
 */
export class Shingles {
  readonly #seed: number;
  readonly #least = new Float64Array(signatureLength);
  readonly #words = new Uint32Array(shingleWords);

  /** @param seed any integer: other seeds give other signatures, which cannot be compared with these */
  constructor(seed: number) {
    this.#seed = mixed((seed >>> 0) ^ Math.floor(seed / 2 ** 32) ^ 0x5bd1_e995);
  }

  /**
   * @param into shape (96,): the signature; what it holds where there is none is of no meaning
   * @returns false: it has fewer than five words
   * Cost: one pass, 10 ns a byte
   */
  sign(bytes: Uint8Array, into: Uint16Array): boolean {
    const least = this.#least.fill(-1);
    const words = this.#words;
    let count = 0;
    let word = 0;
    let inWord = false;
    const end = () => {
      words[count % shingleWords] = word;
      count++;
      inWord = false;
      if (count < shingleWords) return;
      let hash = this.#seed;
      for (let k = 0; k < shingleWords; k++)
        hash = Math.imul(hash ^ words[(count + k) % shingleWords]!, multiplier) + k;
      hash = mixed(hash);
      const bin = hash % signatureLength;
      const value = Math.imul(hash, 0x85eb_ca6b) >>> 0;
      if (least[bin]! < 0 || value < least[bin]!) least[bin] = value;
    };
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (byte >= 0xe3 && byte <= 0xed && i + 2 < bytes.length) {
        if (inWord) end();
        word = (byte << 16) | (bytes[i + 1]! << 8) | bytes[i + 2]!;
        i += 2;
        end();
        continue;
      }
      const isLetter =
        byte >= 128 ||
        (byte >= 97 && byte <= 122) ||
        (byte >= 65 && byte <= 90) ||
        (byte >= 48 && byte <= 57);
      if (isLetter) {
        const lower = byte >= 65 && byte <= 90 ? byte | 32 : byte;
        word = Math.imul((inWord ? word : 0x811c_9dc5) ^ lower, prime);
        inWord = true;
      } else if (inWord) end();
    }
    if (inWord) end();
    if (count < shingleWords) return false;
    for (let bin = 0; bin < signatureLength; bin++) {
      let from = bin;
      // An empty bin takes the value of another one, which is the same one in all documents where that is filled.
      for (let attempt = 1; least[from]! < 0; attempt++)
        from = mixed(Math.imul(bin + 1, 0x27d4_eb2f) + Math.imul(attempt, 0x1656_67b1)) % signatureLength;
      into[bin] = mixed(least[from]! + (from === bin ? 0 : 1)) & 0xffff;
    }
    return true;
  }
}

/** @returns from 0 to 2^32 - 1 */
export function mixed(x: number): number {
  let hash = x | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
