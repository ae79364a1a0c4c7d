import { mostMemorySlots } from "./earlier-text.ts";

/** What scoring may hold, by what grows. */
export interface ScoreLimits {
  /** bytes of memory of the index of earlier text */
  readonly index: number;
  /** bytes of earlier text that are held in memory; the rest is in a file */
  readonly held: number;
  /** bytes of memory that groups of documents that are alike take */
  readonly groups: number;
  /** bytes of memory that lines take */
  readonly lines: number;
  /** bytes of memory that names take */
  readonly names: number;
  /** bytes of memory that documents take while they are read and scored; undefined: it goes by the size of the input */
  readonly documents: number | undefined;
}

const unlimited: ScoreLimits = {
  index: mostMemorySlots,
  held: 8_388_608,
  groups: Number.POSITIVE_INFINITY,
  lines: Number.POSITIVE_INFINITY,
  names: Number.POSITIVE_INFINITY,
  documents: undefined,
};

/** Shares of the memory; what is left is for documents in threads and what the collector has not found yet. */
const shares = { index: 1 / 4, held: 1 / 16, groups: 1 / 8, lines: 1 / 16, names: 1 / 16, documents: 3 / 8 };

/** @param memory bytes that a run may take beside what a start takes; undefined: what is usual */
export function scoreLimits(memory: number | undefined): ScoreLimits {
  if (memory === undefined) return unlimited;
  return {
    index: Math.min(unlimited.index, shares.index * memory),
    held: Math.min(unlimited.held, Math.floor(shares.held * memory)),
    groups: shares.groups * memory,
    lines: shares.lines * memory,
    names: shares.names * memory,
    documents: Math.floor(shares.documents * memory),
  };
}
