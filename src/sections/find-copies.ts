import { eachWindow, scrambled } from "../core/hash.ts";

/** Bytes of a window, the number of windows that stand for a section, and how many of them a copy has. */
const windowBytes = 32;
const sketchSize = 32;
const leastShared = 26;
/** Most sections that are compared by one hash. */
const mostOfHash = 16;
/** Share by which the lengths of copies differ at most, and bytes. */
const lengthShare = 0.02;
const lengthBytes = 64;

/** The beginning of a section. */
export interface Beginning {
  /** of the whole section */
  readonly size: number;
  readonly bytes: Uint8Array;
}

/**
 * Which sections are copies of earlier ones: of equal length, and their beginnings have nearly all windows of 32 bytes in
 * common.
 *
 * @param beginning of a section by its index; undefined: it is no copy, whatever it has
 * @returns the index of the first such section; undefined: none
 * Cost: 3 ns a byte.
 * Source: Broder 1997, On the resemblance and containment of documents (the least hashes).
 */
export function findCopies(
  sections: number,
  beginning: (i: number) => Beginning | undefined,
): (number | undefined)[] {
  /** sections by each hash of their sketch */
  const byHash = new Map<number, number[]>();
  const sizes: number[] = [];
  const copies: (number | undefined)[] = [];
  for (let own = 0; own < sections; own++) {
    const one = beginning(own);
    sizes.push(one?.size ?? 0);
    const shared = new Map<number, number>();
    const sketch = one === undefined ? [] : sketchOf(one.bytes);
    for (const hash of sketch)
      for (const other of byHash.get(hash) ?? []) shared.set(other, (shared.get(other) ?? 0) + 1);
    const copied = [...shared].find(
      ([other, count]) =>
        count >= Math.min(leastShared, sketch.length) &&
        Math.abs(sizes[other]! - sizes[own]!) <= Math.max(lengthBytes, lengthShare * sizes[own]!),
    );
    copies.push(copied?.[0]);
    // A copy of a copy is one of the first.
    if (copied !== undefined) continue;
    for (const hash of sketch) {
      const known = byHash.get(hash);
      if (known === undefined) byHash.set(hash, [own]);
      else if (known.length < mostOfHash) known.push(own);
    }
  }
  return copies;
}

/** The least hashes of the windows of some bytes. */
function sketchOf(bytes: Uint8Array): number[] {
  const hashes = new Set<number>();
  eachWindow(bytes, 0, bytes.length, windowBytes, (hash) => {
    // One in sixteen is enough, and chosen by its content.
    const own = scrambled(hash);
    if ((own & 15) === 0) hashes.add(own);
  });
  return [...hashes].sort((a, b) => a - b).slice(0, sketchSize);
}
