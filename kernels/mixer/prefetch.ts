// Prefetches the distant memory that the next symbols need. No instruction waits for these loads, so that the cache misses overlap.
// The fewer instructions between two loads, the more loads are in flight.

import {
  FRAME_BYTES, FRAMES, FRAMES_END, HOMES, MATCH_SLOT, ROW_BYTES, ROWS, ROWS_END, SETS, VIEW_BYTES, VIEWS,
} from "./addresses";
import { loadHistories } from "./followers";
import { candidateIn } from "./matches";
import { contexts, sets, thorough } from "./model";
import { symbolAt } from "./sequence";

let sink: u32 = 0;

/** Loads the map rows and the match candidates of all views up to `end`. */
export function prefetchRows(end: usize): void {
  let loaded: u32 = 0;
  for (let view = VIEWS; view < end; view += VIEW_BYTES) {
    const rowsEnd = <usize>load<u32>(view, ROWS_END);
    loaded |= symbolAt(candidateIn(<usize>load<u32>(view, MATCH_SLOT)));
    if (sets > 7) { // weights selected by words fill some 1 MiB
      const ofWord = <usize>load<u32>(view, SETS + 28);
      loaded |= load<u32>(ofWord) | load<u32>(ofWord, 64) | load<u32>(ofWord, 128);
    }
    for (let rows = view + ROWS; rows < rowsEnd; rows += ROW_BYTES) {
      loaded |= load<u32>(<usize>load<u32>(rows)) | load<u32>(<usize>load<u32>(rows, 4));
      if (thorough) loaded |= load<u32>(<usize>load<u32>(rows, 8));
    }
  }
  sink = loaded;
}

/** Loads the follower histories that are read at start..end-1. */
export function prefetchHistories(start: i32, end: i32): void {
  sink = loadHistories(start, end);
}

/** Loads both cache lines that can hold a bucket. */
// @ts-ignore: decorator
@inline
function loadBoth(context: usize): u32 {
  const lines = <usize>load<u32>(context, HOMES) & ~127;
  return load<u32>(lines) | load<u32>(lines, 64);
}

/** Loads the cache lines that can hold the buckets of all views up to `end`, including the lanes after the last context. */
export function prefetchBuckets(end: usize): void {
  let loaded: u32 = 0;
  const last = <usize>contexts << 2;
  for (let view = VIEWS; view < end; view += VIEW_BYTES) {
    const framesEnd = <usize>load<u32>(view, FRAMES_END);
    for (let frame = view + FRAMES; frame < framesEnd; frame += FRAME_BYTES) {
      for (let c: usize = 0; c < last; c += 16) {
        const four = frame + c;
        loaded |= loadBoth(four) | loadBoth(four + 4) | loadBoth(four + 8) | loadBoth(four + 12);
      }
    }
  }
  sink = loaded;
}
