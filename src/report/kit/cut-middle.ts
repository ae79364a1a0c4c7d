let segmenter: Intl.Segmenter | undefined;

/** Letters, dashes, arrows and figures that never join: a segmenter takes ten milliseconds to make. */
const separate = /^[ -~\u00a0-\u02ff\u2010-\u2027\u2190-\u25ff]*$/;

/** What a reader takes for one character. */
export function graphemes(text: string): string[] {
  if (separate.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/**
 * Cuts a text until it fits; the middle goes, since names differ at both ends.
 *
 * @param room in what `width` measures; at least three letters wide
 * @param width of a text
 */
export function cutMiddle(
  text: string,
  room: number,
  width: (text: string) => number,
  ellipsis = "…",
): string {
  if (width(text) <= room) return text;
  const parts = graphemes(text);
  const left = room - width(ellipsis);
  const headRoom = Math.floor(left / 3);
  let head = "";
  let tail = "";
  let at = 0;
  while (at < parts.length && width(head + parts[at]) <= headRoom) head += parts[at++];
  for (let i = parts.length - 1; i >= at && width(parts[i] + tail) + width(head) <= left; i--) {
    tail = parts[i] + tail;
  }
  return head + ellipsis + tail;
}
