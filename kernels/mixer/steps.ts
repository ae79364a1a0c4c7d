// Steps: the distribution of a written number that follows the one of the line before by steps which differ, as identifiers with
// gaps, times of events and slow walks do. Steps that recur are counted one by one, others by their magnitude. They give the next
// number, hence its next digit, hence the share of either side of a decision.

import { CONFIDENCE, DIGITS, EXPERT_CELL, EXPERT_DEPTH, MAGNITUDES, MOST_FIELDS, NUMBERS, STEP, STEPS } from "./addresses";
import { squash, stretch, whole } from "./arithmetic";
import { BASE, END, FILLED, LENGTH, VALUE, VALUE_16, WIDTH } from "./numbers";
import { ALPHABET } from "./shape";

// Steps of a field: each i32 and u32 count; then u32, whether the last ones were among them, the last one lowest.
const RECURRED: usize = 16 * 8;
const FIELD_BYTES: usize = RECURRED + 8;
/** Of the last 16 steps, those that must have been seen before. */
const LEAST_RECURRED: u32 = 8;
// Magnitudes of a field: u16[64], steps by sign and number of bits; then i32, mean number of bits in 1/65536.
const MEAN: usize = 64 * 2;
const MAGNITUDE_BYTES: usize = MEAN + 8;
/** Counts are halved here, so that a field may change. */
const MOST_COUNT: u32 = 400;

// Scratch after the fields: u32, number of symbols that may be next; u32 path and f32 mass of each; u32[32], cells of decisions.
const SYMBOLS: usize = STEPS + <usize>MOST_FIELDS * FIELD_BYTES;
const LIST: usize = SYMBOLS + 8;
const CELLS: usize = LIST + 24 * 8;
/** The decisions that are expected to be a 1. */
let predicted: u32 = 0;
let recur: bool = false;

/** Counts a step of a field. */
export function countStep(index: i32, step: i32): void {
  countMagnitude(MAGNITUDES + <usize>index * MAGNITUDE_BYTES, step);
  const table = STEPS + <usize>index * FIELD_BYTES, end = table + RECURRED;
  let place = table;
  let count: u32 = 0;
  for (let entry = table; entry < end; entry += 8) {
    if (load<u32>(entry, 4) > 0 && load<i32>(entry) == step) {
      place = entry;
      count = load<u32>(entry, 4);
      break;
    }
    if (load<u32>(entry, 4) < load<u32>(place, 4)) place = entry;
  }
  store<u32>(end, load<u32>(end) << 1 | <u32>(count > 0));
  store<i32>(place, step);
  store<u32>(place, count + 1, 4);
  if (count + 1 < MOST_COUNT) return;
  for (let entry = table; entry < end; entry += 8) store<u32>(entry, load<u32>(entry, 4) >> 1, 4);
}

function countMagnitude(table: usize, step: i32): void {
  const bits = min(31, 32 - <i32>clz<i32>(abs<i32>(step)));
  const mean = load<i32>(table, MEAN);
  store<i32>(table, mean == 0 ? bits << 16 : mean + ((bits << 16) - mean >> 4), MEAN);
  const place = table + (<usize>(step < 0 ? 32 + bits : bits) << 1);
  const count = load<u16>(place) + 1;
  store<u16>(place, count);
  if (count < MOST_COUNT) return;
  for (let at = table; at < table + MEAN; at += 2) store<u16>(at, load<u16>(at) >> 1);
}

// What is known of the number: its base, its digits or 0 if no zeros fill it, how many digits are known, and their value.
let base: i64 = 10;
let width: i32 = 0;
let length: i32 = 0;
let known: i64 = 0;
/** The symbol after the number, plus one. */
let end: i32 = 0;

/** Lists the symbols that may be next in a field of the line. @returns whether there are any */
export function aimSteps(field: usize, index: i32): bool {
  base = <i64>load<u8>(field, BASE);
  width = load<u8>(field, FILLED) ? load<i32>(field, WIDTH) : 0;
  length = load<i32>(NUMBERS, LENGTH);
  known = length == 0 ? 0 : load<i64>(NUMBERS + (base == 16 ? VALUE_16 : VALUE));
  end = <i32>load<u16>(field, END);
  store<u32>(SYMBOLS, 0);
  predicted = 0;
  const before = load<i64>(field);
  const table = STEPS + <usize>index * FIELD_BYTES;
  recur = popcnt(load<u32>(table, RECURRED) & 0xffff) >= LEAST_RECURRED;
  if (recur) addSteps(table, before);
  else addMagnitudes(MAGNITUDES + <usize>index * MAGNITUDE_BYTES, before);
  return load<u32>(SYMBOLS) > 0;
}

function addSteps(table: usize, before: i64): void {
  for (let entry = table; entry < table + RECURRED; entry += 8) {
    const count = load<u32>(entry, 4);
    const value = before + <i64>load<i32>(entry);
    if (count > 0) addNumbers(value, value, <f32>count);
  }
}

/** Bits by which usual steps must be shorter than the number. */
const SHORTER: i32 = 3;

function addMagnitudes(table: usize, before: i64): void {
  const mean = load<i32>(table, MEAN);
  const bits = width == 0 ? 64 - <i32>clz<i64>(before) : base == 16 ? width << 2 : width * 10 / 3;
  if (mean == 0 || mean > bits - SHORTER << 16) return;
  for (let k = 0; k < 64; k++) {
    const count = <f32>load<u16>(table + (<usize>k << 1));
    if (count == 0) continue;
    const least: i64 = (<i64>1 << (k & 31)) >> 1, most = max<i64>(2 * least - 1, 0);
    if (k < 32) addNumbers(before + least, before + most, count);
    else addNumbers(max<i64>(0, before - most), before - least, count);
  }
}

/** Adds the next symbols of the numbers from `from` to `to`, which are equally likely. */
function addNumbers(from: i64, to: i64, mass: f32): void {
  if (from < 0) return;
  const place = (width > 0 ? width : widthOf(from)) - 1 - length;
  if (place < -1) return;
  const each = mass / <f32>(to - from + 1);
  if (place < 0) {
    if (from <= known && known <= to) add(end, each);
    return;
  }
  let unit: i64 = 1;
  for (let k = 0; k < place; k++) unit *= base;
  const first = known * base * unit;
  const least = max(first, from), most = min(first + base * unit - 1, to);
  if (least > most) return;
  for (let digit = (least - first) / unit; digit <= (most - first) / unit; digit++) {
    const start = first + digit * unit;
    const numbers = min(most, start + unit - 1) - max(least, start) + 1;
    add(<i32>load<u16>(DIGITS + (<usize>digit << 1)), each * <f32>numbers);
  }
}

/** Digits of a number. */
function widthOf(value: i64): i32 {
  let digits = 1;
  for (let rest = value / base; rest > 0; rest /= base) digits++;
  return digits;
}

/** Adds mass to a symbol, which is numbered from 1. */
function add(symbol: i32, mass: f32): void {
  if (symbol == 0) return;
  const path = load<u32>(ALPHABET + (<usize>(symbol - 1) << 4));
  const next = LIST + (<usize>load<u32>(SYMBOLS) << 3);
  for (let at = LIST; at < next; at += 8) {
    if (load<u32>(at) == path) return store<f32>(at, load<f32>(at, 4) + mass, 4);
  }
  store<u32>(next, path);
  store<f32>(next, mass, 4);
  store<u32>(SYMBOLS, load<u32>(SYMBOLS) + 1);
}

/** What is added to the mass of either side of a decision. */
const FLOOR: f32 = 0.25;

/** Lets the expert of steps predict the likelier side of a decision, in a state that says how much likelier it is. */
export function aimStep(depth: i32, prefix: u32): void {
  const mask: u32 = (1 << depth) - 1;
  const next = LIST + (<usize>load<u32>(SYMBOLS) << 3);
  let zero = FLOOR, one = FLOOR;
  for (let at = LIST; at < next; at += 8) {
    const path = load<u32>(at);
    if (((path ^ prefix) & mask) != 0) continue;
    if (path >> depth & 1) one += load<f32>(at, 4);
    else zero += load<f32>(at, 4);
  }
  if (zero + one == 2 * FLOOR) return store<u32>(STEP, 0, EXPERT_DEPTH);
  const share = max(zero, one) / (zero + one);
  const state = min(31, whole(floor<f32>(stretch(whole(floor<f32>(share * 4095.99))) * 4)));
  const cell = <u32>CONFIDENCE + ((5 << 6 | (recur ? 32 : 0) | state) << 5);
  predicted = predicted & mask | <u32>(one > zero) << depth;
  store<u32>(CELLS + (<usize>depth << 2), cell);
  store<u32>(STEP, prefix & mask | predicted & ~mask);
  store<u32>(STEP, depth + 1, EXPERT_DEPTH);
  store<u32>(STEP, cell, EXPERT_CELL);
}

/** Makes the expert again what it was at a decision of this symbol. */
export function recallStep(depth: i32): void {
  store<u32>(STEP, predicted);
  store<u32>(STEP, load<u32>(CELLS + (<usize>depth << 2)), EXPERT_CELL);
}

/** At first the shares are right. */
export function beginSteps(): void {
  for (let k = 0; k < 64 * 4; k++) {
    store<f32>(CONFIDENCE + (<usize>(5 << 8 | k) << 3), squash((<f32>(k >> 2 & 31) + 0.5) * 0.25));
  }
}
