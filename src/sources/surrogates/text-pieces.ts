import { isAsciiSpace } from "./shuffle-words.ts";

const [lineFeed, carriageReturn] = [0x0a, 0x0d];
/** . ! ? */
const stops = [0x2e, 0x21, 0x3f];
/** " ' ) ] */
const closers = [0x22, 0x27, 0x29, 0x5d];

/**
 * Start and end of each line that is not empty, in turn; line ends belong to none.
 *
 * @throws never
 */
export function lineBounds(text: Uint8Array): number[] {
  const bounds: number[] = [];
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    const ends = text[i] === lineFeed || text[i] === carriageReturn;
    if (ends !== inside) continue;
    bounds.push(i);
    inside = !inside;
  }
  if (inside) bounds.push(text.length);
  return bounds;
}

/**
 * Start and end of each sentence, in turn: it ends at . ! or ? (and closing quotes or brackets) before white space, or
 * at an empty line. Abbreviations count as ends: telling them takes a dictionary.
 *
 * @throws never
 */
export function sentenceBounds(text: Uint8Array): number[] {
  const bounds: number[] = [];
  for (let i = skipSpace(text, 0); i < text.length; i = skipSpace(text, i)) {
    bounds.push(i);
    i = sentenceEnd(text, i);
    bounds.push(i);
  }
  return bounds;
}

function sentenceEnd(text: Uint8Array, start: number): number {
  for (let i = start; i < text.length; ) {
    if (isAsciiSpace(text[i]!)) {
      const next = skipSpace(text, i);
      if (next === text.length || holdsEmptyLine(text, i, next)) return i;
      i = next;
    } else if (stops.includes(text[i]!)) {
      do i++;
      while (i < text.length && (stops.includes(text[i]!) || closers.includes(text[i]!)));
      if (i === text.length || isAsciiSpace(text[i]!)) return i;
    } else i++;
  }
  return text.length;
}

function skipSpace(text: Uint8Array, from: number): number {
  let i = from;
  while (i < text.length && isAsciiSpace(text[i]!)) i++;
  return i;
}

function holdsEmptyLine(text: Uint8Array, from: number, to: number): boolean {
  const first = text.indexOf(lineFeed, from);
  if (first < 0 || first >= to) return false;
  const second = text.indexOf(lineFeed, first + 1);
  return second >= 0 && second < to;
}
