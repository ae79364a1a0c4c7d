// Views of the next symbols: addresses of what they need. The sequence is known, so that the memory for several symbols can be
// prefetched at a time. No prediction uses a symbol early.

import {
  FRAME_BYTES, FRAMES, FRAMES_END, HASH, MATCH_SLOT, ROW_BYTES, ROWS, ROWS_END, VIEW_BYTES, VIEWS,
} from "./addresses";
import { locateChunk } from "./buckets";
import { hashContexts, observe } from "./features";
import { locateRows } from "./maps";
import { matchSlot } from "./matches";
import { thorough } from "./model";
import { read } from "./motion";
import { selectSets } from "./network";
import { prefetchBuckets, prefetchHistories, prefetchRows } from "./prefetch";
import { symbolAt } from "./sequence";
import { ALPHABET, TREE } from "./shape";

/** Computes the features of a position, and locates all chunks and map rows on the path of its symbol. */
function lookAt(view: usize, position: i32): void {
  observe(view, position);
  selectSets(view);
  hashContexts();
  const entry = ALPHABET + (<usize>symbolAt(position) << 4);
  const path = load<u32>(entry);
  const end = load<i32>(entry, 4);
  let frame = view + FRAMES - FRAME_BYTES;
  let rows = view + ROWS;
  let chunk = -1;
  let node = 0;
  let record = TREE;
  for (let depth = 0; depth < end; depth++) {
    if (load<i32>(record, 8) != chunk) {
      chunk = load<i32>(record, 8);
      frame += FRAME_BYTES;
      locateChunk(frame, chunk);
    }
    locateRows(view, rows, node);
    rows += ROW_BYTES;
    node = load<i32>(record + (<usize>((path >> depth) & 1) << 2));
    record = TREE + (<usize>node << 4);
  }
  store<u32>(view, <u32>(frame + FRAME_BYTES), FRAMES_END);
  store<u32>(view, <u32>rows, ROWS_END);
}

/** Reads symbols start..end-1 ahead and prefetches the memory that they need. This changes no prediction. */
export function lookAhead(start: i32, end: i32, learning: bool): void {
  if (thorough) prefetchHistories(start, end);
  let view = VIEWS;
  for (let position = start; position < end; position++) {
    lookAt(view, position);
    const hash = read(position, learning);
    store<u32>(view, hash, HASH);
    store<u32>(view, <u32>matchSlot(hash), MATCH_SLOT);
    view += VIEW_BYTES;
  }
  prefetchBuckets(view);
  prefetchRows(view);
}
