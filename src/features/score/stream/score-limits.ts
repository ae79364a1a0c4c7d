import { mostMemorySlots } from "./earlier-text.ts";

/** Bytes of earlier text that are held in memory, at most. */
const mostHeld = 8_388_608;

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

const unlimited = Number.POSITIVE_INFINITY;

/** @param memory bytes that a run may take beside what a start takes; undefined: what is usual */
export function scoreLimits(memory: number = unlimited): ScoreLimits {
  // What is left is for documents in threads and what the collector has not found yet.
  return {
    index: Math.min(mostMemorySlots, memory / 4),
    held: Math.min(mostHeld, Math.floor(memory / 16)),
    groups: memory / 8,
    lines: memory / 16,
    names: memory / 16,
    documents: memory === unlimited ? undefined : Math.floor((3 / 8) * memory),
  };
}
