import { closeSync, openSync } from "node:fs";
import { devNull } from "node:os";
import { codeOf, InputError, messageOf, UsageError } from "../core/errors.ts";

const wording: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  ENOENT: "no such file",
  ENOTDIR: "a part of the path is not a folder",
  EISDIR: "is a folder",
  ELOOP: "too many symbolic links, or a loop of them",
  ENAMETOOLONG: "the name is too long",
  EMFILE: "too many open files",
  ENFILE: "too many open files",
  EIO: "input/output error",
  EBADF: "not open for reading",
  EBUSY: "in use by another program",
  ESTALE: "the file has vanished from its server",
  ENXIO: "is a socket, or a device that does not exist",
  ENODEV: "no such device",
  ENOMEM: "out of memory",
  ENOSPC: "no space left",
  EDQUOT: "no space left",
  EROFS: "the file system is read-only",
  EINVAL: "not supported by the system",
  ENOTCONN: "is not connected",
  ECONNRESET: "the other end has closed the connection",
  ETIMEDOUT: "no answer in time",
  EFBIG: "larger than the file system allows",
  EAGAIN: "no data is available now",
  EOVERFLOW: "the file is too large for this platform",
  ERR_ACCESS_DENIED: "not allowed by Node's permission model",
  ERR_INVALID_ARG_VALUE: "the path holds a NUL character",
};

/**
 * The fault of a system call, in words and without the path.
 *
 * @param error as thrown by `node:fs`
 */
export function describeSystemFault(error: unknown): string {
  const code = codeOf(error);
  if (code === undefined) return messageOf(error);
  return Object.hasOwn(wording, code) ? (wording[code] ?? code) : code;
}

/** Runs a file operation. @throws InputError in words, without the path, for any fault of it */
export function inWords<Value>(act: () => Value): Value {
  try {
    return act();
  } catch (error) {
    throw error instanceof InputError ? error : new InputError(describeSystemFault(error));
  }
}

/**
 * Whether a thread, program or module failed because too many files are open. Node reports that in different words, or fails
 * later on something undefined.
 *
 * @param error any that was not meant for a user
 */
export function lacksFiles(error: unknown): boolean {
  if (error instanceof UsageError || error instanceof InputError) return false;
  if (/\bE[MN]FILE\b/.test(`${codeOf(error)} ${messageOf(error)}`)) return true;
  return error instanceof TypeError && !canOpen(filesOfThread);
}

/** The fault of an error outside the inputs, in words: the path of a module says nothing to a user. */
export const faultOf = (error: unknown) =>
  lacksFiles(error) ? "too many open files: ulimit -n allows more" : messageOf(error);

/** Files that a thread of Node opens, and some more: when it fails, it has already closed those that it had. */
const filesOfThread = 12;

function canOpen(count: number): boolean {
  const opened: number[] = [];
  try {
    while (opened.length < count) opened.push(openSync(devNull, "r"));
    return true;
  } catch {
    return false;
  } finally {
    for (const file of opened) closeSync(file);
  }
}
