// Samples: finds the layout of numbers that linear prediction predicts: width, byte order, phase, channels, rows of a picture.

import { ALPHABET_CODE, SCORES, SEGMENT } from "./addresses";
import {
  accumulate, beginLaws, bigEndian, channels, MATRIX_ROW, MOST_TAPS, numberAt, phase, readTaps, rowBytes, setLayout, setTaps,
  setTrial, solve, taps, TRIAL, valueOf, width,
} from "./laws";
import { symbolAt } from "./sequence";
import { ALPHABET, nodeNumber, samples } from "./shape";

/** The layout in use, -1: none. */
let current: i32 = -1;

export function beginSamples(): void {
  current = -1;
  beginLaws();
}

/** Last symbols that layouts are compared on: by differences, and by least squares. */
const SHORT_WINDOW: i32 = 1024;
const LONG_WINDOW: i32 = 3072;
const TRIAL_TAPS: i32 = 16;
/** Layouts without rows: 16 phases and orders of four widths, each with 1 to 4 channels; then pixels of 1, 3 and 4 bytes. */
const PLAIN_LAYOUTS: i32 = 76;
const LAYOUTS: i32 = 79;
const FINALISTS: i32 = 4;

/** Approximately log2 of a number from 1 on: exact at powers of two, linear between. */
function log2(x: f32): f32 {
  return <f32>(reinterpret<i32>(x) - 0x3f800000) * <f32>1.1920929e-7;
}

/** Bits a symbol if each is coded by its frequency. */
function entropy(position: i32, count: i32): f32 {
  const counts = samples + TRIAL;
  memory.fill(counts, 0, 1024);
  for (let at = position - count; at < position; at++) {
    const cell = counts + (<usize>load<u32>(ALPHABET + (<usize>symbolAt(at) << 4), ALPHABET_CODE) << 2);
    store<u32>(cell, load<u32>(cell) + 1);
  }
  let bits: f32 = 0;
  for (let cell = counts; cell < counts + 1024; cell += 4) {
    const times = <f32>load<i32>(cell);
    if (times > 0) bits += times * log2(<f32>count / times);
  }
  return bits / <f32>count;
}

/** Reads samples in the layout with a number. */
function tryLayout(layout: i32, row: i32): void {
  if (layout >= PLAIN_LAYOUTS) {
    const kind = layout - PLAIN_LAYOUTS;
    return setTrial(1, false, 0, kind == 0 ? 1 : kind + 2, row);
  }
  const count = 1 + (layout & 3);
  let rest = layout >> 2;
  let bytes = 1, forms = 1;
  while (rest >= forms) {
    rest -= forms;
    bytes++;
    forms = 2 * bytes;
  }
  setTrial(bytes, (rest & 1) != 0, rest >> 1, count, 0);
}

/** The first sample of a layout from a position on. */
function firstFrom(position: i32): i32 {
  return position + (phase + width - position % width) % width;
}

/** Bits of a number whose logarithm is on average `mean`: those of its sign and of its spread are added. */
function bitsOf(mean: f32): f32 {
  return (mean + 2.5) / <f32>width;
}

/** Bits a symbol if samples are predicted to equal the one before in their channel, or with rows the one above. */
function differenceBits(from: i32, position: i32): f32 {
  let bits: f32 = 0;
  let count: f32 = 0;
  const back = rowBytes > 0 ? rowBytes : channels * width;
  for (let at = firstFrom(from); at + width <= position; at += width) {
    bits += log2(1 + abs<f32>(<f32>(numberAt(at)) - <f32>numberAt(at - back)));
    count++;
  }
  return bitsOf(bits / count);
}

/** Bits a symbol if samples are predicted by least squares. */
function squaresBits(from: i32, position: i32): f32 {
  setTaps(TRIAL_TAPS);
  const matrix = samples + TRIAL, weights = matrix + <usize>(TRIAL_TAPS + 1) * MATRIX_ROW;
  let bits: f32 = 0;
  let count: f32 = 0;
  const step = width * channels;
  for (let channel = 0; channel < channels; channel++) {
    memory.fill(matrix, 0, <usize>(TRIAL_TAPS + 2) * MATRIX_ROW);
    const first = firstFrom(from) + channel * width;
    for (let at = first; at + width <= position; at += step) {
      readTaps(at, from - rowBytes * 2 - 128);
      accumulate(matrix, taps, <f64>numberAt(at), 1);
    }
    solve(matrix, taps, weights, 1);
    for (let at = first; at + width <= position; at += step) {
      readTaps(at, from - rowBytes * 2 - 128);
      bits += log2(1 + abs<f32>(<f32>(<f64>numberAt(at) - valueOf(weights, taps))));
      count++;
    }
  }
  return bitsOf(bits / count);
}

/** Bits a symbol that a layout must save against frequencies of symbols. */
const LEAST_GAIN: f32 = 0.4;
const FORGETTING: f32 = 0.5;

/** Chooses the layout for the symbols from a position on. */
export function reviseSamples(position: i32, row: i32): void {
  const past = position - load<i32>(SEGMENT) - 160;
  if (past < 256 || nodeNumber > 255) return;
  const before = current;
  const oldWidth = width, oldOrder = bigEndian, oldPhase = phase, oldChannels = channels, oldRow = rowBytes;
  const short = min(SHORT_WINDOW, past >> 1);
  const frequencies = entropy(position, min(LONG_WINDOW, past));
  // The finalists, i32 each, and their bits, after the scores.
  const finalists = SCORES + 384;
  let number = 0;
  for (let layout = 0; layout < LAYOUTS; layout++) {
    const score = SCORES + (<usize>layout << 2);
    store<f32>(score, load<f32>(score) * FORGETTING);
    const rows = layout >= PLAIN_LAYOUTS;
    if (rows && (row < 32 || past < 2 * row + short + 64)) continue;
    tryLayout(layout, row);
    const bits = differenceBits(position - short, position);
    if (bits > frequencies + 0.5 && layout != before) continue;
    let place = number;
    while (place > 0 && load<f32>(finalists + (<usize>place << 3) - 8, 4) > bits) place--;
    for (let k = min(number, FINALISTS - 1); k > place; k--) {
      store<u64>(finalists + (<usize>k << 3), load<u64>(finalists + (<usize>k << 3) - 8));
    }
    if (place >= FINALISTS) continue;
    store<i32>(finalists + (<usize>place << 3), layout);
    store<f32>(finalists + (<usize>place << 3), bits, 4);
    number = min(number + 1, FINALISTS);
  }
  // The layout in use is compared with them.
  for (let k = 0; k <= number; k++) {
    const layout = k < number ? load<i32>(finalists + (<usize>k << 3)) : before;
    if (layout < 0) continue;
    let isDouble = false;
    for (let other = 0; other < k; other++) isDouble = isDouble || load<i32>(finalists + (<usize>other << 3)) == layout;
    if (isDouble) continue;
    tryLayout(layout, layout == before ? oldRow : row);
    const count = min(LONG_WINDOW, past - 2 * rowBytes);
    if (count < 128) continue;
    const score = SCORES + (<usize>layout << 2);
    const gain = frequencies - squaresBits(position - count, position), old = load<f32>(score);
    store<f32>(score, old > 0 ? old + gain * FORGETTING : gain);
  }
  let best = before >= 0 && load<f32>(SCORES + (<usize>before << 2)) > LEAST_GAIN ? before : -1;
  let most: f32 = best < 0 ? LEAST_GAIN : load<f32>(SCORES + (<usize>best << 2)) + 0.03;
  for (let layout = 0; layout < LAYOUTS; layout++) {
    const score = load<f32>(SCORES + (<usize>layout << 2));
    if (score > most) {
      most = score;
      best = layout;
    }
  }
  current = best;
  if (best == before && (best < PLAIN_LAYOUTS || oldRow == row)) {
    setTrial(oldWidth, oldOrder, oldPhase, oldChannels, oldRow);
    if (best >= 0) setTaps(MOST_TAPS);
    return;
  }
  if (best < 0) return setLayout(0, false, 0, 1, 0, 0, 0);
  tryLayout(best, row);
  setLayout(width, bigEndian, phase, channels, rowBytes, position - min(past, 4096), position);
}
