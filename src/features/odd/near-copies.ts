import { grouped } from "../../core/collections.ts";

/** Bytes of a window, and of how many windows one counts: those whose hash ends in zeros. */
const width = 24;
const sampling = 32;
/** Windows that two files have in common, of those that either has, from which they are near copies. */
const leastCommon = 0.8;
/** Files with fewer sampled windows are too short to tell. */
const fewestWindows = 16;
/** Files before it with the same window that a file is compared with. */
const mostBefore = 4;

/**
 * Groups of files that are copies of each other with few changes.
 *
 * @returns indices of files, ascending in each group
 * Cost: some 3 ns a byte, and 40 bytes of memory for 32 bytes
 */
export function nearCopies(files: readonly Uint8Array[]): number[][] {
  const windows = files.map(sampledWindows);
  const holders = new Map<number, number[]>();
  const common = new Map<number, number>();
  const leader = files.map((_, i) => i);
  const leaderOf = (i: number): number => (leader[i] === i ? i : leaderOf(leader[i]!));
  for (const [i, own] of windows.entries()) {
    if (own.size < fewestWindows) continue;
    common.clear();
    for (const window of own) {
      const before = holders.get(window);
      if (before === undefined) holders.set(window, [i]);
      else {
        for (const j of before.slice(-mostBefore)) common.set(j, (common.get(j) ?? 0) + 1);
        before.push(i);
      }
    }
    for (const [j, count] of common)
      if (count >= leastCommon * (own.size + windows[j]!.size - count)) leader[leaderOf(i)] = leaderOf(j);
  }
  return [...grouped(leader.keys(), leaderOf).values()].filter(({ length }) => length > 1);
}

/** Hashes of windows, by a rolling polynomial; the same windows of every file. */
function sampledWindows(bytes: Uint8Array): Set<number> {
  const factor = 0x01000193;
  let last = 1;
  for (let i = 0; i < width; i++) last = Math.imul(last, factor);
  const found = new Set<number>();
  let hash = 0;
  for (let i = 0; i < bytes.length; i++) {
    hash = (Math.imul(hash, factor) + bytes[i]! + 1) | 0;
    if (i >= width) hash = (hash - Math.imul(last, bytes[i - width]! + 1)) | 0;
    const mixed = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> 0;
    if (i >= width - 1 && mixed % sampling === 0) found.add(mixed);
  }
  return found;
}
