import { sumOn } from "../math/sums.ts";
import type { Member, MemberDefinition } from "./member.ts";
import type { CodedAlphabet } from "./observer-alphabet.ts";
import { membersFor } from "./observer-members.ts";

/** Most symbols of the beginning on which expensive members are tried. */
const longestTrial = 65_536;
const trialShare = 1 / 8;
/** Shorter trials are unreliable. */
const shortestTrial = 4096;
/** Symbols of a longer trial after which members that are far behind drop out. */
const firstStage = 8192;

/** The members that run, and the cost of naming them. */
interface Choice {
  readonly chosen: readonly MemberDefinition[];
  /** log2 of the number of possible choices */
  readonly choiceBits: number;
}

/** Difference in bits a symbol that does not matter where almost nothing is paid. */
const negligible = 1 / 32;

/**
 * Members that pay no more than this in a trial may still win, where the best paid `least`. A shorter trial is less reliable.
 */
function survivalLimit(trial: number, least: number, margin: number): number {
  return least * (1 + margin * 0.02 * Math.sqrt(longestTrial / trial)) + trial * negligible;
}

/**
 * Chooses the members to run in full: all that are not expensive, and the expensive ones that pay least, or nearly least, for
 * the beginning.
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
  // The first look has a wide margin: slow learners may still catch up.
  for (const [end, margin] of [
    [firstStage, 2],
    [trial, 1],
  ] as const) {
    // A single candidate has won.
    if (end > trial || candidates.length === 1) continue;
    for (const candidate of candidates) {
      codeBetween(candidate.member, done, end, segmentEnds, losses);
      candidate.paid = sumOn(candidate.paid, losses.subarray(done, end), end - done);
    }
    const limit = survivalLimit(end, Math.min(...candidates.map(({ paid }) => paid)), margin);
    candidates = candidates.filter(({ paid }) => paid <= limit);
    done = end;
    // If no candidate found anything, the trial decides nothing, and slow members are left out.
    if (candidates.some(({ paid }) => paid < end * Math.log2(alphabetSize))) continue;
    candidates = candidates.filter(({ definition }) => alphabetSize <= (definition.quickAlphabet ?? 65_536));
    break;
  }
  for (const { member } of all) member.close?.();
  const kept = new Set(candidates.map(({ definition }) => definition));
  const chosen = definitions.filter((definition) => definition.expensive !== true || kept.has(definition));
  return { chosen, choiceBits: Math.log2(2 ** expensive.length - 1) };
}

/** Symbols of the beginning on which members for special sequences must be the best. */
const specialTrial = 8192;

/**
 * Chooses members for special sequences: those that pay less for the beginning than any other.
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

/** Lets a member learn symbols from..to-1, segment by segment. */
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
