import stringWidth from "string-width";

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

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
  const graphemes = Array.from(segmenter.segment(text), ({ segment }) => segment);
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

/**
 * Breaks a text at blanks so that each line fits; a single word that does not fit keeps its line to itself.
 *
 * @param columns at least 1
 * @returns at least one line
 * @throws never
 */
export function wrapText(text: string, columns: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1)!;
    if (line === "") lines[lines.length - 1] = word;
    else if (textWidth(line) + 1 + textWidth(word) <= columns) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
