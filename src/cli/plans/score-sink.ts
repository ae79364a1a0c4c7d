import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename } from "node:path";
import { UsageError } from "../../core/errors.ts";
import { readRegular, smallFiles } from "../../input/open-regular.ts";
import type { StreamedRecord } from "../../input/records/stream-records.ts";
import { csvText } from "../../report/kit/csv-text.ts";
import { escapeInJson } from "../../report/kit/format.ts";
import type { Filter } from "../../score/stream/filter.ts";
import { lineOf, type Row } from "../../score/stream/score-rows.ts";
import { type Io, write } from "../io.ts";
import { describeWriteFault, keepRights, openOutput, placeOf, settle } from "../write-output.ts";

/** Characters that are written at once, about. */
const pieceLength = 262_144;

/** Lines of names of tables, each to be passed through before the first of its rows. */
export class Heads {
  #bytes: Uint8Array | null = null;

  add(bytes: Uint8Array): void {
    this.#bytes ??= bytes;
  }

  take(): Uint8Array | null {
    const bytes = this.#bytes;
    this.#bytes = null;
    return bytes;
  }
}

/** Takes rows in their order. */
export interface Sink {
  add(row: Row, record: StreamedRecord, heads: Heads): void;
  /** hands over what there is */
  flush(): Promise<void>;
  end(): Promise<void>;
  discard(): void;
  /** false: nobody reads on */
  readonly isWanted: boolean;
  /** documents that the filter let through */
  readonly passed: number;
  /** whether the line of a document was written by a run that this one goes on with */
  isKnown(number: number): boolean;
}

/** Where a run writes, and whether it goes on with what is there. */
interface SinkOptions {
  readonly output?: string;
  readonly force?: boolean;
  readonly resume?: boolean;
}

/**
 * @param identity of the run: only a draft of the same run is gone on with
 * @throws UsageError when the output cannot be written
 */
export function openSink(
  io: Io,
  { output, force, resume }: SinkOptions,
  format: string,
  columns: readonly string[],
  keep: readonly string[],
  filter: Filter | null,
  identity: string,
): Sink {
  const target =
    resume === true
      ? new ResumedFile(io, output!, identity, format === "csv")
      : new Whole(output === undefined ? null : openOutput(io, output, force), io);
  return new Rows(target, columns, keep, filter, format);
}

/** Where bytes go. */
interface Target {
  /** lines that are there already */
  readonly known: number;
  readonly isEmpty: boolean;
  /** @returns whether anybody reads on */
  write(bytes: Uint8Array): Promise<boolean>;
  commit(): void;
  discard(): void;
}

/** Standard output, or a file that is there when all of it is. */
class Whole implements Target {
  readonly known = 0;
  readonly isEmpty = true;
  readonly #file: ReturnType<typeof openOutput> | null;
  readonly #io: Io;

  constructor(file: ReturnType<typeof openOutput> | null, io: Io) {
    this.#file = file;
    this.#io = io;
  }

  async write(bytes: Uint8Array): Promise<boolean> {
    if (this.#file === null) return write(this.#io.stdout, bytes);
    this.#file.write(bytes);
    return true;
  }

  commit(): void {
    this.#file?.commit();
  }

  discard(): void {
    this.#file?.discard();
  }
}

/** A file beside its place that is gone on with when the run was the same, and takes its place when it is complete. */
class ResumedFile implements Target {
  readonly known: number = 0;
  readonly isEmpty: boolean;
  readonly #path: string;
  readonly #shown: string;
  readonly #draft: string;
  readonly #note: string;
  /** what is replaced */
  readonly #old: Stats | undefined;
  readonly #file: number;
  #isOpen = true;

  /** @throws UsageError when it cannot be written, or something else than a draft of such a run is where it would be */
  constructor(io: Io, shown: string, identity: string, hasHead: boolean) {
    const path = placeOf(io, shown);
    if (path === null) throw new UsageError(`--resume goes on with lines of a file, and ${shown} is none`);
    this.#path = path;
    this.#shown = shown;
    this.#draft = draftOf(path);
    this.#note = `${this.#draft}.run`;
    this.#old = statSync(path, { throwIfNoEntry: false });
    this.#file = this.#guarded(() =>
      openPlain(this.#draft, constants.O_RDWR | constants.O_APPEND, this.#old),
    );
    try {
      const found = this.#guarded(() => noteOf(this.#note));
      const { lines, bytes } = this.#guarded(() => wholeLines(this.#file));
      const size = fstatSync(this.#file).size;
      if (size > 0 && found === null) throw this.#inTheWay(this.#draft);
      const isSame = found === identity;
      this.#guarded(() => {
        ftruncateSync(this.#file, isSame ? bytes : 0);
        if (isSame) return;
        const note = openPlain(this.#note, constants.O_WRONLY | constants.O_TRUNC, this.#old);
        writeFileSync(note, identity);
        closeSync(note);
      });
      if (isSame) this.known = Math.max(0, lines - (hasHead && lines > 0 ? 1 : 0));
      this.isEmpty = !isSame || bytes === 0;
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  async write(bytes: Uint8Array): Promise<boolean> {
    this.#guarded(() => {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
    });
    return true;
  }

  commit(): void {
    this.#guarded(() => {
      if (this.#old !== undefined) keepRights(this.#file, this.#old);
      settle(this.#file);
      this.discard();
      renameSync(this.#draft, this.#path);
      rmSync(this.#note, { force: true });
    });
  }

  /** What is there is gone on with. */
  discard(): void {
    if (this.#isOpen) closeSync(this.#file);
    this.#isOpen = false;
  }

  #guarded<Value>(act: () => Value): Value {
    try {
      return act();
    } catch (error) {
      if (error instanceof NotPlain) throw this.#inTheWay(error.message);
      throw new UsageError(`cannot write ${this.#shown}: ${describeWriteFault(error)}`);
    }
  }

  #inTheWay(path: string): UsageError {
    const name = basename(path);
    return new UsageError(
      `cannot write ${this.#shown}: ${name} is there and is no draft of a run that was stopped; remove it`,
    );
  }
}

/** Where lines are written until all are there. @param path of the output, with links followed */
export function draftOf(path: string): string {
  return `${path}.partial`;
}

/** Its message is the path. */
class NotPlain extends Error {}

/**
 * Opens a file of this name and no other: what a link or a second name leads to is of somebody else, and a pipe is waited for.
 *
 * @param old what is replaced: what may be secret is so from the first byte on
 */
function openPlain(path: string, flags: number, old: Stats | undefined): number {
  requirePlain(path);
  const own = constants.O_CREAT | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const file = openSync(path, flags | own, old === undefined ? 0o666 : 0o600);
  const status = fstatSync(file);
  if (status.isFile() && status.nlink === 1) return file;
  closeSync(file);
  throw new NotPlain(path);
}

/** @returns whether there is anything @throws NotPlain for what is no file */
function requirePlain(path: string): boolean {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status !== undefined && !(status.isFile() && status.nlink === 1)) throw new NotPlain(path);
  return status !== undefined;
}

/** What a run has noted of itself; null: nothing. */
function noteOf(path: string): string | null {
  if (!requirePlain(path)) return null;
  try {
    return readRegular(path, smallFiles.key, true).toString("utf8");
  } catch {
    throw new NotPlain(path);
  }
}

/** Bytes of a draft that are read at once: it may be larger than memory. */
const draftChunk = 4_194_304;

/** Lines that are complete, and their bytes; a line feed within quotes of CSV is none of their ends. */
function wholeLines(file: number): { readonly lines: number; readonly bytes: number } {
  const chunk = Buffer.alloc(draftChunk);
  let lines = 0;
  let end = 0;
  let isCsv = false;
  let quoted = false;
  for (let start = 0; ; ) {
    const read = readSync(file, chunk, 0, draftChunk, start);
    if (read === 0) return { lines, bytes: end };
    if (start === 0) isCsv = chunk.subarray(0, read).indexOf("file,") === 0;
    for (let i = 0; i < read; i++) {
      if (isCsv && chunk[i] === 34) quoted = !quoted;
      else if (chunk[i] === 10 && !quoted) {
        lines++;
        end = start + i + 1;
      }
    }
    start += read;
  }
}

class Rows implements Sink {
  isWanted = true;
  passed = 0;
  readonly #target: Target;
  readonly #columns: readonly string[];
  readonly #keep: readonly string[];
  readonly #filter: Filter | null;
  readonly #format: string;
  #pieces: (string | Uint8Array)[] = [];
  #length = 0;
  #number = 0;
  #parquet: Promise<import("../../score/stream/parquet-rows.ts").ParquetRows> | null = null;
  #waiting: Row[] = [];

  constructor(
    target: Target,
    columns: readonly string[],
    keep: readonly string[],
    filter: Filter | null,
    format: string,
  ) {
    this.#target = target;
    this.#columns = columns;
    this.#keep = keep;
    this.#filter = filter;
    this.#format = format;
    if (filter === null && format === "csv" && target.isEmpty) this.#put(csvText([columns]));
    if (format === "parquet")
      this.#parquet = import("../../score/stream/parquet-rows.ts").then(
        ({ ParquetRows }) => new ParquetRows(columns, (bytes) => this.#put(bytes)),
      );
  }

  isKnown(number: number): boolean {
    return number < this.#target.known;
  }

  add(row: Row, record: StreamedRecord, heads: Heads): void {
    if (this.#filter !== null) {
      const head = heads.take();
      if (head !== null) this.#put(head);
      if (
        record.text === null ||
        record.raw === null ||
        !this.#filter((column) => asFilterValue(row[column]))
      )
        return;
      this.passed++;
      this.#put(record.raw);
      if (record.raw.at(-1) !== 10) this.#put("\n");
      return;
    }
    if (this.#number++ < this.#target.known) return;
    if (this.#parquet !== null) this.#waiting.push(row);
    else if (this.#format === "csv") this.#put(csvText([this.#columns.map((column) => asCell(row[column]))]));
    else this.#put(`${escapeInJson(JSON.stringify(lineOf(row, this.#columns, this.#keep)))}\n`);
  }

  #put(piece: string | Uint8Array): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  async flush(): Promise<void> {
    if (this.#parquet !== null) {
      const parquet = await this.#parquet;
      for (const row of this.#waiting.splice(0)) parquet.add(row);
    }
    if (this.#length >= pieceLength || this.#target instanceof Whole) await this.#handOver();
  }

  async #handOver(): Promise<void> {
    const pieces = this.#pieces
      .splice(0)
      .map((piece) => (typeof piece === "string" ? Buffer.from(piece) : piece));
    this.#length = 0;
    if (pieces.length > 0 && this.isWanted) this.isWanted = await this.#target.write(Buffer.concat(pieces));
  }

  async end(): Promise<void> {
    await this.flush();
    if (this.#parquet !== null) (await this.#parquet).end();
    await this.#handOver();
    this.#target.commit();
  }

  discard(): void {
    this.#target.discard();
  }
}

const asCell = (value: Row[string] | undefined) =>
  typeof value === "boolean" ? String(value) : (value ?? null);
const asFilterValue = asCell;
