// Steps of numbers of two bytes, one of which begins at each place.

/** f64[16]: times which those before it in its channel a number is expected to be, the last one first. */
export const LINE: usize = 0x1000;
/** i32[65536]: how often there was a number. */
export const COUNTS: usize = 0x2000;
const COUNTS_SIZE: usize = 65536 << 2;
/** u8[n] */
export const BYTES: usize = COUNTS + COUNTS_SIZE;
let words: usize = 0;
let steps: usize = 0;
let size: i32 = 0;

/** Lays out the memory for n bytes; returns what it takes. */
export function configure(n: i32): usize {
  size = n;
  words = (BYTES + <usize>n + 1) & ~1;
  steps = words + (<usize>n << 1);
  return steps + (<usize>n << 1);
}

/** u16[n]: the number that begins at each place; the last one lacks a byte. */
export function wordsAddress(): usize {
  return words;
}

/** u16[n]: the step to it, modulo 2^16. */
export function stepsAddress(): usize {
  return steps;
}

/** Makes numbers of the bytes. */
export function join(littleEndian: bool): void {
  for (let at = 0; at + 1 < size; at++) {
    const word = load<u16>(BYTES + at);
    store<u16>(words + (<usize>at << 1), littleEndian ? word : bswap(word));
  }
}

// @ts-ignore: decorator
@inline
function signed(at: i32, zero: i32): f64 {
  return <f64>(<i16>(load<u16>(words + (<usize>at << 1)) - zero));
}

/** The nearest integer; a half becomes the next one. */
// @ts-ignore: decorator
@inline
function rounded(x: f64): i64 {
  const below = floor(x);
  return <i64>below + i64(x - below >= 0.5);
}

/** Takes the step to each number from those `lag` numbers before it and before that, which are counted from `zero`. */
export function take(lag: i32, order: i32, zero: i32): void {
  for (let at = 2 * lag * order; at < size; at++) {
    let sum: f64 = 0;
    for (let k = 0, before = at - 2 * lag; k < order; k++, before -= 2 * lag)
      sum += load<f64>(LINE + (<usize>k << 3)) * signed(before, zero);
    const step = <i32>load<u16>(words + (<usize>at << 1)) - <i32>rounded(sum) - zero;
    store<u16>(steps + (<usize>at << 1), step);
  }
}

/** How far every other number from `first` on steps that has two bytes before `end`, in doublings. */
export function way(first: i32, end: i32): f64 {
  let doublings: i64 = 0;
  for (let at = first; at + 1 < end; at += 2) {
    const step = <i32>load<u16>(steps + (<usize>at << 1));
    doublings += 32 - clz(min(step, 65536 - step));
  }
  return <f64>doublings;
}

/** Forgets what was counted. */
export function restart(): void {
  memory.fill(COUNTS, 0, COUNTS_SIZE);
}

/** Counts the steps to these numbers. */
export function count(first: i32, end: i32): void {
  for (let at = first; at + 1 < end; at += 2) {
    const address = COUNTS + (<usize>load<u16>(steps + (<usize>at << 1)) << 2);
    store<i32>(address, load<i32>(address) + 1);
  }
}
