// Laws: distributions of the next sample, a number of 1 to 4 bytes, by linear prediction. Least squares at two rates of forgetting,
// and a gradient filter that corrects their mean, each give a location and a scale. The distribution is logistic.
//
// Locations are functions of the symbols of the segment before the position and of learned state, so no moving state is needed.
//
// Source: Haykin 2002, Adaptive Filter Theory, 4th ed. (least squares with exponential forgetting, normalized LMS).

import { ALPHABET_CODE, DECISION_BYTES, LAWS, MIDDLES, POSITION, RESIDUALS, SEGMENT, VECTOR } from "./addresses";
import { clampAll, squashAll, stretch, sum, whole } from "./arithmetic";
import { symbolAt } from "./sequence";
import { ALPHABET, nodeNumber, samples, TREE } from "./shape";

/** Bytes of a sample, 0: no layout is known; whether the highest byte comes first; position of a sample modulo its bytes. */
export let width: i32 = 0;
export let bigEndian: bool = false;
export let phase: i32 = 0;
/** Samples that alternate, and bytes of a row of a picture; 0: no picture. */
export let channels: i32 = 1;
export let rowBytes: i32 = 0;

/** Predictors of a sample, of which the first is constant: most of them, those in use, and those of the fast law. */
export const MOST_TAPS: i32 = 64;
const FAST_TAPS: i32 = 24;
const PICTURE_TAPS: i32 = 32;
export let taps: i32 = 0;
let fastTaps: i32 = 0;
/** Bytes of a row of a matrix: MOST_TAPS + 1 numbers and one for alignment. */
export const MATRIX_ROW: usize = 528;
const MATRIX: usize = 65 * MATRIX_ROW;
// A channel, in bytes: two matrices, their weights, f32[256] weights of the gradient filter, and numbers.
const WEIGHTS: usize = 2 * MATRIX;
/** Weights of the slow law as they were a while ago: the gradient filter works on their errors. */
const FROZEN: usize = WEIGHTS + 2 * MATRIX_ROW;
const FILTER: usize = FROZEN + MATRIX_ROW;
const FILTER_TAPS: i32 = 256;
/** f64[2] weight of the next sample in each matrix; f64[3] mean error of each law; i32 samples learned. */
const GROWTH: usize = FILTER + 1024;
const ERRORS: usize = GROWTH + 16;
const COUNT: usize = ERRORS + 24;
const CHANNEL_BYTES: usize = 0x11800;
// After the channels: a decomposition, and a matrix for trials.
const WORK: usize = 4 * CHANNEL_BYTES;
export const TRIAL: usize = WORK + MATRIX;
export const SAMPLE_BYTES: usize = TRIAL + MATRIX;

// At LAWS: f64[3] locations; f32[4] each, location of the byte and inverse scale.
const PLACES: usize = LAWS + 32;
const INVERSES: usize = LAWS + 48;
/** Distance of the copies of a law on a circle of bytes. */
let turn: f32 = 0;
/** Offset of the taps but the first, i32[64], bytes before the sample. */
const OFFSETS: usize = LAWS + 128;

/** Start of the sample that locations were computed for, and its segment. */
let aimed: i32 = -1;
let aimedSegment: i32 = 0;
let speaking: bool = false;

/** RESIDUALS ends, at this index, with the last sample before this position of this segment. */
let residualsAt: i32 = -1;
let residualsSegment: i32 = 0;
let residualsEnd: i32 = 0;
const MOST_RESIDUALS: i32 = 2048;

export function beginLaws(): void {
  width = 0;
  aimed = -1;
}

/** Reads samples in a layout, and keeps what was learned. */
export function setTrial(bytes: i32, big: bool, start: i32, count: i32, row: i32): void {
  width = bytes;
  bigEndian = big;
  phase = start;
  channels = count;
  rowBytes = row;
  aimed = -1;
}

/** The number at a position. */
export function numberAt(at: i32): i32 {
  let number = 0;
  for (let k = 0; k < width; k++) {
    number = number << 8 | codeAt(bigEndian ? at + k : at + width - 1 - k);
  }
  return width == 1 ? number : number << (32 - (width << 3)) >> (32 - (width << 3));
}

function addTap(bytes: i32): void {
  store<i32>(OFFSETS + (<usize>taps << 2), bytes);
  taps++;
}

/** Lists at most `most` taps of a layout: the samples before, and with rows those around the place above. */
export function setTaps(most: i32): void {
  taps = 1;
  const all = rowBytes > 0 ? min(PICTURE_TAPS, most) : most;
  const before = rowBytes > 0 ? min(9, all >> 2) : all - 1;
  for (let k = 1; k <= before; k++) addTap(k * width);
  if (rowBytes > 0) {
    for (let k = 0; taps < all - 3; k = k > 0 ? -k : 1 - k) addTap(rowBytes - k * width);
    for (let k = -1; k < 2; k++) addTap(2 * rowBytes + k * channels);
  }
  fastTaps = min(taps, FAST_TAPS);
}

/** Uses another layout. What was learned of the one before is forgotten; the samples since `from` are learned. */
export function setLayout(bytes: i32, big: bool, start: i32, count: i32, row: i32, from: i32, to: i32): void {
  setTrial(bytes, big, start, count, row);
  residualsAt = -1;
  if (bytes == 0) return;
  setTaps(MOST_TAPS);
  memory.fill(samples, 0, SAMPLE_BYTES);
  for (let channel = 0; channel < channels; channel++) {
    const block = samples + <usize>channel * CHANNEL_BYTES;
    store<f64>(block, 1, GROWTH);
    store<f64>(block, 1, GROWTH + 8);
    for (let law: usize = 0; law < 24; law += 8) store<f64>(block + law, 64, ERRORS);
  }
  for (let node: usize = 0; node < <usize>nodeNumber; node++) store<u8>(MIDDLES + node, <u8>lowest(load<i32>(TREE + (node << 4), 4)));
  for (let at = from; at <= to; at++) learnSample(at);
}

/** Lowest code below a node. */
function lowest(from: i32): i32 {
  let node = from;
  while (node >= 0) node = load<i32>(TREE + (<usize>node << 4));
  return load<i32>(ALPHABET + (<usize>~node << 4), ALPHABET_CODE);
}

/** Writes the taps of the sample at `start` to VECTOR. Those before the segment get the last sample. */
export function readTaps(start: i32, segment: i32): void {
  const last = <f64>numberAt(start - channels * width);
  store<f64>(VECTOR, 16);
  for (let k = 1; k < taps; k++) {
    const at = start - load<i32>(OFFSETS + (<usize>k << 2));
    store<f64>(VECTOR + (<usize>k << 3), at >= segment ? <f64>numberAt(at) : last);
  }
}

/** Sum of the products of the numbers at two addresses. */
function dot(a: usize, b: usize, count: i32): f64 {
  let partial = f64x2.splat(0);
  const end = a + (<usize>(count & ~1) << 3);
  let p = a, q = b;
  for (; p < end; p += 16, q += 16) partial = f64x2.add(partial, f64x2.mul(v128.load(p), v128.load(q)));
  const even = f64x2.extract_lane(partial, 0) + f64x2.extract_lane(partial, 1);
  return count & 1 ? even + load<f64>(p) * load<f64>(q) : even;
}

/** The value that weights give for the first `size` taps. */
export function valueOf(weights: usize, size: i32): f64 {
  return dot(VECTOR, weights, size);
}

/** Adds the first `size` taps and the outcome to a matrix. */
export function accumulate(matrix: usize, size: i32, outcome: f64, weight: f64): void {
  const end = VECTOR + (<usize>size << 3);
  const kept = load<f64>(end);
  store<f64>(end, outcome);
  for (let i = VECTOR, row = matrix; i <= end; i += 8, row += MATRIX_ROW) {
    const factor = f64x2.splat(load<f64>(i) * weight);
    for (let j = VECTOR, at = row; j <= i; j += 16, at += 16) {
      v128.store(at, f64x2.add(v128.load(at), f64x2.mul(factor, v128.load(j))));
    }
  }
  store<f64>(end, kept);
}

/** Writes the weights with the least squares, by Cholesky decomposition; leaves them as they are if there are none. */
export function solve(matrix: usize, size: i32, weights: usize, ridge: f64): void {
  const work = samples + WORK;
  const last = work + <usize>size * MATRIX_ROW;
  for (let row = work, from = matrix; row <= last; row += MATRIX_ROW, from += MATRIX_ROW) {
    let other = work;
    for (let j = 0; j < size && other <= row; j++, other += MATRIX_ROW) {
      const cell = <usize>j << 3;
      const rest = load<f64>(from + cell) - dot(row, other, j);
      if (other < row) {
        store<f64>(row + cell, rest * load<f64>(other + cell));
        continue;
      }
      const pivot = rest + ridge + load<f64>(from + cell) * 1e-12;
      if (!(pivot > 0)) return;
      store<f64>(row + cell, <f64>1 / sqrt<f64>(pivot));
    }
  }
  for (let i = size - 1; i >= 0; i--) {
    const row = work + <usize>i * MATRIX_ROW;
    const weight = load<f64>(last + (<usize>i << 3)) * load<f64>(row + (<usize>i << 3));
    store<f64>(weights + (<usize>i << 3), weight);
    for (let j: usize = 0; j < <usize>i << 3; j += 8) store<f64>(last + j, load<f64>(last + j) - weight * load<f64>(row + j));
  }
}

/** Appends the error of the frozen weights at a sample. */
function appendResidual(at: i32, segment: i32): void {
  if (residualsEnd == MOST_RESIDUALS) {
    memory.copy(RESIDUALS, RESIDUALS + (<usize>(MOST_RESIDUALS - FILTER_TAPS) << 2), <usize>FILTER_TAPS << 2);
    residualsEnd = FILTER_TAPS;
  }
  readTaps(at, segment);
  const error = <f32>(<f64>numberAt(at) - valueOf(channelAt(at) + FROZEN, taps));
  store<f32>(RESIDUALS + (<usize>residualsEnd << 2), error);
  residualsEnd++;
}

/** Makes RESIDUALS end before the sample at `start`. @returns address of the first that the filter uses */
function residualsBefore(start: i32, segment: i32): usize {
  if (residualsSegment != segment || (residualsAt != start && residualsAt != start - width)) {
    memory.fill(RESIDUALS, 0, <usize>FILTER_TAPS << 2);
    residualsEnd = FILTER_TAPS;
    const most = min(FILTER_TAPS, (start - segment - leastPast()) / width);
    for (let k = most; k > 0; k--) appendResidual(start - k * width, segment);
  } else if (residualsAt != start) appendResidual(residualsAt, segment);
  residualsAt = start;
  residualsSegment = segment;
  return RESIDUALS + (<usize>(residualsEnd - FILTER_TAPS) << 2);
}

function channelAt(start: i32): usize {
  return samples + <usize>((start / width) % channels) * CHANNEL_BYTES;
}

/** Computes the locations of the sample at `start`. */
function predictSample(start: i32, segment: i32): void {
  aimed = start;
  aimedSegment = segment;
  const from = residualsBefore(start, segment);
  readTaps(start, segment);
  const block = channelAt(start);
  const fast = valueOf(block + WEIGHTS, fastTaps), slow = valueOf(block + WEIGHTS + MATRIX_ROW, taps);
  let partial = f32x4.splat(0);
  for (let k: usize = 0; k < <usize>FILTER_TAPS << 2; k += 16) {
    partial = f32x4.add(partial, f32x4.mul(v128.load(from + k), v128.load(block + k, FILTER)));
  }
  store<f64>(LAWS, fast);
  store<f64>(LAWS, slow, 8);
  store<f64>(LAWS, (fast + slow) * 0.5 + <f64>sum(partial), 16);
}

/** Samples from one solution to the next. */
const INTERVAL: i32 = 32;
const FAST_GROWTH: f64 = 1.0 / 0.98;
const SLOW_GROWTH: f64 = 1.0 / 0.9999;
const MOST_GROWTH: f64 = 1e60;

/** Adds the outcome to one of the two matrices. */
function learnMatrix(block: usize, which: usize, size: i32, outcome: f64, growth: f64, count: i32): void {
  const matrix = block + which * MATRIX;
  const weight = load<f64>(block + (which << 3), GROWTH);
  accumulate(matrix, size, outcome, weight);
  if (count % INTERVAL == 0 || (count < 128 && count % 4 == 0)) solve(matrix, size, block + WEIGHTS + which * MATRIX_ROW, weight);
  let next = weight * growth;
  if (next > MOST_GROWTH) {
    for (let at: usize = 0; at < MATRIX; at += 8) store<f64>(matrix + at, load<f64>(matrix + at) / MOST_GROWTH);
    next /= MOST_GROWTH;
  }
  store<f64>(block + (which << 3), next, GROWTH);
}

/** Moves the mean error of a law towards its last one. */
function learnError(block: usize, law: usize, outcome: f64, count: i32, least: f64): void {
  const mean = load<f64>(block + law, ERRORS);
  const error = abs<f64>(outcome - load<f64>(LAWS + law));
  store<f64>(block + law, mean + (error - mean) * max<f64>(1 / <f64>(count + 1), least), ERRORS);
}

/** Learns the sample that ends before a position. */
export function learnSample(position: i32): void {
  const start = position - width, segment = load<i32>(SEGMENT);
  if (width == 0 || (position - phase) % width != 0 || start - segment < leastPast()) return;
  if (start != aimed || segment != aimedSegment) predictSample(start, segment);
  const block = channelAt(start);
  const outcome = <f64>numberAt(start);
  const count = load<i32>(block, COUNT) + 1;
  store<i32>(block, count, COUNT);
  learnError(block, 0, outcome, count, 0.1);
  learnError(block, 8, outcome, count, 0.01);
  learnError(block, 16, outcome, count, 0.03);
  learnFilter(block, <f32>(outcome - load<f64>(LAWS, 16)), residualsBefore(start, segment));
  learnMatrix(block, 0, fastTaps, outcome, FAST_GROWTH, count);
  learnMatrix(block, 1, taps, outcome, SLOW_GROWTH, count);
  if (count == 64 || count % THAW == 0) {
    memory.copy(block + FROZEN, block + WEIGHTS + MATRIX_ROW, MATRIX_ROW);
    residualsAt = -1;
  }
}

/** Samples from one copy of the weights to the next. */
const THAW: i32 = 512;
const FILTER_RATE: f32 = 0.1;

/** Moves the gradient filter against the error, by the normalized rule. */
function learnFilter(block: usize, error: f32, from: usize): void {
  let squares = f32x4.splat(0);
  for (let k: usize = 0; k < <usize>FILTER_TAPS << 2; k += 16) {
    const residuals = v128.load(from + k);
    squares = f32x4.add(squares, f32x4.mul(residuals, residuals));
  }
  const step = f32x4.splat(FILTER_RATE * error / (sum(squares) + 1));
  for (let k: usize = 0; k < <usize>FILTER_TAPS << 2; k += 16) {
    const at = block + FILTER + k;
    v128.store(at, f32x4.add(v128.load(at), f32x4.mul(v128.load(from + k), step)));
  }
}

/** Bytes of the segment from which on samples are predicted. */
function leastPast(): i32 {
  return max(2 * width * channels, 8);
}

/** Code of the symbol at a position. */
function codeAt(at: i32): i32 {
  return load<i32>(ALPHABET + (<usize>symbolAt(at) << 4), ALPHABET_CODE);
}

/** Computes location and scale of the byte at the position, in units of the byte. */
function aimLaws(): void {
  speaking = false;
  if (width == 0) return;
  const position = load<i32>(POSITION), segment = load<i32>(SEGMENT);
  const place = (position + width - phase) % width;
  const start = position - place;
  if (start - segment < leastPast()) return;
  if (start != aimed || segment != aimedSegment) predictSample(start, segment);
  speaking = true;
  const block = channelAt(start);
  let value: f64 = 0;
  let unit: f64 = 1;
  for (let k = 0; k < place; k++) {
    const code = <f64>codeAt(start + k);
    value = bigEndian ? value * 256 + code : value + code * unit;
    unit *= 256;
  }
  if (bigEndian) {
    unit = 1;
    for (let k = place + 1; k < width; k++) unit *= 256;
    value = value * 256 * unit + (unit - 1) * 0.5;
  }
  // Higher bytes that are known leave one interval, others a circle.
  const around = !bigEndian || place == 0;
  let period: f64 = 256;
  if (!around) for (let k = 0; k < place; k++) period *= 256;
  turn = around ? 256 : 1e9;
  for (let law: usize = 0; law < 3; law++) {
    const location = (load<f64>(LAWS + (law << 3)) - value) / unit;
    const turns = floor<f64>((location + (around ? 0.5 : period * 0.5 - 128)) / period);
    store<f32>(PLACES + (law << 2), <f32>(location - turns * period));
    const scale = (load<f64>(block + (law << 3), ERRORS) * 0.57 + 0.04) / unit;
    store<f32>(INVERSES + (law << 2), <f32>(1 / max<f64>(scale, 0.02)));
  }
}

/** Mass of all codes below one, by each law. */
function below(code: f32): v128 {
  const distance = f32x4.sub(f32x4.splat(code - 0.5), v128.load(PLACES));
  const inverse = v128.load(INVERSES);
  const a = squashAll(clampAll(f32x4.mul(distance, inverse), LIMIT));
  const b = squashAll(clampAll(f32x4.mul(f32x4.sub(distance, f32x4.splat(turn)), inverse), LIMIT));
  const c = squashAll(clampAll(f32x4.mul(f32x4.add(distance, f32x4.splat(turn)), inverse), LIMIT));
  return f32x4.add(f32x4.add(b, c), a);
}

const LIMIT: f32 = 11.99;
/** Least mass of a code. */
const FLOOR: f32 = 0.0000005;
// In a decision: masses below its first code, its middle and its end, one after the other; and these codes.
const FIRST: usize = 0x380;
const MIDDLE: usize = 0x390;
const END: usize = 0x3a0;
const CODES: usize = 0x3b0;

/** Writes the inputs of the three laws: the logit of the mass of the upper half of the codes that are possible. */
export function lawInputs(decision: usize, node: i32, depth: i32, prefix: u32, input: usize): void {
  if (depth == 0) aimLaws();
  if (!speaking) {
    store<u64>(input, 0);
    return store<u32>(input, 0, 8);
  }
  const middle = <f32>load<u8>(MIDDLES + <usize>node);
  let first: f32 = 0, end: f32 = 256;
  if (depth == 0) {
    v128.store(decision, below(first), FIRST);
    v128.store(decision, below(end), END);
  } else {
    const parent = decision - DECISION_BYTES;
    const side = <usize>(prefix >> (depth - 1) & 1);
    const codes = parent + (side << 2), masses = parent + (side << 4);
    first = load<f32>(codes, CODES);
    end = load<f32>(codes, CODES + 4);
    v128.store(decision, v128.load(masses, FIRST), FIRST);
    v128.store(decision, v128.load(masses, MIDDLE), END);
  }
  const mass = below(middle);
  v128.store(decision, mass, MIDDLE);
  store<f32>(decision, first, CODES);
  store<f32>(decision, middle, CODES + 4);
  store<f32>(decision, end, CODES + 8);
  const zero = f32x4.splat(0);
  const left = f32x4.add(f32x4.pmax(f32x4.sub(mass, v128.load(decision, FIRST)), zero), f32x4.splat(FLOOR * (middle - first)));
  const right = f32x4.add(f32x4.pmax(f32x4.sub(v128.load(decision, END), mass), zero), f32x4.splat(FLOOR * (end - middle)));
  const share = f32x4.mul(f32x4.div(right, f32x4.add(left, right)), f32x4.splat(4095.99));
  store<f32>(input, stretch(whole(floor<f32>(f32x4.extract_lane(share, 0)))));
  store<f32>(input, stretch(whole(floor<f32>(f32x4.extract_lane(share, 1)))), 4);
  store<f32>(input, stretch(whole(floor<f32>(f32x4.extract_lane(share, 2)))), 8);
}
