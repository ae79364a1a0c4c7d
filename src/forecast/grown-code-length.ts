import type { DrawnBlocks } from "../observer/curves/drawn-blocks.ts";
import { partedBits } from "../observer/curves/parted-bits.ts";
import type { PositionParts } from "../observer/curves/position-parts.ts";
import type { SettledObserver } from "../observer/settled-observer.ts";

/** Code lengths of one run over a sequence that begins with a sample. */
export interface GrownCodeLength {
  /** symbols of the sequence */
  readonly n: number;
  /** C(m) - C(n0), bits; within a block the bits are shared out evenly */
  excessAt(m: number): number;
}

/** The same, and what of it was paid at places of each part. */
export interface GrownParts extends GrownCodeLength {
  readonly parts: readonly (GrownCodeLength & { readonly name: string })[];
}

/**
 * Codes a whole sequence in one run, to see what was paid beyond the sample.
 *
 * @param whole blocks, the sample's first
 * @param n0 symbols of the sample; a block that crosses it is cut there
 * @param observer as it was settled on the sample
 * @param parts kinds of places whose bits are summed apart; by default none
 * @throws RangeError when memory cannot be had
 * Cost: that of coding the sequence once.
 */
export function grownCodeLength(
  whole: DrawnBlocks,
  n0: number,
  observer: SettledObserver,
  parts?: PositionParts,
): GrownParts {
  const ends = whole.segmentEnds.includes(n0)
    ? [...whole.segmentEnds]
    : [...whole.segmentEnds, n0].sort((a, b) => a - b);
  const { bits, paid } = partedBits(observer, { symbols: whole.symbols, segmentEnds: ends }, parts);
  const grown = (bitsOf: Float64Array): GrownCodeLength => {
    const codeLengthAt = (m: number) => {
      let sum = 0;
      for (let s = 0, start = 0; s < ends.length && start < m; s++) {
        const end = ends[s]!;
        sum += bitsOf[s]! * Math.min(1, (m - start) / (end - start));
        start = end;
      }
      return sum;
    };
    const atSample = codeLengthAt(n0);
    return { n: whole.symbols.length, excessAt: (m) => codeLengthAt(m) - atSample };
  };
  return {
    ...grown(bits),
    parts: (parts?.names ?? []).map((name, p) => ({ name, ...grown(paid[p]!) })),
  };
}
