// What the next symbols need from far away is loaded in one go, by loads that nothing waits for: the cache lines come all
// at once instead of one after another. The fewer instructions lie between two loads, the more of them are under way.

import { FRAME_BYTES, FRAMES, FRAMES_END, HOMES, MATCH_SLOT, ROW_BYTES, ROWS, ROWS_END, SETS, VIEW_BYTES, VIEWS } from "./addresses";
import { touchFollowers } from "./followers";
import { candidateIn } from "./matches";
import { contexts, sets, thorough } from "./model";
import { symbolAt } from "./sequence";

let sink: u32 = 0;

/** Loads the rows of maps, and where a match may begin, of all views up to `end`. */
export function touchRows(end: usize): void {
  let touched: u32 = 0;
  for (let view = VIEWS; view < end; view += VIEW_BYTES) {
    const rowsEnd = <usize>load<u32>(view, ROWS_END);
    touched |= symbolAt(candidateIn(<usize>load<u32>(view, MATCH_SLOT)));
    if (sets > 7) { // weights of words are many, and far apart
      const ofWord = <usize>load<u32>(view, SETS + 28);
      touched |= load<u32>(ofWord) | load<u32>(ofWord, 64) | load<u32>(ofWord, 128);
    }
    for (let rows = view + ROWS; rows < rowsEnd; rows += ROW_BYTES) {
      touched |= load<u32>(<usize>load<u32>(rows)) | load<u32>(<usize>load<u32>(rows, 4));
      if (thorough) touched |= load<u32>(<usize>load<u32>(rows, 8));
    }
  }
  sink = touched;
}

/** Loads what followed at all places in start..end-1. */
export function touchHistories(start: i32, end: i32): void {
  sink = touchFollowers(start, end);
}

/** Loads both lines where a bucket may lie. */
// @ts-ignore: decorator
@inline
function touchBoth(context: usize): u32 {
  const lines = <usize>load<u32>(context, HOMES) & ~127;
  return load<u32>(lines) | load<u32>(lines, 64);
}

/** Loads the lines where buckets of all chunks may lie, of all views up to `end`; behind the last context by fours, too. */
export function touchBuckets(end: usize): void {
  let touched: u32 = 0;
  const last = <usize>contexts << 2;
  for (let view = VIEWS; view < end; view += VIEW_BYTES) {
    const framesEnd = <usize>load<u32>(view, FRAMES_END);
    for (let frame = view + FRAMES; frame < framesEnd; frame += FRAME_BYTES) {
      for (let c: usize = 0; c < last; c += 16) {
        const four = frame + c;
        touched |= touchBoth(four) | touchBoth(four + 4) | touchBoth(four + 8) | touchBoth(four + 12);
      }
    }
  }
  sink = touched;
}
