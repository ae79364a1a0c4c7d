/** Shares from which on a stretch is called so. */
const mostlyNumbers = 0.5;
const mostlyBeyond = 0.25;
/** Of neighbouring letters and digits, those of two classes: .47 in hexadecimal digits, .62 in base64, .1 in words and names. */
const random = 0.35;
/** And so much of the stretch must be letters and digits: minified code has its punctuation. */
const mostlyWords = 0.75;
/** Neighbours below which the share says nothing. */
const leastNeighbours = 20;
/** Bytes of lines that people hardly write. */
const longLine = 1000;

/**
 * What strikes the eye in a stretch that surprises, in words.
 *
 * @param bytes of the file
 * @returns null: nothing that a simple count tells
 * Cost: O(length), and the length of the line that it is in.
 */
export function describeStretch(bytes: Uint8Array, at: number, length: number): string | null {
  let digits = 0;
  let words = 0;
  let beyond = 0;
  let neighbours = 0;
  let changes = 0;
  let before = 0;
  for (let i = at; i < at + length; i++) {
    const own = classOf(bytes[i]!);
    if (own === digit) digits++;
    if (own !== other) words++;
    if (own === other && bytes[i]! > 127) beyond++;
    if (own !== other && before !== other) {
      neighbours++;
      if (own !== before) changes++;
    }
    before = own;
  }
  if (beyond > mostlyBeyond * length) return "much of it is beyond ASCII";
  const isDense = neighbours >= leastNeighbours && words > mostlyWords * length;
  if (isDense && changes > random * neighbours)
    return "it reads like random characters, as data, hashes and keys do";
  if (digits > mostlyNumbers * length) return "most of it is numbers";
  const line = lineLength(bytes, at + (length >> 1));
  return line >= longLine ? `its line has ${line} bytes, as in minified code` : null;
}

const other = 0;
const digit = 3;

/** 1: a small letter, 2: a capital. */
function classOf(byte: number): number {
  if (byte >= 97 && byte <= 122) return 1;
  if (byte >= 65 && byte <= 90) return 2;
  return byte >= 48 && byte <= 57 ? digit : other;
}

function lineLength(bytes: Uint8Array, at: number): number {
  const end = bytes.indexOf(10, at);
  return (end < 0 ? bytes.length : end) - bytes.lastIndexOf(10, at - 1) - 1;
}
