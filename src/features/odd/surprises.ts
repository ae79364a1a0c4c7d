import { median } from "../../core/collections.ts";
import { sha256 } from "../../input/sha256.ts";
import { unknownWords } from "./describe-stretch.ts";
import { keysIn } from "./keys.ts";
import { assignGroups, type ComparedFile, readByOthers, trainingTexts } from "./read-by-others.ts";
import type { Usual } from "./schema.ts";
import { ownersOf, withoutSharedAdditions } from "./shared-additions.ts";
import { type Surprise, scoresOf, surpriseOf } from "./surprise.ts";

/**
 * How surprising files are to a reader of the others.
 *
 * @param files their names are paths from the folder, with slashes; the first of several copies counts
 * @param isJudged whether to read a file; all others only teach
 * @param isNew whether a file is new or has changed. Additions that several of these share do not make each other cheaper. But
 *   they make their words known: otherwise two files that already held the same data before both changed would seem to be of
 *   another language
 * @returns by index; undefined for files that were not requested
 * Cost: as `readByOthers`
 */
export function surprisesOf(
  files: readonly ComparedFile[],
  seed: number,
  order: number,
  isJudged: (i: number) => boolean = () => true,
  isNew: (i: number) => boolean = () => false,
): (Surprise | undefined)[] {
  const found: (Surprise | undefined)[] = new Array(files.length).fill(undefined);
  const dealt = assignGroups(files, seed);
  const owners = ownersOf(files, isNew);
  const taught = withoutSharedAdditions(trainingTexts(files), isNew, (i) => owners[i]!);
  const words = unknownWords(files, dealt, isJudged);
  const see = (i: number, costs: Float32Array, bits: number) => {
    found[i] = surpriseOf(files[i]!.bytes, costs, bits, words[i]!);
  };
  readByOthers(files, dealt, order, isJudged, see, taught);
  return found;
}

/**
 * The usual surprise in a folder.
 *
 * @param files their names are paths from the folder, with slashes
 * @param surprises of all of them
 */
export function usualOf(
  files: readonly ComparedFile[],
  surprises: readonly (Surprise | undefined)[],
  seed: number,
  order: number,
): Usual {
  const half = median(surprises.map((surprise) => surprise!.rate)) ?? 0;
  const rate = Math.round(1000 * half) / 1000;
  return {
    seed,
    order,
    rate,
    files: files.map(({ name, bytes }, i) => {
      const keys = keysIn(bytes).length;
      const surprise = scoresOf(surprises[i]!, rate);
      return { path: name, sha256: sha256(bytes), surprise, ...(keys === 0 ? {} : { keys }) };
    }),
  };
}
