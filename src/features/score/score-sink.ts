import type { ReportCall } from "../../command/command.ts";
import { openTarget } from "../../command/write-output.ts";
import { jsonText, NumberText } from "../../core/json.ts";
import type { StreamedRecord } from "../../input/records/streamed-record.ts";
import { escapeForTerminal, escapeInJson } from "../../report/kit/format.ts";
import type { View } from "../../report/kit/renderer.ts";
import { csvText } from "../../report/kit/rows.ts";
import { fitWidth, foldForNarrow, padEndTo } from "../../report/kit/text-width.ts";
import { ResumedFile, type Target } from "./resumed-file.ts";
import type { Filter } from "./stream/filter.ts";
import { lineOf, type Row } from "./stream/score-rows.ts";

/** Approximate number of characters per write. */
const pieceLength = 262_144;

/** Header lines of tables, each to be passed through before its first row. */
export interface Heads {
  /** the next one; null: none, or already passed through */
  next: Uint8Array | null;
}

/** Takes rows in order. */
export interface Sink {
  add(row: Row, record: StreamedRecord, heads: Heads): void;
  /** writes what is buffered */
  flush(): Promise<void>;
  end(): Promise<void>;
  discard(): void;
  /** false: the reader has stopped */
  readonly isWanted: boolean;
  /** number of documents that passed the filter */
  readonly passed: number;
  /** whether the draft that this run continues already has the line of a document */
  isKnown(number: number): boolean;
}

/** Where a run writes, and whether it continues a draft. */
interface SinkOptions {
  readonly output?: string;
  readonly force?: boolean;
  readonly resume?: boolean;
}

/**
 * @param identity of the options and models of the run: a draft with another one is not continued
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
      : {
          ...{ existing: 0, isEmpty: true, isAtOnce: true, onDocument() {} },
          ...openTarget(io, output, force),
        };
  return sinkTo(target, columns, keep, filter, format, view);
}

function sinkTo(
  target: Target,
  columns: readonly string[],
  keep: readonly string[],
  filter: Filter | null,
  format: string,
  view: View,
): Sink {
  let [isWanted, passed, number, length] = [true, 0, 0, 0];
  const pieces: (string | Uint8Array)[] = [];
  const waiting: Row[] = [];
  const put = (piece: string | Uint8Array) => {
    pieces.push(piece);
    length += piece.length;
  };
  const parquet =
    format !== "parquet"
      ? null
      : import("./stream/parquet-rows.ts").then(({ parquetRows }) => parquetRows(columns, put));
  if (filter === null && format === "csv" && target.isEmpty) put(csvText([columns]));
  if (format === "table") put(tableHead(columns, view));
  const pass = (row: Row, { text, raw }: StreamedRecord, heads: Heads, filter: Filter) => {
    if (heads.next !== null) put(heads.next);
    heads.next = null;
    if (text === null || raw === null || !filter((column) => asFilterValue(row[column]))) return;
    passed++;
    put(raw);
    if (raw.at(-1) !== 10 && raw.at(-1) !== 0) put("\n");
  };
  const handOver = async () => {
    const bytes = pieces.splice(0).map((piece) => (typeof piece === "string" ? Buffer.from(piece) : piece));
    length = 0;
    if (bytes.length > 0 && isWanted) isWanted = await target.write(Buffer.concat(bytes));
  };
  const flush = async () => {
    if (parquet !== null) for (const row of waiting.splice(0)) (await parquet).add(row);
    if (length >= pieceLength || target.isAtOnce === true) await handOver();
  };
  return {
    get isWanted() {
      return isWanted;
    },
    get passed() {
      return passed;
    },
    isKnown: (place) => place < target.existing,
    add(row, record, heads) {
      if (filter !== null) return pass(row, record, heads, filter);
      target.onDocument(String(row["pathBase64"] ?? row["file"]), record);
      if (number++ < target.existing) return;
      if (parquet !== null) waiting.push(row);
      else if (format === "table") put(tableLine(row, columns, view));
      else if (format === "csv") put(csvText([columns.map((column) => asCell(row[column]))]));
      else put(`${escapeInJson(jsonText(lineOf(row, columns, keep)))}\n`);
    },
    flush,
    async end() {
      await flush();
      if (parquet !== null) (await parquet).end();
      await handOver();
      target.commit();
    },
    discard: () => target.discard(),
  };
}

/** Columns of the table; fields that were not computed are absent. */
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
    "Each line: rates of a document in bit/byte, and its most surprising text.",
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
