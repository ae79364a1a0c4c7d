import { crc32 } from "node:zlib";
import type { PageHeader, ParquetType } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { deltaBinaryUnpack, deltaLengthByteArray } from "hyparquet/src/delta.js";
import { readRleBitPackedHybrid } from "hyparquet/src/encoding.js";
import { readPlain } from "hyparquet/src/plain.js";
import { checkDifferences, checkRuns, checkStruct } from "./parquet-claims.ts";
import type { Unpack } from "./parquet-codecs.ts";
import { mostDocumentBytes } from "./record-set.ts";

/** A top-level column with one byte string, or none, per row. */
export interface BytesColumn {
  readonly name: string;
  readonly type: ParquetType;
  /** whether rows may have no value */
  readonly optional: boolean;
  /** bytes of each value; undefined: each value has its own length */
  readonly valueLength: number | undefined;
  /** formats a numeric value; absent: the values are text */
  readonly textOf?: (bytes: Uint8Array) => string;
}

/** The pages of a column in a row group. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly codec: string;
  readonly rows: number;
}

type Values = readonly Uint8Array[];
const none: Values = [];

/**
 * Reads the values of a column, page by page, and keeps each in order; undefined where a row has none. Checks the claims of a
 * page, and its checksum if it has one, before decoding.
 *
 * @throws Error in words at the first damage; values kept before remain
 */
export async function readChunk(
  bytes: Uint8Array,
  { start, end, codec, rows }: Chunk,
  column: BytesColumn,
  unpack: Unpack,
  keep: (value: Uint8Array | undefined) => void,
): Promise<void> {
  let dictionary = none;
  let at = start;
  for (let left = rows; left > 0; ) {
    if (at >= end) throw new Error(`its pages end ${left} rows early`);
    const bodyStart = checkStruct(bytes, at, end);
    const header = parquetHeader({ view: viewOf(bytes), offset: at });
    const size = lengthOf(header.compressed_page_size);
    if (size > end - bodyStart) throw new Error(`a page of ${size} bytes at byte ${at}`);
    const body = bytes.subarray(bodyStart, bodyStart + size);
    if (header.crc !== undefined && crc32(body) !== header.crc >>> 0) {
      throw new Error(`the page at byte ${at} fails its checksum`);
    }
    at = bodyStart + size;
    if (header.type === "DICTIONARY_PAGE") {
      const count = lengthOf(header.dictionary_page_header?.num_values);
      const unpacked = await unpack(codec, body, lengthOf(header.uncompressed_page_size));
      dictionary = plainValues(unpacked, 0, count, column);
    } else if (header.type !== "INDEX_PAGE") {
      const page = await openPage(header, body, codec, unpack);
      if (page.rows > left) throw new Error(`a page of ${page.rows} rows, but ${left} are left`);
      left -= page.rows;
      keepRows(page, column, dictionary, keep);
    }
  }
}

/** A page of data, with levels that mark the rows that have a value. */
interface Page {
  readonly rows: number;
  readonly encoding: string;
  /** null: the levels start with their length, which gives the start of the values */
  readonly levels: Uint8Array | null;
  readonly values: Uint8Array;
}

async function openPage(header: PageHeader, body: Uint8Array, codec: string, unpack: Unpack): Promise<Page> {
  const length = lengthOf(header.uncompressed_page_size);
  const { data_page_header: first, data_page_header_v2: second } = header;
  if (header.type === "DATA_PAGE" && first !== undefined) {
    const { num_values: rows, encoding } = first;
    return { rows: lengthOf(rows), encoding, levels: null, values: await unpack(codec, body, length) };
  }
  if (header.type !== "DATA_PAGE_V2" || second === undefined) throw new Error(`a page without its header`);
  const before = lengthOf(second.repetition_levels_byte_length);
  const start = before + lengthOf(second.definition_levels_byte_length);
  if (start > body.length || start > length)
    throw new Error(`levels of ${start} bytes in a page of ${length}`);
  const packed = body.subarray(start);
  const values = await unpack(
    second.is_compressed === false ? "UNCOMPRESSED" : codec,
    packed,
    length - start,
  );
  const levels = body.subarray(before, start);
  return { rows: lengthOf(second.num_values), encoding: second.encoding, levels, values };
}

function keepRows(
  { rows, encoding, levels, values: bytes }: Page,
  column: BytesColumn,
  dictionary: Values,
  keep: (value: Uint8Array | undefined) => void,
): void {
  if (!column.optional) {
    for (const value of decode(encoding, bytes, 0, rows, column, dictionary)) keep(value);
    return;
  }
  let start = 0;
  let own = levels;
  if (own === null) {
    const length = bytes.length < 4 ? 0 : viewOf(bytes).getUint32(0, true);
    start = 4 + length;
    if (start > bytes.length) throw new Error(`levels of ${length} bytes in a page of ${bytes.length}`);
    own = bytes.subarray(4, start);
  }
  const present = new Uint8Array(rows);
  readRuns(own, 0, 1, present);
  let count = 0;
  for (let row = 0; row < rows; row++) count += present[row]!;
  const found = decode(encoding, bytes, start, count, column, dictionary);
  for (let row = 0, next = 0; row < rows; row++) keep(present[row] === 1 ? found[next++] : undefined);
}

/** @returns `count` values */
function decode(
  encoding: string,
  bytes: Uint8Array,
  start: number,
  count: number,
  column: BytesColumn,
  dictionary: Values,
): Values {
  if (count === 0) return none;
  switch (encoding) {
    case "PLAIN":
      return plainValues(bytes, start, count, column);
    case "PLAIN_DICTIONARY":
    case "RLE_DICTIONARY":
      return namedValues(bytes, start, count, dictionary);
    case "DELTA_LENGTH_BYTE_ARRAY": {
      checkDifferences(bytes, start, count);
      const reader = { view: viewOf(bytes), offset: start };
      const values: Uint8Array[] = [];
      deltaLengthByteArray(reader, count, values);
      return within(bytes, reader, values);
    }
    case "DELTA_BINARY_PACKED":
      return differingNumbers(bytes, start, count, column);
    case "BYTE_STREAM_SPLIT":
      if (column.valueLength !== undefined) return splitValues(bytes, start, count, column.valueLength);
      break;
    case "DELTA_BYTE_ARRAY":
      return continuedValues(bytes, start, count);
  }
  throw new Error(`values in ${encoding} are not supported`);
}

function plainValues(bytes: Uint8Array, start: number, count: number, { valueLength }: BytesColumn): Values {
  if (count * (valueLength ?? 4) > bytes.length - start) {
    throw new Error(`${count} values in ${bytes.length - start} bytes`);
  }
  const reader = { view: viewOf(bytes), offset: start };
  const type = valueLength === undefined ? "BYTE_ARRAY" : "FIXED_LEN_BYTE_ARRAY";
  return within(bytes, reader, readPlain(reader, type, count, valueLength) as Uint8Array[]);
}

/** Dictionary-encoded values. */
function namedValues(bytes: Uint8Array, start: number, count: number, dictionary: Values): Values {
  const width = bytes[start] ?? 0;
  const places = new Uint32Array(count);
  if (width > 30) throw new Error(`places of ${width} bits in a dictionary`);
  if (width > 0) readRuns(bytes, start + 1, width, places);
  return Array.from(places, (place) => {
    const value = dictionary[place];
    if (value === undefined) throw new Error(`value ${place} of a dictionary of ${dictionary.length}`);
    return value;
  });
}

/** Byte-stream-split values: all first bytes, then all second bytes. */
function splitValues(bytes: Uint8Array, start: number, count: number, width: number): Values {
  if (count * width > bytes.length - start)
    throw new Error(`${count} values in ${bytes.length - start} bytes`);
  return Array.from({ length: count }, (_, i) =>
    Uint8Array.from({ length: width }, (_, k) => bytes[start + k * count + i]!),
  );
}

/** Delta-encoded whole numbers. */
function differingNumbers(bytes: Uint8Array, start: number, count: number, { type }: BytesColumn): Values {
  if (type !== "INT32" && type !== "INT64") throw new Error(`differences of ${type}`);
  checkDifferences(bytes, start, count);
  const reader = { view: viewOf(bytes), offset: start };
  const numbers = type === "INT32" ? new Int32Array(count) : new BigInt64Array(count);
  deltaBinaryUnpack(reader, count, numbers);
  const { buffer, BYTES_PER_ELEMENT: width } = numbers;
  return within(
    bytes,
    reader,
    Array.from({ length: count }, (_, i) => new Uint8Array(buffer, width * i, width)),
  );
}

/** Values that each share a prefix with the value before. */
function continuedValues(bytes: Uint8Array, start: number, count: number): Values {
  const reader = { view: viewOf(bytes), offset: start };
  const [shared, added] = [new Int32Array(count), new Int32Array(count)];
  for (const lengths of [shared, added]) {
    checkDifferences(bytes, reader.offset, count);
    deltaBinaryUnpack(reader, count, lengths);
  }
  let at = reader.offset;
  let before: Uint8Array = bytes.subarray(0, 0);
  let total = 0;
  return Array.from(shared, (prefix, i) => {
    const length = added[i]!;
    if (prefix < 0 || length < 0 || prefix > before.length || length > bytes.length - at) {
      throw new Error(`a value of ${prefix} bytes of the one before and ${length} more`);
    }
    total += prefix + length;
    if (total > mostDocumentBytes) throw new RangeError(`more than ${mostDocumentBytes} bytes of documents`);
    const own = bytes.subarray(at, at + length);
    at += length;
    before = prefix === 0 ? own : Buffer.concat([before.subarray(0, prefix), own]);
    return before;
  });
}

function readRuns(bytes: Uint8Array, start: number, width: number, output: Uint8Array | Uint32Array): void {
  checkRuns(bytes, start, bytes.length, width, output.length);
  readRleBitPackedHybrid({ view: viewOf(bytes), offset: start }, width, output, bytes.length - start);
}

/** The library reads the buffer that contains the bytes, beyond their end. */
function within(bytes: Uint8Array, { offset }: { readonly offset: number }, values: Values): Values {
  if (offset > bytes.length) throw new Error(`values of ${offset} bytes in a page of ${bytes.length}`);
  return values;
}

function lengthOf(claimed: number | undefined): number {
  if (typeof claimed === "number" && claimed >= 0) return claimed;
  throw new Error(`a page that claims a length of ${claimed}`);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
