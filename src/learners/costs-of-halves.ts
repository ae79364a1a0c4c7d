import { InputError } from "../core/errors.ts";
import { curveBlockLength, cutIntoBlocks } from "../observer/curves/block-plan.ts";
import type { Learner } from "./exchange.ts";

/** Each byte is itself. */
const byteCodes = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/**
 * What each byte of a text costs a learner that has learned the other half: every second block is priced after the blocks between
 * were learned, and these after those. A block is priced with nothing before it, so that its first bytes cost more.
 *
 * @param done called after each of the answers, and with how many there are
 * @returns bits of each byte, shape (n,)
 * @throws InputError where an answer cannot be had, or has no losses of single symbols
 * Cost: two answers of the learner, each about half of the bytes.
 */
export async function costsOfHalves(
  bytes: Uint8Array,
  learner: Learner,
  seed: number,
  done: (answered: number, answers: number) => void,
): Promise<Float32Array> {
  const bits = new Float32Array(bytes.length);
  // However short a text is, there is another half.
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
      if (losses === null) throw new InputError("the learner says what whole blocks cost, and not each byte");
      bits.set(losses, asked[b]!.start);
    }
    done(i + 1, halves.length);
  }
  return bits;
}
