import { brotliDecompressSync, gunzipSync } from "node:zlib";
import {
  type AsyncBuffer,
  type Compressors,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from "hyparquet";
import { InputError, messageOf } from "../../core/errors.ts";
import { openZstdWasm } from "../../estimators/compression/zstd-wasm.ts";
import { collectRecords, mostDocumentBytes, type RecordSet } from "./record-set.ts";

/**
 * The text of a column of an Apache Parquet file, row group by row group: one that is damaged is counted as bad and
 * the others go on.
 *
 * @param column undefined: the only one that holds text
 * @throws InputError when the file or the column cannot be read, RangeError when the documents are more than fit in memory
 */
export async function readColumn(bytes: Uint8Array, column: string | undefined): Promise<RecordSet> {
  const file: AsyncBuffer = {
    byteLength: bytes.length,
    slice: (start, end = bytes.length) => Uint8Array.from(bytes.subarray(start, end)).buffer,
  };
  const compressors = await compressorsOf();
  try {
    const metadata = await parquetMetadataAsync(file);
    const name = columnOf(metadata, column);
    const records = collectRecords();
    let row = 0;
    for (const group of metadata.row_groups) {
      const end = row + Number(group.num_rows);
      try {
        const rows = await parquetReadObjects({
          file,
          metadata,
          columns: [name],
          rowStart: row,
          rowEnd: end,
          compressors,
        });
        for (const [i, record] of rows.entries()) {
          const value: unknown = record[name];
          if (typeof value === "string") records.keep(Buffer.from(value));
          else if (value instanceof Uint8Array) records.keep(value);
          else records.spoil(`row ${row + i} has no text in "${name}"`, null, null);
        }
      } catch (error) {
        if (error instanceof RangeError && /bytes of documents/.test(error.message)) throw error;
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
    if (
      error instanceof InputError ||
      (error instanceof RangeError && /bytes of documents/.test(error.message))
    ) {
      throw error;
    }
    throw new InputError(`cannot be read as Parquet: ${messageOf(error)}`);
  }
}

/** The column that is asked for, or the only one of text. */
function columnOf(
  metadata: Awaited<ReturnType<typeof parquetMetadataAsync>>,
  column: string | undefined,
): string {
  const columns = parquetSchema(metadata).children.map(({ element }) => element);
  const names = columns.map(({ name }) => name);
  if (column !== undefined) {
    if (names.includes(column)) return column;
    throw new InputError(`no column "${column}"; there are ${names.join(", ")}`);
  }
  const texts = columns.filter(
    ({ converted_type, logical_type }) => converted_type === "UTF8" || logical_type?.type === "STRING",
  );
  if (texts.length === 1) return texts[0]!.name;
  throw new InputError(
    `holds ${texts.length} columns of text: choose one with --field; there are ${names.join(", ")}`,
  );
}

/** Snappy is the package's own. A page that claims more than a whole file may hold is not unpacked. */
async function compressorsOf(): Promise<Compressors> {
  const zstd = await openZstdWasm();
  const exactly =
    (unpack: (bytes: Uint8Array, length: number) => Uint8Array) => (bytes: Uint8Array, length: number) => {
      if (length > mostDocumentBytes) throw new Error(`a page claims ${length} bytes`);
      const unpacked = unpack(bytes, length);
      if (unpacked.length !== length) throw new Error(`a page of ${unpacked.length} bytes, not ${length}`);
      return unpacked;
    };
  return {
    GZIP: exactly((bytes, length) => gunzipSync(bytes, { maxOutputLength: Math.max(1, length) })),
    BROTLI: exactly((bytes, length) => brotliDecompressSync(bytes, { maxOutputLength: Math.max(1, length) })),
    ...(zstd.present
      ? {
          ZSTD: exactly((bytes, length) =>
            zstd.exports.decompress(Buffer.from(bytes), { defaultHeapSize: Math.max(1, length) }),
          ),
        }
      : {}),
  };
}
