import { codedSize } from "./codec.ts";
import { zstd, zstdParameters } from "./zstd-codec.ts";

const settings = zstdParameters().parse({});

/** What sizes are measured by. */
export const distanceCompressor = `${zstd.name} ${settings.level}`;

/**
 * Bytes of the code of several pieces in one, by Zstandard, whose window is longer than any two samples: a compressor
 * that forgets the first before the second has begun, such as deflate, would find them far apart whatever they are.
 *
 * @returns the size, header included, and the name and version of the library
 * @throws Error where the platform has no Zstandard, or when decoding does not give the bytes back
 * Cost: some 0.5 us a byte.
 * Source: Cebrián, Alfonseca & Ortega 2005, Commun. Inf. Syst. 5 (windows too short).
 */
export async function sizeTogether(
  ...pieces: readonly Uint8Array[]
): Promise<{ readonly size: number; readonly library: string }> {
  const coded = await codedSize(Buffer.concat(pieces), zstd, settings);
  if ("reason" in coded) throw new Error(`Zstandard: ${coded.reason}`);
  return coded;
}

/**
 * The normalized compression distance: what the larger code must add to the smaller.
 *
 * @param a size of the code of the one
 * @param b size of that of the other
 * @param together size of that of both
 * @returns 0 for alike, about 1 for nothing in common; headers carry it a little above either end
 * Source: Cilibrasi & Vitányi 2005, IEEE Trans. Inform. Theory 51(4).
 */
export function normalizedCompressionDistance(a: number, b: number, together: number): number {
  const larger = Math.max(a, b);
  return larger === 0 ? 0 : (together - Math.min(a, b)) / larger;
}
