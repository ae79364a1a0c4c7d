import { Random } from "../core/random.ts";
import type { Symbols } from "../core/sequence.ts";
import { joined } from "../observer/curves/cross-code-length.ts";
import { phaseExpert } from "../observer/members/phase-expert.ts";
import { observerMembers } from "../observer/observer-members.ts";
import { openObserver } from "../observer/open-observer.ts";
import { approximatePeriod } from "../statistics/periods.ts";
import type { Answer, Exchange } from "./exchange.ts";

/**
 * Priced symbols, as a share of the learned ones, after which the observer forgets them and starts again: learning from one
 * block must not help with a neighbouring one, and those come in later rounds.
 */
const mostBeyond = 1 / 20;

/**
 * The observer in the role of a learner. It always keeps learning, also within a block, as a network does in its context;
 * frozen it would be overconfident about new text. So that priced blocks teach almost nothing about each other, it starts again
 * whenever they reach a twentieth of the learned text, and after each block if the learned text is shorter than twenty such
 * blocks. Choices made on the data, the alphabet and the members, are not charged to the blocks.
 *
 * @throws RangeError when more than 65 536 symbols occur, or memory cannot be had
 * Cost: that of coding the learned text, and some twenty times that of the priced blocks, with the fast profile.
 */
export function observerLearner({ alphabetSize, codes, learn, ask, seed }: Exchange): Answer {
  const blocks = [...learn, ...ask];
  const sequence = joined(
    blocks.map((symbols) => ({
      ...{ symbols, alphabetSize, segmentEnds: [symbols.length] },
      ...(codes === undefined ? {} : { codes }),
    })),
  );
  const { segmentEnds } = sequence;
  // Phases are searched for only where there is a period: the search takes time in short segments.
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

/** Whether the longest block has a period, exact or approximate. */
function hasPeriod(blocks: readonly Symbols[], alphabetSize: number, seed: number): boolean {
  const longest = blocks.reduce((most, block) => (block.length > most.length ? block : most));
  const counts = new Float64Array(alphabetSize);
  for (const symbol of longest) counts[symbol]!++;
  const random = Random.fromSeed(seed).fork("approximate-period");
  return approximatePeriod(longest, counts, (bound) => random.below(bound)) !== undefined;
}
