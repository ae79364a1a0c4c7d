import { contextTreeWeighting } from "./context-tree-weighting.ts";
import type { MemberDefinition } from "./member.ts";
import { rawCode } from "./raw-code.ts";
import { repeatExpert } from "./repeat-expert.ts";
import { xorPair } from "./xor-pair.ts";

/** What the observer is a mixture of. */
export const observerMembers: readonly MemberDefinition[] = [
  rawCode,
  contextTreeWeighting,
  repeatExpert,
  xorPair,
];

/** @returns those that can be opened for an alphabet */
export function membersFor(
  definitions: readonly MemberDefinition[],
  alphabetSize: number,
): MemberDefinition[] {
  return definitions.filter(({ largestAlphabet }) => alphabetSize <= (largestAlphabet ?? 65_536));
}
