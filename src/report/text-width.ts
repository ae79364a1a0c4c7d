import stringWidth from "string-width";

/** Columns a text takes in a terminal, wide and combining characters counted right. */
export function textWidth(text: string): number {
  return stringWidth(text);
}

/**
 * Cuts a text to a number of columns; the middle goes, since names differ at both ends.
 *
 * @param columns at least 3
 * @throws never
 */
export function fitWidth(text: string, columns: number, ellipsis = "…"): string {
  if (textWidth(text) <= columns) return text;
  const graphemes = [...text];
  const room = columns - textWidth(ellipsis);
  const headRoom = Math.floor(room / 3);
  let head = "";
  let tail = "";
  let at = 0;
  while (at < graphemes.length && textWidth(head + graphemes[at]) <= headRoom) head += graphemes[at++];
  for (
    let i = graphemes.length - 1;
    i >= at && textWidth(graphemes[i] + tail) + textWidth(head) <= room;
    i--
  ) {
    tail = graphemes[i] + tail;
  }
  return head + ellipsis + tail;
}

/** Pads on the right to a number of columns. */
export function padEndTo(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - textWidth(text)));
}

/** Pads on the left to a number of columns. */
export function padStartTo(text: string, columns: number): string {
  return " ".repeat(Math.max(0, columns - textWidth(text))) + text;
}
