import { InputError, messageOf } from "../../core/errors.ts";
import { pageUnpacker } from "./parquet-codecs.ts";
import { chooseColumn, chunkOf, readFooter } from "./parquet-footer.ts";
import { readChunk } from "./parquet-pages.ts";
import { collectRecords, type RecordSet } from "./record-set.ts";

/**
 * The bytes of a column of an Apache Parquet file, row group by row group: what is damaged is counted as bad from there to
 * the end of its group, and the others go on.
 *
 * @param column undefined: the only one that holds text
 * @throws InputError when the file or the column cannot be read, RangeError when the documents are more than fit in memory
 */
export async function readColumn(bytes: Uint8Array, column: string | undefined): Promise<RecordSet> {
  try {
    const metadata = readFooter(bytes);
    const chosen = chooseColumn(metadata, column);
    const unpack = pageUnpacker(bytes.length);
    const records = collectRecords();
    let row = 0;
    for (const group of metadata.row_groups) {
      const end = row + Number(group.num_rows);
      try {
        await readChunk(bytes, chunkOf(group, chosen, bytes.length), chosen, unpack, (value) => {
          // A copy, so that the page need not be kept.
          if (value !== undefined) records.keep(Buffer.from(value));
          else records.spoil(`row ${row} has no text in "${chosen.name}"`, null, null);
          row++;
        });
      } catch (error) {
        if (isTooMany(error)) throw error;
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
