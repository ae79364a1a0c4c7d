// The sequence, and the symbols that a decoder knows.

import { SEGMENT } from "./addresses";
import { learned, SEQUENCE } from "./shape";

// @ts-ignore: decorator
@inline
export function symbolAt(position: i32): i32 {
  return load<u16>(SEQUENCE + (<usize>position << 1));
}

/** Whether a decoder at `position` knows the symbol at `at`: one that was learned, or an earlier one of the segment. */
// @ts-ignore: decorator
@inline
export function known(at: i32, position: i32): bool {
  if (at >= load<i32>(SEGMENT) && at < position) return true;
  return load<u8>(learned + <usize>at) != 0;
}
