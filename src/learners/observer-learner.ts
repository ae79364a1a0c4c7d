import { Random } from "../core/random.ts";
import { allocateSymbols, type Symbols } from "../core/sequence.ts";
import { phaseExpert } from "../observer/members/phase-expert.ts";
import { observerMembers } from "../observer/observer-members.ts";
import { openObserver } from "../observer/open-observer.ts";
import { approximatePeriod } from "../statistics/periods.ts";
import type { Answer, Exchange } from "./exchange.ts";

/**
 * Blocks that were asked for may be this share of what was learned, before the observer forgets them and learns anew: what
 * it learns of one block must not help with another one that lies close to it, and those come in later rounds.
 */
const mostBeyond = 1 / 20;

/**
 * The observer as a learner among others. It has no other way of reading than to go on learning, also within a block, as a
 * network does in its context; frozen it would be overconfident in what is new. So that blocks asked for teach next to nothing
 * of each other, it starts again from the beginning whenever they come to a tenth of what it was to learn, and after each
 * where it was to learn less than ten such blocks. What was chosen by looking, names and members, is not charged to the blocks.
 *
 * @throws RangeError when more than 65 536 symbols occur, or memory cannot be had
 * Cost: that of coding what is to be learned, and ten times what is asked, with the fast profile.
 */
export function observerLearner({ alphabetSize, codes, learn, ask, seed }: Exchange): Answer {
  const blocks = [...learn, ...ask];
  const symbols = allocateSymbols(
    blocks.reduce((sum, { length }) => sum + length, 0),
    alphabetSize,
  );
  const segmentEnds: number[] = [];
  let filled = 0;
  for (const block of blocks) {
    symbols.set(block, filled);
    filled += block.length;
    segmentEnds.push(filled);
  }
  const sequence = { symbols, alphabetSize, segmentEnds, ...(codes === undefined ? {} : { codes }) };
  // Phases are looked for only where there is a period: it takes time in short segments, and there would be none.
  const periodic = hasPeriod(blocks, alphabetSize, seed);
  const members = observerMembers("fast").filter(({ id }) => periodic || id !== phaseExpert.id);
  const { mixture, reopen } = openObserver(sequence, members);
  const learned = segmentEnds[learn.length - 1] ?? 0;
  let reader = mixture;
  let beyond = 0;
  const learnAll = () => {
    for (let b = 0; b < learn.length; b++) {
      const start = segmentEnds[b]! - learn[b]!.length;
      reader.code(start, segmentEnds[b]!, start, true, null);
    }
  };
  learnAll();
  const answers = ask.map(({ length }, b) => {
    if (beyond > 0 && beyond + length > mostBeyond * learned) {
      reader.close();
      reader = reopen();
      learnAll();
      beyond = 0;
    }
    beyond += length;
    const end = segmentEnds[learn.length + b]!;
    const losses = new Float64Array(length);
    reader.code(end - length, end, end - length, true, losses);
    return { bits: losses.reduce((sum, one) => sum + one, 0), losses };
  });
  reader.close();
  return { blocks: answers, learns: true };
}

/** Whether the longest block has a period, or nearly one. */
function hasPeriod(blocks: readonly Symbols[], alphabetSize: number, seed: number): boolean {
  const longest = blocks.reduce((most, block) => (block.length > most.length ? block : most));
  const counts = new Float64Array(alphabetSize);
  for (const symbol of longest) counts[symbol]!++;
  const random = Random.fromSeed(seed).fork("approximate-period");
  return approximatePeriod(longest, counts, (bound) => random.below(bound)) !== undefined;
}
