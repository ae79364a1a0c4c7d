import { InputError } from "../core/errors.ts";
import type { Warning } from "../core/warnings.ts";
import type { NamedDocument } from "../input/document-pieces.ts";
import { sampleFile } from "../input/read-sample.ts";
import type { SampleOptions } from "../input/sample-source.ts";
import { shuffled } from "../math/shuffle.ts";
import { type FileInput, pathBytes } from "./task.ts";

/** So many bytes of files are held at once where the rest can be left out: far more than a sample has. */
const mostHeld = 268_435_456;

interface JoinedFiles {
  readonly documents: readonly NamedDocument[];
  /** files that were read */
  readonly files: number;
  readonly warnings: readonly Warning[];
}

/**
 * Reads files in full, unpacked, as the documents of one corpus: each is one, or as many as the records that it holds.
 *
 * @param goesOn whether files that cannot be read are told of and left out, and of more than can be held a random part is
 *   taken
 * @throws InputError that names the file which cannot be read; where the run goes on, when none can, or when all of more than
 *   can be held is asked for
 * Cost: memory for all of them.
 */
export async function joinFiles(
  files: readonly FileInput[],
  sampling: SampleOptions,
  goesOn = false,
): Promise<JoinedFiles> {
  if (goesOn) return joinSome(files, sampling);
  const read: ReadFile[] = [];
  for (const file of files) read.push(await readFile(file, sampling));
  return joined(read);
}

/** What files are together, and what is wrong with any. */
function joined(read: readonly ReadFile[]): JoinedFiles {
  const warnings: Warning[] = [];
  if (read.some(({ changed }) => changed)) warnings.push({ code: "changed-while-read" });
  const bad = read.flatMap(({ bad }) => bad ?? []);
  const [first] = bad;
  if (first !== undefined)
    warnings.push({ ...first, count: bad.reduce((sum, { count }) => sum + count, 0), code: "bad-records" });
  return { documents: read.flatMap(({ documents }) => documents), files: read.length, warnings };
}

async function joinSome(files: readonly FileInput[], sampling: SampleOptions): Promise<JoinedFiles> {
  const read: (ReadFile & { readonly place: number })[] = [];
  const faults: string[] = [];
  let looked = 0;
  let held = 0;
  // In random order, so that what was read when there is no more room is a random part.
  const random = sampling.random.fork("files");
  const order = shuffled(Uint32Array.from(files.keys()), (bound) => random.below(bound));
  for (const place of order) {
    if (held > mostHeld) break;
    looked++;
    try {
      const one = await readFile(files[place]!, sampling);
      for (const { bytes } of one.documents) held += bytes.length;
      read.push({ place, ...one });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(error.message);
    }
  }
  const [fault] = faults.sort();
  if (read.length === 0) throw new InputError(fault ?? "no files");
  if (looked < files.length && sampling.sample === "all")
    throw new InputError("all of it is more than is held at once; give --sample a size");
  const { warnings, ...whole } = joined(read.sort((a, b) => a.place - b.place));
  const more: Warning[] = [];
  if (fault !== undefined)
    more.push({ code: "unread-files", count: faults.length, of: looked, reason: fault });
  if (looked < files.length) more.push({ code: "files-drawn", files: looked, of: files.length });
  return { ...whole, warnings: [...warnings, ...more] };
}

interface ReadFile {
  readonly documents: readonly NamedDocument[];
  readonly changed: boolean;
  /** records that could not be read; the place of the first is in the reason, for it is one in this file */
  readonly bad: Omit<Extract<Warning, { code: "bad-records" }>, "code"> | null;
}

/** @throws InputError that names the file */
async function readFile(file: FileInput, sampling: SampleOptions): Promise<ReadFile> {
  const { path, reading } = file;
  try {
    const whole = { ...sampling, sample: "all" as const, encoding: "bytes" as const };
    const { bytes, sequence, changed, records } = await sampleFile(path, whole, reading, pathBytes(file));
    const documents: NamedDocument[] = [];
    let start = 0;
    for (const end of sequence.segmentEnds) {
      // What was cut into records has their lines no more.
      documents.push({ name: path, bytes: bytes.subarray(start, end), whole: records === null });
      start = end;
    }
    const bad = records?.bad ?? null;
    return { documents, changed, bad: bad && { ...bad, ...inFile(path, bad) } };
  } catch (error) {
    throw error instanceof InputError ? new InputError(`${path}: ${error.message}`) : error;
  }
}

/** Lines and offsets are of no use without the file. */
function inFile(path: string, { line, reason }: { readonly line: number | null; readonly reason: string }) {
  return { line: null, offset: null, reason: `${path}${line === null ? "" : `, line ${line}`}: ${reason}` };
}
