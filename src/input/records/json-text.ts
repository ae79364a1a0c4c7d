import { constants } from "node:buffer";

/** Bytes of one JSON value that the platform can hold as text, at most. */
const mostBytes = constants.MAX_STRING_LENGTH;
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * A JSON value, however deep.
 *
 * @returns the value; undefined: nothing but blanks; or why it cannot be had
 * @throws never
 */
export function jsonOf(bytes: Uint8Array): { readonly value: unknown } | { readonly reason: string } {
  if (bytes.length > mostBytes)
    return { reason: `not supported: one JSON value of more than ${mostBytes} bytes` };
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { reason: "not UTF-8, as JSON must be" };
  }
  if (text.trim() === "") return { value: undefined };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { reason: error instanceof SyntaxError ? "not JSON" : "nested too deep" };
  }
}
