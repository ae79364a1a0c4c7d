// Counts symbols that equal an earlier symbol at a fixed lag.

/** u32[n]: the symbols. */
export const SYMBOLS: usize = 0x1000;

/** Number of symbols from..to-1 that equal the one `lag` before; lag <= from. */
export function agreements(lag: i32, from: i32, to: i32): i32 {
  const back = <usize>lag << 2;
  const end = SYMBOLS + (<usize>to << 2);
  let at = SYMBOLS + (<usize>from << 2);
  let sums = i32x4.splat(0);
  for (; at + 12 < end; at += 16) sums = i32x4.sub(sums, i32x4.eq(v128.load(at), v128.load(at - back)));
  let count = i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) + i32x4.extract_lane(sums, 2) +
    i32x4.extract_lane(sums, 3);
  for (; at < end; at += 4) count += <i32>(load<u32>(at) == load<u32>(at - back));
  return count;
}
