// A context mixer over any alphabet: every symbol is a path of binary decisions in a tree, every decision is predicted
// from hashed contexts and from pointers to earlier text, and a gated network of logistic mixers weighs them.
//
// Source: Mahoney 2005, Florida Tech. CS-2005-16 (logistic mixing of bit predictions); Mattern 2012, DCC (mixing as
// online gradient descent); Willems, Shtarkov & Tjalkens 1995 (decomposition of symbols).
//
// The whole sequence lies in memory; code() codes any stretch of it. State is of two kinds. What was learned (slots,
// calibration, weights, maps, match table) changes only while learning. What moves (word and line, pointers) is a
// function of the symbols before the position and of what was learned; it lies in one region that is saved and put back.
// Numbers are 32-bit floats and integers in a fixed order, so that results are the same everywhere.
//
// A slot holds the prediction of one decision in one context: probability of a 1 (22 bits), number of times seen (8),
// last two outcomes (2). A bucket of 32 bytes is a check word and the 7 slots of three levels of the tree.

// ---- fixed addresses: tables the caller fills -----------------------------------------------------------------------

/** f32[4096]: ln(p / (1 - p)) at p = (i + 1/2) / 4096. */
export const STRETCH: usize = 0x1000;
/** f32[3080]: 1 / (1 + exp(-d)) at d = (i - 1536) / 128. */
export const SQUASH: usize = 0x5000;
/** i32[1024]: adaptation rate of a slot seen i times, in 2^-16. */
export const RATES: usize = 0x8200;
/** u8[256]: the count of a slot in eight grades. */
export const GRADES: usize = 0x9200;
/** u32[32]: odd multipliers of the features. */
export const MULTIPLIERS: usize = 0x9300;
/** u32[32]: the features each context is made of, bit f for feature f. */
export const CONTEXTS: usize = 0x9400;
/** f64[4096]: probabilities of the symbols coded last. */
export const PROBABILITIES: usize = 0xa000;

// ---- fixed addresses: scratch ---------------------------------------------------------------------------------------

const FEATURES: usize = 0x9500;
const HASHES: usize = 0x9600;
/** A bucket nobody has seen: what contexts without one are predicted from. */
const UNSEEN: usize = 0x9a80;

// Pointer experts, 32 bytes each: what they predict at this symbol.
const EXPERTS: usize = 0x9e00;
const MATCH: usize = EXPERTS;
const COPY: usize = EXPERTS + 32;
const LAG: usize = EXPERTS + 64;
// The path it predicts is at its beginning.
/** Number of decisions it predicts; 0 when silent. */
const EXPERT_DEPTH: usize = 4;
/** Address of its confidence in its present state. */
const EXPERT_CELL: usize = 8;
const EXPERT_SYMBOL: usize = 12;

// The chunks on the way to a symbol, 256 bytes each: the bucket of every context, and its check word.
const FRAMES: usize = 0x12800;
const FRAME_BYTES: usize = 0x100;
const CHECKS: usize = 0x80;

// The decisions on the way to a symbol, 1 KiB each: what each was predicted from, for its update.
const DECISIONS: usize = 0x40000;
const DECISION_BYTES: usize = 0x400;
// f32[128]: the inputs, at its beginning.
/** u32[32]: addresses of the calibration of every context. */
const CELLS: usize = 0x200;
/** f32[8]: outputs of the weight sets, padded with zeros. */
const OUTPUTS: usize = 0x280;
/** u32[8]: addresses of the weights in use. */
const CHOSEN: usize = 0x2a0;
/** f32: output of the final mixer, as a probability. */
const MIXED: usize = 0x2c0;
/** f32: probability that the fast and the slow learner state. */
const FAST: usize = 0x2c4;
const SLOW: usize = 0x2c8;
/** u32: which weights the slow learner uses. */
const SLOW_SET: usize = 0x2cc;
/** u32[2]: addresses of the nearest knots of the probability maps. */
const KNOTS: usize = 0x2d0;

// What moves. The region is copied as a whole.
const MOVING: usize = 0x12000;
const MOVING_BYTES: usize = 0x80;
/** What moved as it was after the last learned symbol. */
const LEARNED_TAIL: usize = 0x12100;
const SAVED: usize = 0x12200;
const POSITION: usize = MOVING;
const SEGMENT: usize = MOVING + 4;
const WORD: usize = MOVING + 8;
const WORD_BEFORE: usize = MOVING + 12;
const WORD_BEFORE_THAT: usize = MOVING + 16;
const WORD_LENGTH: usize = MOVING + 20;
const LINE: usize = MOVING + 24;
const LINE_BEFORE: usize = MOVING + 28;
const ROLLING: usize = MOVING + 32;
const REPLAYED: usize = MOVING + 36;
const MATCH_POINTER: usize = MOVING + 40;
const MATCH_LENGTH: usize = MOVING + 44;
const COPY_POINTER: usize = MOVING + 48;
const COPY_RUN: usize = MOVING + 52;
const COPY_HITS: usize = MOVING + 56;
const LAG_HITS: usize = MOVING + 60;
const SHAPE: usize = MOVING + 64;

/** u32[32][1024]: probability of a 1 (22 bits) and count by context, grade of its count, last outcomes and probability. */
const CALIBRATION: usize = 0x50000;
/** u32[2048]: addresses soon needed; what lies behind its end is older, and exists too. */
const LIST: usize = 0x26000;
/** f32 pairs [3][64][4]: how often an expert in this state was right at this decision, and a count. */
const CONFIDENCE: usize = 0x24000;
const HEAP: usize = 0x70000;

// ---- the shape of this instance -------------------------------------------------------------------------------------

let nodeNumber: i32 = 0;
let contexts: i32 = 0;
let orders: i32 = 0;
let sets: i32 = 0;
let inputBytes: usize = 0;
let matchLength: i32 = 0;
let copyLength: i32 = 0;
let matchPower: u32 = 0;
let positionMask: u32 = 0;
let bucketMask: u32 = 0;
let matchShift: u32 = 0;
let mapShift: u32 = 0;
let nodeMask: i32 = 0;
let symbolMask: i32 = 0;
let rateNow: f32 = 0;
/** Which pointer experts predict: 1 match, 2 copy, 4 lag. */
let experts: u32 = 0;
let lag: i32 = 0;
let lagCandidate: i32 = 0;
let lagVotes: i32 = 0;
let learning: bool = false;
/** How many symbols back the contexts look; 0 when none looks farther than 8. */
let farthest: i32 = 0;
let tailLearned: i32 = -1;
/** The last two symbols, and the place in the line: 0 to 255. */
let last1: i32 = 0;
let last2: i32 = 0;
let columnNow: i32 = 0;

let top: usize = HEAP;
/** i32[nodes][4]: child for 0, child for 1, chunk, byte offset of the slot in its bucket. */
export let TREE: usize = 0;
/** u32[symbols][4]: path, depth, class (0 other, 1 word, 2 end of line, 3 digit), folded symbol. */
export let ALPHABET: usize = 0;
/** u16[length] */
export let SEQUENCE: usize = 0;
/** u8[length]: 1 where a symbol was learned. */
let learned: usize = 0;
/** f32[nodes]: what decide() found. */
export let LAW: usize = 0;
let table: usize = 0;
let matches: usize = 0;
let orderZero: usize = 0;
let weights0: usize = 0;
let weights1: usize = 0;
let weights2: usize = 0;
let weights3: usize = 0;
let weights4: usize = 0;
let weights5: usize = 0;
let weights6: usize = 0;
let weightsSlow: usize = 0;
let finals: usize = 0;
let trust: usize = 0;
let ages: usize = 0;
let map1: usize = 0;
let map2: usize = 0;

/** Knots of a probability map, one apart in the logistic domain from -7.5 on: a row is a cache line. */
const MAP_KNOTS: usize = 16;
/** Grades of the length of a match, and numbers of orders that were seen before. */
const LENGTHS: i32 = 32;
const HIT_GRADES: i32 = 16;

function region(bytes: usize): usize {
  const at = top;
  top = (top + bytes + 127) & ~127; // buckets are found by flipping bits of addresses: groups of four must be aligned
  return at;
}

/** Lays out memory. @returns the bytes it takes; the caller gives them before begin() */
export function layout(
  length: u32, symbols: u32, nodes: u32, contextNumber: i32, orderNumber: i32, setNumber: i32,
  bucketBits: u32, matchBits: u32, mapBits: u32, shortest: i32, far: i32, speakers: u32,
): usize {
  nodeNumber = nodes;
  contexts = contextNumber;
  orders = orderNumber;
  sets = setNumber;
  // Two inputs a context, order 0, confidence of three experts, length of the match, bias.
  inputBytes = <usize>(((2 * contexts + 6) + 3) & ~3) << 2;
  matchLength = shortest;
  copyLength = min(2 * shortest, 32);
  farthest = far;
  experts = speakers;
  bucketMask = (1 << bucketBits) - 1;
  matchShift = 32 - matchBits;
  positionMask = 1;
  while (positionMask <= length) positionMask <<= 1;
  positionMask--;
  mapShift = 32 - mapBits;
  let nodeSets: i32 = 1;
  while (nodeSets < <i32>nodes && nodeSets < 4096) nodeSets <<= 1;
  nodeMask = nodeSets - 1;
  let symbolSets: i32 = 1;
  while (symbolSets < <i32>symbols && symbolSets < 1024) symbolSets <<= 1;
  symbolMask = symbolSets - 1;
  top = HEAP;
  TREE = region(<usize>nodes << 4);
  ALPHABET = region(<usize>symbols << 4);
  SEQUENCE = region(<usize>length << 1);
  learned = region(length + 1);
  LAW = region(<usize>nodes << 2);
  table = region(<usize>(bucketMask + 1) << 5);
  matches = region(<usize>4 << matchBits);
  orderZero = region(<usize>(nodes + 1) << 2);
  weights0 = region(<usize>nodeSets * inputBytes);
  weights1 = region(<usize>(LENGTHS + 1) * HIT_GRADES * inputBytes);
  weights2 = region(<usize>symbolSets * inputBytes);
  weights3 = region(<usize>symbolSets * inputBytes);
  weights4 = region(2048 * inputBytes);
  weights5 = region(4096 * inputBytes);
  weights6 = region(256 * inputBytes);
  weightsSlow = region(<usize>nodeSets * 8 * inputBytes);
  ages = region(<usize>nodeSets * 8 << 2);
  finals = region(<usize>nodeSets << 5);
  trust = region(<usize>nodeSets << 2);
  map1 = region((MAP_KNOTS << 2) << mapBits);
  map2 = region((MAP_KNOTS << 2) << mapBits);
  return top;
}

// ---- small functions ------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline
function symbolAt(position: i32): i32 {
  return load<u16>(SEQUENCE + (<usize>position << 1));
}

// @ts-ignore: decorator
@inline
function clamp(x: f32, limit: f32): f32 {
  return min<f32>(limit, max<f32>(-limit, x));
}

/** 1 / (1 + exp(-d)) for |d| < 12. */
// @ts-ignore: decorator
@inline
function squash(d: f32): f32 {
  const x: f32 = d * 128.0 + 1536.0;
  const i = i32(x);
  const w = x - f32(i);
  const at = SQUASH + (<usize>i << 2);
  const low = load<f32>(at);
  return low + (load<f32>(at, 4) - low) * w;
}

/** ln(p / (1 - p)) of a probability in 2^-12. */
// @ts-ignore: decorator
@inline
function stretch(p: u32): f32 {
  return load<f32>(STRETCH + (<usize>p << 2));
}

// @ts-ignore: decorator
@inline
function sum(v: v128): f32 {
  return (f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 2)) + (f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 3));
}

function fill(at: usize, end: usize, value: f32): void {
  for (; at < end; at += 4) store<f32>(at, value);
}

// ---- beginnings -----------------------------------------------------------------------------------------------------

/** Slots hold their value with this bit turned, so that fresh memory says one half, never seen. */
const TURNED: u32 = 0x80000000;

/** Begins to know nothing. Memory that was never used is zero, which takes no time and is what most of it has to be. */
export function begin(): void {
  rateNow = FIRST_RATE;
  lag = 0;
  lagCandidate = 0;
  lagVotes = 0;
  tailLearned = -1;
  matchPower = ROLL;
  for (let i = 0; i < matchLength; i++) matchPower *= ROLL;
  store<i32>(POSITION, -1);
  fill(weights0, ages, FIRST_WEIGHT);
  fill(finals, trust, <f32>1.0 / <f32>sets);
  fill(trust, map1, 0.5);
  // The maps fill whole multiples of 128 bytes: no gap lies between them.
  for (let at = map1; at < top; at += MAP_KNOTS << 2) {
    for (let knot: usize = 0; knot < MAP_KNOTS; knot++) {
      store<f32>(at + (knot << 2), squash(<f32>knot - 7.5));
    }
  }
  for (let i = 0; i < 32 << 10; i++) {
    store<u32>(CALIBRATION + (<usize>i << 2), (((i & 31) * 2 + 1) << 26) | 6);
  }
  for (let i = 0; i < 3 * 64 * 4; i++) {
    const state = (i >> 2) & 63;
    store<f32>(CONFIDENCE + (<usize>i << 3), i < 256 ? <f32>1.0 - <f32>0.75 / (<f32>1.5 + <f32>state) : 0.5);
  }
}

// ---- what moves -----------------------------------------------------------------------------------------------------

const ROLL: u32 = 0x2c9277b5;

/** Whether a decoder knows the symbol there: learned, or between the start of the segment and the position. */
// @ts-ignore: decorator
@inline
function known(at: i32, position: i32): bool {
  if (at >= load<i32>(SEGMENT) && at < position) return true;
  return load<u8>(learned + <usize>at) != 0;
}

/** Adds a symbol to the words and lines. */
// @ts-ignore: decorator
@inline
function read(position: i32, symbol: i32): void {
  const entry = ALPHABET + (<usize>symbol << 4);
  const kind = load<u32>(entry, 8);
  store<u32>(SHAPE, (load<u32>(SHAPE) << 2) | kind);
  if (kind == 1) {
    let word = (load<u32>(WORD) + load<u32>(entry, 12) + 1) * ROLL;
    store<u32>(WORD, word ^ (word >> 11));
    store<i32>(WORD_LENGTH, load<i32>(WORD_LENGTH) + 1);
    return;
  }
  if (load<u32>(WORD) != 0) {
    store<u32>(WORD_BEFORE_THAT, load<u32>(WORD_BEFORE));
    store<u32>(WORD_BEFORE, load<u32>(WORD));
    store<u32>(WORD, 0);
  }
  store<i32>(WORD_LENGTH, 0);
  if (kind == 2) {
    store<i32>(LINE_BEFORE, load<i32>(LINE));
    store<i32>(LINE, position + 1);
  }
}

/** Hash of the last symbols after one more, as many as a match must have. */
// @ts-ignore: decorator
@inline
function rollingHash(position: i32, symbol: i32): u32 {
  const hash = (load<u32>(ROLLING) + <u32>symbol + 1) * ROLL;
  if (load<i32>(REPLAYED) < matchLength) return hash;
  return hash - (<u32>symbolAt(position - matchLength) + 1) * matchPower;
}

/** How many symbols before `candidate` equal those before `position`, at most 400. */
function agreement(candidate: i32, position: i32): i32 {
  const start = load<i32>(SEGMENT);
  let length = 0;
  while (
    length < 400 && candidate - length > 0 && position - length > start &&
    known(candidate - 1 - length, position) && symbolAt(candidate - 1 - length) == symbolAt(position - 1 - length)
  ) length++;
  return length;
}

/** Hits in 16 symbols with which the lag explains what is going on. */
const LAG_HOLDS: u32 = 12;

/** A fresh match votes for its distance; a distance with a majority of 4 becomes the lag. */
function voteForLag(distance: i32): void {
  if (distance == lag || distance <= 0 || popcnt(load<u32>(LAG_HITS) & 0xffff) >= LAG_HOLDS) return;
  if (distance == lagCandidate) lagVotes++;
  else if (lagVotes > 0) lagVotes--;
  else {
    lagCandidate = distance;
    lagVotes = 1;
  }
  if (lagVotes >= 4) {
    lag = lagCandidate;
    lagVotes = 0;
    store<u32>(LAG_HITS, 0);
  }
}

/** Where the match table says what followed these symbols: position, and in the bits above it a check. */
// @ts-ignore: decorator
@inline
function matchSlot(hash: u32): usize {
  return matches + (<usize>((hash * 0x9e3779b1) >> matchShift) << 2);
}

// @ts-ignore: decorator
@inline
function matchCheck(hash: u32): u32 {
  return (hash * 0x85ebca6b) & ~positionMask;
}

/** A place where the last symbols stood before `position`, or 0. */
// @ts-ignore: decorator
@inline
function lookUp(slot: usize, check: u32): i32 {
  const entry = load<u32>(slot);
  return (entry & ~positionMask) == check ? <i32>(entry & positionMask) : 0;
}

/** The match follows as long as it is right; then the table may have another. */
function advanceMatch(position: i32, symbol: i32, hash: u32): void {
  let length = load<i32>(MATCH_LENGTH);
  if (length > 0 && load<i32>(MATCH, EXPERT_SYMBOL) == symbol) {
    length++;
    store<i32>(MATCH_POINTER, load<i32>(MATCH_POINTER) + 1);
  } else length = 0;
  if (load<i32>(REPLAYED) >= matchLength) {
    const next = position + 1;
    const slot = matchSlot(hash);
    const check = matchCheck(hash);
    if (length == 0) {
      const candidate = lookUp(slot, check);
      const agreed = candidate > 0 ? agreement(candidate, next) : 0;
      if (agreed >= matchLength) {
        length = agreed;
        store<i32>(MATCH_POINTER, candidate);
        if (learning) voteForLag(next - candidate);
      }
    }
    if (learning) store<u32>(slot, check | <u32>next);
  }
  store<i32>(MATCH_LENGTH, length);
}

/** The copy takes over a long match, and keeps its distance until it was wrong in half of 16 symbols. */
// @ts-ignore: decorator
@inline
function advanceCopy(symbol: i32): void {
  let hits = load<u32>(COPY_HITS);
  let run = 0;
  if (hits != 0) {
    const hit = load<i32>(COPY, EXPERT_SYMBOL) == symbol;
    hits = (hits << 1) | (hit ? 1 : 0);
    if (hit) run = load<i32>(COPY_RUN) + 1;
    store<i32>(COPY_POINTER, load<i32>(COPY_POINTER) + 1);
    if (popcnt(hits & 0xffff) < 8) hits = 0;
  }
  const length = load<i32>(MATCH_LENGTH);
  if (length >= copyLength && run < length) {
    if (hits == 0 || load<i32>(COPY_POINTER) != load<i32>(MATCH_POINTER)) hits = 0xffff;
    run = length;
    store<i32>(COPY_POINTER, load<i32>(MATCH_POINTER));
  }
  store<u32>(COPY_HITS, hits);
  store<i32>(COPY_RUN, run);
}

// @ts-ignore: decorator
@inline
function advanceLag(symbol: i32): void {
  const hit = load<i32>(LAG, EXPERT_SYMBOL) == symbol;
  store<u32>(LAG_HITS, (load<u32>(LAG_HITS) << 1) | (hit ? 1 : 0));
}

/** Moves everything past the symbol at `position`. */
function advance(position: i32): void {
  const symbol = symbolAt(position);
  const hash = rollingHash(position, symbol);
  store<u32>(ROLLING, hash);
  store<i32>(REPLAYED, load<i32>(REPLAYED) + 1);
  read(position, symbol);
  advanceMatch(position, symbol, hash);
  advanceCopy(symbol);
  advanceLag(symbol);
  store<i32>(POSITION, position + 1);
}

/** Symbols that are read again where nobody was before. */
const REPLAY: i32 = 256;

/** Puts what moves where it belongs before `start`. */
function enter(start: i32, segment: i32): void {
  if (load<i32>(POSITION) == start && load<i32>(SEGMENT) == segment) return;
  if (load<i32>(LEARNED_TAIL) == start && load<i32>(LEARNED_TAIL, 4) == segment && tailLearned >= 0) {
    memory.copy(MOVING, LEARNED_TAIL, MOVING_BYTES);
    return;
  }
  memory.fill(MOVING, 0, MOVING_BYTES);
  store<i32>(SEGMENT, segment);
  const from = max(segment, start - REPLAY);
  store<i32>(POSITION, from);
  store<i32>(LINE, from);
  store<i32>(LINE_BEFORE, from);
  for (let position = from; position < start; position++) {
    aimPointers(position);
    advance(position);
  }
}

// ---- contexts -------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline
function feature(index: i32, value: u32): void {
  store<u32>(FEATURES + (<usize>index << 2), value * load<u32>(MULTIPLIERS + (<usize>index << 2)));
}

/** Symbol `back` places before, plus one; 0 before the segment. */
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

/** All features of a position. */
function observe(position: i32): void {
  for (let back = 1; back <= 8; back++) feature(back - 1, before(position, back));
  feature(8, load<u32>(WORD));
  feature(9, load<u32>(WORD_BEFORE));
  feature(10, load<u32>(WORD_BEFORE_THAT));
  const column = position - load<i32>(LINE);
  const above = load<i32>(LINE_BEFORE) + column;
  columnNow = min(column, 255);
  feature(11, columnNow);
  feature(12, above < load<i32>(LINE) && column < 1000 ? <u32>symbolAt(above) + 1 : 0);
  feature(13, load<u32>(SHAPE) & 0xffffff);
  for (let back = 1; back <= 6; back++) feature(15 + back, foldedBefore(position, back));
  if (farthest > 0) observeFar(position);
}

/** Features of more symbols than have one each: the last 12, 16, 20 and 24. */
function observeFar(position: i32): void {
  let hash: u32 = 0;
  for (let back = 1; back <= farthest; back++) {
    hash = (hash + before(position, back)) * ROLL;
    hash ^= hash >> 15;
    if (back >= 12 && (back & 3) == 0) feature(21 + (back >> 2), hash);
  }
}

/** Hash of every context: the sum of its features. */
function hashContexts(): void {
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

// @ts-ignore: decorator
@inline
function checkOf(hash: u32, chunk: u32): u32 {
  let g = (hash + chunk) * 0x9e3779b1;
  g = (g ^ (g >> 15)) * 0x7feb352d;
  return (g ^ (g >> 16)) | 1;
}

const NEIGHBOURHOOD: u32 = 63;

/** Buckets of one context share a neighbourhood, because memory that lies far apart is slow to reach. */
// @ts-ignore: decorator
@inline
function homeOf(hash: u32, check: u32): usize {
  return table + (<usize>(((hash & ~NEIGHBOURHOOD) | ((check >> 1) & NEIGHBOURHOOD)) & bucketMask) << 5);
}

/** The bucket with a check word, or UNSEEN. */
// @ts-ignore: decorator
@inline
function find(check: u32, home: usize): usize {
  if (load<u32>(home) == check) return home;
  if (load<u32>(home ^ 32) == check) return home ^ 32;
  return load<u32>(home ^ 64) == check ? home ^ 64 : UNSEEN;
}

/** How much would be lost with a bucket: times its first slot was seen. */
// @ts-ignore: decorator
@inline
function worth(bucket: usize): i32 {
  return load<u32>(bucket) == 0 ? -1 : (load<u32>(bucket, 4) >> 2) & 255;
}

/** A fresh bucket in place of the least worth of three. */
function claim(check: u32, home: usize): usize {
  let at = home;
  if (worth(home ^ 32) < worth(at)) at = home ^ 32;
  if (worth(home ^ 64) < worth(at)) at = home ^ 64;
  v128.store(at, i32x4.replace_lane(i32x4.splat(0), 0, check));
  v128.store(at, i32x4.splat(0), 16);
  return at;
}

// What a path needs from far away is listed first and then loaded in one go, by loads that nothing waits for: the cache
// lines come all at once instead of one after another.

let listEnd: usize = LIST;
let sink: u32 = 0;

// @ts-ignore: decorator
@inline
function list(address: usize): void {
  store<u32>(listEnd, <u32>address);
  listEnd += 4;
}

/** Loads everything listed. */
function touchListed(): void {
  let touched: u32 = 0;
  for (let at = LIST; at < listEnd; at += 16) {
    touched |= load<u32>(<usize>load<u32>(at)) | load<u32>(<usize>load<u32>(at, 4)) |
      load<u32>(<usize>load<u32>(at, 8)) | load<u32>(<usize>load<u32>(at, 12));
  }
  sink = touched;
  listEnd = LIST;
}

/** Hashes all contexts for a chunk and lists their buckets. */
function locateChunk(frame: usize, chunk: i32): void {
  const key = (<u32>chunk + 1) * 0x01000193;
  const end = <usize>contexts << 2;
  for (let c: usize = 0; c < end; c += 4) {
    const hash = load<u32>(HASHES + c);
    const check = checkOf(hash, key);
    const home = homeOf(hash, check);
    list(home);
    list(home ^ 64);
    store<u32>(frame + c, <u32>home);
    store<u32>(frame + c, check, CHECKS);
  }
}

/** Finds the buckets of all contexts for a chunk. */
function enterChunk(frame: usize): void {
  const end = <usize>contexts << 2;
  for (let c: usize = 0; c < end; c += 4) {
    store<u32>(frame + c, <u32>find(load<u32>(frame + c, CHECKS), <usize>load<u32>(frame + c)));
  }
}

/** Gives every context that has none a bucket. */
function claimChunk(frame: usize): void {
  const end = <usize>contexts << 2;
  for (let c: usize = 0; c < end; c += 4) {
    if (load<u32>(frame + c) != <u32>UNSEEN) continue;
    const check = load<u32>(frame + c, CHECKS);
    store<u32>(frame + c, <u32>claim(check, homeOf(load<u32>(HASHES + c), check)));
  }
}

// ---- pointer experts ------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline
function lengthGrade(length: i32): i32 {
  if (length < 16) return length;
  return length < 32 ? 16 + ((length - 16) >> 2) : min(31, 20 + ((length - 32) >> 4));
}

/** Lets an expert predict the symbol at a place, if a decoder knows it. */
// @ts-ignore: decorator
@inline
function aim(index: i32, at: i32, position: i32, state: i32): void {
  const expert = EXPERTS + (<usize>index << 5);
  if (at < 0 || !known(at, position)) {
    store<u32>(expert, 0, EXPERT_DEPTH);
    store<i32>(expert, -1, EXPERT_SYMBOL);
    return;
  }
  const symbol = symbolAt(at);
  store<i32>(expert, symbol, EXPERT_SYMBOL);
  store<u32>(expert, load<u32>(ALPHABET + (<usize>symbol << 4)));
  store<u32>(expert, load<u32>(ALPHABET + (<usize>symbol << 4), 4), EXPERT_DEPTH);
  store<u32>(expert, <u32>CONFIDENCE + ((index << 6 | state) << 5), EXPERT_CELL);
}

/** State of the copy: how often it was right of late, and for how long without a fault. */
// @ts-ignore: decorator
@inline
function copyState(hits: i32, run: i32): i32 {
  return ((hits - 8) >> 1) * 10 + (run < 8 ? run : min(9, 6 + (run >> 3)));
}

/** What each pointer expert predicts at a position. */
function aimPointers(position: i32): void {
  const length = load<i32>(MATCH_LENGTH);
  const match = load<i32>(MATCH_POINTER);
  const copy = load<i32>(COPY_POINTER);
  const copyHits = <i32>popcnt(load<u32>(COPY_HITS) & 0xffff);
  const lagHits = popcnt(load<u32>(LAG_HITS) & 0xffff);
  aim(0, length > 0 ? match : -1, position, lengthGrade(length));
  aim(1, load<u32>(COPY_HITS) != 0 ? copy : -1, position, copyState(copyHits, load<i32>(COPY_RUN)));
  aim(2, lag > 0 ? position - lag : -1, position, <i32>lagHits);
  // Experts that say the same for the same reason would be weighed twice: one of them speaks. One that is switched off
  // goes on pointing, for the others follow it, but says nothing.
  const lagHolds = lagHits >= LAG_HOLDS && (experts & 4) != 0;
  if (lagHolds || !(experts & 1)) store<i32>(MATCH, 0, EXPERT_DEPTH);
  if (lagHolds || !(experts & 2) || (copy == match && (experts & 1))) store<i32>(COPY, 0, EXPERT_DEPTH);
  if (!(experts & 4)) store<i32>(LAG, 0, EXPERT_DEPTH);
}

/** Whether an expert predicts the decision after `depth` decisions `prefix`. */
// @ts-ignore: decorator
@inline
function speaks(expert: usize, depth: i32, prefix: u32): bool {
  return load<i32>(expert, EXPERT_DEPTH) > depth && ((load<u32>(expert) ^ prefix) & ((1 << depth) - 1)) == 0;
}

// @ts-ignore: decorator
@inline
function confidenceOf(expert: usize, depth: i32): usize {
  return <usize>load<u32>(expert, EXPERT_CELL) + (<usize>min(depth, 3) << 3);
}

/** Input of an expert: how sure it is of its bit. */
// @ts-ignore: decorator
@inline
function consult(expert: usize, depth: i32, prefix: u32): f32 {
  if (!speaks(expert, depth, prefix)) return 0;
  const confidence = stretch(<u32>(load<f32>(confidenceOf(expert, depth)) * 4095.99));
  return (load<u32>(expert) >> depth) & 1 ? confidence : -confidence;
}

const CONFIDENCE_MEMORY: f32 = 16383;

/** Tells an expert the outcome of a decision. */
// @ts-ignore: decorator
@inline
function judge(expert: usize, depth: i32, path: u32): void {
  if (!speaks(expert, depth, path)) return;
  const hit: f32 = ((load<u32>(expert) ^ path) >> depth) & 1 ? 0 : 1;
  const cell = confidenceOf(expert, depth);
  const p = load<f32>(cell);
  const count = load<f32>(cell, 4);
  store<f32>(cell, clampUnit(p + (hit - p) / (count + 1.5), 0.0001));
  if (count < CONFIDENCE_MEMORY) store<f32>(cell, count + 1, 4);
}

// @ts-ignore: decorator
@inline
function clampUnit(p: f32, least: f32): f32 {
  return min<f32>(<f32>1 - least, max<f32>(least, p));
}

// ---- mixing ---------------------------------------------------------------------------------------------------------

/** What two sets of weights say: two at once, because loading the inputs is half of the work. */
// @ts-ignore: decorator
@inline
function answerTwo(decision: usize, outputs: usize, one: usize, other: usize): void {
  const end = decision + inputBytes;
  let sumOne = f32x4.splat(0), sumOther = f32x4.splat(0);
  for (let at = decision; at < end; at += 16, one += 16, other += 16) {
    const inputs = v128.load(at);
    sumOne = f32x4.add(sumOne, f32x4.mul(inputs, v128.load(one)));
    sumOther = f32x4.add(sumOther, f32x4.mul(inputs, v128.load(other)));
  }
  store<f32>(outputs, clamp(sum(sumOne), 11.9));
  store<f32>(outputs, clamp(sum(sumOther), 11.9), 4);
}

// @ts-ignore: decorator
@inline
function trainTwo(decision: usize, one: usize, stepOne: f32, other: usize, stepOther: f32): void {
  const end = decision + inputBytes;
  const byOne = f32x4.splat(stepOne), byOther = f32x4.splat(stepOther);
  for (let at = decision; at < end; at += 16, one += 16, other += 16) {
    const inputs = v128.load(at);
    v128.store(one, f32x4.add(v128.load(one), f32x4.mul(inputs, byOne)));
    v128.store(other, f32x4.add(v128.load(other), f32x4.mul(inputs, byOther)));
  }
}

const FIRST_WEIGHT: f32 = 0.14;
// The rate of the fast learner falls from symbol to symbol, by this factor, down to a least one.
const FIRST_RATE: f32 = 0.02;
const LEAST_RATE: f32 = 0.0018;
const RATE_DECAY: f32 = 0.99985;
/** No probability lies nearer to 0 or 1. */
const LEAST: f32 = 0.000002;
const FINAL_RATE: f32 = 0.0007;
const MAP_RATE: f32 = 0.02;

/** Inputs of all contexts, order 0, experts, bias. @returns how many orders were seen before */
// @ts-ignore: decorator
@inline
function gather(decision: usize, frame: usize, node: i32, depth: i32, prefix: u32, offset: usize): i32 {
  let input = decision;
  let calibration = CALIBRATION;
  const end = <usize>contexts << 2;
  const orderEnd = <usize>orders << 2;
  let hits = 0;
  for (let c: usize = 0; c < end; c += 4) {
    const v = load<u32>(<usize>load<u32>(frame + c) + offset) ^ TURNED;
    const count = (v >> 2) & 255;
    const cell = calibration + (<usize>((<u32>load<u8>(GRADES + <usize>count) << 7) | ((v & 3) << 5) | (v >> 27)) << 2);
    store<u32>(decision + c, <u32>cell, CELLS);
    if (count == 0) store<u64>(input, 0);
    else {
      hits += c < orderEnd ? 1 : 0;
      store<f32>(input, stretch(v >> 20));
      store<f32>(input, stretch(load<u32>(cell) >> 20), 4);
    }
    input += 8;
    calibration += 4096;
  }
  store<f32>(input, stretch((load<u32>(orderZero + (<usize>node << 2)) ^ TURNED) >> 20));
  const match = consult(MATCH, depth, prefix);
  store<f32>(input, match, 4);
  store<f32>(input, consult(COPY, depth, prefix), 8);
  store<f32>(input, consult(LAG, depth, prefix), 12);
  const length: f32 = <f32>min(load<i32>(MATCH_LENGTH), 32) * 0.0625;
  store<f32>(input, match > 0 ? length : match < 0 ? -length : <f32>0, 16);
  store<f32>(input, 0.3, 20);
  return hits;
}

// @ts-ignore: decorator
@inline
function choose(decision: usize, index: usize, weights: usize): void {
  store<u32>(decision + (index << 2), <u32>weights, CHOSEN);
}

/** Which weights each set uses here. */
// @ts-ignore: decorator
@inline
function chooseSets(decision: usize, node: i32, depth: i32, prefix: u32, hits: i32): void {
  const match = speaks(MATCH, depth, prefix) ? 1 + lengthGrade(load<i32>(MATCH_LENGTH)) : 0;
  choose(decision, 0, weights0 + <usize>(node & nodeMask) * inputBytes);
  choose(decision, 1, weights1 + <usize>(match * HIT_GRADES + hits) * inputBytes);
  choose(decision, 2, weights2 + <usize>(last1 & symbolMask) * inputBytes);
  if (sets == 3) return;
  choose(decision, 3, weights3 + <usize>(last2 & symbolMask) * inputBytes);
  choose(decision, 4, weights4 + <usize>((min(load<i32>(WORD_LENGTH), 15) << 7) | (node & 127)) * inputBytes);
  if (sets == 5) return;
  choose(decision, 5, weights5 + <usize>(load<u32>(SHAPE) & 0xfff) * inputBytes);
  choose(decision, 6, weights6 + <usize>columnNow * inputBytes);
}

/** Asks all sets, the slow learner's among them: their number is odd without it. */
// @ts-ignore: decorator
@inline
function mix(decision: usize, node: i32, depth: i32, prefix: u32, hits: i32): void {
  const set = slowSet(node, depth, prefix);
  store<u32>(decision, <u32>set, SLOW_SET);
  chooseSets(decision, node, depth, prefix, hits);
  choose(decision, sets, weightsSlow + set * inputBytes);
  const end = decision + (<usize>sets << 2);
  for (let at = decision; at <= end; at += 8) {
    answerTwo(decision, at + OUTPUTS, <usize>load<u32>(at, CHOSEN), <usize>load<u32>(at, CHOSEN + 4));
  }
  store<f32>(decision, clampUnit(squash(load<f32>(end, OUTPUTS)), LEAST), SLOW);
  store<f32>(end, 0, OUTPUTS);
}

/** Row of a node after the last symbol. */
// @ts-ignore: decorator
@inline
function mapRow1(node: i32): usize {
  const key = (<u32>last1 + 1) * 0x9e3779b1 + <u32>node;
  return map1 + (<usize>((key * 0x9e3779b1) >> mapShift) << 6);
}

/** Row of a node after the last two symbols. */
// @ts-ignore: decorator
@inline
function mapRow2(node: i32): usize {
  const key = (<u32>last1 + 1 + (<u32>last2 + 1) * 300) * 0x85ebca6b + <u32>node;
  return map2 + (<usize>((key * 0x9e3779b1) >> mapShift) << 6);
}

// @ts-ignore: decorator
@inline
function interpolate(cell: usize, w: f32): f32 {
  return load<f32>(cell) * (<f32>1 - w) + load<f32>(cell, 4) * w;
}

/** The slow learner's weights: of a node, by which experts speak. */
// @ts-ignore: decorator
@inline
function slowSet(node: i32, depth: i32, prefix: u32): usize {
  const speakers = (speaks(MATCH, depth, prefix) ? 1 : 0) | (speaks(COPY, depth, prefix) ? 2 : 0) |
    (speaks(LAG, depth, prefix) ? 4 : 0);
  return <usize>(((node & nodeMask) << 3) | speakers);
}

/** Probability of a 1 at a node. */
function predict(decision: usize, frame: usize, node: i32, depth: i32, prefix: u32, offset: usize): f32 {
  const hits = gather(decision, frame, node, depth, prefix, offset);
  mix(decision, node, depth, prefix, hits);
  const final = finals + (<usize>(node & nodeMask) << 5);
  const low = f32x4.mul(v128.load(decision, OUTPUTS), v128.load(final));
  const high = f32x4.mul(v128.load(decision, OUTPUTS + 16), v128.load(final, 16));
  const d = clamp(sum(f32x4.add(low, high)), 11.9);
  const mixed = squash(d);
  store<f32>(decision, mixed, MIXED);
  const place: f32 = clamp(d, 7.499) + 7.5;
  const knot = i32(place);
  const w = place - <f32>knot;
  const cell1 = mapRow1(node) + (<usize>knot << 2);
  const cell2 = mapRow2(node) + (<usize>knot << 2);
  const nearest = w < 0.5 ? 0 : 4;
  store<u32>(decision, <u32>cell1 + nearest, KNOTS);
  store<u32>(decision, <u32>cell2 + nearest, KNOTS + 4);
  const mapped = interpolate(cell1, w) + interpolate(cell2, w);
  const fast = clampUnit(d > 7.5 || d < -7.5 ? mixed : mixed * 0.34 + mapped * 0.33, LEAST);
  store<f32>(decision, fast, FAST);
  const slow = load<f32>(decision, SLOW);
  const share = load<f32>(trust + (<usize>(node & nodeMask) << 2));
  return slow + (fast - slow) * share;
}

// ---- learning -------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline
function nudge(cell: usize, y: f32): void {
  const p = load<f32>(cell);
  store<f32>(cell, p + (y - p) * MAP_RATE);
}

/** Moves a probability in 22 bits towards the outcome. */
// @ts-ignore: decorator
@inline
function adapt(p: i32, target: i32, count: u32): u32 {
  return <u32>(p + <i32>((<i64>(target - p) * <i64>load<i32>(RATES + (<usize>count << 2))) >> 16));
}

/** How far a set learns from its error. */
// @ts-ignore: decorator
@inline
function stepOf(output: f32, y: f32): f32 {
  return (y - squash(output)) * rateNow;
}

// @ts-ignore: decorator
@inline
function updateWeights(decision: usize, node: i32, y: f32): void {
  const slowStep = weigh(decision, node, y);
  const last = decision + (<usize>(sets - 1) << 2);
  for (let at = decision; at <= last; at += 8) {
    const step = stepOf(load<f32>(at, OUTPUTS), y);
    const other = at == last ? slowStep : stepOf(load<f32>(at, OUTPUTS + 4), y);
    trainTwo(decision, <usize>load<u32>(at, CHOSEN), step, <usize>load<u32>(at, CHOSEN + 4), other);
  }
  const final = finals + (<usize>(node & nodeMask) << 5);
  const step = f32x4.splat((y - load<f32>(decision, MIXED)) * FINAL_RATE);
  v128.store(final, f32x4.add(v128.load(final), f32x4.mul(v128.load(decision, OUTPUTS), step)));
  v128.store(final, f32x4.add(v128.load(final, 16), f32x4.mul(v128.load(decision, OUTPUTS + 16), step)), 16);
}

// The slow learner's rate falls as 1/n, as fits data whose law does not change, down to a least one.
const SLOW_GAIN: f32 = 20;
const SLOW_START: f32 = 1000;
const SLOW_LEAST: f32 = 0.0002;
/** Share of the trust that is divided anew at every decision, so that neither learner is given up for good. */
const SWITCHING: f32 = 0.0002;

/** Bayes' rule between the fast and the slow learner. @returns how far the slow one learns */
// @ts-ignore: decorator
@inline
function weigh(decision: usize, node: i32, y: f32): f32 {
  const at = trust + (<usize>(node & nodeMask) << 2);
  const fast = load<f32>(decision, FAST);
  const slow = load<f32>(decision, SLOW);
  const share = load<f32>(at);
  const likelyFast: f32 = y > 0 ? fast : <f32>1 - fast;
  const likelySlow: f32 = y > 0 ? slow : <f32>1 - slow;
  const posterior = (share * likelyFast) / (likelySlow + (likelyFast - likelySlow) * share);
  store<f32>(at, posterior + (<f32>0.5 - posterior) * SWITCHING);
  const set = <usize>load<u32>(decision, SLOW_SET);
  const age = ages + (set << 2);
  const count = load<f32>(age);
  store<f32>(age, count + 1);
  return (y - slow) * max<f32>(SLOW_LEAST, SLOW_GAIN / (count + SLOW_START));
}

// @ts-ignore: decorator
@inline
function updateSlots(decision: usize, frame: usize, offset: usize, bit: u32): void {
  const target: i32 = bit ? 0x3fffff : 0;
  const end = <usize>contexts << 2;
  for (let c: usize = 0; c < end; c += 4) {
    const slot = <usize>load<u32>(frame + c) + offset;
    const v = load<u32>(slot) ^ TURNED;
    const count = (v >> 2) & 255;
    if (count != 0) {
      const cell = <usize>load<u32>(decision + c, CELLS);
      const p = load<u32>(cell);
      const seen = p & 1023;
      store<u32>(cell, (adapt(p >> 10, target, seen) << 10) | min(seen + 1, 1023));
    }
    const next = (adapt(v >> 10, target, count) << 10) | (min(count + 1, 255) << 2) | ((v & 1) << 1) | bit;
    store<u32>(slot, next ^ TURNED);
  }
}

/** Learns the outcome of a decision. */
function update(decision: usize, frame: usize, node: i32, depth: i32, path: u32, offset: usize): void {
  const bit = (path >> depth) & 1;
  const y = <f32>bit;
  updateWeights(decision, node, y);
  nudge(load<u32>(decision, KNOTS), y);
  nudge(load<u32>(decision, KNOTS + 4), y);
  updateSlots(decision, frame, offset, bit);
  const zero = orderZero + (<usize>node << 2);
  const v = load<u32>(zero) ^ TURNED;
  const count = v & 1023;
  store<u32>(zero, ((adapt(v >> 10, bit ? 0x3fffff : 0, count) << 10) | min(count + 1, 1023)) ^ TURNED);
  judge(MATCH, depth, path);
  judge(COPY, depth, path);
  judge(LAG, depth, path);
}

// ---- coding ---------------------------------------------------------------------------------------------------------

/** Locates all chunks on a path, and brings near what it needs. */
function touchPath(path: u32, end: i32): void {
  list(matchSlot(rollingHash(load<i32>(POSITION), symbolAt(load<i32>(POSITION)))));
  let frame = FRAMES - FRAME_BYTES;
  let chunk = -1;
  let node = 0;
  let record = TREE;
  for (let depth = 0; depth < end; depth++) {
    if (load<i32>(record, 8) != chunk) {
      chunk = load<i32>(record, 8);
      frame += FRAME_BYTES;
      locateChunk(frame, chunk);
    }
    list(mapRow1(node));
    list(mapRow2(node));
    node = load<i32>(record + (<usize>((path >> depth) & 1) << 2));
    record = TREE + (<usize>node << 4);
  }
  touchListed();
}

/** Probability of the symbol with a path. */
function predictPath(path: u32, end: i32): f64 {
  let probability: f64 = 1;
  let frame = FRAMES - FRAME_BYTES;
  let decision = DECISIONS;
  let chunk = -1;
  let node = 0;
  for (let depth = 0; depth < end; depth++) {
    const record = TREE + (<usize>node << 4);
    if (load<i32>(record, 8) != chunk) {
      chunk = load<i32>(record, 8);
      frame += FRAME_BYTES;
      enterChunk(frame);
    }
    const p = predict(decision, frame, node, depth, path, <usize>load<u32>(record, 12));
    const bit = (path >> depth) & 1;
    probability *= bit ? <f64>p : <f64>1 - <f64>p;
    decision += DECISION_BYTES;
    node = load<i32>(record + (<usize>bit << 2));
  }
  return probability;
}

/** Learns the symbol that was just predicted. */
function learnPath(path: u32, end: i32): void {
  let frame = FRAMES - FRAME_BYTES;
  let decision = DECISIONS;
  let chunk = -1;
  let node = 0;
  for (let depth = 0; depth < end; depth++) {
    const record = TREE + (<usize>node << 4);
    if (load<i32>(record, 8) != chunk) {
      chunk = load<i32>(record, 8);
      frame += FRAME_BYTES;
      claimChunk(frame);
    }
    update(decision, frame, node, depth, path, <usize>load<u32>(record, 12));
    decision += DECISION_BYTES;
    node = load<i32>(record + (<usize>((path >> depth) & 1) << 2));
  }
}

/** Everything about a position that its symbol does not change. */
function prepare(position: i32): void {
  last1 = position - 1 >= load<i32>(SEGMENT) ? symbolAt(position - 1) : 0;
  last2 = position - 2 >= load<i32>(SEGMENT) ? symbolAt(position - 2) : 0;
  aimPointers(position);
  observe(position);
  hashContexts();
}

/** Predicts all decisions below a node. */
function explore(from: i32, depthFrom: i32, prefixFrom: u32, frameFrom: usize, chunkFrom: i32): void {
  let node = from, depth = depthFrom, prefix = prefixFrom, frame = frameFrom, chunk = chunkFrom;
  while (node >= 0) {
    const record = TREE + (<usize>node << 4);
    if (load<i32>(record, 8) != chunk) {
      chunk = load<i32>(record, 8);
      frame += FRAME_BYTES;
      locateChunk(frame, chunk);
      listEnd = LIST;
      enterChunk(frame);
    }
    const decision = DECISIONS + <usize>depth * DECISION_BYTES;
    store<f32>(LAW + (<usize>node << 2), predict(decision, frame, node, depth, prefix, <usize>load<u32>(record, 12)));
    explore(load<i32>(record), depth + 1, prefix, frame, chunk);
    node = load<i32>(record, 4);
    prefix |= 1 << depth;
    depth++;
  }
}

/** Leaves the probability of a 1 at every node of the tree at a position. Changes nothing. */
export function decide(position: i32, segment: i32): void {
  memory.copy(SAVED, MOVING, MOVING_BYTES);
  learning = false;
  enter(position, segment);
  prepare(position);
  explore(nodeNumber > 0 ? 0 : -1, 0, 0, FRAMES - FRAME_BYTES, -1);
  memory.copy(MOVING, SAVED, MOVING_BYTES);
}

/** Codes symbols start..end-1, at most 4 096, and leaves their probabilities. */
export function code(start: i32, end: i32, segment: i32, learn: bool): void {
  learning = false;
  enter(start, segment);
  learning = learn;
  let out = PROBABILITIES;
  for (let position = start; position < end; position++) {
    prepare(position);
    const entry = ALPHABET + (<usize>symbolAt(position) << 4);
    const path = load<u32>(entry);
    const depth = load<i32>(entry, 4);
    touchPath(path, depth);
    store<f64>(out, predictPath(path, depth));
    out += 8;
    if (learn) {
      learnPath(path, depth);
      if (rateNow > LEAST_RATE) rateNow *= RATE_DECAY;
      store<u8>(learned + <usize>position, 1);
    }
    advance(position);
  }
  if (learn) {
    memory.copy(LEARNED_TAIL, MOVING, MOVING_BYTES);
    tailLearned = end;
  }
}
