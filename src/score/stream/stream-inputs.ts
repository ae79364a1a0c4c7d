import { InputError } from "../../core/errors.ts";
import { Allowance } from "../../input/allowance.ts";
import { type ByteSource, memorySource } from "../../input/byte-source.ts";
import { openFileSource } from "../../input/file-source.ts";
import { openInput, unpackInput } from "../../input/open-input.ts";
import { type Reading, usualKey } from "../../input/reading.ts";
import { readParquet } from "../../input/records/parquet.ts";
import { placeOf } from "../../input/records/record-set.ts";
import {
  type StreamedRecord,
  type StreamFields,
  separatedRecords,
  streamJsonLines,
} from "../../input/records/stream-records.ts";
import { pathBytes, type TaskInput } from "../../run/task.ts";

/** How the records of inputs are read and what is wanted of them. */
export interface StreamReading {
  readonly reading: Reading;
  readonly fields: StreamFields;
  /** receives the line of names of a table */
  readonly head: (bytes: Uint8Array) => void;
  /** whether records are handed on as they stand */
  readonly raw: boolean;
}

/** Bytes that are read at once. */
const chunkBytes = 1_048_576;
/** Records that are handed over together, of those that are all there. */
const together = 256;

/**
 * Records of an input in lists of some, in their order: of a file that is neither compressed nor Parquet with lines of JSON as
 * they are read, so that it can be larger than memory; of anything else when it is unpacked and cut.
 *
 * @throws InputError when the input cannot be had
 */
export async function* streamInput(
  name: string,
  input: TaskInput,
  how: StreamReading,
): AsyncGenerator<readonly StreamedRecord[]> {
  if (input.kind !== "file" && input.kind !== "bytes") throw new InputError("is no file");
  const opened = input.kind === "file" ? openFileSource(pathBytes(input) ?? input.path) : null;
  try {
    const whole = opened ?? memorySource([(input as { bytes: Uint8Array }).bytes]);
    const { source, format } = await unpackInput(whole, name, how.reading);
    switch (format) {
      case "jsonl":
        yield* streamJsonLines(chunksOf(source), how.fields);
        return;
      case "csv":
      case "tsv":
        yield* inLists(
          separatedRecords(
            all(source),
            format === "csv" ? "," : "\t",
            how.fields,
            new Allowance(source.size, how.reading.mostMemory),
            how.head,
          ),
        );
        return;
      case "parquet":
        refuseRaw(how, "Parquet");
        yield* inLists(await parquetRecords(source, how));
        return;
      case null:
        yield [wholeFile(name, source)];
        return;
      default:
        refuseRaw(how, format);
        yield* otherRecords(name, source, { ...how.reading, decompress: false, records: format });
    }
  } finally {
    opened?.close();
  }
}

/** Lines of standard input as they come. */
export function streamLines(
  chunks: AsyncIterable<Uint8Array>,
  fields: StreamFields,
): AsyncGenerator<readonly StreamedRecord[]> {
  return streamJsonLines(chunks, fields);
}

function refuseRaw({ raw }: StreamReading, format: string): void {
  if (raw)
    throw new InputError(
      `--filter passes lines through, and ${format} has none: write scores, and select by them`,
    );
}

function* chunksOf(source: ByteSource): Generator<Uint8Array> {
  for (let at = 0; at < source.size; at += chunkBytes) yield source.read(at, chunkBytes);
}

function all(source: ByteSource): Uint8Array {
  return source.read(0, source.size);
}

function* inLists(records: readonly StreamedRecord[]): Generator<readonly StreamedRecord[]> {
  for (let i = 0; i < records.length; i += together) yield records.slice(i, i + together);
}

/** Passed through by its name, as lists of files are. */
function wholeFile(name: string, source: ByteSource): StreamedRecord {
  const raw = Buffer.from(`${name}\n`);
  return { record: 0, line: null, offset: null, text: all(source), reason: null, key: null, kept: [], raw };
}

async function* otherRecords(
  name: string,
  source: ByteSource,
  reading: Reading,
): AsyncGenerator<readonly StreamedRecord[]> {
  const { source: inner, records } = await openInput(source, name, reading);
  if (records === null) return;
  const { documentEnds } = inner;
  let some: StreamedRecord[] = [];
  for (let i = 0; i < documentEnds.length; i++) {
    const start = documentEnds[i - 1] ?? 0;
    const text = inner.read(start, documentEnds[i]! - start);
    const { record, line, offset, key } = placeOf(records.places, i);
    some.push({ record, line, offset, text, reason: null, key, kept: [], raw: null });
    if (some.length < together) continue;
    yield some;
    some = [];
  }
  const { bad } = records;
  // Which ones are bad is not told one by one by these readers.
  for (let i = 0; i < (bad?.count ?? 0); i++)
    some.push({
      record: documentEnds.length + i,
      line: i === 0 ? bad!.line : null,
      offset: i === 0 ? bad!.offset : null,
      text: null,
      reason: bad!.reason,
      key: null,
      kept: [],
      raw: null,
    });
  if (some.length > 0) yield some;
}

/** Columns of a Parquet file one after the other; that of the id need not be there. */
async function parquetRecords(
  source: ByteSource,
  { reading, fields }: StreamReading,
): Promise<StreamedRecord[]> {
  const bytes = all(source);
  const column = async (name: string | undefined) => {
    const set = await readParquet(bytes, name, new Allowance(bytes.length, reading.mostMemory));
    const values = new Map<number, Uint8Array>();
    for (let i = 0; i < set.ends.length; i++)
      values.set(placeOf(set.places, i).record, set.bytes.subarray(set.ends[i - 1] ?? 0, set.ends[i]));
    return { values, count: set.documents + (set.bad?.count ?? 0), bad: set.bad };
  };
  const named = async (name: string, needed: boolean): Promise<ReadonlyMap<number, Uint8Array>> => {
    try {
      return (await column(name)).values;
    } catch (error) {
      if (needed || !(error instanceof InputError)) throw error;
      return new Map();
    }
  };
  const text = await column(fields.field);
  const keys = await named(fields.key, fields.key !== usualKey);
  const kept: ReadonlyMap<number, Uint8Array>[] = [];
  for (const name of fields.keep) kept.push(await named(name, true));
  const asText = (value: Uint8Array | undefined) =>
    value === undefined ? null : Buffer.from(value).toString("utf8");
  return Array.from({ length: text.count }, (_, record) => {
    const own = text.values.get(record) ?? null;
    return {
      record,
      line: null,
      offset: null,
      text: own,
      reason: own === null ? (text.bad?.reason ?? "empty") : null,
      key: asText(keys.get(record)),
      kept: kept.map((values) => asText(values.get(record))),
      raw: null,
    };
  });
}
