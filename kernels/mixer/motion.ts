// Moving state: words, lines, the hash of the last symbols, pointers.

import {
  ALIGNED, BEGINNING, DIFFERS, FIELD, FIRST_WORD, INDENT, INITIAL, LEARNED_TAIL, LINE, LINE_BEFORE, MARKS, MOVING, MOVING_BYTES,
  OPEN,
  POSITION, ROLLING, SEGMENT, SHAPE, WORD, WORD_BEFORE, WORD_BEFORE_THAT, WORD_LENGTH,
} from "./addresses";
import { ROLL, wordAfter } from "./arithmetic";
import { aimPointers } from "./experts";
import { updateHistories } from "./followers";
import { advanceCopy, advanceLag, advanceMatch } from "./matches";
import { advanceNumber } from "./numbers";
import { symbolAt } from "./sequence";
import { advanceStored } from "./stored";
import { recording, thorough } from "./model";
import { ALPHABET, learned, matchLength, matchPower } from "./shape";

/** Adds a symbol to words, lines and, with `learning`, follower histories. @returns hash of the last `matchLength` symbols */
export function read(position: i32, learning: bool): u32 {
  const symbol = symbolAt(position);
  const hash = rollingHash(position, symbol);
  store<u32>(ROLLING, hash);
  readText(position, symbol);
  if (thorough) updateHistories(position, symbol, learning);
  return hash;
}

// @ts-ignore: decorator
@inline
function readText(position: i32, symbol: i32): void {
  const entry = ALPHABET + (<usize>symbol << 4);
  const kind = load<u32>(entry, 8);
  store<u32>(SHAPE, (load<u32>(SHAPE) << 2) | kind);
  align(position, symbol, kind);
  if (kind == 1) {
    store<u32>(WORD, wordAfter(load<u32>(WORD), load<u32>(entry, 12)));
    const length = load<i32>(WORD_LENGTH);
    if (length == 0) store<u32>(INITIAL, load<u32>(entry, 12) + 1);
    store<i32>(WORD_LENGTH, length + 1);
    if (load<u32>(INDENT) < 256) store<u32>(INDENT, load<u32>(INDENT) | (load<u32>(entry, 12) + 1) << 8);
    return;
  }
  readMark(load<u32>(entry, 12), kind);
  if (load<u32>(WORD) != 0) {
    if (load<u32>(FIRST_WORD) == 0) store<u32>(FIRST_WORD, load<u32>(WORD));
    store<u32>(WORD_BEFORE_THAT, load<u32>(WORD_BEFORE));
    store<u32>(WORD_BEFORE, load<u32>(WORD));
    store<u32>(WORD, 0);
  }
  store<i32>(WORD_LENGTH, 0);
  if (kind == 2) {
    store<i32>(LINE_BEFORE, load<i32>(LINE));
    store<i32>(LINE, position + 1);
    store<u32>(INDENT, 0);
    store<u32>(FIELD, 0);
    store<u32>(FIRST_WORD, 0);
  }
}

/** Longest field that a separator is looked for in. */
const LONGEST_FIELD: i32 = 64;

/**
 * Moves the pointer into the line before: with letters and digits up to the end of its field, and with a separator to the same one,
 * which in a table is in the same column, and else is the next.
 */
function align(position: i32, symbol: i32, kind: u32): void {
  const line = load<i32>(LINE);
  if (kind == 2) {
    store<u32>(DIFFERS, 0);
    return store<i32>(ALIGNED, line);
  }
  const at = load<i32>(ALIGNED);
  if (at >= line) return;
  const other = symbolAt(at);
  store<u32>(DIFFERS, kind & 1 ? load<u32>(DIFFERS) | <u32>(other != symbol) : 0);
  if (kind & 1) {
    if (other == symbol || (load<u32>(ALPHABET + (<usize>other << 4), 8) & 1) != 0) store<i32>(ALIGNED, at + 1);
    return;
  }
  const column = load<i32>(LINE_BEFORE) + position - line;
  const isRun = position > line && symbolAt(position - 1) == symbol;
  if (column < line && symbolAt(column) == symbol && (isRun || column > 0 && symbolAt(column - 1) == symbol)) {
    return store<i32>(ALIGNED, column + 1);
  }
  if (isRun || other == symbol) return store<i32>(ALIGNED, at + 1);
  const end = min(line - 1, at + LONGEST_FIELD);
  for (let k = at + 1; k < end; k++) if (symbolAt(k) == symbol) return store<i32>(ALIGNED, k + 1);
}

const TAB: u32 = 9;
const SPACE: u32 = 32;
const QUOTE: u32 = 34;
const BACKTICK: u32 = 96;

/** Adds a symbol that is not a letter to the indent, the marks, the separators and the open brackets and quotes. */
function readMark(code: u32, kind: u32): void {
  const indent = load<u32>(INDENT);
  if (code == SPACE || code == TAB) {
    if (indent < 255) store<u32>(INDENT, indent + 1);
  } else {
    store<u32>(MARKS, (load<u32>(MARKS) << 8) | code);
    if (indent < 256) store<u32>(INDENT, indent | (code + 1) << 8);
  }
  if (kind == 2) return;
  // Comma, semicolon, tab, vertical bar.
  if (code == 44 || code == 59 || code == TAB || code == 124) store<u32>(FIELD, load<u32>(FIELD) + 1);
  const open = load<u32>(OPEN);
  const top = open & 255;
  // Round, square, curly and angle brackets. A second quote closes the first.
  if (code == 40 || code == 91 || code == 123 || code == 60) store<u32>(OPEN, (open << 8) | code);
  else if (code == QUOTE || code == BACKTICK) store<u32>(OPEN, top == code ? open >> 8 : (open << 8) | code);
  else if (top != 0 && (code == 41 ? top == 40 : (code == 93 || code == 125 || code == 62) && top == code - 2)) {
    store<u32>(OPEN, open >> 8);
  }
}

/** Hash of the last `matchLength` symbols, after adding this one. */
// @ts-ignore: decorator
@inline
function rollingHash(position: i32, symbol: i32): u32 {
  const hash = (load<u32>(ROLLING) + <u32>symbol + 1) * ROLL;
  if (position - load<i32>(BEGINNING) < matchLength) return hash;
  return hash - (<u32>symbolAt(position - matchLength) + 1) * matchPower;
}

/** Moves the pointers past the symbol at `position`, which was read with this hash. */
export function advance(position: i32, hash: u32, learning: bool): void {
  const symbol = symbolAt(position);
  advanceMatch(position, symbol, hash, learning);
  advanceCopy(symbol);
  advanceLag(symbol);
  advanceNumber(position, learning);
  if (recording) advanceStored(position, learning);
  store<i32>(POSITION, position + 1);
}

/** Number of symbols reread where no state was saved. */
const REPLAY: i32 = 256;
let tailLearned: i32 = -1;

/** Sets the moving state to that before `start`: keeps it, restores it, or rereads up to REPLAY symbols. */
export function enter(start: i32, segment: i32): void {
  if (load<i32>(POSITION) == start && load<i32>(SEGMENT) == segment) return;
  if (load<i32>(LEARNED_TAIL) == start && load<i32>(LEARNED_TAIL, 4) == segment && tailLearned >= 0) {
    memory.copy(MOVING, LEARNED_TAIL, MOVING_BYTES);
    return;
  }
  memory.fill(MOVING, 0, MOVING_BYTES);
  store<i32>(SEGMENT, segment);
  const from = max(segment, start - REPLAY);
  store<i32>(POSITION, from);
  store<i32>(BEGINNING, from);
  store<i32>(LINE, from);
  store<i32>(LINE_BEFORE, from);
  store<i32>(ALIGNED, from);
  pass(from, start, false);
}

/** Moves past symbols start..end-1. With `learning`, learns only their positions. */
export function pass(start: i32, end: i32, learning: bool): void {
  for (let position = start; position < end; position++) {
    aimPointers(position);
    advance(position, read(position, false), learning);
    if (learning) store<u8>(learned + <usize>position, 1);
  }
}

/** Saves the moving state after symbol `end - 1`, where learning stopped. */
export function saveTail(end: i32): void {
  memory.copy(LEARNED_TAIL, MOVING, MOVING_BYTES);
  tailLearned = end;
}

/** Forgets the moving state and its saved copy. */
export function beginMotion(): void {
  tailLearned = -1;
  store<i32>(POSITION, -1);
}
