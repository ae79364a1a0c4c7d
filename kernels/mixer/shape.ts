// Sizes of this instance, and the addresses that depend on them.

import { CALIBRATION, HEAP, STRETCH } from "./addresses";
import { ROLL } from "./arithmetic";
import { SAMPLE_BYTES } from "./laws";
import { further, recording, setBytes, setModel, sets, thorough } from "./model";

export let nodeNumber: i32 = 0;
export let matchLength: i32 = 0;
export let copyLength: i32 = 0;
export let matchPower: u32 = 0;
export let positionMask: u32 = 0;
export let bucketMask: u32 = 0;
export let matchShift: u32 = 0;
export let mapShift: u32 = 0;
export let nodeMask: i32 = 0;
export let symbolMask: i32 = 0;
/** Bits of the pointer experts in use: 1 match, 2 copy, 4 lag. */
export let experts: u32 = 0;

/** Follower tables: for the last 2, 3, 4 and 6 symbols, the current word, and the current with the previous word. */
export const FOLLOWER_TABLES: u32 = 6;
const MAX_FOLLOWER_BITS: u32 = 21;

let top: usize = HEAP;
/** i32[nodes][4]: child for 0, child for 1, chunk, byte offset of the slot in its bucket. */
export let TREE: usize = 0;
/** u32[symbols][4]: path, depth, class (0 other, 1 word, 2 end of line, 3 digit), folded symbol. */
export let ALPHABET: usize = 0;
/** u16[length]: the symbols. */
export let SEQUENCE: usize = 0;
/** u8[length]: 1 where a symbol was learned. */
export let learned: usize = 0;
/** f32[nodes]: probability of a 1 at every node, from `decide`. */
export let LAW: usize = 0;
export let table: usize = 0;
export let matches: usize = 0;
export let orderZero: usize = 0;
export let weights0: usize = 0;
export let weights1: usize = 0;
export let weights2: usize = 0;
export let weights3: usize = 0;
export let weights4: usize = 0;
export let weights5: usize = 0;
export let weights6: usize = 0;
export let weights7: usize = 0;
export let weights8: usize = 0;
export let weights9: usize = 0;
export let weights10: usize = 0;
export let weightsSlow: usize = 0;
export let finals: usize = 0;
export let finalsOfHits: usize = 0;
export let fastWeights: usize = 0;
export let ages: usize = 0;
export let map1: usize = 0;
export let map2: usize = 0;
export let map3: usize = 0;
/** Further final mixers, by the last symbol, the one before, the expected symbol, and the classes of the last six. */
export let furtherFinals: usize = 0;
export let symbolFinalBytes: usize = 0;
/** Number of combinations of classes of six symbols. */
export const CLASS_FINALS: usize = 4096;
/** u32[6][2^bits]: the last two symbols that followed, plus one, 16 bits each; at most 48 MiB in all. */
export let followers: usize = 0;
export let followerBits: u32 = 0;
/** What is learned of samples: a block for each channel. */
export let samples: usize = 0;
/** End of the last map. The followers come after it. */
export let mapsEnd: usize = 0;

/** Number of knots of a row, 1 apart in the logistic domain from -7.5 on. A row is a cache line. */
export const MAP_KNOTS: usize = 16;
/** Numbers of grades of the match length, and of values of the number of orders seen before. */
const LENGTHS: i32 = 32;
export const HIT_GRADES: i32 = 16;

function region(bytes: usize): usize {
  const at = top;
  top = (top + bytes + 127) & ~127; // buckets are found by inverting bits of addresses: groups of four must be aligned
  return at;
}

/** Lays out the memory. @returns its size in bytes; the caller grows the memory to that before `begin` */
export function layout(
  length: u32, symbols: u32, nodes: u32, contextNumber: i32, orderNumber: i32, setNumber: i32,
  bucketBits: u32, matchBits: u32, mapBits: u32, shortest: i32, far: i32, expertBits: u32, records: bool, thoroughly: bool,
  plainly: bool,
): usize {
  nodeNumber = nodes;
  setModel(contextNumber, orderNumber, setNumber, far, records, thoroughly, plainly);
  matchLength = shortest;
  matchPower = ROLL;
  for (let i = 0; i < shortest; i++) matchPower *= ROLL;
  copyLength = min(2 * shortest, 32);
  experts = expertBits;
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
  weights0 = region(<usize>nodeSets * setBytes);
  weights1 = region(<usize>(LENGTHS + 1) * HIT_GRADES * setBytes);
  weights2 = region(<usize>symbolSets * 8 * setBytes);
  weights3 = region(<usize>(sets > 3 ? symbolSets : 0) * setBytes);
  weights4 = region(<usize>(sets > 3 ? 2048 : 0) * setBytes);
  weights5 = region(<usize>(sets > 5 ? 4096 : 0) * setBytes);
  weights6 = region(<usize>(sets > 5 ? 256 : 0) * setBytes);
  weights7 = region(<usize>(sets > 7 ? 4096 : 0) * setBytes);
  weights8 = region(<usize>(sets > 7 ? 1024 : 0) * setBytes);
  weights9 = region(<usize>(sets > 7 ? 1024 : 0) * setBytes);
  weights10 = region(<usize>(sets > 7 ? symbolSets + 1 : 0) * setBytes);
  weightsSlow = region(<usize>nodeSets * 8 * setBytes);
  ages = region(<usize>nodeSets * 8 << 2);
  finals = region(<usize>nodeSets << 6);
  fastWeights = region(<usize>nodeSets << 2);
  finalsOfHits = region(<usize>(LENGTHS + 1) * HIT_GRADES << 6);
  symbolFinalBytes = <usize>symbolSets << 6;
  furtherFinals = region(further ? 3 * symbolFinalBytes + (CLASS_FINALS << 6) : 0);
  map1 = region((MAP_KNOTS << 2) << mapBits);
  map2 = region((MAP_KNOTS << 2) << mapBits);
  map3 = region(thorough ? (MAP_KNOTS << 2) << mapBits : 0);
  mapsEnd = top;
  samples = region(recording ? SAMPLE_BYTES : 0);
  followerBits = min<u32>(matchBits, MAX_FOLLOWER_BITS);
  followers = region(thorough ? <usize>(4 * FOLLOWER_TABLES) << followerBits : 0);
  return top;
}

/**
 * Zeroes what starts as 0: the tables at fixed addresses, all regions from the tree to order 0, ages and followers. Everything else
 * is written before it is read.
 */
export function clear(): void {
  memory.fill(STRETCH, 0, CALIBRATION - STRETCH);
  memory.fill(HEAP, 0, weights0 - HEAP);
  memory.fill(ages, 0, finals - ages);
  memory.fill(mapsEnd, 0, top - mapsEnd);
}
