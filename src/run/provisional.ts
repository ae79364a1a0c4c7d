import { defaultSample } from "../core/constants.ts";
import { openFileSource } from "../input/file-source.ts";
import { isPlainFile } from "../input/open-input.ts";
import { defaultReading } from "../input/reading.ts";
import { QuickRate } from "../models/quick-rate.ts";
import { effectiveAlphabet } from "../statistics/counts.ts";
import { type MeasureTask, pathBytes } from "./task.ts";

/** The first look at an input, before it is measured. */
export interface Provisional {
  readonly name: string;
  /** symbols that will be measured */
  readonly n: number;
  /** bytes read at the beginning */
  readonly bytesRead: number;
  /** bits that a code pays for these bytes, as a share of log2 A: an upper bound of the randomness */
  readonly randomness: number;
}

/** Bytes read: more would take longer than the look is worth. */
const mostRead = 65_536;
/** Shorter inputs are measured as fast. */
const fewestBytes = 20_000;
/**
 * Randomness of a file from one pass of a quick code over its first 64 kB.
 *
 * @returns null where the file is short, must be decompressed or cut into records first, or is not measured in bytes
 * @throws InputError when the file cannot be read
 * Cost: one pass over 64 kB, some 20 ms in a new process.
 */
export function provisionalOf({ name, input, options }: MeasureTask): Provisional | null {
  if (input.kind !== "file" || options.encoding !== "bytes" || !options.spectrum) return null;
  const bytesOfName = pathBytes(input);
  if (!isPlainFile(input.path, input.reading ?? defaultReading, bytesOfName)) return null;
  const source = openFileSource(bytesOfName ?? input.path);
  try {
    const sample = options.sample === "all" ? Math.max(defaultSample, source.size) : options.sample;
    const n = Math.min(source.size, sample);
    if (n < fewestBytes) return null;
    const bytes = source.read(0, Math.min(n, mostRead));
    return { name, n, bytesRead: bytes.length, randomness: randomnessOf(bytes) };
  } finally {
    source.close();
  }
}

function randomnessOf(bytes: Uint8Array): number {
  const costs = new Float32Array(bytes.length);
  new QuickRate().bits(bytes, costs);
  let bits = 0;
  for (let i = 0; i < bytes.length; i++) bits += costs[i]!;
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte]!++;
  const most = Math.log2(effectiveAlphabet(counts));
  return most > 0 ? Math.min(1, bits / bytes.length / most) : 0;
}
