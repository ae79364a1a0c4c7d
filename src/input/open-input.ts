import { InputError, NoField } from "../core/errors.ts";
import { Allowance } from "./allowance.ts";
import { type ByteSource, bytesSource, memorySource, stretches } from "./byte-source.ts";
import { type CompressedFormat, compressedFormats } from "./containers/formats.ts";
import { countLineFeeds } from "./document-pieces.ts";
import { openFileSource } from "./file-source.ts";
import { defaultKey, type Reading, type RecordFormat, recordFormats } from "./reading.ts";
import {
  type BadRecords,
  bytesPerDocument,
  mostDocumentBytes,
  type RecordPlaces,
  type RecordSet,
} from "./records/record-set.ts";
import { looksLikeTar, readTar } from "./records/tar.ts";
import { releaseMemory } from "./release-memory.ts";
import { nearlyContainer, skippedBytes, sniffContainer } from "./sniff-container.ts";

/** An input ready to be measured: decompressed and cut into documents. */
export interface OpenedInput {
  readonly source: ByteSource;
  /** the format it was decompressed from */
  readonly container: CompressedFormat | null;
  readonly records: OpenedRecords | null;
}

interface OpenedRecords {
  readonly format: RecordFormat;
  readonly field: string | null;
  readonly documents: number;
  /** of each document of the source, none of them empty */
  readonly places: RecordPlaces;
  readonly bad: BadRecords | null;
}

/** Enough for the header of a tar archive. */
const headLength = 512;

/**
 * Opens an input that may be compressed or contain records; returns any other unchanged.
 *
 * @param name of the input, for formats that the bytes do not identify
 * @throws InputError when it is damaged, larger than memory, or lacks the field
 */
export async function openInput(source: ByteSource, name: string, reading: Reading): Promise<OpenedInput> {
  const { container, allowance, inner } = await unpacked(source, reading);
  const format = recordFormat(inner, name, reading, allowance);
  if (format === null) return { source: inner, container, records: null };
  if (reading.mostMemory !== undefined) await releaseMemory();
  const { bytes, ends, documents, places, bad } = await readRecords(format, inner, reading, allowance);
  return {
    source: bytesSource(bytes, ends),
    container,
    records: { format, field: reading.field ?? null, documents, places, bad },
  };
}

/**
 * Decompresses an input and detects the format of its records, without cutting it.
 *
 * @throws InputError as `openInput`
 */
export async function unpackInput(
  source: ByteSource,
  name: string,
  reading: Reading,
): Promise<{ readonly source: ByteSource; readonly format: RecordFormat | null }> {
  const { allowance, inner } = await unpacked(source, reading);
  // Lines are read one by one, so their number needs no memory.
  const lines = reading.records === "auto" && linesEnding.test(name.replace(compressedEnding, ""));
  return { source: inner, format: lines ? "jsonl" : recordFormat(inner, name, reading, allowance) };
}

/**
 * Whether a file is measured as it is, byte by byte. @param bytes of a path that is not UTF-8 @throws InputError when
 * it cannot be read
 */
export function isPlainFile(path: string, reading: Reading, bytes?: Buffer): boolean {
  const source = openFileSource(bytes ?? path);
  try {
    return (
      containerOf(source, reading) === null &&
      recordFormat(source, path, reading, new Allowance(source.size, reading.mostMemory)) === null
    );
  } finally {
    source.close();
  }
}

/** Whether the first bytes belong to a format that is decompressed or cut into documents. */
export function canBeOpened(head: Uint8Array): boolean {
  return (
    compressedOf(sniffContainer(head) ?? nearlyContainer(head)) !== null || startsAsRecords(head) !== null
  );
}

/** Formats that the first bytes identify. */
function startsAsRecords(head: Uint8Array): RecordFormat | null {
  const start = Buffer.from(head.subarray(0, 7)).toString("latin1");
  if (start.startsWith("PAR1")) return "parquet";
  if (start === "WARC/1.") return "warc";
  return looksLikeTar(head) ? "tar" : null;
}

/** Most empty frames that are skipped. */
const mostSkippedFrames = 65_536;

/** The format of the first bytes, or of those after skippable Zstandard frames, however long these are. */
function announcedFormat(source: ByteSource): string | null {
  let at = 0;
  for (let i = 0; i < mostSkippedFrames; i++) {
    const skipped = skippedBytes(source.read(at, 8));
    if (skipped === 0 || at + skipped > source.size) break;
    at += skipped;
  }
  const format = sniffContainer(source.read(at, headLength));
  return at === 0 || format === "Zstandard" ? format : null;
}

const compressedOf = (found: string | null): CompressedFormat | null =>
  compressedFormats.find((format) => format === found) ?? null;

/** @throws InputError when one bit of the signature is wrong */
function containerOf(source: ByteSource, { decompress }: Reading): CompressedFormat | null {
  if (!decompress) return null;
  const found = compressedOf(announcedFormat(source));
  const damaged = found === null ? compressedOf(nearlyContainer(source.read(0, headLength))) : null;
  if (damaged !== null)
    throw new InputError(
      `damaged ${damaged}: one bit of its signature is wrong; --no-decompress measures the compressed bytes`,
    );
  return found;
}

/** An input, decompressed where it is compressed and that is wanted, and the limits of reading it. */
async function unpacked(source: ByteSource, reading: Reading) {
  const container = containerOf(source, reading);
  const allowance = new Allowance(source.size, reading.mostMemory);
  // Inputs before it may have left garbage, whether they could be read or not.
  if (container !== null && reading.mostMemory !== undefined) await releaseMemory();
  const inner = container === null ? source : await decompressed(source, container, allowance);
  return { container, allowance, inner };
}

async function decompressed(
  source: ByteSource,
  format: CompressedFormat,
  allowance: Allowance,
): Promise<ByteSource> {
  const { decompress, UnpackError } = await import("./containers/decompress.ts");
  try {
    return memorySource([await decompress(format, source, allowance)]);
  } catch (error) {
    if (!(error instanceof UnpackError)) throw error;
    throw new InputError(`${error.message}; --no-decompress measures the compressed bytes`);
  }
}

const compressedEnding = /\.(gz|zst|xz|bz2)$/i;
const linesEnding = /\.(jsonl|ndjson)$/i;
const archiveEnding = /\.(tar|tgz|tzst|txz|tbz2?)$/i;

function recordFormat(
  source: ByteSource,
  name: string,
  { records, field, decompress }: Reading,
  allowance: Allowance,
): RecordFormat | null {
  const recognise = () => recognised(source, name, field, decompress, allowance);
  const format = records === "auto" ? recognise() : records === "none" ? null : records;
  if (field !== undefined && (format === null || format === "tar" || format === "warc")) {
    throw new NoField(
      `has no fields to choose from: --field is for ${recordFormats.slice(0, 5).join(", ")}; name the format with --records`,
    );
  }
  return format;
}

/** Formats of text stay one document unless a field is requested; JSON lines are always cut. */
function recognised(
  source: ByteSource,
  name: string,
  field: string | undefined,
  decompress: boolean,
  allowance: Allowance,
): RecordFormat | null {
  // An input that stays compressed has no records, whatever its name says about its content.
  if (!decompress && compressedFormats.some((one) => one === announcedFormat(source))) {
    return null;
  }
  const own = name.replace(compressedEnding, "");
  const begun = startsAsRecords(source.read(0, headLength));
  if (begun !== null) return begun;
  if (archiveEnding.test(own)) return "tar";
  const ending = /\.([a-z0-9]+)$/i.exec(own)?.[1]?.toLowerCase();
  if (ending === "parquet" || ending === "warc") return ending;
  // Text larger than memory is sampled as text.
  if (ending === "jsonl" || ending === "ndjson") {
    return field === undefined && !hasRoomForLines(source, allowance) ? null : "jsonl";
  }
  return field !== undefined && (ending === "json" || ending === "csv" || ending === "tsv") ? ending : null;
}

/** Whether all lines of an input can be documents: each takes some memory, however short it is. */
function hasRoomForLines(source: ByteSource, { memory }: Allowance): boolean {
  if (source.size > mostDocumentBytes) return false;
  const mostLines = (memory - source.size) / bytesPerDocument;
  if (source.size <= mostLines) return true;
  let lines = 0;
  for (const stretch of stretches(source)) {
    lines += countLineFeeds(stretch);
    if (lines > mostLines) return false;
  }
  return true;
}

async function readRecords(
  format: RecordFormat,
  source: ByteSource,
  { field, key = defaultKey }: Reading,
  allowance: Allowance,
): Promise<RecordSet> {
  const whole = () => {
    if (source.size > mostDocumentBytes)
      throw new RangeError(`more than ${mostDocumentBytes} bytes of records`);
    allowance.requireMemory(source.size);
    return source.read(0, source.size);
  };
  const needed = (): string => {
    if (field === undefined)
      throw new InputError(`records of ${format} need --field, which holds their text`);
    return field;
  };
  try {
    switch (format) {
      case "jsonl":
        return await (await import("./records/json-lines.ts")).readJsonLines(source, field, key, allowance);
      case "json":
        return (await import("./records/json-array.ts")).readJsonArray(whole(), needed(), key, allowance);
      case "csv":
      case "tsv": {
        const { readSeparatedValues } = await import("./records/separated-values.ts");
        return readSeparatedValues(whole(), needed(), format === "csv" ? "," : "\t", key, allowance);
      }
      case "parquet":
        return await (await import("./records/parquet.ts")).readParquet(source, field, allowance);
      case "tar":
        return readTar(source, allowance);
      case "warc":
        return (await import("./records/warc.ts")).readWarc(whole(), allowance);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(`${error.message} do not fit in memory: split the input into smaller files`);
  }
}
