import { symbolClass } from "../../wasm/mixer-settings.ts";

/** Properties of symbols that are bytes or characters. */
interface TextClasses {
  /** shape (A,): values of `symbolClass` */
  readonly classes: Uint8Array;
  /** shape (A,): the symbol without its case; a line end becomes a space */
  readonly folded: Uint32Array;
}

const lineFeed = 10;
const space = 32;
const isDigit = (code: number) => code >= 48 && code <= 57;
const isCapital = (code: number) => code >= 65 && code <= 90;
const isSmall = (code: number) => code >= 97 && code <= 122;
/** Bytes of other scripts in UTF-8, and characters beyond ASCII: most are letters. */
const isBeyondAscii = (code: number) => code >= 128;

/** Least number of distinct letters in a text: alphabets of DNA, digits or notes have fewer. */
const fewestLetters = 8;

/**
 * Whether an alphabet can be that of a text with words; a decoder that knows the alphabet gets the same answer.
 *
 * @param codes shape (A,): byte or code point of every symbol
 */
export function isText(codes: ArrayLike<number>): boolean {
  let letters = 0;
  let digits = 0;
  let gaps = 0;
  for (let symbol = 0; symbol < codes.length; symbol++) {
    const code = codes[symbol]!;
    if (classOf(code) === symbolClass.word) letters++;
    if (isDigit(code)) digits++;
    if (code === space || code === lineFeed) gaps++;
  }
  return Math.max(letters, digits) >= fewestLetters && gaps > 0;
}

/** Control characters that texts have: tab, line feed, vertical tab, form feed, carriage return, escape. */
const textControls = [9, 10, 11, 12, 13, 27];
/** Least number of other distinct control characters in binary data. */
const fewestControls = 4;

/**
 * Whether an alphabet is one of bytes that are not text; a decoder that knows the alphabet gets the same answer.
 *
 * @param codes shape (A,): byte or code point of every symbol
 */
export function isBinary(codes: ArrayLike<number>): boolean {
  let controls = 0;
  for (let symbol = 0; symbol < codes.length; symbol++) {
    const code = codes[symbol]!;
    if (code >= 256) return false;
    if (code < space && !textControls.includes(code)) controls++;
  }
  return controls >= fewestControls;
}

/**
 * Words, lines and digits of bytes or characters.
 *
 * @param codes shape (A,): byte or code point of every symbol
 */
export function textClasses(codes: ArrayLike<number>): TextClasses {
  const classes = new Uint8Array(codes.length);
  const folded = new Uint32Array(codes.length);
  for (let symbol = 0; symbol < codes.length; symbol++) {
    const code = codes[symbol]!;
    classes[symbol] = classOf(code);
    folded[symbol] = isCapital(code) ? code + 32 : code === lineFeed ? space : code;
  }
  return { classes, folded };
}

function classOf(code: number): number {
  if (isCapital(code) || isSmall(code) || isBeyondAscii(code)) return symbolClass.word;
  if (code === lineFeed) return symbolClass.line;
  return isDigit(code) ? symbolClass.digit : symbolClass.other;
}

/** Symbols without meaning: no words, no lines. */
export function plainClasses(alphabetSize: number): TextClasses {
  return {
    classes: new Uint8Array(alphabetSize).fill(symbolClass.other),
    folded: Uint32Array.from({ length: alphabetSize }, (_, symbol) => symbol),
  };
}
