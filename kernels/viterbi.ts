// Viterbi algorithm for a hidden Markov chain in which all changes of state at a symbol have the same cost.
//
// A change therefore always comes from the best state: one comparison per state and symbol. For each symbol, `read` stores the
// best state before it, and one bit per state: whether entering it by a change is better. `trace` follows these backwards
// and overwrites the best states with the path.

/** Maximum number of states, and length of the rows of tables. */
export const MAX_STATES: u32 = 16;
/** f64[16]: score of the best path to each state. */
export const SCORES: usize = 0x1000;
/** f64[128][16]: log likelihood of each symbol in each state. */
export const LOG_LIKELIHOODS: usize = 0x1100;

const ROW_BYTES: usize = 128;
/** Bit of symbols at which a change of state is cheaper. Without it, symbols are below it. */
const CHEAP: u32 = 0x80;

/** u8[n]: the symbols, written by the caller. */
export const SYMBOLS: usize = LOG_LIKELIHOODS + <usize>CHEAP * ROW_BYTES;

let changed: usize = 0;
let from: usize = 0;
/** Bytes used of a row; an odd number of states is rounded up. */
let width: usize = 0;
/** In `read`, the best state before the symbol. In `trace`, the state on the path. */
let best: u32 = 0;
let change: f64 = 0;
let cheapChange: f64 = 0;

/** Lays out the memory for `n` symbols; returns its size in bytes. */
export function layout(n: u32): usize {
  changed = (SYMBOLS + n + 15) & ~15;
  from = changed + (<usize>n << 1);
  return from + n;
}

/** Resets to the first symbol. The caller sets SCORES, where state 0 must have the highest, and LOG_LIKELIHOODS. */
export function begin(states: u32, cost: f64, cheapCost: f64): void {
  width = <usize>((states + 1) & ~1) << 3;
  best = 0;
  change = cost;
  cheapChange = cheapCost;
}

/** Reads symbols start..end-1. */
export function read(start: u32, end: u32): void {
  for (let i = start; i < end; i++) {
    const symbol = <u32>load<u8>(SYMBOLS + i);
    const cost = symbol & CHEAP ? cheapChange : change;
    const entered = f64x2.splat(load<f64>(SCORES + (<usize>best << 3)) - cost);
    const row = LOG_LIKELIHOODS + <usize>(symbol & (CHEAP - 1)) * ROW_BYTES;
    store<u8>(from + i, <u8>best);
    let mask: u32 = 0;
    let most = f64x2.splat(-Infinity);
    for (let at: usize = 0; at < width; at += 16) {
      const kept = v128.load(SCORES + at);
      mask |= <u32>i64x2.bitmask(f64x2.lt(kept, entered)) << (<u32>at >> 3);
      const score = f64x2.add(f64x2.pmax(kept, entered), v128.load(row + at));
      v128.store(SCORES + at, score);
      most = f64x2.pmax(most, score);
    }
    store<u16>(changed + (<usize>i << 1), <u16>mask);
    const highest = max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
    if (best === 0 && load<f64>(SCORES) === highest) continue;
    best = 0;
    while (load<f64>(SCORES + (<usize>best << 3)) !== highest) best++;
  }
}

/** Follows the path backwards from symbol end-1 to `start`. */
export function trace(start: u32, end: u32): void {
  for (let i = end; i > start; ) {
    i--;
    const before = <u32>load<u8>(from + i);
    store<u8>(from + i, <u8>best);
    if ((<u32>load<u16>(changed + (<usize>i << 1)) >> best) & 1) best = before;
  }
}

/** State on the path at symbol `at`. */
export function state(at: u32): u32 {
  return load<u8>(from + at);
}

/** End of the run of symbols from `at` on that have the same state; at most `n`. */
export function runEnd(at: u32, n: u32): u32 {
  const own = load<u8>(from + at);
  while (at < n && load<u8>(from + at) === own) at++;
  return at;
}
