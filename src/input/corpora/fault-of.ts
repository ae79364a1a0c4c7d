import { messageOf } from "../../core/errors.ts";

/**
 * What went wrong in a system call, without the absolute path that Node writes into its message.
 *
 * @returns the code ("ENOENT"), or the message of anything else
 */
export function faultOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : messageOf(error);
}
