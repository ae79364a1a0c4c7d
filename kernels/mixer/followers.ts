// Follower histories: for each hashed context, the last two symbols that followed it.

import { FOLLOWING, SEGMENT, WORD, WORD_BEFORE } from "./addresses";
import { ROLL, wordAfter } from "./arithmetic";
import { symbolAt } from "./sequence";
import { ALPHABET, followerBits, followers, FOLLOWER_TABLES } from "./shape";

/** Tables 0 to 3 are those of orders 2, 3, 4 and 6. */
const OF_WORD: u32 = 4;
const OF_WORDS: u32 = 5;

/** Address of the history at an index of a table. */
// @ts-ignore: decorator
@inline
function historyAt(kind: u32, place: u32): usize {
  return followers + (<usize>((kind << followerBits) + place) << 2);
}

/** Address of the current history in a table. */
// @ts-ignore: decorator
@inline
function currentHistory(kind: u32): usize {
  return historyAt(kind, load<u32>(FOLLOWING + (<usize>kind << 2)));
}

/** Index of a hash in its table. */
// @ts-ignore: decorator
@inline
function indexOf(hash: u32): u32 {
  return (hash * 0x9e3779b1) >> (32 - followerBits);
}

// @ts-ignore: decorator
@inline
function selectHistory(kind: u32, hash: u32): void {
  store<u32>(FOLLOWING + (<usize>kind << 2), indexOf(hash));
}

/** Extends the hash of the last symbols, up to the one at `position`, by the one `back` places before it. */
// @ts-ignore: decorator
@inline
function extendHash(hash: u32, position: i32, back: i32): u32 {
  const sum = (hash + (position - back >= load<i32>(SEGMENT) ? <u32>symbolAt(position - back) + 1 : 0)) * ROLL;
  return sum ^ (sum >> 15);
}

// @ts-ignore: decorator
@inline
function hashOfWord(word: u32, symbol: i32): u32 {
  return word * 0x2c1b3c6d + symbol;
}

// @ts-ignore: decorator
@inline
function hashOfWords(word: u32, before: u32, symbol: i32): u32 {
  return word + before * 0x2c1b3c6d + symbol;
}

/**
 * Prefetches the histories that are read at start..end-1. No instruction waits for these loads, so the cache misses overlap.
 *
 * @returns bitwise or of the loaded values
 */
export function loadHistories(start: i32, end: i32): u32 {
  let loaded: u32 = 0;
  let word = load<u32>(WORD), before = load<u32>(WORD_BEFORE);
  for (let position = start; position < end; position++) {
    let hash: u32 = 0;
    for (let back = 0; back < 6; back++) {
      hash = extendHash(hash, position, back);
      if (back == 5) loaded |= load<u32>(historyAt(3, indexOf(hash)));
      else if (back >= 1 && back <= 3) loaded |= load<u32>(historyAt(back - 1, indexOf(hash)));
    }
    const symbol = symbolAt(position);
    const entry = ALPHABET + (<usize>symbol << 4);
    if (load<u32>(entry, 8) == 1) word = wordAfter(word, load<u32>(entry, 12));
    else if (word != 0) {
      before = word;
      word = 0;
    }
    loaded |= load<u32>(historyAt(OF_WORD, indexOf(hashOfWord(word, symbol))));
    loaded |= load<u32>(historyAt(OF_WORDS, indexOf(hashOfWords(word, before, symbol))));
  }
  return loaded;
}

/** Adds the symbol at `position` to the current histories, if it is learned, and finds the next ones. WORD includes it already. */
export function updateHistories(position: i32, symbol: i32, learning: bool): void {
  if (learning) {
    for (let kind: u32 = 0; kind < FOLLOWER_TABLES; kind++) {
      const at = currentHistory(kind);
      store<u32>(at, (load<u32>(at) << 16) | ((<u32>symbol + 1) & 0xffff));
    }
  }
  let hash: u32 = 0;
  for (let back = 0; back < 6; back++) {
    hash = extendHash(hash, position, back);
    if (back == 5) selectHistory(3, hash);
    else if (back >= 1 && back <= 3) selectHistory(back - 1, hash);
  }
  const word = load<u32>(WORD);
  selectHistory(OF_WORD, hashOfWord(word, symbol));
  selectHistory(OF_WORDS, hashOfWords(word, load<u32>(WORD_BEFORE), symbol));
}

/** Hash of the last two followers in table `one` and of the last one in table `other`, or of the last two in table 0. */
export function afterOrders(one: u32, other: u32): u32 {
  const last = load<u32>(currentHistory(other));
  return load<u32>(currentHistory(one)) * ROLL + (other == 0 ? last : last & 0xffff);
}

export function afterWord(): u32 {
  return load<u32>(currentHistory(OF_WORD));
}

export function afterWords(): u32 {
  return load<u32>(currentHistory(OF_WORDS));
}
