import { InputError } from "../../../core/errors.ts";
import { NumberText } from "../../../core/json.ts";
import { Random } from "../../../core/random.ts";
import { Allowance } from "../../../input/allowance.ts";
import { type ByteSource, stretches } from "../../../input/byte-source.ts";
import { unpackInput } from "../../../input/open-input.ts";
import { lineOfPath } from "../../../input/raw-path.ts";
import { defaultKey, type Reading } from "../../../input/reading.ts";
import { missing, noField, noText } from "../../../input/records/field-of.ts";
import { arrayRecords } from "../../../input/records/json-array.ts";
import { readParquet } from "../../../input/records/parquet.ts";
import { everyRecord } from "../../../input/records/record-set.ts";
import { separatedRecords } from "../../../input/records/separated-values.ts";
import { streamJsonLines } from "../../../input/records/stream-records.ts";
import {
  type KeptValue,
  keyOf,
  recordsWithNames,
  type StreamedRecord,
  type StreamFields,
  unreadableRecord,
} from "../../../input/records/streamed-record.ts";
import { readTar } from "../../../input/records/tar.ts";
import { readWarc } from "../../../input/records/warc.ts";
import { planBlocks } from "../../../input/sample-plan.ts";
import { openInputSource } from "../../../run/input-source.ts";
import { pathBytes, type TaskInput } from "../../../run/task.ts";

/** How to read the records of inputs. */
export interface StreamReading {
  readonly reading: Reading;
  readonly fields: StreamFields;
  /** receives the header line of a table */
  readonly head: (bytes: Uint8Array) => void;
  /** chooses the sample of a large document */
  readonly seed: number;
  /** whether records are passed on unchanged */
  readonly raw: boolean;
  /** whether names passed on end in NUL and are unescaped; else each is a line */
  readonly nul: boolean;
  /** bytes of memory for documents while they are read and scored; undefined: by the size of the input */
  readonly memory: number | undefined;
}

/** Most scored bytes of a document that is not a record, and memory for each of them. */
const mostOfDocument = 67_108_864;
const memoryPerByte = 8;
/** Records per batch where all are already in memory. */
const together = 256;

/**
 * Records of an input in batches, in order. Uncompressed files of JSON lines are streamed, so they can be larger than memory;
 * anything else is first decompressed and cut.
 *
 * @throws InputError when the input cannot be read
 */
export async function* streamInput(
  name: string,
  input: TaskInput,
  how: StreamReading,
): AsyncGenerator<readonly StreamedRecord[]> {
  if (input.kind !== "file" && input.kind !== "bytes") throw new InputError("is not a file");
  const whole = openInputSource(input);
  try {
    const { memory } = how;
    const reading = memory === undefined ? how.reading : { ...how.reading, mostMemory: memory };
    const { source, format } = await unpackInput(whole, name, reading);
    const allowance = new Allowance(source.size, memory);
    switch (format) {
      case "jsonl":
        yield* streamLines(stretches(source), how.fields, memory);
        return;
      case "csv":
      case "tsv":
        yield* inLists(
          separatedRecords(
            all(source, allowance),
            format === "csv" ? "," : "\t",
            how.fields,
            allowance,
            how.head,
          ),
        );
        return;
      case "json":
        refuseRaw(how, "JSON");
        if (how.fields.field === undefined)
          throw new InputError("records of json need --field, which holds their text");
        yield* withField(
          inLists(arrayRecords(all(source, allowance), how.fields, allowance)),
          how.fields.field,
        );
        return;
      case "parquet":
        refuseRaw(how, "Parquet");
        yield* inLists(await parquetRecords(source, how.fields, allowance));
        return;
      case null:
        yield [documentRecord((input.kind === "file" && pathBytes(input)) || Buffer.from(name), source, how)];
        return;
      case "tar":
      case "warc":
        refuseRaw(how, format);
        if (how.fields.keep.length > 0) throw new InputError(`records of ${format} have no fields to keep`);
        yield* inLists(
          everyRecord(
            format === "tar" ? readTar(source, allowance) : readWarc(all(source, allowance), allowance),
          ),
        );
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(`${error.message} do not fit in memory: split the input into smaller files`);
  } finally {
    whole.close();
  }
}

/** Streams lines of JSON. @param memory as in `StreamReading` @throws NoField when the first ones lack the field */
export function streamLines(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  fields: StreamFields,
  memory: number | undefined,
): AsyncGenerator<readonly StreamedRecord[]> {
  const longest = Math.min(mostOfDocument, memory === undefined ? mostOfDocument : memory / memoryPerByte);
  return withField(streamJsonLines(chunks, fields, Math.floor(longest)), fields.field);
}

type Lists = Iterable<readonly StreamedRecord[]> | AsyncIterable<readonly StreamedRecord[]>;

/** Most records that are held back until one of them has a text. */
const mostHeld = 1000;

/** @throws NoField when the first records, or all, have no text in the field */
async function* withField(
  lists: Lists,
  field: string | undefined,
): AsyncGenerator<readonly StreamedRecord[]> {
  let held: StreamedRecord[] | null = field === undefined ? null : [];
  let lacking = 0;
  let reason: string | null = null;
  const names = new Set<string>();
  for await (const list of lists) {
    if (held === null) {
      yield list;
      continue;
    }
    let isThere = false;
    for (const record of list) {
      held.push(record);
      for (const name of record.names ?? []) names.add(name);
      if (record.text !== null) isThere = true;
      else if (record.reason === missing(field!) || record.reason === noText(field!)) {
        lacking++;
        reason ??= record.reason;
      }
    }
    if (!isThere && lacking >= recordsWithNames) break;
    if (!isThere && held.length < mostHeld) continue;
    yield held;
    held = null;
  }
  if (held === null) return;
  if (reason !== null) throw noField(reason, field!, names);
  yield held;
}

function refuseRaw({ raw }: StreamReading, format: string): void {
  if (raw)
    throw new InputError(
      `--filter prints lines unchanged, but ${format} has no lines: write scores, and select by them`,
    );
}

function all(source: ByteSource, allowance: Allowance): Uint8Array {
  allowance.requireMemory(source.size);
  return source.read(0, source.size);
}

/** Batches of records; those before a fault come before it. */
function* inLists(records: Iterable<StreamedRecord>): Generator<readonly StreamedRecord[]> {
  let some: StreamedRecord[] = [];
  try {
    for (const record of records) {
      if (some.push(record) < together) continue;
      yield some;
      some = [];
    }
  } catch (error) {
    if (some.length > 0) yield some;
    throw error;
  }
  if (some.length > 0) yield some;
}

/** A whole file, or a sample of a large one. Passed on by its name, as in lists of files. */
function documentRecord(
  path: Uint8Array,
  source: ByteSource,
  { nul, seed, memory = Number.POSITIVE_INFINITY }: StreamReading,
): StreamedRecord {
  const raw = nul ? Buffer.concat([path, Buffer.from([0])]) : Buffer.from(`${lineOfPath(path)}\n`);
  const most = Math.min(mostOfDocument, Math.floor(memory / memoryPerByte));
  const blocks = planBlocks(source.size, most, Random.fromSeed(seed));
  // Block by block, so that none is held beside the whole.
  const text = new Uint8Array(blocks.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const { offset, length } of blocks) {
    const bytes = source.read(offset, length);
    text.set(bytes, end);
    end += bytes.length;
  }
  const whole = source.size > most ? { size: source.size } : {};
  return {
    record: 0,
    line: null,
    offset: null,
    text: text.subarray(0, end),
    ...whole,
    reason: null,
    key: null,
    kept: [],
    raw,
  };
}

/** Columns of a Parquet file one after the other; the id is optional. */
async function parquetRecords(
  source: ByteSource,
  { field, key, keep }: StreamFields,
  allowance: Allowance,
): Promise<StreamedRecord[]> {
  const columnOf = async (name: string): Promise<ValueColumn> => {
    const column = await readParquet(source, name, allowance, true);
    const records = [...everyRecord(column)];
    return {
      at(record) {
        const { text } = records[record]!;
        if (text === null) return null;
        const value = Buffer.from(text).toString("utf8");
        // JSON has no number for NaN.
        return column.isNumeric && /\d$/.test(value) ? new NumberText(value) : value;
      },
      // A row without a value is readable.
      faultAt: (record) => records[record]!.reason?.match(/^rows .*/)?.[0] ?? null,
    };
  };
  const texts = await readParquet(source, field, allowance);
  const keys = await columnOf(key).catch((error: unknown) => {
    if (key !== defaultKey || !(error instanceof InputError)) throw error;
    return { at: () => null, faultAt: () => null };
  });
  const kept: ValueColumn[] = [];
  for (const name of keep) kept.push(await columnOf(name));
  return Array.from(everyRecord(texts), (own, record) => {
    const fault = [keys, ...kept].map((column) => column.faultAt(record)).find((one) => one !== null);
    if (fault !== undefined) return unreadableRecord(own, fault ?? "cannot be read", null);
    return { ...own, key: keyOf(keys.at(record)), kept: kept.map((column) => column.at(record)) };
  });
}

/** Values of a column by the numbers of their records. */
interface ValueColumn {
  at(record: number): KeptValue;
  /** why it cannot be read */
  faultAt(record: number): string | null;
}
