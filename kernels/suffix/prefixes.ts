/** Positions whose neighbours are looked up before they are compared, so that many are loaded at a time. */
const BLOCK: i32 = 2048;
/** Bytes of a block: for each position that has to be compared, where it is and how far a first look agreed. */
export const PREFIX_BYTES: usize = 16384;

/** How many symbols two places of the text have in common within 16 bytes. */
// @ts-ignore: decorator
@inline
function firstLook<T>(here: usize, there: usize): i32 {
  const same = i8x16.bitmask(i8x16.eq(v128.load(here), v128.load(there)));
  return ctz(~same) >> <i32>alignof<T>();
}

/**
 * Common prefix of every suffix and the one before it in the order of suffixes, by position (Karkkainen, Manzini &
 * Puglisi 2009, permuted LCP by the array Phi).
 *
 * Sentinels differ, so that no prefix crosses one and no comparison needs a bound. Where the neighbour moves along
 * with the position the prefix is one shorter, and the text is not looked at.
 */
export function writePrefixes<T>(text: usize, n: i32, suffixes: usize, lengths: usize, block: usize): void {
  let before = load<i32>(suffixes);
  // The first suffix, the last sentinel, has none before it: it is compared with something else.
  store<T>(text - 2 * sizeof<T>(), <T>1);
  store<i32>(lengths + (<usize>before << 2), -2);
  const end = suffixes + (<usize>n << 2);
  for (let at = suffixes + 4; at < end; at += 4) {
    const p = load<i32>(at);
    store<i32>(lengths + (<usize>p << 2), before);
    before = p;
  }
  const whole = 16 >> <i32>alignof<T>();
  let length = 0;
  let previous = -2;
  for (let begin = 0; begin < n; begin += BLOCK) {
    const stop = min(begin + BLOCK, n);
    let to = block;
    for (let i = begin; i < stop; i++) {
      const j = load<i32>(lengths + (<usize>i << 2));
      store<i32>(to, i);
      store<i32>(to, j, 4);
      to += <usize>(j != previous + 1) << 3;
      previous = j;
    }
    for (let at = block; at < to; at += 8) {
      const here = text + (<usize>load<i32>(at) << alignof<T>());
      const there = text + (<usize>load<i32>(at, 4) << alignof<T>());
      store<i32>(at, firstLook<T>(here, there), 4);
    }
    let at = block;
    let compare = at < to ? load<i32>(at) : stop;
    for (let i = begin; i < stop; i++) {
      const address = lengths + (<usize>i << 2);
      length--;
      if (i == compare) {
        const look = load<i32>(at, 4);
        length = look < whole ? look : extend<T>(text, i, load<i32>(address), max(length, whole));
        at += 8;
        compare = at < to ? load<i32>(at) : stop;
      } else if (length < 0) length = extend<T>(text, i, load<i32>(address), 0);
      store<i32>(address, length);
    }
  }
}

/** The common prefix of two places that agree in `length` symbols or more. */
function extend<T>(text: usize, i: i32, j: i32, length: i32): i32 {
  const here = text + (<usize>i << alignof<T>());
  const there = text + (<usize>j << alignof<T>());
  let offset = <usize>length << alignof<T>();
  let differ = load<u64>(here + offset) ^ load<u64>(there + offset);
  while (differ == 0) {
    offset += 8;
    differ = load<u64>(here + offset) ^ load<u64>(there + offset);
  }
  return <i32>((offset + (<usize>ctz(differ) >> 3)) >> alignof<T>());
}
