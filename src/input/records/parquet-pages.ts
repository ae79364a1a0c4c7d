import { crc32 } from "node:zlib";
import { type DecodedArray, type FileMetaData, parquetRead, type SchemaElement } from "hyparquet";
import type { Allowance } from "../allowance.ts";
import type { ByteSource } from "../byte-source.ts";
import { checkDifferences, checkPrefixes, checkRuns, type Fields, readStruct } from "./parquet-claims.ts";
import type { Unpack } from "./parquet-codecs.ts";
import { mostDocumentBytes } from "./record-set.ts";

/** A top-level column with one value, or none, per row. */
export interface ValueColumn {
  readonly name: string;
  readonly element: SchemaElement;
  /** formats a numeric value; absent: the values are text */
  readonly textOf?: (value: ParquetValue) => string;
}

/** A value as it is stored: its logical type does not matter. */
export type ParquetValue = Uint8Array | number | bigint;

/** The pages of a column in a row group. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly codec: string;
  readonly rows: number;
}

/** Pages up to the first damage. */
interface CheckedPages {
  readonly rows: number;
  /** what the library asks to be decompressed, in order */
  readonly bodies: readonly Uint8Array[];
  readonly fault: unknown;
}

const [dataPage, indexPage, dictionaryPage, dataPageV2] = [0, 1, 2, 3];
/** Approximate bytes of a decoded value beside its own. */
const bytesPerValue = 64;
/** Bytes of the types with a length of their own. */
const widths: Readonly<Record<string, number>> = { INT32: 4, FLOAT: 4, INT64: 8, DOUBLE: 8 };

/**
 * Reads the values of a column, and keeps each in order; null where a row has none. Checks the claims of all pages, and their
 * checksums if they have one, before decoding.
 *
 * @throws Error in words at the first damage; values of the pages before remain
 */
export async function readChunk(
  source: ByteSource,
  chunk: Chunk,
  { element }: ValueColumn,
  unpack: Unpack,
  allowance: Allowance,
  keep: (value: ParquetValue | null) => void,
): Promise<void> {
  const requireMemory = (unpacked: number) =>
    allowance.requireMemory(chunk.end - chunk.start + chunk.rows * bytesPerValue + unpacked);
  requireMemory(0);
  const bytes = source.read(chunk.start, chunk.end - chunk.start);
  const { rows, bodies, fault } = await checkPages(bytes, chunk, element, unpack, requireMemory);
  if (rows > 0) {
    const waiting = bodies.values();
    const pages = exact(bytes).buffer as ArrayBuffer;
    const chunks: DecodedArray[] = [];
    const reading = parquetRead({
      file: {
        byteLength: pages.byteLength,
        slice: (from, to) =>
          from === 0 && (to ?? pages.byteLength) >= pages.byteLength ? pages : pages.slice(from, to),
      },
      metadata: metadataOf(element, rows, pages.byteLength),
      utf8: false,
      compressors: { [unpacked]: () => waiting.next().value! },
      // An error in here would be lost.
      onChunk: ({ columnData }) => chunks.push(columnData),
    });
    await reading.catch((error: unknown) => {
      // What is left to find is a length that leads out of a page.
      const isOutside = error instanceof RangeError || error instanceof TypeError;
      throw isOutside ? new Error("its values do not fit into its pages") : error;
    });
    for (const values of chunks)
      for (const value of values) {
        if (value === undefined) throw new Error("a value that its dictionary does not have");
        keep(value);
      }
  }
  if (fault !== undefined) throw fault;
}

/** A codec that the library leaves to us: pages are already decompressed when it reads them. */
const unpacked = "LZO" as const;

/** A file of these pages alone, without logical types: values are wanted as they are stored. */
function metadataOf(element: SchemaElement, rows: number, length: number): FileMetaData {
  const { name, type, type_length, repetition_type } = element;
  const stored = { name, type: type!, type_length: type_length!, repetition_type: repetition_type! };
  const column = {
    ...{ type: type!, path_in_schema: [name], codec: unpacked, num_values: BigInt(rows) },
    ...{ total_uncompressed_size: 0n, total_compressed_size: BigInt(length), data_page_offset: 0n },
  };
  return {
    ...{ version: 1, schema: [{ name: "root", num_children: 1 }, stored], num_rows: BigInt(rows) },
    row_groups: [
      {
        columns: [{ file_offset: 0n, meta_data: { ...column, encodings: [] } }],
        total_byte_size: 0n,
        num_rows: BigInt(rows),
      },
    ],
    metadata_length: 0,
  };
}

async function checkPages(
  bytes: Uint8Array,
  { start, end, codec, rows }: Chunk,
  element: SchemaElement,
  unpack: Unpack,
  requireMemory: (unpacked: number) => void,
): Promise<CheckedPages> {
  const bodies: Uint8Array[] = [];
  let left = rows;
  let held = 0;
  try {
    for (let at = start; left > 0; ) {
      if (at >= end) throw new Error(`its pages end ${left} rows early`);
      const [header, from] = readStruct(bytes, at, end, start);
      const size = countIn(header, 3);
      if (size > end - from) throw new Error(`a page of ${size} bytes at byte ${at}`);
      const body = bytes.subarray(from - start, from - start + size);
      const crc = header[4];
      if (typeof crc === "number" && crc32(body) !== crc >>> 0)
        throw new Error(`the page at byte ${at} fails its checksum`);
      at = from + size;
      const [page, found] = await pageOf(header, body, left, element, (packed, length) =>
        unpack(codec, packed, length),
      );
      held += page?.length ?? 0;
      requireMemory(held);
      if (page !== null) bodies.push(exact(page));
      left -= found;
    }
  } catch (fault) {
    return { rows: rows - left, bodies, fault };
  }
  return { rows, bodies, fault: undefined };
}

/** @returns what the library asks to be decompressed, or null, and the number of rows */
async function pageOf(
  header: Fields,
  body: Uint8Array,
  left: number,
  element: SchemaElement,
  unpack: (packed: Uint8Array, length: number) => Promise<Uint8Array>,
): Promise<readonly [page: Uint8Array | null, rows: number]> {
  const length = countIn(header, 2);
  const isOptional = element.repetition_type === "OPTIONAL";
  switch (header[1]) {
    case dictionaryPage: {
      const page = await unpack(body, length);
      requireRoom(page, 0, countIn(structIn(header, 7), 1), element);
      return [page, 0];
    }
    case dataPage: {
      const about = structIn(header, 5);
      const rows = rowsIn(about, left);
      const page = await unpack(body, length);
      let at = 0;
      let values = rows;
      if (isOptional) {
        const size = page.length < 4 ? 0 : new DataView(page.buffer, page.byteOffset).getUint32(0, true);
        at = 4 + size;
        if (at > page.length) throw new Error(`levels of ${size} bytes in a page of ${page.length}`);
        values = checkRuns(page, 4, at, 1, rows);
      }
      checkValues(page, at, countIn(about, 2), values, element);
      return [page, rows];
    }
    case dataPageV2: {
      const about = structIn(header, 8);
      const rows = rowsIn(about, left);
      const before = countIn(about, 6);
      const at = before + countIn(about, 5);
      if (at > body.length || at > length) throw new Error(`levels of ${at} bytes in a page of ${length}`);
      const values = isOptional ? checkRuns(body, before, at, 1, rows) : rows;
      const gaps = countIn(about, 2);
      if (gaps !== rows - values) throw new Error(`${gaps} gaps are claimed, but ${rows - values} exist`);
      const isPacked = about[7] !== 0 && length > at;
      const page = isPacked ? await unpack(body.subarray(at), length - at) : body.subarray(at);
      checkValues(page, 0, countIn(about, 4), values, element);
      return [isPacked ? page : null, rows];
    }
  }
  throw new Error(
    header[1] === indexPage ? "pages of an index are not supported" : "a page without its header",
  );
}

/** Encodings by the numbers of the format. */
const encodings = { plain: 0, dictionary: [2, 8], numbers: 5, lengths: 6, prefixes: 7, split: 9 };

/** @param at where the values begin */
function checkValues(
  page: Uint8Array,
  at: number,
  encoding: number,
  count: number,
  element: SchemaElement,
): void {
  if (count === 0) return;
  if (encoding === encodings.plain || encoding === encodings.split) requireRoom(page, at, count, element);
  else if (encodings.dictionary.includes(encoding)) {
    const width = page[at] ?? 0;
    if (width > 30) throw new Error(`places of ${width} bits in a dictionary`);
    if (width > 0) checkRuns(page, at + 1, page.length, width, count);
  } else if (encoding === encodings.numbers || encoding === encodings.lengths)
    checkDifferences(page, at, count);
  else if (encoding === encodings.prefixes) checkPrefixes(page, at, count, mostDocumentBytes);
}

function requireRoom(
  page: Uint8Array,
  at: number,
  count: number,
  { type, type_length }: SchemaElement,
): void {
  const width = type === "FIXED_LEN_BYTE_ARRAY" ? type_length! : (widths[type!] ?? 4);
  if (count * width > page.length - at) throw new Error(`${count} values in ${page.length - at} bytes`);
}

function rowsIn(about: Fields, left: number): number {
  const rows = countIn(about, 1);
  if (rows > left) throw new Error(`a page of ${rows} rows, but ${left} are left`);
  return rows;
}

function structIn(header: Fields, field: number): Fields {
  const found = header[field];
  if (typeof found === "object") return found;
  throw new Error("a page without its header");
}

function countIn(fields: Fields, field: number): number {
  const claimed = fields[field];
  if (typeof claimed === "number" && claimed >= 0) return claimed;
  throw new Error(`a page that claims a length of ${typeof claimed === "object" ? "a struct" : claimed}`);
}

/** The library reads the buffer that contains the bytes, beyond their end. */
const exact = (page: Uint8Array) => (page.buffer.byteLength === page.length ? page : new Uint8Array(page));
