import { type ComparedFile, type DealtFile, groups, mostOfFile } from "./read-by-others.ts";

/** Different words of a file, and how many of them no other file has. */
export interface WordCounts {
  readonly different: number;
  readonly unknown: number;
}

/** Words that a file has beside its own, all known: of a few words many may be new in any language. */
const knownBeside = 50;

/**
 * Share of the different words of a file that no file of the other groups has: how much of it is of another language,
 * whatever its letters cost.
 *
 * @param files in the order in which they were dealt
 * @param asked whether a file is counted; all others only teach
 * @returns by place; undefined for files that were not asked for
 * Cost: 0.1 microseconds a byte, and memory for each different word.
 */
export function unknownWords(
  files: readonly ComparedFile[],
  dealt: readonly DealtFile[],
  asked: (i: number) => boolean,
): (WordCounts | undefined)[] {
  /** groups that have the word, as bits */
  const known = new Map<string, number>();
  for (const [i, { bytes }] of files.entries()) {
    const { group, isLearned } = dealt[i]!;
    if (!isLearned) continue;
    for (const word of wordsOf(bytes.subarray(0, mostOfFile)))
      known.set(word, (known.get(word) ?? 0) | (1 << group));
  }
  const all = 2 ** groups - 1;
  return files.map(({ bytes }, i) => {
    if (!asked(i)) return undefined;
    const others = all & ~(1 << dealt[i]!.group);
    const words = wordsOf(bytes);
    let unknown = 0;
    for (const word of words) if (((known.get(word) ?? 0) & others) === 0) unknown++;
    return { different: words.size, unknown };
  });
}

/** Share of unknown words as it is compared: in bits, so that from half to three quarters is as far as to seven eighths. */
export function unknownBits({ different, unknown }: WordCounts): number {
  return -Math.log2(1 - unknown / (different + knownBeside));
}

/** The share again. */
export const shareOfBits = (bits: number): number => 1 - 2 ** -bits;

/** Different words of two and more letters; a byte beyond ASCII is one. Digits are none, so that numbers are no words. */
function wordsOf(bytes: Uint8Array): Set<string> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  return new Set(text.match(/[A-Za-z_\x80-\xff]{2,}/g));
}
