import type { Symbols } from "../core/sequence.ts";
import type { MemberDefinition } from "./member.ts";
import { contextMixers } from "./members/context-mixer.ts";
import { contextTreeWeighting } from "./members/context-tree-weighting.ts";
import { linearExpert } from "./members/linear-expert.ts";
import type { MixerProfile } from "./members/mixer-profiles.ts";
import { phaseExpert } from "./members/phase-expert.ts";
import { progressionExpert } from "./members/progression-expert.ts";
import { rawCode } from "./members/raw-code.ts";
import { repeatExpert } from "./members/repeat-expert.ts";
import { xorPair } from "./members/xor-pair.ts";

/** How much work the observer does for a symbol. */
export type ObserverProfile = MixerProfile;

/** By how much work they do, the least first. */
export const observerProfiles = ["fast", "standard", "deep"] as const satisfies readonly ObserverProfile[];

/** On larger alphabets a context tree costs as much time as all the others together, and seldom wins. */
const fastTree: MemberDefinition = {
  ...contextTreeWeighting,
  largestAlphabet: contextTreeWeighting.quickAlphabet!,
};

/** What the observer of a profile is a mixture of. */
export function observerMembers(profile: ObserverProfile = "standard"): readonly MemberDefinition[] {
  const tree = profile === "fast" ? fastTree : contextTreeWeighting;
  return [
    ...[rawCode, tree, contextMixers[profile], repeatExpert, phaseExpert, xorPair, progressionExpert],
    linearExpert,
  ];
}

/**
 * @param codes shape (A,): the byte or code point of every symbol, where they are such
 * @param symbols of which they are; none given: any, which members that suit few symbols are not for
 * @returns those that can be opened for an alphabet and have something to say of it
 */
export function membersFor(
  definitions: readonly MemberDefinition[],
  alphabetSize: number,
  codes: ArrayLike<number> | undefined,
  symbols?: Symbols,
): MemberDefinition[] {
  return definitions.filter(
    ({ largestAlphabet = 65_536, readsCodes = false, suits }) =>
      alphabetSize <= largestAlphabet &&
      (codes !== undefined || !readsCodes) &&
      (suits === undefined ||
        (symbols !== undefined && codes !== undefined && suits(symbols, alphabetSize, codes))),
  );
}
