/**
 * Adds the bytes of a chunk to their counts; the plain twin of the kernel.
 *
 * @param chunk shape (any,)
 * @param counts shape (256,)
 */
export function addByteCounts(chunk: Uint8Array, counts: Float64Array): void {
  for (let i = 0; i < chunk.length; i++) counts[chunk[i]!]!++;
}

/**
 * Adds the 16-bit symbols of a chunk to their counts; the plain twin of the kernel.
 *
 * @param chunk shape (any,)
 * @param counts shape (65 536,)
 */
export function addSymbolCounts(chunk: Uint16Array, counts: Float64Array): void {
  for (let i = 0; i < chunk.length; i++) counts[chunk[i]!]!++;
}

/**
 * Adds the overlapping grams of a whole document to their counts; the plain twin of the kernel.
 *
 * @param document shape (any,)
 * @param k bytes a gram, at most 3
 * @param counts shape (256^k,), indexed by the gram as a number, first byte most significant
 */
export function addGramCounts(document: Uint8Array, k: number, counts: Float64Array): void {
  const size = counts.length;
  let gram = 0;
  for (let i = 0; i < document.length; i++) {
    gram = ((gram << 8) | document[i]!) & (size - 1);
    if (i >= k - 1) counts[gram]!++;
  }
}
