import { Allowance } from "../allowance.ts";
import { type ByteSource, ForwardReader } from "../byte-source.ts";
import { collectRecords, type RecordSet } from "./record-set.ts";

const blockLength = 512;
/** Regular files, by their current and older type flags. */
const fileTypes = new Set(["0", "\0", "7"]);
/** Headers that describe the next file, or all following ones. */
const describing = new Set(["x", "g", "L", "K"]);
/** Symbolic links, devices, folders and pipes: they have no content, whatever size the header gives. */
const withoutContent = new Set(["2", "3", "4", "5", "6"]);

/**
 * The files in a tar archive; writes none of them. After a damaged header it searches for the next valid one.
 *
 * @throws InputError when the source cannot be read, RangeError when the documents do not fit in memory
 * Source: POSIX.1-2017, pax, "ustar Interchange Format".
 */
export function readTar(source: ByteSource, allowance: Allowance = new Allowance(source.size)): RecordSet {
  const records = collectRecords(allowance);
  const headers = new ForwardReader(source);
  let lost = false;
  /** of the next file, where its own header is too small for it */
  let longName: string | undefined;
  /** pax header of the next file */
  let pax: ReadonlyMap<string, string> = new Map();
  for (let at = 0; at < source.size; ) {
    allowance.work();
    const header = headers.read(at, blockLength);
    const start = at;
    at += blockLength;
    if (header.every((byte) => byte === 0)) continue;
    if (header.length < blockLength) {
      if (!lost) records.reject("a truncated header", start, null);
      break;
    }
    const type = String.fromCharCode(header[156]!);
    const described = describing.has(type) ? undefined : pax.get("size");
    const named = described === undefined ? sizeIn(header) : decimal(described);
    const size = withoutContent.has(type) ? 0 : named;
    if (octal(header, 148, 8) !== checksumOf(header) || size === null) {
      if (!lost) records.reject("a damaged header", start, null);
      lost = true;
      longName = undefined;
      pax = new Map();
      continue;
    }
    lost = false;
    if (at + size > source.size) {
      records.reject(`a file of ${size} bytes, but only ${source.size - at} exist`, start, null);
      break;
    }
    if (type === "L") longName = textOf(source.read(at, Math.min(size, mostDescribingBytes)));
    else if (type === "x") {
      const { found, whole } = paxRecords(source.read(at, Math.min(size, mostDescribingBytes)));
      if (!whole) records.reject("a damaged pax header", start, null);
      pax = found;
      longName = pax.get("path");
    } else if (!describing.has(type)) {
      if (type === "S" || isSparse(pax)) records.reject("a sparse file", start, null);
      else if (fileTypes.has(type)) {
        allowance.requireMemory(size);
        records.keep(source.read(at, size), start, null, longName ?? nameIn(header));
      }
      longName = undefined;
      pax = new Map();
    }
    at += Math.ceil(size / blockLength) * blockLength;
  }
  return records.finish();
}

/** Whether a header is at the start. @param head at least 512 bytes */
export function looksLikeTar(head: Uint8Array): boolean {
  return head.length >= blockLength && Buffer.from(head.subarray(257, 262)).toString("latin1") === "ustar";
}

/** Limit of a header that describes a file: more than its attributes may take. */
const mostDescribingBytes = 1_048_576;

/** Up to the first NUL. */
function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString();
}

function nameIn(header: Uint8Array): string {
  const prefix = textOf(header.subarray(345, 500));
  const name = textOf(header.subarray(0, 100));
  return prefix === "" ? name : `${prefix}/${name}`;
}

/** The records of a pax header, each `length key=value\n`, and whether they fill the header. */
function paxRecords(bytes: Uint8Array): { found: ReadonlyMap<string, string>; whole: boolean } {
  const buffer = Buffer.from(bytes);
  const found = new Map<string, string>();
  let at = 0;
  while (at < buffer.length) {
    const [, length = "0", key = ""] = /^(\d+) ([^=]*)=/.exec(buffer.toString("utf8", at, at + 100)) ?? [];
    const from = at + length.length + Buffer.byteLength(key) + 2;
    const end = at + Number(length);
    if (from >= end || end > buffer.length) break;
    at = end;
    found.set(key, buffer.toString("utf8", from, at - 1));
  }
  // Some writers pad the header with zeros.
  return { found, whole: buffer.subarray(at).every((byte) => byte === 0) };
}

/** GNU tar leaves the holes out of such a file: its bytes are a map of the holes and the rest. */
function isSparse(pax: ReadonlyMap<string, string>): boolean {
  return [...pax.keys()].some((key) => key.startsWith("GNU.sparse."));
}

/** A size in a pax header; null when it is not a number. */
function decimal(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** A size in octal digits, or in GNU tar's binary form for larger ones; null when it is neither. */
function sizeIn(header: Uint8Array): number | null {
  if (header[124] !== 0x80) return octal(header, 124, 12);
  const size = Buffer.from(header.subarray(125, 136)).reduce((sum, byte) => 256 * sum + byte, 0);
  return Number.isSafeInteger(size) ? size : null;
}

/** A number in octal ASCII digits; null for anything else. */
function octal(header: Uint8Array, offset: number, length: number): number | null {
  const text = Buffer.from(header.subarray(offset, offset + length)).toString("latin1");
  const digits = /^ *([0-7]+)[ \0]*/.exec(text)?.[1];
  return digits === undefined ? null : Number.parseInt(digits, 8);
}

/** The sum of all bytes, with blanks in place of the checksum itself. */
function checksumOf(header: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < blockLength; i++) sum += i >= 148 && i < 156 ? 32 : header[i]!;
  return sum;
}
