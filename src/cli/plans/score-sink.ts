import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "../../core/errors.ts";
import type { StreamedRecord } from "../../input/records/stream-records.ts";
import { csvText } from "../../report/kit/csv-text.ts";
import type { Filter } from "../../score/stream/filter.ts";
import { lineOf, type Row } from "../../score/stream/score-rows.ts";
import { type Io, write } from "../io.ts";
import { describeWriteFault, openOutput } from "../write-output.ts";

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
      ? new ResumedFile(resolve(io.cwd, output!), output!, identity, format === "csv")
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
  readonly #file: number;

  constructor(path: string, shown: string, identity: string, hasHead: boolean) {
    this.#path = path;
    this.#shown = shown;
    this.#draft = `${path}.partial`;
    const note = `${this.#draft}.run`;
    try {
      const same = existsSync(this.#draft) && existsSync(note) && readFileSync(note, "utf8") === identity;
      if (same) {
        const { lines, bytes } = wholeLines(this.#draft);
        truncateSync(this.#draft, bytes);
        this.known = Math.max(0, lines - (hasHead && lines > 0 ? 1 : 0));
        this.isEmpty = bytes === 0;
      } else {
        writeFileSync(this.#draft, "");
        writeFileSync(note, identity);
        this.isEmpty = true;
      }
      this.#file = openSync(this.#draft, "a");
    } catch (error) {
      throw new UsageError(`cannot write ${shown}: ${describeWriteFault(error)}`);
    }
  }

  async write(bytes: Uint8Array): Promise<boolean> {
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
    } catch (error) {
      throw new UsageError(`cannot write ${this.#shown}: ${describeWriteFault(error)}`);
    }
    return true;
  }

  commit(): void {
    closeSync(this.#file);
    renameSync(this.#draft, this.#path);
    rmSync(`${this.#draft}.run`, { force: true });
  }

  /** What is there is gone on with. */
  discard(): void {
    closeSync(this.#file);
  }
}

/** Bytes of a draft that are read at once: it may be larger than memory. */
const draftChunk = 4_194_304;

/** Lines that are complete, and their bytes; a line feed within quotes of CSV is none of their ends. */
function wholeLines(path: string): { readonly lines: number; readonly bytes: number } {
  const chunk = Buffer.alloc(draftChunk);
  const file = openSync(path, "r");
  try {
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
  } finally {
    closeSync(file);
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
    else this.#put(`${JSON.stringify(lineOf(row, this.#columns, this.#keep))}\n`);
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
