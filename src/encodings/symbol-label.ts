const named = new Map([
  [0x09, "\\t"],
  [0x0a, "\\n"],
  [0x0d, "\\r"],
  [0x5c, "\\\\"],
]);

/** Classes of characters are slow to build: not before they are needed. */
let unprintable: RegExp | undefined;

/**
 * A byte as a person writes it: itself where it is printable ASCII, else an escape such as `\n` or `\xff`.
 *
 * @param byte 0..255
 */
export function byteLabel(byte: number): string {
  const name = named.get(byte);
  if (name !== undefined) return name;
  if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
  return `\\x${byte.toString(16).padStart(2, "0")}`;
}

/**
 * A code point as a person writes it: itself where it is printable, else an escape such as `\n` or `\u{200b}`.
 *
 * @param codePoint 0..0x10ffff
 */
export function codePointLabel(codePoint: number): string {
  const name = named.get(codePoint);
  if (name !== undefined) return name;
  const character = String.fromCodePoint(codePoint);
  // Controls, format characters (among them the bidirectional ones), separators but the space, lone surrogates, private use.
  unprintable ??= /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
  return unprintable.test(character) ? `\\u{${codePoint.toString(16)}}` : character;
}

/** A text with every unprintable code point escaped. */
export function textLabel(text: string): string {
  let label = "";
  for (const character of text) label += codePointLabel(character.codePointAt(0) ?? 0);
  return label;
}
