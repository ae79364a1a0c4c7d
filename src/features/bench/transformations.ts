import type { Random } from "../../core/random.ts";
import { shuffled, shuffleInPlace } from "../../math/sampling.ts";

/** A transformation of a text of bytes. */
export interface Transformation {
  readonly id: string;
  /** "same": lossless, so the learnable bits do not change; "less": no more can be learned than from the one named before it */
  readonly effect: "same" | "less";
  apply(text: Uint8Array, random: Random): Uint8Array;
}

const feed = 10;
const blank = 32;
const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const ofBuffer = (text: Uint8Array) => Buffer.from(text.buffer, text.byteOffset, text.length);

/** Splits after a byte; the last piece may lack it. */
function pieces(text: Uint8Array, end: (byte: number) => boolean): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let start = 0, at = 0; at < text.length; at++) {
    if (!end(text[at]!) && at + 1 < text.length) continue;
    found.push(text.subarray(start, at + 1));
    start = at + 1;
  }
  return found;
}

function inAnyOrder(parts: Uint8Array[], random: Random): Uint8Array {
  shuffleInPlace(parts, (bound) => random.below(bound));
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const isGap = (byte: number) => byte === blank || byte === feed;

/** First the lossless ones; then the shuffles, each of which leaves no more to learn than the one before. */
export const transformations: readonly Transformation[] = [
  { id: "as it is", effect: "same", apply: (text) => text },
  {
    id: "relabelled",
    effect: "same",
    apply(text, random) {
      const names = shuffled(
        Uint8Array.from({ length: 256 }, (_, byte) => byte),
        (bound) => random.below(bound),
      );
      return text.map((byte) => names[byte]!);
    },
  },
  { id: "reversed", effect: "same", apply: (text) => text.slice().reverse() },
  { id: "XOR 0x5a", effect: "same", apply: (text) => text.map((byte) => byte ^ 0x5a) },
  { id: "base64", effect: "same", apply: (text) => ascii(ofBuffer(text).toString("base64")) },
  { id: "hex", effect: "same", apply: (text) => ascii(ofBuffer(text).toString("hex")) },
  {
    id: "UTF-16",
    effect: "same",
    apply: (text) => Uint8Array.from({ length: 2 * text.length }, (_, i) => (i % 2 === 0 ? text[i / 2]! : 0)),
  },
  {
    id: "bits",
    effect: "same",
    apply: (text) =>
      Uint8Array.from({ length: 8 * text.length }, (_, i) => (text[i >> 3]! >> (7 - (i & 7))) & 1),
  },
  {
    id: "lines shuffled",
    effect: "less",
    apply: (text, random) =>
      inAnyOrder(
        pieces(text, (byte) => byte === feed),
        random,
      ),
  },
  {
    id: "words shuffled",
    effect: "less",
    apply: (text, random) => inAnyOrder(pieces(text, isGap), random),
  },
  {
    id: "every third word random",
    effect: "less",
    apply: (text, random) => {
      const letters = text.filter((byte) => !isGap(byte));
      const words = inAnyOrder(pieces(text, isGap), random.fork("words"));
      let count = 0;
      return words.map((byte) => {
        if (isGap(byte)) count++;
        return isGap(byte) || count % 3 !== 2 ? byte : letters[random.below(letters.length)]!;
      });
    },
  },
  {
    id: "letters shuffled",
    effect: "less",
    apply: (text, random) => shuffled(text, (bound) => random.below(bound)),
  },
];

/** Texts that are transformed: words of a source that needs no corpus, and corpora where they are installed. */
export const textRecipes: readonly string[] = [
  "corpus(moby-dick)",
  "corpus(code-js)",
  "corpus(factbook-json)",
];

/** A made text: words of an urn between blanks, and a line feed after every tenth. */
export function madeText(symbols: Uint8Array): Uint8Array {
  let words = 0;
  return symbols.map((symbol) => {
    if (symbol < 26) return 97 + symbol;
    return ++words % 10 === 0 ? feed : blank;
  });
}
