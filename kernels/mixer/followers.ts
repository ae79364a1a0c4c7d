// What followed the last symbols, and the word, whenever they stood here before: the last two symbols of each.

import { FOLLOWING, SEGMENT, WORD, WORD_BEFORE } from "./addresses";
import { ROLL } from "./arithmetic";
import { symbolAt } from "./sequence";
import { followerBits, followers, FOLLOWER_TABLES } from "./shape";

/** Tables 0 to 3 are of orders 2, 3, 4 and 6. */
const OF_WORD: u32 = 4;
const OF_WORDS: u32 = 5;

/** Address of the history that a table has here. */
// @ts-ignore: decorator
@inline
function history(kind: u32): usize {
  return followers + (<usize>((kind << followerBits) + load<u32>(FOLLOWING + (<usize>kind << 2))) << 2);
}

// @ts-ignore: decorator
@inline
function seek(kind: u32, hash: u32): void {
  store<u32>(FOLLOWING + (<usize>kind << 2), (hash * 0x9e3779b1) >> (32 - followerBits));
}

/** Adds the symbol at `position`, which was added to the word, to all histories, if it is learned; and goes on to the next. */
export function readFollower(position: i32, symbol: i32, learning: bool): void {
  if (learning) {
    for (let kind: u32 = 0; kind < FOLLOWER_TABLES; kind++) {
      const at = history(kind);
      store<u32>(at, (load<u32>(at) << 16) | ((<u32>symbol + 1) & 0xffff));
    }
  }
  let hash: u32 = 0;
  for (let back = 0; back < 6; back++) {
    hash = (hash + (position - back >= load<i32>(SEGMENT) ? <u32>symbolAt(position - back) + 1 : 0)) * ROLL;
    hash ^= hash >> 15;
    if (back == 5) seek(3, hash);
    else if (back >= 1 && back <= 3) seek(back - 1, hash);
  }
  const word = load<u32>(WORD);
  seek(OF_WORD, word * 0x2c1b3c6d + symbol);
  seek(OF_WORDS, word + load<u32>(WORD_BEFORE) * 0x2c1b3c6d + symbol);
}

/** The last two that followed the one, and the last that followed the other. */
export function afterOrders(one: u32, other: u32): u32 {
  const last = load<u32>(history(other));
  return load<u32>(history(one)) * ROLL + (other == 0 ? last : last & 0xffff);
}

export function afterWord(): u32 {
  return load<u32>(history(OF_WORD));
}

export function afterWords(): u32 {
  return load<u32>(history(OF_WORDS));
}
