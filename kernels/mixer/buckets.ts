// Hash table of buckets. A bucket has a check word and the 7 slots of three tree levels, for one context.

import { CHECKS, HASHES, HOMES, SHARED, UNSEEN } from "./addresses";
import { contexts, thorough } from "./model";
import { bucketMask, table } from "./shape";

/** Check words of four contexts. */
// @ts-ignore: decorator
@inline
function checksOf(hashes: v128, chunk: u32): v128 {
  let g = i32x4.mul(i32x4.add(hashes, i32x4.splat(chunk)), i32x4.splat(0x9e3779b1));
  g = i32x4.mul(v128.xor(g, i32x4.shr_u(g, 15)), i32x4.splat(0x7feb352d));
  return v128.or(v128.xor(g, i32x4.shr_u(g, 16)), i32x4.splat(1));
}

const NEIGHBOURHOOD: u32 = 63;

/** Home buckets of four contexts. All chunks of a context are within 2 KiB, since distant memory is slow to load. */
// @ts-ignore: decorator
@inline
function homesOf(hashes: v128, checks: v128): v128 {
  const place = v128.bitselect(i32x4.shr_u(checks, 1), hashes, i32x4.splat(NEIGHBOURHOOD));
  return i32x4.add(i32x4.shl(v128.and(place, i32x4.splat(bucketMask)), 5), i32x4.splat(<i32>table));
}

/** The bucket with a check word, or UNSEEN. Nine in ten are in their home bucket; then no other bucket is loaded. */
// @ts-ignore: decorator
@inline
function find(check: u32, home: usize): usize {
  const near = select<usize>(home, home ^ 32, load<u32>(home) == check);
  const at = select<usize>(near, home ^ 64, load<u32>(near) == check);
  return select<usize>(at, UNSEEN, load<u32>(at) == check);
}

/** Like `find`, among four buckets. The fourth is in a cache line that was loaded for the third. */
// @ts-ignore: decorator
@inline
function findOfFour(check: u32, home: usize): usize {
  const found = find(check, home);
  return found == UNSEEN && load<u32>(home ^ 96) == check ? home ^ 96 : found;
}

/** Value of a bucket: the count in its first slot; -1 if it is empty. */
// @ts-ignore: decorator
@inline
function bucketValue(bucket: usize): i32 {
  return load<u32>(bucket) == 0 ? -1 : (load<u32>(bucket, 4) >> 4) & 255;
}

/** Replaces the bucket of least value, of three or four, by an empty one with this check word. */
function claim(check: u32, home: usize): usize {
  let at = home;
  if (bucketValue(home ^ 32) < bucketValue(at)) at = home ^ 32;
  if (bucketValue(home ^ 64) < bucketValue(at)) at = home ^ 64;
  if (thorough && bucketValue(home ^ 96) < bucketValue(at)) at = home ^ 96;
  v128.store(at, i32x4.replace_lane(i32x4.splat(0), 0, check));
  v128.store(at, i32x4.splat(0), 16);
  return at;
}

/** Stores the home bucket and the check word of every context for a chunk. */
export function locateChunk(frame: usize, chunk: i32): void {
  const key = (<u32>chunk + 1) * 0x01000193;
  const end = <usize>contexts << 2;
  for (let c: usize = 0; c < end; c += 16) {
    const hashes = v128.load(HASHES + c);
    const checks = checksOf(hashes, key);
    v128.store(frame + c, homesOf(hashes, checks), HOMES);
    v128.store(frame + c, checks, CHECKS);
  }
}

/** Finds the bucket of a context for a chunk. */
// @ts-ignore: decorator
@inline
function enterOne(context: usize): void {
  const check = load<u32>(context, CHECKS), home = <usize>load<u32>(context, HOMES);
  store<u32>(context, <u32>(thorough ? findOfFour(check, home) : find(check, home)));
}

// @ts-ignore: decorator
@inline
function enterFour(four: usize): void {
  enterOne(four);
  enterOne(four + 4);
  enterOne(four + 8);
  enterOne(four + 12);
}

/** Finds the buckets of all contexts for a chunk. */
// @ts-ignore: decorator
@inline
export function enterChunk(frame: usize): void {
  let c: usize = 0;
  for (; c < <usize>(contexts & ~3) << 2; c += 16) enterFour(frame + c);
  if (contexts & 2) {
    enterOne(frame + c);
    enterOne(frame + c + 4);
    c += 8;
  }
  if (contexts & 1) enterOne(frame + c);
}

/** Bit mask of those of four contexts that have no bucket. */
// @ts-ignore: decorator
@inline
function unseenOf(four: usize): u32 {
  return <u32>i32x4.bitmask(i32x4.eq(v128.load(four), i32x4.splat(<i32>UNSEEN)));
}

/** Claims a bucket for every context without one, and stores whether one of them replaced the bucket of another context. */
// @ts-ignore: decorator
@inline
export function claimChunk(frame: usize): void {
  const end = <usize>contexts << 2;
  // The lanes after the last context hold SPARE, never UNSEEN.
  let unseen = unseenOf(frame);
  for (let c: usize = 16; c < end; c += 16) unseen |= unseenOf(frame + c) << <u32>(c >> 2);
  let shared: u32 = 0;
  for (; unseen != 0; unseen &= unseen - 1) {
    const context = frame + (<usize>ctz(unseen) << 2);
    const bucket = <u32>claim(load<u32>(context, CHECKS), <usize>load<u32>(context, HOMES));
    for (let other: usize = 0; other < end; other += 4) shared |= <u32>(load<u32>(frame + other) == bucket);
    store<u32>(context, bucket);
  }
  store<u32>(frame, shared, SHARED);
}
