/** Printable ASCII alone, as in most texts: building the classes of characters takes a while. */
const plain = /^[ -~]*$/;
let unseen: RegExp | undefined;

/**
 * Replaces characters that control a terminal, change the direction of a text, or are invisible or invalid: controls, direction
 * marks, zero widths, tags, lone surrogates, U+FFFE, U+FFFF and similar ones.
 *
 * @param by makes the replacement of a character
 */
export function replaceUnseen(text: string, by: (character: string) => string): string {
  if (plain.test(text)) return text;
  unseen ??=
    /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e0fff}]/gu;
  return text.replace(unseen, by);
}
