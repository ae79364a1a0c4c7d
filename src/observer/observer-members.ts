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

/** How much work the observer does per symbol. */
export type ObserverProfile = MixerProfile;

/** Profiles by the work they do, ascending. */
export const observerProfiles = ["fast", "standard", "deep"] as const satisfies readonly ObserverProfile[];

/** On larger alphabets a context tree takes as long as all other members together, and rarely wins. */
const fastTree: MemberDefinition = {
  ...contextTreeWeighting,
  largestAlphabet: contextTreeWeighting.quickAlphabet!,
};

/** The members of the observer of a profile. */
export function observerMembers(profile: ObserverProfile = "standard"): readonly MemberDefinition[] {
  const tree = profile === "fast" ? fastTree : contextTreeWeighting;
  return [
    ...[rawCode, tree, contextMixers[profile], repeatExpert, phaseExpert, xorPair, progressionExpert],
    linearExpert,
  ];
}

/**
 * @param codes shape (A,): the byte or code point of every symbol, where they are such
 * @param symbols the symbols; absent: any, without members for special symbols
 * @returns those that can be opened for the alphabet and can predict it
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
