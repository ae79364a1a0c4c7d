import type { Symbols } from "../core/sequence.ts";
import { codeSegments } from "./code-segments.ts";
import type { MemberDefinition } from "./member.ts";

/** Symbols of the beginning that dear members are tried on. */
const trialLength = 65_536;
/** Below twice that a trial costs as much time as it saves. */
const worthATrial = 2 * trialLength;
/** Members that pay this many times what the best pays stay in: they may yet win. */
const closeCall = 1.02;

/** Who runs, and what it costs to say so. */
export interface Choice {
  readonly chosen: readonly MemberDefinition[];
  /** log2 of the number of choices there were */
  readonly choiceBits: number;
}

/**
 * Chooses the members to run in full: all that are not dear, and the dear ones that pay least for the beginning, or
 * nearly least.
 *
 * @param segmentEnds ends of the segments, the last one n
 * @throws RangeError when memory cannot be had
 * Cost: one run of the dear members over 65 536 symbols.
 */
export function chooseMembers(
  definitions: readonly MemberDefinition[],
  symbols: Symbols,
  alphabetSize: number,
  segmentEnds: readonly number[],
): Choice {
  const dear = definitions.filter((definition) => definition.dear === true);
  if (dear.length < 2 || symbols.length < worthATrial) return { chosen: definitions, choiceBits: 0 };
  const beginning = symbols.subarray(0, trialLength);
  const ends = [...segmentEnds.filter((end) => end < trialLength), trialLength];
  const paid = new Map(
    dear.map((definition) => {
      const member = definition.open(beginning, alphabetSize);
      const losses = new Float64Array(trialLength);
      codeSegments(member, ends, losses);
      return [definition, losses.reduce((sum, loss) => sum + loss, 0)];
    }),
  );
  const limit = closeCall * Math.min(...paid.values());
  const chosen = definitions.filter((definition) => (paid.get(definition) ?? 0) <= limit);
  return { chosen, choiceBits: Math.log2((1 << dear.length) - 1) };
}
