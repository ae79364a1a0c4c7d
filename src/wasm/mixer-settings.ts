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
  /** shape (A,): number of decisions, at most 32 */
  readonly depth: Uint8Array;
}

/** The class of a symbol for words and lines. */
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
  /** shape (A,): equal for symbols that contexts on folded symbols do not distinguish */
  readonly folded: Uint32Array;
}

/** Sizes and shape of a mixer. */
export interface MixerSettings {
  /** the features each context is made of, bit f for feature f of `mixerFeatures`; at most 32 contexts */
  readonly contexts: readonly number[];
  /** number of the first contexts that are orders: the more of them were seen, the more confident the mixer */
  readonly orders: number;
  /** sets of weights */
  readonly sets: 3 | 5 | 7 | 11;
  /** least length of a match in symbols */
  readonly matchLength: number;
  /** binary logarithm of the number of 32-byte buckets */
  readonly logBuckets: number;
  readonly logMatches: number;
  readonly logMaps: number;
  /** the experts in use, as a sum of their numbers; default: all */
  readonly experts?: number;
  /** contexts are made of `recordFeatures`; default: of `mixerFeatures` */
  readonly records?: boolean;
  /** contexts may be made of `followerFeatures`, and a third map is used; not with `far` */
  readonly thorough?: boolean;
  /** the last symbols select no weights, maps or calibrations: with 3 sets, only contexts and pointers depend on them */
  readonly plain?: boolean;
}

/**
 * Experts that point at earlier text: 1 at what last followed the same symbols, 2 at a long match that it follows across
 * mismatches, 4 at a fixed distance.
 */
export const pointerExperts = 7;
/**
 * Experts of numbers that grow by steps: 8 of written ones, which expects that of the same field in the line before plus its usual
 * step, 16 of stored ones in records, which expects that of the record before plus its last step.
 */
export const numberExperts = 24;
/** Distributions of samples by linear prediction, in records. */
export const sampleLaws = 32;
export const allExperts = pointerExperts | numberExperts | sampleLaws;

/** Features of a position: single bits of a context's mask. */
export const mixerFeatures: {
  /** the symbol `back` places before, 1 to 8 */
  symbol(back: number): number;
  /** the last `k` symbols, k <= 8 */
  order(k: number): number;
  /** the last `k` symbols as folded, k <= 6 */
  folded(k: number): number;
  /** the last `k` symbols as a whole, k = 12, 16, 20 or 24 */
  far(k: number): number;
  readonly word: number;
  readonly wordBefore: number;
  readonly wordBeforeThat: number;
  readonly column: number;
  readonly above: number;
  /** classes of the last 12 symbols */
  readonly shape: number;
  /** the first letter of the word, and its length so far */
  readonly initial: number;
  /** the last three symbols that are neither letters nor gaps */
  readonly marks: number;
  /** gaps at the start of the line, and its first symbol */
  readonly indent: number;
  /** the last two brackets or quotes that are open */
  readonly open: number;
  /** separators in the line so far */
  readonly field: number;
  /** the first word of the line */
  readonly firstWord: number;
  /** the symbol at the same place of the same field in the line before, and the one after it */
  readonly aligned: number;
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
  aligned: 1 << 30,
};

/** Features of earlier followers, instead of those that look far back. */
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
 * and rows (records, rows of pictures) are detected along the way.
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
  /** difference of the last symbol to the one a unit before it */
  unitSlope: 1 << 9,
  /** the byte of a number near the last one, given its lower bytes */
  unitNear: 1 << 10,
  aboveLeft: 1 << 11,
  aboveRight: 1 << 12,
  /** difference of the last symbol to the one above it */
  rowSlope: 1 << 13,
  /** the symbols one and two units before */
  unitBefore: 1 << 14,
  unitBeforeThat: 1 << 15,
  /** position in the unit, and its length */
  unitPlace: 1 << 22,
  /** the symbol one row before */
  above: 1 << 23,
  /** position in the row, and its length */
  rowPlace: 1 << 28,
  /** the symbol two rows before */
  aboveThat: 1 << 29,
  /** above, plus a unit before, minus a unit before above */
  gradient: 1 << 30,
  /** the byte of a number extrapolated linearly from the last two */
  unitAhead: -2_147_483_648,
};

/** @returns the distance of the farthest `far` feature in symbols, 0 without one */
export function farthestBack(contexts: readonly number[]): number {
  const all = contexts.reduce((mask, context) => mask | context, 0);
  return [24, 20, 16, 12].find((k) => (all & mixerFeatures.far(k)) !== 0) ?? 0;
}

/** Levels of the tree whose decisions share a bucket. */
const chunkLevels = 3;

/**
 * The tree in the form of the kernel.
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
