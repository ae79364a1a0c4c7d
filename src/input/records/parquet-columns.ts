import { type FileMetaData, parquetMetadata, type SchemaElement } from "hyparquet";
import { InputError, messageOf } from "../../core/errors.ts";
import { Allowance } from "../allowance.ts";
import { checkStruct } from "./parquet-claims.ts";
import { pageUnpacker } from "./parquet-codecs.ts";
import { type BytesColumn, type Chunk, readChunk } from "./parquet-pages.ts";
import { collectRecords, type RecordSet } from "./record-set.ts";

/**
 * The bytes of a column of an Apache Parquet file, row group by row group: what is damaged is counted as bad from there to
 * the end of its group, and the others go on.
 *
 * @param column undefined: the only one that holds text
 * @throws InputError when the file or the column cannot be read, RangeError when the documents are more than fit in memory
 */
export async function readColumn(
  bytes: Uint8Array,
  column: string | undefined,
  allowance: Allowance = new Allowance(bytes.length),
): Promise<RecordSet> {
  try {
    const metadata = readFooter(bytes);
    const chosen = chooseColumn(metadata, column);
    const unpack = pageUnpacker(bytes.length, allowance);
    const records = collectRecords(allowance, bytes.length);
    let row = 0;
    for (const group of metadata.row_groups) {
      const end = row + Number(group.num_rows);
      // Where there are no rows, none can be lost.
      if (row === end) continue;
      try {
        await readChunk(bytes, chunkOf(group, chosen, bytes.length), chosen, unpack, (value) => {
          if (value !== undefined) records.keep(value, null, null);
          else records.spoil(`row ${row} has no text in "${chosen.name}"`, null, null);
          row++;
        });
      } catch (error) {
        if (error instanceof InputError || isTooMany(error)) throw error;
        const offset = group.columns[0]?.meta_data?.data_page_offset;
        records.spoil(
          `rows ${row} to ${end - 1} cannot be read: ${messageOf(error)}`,
          offset === undefined ? null : Number(offset),
          null,
          end - row,
        );
      }
      row = end;
    }
    return records.finish();
  } catch (error) {
    if (error instanceof InputError || isTooMany(error)) throw error;
    throw new InputError(`cannot be read as Parquet: ${messageOf(error)}`);
  }
}

function isTooMany(error: unknown): boolean {
  return error instanceof RangeError && /bytes of documents/.test(error.message);
}

/** Rows that a file may claim beside as many for each of its bytes: a column of one value needs no byte a row. */
const freeRows = 1_048_576;
const rowsPerByte = 64;

/** What the end of a file says of it. @throws Error in words when it is none, or claims more rows than its bytes can hold */
function readFooter(bytes: Uint8Array): FileMetaData {
  const tail = bytes.length - 8;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (tail < 4 || Buffer.from(bytes.subarray(-4)).toString("latin1") !== "PAR1") {
    throw new Error("it does not end as such a file does");
  }
  const length = view.getUint32(tail, true);
  if (length > tail) throw new Error(`a footer of ${length} bytes in a file of ${bytes.length}`);
  checkStruct(bytes, tail - length, tail);
  const metadata = readMetadata(bytes.subarray(tail - length));
  let rows = 0;
  for (const { num_rows } of metadata.row_groups) rows += countOf(num_rows);
  if (rows > freeRows + rowsPerByte * bytes.length) {
    throw new Error(`${rows} rows are claimed in ${bytes.length} bytes`);
  }
  return metadata;
}

/** What is of another type than it should be is found where it is used. */
function readMetadata(footer: Uint8Array): FileMetaData {
  try {
    return parquetMetadata(footer, { geoparquet: false });
  } catch (error) {
    throw error instanceof TypeError ? new Error("its footer lacks what it must hold") : error;
  }
}

/**
 * The column that is asked for, or the only one of text.
 *
 * @throws InputError when there is none, or it holds something else than bytes
 */
function chooseColumn({ schema }: FileMetaData, asked: string | undefined): BytesColumn {
  const columns = topLevel(schema);
  const names = columns.map(({ name }) => name).join(", ");
  if (asked !== undefined) {
    const column = columns.find(({ name }) => name === asked);
    if (column === undefined) throw new InputError(`no column "${asked}"; there are ${names}`);
    return bytesColumn(column);
  }
  const texts = columns.filter((column) => column.type === "BYTE_ARRAY" && isText(column));
  if (texts.length === 1) return bytesColumn(texts[0]!);
  throw new InputError(`holds ${texts.length} columns of text: choose one with --field; there are ${names}`);
}

function isText({ converted_type, logical_type }: SchemaElement): boolean {
  return converted_type === "UTF8" || logical_type?.type === "STRING";
}

/** The children of the root, in a list of all elements each of which is followed by those within it. */
function topLevel(schema: readonly SchemaElement[]): SchemaElement[] {
  const children: SchemaElement[] = [];
  let at = 1;
  for (let left = schema[0]?.num_children ?? 0; left > 0; left--) {
    const child = schema[at];
    for (let open = 1; open > 0; open--) {
      const element = schema[at++];
      if (typeof element?.name !== "string") throw new Error("its schema claims columns that are not there");
      open += element.num_children ?? 0;
    }
    children.push(child!);
  }
  return children;
}

/** What bytes may stand for to be read as they are. */
const textKinds: readonly string[] = ["UTF8", "STRING", "ENUM", "JSON", "BSON"];

function bytesColumn(element: SchemaElement): BytesColumn {
  const { name, type, type_length, repetition_type, num_children } = element;
  const kind = element.logical_type?.type ?? element.converted_type;
  const refused = (what: string) => new InputError(`column "${name}" holds ${what}, not text`);
  if ((num_children ?? 0) > 0) throw refused("columns of its own");
  if (repetition_type === "REPEATED") throw refused("lists");
  if (kind !== undefined && !textKinds.includes(kind)) throw refused(kind);
  const optional = repetition_type === "OPTIONAL";
  if (type === "BYTE_ARRAY") return { name, optional, valueLength: undefined };
  if (type !== "FIXED_LEN_BYTE_ARRAY") throw refused(type ?? "nothing known");
  if (!(Number(type_length) > 0)) throw refused("values without a length");
  return { name, optional, valueLength: type_length };
}

/** Where the pages of a column lie. @throws Error in words when they are not in the file */
function chunkOf(
  group: FileMetaData["row_groups"][number],
  { name, valueLength }: BytesColumn,
  size: number,
): Chunk {
  const columns = group.columns.filter(({ meta_data }) => meta_data?.path_in_schema.join("\0") === name);
  const [column] = columns;
  const meta = column?.meta_data;
  if (meta === undefined) throw new Error("the column is not there");
  if (column?.file_path !== undefined) throw new Error("the column is in another file");
  if ((meta.type === "BYTE_ARRAY") !== (valueLength === undefined)) throw new Error(`it holds ${meta.type}`);
  const start = countOf(meta.dictionary_page_offset || meta.data_page_offset);
  const end = start + countOf(meta.total_compressed_size);
  if (end > size) throw new Error(`pages up to byte ${end} in a file of ${size}`);
  return { start, end, codec: meta.codec, rows: countOf(group.num_rows) };
}

function countOf(claimed: bigint | undefined): number {
  const count = Number(claimed);
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new Error(`it claims a count of ${claimed}`);
}
