import { createHash } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from "node:fs";
import { basename, relative } from "node:path";
import * as z from "zod";
import type { Io } from "../../command/io.ts";
import {
  describeWriteFault,
  keepRights,
  type OutputTarget,
  placeOf,
  settle,
  writeAll,
} from "../../command/write-output.ts";
import { plural } from "../../core/collections.ts";
import { UsageError } from "../../core/errors.ts";
import { parseJson } from "../../core/json.ts";
import { version } from "../../core/version.ts";
import type { StreamedRecord } from "../../input/records/streamed-record.ts";
import { escapeForTerminal } from "../../report/kit/format.ts";

/** Where bytes are written. */
export interface Target extends OutputTarget {
  /** number of documents whose lines already exist */
  readonly existing: number;
  readonly isEmpty: boolean;
  /** whether to write at once, not in larger pieces */
  readonly isAtOnce?: boolean;
  /** gets every document before its line is written */
  onDocument(file: string, record: StreamedRecord): void;
}

const count = z.int().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A point at which the lines of the draft match the documents of the input. */
const checkpointSchema = z.strictObject({
  documents: count,
  bytes: count.describe("length of the draft"),
  input: sha256.describe("SHA-256 of these documents"),
  draft: sha256.describe("SHA-256 of these bytes of the draft"),
});
type Checkpoint = z.infer<typeof checkpointSchema>;

const emptyCheckpoint: Checkpoint = { documents: 0, bytes: 0, input: "", draft: "" };

/**
 * Writes a draft, which replaces the file when it is complete. A later run continues it if a hash shows that its documents are
 * the first ones of the input of that run; any other draft is refused and kept.
 *
 * A note beside the draft has the identity of the run, and a checkpoint after every written piece.
 */
export class ResumedFile implements Target {
  readonly existing: number;
  readonly isEmpty: boolean;
  readonly #path: string;
  readonly #shownPath: string;
  readonly #draft: string;
  /** the path of the draft in messages */
  readonly #shownDraft: string;
  readonly #start: Checkpoint;
  /** the file that is replaced */
  readonly #replaced: Stats | undefined;
  readonly #files: number[] = [];
  readonly #input = createHash("sha256");
  readonly #output = createHash("sha256");
  #documents = 0;
  #bytes: number;

  /** @throws UsageError when it cannot be written, or the existing draft cannot be continued */
  constructor(io: Io, shown: string, identity: string) {
    const path = placeOf(io, shown);
    if (path === null)
      throw new UsageError(`--resume continues the lines of a file, and ${shown} is not a file`);
    this.#path = path;
    this.#shownPath = shown;
    this.#draft = draftOf(path);
    this.#shownDraft = escapeForTerminal(relative(io.cwd, this.#draft));
    this.#replaced = statSync(path, { throwIfNoEntry: false });
    try {
      // In this order, so that a file that is not a draft stays unchanged.
      const draft = this.#open(this.#draft);
      const size = fstatSync(draft).size;
      const isNoted = lstatSync(noteOf(path), { throwIfNoEntry: false }) !== undefined;
      if (size > 0 && !isNoted) throw this.#notADraft(this.#draft);
      const note = this.#open(noteOf(path));
      const found = this.#guarded(() => readNote(note));
      if (found === null) throw this.#notADraft(noteOf(path));
      if (size > 0 && found.identity !== identity)
        throw this.#cannotContinue(
          found.version === version
            ? "it was made with other options or models"
            : `it was made by mesoscope ${found.version}`,
        );
      const start = found.checkpoints.findLast(({ bytes }) => bytes <= size) ?? emptyCheckpoint;
      this.#guarded(() => {
        hashPrefix(draft, start.bytes, this.#output);
        if (start.bytes > 0 && this.#output.copy().digest("hex") !== start.draft)
          throw this.#cannotContinue("its lines have been changed");
        ftruncateSync(draft, start.bytes);
        if (start !== emptyCheckpoint) return;
        ftruncateSync(note, 0);
        writeAll(note, Buffer.from(`${version} ${identity}\n`));
      });
      this.#start = start;
      this.#bytes = start.bytes;
      this.existing = start.documents;
      this.isEmpty = start.bytes === 0;
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  /** @throws UsageError after the last document with an existing line, when these are not the documents of the draft */
  onDocument(file: string, { record, line, offset, key, kept, reason, text }: StreamedRecord): void {
    const about = [file, record, line, offset, key, kept, reason, text?.length ?? null];
    this.#input.update(JSON.stringify(about));
    if (text !== null) this.#input.update(text);
    if (++this.#documents === this.existing && this.#input.copy().digest("hex") !== this.#start.input)
      throw this.#cannotContinue(
        `this input does not start with the ${documentCount(this.existing)} that it holds`,
      );
  }

  async write(bytes: Uint8Array): Promise<boolean> {
    const [draft, note] = this.#files as [number, number];
    this.#guarded(() => {
      writeAll(draft, bytes);
      this.#output.update(bytes);
      this.#bytes += bytes.length;
      const checkpoint: Checkpoint = {
        documents: this.#documents,
        bytes: this.#bytes,
        input: this.#input.copy().digest("hex"),
        draft: this.#output.copy().digest("hex"),
      };
      writeAll(note, Buffer.from(`${JSON.stringify(checkpoint)}\n`));
    });
    return true;
  }

  /** @throws UsageError when the input had fewer documents than the draft has lines */
  commit(): void {
    if (this.#documents < this.existing)
      throw this.#cannotContinue(
        `this input ends after ${documentCount(this.#documents)}, but it holds the lines of ${this.existing}`,
      );
    this.#guarded(() => {
      const [draft] = this.#files as [number];
      if (this.#replaced !== undefined) keepRights(draft, this.#replaced);
      settle(draft);
      this.discard();
      renameSync(this.#draft, this.#path);
      rmSync(noteOf(this.#path), { force: true });
    });
  }

  /** Keeps the draft, to be continued. */
  discard(): void {
    for (const file of this.#files.splice(0)) closeSync(file);
  }

  #open(path: string): number {
    const file = this.#guarded(() => openSingleRegular(path, this.#replaced));
    this.#files.push(file);
    return file;
  }

  #guarded<Value>(act: () => Value): Value {
    try {
      return act();
    } catch (error) {
      if (error instanceof UsageError) throw error;
      if (error instanceof NotRegularFile) throw this.#notADraft(error.message);
      throw new UsageError(`cannot write ${this.#shownPath}: ${describeWriteFault(error)}`);
    }
  }

  #notADraft(path: string): UsageError {
    return new UsageError(
      `cannot write ${this.#shownPath}: ${escapeForTerminal(basename(path))} exists and is not a draft of a stopped run; remove it`,
    );
  }

  #cannotContinue(reason: string): UsageError {
    return new UsageError(`cannot continue ${this.#shownDraft}: ${reason}; remove it to start over`);
  }
}

const documentCount = (documents: number) => plural(documents, "document");

/** Path of the draft. @param path of the output, with links followed */
export const draftOf = (path: string): string => `${path}.partial`;

/** Path of the note on the draft. @param path of the output, with links followed */
export const noteOf = (path: string): string => `${draftOf(path)}.run`;

/** Its message is the path. */
class NotRegularFile extends Error {}

/**
 * Opens a regular file with a single name: a link may lead to somebody else's file, and a pipe would block.
 *
 * @param old the file that is replaced: its permissions apply from the first byte on
 */
function openSingleRegular(path: string, old: Stats | undefined): number {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status !== undefined && !isRegular(status)) throw new NotRegularFile(path);
  const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT;
  const own = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const file = openSync(path, flags | own, old === undefined ? 0o666 : 0o600);
  if (isRegular(fstatSync(file))) return file;
  closeSync(file);
  throw new NotRegularFile(path);
}

const isRegular = (status: Stats) => status.isFile() && status.nlink === 1;

interface Note {
  readonly version: string;
  readonly identity: string;
  readonly checkpoints: readonly Checkpoint[];
}

/** The version and identity of a run and its complete checkpoints; null: it belongs to something else. */
function readNote(file: number): Note | null {
  const [head = "", ...lines] = readFileSync(file, "latin1").split("\n");
  const match = /^(?:([\w.+-]{1,100}) )?([0-9a-f]{64})$/.exec(head);
  if (head !== "" && match === null) return null;
  const [, version = "0.2.0 or older", identity = ""] = match ?? [];
  try {
    const checkpoints = lines.slice(0, -1).map((line) => checkpointSchema.parse(parseJson(line)));
    return { version, identity, checkpoints };
  } catch {
    return null;
  }
}

/** Bytes of a draft per read: it may be larger than memory. */
const draftChunk = 4_194_304;

function hashPrefix(file: number, length: number, hash: ReturnType<typeof createHash>): void {
  const chunk = Buffer.alloc(Math.min(draftChunk, length));
  for (let at = 0; at < length; ) {
    const read = readSync(file, chunk, 0, Math.min(chunk.length, length - at), at);
    if (read === 0) return;
    hash.update(chunk.subarray(0, read));
    at += read;
  }
}
