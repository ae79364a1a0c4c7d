import { allocateSymbols, type Symbols } from "../../core/sequence.ts";
import type { SymbolStream } from "../../core/source.ts";

/** A substitution whose fixed point begins with letter 0, and the symbol that each letter is written as. */
interface Substitution {
  readonly images: readonly (readonly number[])[];
  readonly coding: readonly number[];
}

/** Shortest block that is copied at once. */
const blockLength = 4096;
const longest = 0x10_0000_0000_0000;

/**
 * The fixed point of a substitution from a place on. It is its own image under any power of the substitution, so
 * it is copied block by block; which block comes next is read off the path from letter 0 down to it.
 *
 * @param offset index of the first symbol, at most 2^51
 * Cost: a copy, and O(1) a block on average.
 * Source: Dumont & Thomas 1989, Theoret. Comput. Sci. 65(2).
 */
export function substitutionStream({ images, coding }: Substitution, offset: number): SymbolStream {
  const lengths = [images.map(() => 1)];
  while (lengths.at(-1)![0]! < longest) {
    const shorter = lengths.at(-1)!;
    lengths.push(images.map((image) => image.reduce((sum, letter) => sum + shorter[letter]!, 0)));
  }
  const top = lengths.length - 1;
  const level = lengths.findIndex((row) => Math.min(...row) >= blockLength);
  const blocks = images.map((_, letter) => writeImage(images, coding, letter, level));

  // The letter at each level is the index-th of the image of its parent.
  const parent = new Uint8Array(top);
  const index = new Uint8Array(top);
  let within = offset;
  let letter = 0;
  for (let l = top - 1; l >= level; l--) {
    parent[l] = letter;
    const image = images[letter]!;
    let i = 0;
    while (within >= lengths[l]![image[i]!]!) within -= lengths[l]![image[i++]!]!;
    index[l] = i;
    letter = image[i]!;
  }
  const advance = (): void => {
    let l = level;
    while (index[l]! + 1 === images[parent[l]!]!.length) l++;
    index[l]!++;
    letter = images[parent[l]!]![index[l]!]!;
    while (l-- > level) {
      parent[l] = letter;
      index[l] = 0;
      letter = images[letter]![0]!;
    }
  };
  return {
    fill(target) {
      for (let filled = 0; filled < target.length; ) {
        const piece = blocks[letter]!.subarray(within, within + target.length - filled);
        target.set(piece, filled);
        filled += piece.length;
        within += piece.length;
        if (within < blocks[letter]!.length) continue;
        within = 0;
        advance();
      }
      return target.length;
    },
  };
}

/** The substitution applied `times` times to a letter, written in symbols. */
function writeImage(
  images: Substitution["images"],
  coding: readonly number[],
  letter: number,
  times: number,
): Symbols {
  let word = [letter];
  for (let i = 0; i < times; i++) word = word.flatMap((symbol) => images[symbol]!);
  const block = allocateSymbols(word.length, Math.max(...coding) + 1);
  block.set(word.map((symbol) => coding[symbol]!));
  return block;
}
