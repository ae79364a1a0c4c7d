// Hashed buckets: a check word and the 7 slots of three levels of the tree, for one context.

import { CHECKS, HASHES, UNSEEN } from "./addresses";
import { list } from "./prefetch";
import { bucketMask, contexts, table } from "./shape";

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

/** Hashes all contexts for a chunk and lists their buckets. */
export function locateChunk(frame: usize, chunk: i32): void {
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
export function enterChunk(frame: usize): void {
  const end = <usize>contexts << 2;
  for (let c: usize = 0; c < end; c += 4) {
    store<u32>(frame + c, <u32>find(load<u32>(frame + c, CHECKS), <usize>load<u32>(frame + c)));
  }
}

/** Gives every context that has none a bucket. */
export function claimChunk(frame: usize): void {
  const end = <usize>contexts << 2;
  for (let c: usize = 0; c < end; c += 4) {
    if (load<u32>(frame + c) != <u32>UNSEEN) continue;
    const check = load<u32>(frame + c, CHECKS);
    store<u32>(frame + c, <u32>claim(check, homeOf(load<u32>(HASHES + c), check)));
  }
}
