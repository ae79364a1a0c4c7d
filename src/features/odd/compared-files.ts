import type { FoundInputs } from "../../command/find-inputs.ts";
import type { SharedOptions } from "../../command/options.ts";
import { InputError } from "../../core/errors.ts";
import { unpackInput } from "../../input/open-input.ts";
import type { Reading } from "../../input/reading.ts";
import { releaseMemory } from "../../input/release-memory.ts";
import { openInputSource } from "../../run/input-source.ts";
import type { AccountedInput } from "../../run/run-batch.ts";
import type { FileInput } from "../../run/task.ts";
import { type ComparedFile, mostOfFile as mostLearnedOfFile } from "./read-by-others.ts";

/** Most bytes read of a file. */
export const mostOfFile = 4_194_304;
/** Most bytes of all files. */
const mostHeld = 536_870_912;
/** Memory per byte while it is judged, and per byte that models learn, for incompressible text. */
const memoryPerByte = { judged: 12, learned: 32 };

type FoundFile = FoundInputs["found"][number];

/** Files in memory to compare with each other, and the other ones. */
export interface ComparedFiles {
  readonly files: readonly (ComparedFile & { readonly found: FoundFile })[];
  readonly skipped: readonly AccountedInput[];
  readonly errors: readonly AccountedInput[];
  /** names of files longer than 4 MiB, whose end was not read */
  readonly cut: readonly string[];
}

/**
 * Reads files to compare with each other, decompressed and up to 4 MiB of each.
 *
 * @throws never for a faulty file, which is among the errors
 */
export async function readCompared(
  found: readonly FoundFile[],
  { decompress, maxMemory }: Pick<SharedOptions, "decompress" | "maxMemory">,
): Promise<ComparedFiles> {
  const files: (ComparedFile & { readonly found: FoundFile })[] = [];
  const skipped: AccountedInput[] = [];
  const errors: AccountedInput[] = [];
  const cut: string[] = [];
  const reading: Reading = {
    decompress,
    records: "none",
    ...(maxMemory === undefined ? {} : { mostMemory: maxMemory }),
  };
  let held = 0;
  let memory = 0;
  for (const one of found) {
    const { name, input } = one;
    if (input.kind !== "file") continue;
    try {
      const { bytes, isCut } = await startOf(name, input, reading);
      if (bytes.length === 0) skipped.push({ input: name, reason: "empty" });
      else if (
        held + bytes.length > mostHeld ||
        memory + memoryOf(bytes) > (maxMemory ?? Number.POSITIVE_INFINITY)
      )
        skipped.push({ input: name, reason: "more text than fits in memory" });
      else {
        files.push({ name, bytes, found: one });
        if (isCut) cut.push(name);
        held += bytes.length;
        memory += memoryOf(bytes);
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      errors.push({ input: name, reason: error.message });
    }
  }
  if (maxMemory !== undefined) await releaseMemory();
  return { files, skipped, errors, cut };
}

function memoryOf({ length }: Uint8Array): number {
  return memoryPerByte.judged * length + memoryPerByte.learned * Math.min(length, mostLearnedOfFile);
}

/** The first bytes of a file, in a call of its own, so that nothing else of it stays referenced. */
async function startOf(name: string, input: FileInput, reading: Reading) {
  const source = openInputSource(input);
  try {
    const { source: inner } = await unpackInput(source, name, reading);
    const read = inner.read(0, Math.min(inner.size, mostOfFile));
    // A copy, so that the whole decompressed file is not kept in memory.
    const bytes = inner === source ? read : new Uint8Array(read);
    return { bytes, isCut: inner.size > mostOfFile };
  } finally {
    source.close();
  }
}
