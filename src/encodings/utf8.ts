/** Bytes that follow a first byte of a UTF-8 sequence; 0: it begins none, or is a character itself. */
export function continuationBytes(lead: number): number {
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (lead < 0xe0) return 1;
  return lead < 0xf0 ? 2 : 3;
}

/**
 * Least and largest second byte after a first one. Only it has tighter bounds than 80..BF: no overlong forms, no surrogates,
 * nothing beyond U+10FFFF.
 */
export const leastSecond = (lead: number): number => (lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80);
export const largestSecond = (lead: number): number => (lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf);

/** Whether a byte continues a UTF-8 character. */
export function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Bytes of the UTF-8 character that begins at an offset; 0: none. */
export function utf8Length(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0x80) return 1;
  const more = continuationBytes(lead);
  const second = bytes[at + 1] ?? 0;
  if (more === 0 || second < leastSecond(lead) || second > largestSecond(lead)) return 0;
  for (let i = at + 2; i <= at + more; i++) if (!isContinuation(bytes[i])) return 0;
  return more + 1;
}

/** The end of the character that begins at an offset; an invalid byte counts as a character. */
export function characterEnd(bytes: Uint8Array, at: number): number {
  return at + (utf8Length(bytes, at) || 1);
}

/**
 * The character between two offsets, as text.
 *
 * @returns null: bytes that are not UTF-8
 */
export function characterAt(bytes: Uint8Array, start: number, end: number): string | null {
  const lead = bytes[start]!;
  if (end - start === 1) return lead < 0x80 ? String.fromCharCode(lead) : null;
  let point = lead & (0xff >> (end - start + 1));
  for (let i = start + 1; i < end; i++) point = (point << 6) | (bytes[i]! & 0x3f);
  return String.fromCodePoint(point);
}
