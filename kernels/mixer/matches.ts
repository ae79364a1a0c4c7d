// Pointers to earlier text: the match, the copy that continues across mismatches, the lag.

import {
  BEGINNING, COPY, COPY_HITS, COPY_POINTER, COPY_RUN, EXPERT_SYMBOL, LAG, LAG_HITS, MATCH, MATCH_LENGTH,
  MATCH_POINTER, SEGMENT,
} from "./addresses";
import { known, symbolAt } from "./sequence";
import { copyLength, matches, matchLength, matchShift, positionMask } from "./shape";

export let lag: i32 = 0;
let lagCandidate: i32 = 0;
let lagVotes: i32 = 0;

/** Resets the lag and its votes. */
export function beginMatches(): void {
  lag = 0;
  lagCandidate = 0;
  lagVotes = 0;
}

/** Number of symbols before `candidate` that equal those before `position`, at most 400. */
function agreement(candidate: i32, position: i32): i32 {
  const start = load<i32>(SEGMENT);
  let length = 0;
  while (
    length < 400 && candidate - length > 0 && position - length > start &&
    known(candidate - 1 - length, position) && symbolAt(candidate - 1 - length) == symbolAt(position - 1 - length)
  ) length++;
  return length;
}

/** Hits in 16 symbols from which on the lag alone predicts, and matches no longer vote. */
export const LAG_HOLDS: u32 = 12;

/** A new match votes for its distance. A distance that leads by 4 votes becomes the lag. */
function voteForLag(distance: i32): void {
  if (distance == lag || distance <= 0 || popcnt(load<u32>(LAG_HITS) & 0xffff) >= LAG_HOLDS) return;
  if (distance == lagCandidate) lagVotes++;
  else if (lagVotes > 0) lagVotes--;
  else {
    lagCandidate = distance;
    lagVotes = 1;
  }
  if (lagVotes >= 4) {
    lag = lagCandidate;
    lagVotes = 0;
    store<u32>(LAG_HITS, 0);
  }
}

/** Slot of a hash in the match table: the position after these symbols, and a check in the bits above it. */
// @ts-ignore: decorator
@inline
export function matchSlot(hash: u32): usize {
  return matches + (<usize>((hash * 0x9e3779b1) >> matchShift) << 2);
}

// @ts-ignore: decorator
@inline
function matchCheck(hash: u32): u32 {
  return (hash * 0x85ebca6b) & ~positionMask;
}

/** The position in a slot, whatever its check. */
// @ts-ignore: decorator
@inline
export function candidateIn(slot: usize): i32 {
  return <i32>(load<u32>(slot) & positionMask);
}

/** The position in a slot if its check agrees, else 0. */
// @ts-ignore: decorator
@inline
function lookUp(slot: usize, check: u32): i32 {
  const entry = load<u32>(slot);
  return (entry & ~positionMask) == check ? <i32>(entry & positionMask) : 0;
}

/** Advances the match if it was right, else looks up another one. `learning` adds the position to the table. */
export function advanceMatch(position: i32, symbol: i32, hash: u32, learning: bool): void {
  let length = load<i32>(MATCH_LENGTH);
  if (length > 0 && load<i32>(MATCH, EXPERT_SYMBOL) == symbol) {
    length++;
    store<i32>(MATCH_POINTER, load<i32>(MATCH_POINTER) + 1);
  } else length = 0;
  const next = position + 1;
  if (next - load<i32>(BEGINNING) >= matchLength) {
    const slot = matchSlot(hash);
    const check = matchCheck(hash);
    if (length == 0) {
      const candidate = lookUp(slot, check);
      const agreed = candidate > 0 ? agreement(candidate, next) : 0;
      if (agreed >= matchLength) {
        length = agreed;
        store<i32>(MATCH_POINTER, candidate);
        if (learning) voteForLag(next - candidate);
      }
    }
    if (learning) store<u32>(slot, check | <u32>next);
  }
  store<i32>(MATCH_LENGTH, length);
}

/** The copy adopts a long match and keeps its distance until it predicted fewer than 8 of the last 16 symbols. */
// @ts-ignore: decorator
@inline
export function advanceCopy(symbol: i32): void {
  let hits = load<u32>(COPY_HITS);
  let run = 0;
  if (hits != 0) {
    const hit = load<i32>(COPY, EXPERT_SYMBOL) == symbol;
    hits = (hits << 1) | (hit ? 1 : 0);
    if (hit) run = load<i32>(COPY_RUN) + 1;
    store<i32>(COPY_POINTER, load<i32>(COPY_POINTER) + 1);
    if (popcnt(hits & 0xffff) < 8) hits = 0;
  }
  const length = load<i32>(MATCH_LENGTH);
  if (length >= copyLength && run < length) {
    if (hits == 0 || load<i32>(COPY_POINTER) != load<i32>(MATCH_POINTER)) hits = 0xffff;
    run = length;
    store<i32>(COPY_POINTER, load<i32>(MATCH_POINTER));
  }
  store<u32>(COPY_HITS, hits);
  store<i32>(COPY_RUN, run);
}

// @ts-ignore: decorator
@inline
export function advanceLag(symbol: i32): void {
  const hit = load<i32>(LAG, EXPERT_SYMBOL) == symbol;
  store<u32>(LAG_HITS, (load<u32>(LAG_HITS) << 1) | (hit ? 1 : 0));
}
