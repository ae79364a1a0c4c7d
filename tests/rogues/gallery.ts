import { Random } from "../../src/core/random.ts";
import { delimited } from "./delimited.ts";
import { generators } from "./generators.ts";
import { newcomers } from "./newcomers.ts";
import { noiseEncodings } from "./noise-encodings.ts";
import { onceEach } from "./once-each.ts";
import { orders } from "./orders.ts";
import { randomRecords } from "./random-records.ts";
import type { Rogue } from "./rogue.ts";
import { texts } from "./texts.ts";

/** A rogue of the gallery. */
export interface GalleryRogue extends Rogue {
  readonly kind: string;
  /** whether it was kept apart while rules and limits were chosen */
  readonly heldOut: boolean;
}

/**
 * Everyday inputs that a map may not be wrong about. Each says what it may be called; that was decided before it was
 * measured, and does not change to what was measured. Of every kind each second one is held out: what was chosen by
 * looking was chosen on the others.
 */
export const gallery: readonly GalleryRogue[] = [
  noiseEncodings,
  randomRecords,
  orders,
  generators,
  texts,
  onceEach,
  delimited,
  newcomers,
].flatMap(({ kind, rogues }) => rogues.map((one, i) => ({ ...one, kind, heldOut: i % 2 === 1 })));

/** The bytes of a rogue, the same ones for a seed. */
export function bytesOf({ name, make }: Rogue, size: number, seed: number): Uint8Array {
  return make(Random.fromSeed(seed).fork(name), size);
}
