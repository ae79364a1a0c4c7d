import { isUtf8 } from "node:buffer";
import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from "node:fs";
import { InputError } from "../core/errors.ts";
import { JsonFault, parseJson } from "../core/json.ts";
import { inWords } from "./system-fault.ts";

/**
 * What a path is when it is not a regular file.
 *
 * @returns null for a regular file
 */
export function specialFileKind(status: Stats): string | null {
  if (status.isFile()) return null;
  if (status.isFIFO()) return "a named pipe";
  if (status.isSocket()) return "a socket";
  if (status.isCharacterDevice() || status.isBlockDevice()) return "a device";
  return status.isDirectory() ? "a folder" : "not a regular file";
}

/** Devices and pipes are written to; only files can be replaced. */
export function isSpecial(path: string): boolean {
  try {
    const status = statSync(path);
    return !status.isFile() && !status.isDirectory();
  } catch {
    return false;
  }
}

/** Node reads a folder on standard input as an empty stream, which would look like an empty input. */
export function isOpenFolder(descriptor: number | undefined): boolean {
  try {
    return descriptor !== undefined && fstatSync(descriptor).isDirectory();
  } catch {
    return false;
  }
}

/** A kind of file that is read whole, and its size limit. */
interface SmallFile {
  /** with its article, for messages: `a configuration` */
  readonly what: string;
  readonly most: number;
}

const megabyte = 1_048_576;

/** Files that are read whole; each limit is some hundred times the usual size. */
export const smallFiles = {
  configuration: { what: "a configuration", most: megabyte },
  ignoreFile: { what: "an ignore file", most: megabyte / 4 },
  manifest: { what: "a manifest", most: megabyte },
  baseline: { what: "a baseline", most: 256 * megabyte },
  forecast: { what: "a forecast", most: 16 * megabyte },
  sweep: { what: "the metadata of a sweep", most: 16 * megabyte },
  cacheEntry: { what: "an entry of the cache", most: 16 * megabyte },
  key: { what: "a key", most: 4096 },
  model: { what: "a model", most: 64 * megabyte },
  list: { what: "a list of paths", most: 256 * megabyte },
  text: { what: "a text of a recipe or corpus", most: 512 * megabyte },
} as const satisfies Record<string, SmallFile>;

/**
 * Opens a regular file and nothing else: does not wait for a pipe, nor read a device.
 *
 * @param noLink whether the path itself must not be a link
 * @returns the descriptor, which the caller closes, and the size that the file claims
 * @throws InputError in words, without the path
 */
export function openRegular(
  path: string | Buffer,
  { noLink = false }: { readonly noLink?: boolean } = {},
): { readonly file: number; readonly size: number } {
  return inWords(() => {
    const flags =
      constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (noLink ? (constants.O_NOFOLLOW ?? 0) : 0);
    const file = openSync(path, flags);
    try {
      const status = fstatSync(file);
      const kind = specialFileKind(status);
      if (kind !== null) throw new InputError(`is ${kind}, not a file`);
      return { file, size: status.size };
    } catch (error) {
      closeSync(file);
      throw error;
    }
  });
}

/**
 * Reads all bytes of a small regular file.
 *
 * @throws InputError in words, without the path, when it is not a file, cannot be read or exceeds its limit
 * Cost: reads no more bytes than the limit, whatever the file claims.
 */
export function readRegular(path: string | Buffer, { what, most }: SmallFile, noLink = false): Buffer {
  const { file, size } = openRegular(path, { noLink });
  const tooLarge = () => new InputError(`larger than the ${sizeInWords(most)} that ${what} may have`);
  try {
    if (size > most) throw tooLarge();
    return inWords(() => {
      // Files of /proc claim to be empty, and others grow.
      let bytes = Buffer.allocUnsafe(size + 1);
      let filled = 0;
      for (;;) {
        const read = readSync(file, bytes, filled, bytes.length - filled, null);
        if (read === 0) return bytes.subarray(0, filled);
        filled += read;
        if (filled > most) throw tooLarge();
        if (filled === bytes.length) bytes = Buffer.concat([bytes], Math.min(most + 1, 2 * filled + 4096));
      }
    });
  } finally {
    closeSync(file);
  }
}

/**
 * The text of a small file, without a byte order mark.
 *
 * @param isOfNames whether it holds names, in which bytes that are not UTF-8 are allowed
 * @throws as `readRegular`; InputError for text that is not UTF-8
 */
export function readRegularText(path: string | Buffer, about: SmallFile, isOfNames = false): string {
  const bytes = readRegular(path, about);
  const isUtf16 = /^(fffe|feff)/.test(bytes.toString("hex", 0, 2));
  // Wrongly decoded text would pass silently: names in it would match nothing.
  if (isUtf16 || !(isOfNames || isUtf8(bytes)))
    throw new InputError(`not UTF-8, which ${about.what} must be${isUtf16 ? ": it is UTF-16" : ""}`);
  return bytes.toString("utf8").replace(/^\ufeff/, "");
}

/** A file that is not JSON, or JSON that is not read. */
export class NotJson extends InputError {
  readonly isSyntax: boolean;

  constructor(message: string, isSyntax: boolean) {
    super(message);
    this.isSyntax = isSyntax;
  }
}

/**
 * The value of a small JSON file.
 *
 * @throws as `readRegular`; NotJson for invalid JSON, duplicate keys, or deep nesting
 */
export function readRegularJson(path: string, about: SmallFile): unknown {
  const text = readRegularText(path, about);
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const reason = error.isSyntax ? error.message : `not JSON that is read: ${error.message}`;
    const before = text.slice(0, error.at).split("\n");
    const place = `(line ${before.length}, column ${before.at(-1)!.length + 1})`;
    throw new NotJson(`${reason} ${place}`, error.isSyntax);
  }
}

function sizeInWords(bytes: number): string {
  return bytes >= megabyte
    ? `${bytes / megabyte} MiB`
    : bytes >= 1024
      ? `${bytes / 1024} KiB`
      : `${bytes} bytes`;
}
