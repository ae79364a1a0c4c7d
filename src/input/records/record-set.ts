import { Allowance } from "../allowance.ts";
import { roomFor } from "../byte-source.ts";
import { missing, noField, noText } from "./field-of.ts";
import { keyOf, type StreamedPlace, type StreamedRecord, unreadableRecord } from "./streamed-record.ts";

/** Records that could not be read: their number, and the place and reason of the first. */
export interface BadRecords {
  readonly count: number;
  /** from 1; null where the format has no lines */
  readonly line: number | null;
  /** bytes from the start of the records; null where the format does not give it */
  readonly offset: number | null;
  readonly reason: string;
}

/** Consecutive records that could not be read for one reason. */
interface Fault extends BadRecords {
  /** number of the first one among all records */
  readonly record: number;
}

/** The place of a document, by which it can be found again whatever is wrong with others. */
export interface RecordPlace extends StreamedPlace {
  /** the name that the record gives itself; null: none */
  readonly key: string | null;
}

/** Places of a block of documents, by columns. */
interface PlaceBlock {
  readonly records: Uint32Array;
  /** 0: none */
  readonly lines: Uint32Array;
  /** -1: none; offsets in an archive may exceed 32 bits */
  readonly offsets: Float64Array;
}

/** Places of documents: 16 bytes each, and names where there are some. */
export interface RecordPlaces {
  readonly blocks: readonly PlaceBlock[];
  /** by document */
  readonly keys: ReadonlyMap<number, string>;
}

/** Documents of an input, and its unreadable records. */
export interface RecordSet {
  /** all documents, concatenated */
  readonly bytes: Uint8Array;
  /** of the documents that are not empty, ascending */
  readonly ends: Uint32Array;
  /** of the same documents */
  readonly places: RecordPlaces;
  /** number of the empty ones among them */
  readonly documents: number;
  readonly bad: BadRecords | null;
  /** the first faults, in order */
  readonly faults: readonly Fault[];
}

/** Faults that are kept: there may be millions. */
const mostFaults = 65_536;

/** Most bytes of documents held at once. */
export const mostDocumentBytes = 1_073_741_824;

const blockShift = 12;
const blockLength = 1 << blockShift;
const bytesPerPlace = 16;

/** Bytes per document beside its own, without a name. */
export const bytesPerDocument = 12 + bytesPerPlace;
/** Bytes per name beside its letters. */
const bytesPerKey = 64;

/** The place of a document that is not empty. @param document from 0 */
export function placeOf({ blocks, keys }: RecordPlaces, document: number): RecordPlace {
  const { records, lines, offsets } = blocks[document >>> blockShift]!;
  const at = document % blockLength;
  return {
    record: records[at]!,
    line: lines[at] || null,
    offset: offsets[at]! < 0 ? null : offsets[at]!,
    key: keys.get(document) ?? null,
  };
}

/** @throws NoField when no record has a text in the field */
export function withField(set: RecordSet, field: string | undefined, names: ReadonlySet<string>): RecordSet {
  const [first] = set.faults;
  if (field === undefined || first === undefined || set.documents > 0) return set;
  const lacks = ({ reason }: Fault) => reason === missing(field) || reason === noText(field);
  if (set.faults.every(lacks)) throw noField(first.reason, field, names);
  return set;
}

/** All records in order: documents, empty ones and bad ones. */
export function* everyRecord({
  bytes,
  ends,
  places,
  documents,
  bad,
  faults,
}: RecordSet): Generator<StreamedRecord> {
  const count = documents + (bad?.count ?? 0);
  let document = 0;
  let fault = 0;
  for (let record = 0; record < count; record++) {
    const place = document < ends.length ? placeOf(places, document) : null;
    if (place?.record === record) {
      const text = bytes.subarray(ends[document - 1] ?? 0, ends[document]);
      document++;
      yield { ...place, text, reason: null, kept: [], raw: null };
      continue;
    }
    while (fault < faults.length && faults[fault]!.record + faults[fault]!.count <= record) fault++;
    const own = faults[fault];
    const nowhere = { record, line: null, offset: null };
    if (own === undefined ? faults.length === mostFaults : own.record <= record) {
      const { line, offset, reason } = own ?? { ...nowhere, reason: "cannot be read, or empty" };
      yield unreadableRecord(own?.record === record ? { record, line, offset } : nowhere, reason, null);
    } else yield { ...nowhere, text: new Uint8Array(0), reason: null, key: null, kept: [], raw: null };
  }
}

/** Collects records in order. */
export interface RecordCollector {
  /** @param key the value in the record; only a short text or a number is a name */
  keep(document: Uint8Array, offset: number | null, line: number | null, key?: unknown): void;
  /** keeps or spoils */
  take(record: StreamedRecord): void;
  /** fields of the first records that lack the requested one */
  readonly names: ReadonlySet<string>;
  reject(reason: string, offset: number | null, line: number | null, count?: number): void;
  finish(): RecordSet;
}

/**
 * Collects documents in memory with a few bytes of overhead each: a file may hold millions.
 *
 * @param held bytes that the reader itself holds
 * @throws RangeError from `keep` when the documents do not fit in memory; InputError beyond the allowance
 */
export function collectRecords(allowance: Allowance = new Allowance(0), held = 0): RecordCollector {
  /** Documents that are adjacent in their source are not copied. */
  let whole: Uint8Array | null = null;
  let own: Uint8Array = new Uint8Array(0);
  let copied = false;
  let bytes = 0;
  let ends = new Uint32Array(1024);
  let filled = 0;
  const blocks: PlaceBlock[] = [];
  const keys = new Map<number, string>();
  let keyBytes = 0;
  let documents = 0;
  const faults: Fault[] = [];
  let bad = 0;
  const requireRoom = () =>
    allowance.requireMemory(held + (copied ? bytes : 0) + bytesPerDocument * filled + keyBytes);
  const copy = (document: Uint8Array) => {
    copied = true;
    const total = bytes + document.length;
    allowance.requireMemory(held + total + bytesPerDocument * filled + keyBytes);
    if (total > own.length) {
      const larger = roomFor(total, allowance.memory);
      larger.set(own.subarray(0, bytes));
      own = larger;
    }
    own.set(document, bytes);
  };
  const add = (document: Uint8Array) => {
    if (bytes === 0 && !copied) whole = document;
    else if (whole !== null && follows(whole, document)) {
      whole = new Uint8Array(whole.buffer, whole.byteOffset, whole.length + document.length);
    } else {
      if (whole !== null) {
        const before: Uint8Array = whole;
        whole = null;
        bytes = 0;
        copy(before);
        bytes = before.length;
      }
      copy(document);
    }
    bytes += document.length;
  };
  const place = (record: number, offset: number | null, line: number | null, named: unknown) => {
    const at = filled % blockLength;
    if (at === 0) {
      blocks.push({
        records: new Uint32Array(blockLength),
        lines: new Uint32Array(blockLength),
        offsets: new Float64Array(blockLength),
      });
    }
    const { records, lines, offsets } = blocks.at(-1)!;
    records[at] = record;
    lines[at] = line ?? 0;
    offsets[at] = offset ?? -1;
    const key = keyOf(named);
    if (key === null) return;
    keys.set(filled, key);
    keyBytes += bytesPerKey + 2 * key.length;
    requireRoom();
  };
  const names = new Set<string>();
  const collector: RecordCollector = {
    names,
    take({ text, reason, offset, line, key, names: own = [] }) {
      for (const name of own) names.add(name);
      if (text === null) collector.reject(reason ?? "not text", offset, line);
      else collector.keep(text, offset, line, key);
    },
    keep(document, offset, line, key) {
      allowance.work();
      const record = documents + bad;
      documents++;
      if (document.length === 0) return;
      if (bytes + document.length > mostDocumentBytes)
        throw new RangeError(`more than ${mostDocumentBytes} bytes of documents`);
      add(document);
      if (filled === ends.length) {
        const more = new Uint32Array(2 * filled);
        more.set(ends);
        ends = more;
        requireRoom();
      }
      place(record, offset, line, key);
      ends[filled++] = bytes;
    },
    reject(reason, offset, line, count = 1) {
      allowance.work();
      if (faults.length < mostFaults) faults.push({ record: documents + bad, count, reason, offset, line });
      bad += count;
    },
    finish: ([first] = faults) => ({
      bytes: whole ?? own.subarray(0, bytes),
      ends: ends.subarray(0, filled),
      places: { blocks, keys },
      documents,
      bad:
        first === undefined
          ? null
          : { count: bad, line: first.line, offset: first.offset, reason: first.reason },
      faults,
    }),
  };
  return collector;
}

function follows(before: Uint8Array, document: Uint8Array): boolean {
  return document.buffer === before.buffer && document.byteOffset === before.byteOffset + before.length;
}

/**
 * Numbers of lines, from 1 on.
 *
 * @returns a function of ascending offsets
 * Cost: one pass over the bytes for all calls together.
 */
export function lineCounter(bytes: Uint8Array): (offset: number) => number {
  let line = 1;
  let next = bytes.indexOf(10);
  return (offset) => {
    while (next >= 0 && next < offset) {
      line++;
      next = bytes.indexOf(10, next + 1);
    }
    return line;
  };
}
