import type { ReportCall } from "../../command/command.ts";
import { type Io, write } from "../../command/io.ts";
import { openOutput } from "../../command/write-output.ts";
import { jsonText, NumberText } from "../../core/json.ts";
import type { StreamedRecord } from "../../input/records/streamed-record.ts";
import { escapeForTerminal, escapeInJson } from "../../report/kit/format.ts";
import type { View } from "../../report/kit/renderer.ts";
import { csvText } from "../../report/kit/rows.ts";
import { fitWidth, foldForNarrow, padEndTo } from "../../report/kit/text-width.ts";
import { ResumedFile, type Target } from "./resumed-file.ts";
import type { Filter } from "./stream/filter.ts";
import { lineOf, type Row } from "./stream/score-rows.ts";

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
  /** whether the run that this one continues has written the line of a document */
  isKnown(number: number): boolean;
}

/** Where a run writes, and whether it continues a draft. */
interface SinkOptions {
  readonly output?: string;
  readonly force?: boolean;
  readonly resume?: boolean;
}

/**
 * @param identity of the options and models of the run: a draft of others is not continued
 * @throws UsageError when the output cannot be written
 */
export function openSink(
  { io, options: { output, force, resume }, format, view }: ReportCall<SinkOptions>,
  columns: readonly string[],
  keep: readonly string[],
  filter: Filter | null,
  identity: string,
): Sink {
  const target =
    resume === true
      ? new ResumedFile(io, output!, identity)
      : new Whole(output === undefined ? null : openOutput(io, output, force), io);
  return new Rows(target, columns, keep, filter, format, view);
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

  see(): void {}

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

class Rows implements Sink {
  isWanted = true;
  passed = 0;
  readonly #target: Target;
  readonly #columns: readonly string[];
  readonly #keep: readonly string[];
  readonly #filter: Filter | null;
  readonly #format: string;
  readonly #view: View;
  #pieces: (string | Uint8Array)[] = [];
  #length = 0;
  #number = 0;
  #parquet: Promise<import("./stream/parquet-rows.ts").ParquetRows> | null = null;
  #waiting: Row[] = [];

  constructor(
    target: Target,
    columns: readonly string[],
    keep: readonly string[],
    filter: Filter | null,
    format: string,
    view: View,
  ) {
    this.#view = view;
    this.#target = target;
    this.#columns = columns;
    this.#keep = keep;
    this.#filter = filter;
    this.#format = format;
    if (filter === null && format === "csv" && target.isEmpty) this.#put(csvText([columns]));
    if (format === "table") this.#put(tableHead(columns, view));
    if (format === "parquet")
      this.#parquet = import("./stream/parquet-rows.ts").then(
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
      if (record.raw.at(-1) !== 10 && record.raw.at(-1) !== 0) this.#put("\n");
      return;
    }
    this.#target.see(String(row["pathBase64"] ?? row["file"]), record);
    if (this.#number++ < this.#target.known) return;
    if (this.#parquet !== null) this.#waiting.push(row);
    else if (this.#format === "table") this.#put(tableLine(row, this.#columns, this.#view));
    else if (this.#format === "csv") this.#put(csvText([this.#columns.map((column) => asCell(row[column]))]));
    else this.#put(`${escapeInJson(jsonText(lineOf(row, this.#columns, this.#keep)))}\n`);
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

/** What a person is shown of a document, as far as it was computed. */
const tableColumns = [
  { name: "bytes", width: 8, shown: (value: number) => String(value) },
  { name: "rate", width: 6, shown: (value: number) => value.toFixed(2) },
  { name: "against", width: 8, shown: (value: number) => value.toFixed(2) },
  { name: "repeated", width: 9, shown: (value: number) => `${Math.round(100 * value)} %` },
] as const;
const [nameWidth, oddWidth] = [24, 25];

/** The sentence and the head of the table. */
function tableHead(columns: readonly string[], view: View): string {
  const head = tableColumns.filter(({ name }) => columns.includes(name));
  const cells = head.map(({ name, width }) => name.padStart(width));
  const about = [
    "Each document: bits a byte, and what surprises most in it.",
    "All scores: -f ndjson, csv or parquet.",
    "",
    `${["document".padEnd(nameWidth), ...cells].join("  ")}  most surprising`,
    "",
  ].join("\n");
  return foldForNarrow(about, view);
}

function tableLine(row: Row, columns: readonly string[], view: View): string {
  const cells = tableColumns
    .filter(({ name }) => columns.includes(name))
    .map(({ name, width, shown }) => {
      const value = row[name];
      return (typeof value === "number" ? shown(value) : "-").padStart(width);
    });
  const text = (value: Row[string] | undefined, width: number) =>
    fitWidth(
      escapeForTerminal(String(value ?? "").replaceAll(/\s+/g, " "), view.ascii),
      width,
      view.ascii ? "~" : "…",
    );
  const name = text(row["id"] ?? `${row["file"]}:${row["line"] ?? row["number"]}`, nameWidth);
  const cellsOfRow = [padEndTo(name, nameWidth), ...cells, text(row["reason"] ?? row["odd"], oddWidth)];
  return foldForNarrow(`${cellsOfRow.join("  ").trimEnd()}\n`, view);
}

const asCell = (value: Row[string] | undefined) =>
  typeof value === "boolean" ? String(value) : (value ?? null);
const asFilterValue = (value: Row[string] | undefined) => {
  const cell = asCell(value);
  return cell instanceof NumberText ? Number(String(cell)) : cell;
};
