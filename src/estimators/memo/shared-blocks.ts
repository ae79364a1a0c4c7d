import { defineStatistic, type Statistic } from "../../core/statistic.ts";
import type { SharedBits } from "../../laws/shared-growth.ts";
import { sharedBits } from "../../observer/curves/shared-bits.ts";
import { type ObserverProfile, observerMembers } from "../../observer/observer-members.ts";

/**
 * What neighbouring blocks share, by the observer's code lengths.
 *
 * Cost: that of coding 260 000 symbols, of short sequences four times their length.
 */
export function sharedBlocksOf(profile: ObserverProfile): Statistic<readonly SharedBits[]> {
  return defineStatistic(`shared-blocks-${profile}`, (sequence) =>
    sharedBits(sequence, observerMembers(profile)),
  );
}
