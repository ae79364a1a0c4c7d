import { Random } from "../../src/core/random.ts";
import type { SymbolSequence } from "../../src/core/sequence.ts";
import { shuffled } from "../../src/math/sampling.ts";
import { compactAlphabet } from "../../src/statistics/alphabet.ts";
import { nearbyCopies } from "./nearby-copies.ts";
import { PerceptronKernel } from "./perceptron-kernel.ts";

/** Symbols that are learned of 25 000, again and again; of more by a power, as the networks of the bank learn. */
const learnedOf25000 = 250_000;
const growth = 0.55;
const rate = 0.003;
/** Share of the steps in which the rate rises. */
const rising = 0.05;
/** How often it is looked at what others cost; the least counts, since a text that is small is learned by heart in the end. */
const looks = 8;
/** More of a sample say little; */
export const mostRead = 200_000;
/** nor do more of a part that is asked. */
const mostAsked = 16_384;

/** A sample is asked by such parts, each of one that learned the others. */
const parts = [0, 1, 2, 3];
/** So much of the others shows how costs fall, */
const few = 1 / 3;
/** and these parts show what copies are worth. */
const halfOfParts = [0, 2];

/** Part of a sample that one perceptron is asked, after it has learned others: what a thread can do by itself. */
export interface PerceptronTask {
  /** of no more symbols than are read */
  readonly sample: SymbolSequence;
  readonly seed: number;
  readonly part: number;
  /** of the others that it learns */
  readonly share: number;
  /** whether it sees what repeats nearby */
  readonly copying: boolean;
}

/** The whole work of a worker. @returns bits of the part @throws RangeError when memory cannot be had */
export function perceptronTask({ sample, seed, part, share, copying }: PerceptronTask): number {
  const { symbols, segmentEnds, alphabetSize } = sample;
  const n = symbols.length;
  const begins = (at: number) => Math.round((at * n) / parts.length);
  const [start, end] = [begins(part), begins(part + 1)];
  const asked = Uint32Array.from({ length: end - start }, (_, i) => start + i);
  const others = Uint32Array.from({ length: n - asked.length }, (_, i) => (end + i) % n);
  const learned = others.subarray(0, Math.max(1, Math.round(others.length * share)));
  const copies = copying ? nearbyCopies(sample, alphabetSize) : undefined;
  const kernel = new PerceptronKernel(symbols, segmentEnds, alphabetSize, copies);
  const random = Random.fromSeed(seed).fork("network-features").fork(`perceptron ${share} ${part}`);
  const cost = costAfter(kernel, learned, spreadOver(asked), random);
  kernel.close();
  return asked.length * cost;
}

/** Trains perceptrons. @returns bits of each part */
export type TrainPerceptrons = (tasks: readonly PerceptronTask[]) => Promise<number[]>;

const oneByOne: TrainPerceptrons = async (tasks) => tasks.map(perceptronTask);

/**
 * What a small perceptron pays. It learns by gradient descent, as networks do: that contexts are alike has to be found out, and
 * nothing is counted. Each quarter of a sample is asked of one that learned the other three, and of one that learned a third of these;
 * two quarters are asked of one that sees, beside the symbols before, what would follow if it were copied from nearby, and what that is
 * worth is taken off the first.
 *
 * @param sample blocks in random order, each a segment; four symbols at least
 * @param train who trains them; figures do not depend on it
 * @returns bit/symbol: of most, of few, and with copies; shape (3,)
 * @throws RangeError when memory cannot be had
 * Cost: some 5 s for 25 000 symbols, 16 s at most; twice that where 256 symbols occur; shared among ten tasks.
 */
export async function perceptronCosts(
  sample: SymbolSequence,
  seed: number,
  train = oneByOne,
): Promise<number[]> {
  const n = Math.min(mostRead, sample.symbols.length);
  const read = compactAlphabet(sample.symbols.slice(0, n), sample.alphabetSize);
  const compact = { ...read, segmentEnds: [...sample.segmentEnds.filter((end) => end < n), n] };
  const taskOf = (share: number, copying: boolean) => (part: number) => ({
    ...{ sample: compact, seed, part, share, copying },
  });
  // Long work first, so that threads end together.
  const tasks = [
    ...halfOfParts.map(taskOf(1, true)),
    ...parts.map(taskOf(1, false)),
    ...parts.map(taskOf(few, false)),
  ];
  const bits = await train(tasks);
  const copied = bits.splice(0, halfOfParts.length);
  const [most, ofFew] = [bits.slice(0, parts.length), bits.slice(parts.length)];
  const uncopied = sum(halfOfParts.map((part) => most[part]!));
  const worth = uncopied > 0 ? sum(copied) / uncopied : 1;
  return [sum(most) / n, sum(ofFew) / n, (worth * sum(most)) / n];
}

const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);

/** The least that symbols cost while others are learned. */
function costAfter(
  kernel: PerceptronKernel,
  learned: Uint32Array,
  asked: Uint32Array,
  random: Random,
): number {
  kernel.begin(random);
  const tokens = learnedOf25000 * Math.exp(growth * Math.log(learned.length / 25_000));
  const steps = looks * Math.max(1, Math.round(tokens / kernel.batch / looks));
  let order = learned;
  let at = learned.length;
  const next = () => {
    if (at === learned.length) {
      order = shuffled(learned, (bound) => random.below(bound));
      at = 0;
    }
    return order[at++]!;
  };
  let least = Number.POSITIVE_INFINITY;
  for (let step = 1; step <= steps; step++) {
    const share = Math.min(step / (rising * steps), (1 + Math.cos((Math.PI * (step - 1)) / steps)) / 2);
    kernel.learn(next, rate * share);
    if ((step * looks) % steps === 0) least = Math.min(least, kernel.cost(asked));
  }
  return least;
}

/** As many places as are asked for, at even distances. */
function spreadOver(places: Uint32Array): Uint32Array {
  if (places.length <= mostAsked) return places;
  return Uint32Array.from(
    { length: mostAsked },
    (_, i) => places[Math.floor((i * places.length) / mostAsked)]!,
  );
}
