import { memorySource } from "./byte-source.ts";
import { openFileSource } from "./file-source.ts";
import { type SampledInput, type SampleOptions, sampleSource } from "./sample-source.ts";

/** A sample of a file, and whether it can be trusted to be of one file. */
export interface SampledFile extends SampledInput {
  /** true when the file was touched while it was read */
  readonly changed: boolean;
}

/**
 * Samples a file; nothing but the blocks is read.
 *
 * @throws InputError in words when it cannot be read or the sample does not fit in memory
 */
export function sampleFile(path: string, options: SampleOptions): SampledFile {
  const source = openFileSource(path);
  try {
    const sampled = sampleSource(source, options);
    return { ...sampled, changed: source.changed() };
  } finally {
    source.close();
  }
}

/**
 * Samples documents in memory, such as standard input or a corpus, by the plan that a file of their bytes would have.
 *
 * @param documents no statistic crosses the end of one
 * @throws InputError when the sample does not fit in memory
 */
export function sampleDocuments(documents: readonly Uint8Array[], options: SampleOptions): SampledInput {
  return sampleSource(memorySource(documents), options);
}
