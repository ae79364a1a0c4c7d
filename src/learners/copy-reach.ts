import type { Symbols } from "../core/sequence.ts";

/** A string of this many bits does not repeat by chance in any sample. */
const stringBits = 40;
const shortestString = 8;
/** One in sixteen strings is looked at, chosen by its hash. */
const chosenBelow = 2 ** 28;
/** Local copies beyond the reach are at most this share of the strings. */
const tolerated = 0.02;
const firstReach = 64;

/**
 * How far the copies reach that are local: strings all of whose occurrences lie closer together than those of a shuffled
 * text would. A name of one chapter is local, a frequent word is not.
 *
 * @returns symbols; 0 where next to no copies are local; at most n/2
 * Cost: O(n), 20 ns a symbol.
 */
export function copyReach(symbols: Symbols): number {
  const n = symbols.length;
  const places = stringPlaces(symbols);
  const reaches: number[] = [];
  for (let reach = firstReach; reach <= n / 2; reach *= Math.SQRT2) reaches.push(reach);
  const excess = new Float64Array(reaches.length);
  let strings = 0;
  for (const at of places.values()) {
    strings += at.length;
    if (at.length < 2) continue;
    const [first, last] = [at[0]!, at.at(-1)!];
    for (const [r, reach] of reaches.entries()) {
      const expected = Math.exp((at.length - 1) * Math.log(Math.min(1, (2 * reach) / n)));
      for (const place of at)
        excess[r]! += (Math.max(place - first, last - place) <= reach ? 1 : 0) - expected;
    }
  }
  const enough = Math.max(0, ...excess) - tolerated * strings;
  if (enough <= 0) return 0;
  return Math.round(reaches[excess.findIndex((local) => local >= enough)]!);
}

/** Where each of the chosen strings occurs, ascending. */
function stringPlaces(symbols: Symbols): Map<number, number[]> {
  const alphabet = new Set(symbols).size;
  const length = Math.max(shortestString, Math.ceil(stringBits / Math.log2(Math.max(2, alphabet))));
  const places = new Map<number, number[]>();
  for (let at = 0; at + length <= symbols.length; at++) {
    let hash = 0x811c9dc5;
    for (let i = at; i < at + length; i++) hash = Math.imul(hash ^ symbols[i]!, 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> 0;
    if (hash >= chosenBelow) continue;
    const found = places.get(hash);
    if (found === undefined) places.set(hash, [at]);
    else found.push(at);
  }
  return places;
}
