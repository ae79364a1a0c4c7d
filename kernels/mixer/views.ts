// Views of the symbols that come next: where what they need lies. The sequence is known, so that it can be brought near
// for several at once; nothing of it is used before its time.

import { FRAME_BYTES, FRAMES, FRAMES_END, HASH, LIST, VIEW_BYTES, VIEWS } from "./addresses";
import { locateChunk } from "./buckets";
import { hashContexts, observe } from "./features";
import { mapKey1, mapKey2, mapKey3, mapRow1, mapRow2, mapRow3 } from "./maps";
import { matchSlot } from "./matches";
import { read } from "./motion";
import { chooseSets } from "./network";
import { touchBuckets, touchListed } from "./prefetch";
import { symbolAt } from "./sequence";
import { thorough } from "./model";
import { ALPHABET, TREE } from "./shape";

/**
 * Observes a position, locates all chunks on the path of its symbol, and lists what else the path needs.
 *
 * @returns the end of the list
 */
function lookAt(view: usize, position: i32, listed: usize): usize {
  observe(view, position);
  chooseSets(view);
  hashContexts();
  const entry = ALPHABET + (<usize>symbolAt(position) << 4);
  const path = load<u32>(entry);
  const end = load<i32>(entry, 4);
  const key1 = mapKey1(view), key2 = mapKey2(view), key3 = thorough ? mapKey3(view) : 0;
  let frame = view + FRAMES - FRAME_BYTES;
  let chunk = -1;
  let node = 0;
  let record = TREE;
  for (let depth = 0; depth < end; depth++) {
    if (load<i32>(record, 8) != chunk) {
      chunk = load<i32>(record, 8);
      frame += FRAME_BYTES;
      locateChunk(frame, chunk);
    }
    store<u32>(listed, <u32>mapRow1(key1 + <u32>node));
    store<u32>(listed, <u32>mapRow2(key2 + <u32>node), 4);
    listed += 8;
    if (thorough) {
      store<u32>(listed, <u32>mapRow3(key3 + <u32>node));
      listed += 4;
    }
    node = load<i32>(record + (<usize>((path >> depth) & 1) << 2));
    record = TREE + (<usize>node << 4);
  }
  store<u32>(view, <u32>(frame + FRAME_BYTES), FRAMES_END);
  return listed;
}

/** Reads on, and brings near what the next symbols need. Only that it comes near is foretold. */
export function lookAhead(start: i32, end: i32, learning: bool): void {
  let view = VIEWS;
  let listed: usize = LIST;
  for (let position = start; position < end; position++) {
    listed = lookAt(view, position, listed);
    const hash = read(position, learning);
    store<u32>(view, hash, HASH);
    store<u32>(listed, <u32>matchSlot(hash));
    listed += 4;
    view += VIEW_BYTES;
  }
  touchBuckets(view);
  touchListed(listed);
}
