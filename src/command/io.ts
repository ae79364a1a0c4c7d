import type { Readable, Writable } from "node:stream";
import { codeOf } from "../core/errors.ts";

/** Takes text or bytes and reports when they are written. */
export interface Output {
  write(data: string | Uint8Array, done: (error?: Error | null) => void): unknown;
}

/** The environment of a command, which tests can replace. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean; readonly fd?: number };
  readonly stdout: Output & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly platform: string;
  /** number of processors available */
  readonly processors: number;
  /** versions of Node and its libraries */
  readonly versions: Readonly<Record<string, string | undefined>>;
}

/** Exit statuses, as documented in the help; those of interrupted runs are the ones that shells expect. */
export const exitStatus = {
  fine: 0,
  checkFailed: 1,
  usage: 2,
  input: 3,
  SIGHUP: 129,
  SIGINT: 130,
  SIGTERM: 143,
} as const;

/**
 * Writes all of a text and waits until it is written.
 *
 * A closed pipe, as in `mesoscope ... | head`, is not an error: the command runs to its end, so that its status is that of its
 * result. A command with endless output checks the return value.
 *
 * @returns whether the reader continues
 * @throws the stream's error
 */
export function write(stream: Output, text: string | Uint8Array): Promise<boolean> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error && codeOf(error) !== "EPIPE") reject(error);
      else resolve(!error);
    });
  });
}
