/** Printable ASCII alone, which is what most texts are: classes of characters take a while to build. */
const plain = /^[ -~]*$/;
let unseen: RegExp | undefined;

/**
 * Replaces what a terminal obeys, what turns the direction of a text, what is not seen, and what no character is: controls,
 * marks and signs of direction, zero widths, tags, halves of surrogates, U+FFFE, U+FFFF and their like.
 *
 * @param by of one such character
 */
export function replaceUnseen(text: string, by: (character: string) => string): string {
  if (plain.test(text)) return text;
  unseen ??=
    /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e0fff}]/gu;
  return text.replace(unseen, by);
}
