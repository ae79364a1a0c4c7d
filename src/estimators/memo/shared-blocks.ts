import { defineShared, type SharedValue } from "../../core/shared-value.ts";
import { sharedBits } from "../../observer/curves/shared-bits.ts";
import { type ObserverProfile, observerMembers } from "../../observer/observer-members.ts";
import type { SharedBits } from "../../statistics/decay.ts";

/**
 * What neighbouring blocks share, by the observer's code lengths.
 *
 * Cost: that of coding 260 000 symbols, of short sequences four times their length.
 */
export function sharedBlocksOf(profile: ObserverProfile): SharedValue<readonly SharedBits[]> {
  return defineShared(`shared-blocks-${profile}`, (sequence) =>
    sharedBits(sequence, observerMembers(profile)),
  );
}
