import { defineShared, type SharedValue } from "../../core/shared-value.ts";
import { codePrefixes, type PrefixCodes } from "../../observer/observer.ts";
import { type ObserverProfile, observerMembers } from "../../observer/observer-members.ts";

/** Prefixes below are shorter than what any law of learning is about. */
export const leastPrefix = 512;

/** Code lengths of prefixes of n, n/2, n/4, ... symbols, of at least 512, by one run of the observer. */
export function codedPrefixes(profile: ObserverProfile): SharedValue<PrefixCodes> {
  return defineShared(`coded-prefixes-${profile}`, (sequence) => {
    const sizes: number[] = [];
    const n = sequence.symbols.length;
    for (let size = n; size >= leastPrefix; size = Math.floor(size / 2)) sizes.unshift(size);
    return codePrefixes(sequence, sizes, observerMembers(profile));
  });
}
