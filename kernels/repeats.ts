// Exact repeats: predicts the symbol that followed the longest earlier occurrence of the context, with a learned confidence.
//
// Contexts have 2^k symbols; k is their level. The hash of a context combines those of its two halves: no symbol has to be
// removed, as from a rolling hash, and no sequence collides systematically, as substitution sequences do under polynomial
// hashes. The table of each level maps a hash to the latest position after a context with it.

/** Maximum number of symbols per call of `code`. */
export const CHUNK: u32 = 4096;
/** f64[CHUNK]: the probabilities that `code` writes; 0 where nothing is copied. */
export const PROBABILITIES: usize = 0x1000;
/** f64[CHUNK]: for each symbol, the probability of all symbols below it. */
export const BELOW: usize = 0x9000;

/** Maximum number of symbols reread after a jump. */
export const REREAD: i32 = 1024;

/** Symbols hashed at a time, level by level; symbol by symbol, each level would wait for the one below. */
const PIECE: i32 = 256;
/** Bytes of the hashes of a level: u32[257], before each symbol of a piece and after the last. */
const LEVEL_BYTES: usize = 1028;
/** u32[256]: hashes of the current level in `hashPiece`. */
const LATEST: usize = 0x11a00;
// f64[33] each, by class of run lengths: hits, trials, estimated miss rate, and the smallest miss rate of this class and all
// shorter ones.
const HITS: usize = 0x11100;
const TRIALS: usize = 0x11300;
const ENDED: usize = 0x11500;
const MISSES: usize = 0x11700;
const CLASSES: i32 = 33;
/** i32[16]: first positions of copies that failed early. */
const REFUSED: usize = 0x11900;
const REFUSALS: i32 = 16;
/** u32[2048]: rings of `findAside`. */
const RINGS_ASIDE: usize = 0x12000;
/** u32[32][257]: hashes of the last 2^level symbols, by level. */
const HASHES: usize = 0x14000;
const HASHES_ASIDE: usize = 0x1d000;
const BASE: usize = 0x26000; // start of symbols, known, rings and tables

/** Without learning, a copy that fails within its first EARLY symbols is not found again. */
const EARLY: i32 = 64;

let alphabetSize: f64 = 0;
/** Lowest level of contexts that is looked up; `levels` is one more than the highest. */
let lowest: i32 = 0;
let levels: i32 = 0;
let logSlots: u32 = 0;
/** u16[n]: the symbols. */
const symbols: usize = BASE;
/** u8[n]: 1 where a symbol was learned; only these are copied. */
let known: usize = 0;
/** u32[2^levels]: from 2^level on, a ring of the latest 2^level hashes of this level. */
let ringsHere: usize = 0;
/** u32[levels - lowest][2^logSlots]: 1 + the latest position after a context with this hash; 0: none. */
let places: usize = 0;
/** u32[2^logSlots]: one bit per hash of a shortest context, 1 if it was met. If not, no longer context was met. */
let met: usize = 0;

// The reading position, and the copy that it follows.
let hashes: usize = HASHES;
/** Symbols of the piece; `passed` is the byte offset of the current hash in a level. */
let hashed: i32 = 0;
let passed: usize = 0;
let rings: usize = 0;
let position: i32 = 0;
/** Symbols read since the last jump. Longer contexts have no hash. */
let read: i32 = 0;
/** Position of the symbol copied next; -1: none. */
let copy: i32 = -1;
/** Number of symbols before `copy` that equal those before `position`. */
let length: i32 = 0;
/** Position of the first symbol copied. */
let origin: i32 = -1;
let refusals: i32 = 0;

// @ts-ignore: decorator
@inline
function symbolAt(at: i32): u32 {
  return load<u16>(symbols + (<usize>at << 1));
}

// @ts-ignore: decorator
@inline
function isKnown(at: i32): bool {
  return load<u8>(known + <usize>at) == 1;
}

// @ts-ignore: decorator
@inline
function hash(level: i32): u32 {
  return load<u32>(hashes + <usize>level * LEVEL_BYTES + passed);
}

// @ts-ignore: decorator
@inline
function join(later: u32, earlier: u32): u32 {
  let h = (later * 0x9e3779b1) ^ (earlier * 0x85ebca6b);
  h = (h ^ (h >> 15)) * 0x2c9277b5;
  return h ^ (h >> 13);
}

/** Lays out the memory for `n` symbols. Returns its size in bytes; the caller grows the memory to that. */
export function configure(n: u32, size: u32, lowestLevel: i32, levelNumber: i32, slotBits: u32): usize {
  alphabetSize = <f64>size;
  lowest = lowestLevel;
  levels = levelNumber;
  logSlots = slotBits;
  known = symbols + (<usize>n << 1);
  ringsHere = (known + n + 63) & ~63;
  places = ringsHere + (<usize>4 << levels);
  met = places + (<usize>(levels - lowest) << (logSlots + 2));
  return met + (<usize>4 << logSlots);
}

/** Resets to the untrained state. */
export function begin(): void {
  memory.fill(HITS, 0, ENDED - HITS);
  memory.fill(known, 0, ringsHere - known);
  memory.fill(places, 0, met + (<usize>4 << logSlots) - places);
  for (let k = 0; k < CLASSES; k++) {
    store<f64>(ENDED + (<usize>k << 3), 0.5);
    store<f64>(MISSES + (<usize>k << 3), k < lowest ? 1 : 0.5);
  }
  hashes = HASHES;
  rings = ringsHere;
  moveTo(0, 0);
}

/** Address of the symbols. The caller writes those to code and, after a jump, up to REREAD before them. */
export function symbolsAddress(): usize {
  return symbols;
}

/** Jumps to position `at`: rereads symbols from..at-1. */
export function moveTo(at: i32, from: i32): void {
  clearRefused();
  restart(at, from);
}

function restart(at: i32, from: i32): void {
  read = 0;
  copy = -1;
  length = 0;
  for (let start = from; start < at; start += PIECE) {
    hashPiece(start, min(at, start + PIECE));
    passed = <usize>hashed << 2;
    read += hashed;
  }
  position = at;
}

function clearRefused(): void {
  for (let i: usize = 0; i < <usize>REFUSALS; i++) store<i32>(REFUSED + (i << 2), -1);
  refusals = 0;
}

/** Hashes the next piece, symbols from..to-1. All of the previous piece must have been passed. */
function hashPiece(from: i32, to: i32): void {
  hashed = to - from;
  // Longer contexts have no hash yet.
  const end = min(levels, 32 - clz(read + hashed));
  for (let i = 0; i < hashed; i++) store<u32>(LATEST + (<usize>i << 2), join(symbolAt(from + i) + 1, 7));
  let row = hashes;
  for (let level = 0; level < end; level++) {
    store<u32>(row, load<u32>(row + passed));
    const ring = rings + (<usize>4 << level), mask = (<usize>4 << level) - 1;
    let place = <usize>read << 2;
    const last = LATEST + (<usize>hashed << 2);
    for (let at = LATEST, to = row + 4; at < last; at += 4, to += 4, place += 4) {
      const h = load<u32>(at), old = ring + (place & mask);
      store<u32>(to, h);
      const before = load<u32>(old);
      store<u32>(old, h);
      store<u32>(at, join(h, before));
    }
    row += LEVEL_BYTES;
  }
  passed = 0;
}

/** Moves past one symbol of the piece. */
// @ts-ignore: decorator
@inline
function passSymbol(): void {
  passed += 4;
  read++;
}

/** Writes `note` to the hash slot of the current context at each level. */
// @ts-ignore: decorator
@inline
function storeAll(note: u32): void {
  const end = min(levels, 32 - clz(read)), shift = 32 - logSlots;
  let slots = places, row = hashes + <usize>lowest * LEVEL_BYTES + passed;
  for (let level = lowest; level < end; level++) {
    store<u32>(slots + (<usize>(load<u32>(row) >> shift) << 2), note);
    slots += <usize>4 << logSlots;
    row += LEVEL_BYTES;
  }
}

/** Address of the word in `met` of the shortest context. */
// @ts-ignore: decorator
@inline
function metAddress(): usize {
  return met + (<usize>(hash(lowest) >> (32 - logSlots)) << 2);
}

/** Bit of the shortest context in that word, from the next 5 bits of its hash. */
// @ts-ignore: decorator
@inline
function bit(): u32 {
  return 1 << (hash(lowest) >> (27 - logSlots));
}

// @ts-ignore: decorator
@inline
function markMet(): void {
  if (read >= 1 << lowest) store<u32>(metAddress(), load<u32>(metAddress()) | bit());
}

function isRefused(place: i32): bool {
  if (refusals == 0) return false;
  for (let i: usize = 0; i < <usize>REFUSALS; i++) if (load<i32>(REFUSED + (i << 2)) == place) return true;
  return false;
}

/** Length of the common suffix before `place` and `position`; at most `read`, so that gaps between stretches do not matter. */
function commonSuffix(place: i32): i32 {
  const longest = min(place, read);
  let common = 0;
  while (
    common < longest && symbolAt(place - 1 - common) == symbolAt(position - 1 - common) && isKnown(place - 1 - common)
  )
    common++;
  return common;
}

/** Finds the longest copy if there is none, or if it has reached a symbol that was not learned. */
// @ts-ignore: decorator
@inline
function seek(): void {
  if (copy >= 0 && isKnown(copy)) return;
  copy = -1;
  // Without this bit, the shortest context was never met.
  if (read >= 1 << lowest && (load<u32>(metAddress()) & bit()) != 0) search();
}

function search(): void {
  for (let level = min(levels - 1, 31 - clz(read)); level >= lowest; level--) {
    const slot = (<usize>(level - lowest) << logSlots) + (hash(level) >> (32 - logSlots));
    const place = <i32>load<u32>(places + (slot << 2)) - 1;
    if (place < 0 || !isKnown(place) || isRefused(place)) continue;
    const common = commonSuffix(place);
    if (common < 1 << lowest) continue;
    copy = place;
    origin = place;
    length = common;
    return;
  }
}

/** Byte offset of the class of the run, floor(log2 length). */
// @ts-ignore: decorator
@inline
function runClass(): usize {
  return <usize>(31 - clz(length)) << 3;
}

/** Probability of the copied symbol if `right`, else of each other symbol. */
// @ts-ignore: decorator
@inline
function probability(kind: usize, right: bool): f64 {
  if (alphabetSize == 1) return 1;
  const miss = load<f64>(MISSES + kind);
  return right ? 1 - miss : miss / (alphabetSize - 1);
}

/** Learns whether a run continued. A longer run never has a higher miss probability than a shorter one. */
function learnRun(kind: usize, right: bool): void {
  const trials = load<f64>(TRIALS + kind) + 1;
  const hits = load<f64>(HITS + kind) + <f64>right;
  store<f64>(TRIALS + kind, trials);
  store<f64>(HITS + kind, hits);
  store<f64>(ENDED + kind, (trials - hits + 0.5) / (trials + 1));
  let least: f64 = kind > <usize>lowest << 3 ? load<f64>(MISSES + kind - 8) : 1;
  for (let k = kind; k < <usize>CLASSES << 3; k += 8) {
    least = min(least, load<f64>(ENDED + k));
    if (k > kind && load<f64>(MISSES + k) == least) break;
    store<f64>(MISSES + k, least);
  }
}

/** Codes symbols start..end-1, at most CHUNK; `start` must be the current position. */
export function code(start: i32, end: i32, learn: bool): void {
  if (learn) clearRefused();
  let out = PROBABILITIES;
  let stop = start;
  for (let at = start; at < end; at++) {
    if (at == stop) {
      stop = min(end, at + PIECE);
      hashPiece(at, stop);
    }
    position = at;
    const symbol = symbolAt(at);
    seek();
    let right = false;
    if (copy >= 0) {
      const predicted = symbolAt(copy);
      const kind = runClass();
      right = predicted == symbol;
      store<f64>(out, probability(kind, right));
      let below: f64 = 0;
      if (!right)
        below = probability(kind, true) + <f64>(symbol < predicted ? symbol : symbol - 1) * probability(kind, false);
      store<f64>(out, below, BELOW - PROBABILITIES);
      if (learn) learnRun(kind, right);
      else if (!right && copy < origin + EARLY) store<i32>(REFUSED + (<usize>(refusals++ % REFUSALS) << 2), origin);
    } else {
      store<f64>(out, 0);
      store<f64>(out, <f64>symbol / alphabetSize, BELOW - PROBABILITIES);
    }
    out += 8;
    if (learn) {
      markMet();
      storeAll(<u32>at + 1);
      store<u8>(known + <usize>at, 1);
    }
    passSymbol();
    length = right ? length + 1 : 0;
    copy = right ? copy + 1 : -1;
  }
  position = end;
}

/**
 * Learns only the positions of the shortest contexts of symbols start..end-1, which suffices to find the start of a copy. The
 * caller writes these symbols and the context before them, from `from` on, and calls `moveTo` afterwards.
 */
export function indexOnly(start: i32, end: i32, from: i32): void {
  const all = levels;
  levels = lowest + 1;
  restart(start, from);
  let stop = start;
  for (let at = start; at < end; at++) {
    if (at == stop) {
      stop = min(end, at + PIECE);
      hashPiece(at, stop);
    }
    markMet();
    storeAll(<u32>at + 1);
    store<u8>(known + <usize>at, 1);
    passSymbol();
  }
  levels = all;
}

/** Writes the probabilities of the copied symbol and of each other one. @returns position of the copied symbol, or -1 */
// @ts-ignore: decorator
@inline
function writePrediction(): i32 {
  if (copy < 0) return -1;
  store<f64>(PROBABILITIES, probability(runClass(), true));
  store<f64>(PROBABILITIES, probability(runClass(), false), 8);
  return copy;
}

/** Finds the copy at the current position; writes and returns the same as `writePrediction`. */
export function find(): i32 {
  seek();
  return writePrediction();
}

/** Like `find`, but at position `at`, after rereading symbols from..at-1. The current position does not move. */
export function findAside(at: i32, from: i32): i32 {
  const wasPassed = passed;
  const here = position, wasRead = read, wasCopy = copy, wasLength = length, wasOrigin = origin, wasRefusals = refusals;
  hashes = HASHES_ASIDE;
  rings = RINGS_ASIDE;
  refusals = 0;
  restart(at, from);
  seek();
  const found = writePrediction();
  hashes = HASHES;
  rings = ringsHere;
  passed = wasPassed;
  position = here, read = wasRead, copy = wasCopy, length = wasLength, origin = wasOrigin, refusals = wasRefusals;
  return found;
}
