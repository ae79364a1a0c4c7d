import { InputError } from "../core/errors.ts";
import { curveBlockLength, cutIntoBlocks } from "../observer/curves/block-plan.ts";
import type { Learner } from "./exchange.ts";

const byteCodes = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/**
 * The cost of each byte of a text for a learner that has learned the other half: even blocks are priced after learning the odd
 * ones, and vice versa. A block has no context, so that its first bytes cost more.
 *
 * @param done called after each answer, with the number of all answers
 * @returns bits of each byte, shape (n,)
 * @throws InputError where the learner gives no answer, or none with losses of single symbols
 * Cost: two answers of the learner, each about half of the bytes.
 */
export async function costsOfHalves(
  bytes: Uint8Array,
  learner: Learner,
  seed: number,
  done: (answered: number, answers: number) => void,
): Promise<Float32Array> {
  const bits = new Float32Array(bytes.length);
  // Even a short text has two halves.
  const length = Math.min(curveBlockLength(bytes.length), Math.ceil(bytes.length / 2));
  const blocks = cutIntoBlocks([bytes.length], length);
  const halves = [0, 1]
    .map((rest) => blocks.filter((_, i) => i % 2 === rest))
    .filter((half) => half.length > 0);
  for (const [i, asked] of halves.entries()) {
    const learned = blocks.filter((block) => !asked.includes(block));
    const [learn, ask] = [learned, asked].map((half) =>
      half.map(({ start, end }) => bytes.subarray(start, end)),
    );
    const answer = await learner({ alphabetSize: 256, codes: byteCodes, learn: learn!, ask: ask!, seed });
    for (const [b, { losses }] of answer.blocks.entries()) {
      if (losses === null)
        throw new InputError(
          "the learner reports the loss of whole blocks, but a lens needs the loss of each byte",
        );
      bits.set(losses, asked[b]!.start);
    }
    done(i + 1, halves.length);
  }
  return bits;
}
