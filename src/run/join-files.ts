import { by, firstAbove } from "../core/collections.ts";
import { InputError, NoField, namedError } from "../core/errors.ts";
import type { Warning } from "../core/warnings.ts";
import type { ByteSource } from "../input/byte-source.ts";
import { openFileSource } from "../input/file-source.ts";
import { openInput } from "../input/open-input.ts";
import { defaultReading, type Reading } from "../input/reading.ts";
import { type SampledInput, type SampleOptions, sampleSource } from "../input/sample-source.ts";
import { shuffled } from "../math/sampling.ts";
import { type FileInput, fileOf } from "./task.ts";

/** Bytes of files held at once where the rest can be left out: far more than a sample has. */
const mostHeld = 268_435_456;

interface JoinedFiles {
  readonly sampled: SampledInput;
  /** files that were read */
  readonly files: number;
  readonly warnings: readonly Warning[];
}

/**
 * Samples files as the documents of one corpus: a file is one document, or as many as it has records.
 *
 * @param skipUnreadable whether to warn of files that cannot be read and leave them out, and to take a random part of more than can be
 *   held
 * @throws InputError that names the file which cannot be read; where the run goes on, only when no file can be read, or when
 *   all of more than can be held is asked for
 * Cost: memory for the sample, and for everything that is decompressed or cut into records.
 */
export async function joinFiles(
  files: readonly FileInput[],
  sampling: SampleOptions,
  skipUnreadable = false,
): Promise<JoinedFiles> {
  if (skipUnreadable) return joinReadable(files, sampling);
  const parts: Part[] = [];
  let held = 0;
  for (const file of files) {
    const part = await openPart(file, held);
    if (part.held !== null) held += part.size;
    parts.push(part);
  }
  return sampledOf(parts, sampling);
}

async function joinReadable(files: readonly FileInput[], sampling: SampleOptions): Promise<JoinedFiles> {
  const parts = new Array<Part>(files.length);
  const faults: InputError[] = [];
  let opened = 0;
  let held = 0;
  let inMemory = 0;
  // In random order, so that the files read before memory runs out are a random part.
  const random = sampling.random.fork("files");
  const order = shuffled(Uint32Array.from(files.keys()), (bound) => random.below(bound));
  for (const place of order) {
    if (held > mostHeld) break;
    opened++;
    try {
      const part = await openPart(files[place]!, inMemory);
      if (part.held !== null) inMemory += part.size;
      if (part.held !== null || sampling.sample === "all") held += part.size;
      parts[place] = part;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(error);
    }
  }
  const [fault] = faults.sort(by(({ message }) => message));
  if (faults.length === opened)
    throw faults.find((one) => !(one instanceof NoField)) ?? fault ?? new InputError("no files");
  if (opened < files.length && sampling.sample === "all")
    throw new InputError("all files together do not fit in memory; give --sample a size");
  // Places of omitted files have no part.
  const { warnings, ...rest } = sampledOf(
    parts.filter(() => true),
    sampling,
  );
  const more: Warning[] = [];
  if (fault !== undefined)
    more.push({ code: "unread-files", count: faults.length, of: opened, reason: fault.message });
  if (opened < files.length) more.push({ code: "files-drawn", files: opened, of: files.length });
  return { ...rest, warnings: [...warnings, ...more] };
}

/** A sample of the joined files, and their warnings. */
function sampledOf(parts: readonly Part[], sampling: SampleOptions): JoinedFiles {
  const source = new JoinedSource(parts);
  const sampled = sampleSource(source, sampling);
  const warnings: Warning[] = [];
  if (source.changed) warnings.push({ code: "changed-while-read" });
  const bad = parts.flatMap(({ bad }) => bad ?? []);
  const [first] = bad;
  if (first !== undefined)
    warnings.push({ ...first, count: bad.reduce((sum, { count }) => sum + count, 0), code: "bad-records" });
  return { sampled, files: parts.length, warnings };
}

/** Content may take half of the limit, in all files together. */
function lessHeld(reading: Reading, held: number): Reading {
  const { mostMemory } = reading;
  return mostMemory === undefined ? reading : { ...reading, mostMemory: Math.max(0, mostMemory - 2 * held) };
}

/** One of the joined files. There may be a million, so plain files are not kept open. */
interface Part {
  readonly file: FileInput;
  readonly size: number;
  /** of the file when it was first opened */
  readonly fingerprint: string;
  /** decompressed bytes or records; null: the bytes of the file itself */
  readonly held: ByteSource | null;
  /** whether it changed while it was decompressed */
  readonly changed: boolean;
  /** records that could not be read; the reason has the place of the first, which is one in this file */
  readonly bad: Omit<Extract<Warning, { code: "bad-records" }>, "code"> | null;
}

/** @param held bytes in memory of the files before @throws InputError that names the file */
async function openPart(file: FileInput, held: number): Promise<Part> {
  const { path } = file;
  const reading = lessHeld(file.reading ?? defaultReading, held);
  try {
    const own = openFileSource(fileOf(file));
    try {
      const { source, records } = await openInput(own, path, reading);
      const held = source !== own || own.inMemory ? source : null;
      const changed = held !== null && own.changed();
      const bad = records?.bad ?? null;
      const fault = bad && { ...bad, ...placeIn(path, bad) };
      const { fingerprint } = own;
      return { file, size: source.size, fingerprint, held, changed, bad: fault };
    } finally {
      own.close();
    }
  } catch (error) {
    throw namedError(path, error);
  }
}

/** Several files in a row, read in place; no statistic crosses the end of a document. */
class JoinedSource implements ByteSource {
  readonly size: number;
  readonly documentEnds: ArrayLike<number>;
  /** whether a file changed since it was first opened */
  changed: boolean;
  readonly #parts: readonly Part[];
  /** shape (parts,) */
  readonly #ends: Float64Array;

  constructor(parts: readonly Part[]) {
    this.#parts = parts;
    this.#ends = new Float64Array(parts.length);
    this.changed = parts.some(({ changed }) => changed);
    const documentEnds: number[] = [];
    let end = 0;
    for (const [i, { size, held }] of parts.entries()) {
      if (held === null) documentEnds.push(end + size);
      else for (const one of Array.from(held.documentEnds)) documentEnds.push(end + one);
      end += size;
      this.#ends[i] = end;
    }
    this.size = end;
    this.documentEnds = documentEnds;
  }

  /** @throws InputError that names a file which can no longer be read */
  read(offset: number, length: number): Uint8Array {
    const end = Math.min(this.size, offset + length);
    const target = Buffer.allocUnsafeSlow(Math.max(0, end - offset));
    for (let i = firstAbove(this.#ends, offset), at = offset; at < end; i++) {
      const begin = this.#ends[i]! - this.#parts[i]!.size;
      const until = Math.min(end, this.#ends[i]!);
      this.#readPart(this.#parts[i]!, at - begin, target.subarray(at - offset, until - offset));
      at = until;
    }
    return target;
  }

  #readPart({ file, held, fingerprint }: Part, offset: number, target: Uint8Array): void {
    if (held !== null) {
      target.set(held.read(offset, target.length));
      return;
    }
    const { path } = file;
    try {
      const source = openFileSource(fileOf(file));
      try {
        const bytes = source.read(offset, target.length);
        if (bytes.length < target.length) throw new InputError("has become shorter while it was read");
        target.set(bytes);
        if (source.fingerprint !== fingerprint || source.changed()) this.changed = true;
      } finally {
        source.close();
      }
    } catch (error) {
      throw namedError(path, error);
    }
  }
}

/** Lines and offsets need the name of the file. */
function placeIn(path: string, { line, reason }: { readonly line: number | null; readonly reason: string }) {
  return { line: null, offset: null, reason: `${path}${line === null ? "" : `, line ${line}`}: ${reason}` };
}
