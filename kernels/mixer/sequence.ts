// The sequence, and which of it a decoder knows.

import { SEGMENT } from "./addresses";
import { learned, SEQUENCE } from "./shape";

// @ts-ignore: decorator
@inline
export function symbolAt(position: i32): i32 {
  return load<u16>(SEQUENCE + (<usize>position << 1));
}

/** Whether a decoder knows the symbol there: learned, or between the start of the segment and the position. */
// @ts-ignore: decorator
@inline
export function known(at: i32, position: i32): bool {
  if (at >= load<i32>(SEGMENT) && at < position) return true;
  return load<u8>(learned + <usize>at) != 0;
}
