import { type ByteSource, memorySource } from "./byte-source.ts";
import { openFileSource } from "./file-source.ts";
import { type OpenedInput, openInput } from "./open-input.ts";
import { defaultReading, type Reading } from "./reading.ts";
import { releaseMemory } from "./release-memory.ts";
import { type SampledInput, type SampleOptions, sampleSource } from "./sample-source.ts";

export interface OpenedSample extends SampledInput, Pick<OpenedInput, "records"> {
  /** compressed format of the input */
  readonly unpackedFrom: OpenedInput["container"];
}

/** A sample of a file, and whether the file changed meanwhile. */
interface SampledFile extends OpenedSample {
  /** true when the file changed while it was read */
  readonly changed: boolean;
}

/**
 * Samples a file; reads only the blocks of one that is neither compressed nor records.
 *
 * @param bytes of a path that is not UTF-8
 * @throws InputError in words when it cannot be read, is damaged or the sample does not fit in memory
 */
export async function sampleFile(
  path: string,
  options: SampleOptions,
  reading: Reading = defaultReading,
  bytes?: Buffer,
): Promise<SampledFile> {
  const source = openFileSource(bytes ?? path);
  try {
    const sampled = await sampledAndReleased(source, path, options, reading);
    return { ...sampled, changed: source.changed() };
  } finally {
    source.close();
  }
}

/**
 * Samples bytes in memory, such as standard input, like a file.
 *
 * @throws InputError in words when they are damaged or the sample does not fit in memory
 */
export function sampleBytes(
  bytes: Uint8Array,
  name: string,
  options: SampleOptions,
  reading: Reading = defaultReading,
): Promise<OpenedSample> {
  return sampledAndReleased(memorySource([bytes]), name, options, reading);
}

/** The sample, without the input around it where memory is limited. */
async function sampledAndReleased(
  source: ByteSource,
  name: string,
  options: SampleOptions,
  reading: Reading,
): Promise<OpenedSample> {
  const sampled = await sampleOpened(source, name, options, reading);
  const { records, unpackedFrom } = sampled;
  if (reading.mostMemory !== undefined && (records !== null || unpackedFrom !== null)) await releaseMemory();
  return sampled;
}

async function sampleOpened(
  source: ByteSource,
  name: string,
  options: SampleOptions,
  reading: Reading,
): Promise<OpenedSample> {
  const { source: inner, container, records } = await openInput(source, name, reading);
  const { mostMemory } = reading;
  const limited = mostMemory === undefined ? options : { ...options, mostMemory };
  return { ...sampleSource(inner, limited), records, unpackedFrom: container };
}

/**
 * Samples documents in memory, such as a corpus, like a file of their bytes.
 *
 * @param documents no statistic crosses the end of one
 * @throws InputError when the sample does not fit in memory
 */
export function sampleDocuments(documents: readonly Uint8Array[], options: SampleOptions): SampledInput {
  return sampleSource(memorySource(documents), options);
}
