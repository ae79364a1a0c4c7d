import { sniffTextFormat } from "../../encodings/text-format.ts";
import { characterEnd, utf8Length } from "../../encodings/utf8.ts";
import { looksBinary } from "../../input/looks-binary.ts";

/** Bytes at the beginning that decide whether it is text. */
const textProbeLength = 8000;
/** Largest share of them that is not UTF-8, or control characters that texts do not have. */
const mostStrange = 0.1;

/** Whether to show bytes as lines of UTF-8. */
export function isText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, textProbeLength);
  if (looksBinary(head) || sniffTextFormat(head).charset !== "utf-8") return false;
  let strange = 0;
  for (let at = 0; at < head.length; ) {
    const length = utf8Length(head, at);
    const byte = head[at]!;
    const control = byte < 32 && !(byte >= 9 && byte <= 13) && byte !== 27;
    if ((length === 0 && at + 4 <= head.length) || control) strange++;
    at += length || 1;
  }
  return strange <= mostStrange * head.length;
}

/**
 * Costs of characters instead of bytes in a text that is mostly ASCII. The first bytes of a multi-byte letter are cheap and its
 * last is not, so that a byte of Cyrillic costs no more than one of English, but a letter does. Where most bytes belong to
 * multi-byte letters, an ASCII letter costs more than one of their bytes, and bytes are compared.
 *
 * @param bytes of text, shape (n,)
 * @param costs bits of each, shape (n,); returned unchanged where there is nothing to add up
 * @returns bits of each character at its last byte, NaN at the others, shape (n,)
 * Cost: O(n).
 */
export function characterCosts(bytes: Uint8Array, costs: Float32Array): Float32Array {
  let found = costs;
  let inLonger = 0;
  for (let start = 0; start < bytes.length; ) {
    const end = bytes[start]! < 0x80 ? start + 1 : characterEnd(bytes, start);
    if (end > start + 1) {
      if (found === costs) found = costs.slice();
      let sum = 0;
      for (let i = start; i < end; i++) sum += costs[i]!;
      found.fill(Number.NaN, start, end - 1)[end - 1] = sum;
      inLonger += end - start;
    }
    start = end;
  }
  return 2 * inLonger > bytes.length ? costs : found;
}
