// What a path needs from far away is listed first and then loaded in one go, by loads that nothing waits for: the cache
// lines come all at once instead of one after another.

import { LIST } from "./addresses";

let listEnd: usize = LIST;
let sink: u32 = 0;

// @ts-ignore: decorator
@inline
export function list(address: usize): void {
  store<u32>(listEnd, <u32>address);
  listEnd += 4;
}

/** Loads everything listed. */
export function touchListed(): void {
  let touched: u32 = 0;
  for (let at = LIST; at < listEnd; at += 16) {
    touched |= load<u32>(<usize>load<u32>(at)) | load<u32>(<usize>load<u32>(at, 4)) |
      load<u32>(<usize>load<u32>(at, 8)) | load<u32>(<usize>load<u32>(at, 12));
  }
  sink = touched;
  listEnd = LIST;
}

/** Forgets the list. */
// @ts-ignore: decorator
@inline
export function forgetListed(): void {
  listEnd = LIST;
}
