import { codeSegments } from "./code-segments.ts";
import type { MemberDefinition } from "./member.ts";
import type { CodedAlphabet } from "./observer-alphabet.ts";

/** Most symbols of the beginning that dear members are tried on. */
const longestTrial = 65_536;
const trialShare = 1 / 8;
/** Shorter trials say too little. */
const shortestTrial = 4096;

/** Who runs, and what it costs to say so. */
export interface Choice {
  readonly chosen: readonly MemberDefinition[];
  /** log2 of the number of choices there were */
  readonly choiceBits: number;
}

/**
 * Members that pay this many times what the best pays for a trial stay in: they may yet win. A shorter trial says less.
 */
function closeCall(trial: number): number {
  return 1 + 0.02 * Math.sqrt(longestTrial / trial);
}

/**
 * Chooses the members to run in full: all that are not dear, and the dear ones that pay least for the beginning, or
 * nearly least.
 *
 * @param segmentEnds ends of the segments, the last one n
 * @throws RangeError when memory cannot be had
 * Cost: one run of the dear members over an eighth of the symbols, at most 65 536.
 */
export function chooseMembers(
  definitions: readonly MemberDefinition[],
  { symbols, alphabetSize, codes }: Omit<CodedAlphabet, "headerBits">,
  segmentEnds: readonly number[],
): Choice {
  const dear = definitions.filter((definition) => definition.dear === true);
  const trial = Math.min(longestTrial, Math.floor(symbols.length * trialShare));
  if (dear.length < 2 || trial < shortestTrial) return { chosen: definitions, choiceBits: 0 };
  const beginning = symbols.subarray(0, trial);
  const ends = [...segmentEnds.filter((end) => end < trial), trial];
  const paid = new Map(
    dear.map((definition) => {
      const member = definition.open(beginning, alphabetSize, codes);
      const losses = new Float64Array(trial);
      codeSegments(member, ends, losses);
      return [definition, losses.reduce((sum, loss) => sum + loss, 0)];
    }),
  );
  const limit = closeCall(trial) * Math.min(...paid.values());
  const chosen = definitions.filter((definition) => (paid.get(definition) ?? 0) <= limit);
  return { chosen, choiceBits: Math.log2((1 << dear.length) - 1) };
}
