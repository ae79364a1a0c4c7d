import { type FileMetaData, parquetMetadata, type SchemaElement } from "hyparquet";
import { InputError, messageOf } from "../../core/errors.ts";
import { Allowance } from "../allowance.ts";
import type { ByteSource } from "../byte-source.ts";
import { columnAt } from "./field-of.ts";
import { readStruct } from "./parquet-claims.ts";
import { pageUnpacker } from "./parquet-codecs.ts";
import { type Chunk, type ParquetValue, readChunk, type ValueColumn } from "./parquet-pages.ts";
import { collectRecords, type RecordSet } from "./record-set.ts";

/** Values of a column as text. */
export interface ParquetColumn extends RecordSet {
  /** whether they are numbers, with all their digits */
  readonly isNumeric: boolean;
}

/**
 * The bytes of a column of an Apache Parquet file, row group by row group. After damage the rest of a row group counts as bad;
 * the other groups are read.
 *
 * @param column undefined: the only one that holds text
 * @param numbers whether it may hold numbers
 * @throws InputError when the file or the column cannot be read, RangeError when the documents do not fit in memory
 */
export async function readColumn(
  source: ByteSource,
  column: string | undefined,
  allowance: Allowance = new Allowance(source.size),
  numbers = false,
): Promise<ParquetColumn> {
  try {
    const metadata = readFooter(source, allowance);
    const chosen = chooseColumn(metadata, column, numbers);
    const unpack = pageUnpacker(source.size, allowance);
    const records = collectRecords(allowance);
    const { textOf } = chosen;
    let row = 0;
    for (const group of metadata.row_groups) {
      const end = row + Number(group.num_rows);
      // Without rows none can be lost.
      if (row === end) continue;
      try {
        const chunk = chunkOf(group, chosen, source.size);
        await readChunk(source, chunk, chosen, unpack, allowance, (value) => {
          if (value !== null)
            records.keep(
              textOf === undefined ? (value as Uint8Array) : Buffer.from(textOf(value)),
              null,
              null,
            );
          else records.reject(`row ${row} has no text in "${chosen.name}"`, null, null);
          row++;
        });
      } catch (error) {
        if (error instanceof InputError || isTooMany(error)) throw error;
        const offset = group.columns[0]?.meta_data?.data_page_offset;
        records.reject(
          `rows ${row} to ${end - 1} cannot be read: ${messageOf(error)}`,
          offset === undefined ? null : Number(offset),
          null,
          end - row,
        );
      }
      row = end;
    }
    return { ...records.finish(), isNumeric: textOf !== undefined };
  } catch (error) {
    if (error instanceof InputError || isTooMany(error)) throw error;
    throw new InputError(`cannot be read as Parquet: ${messageOf(error)}`);
  }
}

function isTooMany(error: unknown): boolean {
  return error instanceof RangeError && /bytes of documents/.test(error.message);
}

/** Rows that a file may claim, beyond one per byte: a column of one value needs no byte a row. */
const freeRows = 1_048_576;
const rowsPerByte = 64;
/** Approximate bytes of a parsed footer per byte. */
const memoryPerFooterByte = 16;

/** Parses the footer of a file. @throws Error in words when it is invalid, or claims more rows than its bytes can hold */
function readFooter(source: ByteSource, allowance: Allowance): FileMetaData {
  const tail = source.size - 8;
  const ending = Buffer.from(source.read(Math.max(0, tail), 8));
  if (tail < 4 || ending.toString("latin1", 4) !== "PAR1") {
    throw new Error("it does not end like a Parquet file");
  }
  const length = ending.readUInt32LE();
  if (length > tail) throw new Error(`a footer of ${length} bytes in a file of ${source.size}`);
  allowance.requireMemory(length * memoryPerFooterByte);
  const footer = source.read(tail - length, length + 8);
  readStruct(footer, tail - length, tail, tail - length);
  const metadata = readMetadata(footer);
  let rows = 0;
  for (const { num_rows } of metadata.row_groups) rows += countOf(num_rows);
  if (rows > freeRows + rowsPerByte * source.size) {
    throw new Error(`${rows} rows are claimed in ${source.size} bytes`);
  }
  return metadata;
}

/** A value of the wrong type is detected where it is used. */
function readMetadata(footer: Uint8Array): FileMetaData {
  try {
    return parquetMetadata(footer, { geoparquet: false });
  } catch (error) {
    throw error instanceof TypeError ? new Error("its footer is incomplete") : error;
  }
}

/**
 * The requested column, or the only one of text.
 *
 * @throws InputError when there is none, or its values are not bytes
 */
function chooseColumn(
  { schema }: FileMetaData,
  requested: string | undefined,
  numbers: boolean,
): ValueColumn {
  const columns = topLevel(schema);
  const names = columns.map(({ name }) => name);
  if (requested !== undefined) return valueColumn(columns[columnAt(names, requested)]!, numbers);
  const texts = columns.filter((column) => column.type === "BYTE_ARRAY" && isText(column));
  if (texts.length === 1) return valueColumn(texts[0]!, false);
  throw new InputError(
    `holds ${texts.length} columns of text: choose one with --field; there are ${names.join(", ")}`,
  );
}

function isText({ converted_type, logical_type }: SchemaElement): boolean {
  return converted_type === "UTF8" || logical_type?.type === "STRING";
}

/** The children of the root; in the list each element is followed by its descendants. */
function topLevel(schema: readonly SchemaElement[]): SchemaElement[] {
  const children: SchemaElement[] = [];
  let at = 1;
  for (let left = schema[0]?.num_children ?? 0; left > 0; left--) {
    const child = schema[at];
    for (let open = 1; open > 0; open--) {
      const element = schema[at++];
      if (typeof element?.name !== "string") throw new Error("its schema claims columns that do not exist");
      open += element.num_children ?? 0;
    }
    children.push(child!);
  }
  return children;
}

/** Logical types whose bytes are read as text. */
const textKinds: readonly string[] = ["UTF8", "STRING", "ENUM", "JSON", "BSON"];

function valueColumn(element: SchemaElement, numbers: boolean): ValueColumn {
  const { name, type, type_length, repetition_type, num_children } = element;
  const kind = element.logical_type?.type ?? element.converted_type;
  const refused = (what: string) => new InputError(`column "${name}" holds ${what}, not text`);
  if ((num_children ?? 0) > 0) throw refused("columns of its own");
  if (repetition_type === "REPEATED") throw refused("lists");
  const isBytes = type === "BYTE_ARRAY" || type === "FIXED_LEN_BYTE_ARRAY";
  const textOf = numbers ? numberText(element) : undefined;
  if (kind !== undefined && textOf === undefined && !textKinds.includes(kind)) throw refused(kind);
  if (!isBytes && textOf === undefined) throw refused(type ?? "nothing known");
  if (type === "FIXED_LEN_BYTE_ARRAY" && !(Number(type_length) > 0)) throw refused("values without a length");
  return { name, element, ...(textOf === undefined ? {} : { textOf }) };
}

const integerKinds = /^(INTEGER|U?INT_(8|16|32|64))$/;

/** Formats a number with all its digits; undefined: the column has no numbers. */
function numberText(element: SchemaElement): ((value: ParquetValue) => string) | undefined {
  const { type, logical_type, converted_type } = element;
  const kind = logical_type?.type ?? converted_type;
  if (kind === undefined && (type === "FLOAT" || type === "DOUBLE")) return String;
  const isWhole = type === "INT32" || type === "INT64";
  if (kind === "DECIMAL") {
    const scale = (logical_type?.type === "DECIMAL" ? logical_type.scale : element.scale) ?? 0;
    if (scale > mostDigits) return undefined;
    return (value) => withPoint(integer(value), scale);
  }
  if (!isWhole || !(kind === undefined || integerKinds.test(kind))) return undefined;
  const signed = logical_type?.type === "INTEGER" ? logical_type.isSigned : !/^U/.test(kind ?? "");
  return (value) =>
    String(signed ? value : BigInt.asUintN(type === "INT32" ? 32 : 64, BigInt(value as number)));
}

/** Most bytes and decimals of a number: formatting is quadratic. */
const mostDigits = 1000;

/** A whole number, also from big-endian bytes. */
function integer(value: ParquetValue): bigint {
  if (!(value instanceof Uint8Array)) return BigInt(value);
  if (value.length > mostDigits) throw new Error(`a number of ${value.length} bytes`);
  if (value.length === 0) return 0n;
  return BigInt.asIntN(8 * value.length, BigInt(`0x${Buffer.from(value).toString("hex")}`));
}

function withPoint(unscaled: bigint, scale: number): string {
  if (!(scale > 0)) return String(unscaled);
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
  return `${unscaled < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The pages of a column. @throws Error in words when they are not in the file */
function chunkOf(
  group: FileMetaData["row_groups"][number],
  { name, element: { type } }: ValueColumn,
  size: number,
): Chunk {
  const columns = group.columns.filter(({ meta_data }) => meta_data?.path_in_schema.join("\0") === name);
  const [column] = columns;
  const meta = column?.meta_data;
  if (meta === undefined) throw new Error("the column does not exist");
  if (column?.file_path !== undefined) throw new Error("the column is in another file");
  if (meta.type !== type) throw new Error(`it holds ${meta.type}`);
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
