// What the next symbols need from far away is loaded in one go, by loads that nothing waits for: the cache lines come all
// at once instead of one after another.

import { FRAME_BYTES, FRAMES, FRAMES_END, HOMES, LIST, VIEW_BYTES, VIEWS } from "./addresses";
import { contexts } from "./model";

let sink: u32 = 0;

/** Loads everything listed from LIST to `end`. */
export function touchListed(end: usize): void {
  let touched: u32 = 0;
  for (let at = LIST; at < end; at += 16) {
    touched |= load<u32>(<usize>load<u32>(at)) | load<u32>(<usize>load<u32>(at, 4)) |
      load<u32>(<usize>load<u32>(at, 8)) | load<u32>(<usize>load<u32>(at, 12));
  }
  sink = touched;
}

/** Loads the two lines where buckets of all chunks may lie, of all views up to `end`. */
export function touchBuckets(end: usize): void {
  let touched: u32 = 0;
  const last = <usize>contexts << 2;
  for (let view = VIEWS; view < end; view += VIEW_BYTES) {
    const framesEnd = <usize>load<u32>(view, FRAMES_END);
    for (let frame = view + FRAMES; frame < framesEnd; frame += FRAME_BYTES) {
      for (let c: usize = 0; c < last; c += 4) {
        const home = <usize>load<u32>(frame + c, HOMES);
        touched |= load<u32>(home) | load<u32>(home ^ 64);
      }
    }
  }
  sink = touched;
}
