// Adaptive probability maps: they refine the network's output by the last symbols.

import { FOLLOWER, LAST1, LAST2 } from "./addresses";
import { repeat, squash } from "./arithmetic";
import { thorough } from "./model";
import { map1, map2, map3, MAP_KNOTS, mapsEnd, mapShift } from "./shape";

const MAP_RATE: f32 = 0.02;

/** Key of the last symbol. The number of the node is added to it. */
// @ts-ignore: decorator
@inline
function key1(view: usize): u32 {
  return (load<u32>(view, LAST1) + 1) * 0x9e3779b1;
}

/** Key of the last two symbols. */
// @ts-ignore: decorator
@inline
function key2(view: usize): u32 {
  return (load<u32>(view, LAST1) + 1 + (load<u32>(view, LAST2) + 1) * 300) * 0x85ebca6b;
}

/** Key of the last symbol and of the symbol that last followed the current word. */
// @ts-ignore: decorator
@inline
function key3(view: usize): u32 {
  return (load<u32>(view, FOLLOWER) + (load<u32>(view, LAST1) + 1) * 300) * 0xc2b2ae35;
}

/** Address of the row with a key in a map. */
// @ts-ignore: decorator
@inline
function rowOf(map: usize, key: u32): u32 {
  return <u32>map + (((key * 0x9e3779b1) >> mapShift) << 6);
}

/** Stores the addresses of the rows of a node in all maps. */
// @ts-ignore: decorator
@inline
export function locateRows(view: usize, rows: usize, node: i32): void {
  store<u32>(rows, rowOf(map1, key1(view) + <u32>node));
  store<u32>(rows, rowOf(map2, key2(view) + <u32>node), 4);
  if (thorough) store<u32>(rows, rowOf(map3, key3(view) + <u32>node), 8);
}

// @ts-ignore: decorator
@inline
export function interpolate(cell: usize, w: f32): f32 {
  return load<f32>(cell) * (<f32>1 - w) + load<f32>(cell, 4) * w;
}

// @ts-ignore: decorator
@inline
export function adaptKnot(cell: usize, y: f32): void {
  const p = load<f32>(cell);
  store<f32>(cell, p + (y - p) * MAP_RATE);
}

/** Maps start as the identity. Their sizes are multiples of 128 bytes, so there is no gap between them. */
export function beginMaps(): void {
  for (let knot: usize = 0; knot < MAP_KNOTS; knot++) store<f32>(map1 + (knot << 2), squash(<f32>knot - 7.5));
  repeat(map1, MAP_KNOTS << 2, mapsEnd);
}
