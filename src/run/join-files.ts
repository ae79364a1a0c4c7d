import { InputError } from "../core/errors.ts";
import type { Warning } from "../core/warnings.ts";
import { sampleFile } from "../input/read-sample.ts";
import type { SampleOptions } from "../input/sample-source.ts";
import { type FileInput, pathBytes } from "./task.ts";

/**
 * Reads files in full, unpacked, as the documents of one corpus: each is one, or as many as the records that it holds.
 *
 * @throws InputError that names the file which cannot be read
 * Cost: memory for all of them.
 */
export async function joinFiles(
  files: readonly FileInput[],
  sampling: SampleOptions,
): Promise<{ readonly documents: readonly Uint8Array[]; readonly warnings: readonly Warning[] }> {
  const documents: Uint8Array[] = [];
  const warnings: Warning[] = [];
  for (const file of files) {
    const { path, reading } = file;
    try {
      const whole = { ...sampling, sample: "all" as const, encoding: "bytes" as const };
      const { bytes, sequence, changed } = await sampleFile(path, whole, reading, pathBytes(file));
      let start = 0;
      for (const end of sequence.segmentEnds) {
        documents.push(bytes.subarray(start, end));
        start = end;
      }
      if (changed) warnings.push({ code: "changed-while-read" });
    } catch (error) {
      throw error instanceof InputError ? new InputError(`${path}: ${error.message}`) : error;
    }
  }
  return { documents, warnings };
}
