// Items that say how long they are: where the one ends that may begin at a place, and the way that most places lead to.

/** u32[n]: bytes, or codes of characters. */
export const CODES: usize = 0x1000;
let size: i32 = 0;
let ends: usize = 0;
let leading: usize = 0;
let from: usize = 0;

/** Lays out the memory for n codes; returns the bytes it takes. */
export function configure(n: i32): usize {
  const row = <usize>(n + 1) << 2;
  size = n;
  ends = CODES + row;
  leading = ends + row;
  from = leading + row;
  return from + row;
}

/** i32[n + 1]: where the item ends that may begin at each place from a first one on; 0 where there can be none. */
export function endsAddress(): usize {
  return ends;
}

/** i32[]: the places of the way, the last one first. */
export function wayAddress(): usize {
  return leading;
}

/**
 * Where items end at places `start` to `end` - 1 that have a number of some width behind so many codes, whose bodies are
 * so many codes longer than it says, and not longer than `longest`.
 */
export function frame(
  start: i32, end: i32, before: i32, width: i32, littleEndian: bool, more: i32, longest: i32,
): void {
  memory.fill(ends, 0, <usize>(end - start + 1) << 2);
  const head = before + width;
  const last = min(end, size - head + 1);
  const first = littleEndian ? head - 1 : before;
  const step = littleEndian ? -1 : 1;
  for (let at = start; at < last; at++) {
    let value: i64 = 0;
    for (let k = 0, code = at + first; k < width; k++, code += step)
      value = 256 * value + <i64>load<u32>(CODES + (<usize>code << 2));
    const length = value + more;
    if (length >= 0 && length <= longest) store<i32>(ends + (<usize>(at - start) << 2), at + head + <i32>length);
  }
}

// @ts-ignore: decorator
@inline
function leadingTo(p: i32): i32 {
  return load<i32>(leading + (<usize>p << 2));
}

/**
 * Follows the ends from every place of a segment, and finds the way on which most of them come together. It ends with
 * the segment, or with an item that goes beyond, or where a head may be cut off.
 *
 * @returns how many places there are on the way
 */
export function follow(start: i32, end: i32, longestHead: i32): i32 {
  const length = end - start;
  const row = <usize>(length + 1) << 2;
  // 1 more than the place from which most lead to a place
  memory.fill(from, 0, row);
  memory.fill(leading, 0, row);
  store<i32>(ends + (<usize>length << 2), 0);
  let last = length;
  let lastLeading = 0;
  for (let p = 0; p <= length; p++) {
    const all = leadingTo(p) + 1;
    const to = load<i32>(ends + (<usize>p << 2));
    if (to > 0 && to <= end) {
      const next = <usize>(to - start) << 2;
      store<i32>(leading + next, load<i32>(leading + next) + all);
      const rival = load<i32>(from + next);
      if (rival == 0 || all > leadingTo(rival - 1) + 1) store<i32>(from + next, p + 1);
    } else if ((to > 0 || p + longestHead > length) && all > lastLeading) {
      last = p;
      lastLeading = all;
    }
  }
  let places = 0;
  for (let p = last; p >= 0; p = load<i32>(from + (<usize>p << 2)) - 1, places++)
    store<i32>(leading + (<usize>places << 2), start + p);
  return places;
}
