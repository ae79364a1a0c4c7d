import { type BlockCounts, blockBytes, byteValues, countedBits, type SumRoom } from "./block-counts.ts";

/** Score below which neighbours are one: contrast in bits a byte over `contrastOffset + contrastSlope sqrt(512 / bytes)`. */
const contrastOffset = 0.03;
const contrastSlope = 0.2;
/** Parts of fewer bytes, or of one block, in which two kinds may meet, are merged with a neighbour first. */
const shortestPart = 3072;
const shortFactor = 1e-6;
/** Least gain of keeping two parts apart, in bits. */
const leastGain = 200;

/**
 * Merges neighbouring blocks from the bottom up, always those whose separation buys least for their size.
 *
 * @param counts receives the counts of merged blocks
 * @returns the first block of each part that is left, and the number of blocks, shape (parts + 1,)
 * Cost: 256 lookups a block for the first scores and for each merge.
 */
export function mergeBlocks(
  { counts: given, blocks, width, size }: BlockCounts,
  counts: SumRoom,
): Int32Array {
  counts.set(given);
  const lengths = new Float64Array(blocks).fill(width);
  lengths[blocks - 1] = size - (blocks - 1) * width;
  const bits = Float64Array.from({ length: blocks }, (_, i) =>
    countedBits(counts, i * byteValues, undefined, 0, 0.5),
  );
  /** of each part together with the next one */
  const together = new Float64Array(blocks);
  const next = Int32Array.from({ length: blocks }, (_, i) => i + 1);
  const before = Int32Array.from({ length: blocks }, (_, i) => i - 1);
  const gains = new Float64Array(blocks);
  const shortest = Math.max(shortestPart, width + 1);
  const scores = new LeastScore(blocks);
  const score = (left: number) => {
    const right = next[left]!;
    if (right >= blocks) {
      scores.set(left, Number.POSITIVE_INFINITY);
      return;
    }
    together[left] = countedBits(counts, left * byteValues, counts, right * byteValues, 0.5);
    const gain = together[left]! - bits[left]! - bits[right]!;
    gains[left] = gain;
    scores.set(left, scoreOf(gain, lengths[left]!, lengths[right]!, shortest));
  };
  for (let i = 0; i < blocks; i++) score(i);
  for (let parts = blocks; parts > 1; parts--) {
    const left = scores.least();
    if (scores.value(left) > 1 && gains[left]! > leastGain) break;
    const right = next[left]!;
    for (let i = 0; i < byteValues; i++) counts[left * byteValues + i]! += counts[right * byteValues + i]!;
    lengths[left]! += lengths[right]!;
    bits[left] = together[left]!;
    scores.set(right, Number.POSITIVE_INFINITY);
    next[left] = next[right]!;
    if (next[left]! < blocks) before[next[left]!] = left;
    score(left);
    if (before[left]! >= 0) score(before[left]!);
  }
  const starts: number[] = [];
  for (let at = 0; at < blocks; at = next[at]!) starts.push(at);
  return Int32Array.from([...starts, blocks]);
}

/** Gain a byte over what neighbouring windows of this size may differ by. */
function scoreOf(gain: number, left: number, right: number, shortest: number): number {
  const smaller = Math.min(left, right);
  // smaller^.75 larger^.25
  const bytes = Math.sqrt(smaller * Math.sqrt(left * right));
  const score = gain / bytes / (contrastOffset + contrastSlope * Math.sqrt(blockBytes / bytes));
  return smaller < shortest ? score * shortFactor : score;
}

/** The place of the least of some numbers, the first of equal ones: a tree of comparisons. */
class LeastScore {
  readonly #leaves: number;
  /** shape (2 leaves,): the least of the two below; leaves begin in the middle */
  readonly #tree: Float64Array;

  constructor(count: number) {
    this.#leaves = 2 ** Math.ceil(Math.log2(Math.max(1, count)));
    this.#tree = new Float64Array(2 * this.#leaves).fill(Number.POSITIVE_INFINITY);
  }

  value(place: number): number {
    return this.#tree[this.#leaves + place]!;
  }

  set(place: number, value: number): void {
    const tree = this.#tree;
    let at = this.#leaves + place;
    tree[at] = value;
    for (at >>= 1; at > 0; at >>= 1) {
      const least = Math.min(tree[2 * at]!, tree[2 * at + 1]!);
      if (tree[at] === least) break;
      tree[at] = least;
    }
  }

  least(): number {
    const tree = this.#tree;
    let at = 1;
    while (at < this.#leaves) at = tree[2 * at]! <= tree[2 * at + 1]! ? 2 * at : 2 * at + 1;
    return at - this.#leaves;
  }
}
