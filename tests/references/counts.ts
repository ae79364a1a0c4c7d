/**
 * Adds the bytes of a chunk to their counts; reference implementation of the kernel.
 *
 * @param chunk shape (any,)
 * @param counts shape (256,)
 */
export function addByteCounts(chunk: Uint8Array, counts: Float64Array): void {
  for (let i = 0; i < chunk.length; i++) counts[chunk[i]!]!++;
}

/**
 * Adds the 16-bit symbols of a chunk to their counts; reference implementation of the kernel.
 *
 * @param chunk shape (any,)
 * @param counts shape (65 536,)
 */
export function addSymbolCounts(chunk: Uint16Array, counts: Float64Array): void {
  for (let i = 0; i < chunk.length; i++) counts[chunk[i]!]!++;
}
