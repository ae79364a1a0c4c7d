// Written numbers: expects the number of the same field in the line before plus its usual step, in base 10 or 16, with the carry
// of the field after it (seconds into minutes, cents into units).

import { ALPHABET_CODE, DIGITS, EXPERT_SYMBOL, LIMITS, MOST_FIELDS, NUMBER, NUMBERS, RULES } from "./addresses";
import { expect } from "./experts";
import { symbolAt } from "./sequence";
import { ALPHABET, experts } from "./shape";
import { aimSteps, countStep } from "./steps";

// The current line, at NUMBERS.
/** i64 each: value of the current token in base 10 and in base 16. */
export const VALUE: usize = 0;
export const VALUE_16: usize = 8;
/** i32: characters of the current token; 0: outside a token. */
export const LENGTH: usize = 16;
/** u16 each: number of tokens with a digit in the line so far; the symbol before the current token, plus one. */
const FIELD_NUMBER: usize = 20;
const BEFORE: usize = 22;
/** i32: the last symbol, plus one. */
const LAST: usize = 24;
/**
 * u8 each: kinds of characters in the current token; whether it agrees with the expected one so far; fields of the line before;
 * whether the line is whole: a segment may begin within one.
 */
const KINDS: usize = 28;
const AGREES: usize = 29;
const FIELDS: usize = 30;
const WHOLE: usize = 31;
const DECIMAL: u8 = 1;
const HEXADECIMAL: u8 = 2;
const LETTER: u8 = 4;
const PADDED: u8 = 8;

// A field of the line before, 32 bytes each, after the line.
const FIELD: usize = 32;
const FIELD_BYTES: usize = 32;
/** i64 each: its value, and the one expected in this line. */
const EXPECTED: usize = 8;
/** i32: characters; u16 each: symbols before and after it, plus one; u8 each: base, 0: none; whether zeros fill it; carry. */
export const WIDTH: usize = 16;
const LEAD: usize = 20;
export const END: usize = 22;
export const BASE: usize = 24;
export const FILLED: usize = 25;
const CARRY: usize = 26;
/** u8: lower bits of the value of the field before it, on which its limit may depend, as days depend on the month. */
const KEY: usize = 27;

// What is learned of a field, 24 bytes each, at RULES.
const RULE_BYTES: usize = 24;
/** i32[2]: step without and with a carry; i32 each: first value that was not reached last, and what was then subtracted; 0: none. */
const LIMIT: usize = 8;
const PERIOD: usize = 12;
/** u32: whether its last numbers were as expected, the last one lowest. */
const HITS: usize = 16;

/** Longest numbers of base 10 and 16, characters: they fit in 64 bits. */
const LONGEST: i32 = 17;
const LONGEST_16: i32 = 15;

// @ts-ignore: decorator
@inline
function fieldAt(index: i32): usize {
  return NUMBERS + FIELD + <usize>index * FIELD_BYTES;
}

// @ts-ignore: decorator
@inline
function ruleAt(index: i32): usize {
  return RULES + <usize>index * RULE_BYTES;
}

/** State of the expert at a symbol that it predicts. */
let state: i32 = 0;
/** How many of the last 16 numbers of its field were as expected; at most 15. */
export let fieldHits: i32 = 0;

/** The symbol expected next at a field, plus one; 0: none. */
function expectedSymbol(field: usize, index: i32): i32 {
  const base = <i64>load<u8>(field, BASE);
  const value = load<i64>(field, EXPECTED);
  if (base == 0 || value < 0 || load<u32>(ruleAt(index), HITS) == 0) return 0;
  const length = load<i32>(NUMBERS, LENGTH);
  if (length == 0 ? load<i32>(NUMBERS, LAST) != <i32>load<u16>(field, LEAD) : load<u8>(NUMBERS, AGREES) == 0) return 0;
  let width = load<i32>(field, WIDTH);
  if (load<u8>(field, FILLED) == 0) {
    width = 1;
    for (let least = base; value >= least; least *= base) width++;
  }
  const place = width - 1 - length;
  const kind = place < 0 ? 3 : place == 0 ? 2 : place == 1 ? 1 : 0;
  fieldHits = min<i32>(15, popcnt(load<u32>(ruleAt(index), HITS) & 0xffff));
  state = kind << 4 | fieldHits;
  if (place < 0) return place == -1 ? <i32>load<u16>(field, END) : 0;
  let unit: i64 = 1;
  for (let k = 0; k < place; k++) unit *= base;
  return <i32>load<u16>(DIGITS + (<usize>((value / unit) % base) << 1));
}

/** Of the last 16 numbers of a field, those that must have been as expected; else its steps predict. */
const STEADY: u32 = 15;

/** Lets the steps of a field predict, unless they are the same. */
function aimDistribution(field: usize, index: i32): bool {
  if (load<u8>(field, BASE) == 0 || popcnt(load<u32>(ruleAt(index), HITS) & 0xffff) >= STEADY) return false;
  const isStart = load<i32>(NUMBERS, LENGTH) == 0;
  if (isStart ? load<i32>(NUMBERS, LAST) != <i32>load<u16>(field, LEAD) : (load<u8>(NUMBERS, KINDS) & LETTER) != 0) return false;
  return aimSteps(field, index);
}

/** Computes what the number expert predicts at a position. @returns whether the steps of the field predict in its place */
export function aimNumber(): bool {
  const index = <i32>load<u16>(NUMBERS, FIELD_NUMBER);
  const field = fieldAt(index);
  const isKnown = (experts & 8) != 0 && index < <i32>load<u8>(NUMBERS, FIELDS);
  const isSpread = isKnown && aimDistribution(field, index);
  expect(3, isKnown && !isSpread ? expectedSymbol(field, index) - 1 : -1, state);
  return isSpread;
}

/** Learns from a token that has ended, and keeps it for the next line. */
function endToken(symbol: i32, learning: bool): void {
  const index = <i32>load<u16>(NUMBERS, FIELD_NUMBER);
  const kinds = load<u8>(NUMBERS, KINDS);
  const length = load<i32>(NUMBERS, LENGTH);
  if ((kinds & DECIMAL) == 0 || index >= MOST_FIELDS || load<u8>(NUMBERS, WHOLE) == 0) return;
  store<u16>(NUMBERS, <u16>(index + 1), FIELD_NUMBER);
  const field = fieldAt(index);
  const isKnown = index < <i32>load<u8>(NUMBERS, FIELDS);
  const before = isKnown ? load<u8>(field, BASE) : 0;
  let base: u8 = (kinds & HEXADECIMAL) != 0 || before == 16 ? 16 : 10;
  if ((kinds & LETTER) != 0 || length > (base == 16 ? LONGEST_16 : LONGEST)) base = 0;
  const value = base == 16 ? load<i64>(NUMBERS, VALUE_16) : load<i64>(NUMBERS, VALUE);
  if (learning && base != 0 && base == before) learnStep(index, value);
  store<i64>(field, value);
  store<i32>(field, length, WIDTH);
  store<u16>(field, load<u16>(NUMBERS, BEFORE), LEAD);
  store<u16>(field, <u16>(symbol + 1), END);
  store<u8>(field, base, BASE);
  store<u8>(field, base == 16 || (kinds & PADDED) != 0 ? 1 : 0, FILLED);
}

/** Learns the step from the value before to this one. */
function learnStep(index: i32, value: i64): void {
  const field = fieldAt(index), rule = ruleAt(index);
  const expected = load<i64>(field, EXPECTED);
  const hits = load<u32>(rule, HITS) << 1;
  store<u32>(rule, hits | <u32>(value == expected), HITS);
  const step = value - load<i64>(field);
  if (step != <i64>(<i32>step)) return;
  countStep(index, <i32>step);
  if (value == expected && hits != 0) return;
  const old = load<i64>(field);
  const carry = rule + (<usize>load<u8>(field, CARRY) << 2);
  const usual = load<i32>(carry);
  if (step < 0 && usual > 0 && old + usual < 0x7fffffff) {
    const period = <i32>(<i64>usual - step);
    setLimit(field, index, usual == 1 ? <i32>old + 1 : period, period);
  } else if (step == <i64>usual) setLimit(field, index, 0, 0);
  else store<i32>(carry, <i32>step);
}

/** Limits of a field by its key: i32 and what is then subtracted. */
// @ts-ignore: decorator
@inline
function limitAt(field: usize, index: i32): usize {
  return LIMITS + (<usize>index << 7) + (<usize>load<u8>(field, KEY) << 3);
}

/** Stores where a field starts again, for its key and for keys that are not known yet. */
function setLimit(field: usize, index: i32, limit: i32, period: i32): void {
  const rule = ruleAt(index), keyed = limitAt(field, index);
  store<i32>(rule, limit, LIMIT);
  store<i32>(rule, period, PERIOD);
  store<i32>(keyed, limit);
  store<i32>(keyed, period, 4);
}

/**
 * Expects the numbers of the next line, the last one first, since it may carry into the one before. Lines without numbers change
 * nothing.
 */
function endLine(): void {
  const fields = <i32>load<u16>(NUMBERS, FIELD_NUMBER);
  store<u8>(NUMBERS, 1, WHOLE);
  if (fields == 0) return;
  let carry: u8 = 0;
  for (let index = fields - 1; index >= 0; index--) {
    const field = fieldAt(index), rule = ruleAt(index);
    let value = load<i64>(field) + <i64>load<i32>(rule + (<usize>carry << 2));
    store<u8>(field, carry, CARRY);
    store<u8>(field, index > 0 ? <u8>(load<i64>(fieldAt(index - 1)) & 15) : 0, KEY);
    const keyed = limitAt(field, index);
    const limits = load<i32>(keyed) != 0 ? keyed : rule + LIMIT;
    const limit = <i64>load<i32>(limits);
    carry = limit > 0 && value >= limit ? 1 : 0;
    if (carry) value -= <i64>load<i32>(limits, 4);
    store<i64>(field, value, EXPECTED);
  }
  store<u8>(NUMBERS, <u8>fields, FIELDS);
  store<u16>(NUMBERS, 0, FIELD_NUMBER);
}

/** Adds a letter or a digit to the current token. */
// @ts-ignore: decorator
@inline
function extendToken(symbol: i32, code: u32, isDigit: bool, learning: bool): void {
  const length = load<i32>(NUMBERS, LENGTH);
  const digit = isDigit ? code - 48 : code - 87;
  let kinds = load<u8>(NUMBERS, KINDS);
  let agrees = load<u8>(NUMBERS, AGREES);
  if (length == 0) {
    store<u16>(NUMBERS, <u16>load<i32>(NUMBERS, LAST), BEFORE);
    store<i64>(NUMBERS, 0, VALUE);
    store<i64>(NUMBERS, 0, VALUE_16);
    kinds = digit == 0 ? PADDED : 0;
    agrees = 1;
  }
  store<i32>(NUMBERS, length + 1, LENGTH);
  store<u8>(NUMBERS, load<i32>(NUMBER, EXPERT_SYMBOL) == symbol ? agrees : 0, AGREES);
  if (digit < 16) {
    if (learning) store<u16>(DIGITS + (<usize>digit << 1), <u16>(symbol + 1));
    kinds |= isDigit ? DECIMAL : HEXADECIMAL;
    if (length < LONGEST) {
      store<i64>(NUMBERS, load<i64>(NUMBERS, VALUE) * 10 + <i64>digit, VALUE);
      store<i64>(NUMBERS, (load<i64>(NUMBERS, VALUE_16) << 4) + <i64>digit, VALUE_16);
    }
  } else kinds |= LETTER;
  store<u8>(NUMBERS, kinds, KINDS);
}

/** Reads the symbol at a position. */
export function advanceNumber(position: i32, learning: bool): void {
  const symbol = symbolAt(position);
  const entry = ALPHABET + (<usize>symbol << 4);
  const kind = load<u32>(entry, 8);
  if (kind & 1) {
    // The rest of a word changes nothing.
    const isInWord = kind == 1 && load<i32>(NUMBERS, LENGTH) > 0 && (load<u8>(NUMBERS, KINDS) & LETTER) != 0;
    if (!isInWord) extendToken(symbol, load<u32>(entry, ALPHABET_CODE), kind == 3, learning);
  } else {
    const length = load<i32>(NUMBERS, LENGTH);
    if (length > 0) {
      // A single 0 is not filled.
      if (length == 1) store<u8>(NUMBERS, load<u8>(NUMBERS, KINDS) & ~PADDED, KINDS);
      endToken(symbol, learning);
      store<i32>(NUMBERS, 0, LENGTH);
    }
    if (kind == 2) endLine();
  }
  store<i32>(NUMBERS, symbol + 1, LAST);
}
