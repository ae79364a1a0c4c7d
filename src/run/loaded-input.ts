import type { EncodedSequence } from "../core/encoding.ts";
import type { RecordPart } from "../core/source.ts";
import type { GroundTruth } from "../core/truth.ts";
import type { Warning } from "../core/warnings.ts";
import type { Sample } from "../results/report.ts";

/** A sample ready to be measured, and its origin. */
export interface LoadedInput {
  readonly sequence: EncodedSequence;
  readonly bytes: Uint8Array;
  readonly provenance: Sample["provenance"];
  /** bytes of the whole input; null for a generated sequence */
  readonly size: number | null;
  readonly sha256: string | null;
  readonly sampleSha256: string;
  readonly blocks: Sample["blocks"];
  /** the document of each segment, counted from 0, shape (segments,); absent: one document */
  readonly documents?: readonly number[];
  readonly declaredAlphabet: number | null;
  /** the exact truths of a generated sequence; may take half a second */
  readonly truth: () => GroundTruth | null;
  /** parts of the record that a task repeats; null: no repeated record */
  readonly record: readonly RecordPart[] | null;
  readonly warnings: readonly Warning[];
}
