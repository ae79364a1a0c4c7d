// The most likely path through a hidden Markov chain in which every change of state costs the same, wherever it leads.
//
// So the best state of all is where to come from: one comparison a state. Where a change is worth its cost is kept as a bit of
// each state, and what it comes from as one state a symbol; the path is followed back through these and put in the place of
// the latter.

/** Most states; rows of tables have as many places, of which the last may be empty. */
export const MOST_STATES: u32 = 16;
/** Address of the scores, 64-bit floats. */
export const SCORES: usize = 0x1000;
/** Address of what symbols say for states, 64-bit floats, by symbol and state. */
export const SAID: usize = 0x1100;

const ROW_BYTES: usize = 128;
/** Symbols are below it; that bit says that a change costs less here. */
const CHEAP: u32 = 0x80;

/** Address of the symbols, which the caller writes. */
export const SYMBOLS: usize = SAID + <usize>CHEAP * ROW_BYTES;

let changed: usize = 0;
let from: usize = 0;
/** Bytes of a row that are read. */
let width: usize = 0;
/** The best state of all before a symbol; back on the path, the one that it is in. */
let best: u32 = 0;
let change: f64 = 0;
let cheapChange: f64 = 0;

/** Lays out the memory for `n` symbols; returns the bytes it takes. */
export function layout(n: u32): usize {
  changed = (SYMBOLS + n + 15) & ~15;
  from = changed + (<usize>n << 1);
  return from + n;
}

/** Begins with the scores that the caller has set, of which that of state 0 is the highest; it sets what symbols say, too. */
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
    const row = SAID + <usize>(symbol & (CHEAP - 1)) * ROW_BYTES;
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

/** Follows the path back over symbols end-1..start, the latest first. */
export function trace(start: u32, end: u32): void {
  for (let i = end; i > start; ) {
    i--;
    const before = <u32>load<u8>(from + i);
    store<u8>(from + i, <u8>best);
    if ((<u32>load<u16>(changed + (<usize>i << 1)) >> best) & 1) best = before;
  }
}

/** The state of symbol `at` on the path. */
export function state(at: u32): u32 {
  return load<u8>(from + at);
}

/** Where the state of symbol `at` ends to be that of those behind it, at most at `n`. */
export function runEnd(at: u32, n: u32): u32 {
  const own = load<u8>(from + at);
  while (at < n && load<u8>(from + at) === own) at++;
  return at;
}
