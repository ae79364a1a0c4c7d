// Features of a position, and the hashes of the contexts, which are sets of features.

import {
  ALIGNED, BEFORE_SKETCH, CLASSES, COLUMN, CONTEXTS, DIFFERS, FEATURES, FIELD, FIRST_WORD, FOLLOWER, HASHES, INDENT, INITIAL,
  LAST1, LAST2, LETTERS,
  LINE, LINE_BEFORE, MARKS, MULTIPLIERS, NESTING, OPEN, SEGMENT, SHAPE, WORD, WORD_BEFORE, WORD_BEFORE_THAT, WORD_LENGTH,
  WORD_SKETCH,
} from "./addresses";
import { ROLL } from "./arithmetic";
import { above, observeRecords, rowPlace, sketch, unitPlace } from "./records";
import { afterOrders, afterWord, afterWords } from "./followers";
import { symbolAt } from "./sequence";
import { contexts, farthest, recording, thorough } from "./model";
import { ALPHABET } from "./shape";

// @ts-ignore: decorator
@inline
function feature(index: i32, value: u32): void {
  store<u32>(FEATURES + (<usize>index << 2), value * load<u32>(MULTIPLIERS + (<usize>index << 2)));
}

/** The symbol `back` places before, plus one; 0 before the segment. */
// @ts-ignore: decorator
@inline
function before(position: i32, back: i32): u32 {
  return position - back >= load<i32>(SEGMENT) ? <u32>symbolAt(position - back) + 1 : 0;
}

// @ts-ignore: decorator
@inline
function foldedBefore(position: i32, back: i32): u32 {
  return position - back >= load<i32>(SEGMENT) ? load<u32>(ALPHABET + (<usize>symbolAt(position - back) << 4), 12) + 1 : 0;
}

/** The symbol at the aligned place of the line before, and the one after it there, plus one each; 0 beyond that line. */
// @ts-ignore: decorator
@inline
function alignedPair(): u32 {
  const at = load<i32>(ALIGNED), line = load<i32>(LINE);
  if (at >= line) return 0;
  const pair = <u32>symbolAt(at) + 1 | (at + 1 < line ? <u32>symbolAt(at + 1) + 1 : 0) << 16;
  return pair ^ -load<u32>(DIFFERS);
}

/** Computes all features of a position. All symbols before it have been read. */
export function observe(view: usize, position: i32): void {
  store<u32>(view, position - 1 >= load<i32>(SEGMENT) ? symbolAt(position - 1) : 0, LAST1);
  store<u32>(view, position - 2 >= load<i32>(SEGMENT) ? symbolAt(position - 2) : 0, LAST2);
  for (let back = 1; back <= 8; back++) feature(back - 1, before(position, back));
  feature(8, load<u32>(WORD));
  if (thorough) observeFollowers(view);
  if (recording) return observeRows(view, position);
  feature(9, load<u32>(WORD_BEFORE));
  feature(10, load<u32>(WORD_BEFORE_THAT));
  const column = position - load<i32>(LINE);
  store<u32>(view, load<u32>(WORD) >> 20, WORD_SKETCH);
  store<u32>(view, (load<u32>(OPEN) & 127) << 3 | min(load<u32>(INDENT) & 255, 7), NESTING);
  store<u32>(view, load<u32>(WORD_BEFORE) >> 22, BEFORE_SKETCH);
  store<u32>(view, min(column, 255), COLUMN);
  store<u32>(view, min(load<i32>(WORD_LENGTH), 15), LETTERS);
  store<u32>(view, load<u32>(SHAPE) & 0xfff, CLASSES);
  feature(11, min(column, 255));
  const lineAbove = load<i32>(LINE_BEFORE) + column;
  feature(12, lineAbove < load<i32>(LINE) && column < 1000 ? <u32>symbolAt(lineAbove) + 1 : 0);
  feature(30, alignedPair());
  feature(13, load<u32>(SHAPE) & 0xffffff);
  feature(14, load<u32>(INITIAL) | load<u32>(WORD_LENGTH) << 8);
  feature(15, load<u32>(MARKS) & 0xffffff);
  feature(22, load<u32>(INDENT));
  feature(23, load<u32>(OPEN) & 0xffff);
  feature(28, load<u32>(FIELD));
  feature(29, load<u32>(FIRST_WORD));
  for (let back = 1; back <= 6; back++) feature(15 + back, foldedBefore(position, back));
  if (farthest > 0) observeFar(position);
}

/** In records, features of rows and units replace those of lines and earlier words. */
function observeRows(view: usize, position: i32): void {
  observeRecords(position);
  store<u32>(view, above, LAST2);
  store<u32>(view, min(rowPlace, 255), COLUMN);
  store<u32>(view, unitPlace, LETTERS);
  store<u32>(view, sketch, CLASSES);
}

/** Features of followers replace those of distant symbols. */
function observeFollowers(view: usize): void {
  store<u32>(view, afterWord() & 0xffff, FOLLOWER);
  feature(24, afterOrders(2, 3));
  feature(25, afterOrders(1, 0));
  feature(26, afterWords() & 0xffff);
  feature(27, afterWord());
}

/** Features of long contexts: the last 12, 16, 20 and 24 symbols, up to `farthest`. */
function observeFar(position: i32): void {
  let hash: u32 = 0;
  for (let back = 1; back <= farthest; back++) {
    hash = (hash + before(position, back)) * ROLL;
    hash ^= hash >> 15;
    if (back >= 12 && (back & 3) == 0) feature(21 + (back >> 2), hash);
  }
}

/** Hashes every context, which is the sum of its features. */
export function hashContexts(): void {
  for (let c = 0; c < contexts; c++) {
    let mask = load<u32>(CONTEXTS + (<usize>c << 2));
    let hash: u32 = <u32>c * 0x632be5ab;
    while (mask != 0) {
      hash += load<u32>(FEATURES + (<usize>ctz(mask) << 2));
      mask &= mask - 1;
    }
    hash = (hash ^ (hash >> 15)) * 0x2c1b3c6d;
    store<u32>(HASHES + (<usize>c << 2), hash ^ (hash >> 13));
  }
}
