import { eachWindow } from "../../core/hash.ts";
import { type ComparedFile, stemOf } from "./read-by-others.ts";

/** Bytes of the shortest text that counts as a shared addition: longer than most words and idioms of code. */
const shortest = 16;
const eachHash = (text: Uint8Array, see: (hash: number, at: number) => void): void =>
  eachWindow(text, 0, text.length, shortest, (hash, last) => see(hash >>> 0, last - shortest + 1));

/**
 * Removes from texts what several new ones have and no other one has: otherwise a key that a change adds to twelve files would
 * be usual in each, because the other eleven teach it. If more than half of the text is new, all of it stays: old and added
 * text cannot be distinguished.
 *
 * @param isNew whether a text is new or has changed
 * @param ownerOf owner of the additions of a text: texts of one owner are one
 * @returns by index; texts that are not new are unchanged
 * Cost: O(bytes), 20 nanoseconds a byte; where two are new, 2 bytes a byte and 24 bytes a byte of the new ones.
 */
export function withoutSharedAdditions(
  texts: readonly Uint8Array[],
  isNew: (i: number) => boolean,
  ownerOf: (i: number) => number = (i) => i,
): readonly Uint8Array[] {
  const sizeOf = (wanted: boolean) =>
    texts.reduce((sum, { length }, i) => (isNew(i) === wanted ? sum + length : sum), 0);
  if (texts.filter((_, i) => isNew(i)).length < 2 || sizeOf(true) > sizeOf(false)) return texts;
  const known = new Uint8Array(roomFor(2 * sizeOf(false)));
  const bit = 8 * known.length - 1;
  for (const [i, text] of texts.entries()) {
    if (isNew(i)) continue;
    eachHash(text, (hash) => {
      const at = (hash ^ (hash >>> 15)) & bit;
      known[at >>> 3]! |= 1 << (at & 7);
    });
  }
  const isKnown = (hash: number) => {
    const at = (hash ^ (hash >>> 15)) & bit;
    return (known[at >>> 3]! & (1 << (at & 7))) !== 0;
  };
  const owners = new Owners(sizeOf(true));
  for (const [i, text] of texts.entries()) {
    if (isNew(i)) eachHash(text, (hash) => owners.add(hash, ownerOf(i)));
  }
  return texts.map((text, i) => {
    if (!isNew(i)) return text;
    const kept = new Uint8Array(text.length);
    let length = 0;
    let taken = 0;
    eachHash(text, (hash, at) => {
      if (isKnown(hash) || !owners.areSeveral(hash)) return;
      for (; taken < at; taken++) kept[length++] = text[taken]!;
      taken = Math.max(taken, at + shortest);
    });
    if (length === 0 && taken === 0) return text;
    for (; taken < text.length; taken++) kept[length++] = text[taken]!;
    return kept.subarray(0, length);
  });
}

/**
 * Assigns one owner to files that mirror each other: their paths without extensions differ in a single folder, which has two
 * values, as in `dist/cjs/a.js` and `dist/esm/a.d.ts`. Such pairs are usual among the usual files too.
 *
 * @returns by index
 */
export function ownersOf(files: readonly ComparedFile[], isNew: (i: number) => boolean): readonly number[] {
  const owners = files.map((_, i) => i);
  const find = (i: number): number => (owners[i] === i ? i : find(owners[i]!));
  /** by path without extensions and with one folder left out: the first file of each folder */
  const groups = new Map<string, Map<string, number>>();
  for (const [i, { name }] of files.entries()) {
    if (!isNew(i)) continue;
    const parts = stemOf(name).split("/");
    for (const [place, folder] of parts.entries()) {
      const key = parts.map((part, k) => (k === place && k < parts.length - 1 ? "/" : part)).join("/");
      const group = groups.get(key) ?? new Map<string, number>();
      groups.set(key, group);
      if (group.has(folder)) owners[find(i)] = find(group.get(folder)!);
      else group.set(folder, i);
    }
  }
  for (const group of groups.values()) {
    const [first, second, ...others] = [...group.values()];
    if (second !== undefined && others.length === 0) owners[find(second)] = find(first!);
  }
  return owners.map((_, i) => find(i));
}

/** The owner of a hash, or that it has several. */
class Owners {
  readonly #hashes: Uint32Array;
  /** the owner and 1; 0: free; -1: several */
  readonly #owners: Int32Array;

  constructor(most: number) {
    const room = roomFor(2 * most);
    this.#hashes = new Uint32Array(room);
    this.#owners = new Int32Array(room);
  }

  add(hash: number, owner: number): void {
    const at = this.#find(hash);
    this.#hashes[at] = hash;
    const before = this.#owners[at]!;
    this.#owners[at] = before === 0 || before === owner + 1 ? owner + 1 : -1;
  }

  areSeveral(hash: number): boolean {
    return this.#owners[this.#find(hash)] === -1;
  }

  #find(hash: number): number {
    const mask = this.#hashes.length - 1;
    let at = (hash ^ (hash >>> 15)) & mask;
    while (this.#owners[at] !== 0 && this.#hashes[at] !== hash) at = (at + 1) & mask;
    return at;
  }
}

const roomFor = (most: number): number => 2 ** Math.ceil(Math.log2(Math.max(64, most)));
