import {
  closeSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import type { Io } from "../../command/io.ts";
import { removeWhenEnded } from "../../command/on-interrupt.ts";
import { describeWriteFault } from "../../command/write-output.ts";
import { UsageError } from "../../core/errors.ts";
import { jsonText } from "../../core/json.ts";
import { makeFolder } from "../../input/make-folder.ts";
import type { StreamedRecord } from "../../input/records/streamed-record.ts";
import { escapeForTerminal, escapeInJson } from "../../report/kit/format.ts";
import type { Sink } from "./score-sink.ts";
import { ParquetRows } from "./stream/parquet-rows.ts";
import { lineOf, type Row } from "./stream/score-rows.ts";

/** What names a record of an input among all, so that it is no attribute. */
const outside = new Set(["file", "pathBase64", "id"]);
/** Characters of lines that are written at once, about. */
const pieceLength = 262_144;
const endings = /(\.(jsonl|ndjson|json|csv|tsv|parquet))?(\.(gz|zst|xz|bz2))?$/i;

/** How attributes are written. */
export type AttributeFormat = "parquet" | "ndjson";

/**
 * Writes `{id, attributes}` of the records of each input, in their order, into a file of its own below one folder, at the
 * place that the input has below the folder that all inputs share. The folder is there when all of it is.
 */
export class AttributeFiles implements Sink {
  readonly isWanted = true;
  readonly passed = 0;
  readonly #folder: string;
  readonly #shown: string;
  readonly #draft: string;
  readonly #forget: () => void;
  readonly #places: ReadonlyMap<string, string>;
  readonly #columns: readonly string[];
  readonly #keep: readonly string[];
  readonly #format: AttributeFormat;
  #input: string | null = null;
  #file = -1;
  #parquet: ParquetRows | null = null;
  #lines: string[] = [];
  #length = 0;

  /**
   * @param inputs names of all inputs, as rows have them
   * @throws UsageError when the folder is there already or cannot be made, or two inputs would have one file
   */
  constructor(
    io: Io,
    folder: string,
    inputs: readonly string[],
    format: AttributeFormat,
    columns: readonly string[],
    keep: readonly string[],
  ) {
    this.#shown = escapeForTerminal(folder);
    this.#folder = resolve(io.cwd, folder);
    this.#format = format;
    this.#columns = columns.filter((column) => !outside.has(column));
    this.#keep = keep;
    this.#places = placesOf(inputs, io, format === "parquet" ? ".parquet" : ".jsonl");
    this.#draft = `${this.#folder}.${crypto.randomUUID()}.tmp`;
    const old = statSync(this.#folder, { throwIfNoEntry: false });
    // What is in a folder may be all that somebody has.
    if (old !== undefined && !(old.isDirectory() && readdirSync(this.#folder).length === 0))
      throw new UsageError(`${this.#shown} is there already; --attributes takes a new folder`);
    this.#forget = removeWhenEnded(this.#draft);
    this.#guarded(() => makeFolder(this.#draft));
  }

  isKnown(): boolean {
    return false;
  }

  add(row: Row, _record: StreamedRecord): void {
    const input = row["file"] as string;
    if (input !== this.#input) {
      this.#endFile();
      this.#beginFile(input);
    }
    if (this.#parquet !== null) this.#parquet.add(row);
    else {
      const { file: _file, id, ...attributes } = lineOf(row, this.#columns, this.#keep);
      const line = `${escapeInJson(jsonText({ id: row["id"] ?? null, attributes }))}\n`;
      this.#lines.push(line);
      this.#length += line.length;
      if (this.#length >= pieceLength) this.#writeLines();
    }
  }

  async flush(): Promise<void> {}

  async end(): Promise<void> {
    this.#endFile();
    this.#guarded(() => {
      if (statSync(this.#folder, { throwIfNoEntry: false }) !== undefined) rmdirSync(this.#folder);
      renameSync(this.#draft, this.#folder);
    });
    this.#forget();
  }

  discard(): void {
    if (this.#file >= 0) closeSync(this.#file);
    this.#file = -1;
    try {
      rmSync(this.#draft, { recursive: true, force: true });
    } catch {
      // The first fault is the one to report.
    }
    this.#forget();
  }

  #beginFile(input: string): void {
    this.#input = input;
    const path = join(this.#draft, this.#places.get(input) ?? basename(input));
    this.#guarded(() => {
      makeFolder(dirname(path));
      this.#file = openSync(path, "wx");
    });
    if (this.#format === "parquet")
      this.#parquet = new ParquetRows(this.#columns, (bytes) => this.#write(bytes), true);
  }

  #endFile(): void {
    if (this.#file < 0) return;
    if (this.#parquet !== null) this.#parquet.end();
    this.#parquet = null;
    this.#writeLines();
    closeSync(this.#file);
    this.#file = -1;
  }

  #writeLines(): void {
    this.#write(Buffer.from(this.#lines.join("")));
    this.#lines = [];
    this.#length = 0;
  }

  #write(bytes: Uint8Array): void {
    this.#guarded(() => {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
    });
  }

  #guarded<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw new UsageError(`cannot write ${this.#shown}: ${describeWriteFault(error)}`);
    }
  }
}

/** Where each input has its file, below the folder. @throws UsageError for two at one place */
function placesOf(inputs: readonly string[], io: Io, ending: string): ReadonlyMap<string, string> {
  const paths = inputs.map((name) => resolve(io.cwd, name));
  let shared = paths.length === 0 ? "" : dirname(paths[0]!);
  for (const path of paths)
    while (!path.startsWith(shared.endsWith(sep) ? shared : shared + sep)) shared = dirname(shared);
  const places = new Map<string, string>();
  const owners = new Map<string, string>();
  for (const [i, name] of inputs.entries()) {
    const below = paths[i]!.slice(shared.length).replace(/^[/\\]+/, "");
    const place = below.replace(endings, "") + ending;
    const other = owners.get(place);
    if (other !== undefined)
      throw new UsageError(
        `${escapeForTerminal(other)} and ${escapeForTerminal(name)} would have one file of attributes: ${escapeForTerminal(place)}`,
      );
    owners.set(place, name);
    places.set(name, place);
  }
  return places;
}
