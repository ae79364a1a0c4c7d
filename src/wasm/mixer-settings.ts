/** Symbols as paths of binary decisions. */
interface MixerTree {
  /** inner nodes, numbered from the root, which is 0 */
  readonly nodes: number;
  /** shape (nodes,): child for bit 0; a leaf is negative */
  readonly left: Int32Array;
  /** shape (nodes,): child for bit 1 */
  readonly right: Int32Array;
  /** shape (A,): the decisions, the first one in bit 0 */
  readonly path: Uint32Array;
  /** shape (A,): how many there are, at most 32 */
  readonly depth: Uint8Array;
}

/** What a symbol is to words and lines. */
export const symbolClass: Readonly<Record<"other" | "word" | "line" | "digit", number>> = {
  other: 0,
  word: 1,
  line: 2,
  digit: 3,
};

/** The alphabet as the mixer needs it. */
export interface MixerAlphabet {
  readonly size: number;
  readonly tree: MixerTree;
  /** shape (A,): values of `symbolClass` */
  readonly classes: Uint8Array;
  /** shape (A,): symbols that contexts on folded symbols do not tell apart have one value */
  readonly folded: Uint32Array;
}

/** Sizes and shape of a mixer. */
export interface MixerSettings {
  /** the features each context is made of, bit f for feature f of `mixerFeatures`; at most 32 contexts */
  readonly contexts: readonly number[];
  /** how many of the first contexts are orders: the more of them were seen, the surer the mixer */
  readonly orders: number;
  /** sets of weights */
  readonly sets: 3 | 5 | 7 | 11;
  /** symbols a match has in common at least */
  readonly matchLength: number;
  /** binary logarithm of the number of 32-byte buckets */
  readonly logBuckets: number;
  readonly logMatches: number;
  readonly logMaps: number;
  /** which pointer experts predict, as sums of `pointerExperts`; none given: all */
  readonly experts?: number;
  /** contexts are made of `recordFeatures`; none given: of `mixerFeatures` */
  readonly records?: boolean;
  /** contexts may be made of `followerFeatures`, and a third map is asked; not with `far` */
  readonly thorough?: boolean;
  /** the last symbols choose no weights, maps or calibrations: with 3 sets, they are known by contexts and pointers alone */
  readonly plain?: boolean;
}

/**
 * Experts that point at what was said before: `match` at what last followed the same symbols, `copy` at a long match
 * that it follows through faults, `lag` at a fixed distance.
 */
export const pointerExperts: Readonly<Record<"match" | "copy" | "lag", number>> = {
  match: 1,
  copy: 2,
  lag: 4,
};

/** All of `pointerExperts`. */
export const allExperts = 7;

/** Features of a position: single bits of a context's mask. */
export const mixerFeatures: {
  /** the symbol `back` places before, 1 to 8 */
  symbol(back: number): number;
  /** the last `k` symbols, k <= 8 */
  order(k: number): number;
  /** the last `k` symbols as folded, k <= 6 */
  folded(k: number): number;
  /** the last `k` symbols at once, k = 12, 16, 20 or 24 */
  far(k: number): number;
  readonly word: number;
  readonly wordBefore: number;
  readonly wordBeforeThat: number;
  readonly column: number;
  readonly above: number;
  /** classes of the last 12 symbols */
  readonly shape: number;
  /** the first letter of the word, and how many there are */
  readonly initial: number;
  /** the last three symbols that are neither letters nor gaps */
  readonly marks: number;
  /** gaps before the line begins, and what it begins with */
  readonly indent: number;
  /** the last two brackets or quotes that are open */
  readonly open: number;
  /** separators in the line so far */
  readonly field: number;
  /** the first word of the line */
  readonly firstWord: number;
} = {
  symbol: (back) => 1 << (back - 1),
  order: (k) => (1 << k) - 1,
  folded: (k) => ((1 << k) - 1) << 16,
  far: (k) => 1 << (21 + k / 4),
  word: 1 << 8,
  wordBefore: 1 << 9,
  wordBeforeThat: 1 << 10,
  column: 1 << 11,
  above: 1 << 12,
  shape: 1 << 13,
  initial: 1 << 14,
  marks: 1 << 15,
  indent: 1 << 22,
  open: 1 << 23,
  field: 1 << 28,
  firstWord: 1 << 29,
};

/** Features of what followed before, in place of those that look far back. */
export const followerFeatures: Readonly<
  Record<"afterFourAndSix" | "afterTwoAndThree" | "afterWords" | "afterWord", number>
> = {
  /** the last two symbols that followed the last four symbols, and the last one that followed six */
  afterFourAndSix: 1 << 24,
  /** the last two that followed the last three symbols, and those that followed two */
  afterTwoAndThree: 1 << 25,
  /** the last symbol that followed the word so far after the same word */
  afterWords: 1 << 26,
  /** the last two that followed the word so far */
  afterWord: 1 << 27,
};

/**
 * Features of a position in records: single bits of a context's mask. Lengths of units (1 to 8 symbols, numbers of a series)
 * and rows (records, rows of pictures) are found as it goes.
 */
export const recordFeatures: {
  readonly symbol: (back: number) => number;
  readonly order: (k: number) => number;
  readonly word: number;
} & Readonly<
  Record<
    | "unitSlope"
    | "unitNear"
    | "aboveLeft"
    | "aboveRight"
    | "rowSlope"
    | "unitBefore"
    | "unitBeforeThat"
    | "unitPlace"
    | "above"
    | "rowPlace"
    | "aboveThat"
    | "gradient"
    | "unitAhead",
    number
  >
> = {
  symbol: mixerFeatures.symbol,
  order: mixerFeatures.order,
  word: mixerFeatures.word,
  /** by how much the symbol before exceeds the one a unit before it */
  unitSlope: 1 << 9,
  /** the byte of a number near the last one, given its lower bytes */
  unitNear: 1 << 10,
  aboveLeft: 1 << 11,
  aboveRight: 1 << 12,
  /** by how much the symbol before exceeds the one above it */
  rowSlope: 1 << 13,
  /** the symbol one unit before, and two */
  unitBefore: 1 << 14,
  unitBeforeThat: 1 << 15,
  /** place in the unit, and its length */
  unitPlace: 1 << 22,
  /** the symbol one row before */
  above: 1 << 23,
  /** place in the row, and its length */
  rowPlace: 1 << 28,
  /** the symbol two rows before */
  aboveThat: 1 << 29,
  /** above, plus a unit before, less a unit before above */
  gradient: 1 << 30,
  /** the byte of a number as far from the last one as that from the one before */
  unitAhead: -2_147_483_648,
};

/** @returns how many symbols back the farthest `far` feature looks, 0 without one */
export function farthestBack(contexts: readonly number[]): number {
  const all = contexts.reduce((mask, context) => mask | context, 0);
  return [24, 20, 16, 12].find((k) => (all & mixerFeatures.far(k)) !== 0) ?? 0;
}

/** Levels of the tree whose decisions share a bucket. */
const chunkLevels = 3;

/**
 * The tree as the kernel reads it.
 *
 * @returns shape (4 nodes,): child for 0, child for 1, chunk, place in the bucket (1 to 7) of every node
 */
export function chunkTree(tree: MixerTree): Int32Array {
  const records = new Int32Array(4 * tree.nodes);
  let chunks = 0;
  const visit = (node: number, chunk: number, place: number): void => {
    if (node < 0) return;
    const fresh = place >> chunkLevels !== 0;
    const here = fresh ? chunks++ : chunk;
    const at = fresh ? 1 : place;
    records.set([tree.left[node]!, tree.right[node]!, here, at], 4 * node);
    visit(tree.left[node]!, here, 2 * at);
    visit(tree.right[node]!, here, 2 * at + 1);
  };
  if (tree.nodes > 0) visit(0, 0, 1 << chunkLevels);
  return records;
}
