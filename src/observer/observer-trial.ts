import { sumOn } from "../math/sums.ts";
import type { Member, MemberDefinition } from "./member.ts";
import type { CodedAlphabet } from "./observer-alphabet.ts";
import { membersFor } from "./observer-members.ts";

/** Most symbols of the beginning that expensive members are tried on. */
const longestTrial = 65_536;
const trialShare = 1 / 8;
/** Shorter trials say too little. */
const shortestTrial = 4096;
/** After so many symbols of a longer trial those that are far behind leave it. */
const firstLook = 8192;

/** Who runs, and what it costs to say so. */
interface Choice {
  readonly chosen: readonly MemberDefinition[];
  /** log2 of the number of choices there were */
  readonly choiceBits: number;
}

/** Where next to nothing is paid, so many bits a symbol more are as good. */
const negligible = 1 / 32;

/** Members that pay no more than this for a trial may yet win, where the best paid `least`. A shorter trial says less. */
function closeCall(trial: number, least: number, margin: number): number {
  return least * (1 + margin * 0.02 * Math.sqrt(longestTrial / trial)) + trial * negligible;
}

/**
 * Chooses the members to run in full: all that are not expensive, and the expensive ones that pay least for the beginning, or
 * nearly least.
 *
 * @param segmentEnds ends of the segments, the last one n
 * @param share of the sequence that is tried
 * Cost: one run of the expensive members over that share of the symbols, at most 65 536.
 */
export function chooseMembers(
  definitions: readonly MemberDefinition[],
  { symbols, alphabetSize, codes }: Omit<CodedAlphabet, "headerBits">,
  segmentEnds: readonly number[],
  share = trialShare,
): Choice {
  const expensive = definitions.filter((definition) => definition.expensive === true);
  const trial = Math.min(longestTrial, Math.floor(symbols.length * share));
  if (expensive.length < 2 || trial < shortestTrial) return { chosen: definitions, choiceBits: 0 };
  const beginning = symbols.subarray(0, trial);
  const all = expensive.map((definition) => ({
    definition,
    member: definition.open(beginning, alphabetSize, codes),
    paid: 0,
  }));
  let candidates = all;
  const losses = new Float64Array(trial);
  let done = 0;
  // The first look is generous: who learns slowly may still come from behind.
  for (const [end, margin] of [
    [firstLook, 2],
    [trial, 1],
  ] as const) {
    // Who is alone has won.
    if (end > trial || candidates.length === 1) continue;
    for (const candidate of candidates) {
      codeBetween(candidate.member, done, end, segmentEnds, losses);
      candidate.paid = sumOn(candidate.paid, losses.subarray(done, end), end - done);
    }
    const limit = closeCall(end, Math.min(...candidates.map(({ paid }) => paid)), margin);
    candidates = candidates.filter(({ paid }) => paid <= limit);
    done = end;
    // Where nobody has found anything there is nothing to choose by, and who takes long is not waited for.
    if (candidates.some(({ paid }) => paid < end * Math.log2(alphabetSize))) continue;
    candidates = candidates.filter(({ definition }) => alphabetSize <= (definition.quickAlphabet ?? 65_536));
    break;
  }
  for (const { member } of all) member.close?.();
  const kept = new Set(candidates.map(({ definition }) => definition));
  const chosen = definitions.filter((definition) => definition.expensive !== true || kept.has(definition));
  return { chosen, choiceBits: Math.log2(2 ** expensive.length - 1) };
}

/** Symbols of the beginning on which members that suit few sequences have to be the best. */
const specialTrial = 8192;

/**
 * Chooses members that suit few sequences: those that pay less for the beginning than any of the others.
 *
 * @param others members that run
 * Cost: a look at the beginning; where one suits it, one run of all over 8,192 symbols.
 */
export function specialMembers(
  definitions: readonly MemberDefinition[],
  others: readonly MemberDefinition[],
  { symbols, alphabetSize, codes }: Omit<CodedAlphabet, "headerBits">,
  segmentEnds: readonly number[],
): MemberDefinition[] {
  const few = definitions.filter(({ suits }) => suits !== undefined);
  const suited = membersFor(few, alphabetSize, codes, symbols);
  if (suited.length === 0) return [];
  const beginning = symbols.subarray(0, specialTrial);
  const losses = new Float64Array(beginning.length);
  const paidBy = (definition: MemberDefinition) => {
    const member = definition.open(beginning, alphabetSize, codes);
    codeBetween(member, 0, beginning.length, segmentEnds, losses);
    member.close?.();
    return sumOn(member.headerBits ?? 0, losses, losses.length);
  };
  const least = Math.min(...others.map(paidBy));
  return suited.filter((one) => paidBy(one) < least);
}

/** Has a member learn symbols from..to-1, segment by segment. */
function codeBetween(
  member: Member,
  from: number,
  to: number,
  segmentEnds: readonly number[],
  losses: Float64Array,
): void {
  let segmentStart = 0;
  for (const segmentEnd of segmentEnds) {
    const start = Math.max(from, segmentStart);
    const end = Math.min(to, segmentEnd);
    if (start < end) member.code(start, end, segmentStart, true, losses.subarray(start, end));
    segmentStart = segmentEnd;
  }
}
