import { twiceAsLong } from "../../../core/collections.ts";

/** Most characters of a short line, as in FineWeb. */
const shortLine = 30;
/** Length of repeated runs in words: the shortest of Gopher's. */
const runWords = 5;
const bullets = new Set(Array.from("-*•‣◦▪", (sign) => sign.codePointAt(0)!));
const hash = 35;
const dot = 46;
const ellipsis = 0x2026;
const lineFeed = 10;
const prime = 0x0100_0193;
const basis = 0x811c_9dc5;

/** A measure, and the range that its filter keeps. */
const limit = (description: string, least: number, most: number) => ({ description, least, most });

/**
 * Measures of published filters of web text, in the order of the columns, with their ranges. Words are separated by white
 * space, so that no language data are needed; lines are those that are not blank, without blanks at their ends.
 *
 * Source: Rae et al. 2021, arXiv:2112.11446, A1 (Gopher); Penedo et al. 2024, arXiv:2406.17557 (FineWeb).
 */
export const heuristics = {
  words: limit("words separated by white space; Gopher keeps 50 to 100000", 50, 100_000),
  meanWordLength: limit("characters per word; Gopher keeps 3 to 10", 3, 10),
  symbolToWordRatio: limit(
    "hash signs or ellipses per word, whichever are more; Gopher keeps up to .1",
    0,
    0.1,
  ),
  alphabeticWords: limit("share of the words with a letter of any script; Gopher keeps from .8", 0.8, 1),
  bulletLines: limit("share of the lines that start with a bullet; Gopher keeps up to .9", 0, 0.9),
  ellipsisLines: limit("share of the lines that end with an ellipsis; Gopher keeps up to .3", 0, 0.3),
  punctuatedLines: limit(
    "share of the lines that end with a sentence mark of any script or a closing quote; FineWeb keeps from .12",
    0.12,
    1,
  ),
  shortLines: limit(
    `share of the lines with up to ${shortLine} characters; FineWeb keeps up to .67`,
    0,
    0.67,
  ),
  duplicateLines: limit(
    "share of the characters in lines that repeat an earlier line of the document; FineWeb keeps up to .01",
    0,
    0.01,
  ),
  newlineToWordRatio: limit("line feeds per word; FineWeb keeps up to .3", 0, 0.3),
  duplicate5Grams: limit(
    "share of the characters in 5-word runs that repeat earlier ones of the document; Gopher keeps up to .15",
    0,
    0.15,
  ),
};

export type HeuristicId = keyof typeof heuristics;
export const heuristicIds = Object.keys(heuristics) as readonly HeuristicId[];

/**
 * Names of the limits that a document breaks.
 *
 * @param values in the order of `heuristicIds`
 */
export function brokenLimits(values: ArrayLike<number>): HeuristicId[] {
  return heuristicIds.filter((id, i) => {
    const { least, most } = heuristics[id];
    return values[i]! < least || values[i]! > most;
  });
}

/** The same as bits, the first name in the lowest: names would take most of a part with many documents. */
export function packLimits(broken: readonly HeuristicId[]): number {
  return broken.reduce((bits, id) => bits | (1 << heuristicIds.indexOf(id)), 0);
}

export function unpackLimits(bits: number): HeuristicId[] {
  return heuristicIds.filter((_, i) => (bits & (1 << i)) !== 0);
}

/** Hashes and characters of the words of a document. */
let wordHashes = new Uint32Array(4096);
let wordLengths = new Uint32Array(4096);

/**
 * Measures of one document.
 *
 * @param bytes UTF-8; invalid bytes count as characters that are not letters
 * @param into shape (11,): receives them in the order of `heuristicIds`
 * Cost: one pass, 15 ns a byte; memory of 8 bytes a word, reused.
 */
export function measureHeuristics(bytes: Uint8Array, into: Float64Array): void {
  // No inner functions: captured variables are slow.
  let characters = 0;
  let words = 0;
  let wordCharacters = 0;
  let alphabetic = 0;
  let hashes = 0;
  let ellipses = 0;
  let feeds = 0;
  let lines = 0;
  let bullet = 0;
  let elided = 0;
  let ended = 0;
  let short = 0;
  let lineCharacters = 0;
  let duplicateCharacters = 0;
  /** dots in a row */
  let dots = 0;
  /** of the word: hash and start; -1: no word */
  let word = 0;
  let wordStart = -1;
  let hasLetter = 0;
  /** of the line: hash and characters; both also as of its last character that is not blank */
  let line = basis;
  let length = 0;
  let bareLine = basis;
  let bareLength = 0;
  let first = 0;
  let last = 0;
  lineTable.clear();
  for (let i = 0; i <= bytes.length; ) {
    const isOver = i === bytes.length;
    let point = isOver ? lineFeed : bytes[i]!;
    if (point < 0x80) i++;
    else {
      point = codePointAt(bytes, i);
      i += point < 0 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
      if (point < 0) point = replacement;
    }
    const kind = kinds[point]! || classify(point);
    if ((kind & isSpace) === 0) {
      if (wordStart < 0) {
        hasLetter = 0;
        word = basis;
        wordStart = characters;
        if (length === 0) first = point;
      }
      characters++;
      word = Math.imul(word ^ point, prime);
      hasLetter |= kind;
      line = Math.imul(line ^ point, prime);
      length++;
      bareLine = line;
      bareLength = length;
      last = point;
      if (point === dot) {
        // Three dots are one ellipsis, six are two.
        if (++dots % 3 === 0) ellipses++;
        continue;
      }
      dots = 0;
      if (point === hash) hashes++;
      else if (point === ellipsis) ellipses++;
      continue;
    }
    if (wordStart >= 0) {
      if (words === wordHashes.length) {
        wordHashes = twiceAsLong(wordHashes);
        wordLengths = twiceAsLong(wordLengths);
      }
      wordHashes[words] = word;
      wordLengths[words++] = characters - wordStart;
      wordCharacters += characters - wordStart;
      if ((hasLetter & isLetter) !== 0) alphabetic++;
      if (dots >= 3) last = ellipsis;
      wordStart = -1;
      dots = 0;
    }
    if (!isOver) characters++;
    if (point !== lineFeed) {
      if (length === 0) continue;
      line = Math.imul(line ^ point, prime);
      length++;
      continue;
    }
    if (!isOver) feeds++;
    if (bareLength > 0) {
      lines++;
      lineCharacters += bareLength;
      if (bullets.has(first)) bullet++;
      if (last === ellipsis) elided++;
      if ((kindOf(last) & isEnd) !== 0) ended++;
      if (bareLength <= shortLine) short++;
      if (lineTable.has(bareLine)) duplicateCharacters += bareLength;
    }
    line = basis;
    length = 0;
    bareLength = 0;
  }
  const share = (count: number, of: number) => (of === 0 ? 0 : count / of);
  into[0] = words;
  into[1] = share(wordCharacters, words);
  into[2] = share(Math.max(hashes, ellipses), words);
  into[3] = share(alphabetic, words);
  into[4] = share(bullet, lines);
  into[5] = share(elided, lines);
  into[6] = share(ended, lines);
  into[7] = share(short, lines);
  into[8] = share(duplicateCharacters, lineCharacters);
  into[9] = share(feeds, words);
  into[10] = share(repeatedRuns(words), characters);
}

/**
 * Characters of words in runs of five that occurred before. Skips the whole of a repeated run, as datatrove's implementation of
 * Gopher's filter does.
 */
function repeatedRuns(words: number): number {
  runTable.clear();
  let repeated = 0;
  for (let at = 0; at + runWords <= words; ) {
    let run = 0;
    for (let k = 0; k < runWords; k++) run = Math.imul(run ^ wordHashes[at + k]!, 0x85eb_ca6b) + k;
    if (!runTable.has(run)) {
      at++;
      continue;
    }
    for (let k = 0; k < runWords; k++) repeated += wordLengths[at + k]!;
    at += runWords;
  }
  return repeated;
}

/** Set of hashes of 32 bits that can be cleared at no cost. */
class HashSet {
  #keys = new Uint32Array(4096);
  #rounds = new Uint32Array(4096);
  #round = 0;
  #filled = 0;

  clear(): void {
    this.#filled = 0;
    if (++this.#round < 2 ** 32) return;
    this.#rounds.fill(0);
    this.#round = 1;
  }

  /** Whether it was seen; adds it. */
  has(key: number): boolean {
    if (2 * this.#filled >= this.#keys.length) this.#grow();
    const slot = this.#slot(key >>> 0);
    if (this.#rounds[slot] === this.#round) return true;
    this.#rounds[slot] = this.#round;
    this.#keys[slot] = key;
    this.#filled++;
    return false;
  }

  /** Its slot, or a free one. */
  #slot(key: number): number {
    const last = this.#keys.length - 1;
    let slot = Math.imul(key ^ (key >>> 15), 0x9e37_79b1) >>> 7;
    for (slot &= last; this.#rounds[slot] === this.#round && this.#keys[slot] !== key; )
      slot = (slot + 1) & last;
    return slot;
  }

  #grow(): void {
    const [keys, rounds] = [this.#keys, this.#rounds];
    this.#keys = new Uint32Array(2 * keys.length);
    this.#rounds = new Uint32Array(2 * keys.length);
    for (let i = 0; i < keys.length; i++) {
      if (rounds[i] !== this.#round) continue;
      const slot = this.#slot(keys[i]!);
      this.#keys[slot] = keys[i]!;
      this.#rounds[slot] = this.#round;
    }
  }
}

const lineTable = new HashSet();
const runTable = new HashSet();

const isSpace = 1;
const isLetter = 2;
const isEnd = 4;
const isKnown = 8;
/** Kinds of characters, filled on first use. */
const kinds = new Uint8Array(0x11_0000);

function kindOf(point: number): number {
  return kinds[point]! || classify(point);
}

function classify(point: number): number {
  const character = String.fromCodePoint(point);
  const kind =
    isKnown |
    (/\s/.test(character) ? isSpace : 0) |
    (/\p{L}/u.test(character) ? isLetter : 0) |
    (/[\p{Sentence_Terminal}…"\p{Pf}]/u.test(character) ? isEnd : 0);
  kinds[point] = kind;
  return kind;
}

/** Replacement of a byte that is not UTF-8. */
const replacement = 0xfffd;

/** The character that begins with a byte from 0x80 up; -1: none. */
function codePointAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at]!;
  const tail = (k: number): number => {
    const next = bytes[at + k];
    return next !== undefined && (next & 0xc0) === 0x80 ? next & 0x3f : -1;
  };
  const width = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
  if (byte < 0xc2 || byte > 0xf4) return -1;
  let point = byte & (0xff >> (width + 1));
  for (let k = 1; k < width; k++) {
    const bits = tail(k);
    if (bits < 0) return -1;
    point = (point << 6) | bits;
  }
  const least = width === 2 ? 0x80 : width === 3 ? 0x800 : 0x1_0000;
  return point < least || point > 0x10_ffff ? -1 : point;
}
