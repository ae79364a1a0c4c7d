import type { SymbolSequence } from "../../core/sequence.ts";
import { defineShared, type SharedAccess, type SharedValue } from "../../core/shared-value.ts";
import { shuffled } from "../../math/shuffle.ts";
import { type LearningCurve, learningCurve } from "../../observer/curves/learning-curve.ts";
import { type ObserverProfile, observerMembers } from "../../observer/observer-members.ts";

/** Held-out blocks that are enough: an interval of 24 is a few per cent wider than one of many. The map must be quick. */
const wantedBlocks: Readonly<Record<ObserverProfile, number>> = { fast: 1, standard: 24, deep: 24 };

/**
 * The paired learning curve of a sequence or of a surrogate of it, by the same blocks.
 *
 * @param sequence the one that `access` belongs to, or one of its length cut into the same segments
 * @returns undefined with fewer than two blocks
 * @throws RangeError when more than 65 536 symbols occur, or memory cannot be had
 * Cost: two (fast, or a million symbols) to nine times that of the observer.
 */
export function learnCurve(
  sequence: SymbolSequence,
  profile: ObserverProfile,
  { random }: SharedAccess,
): LearningCurve | undefined {
  const members = observerMembers(profile);
  // The same blocks for the sequence and for its shuffles.
  return learningCurve(sequence, members, random.fork("learning-curve"), wantedBlocks[profile]);
}

/**
 * The paired learning curve of a sequence; undefined where it is too short for one.
 *
 * Cost: two (fast, or a million symbols) to nine times that of the observer.
 */
export function learningCurveOf(profile: ObserverProfile): SharedValue<LearningCurve | undefined> {
  return defineShared(`learning-curve-${profile}`, (sequence, access) =>
    learnCurve(sequence, profile, access),
  );
}

/** The curve of a shuffle of the same symbols; `index` numbers the shuffles. */
export function shuffledCurveOf(
  profile: ObserverProfile,
  index: number,
): SharedValue<LearningCurve | undefined> {
  return defineShared(`learning-curve-${profile}-shuffle-${index}`, (sequence, access) => {
    const random = access.random.fork("learning-curve-shuffle").fork(String(index));
    const symbols = shuffled(sequence.symbols, (bound) => random.below(bound));
    return learnCurve({ ...sequence, symbols }, profile, access);
  });
}
