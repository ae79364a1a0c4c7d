import { largestOf } from "../core/collections.ts";
import type { NotationName } from "../core/encoding.ts";
import { type SymbolSequence, segmentsOf } from "../core/sequence.ts";

/** How text or pairs of bytes carry bytes or characters. */
interface Transport {
  readonly name: NotationName;
  /** codes without which it does not occur */
  readonly needs: string;
  /** @returns what a piece carries, in UTF-8 where it is characters, and how many of its symbols carry it */
  read(piece: string): Carried;
}

interface Carried {
  readonly bytes: Uint8Array;
  readonly used: number;
}

/** Share of the symbols that must carry something: in text other characters may stand as they are. */
const leastUsed = 0.9;
/** Least share of printable characters in wide ones: numbers are others, too. */
const leastPrintable = 0.98;
/** Least share of the escapes in a text that has them. */
const leastEscaped = 0.05;
/** Symbols that are searched for a transport first. */
const searched = 4096;

const utf8 = new TextEncoder();
const fromHex = (digits: string) =>
  Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const ofCodes = (bytes: ArrayLike<number>) =>
  Array.from({ length: Math.ceil(bytes.length / 8192) }, (_, k) =>
    String.fromCharCode(...Array.prototype.slice.call(bytes, 8192 * k, 8192 * (k + 1))),
  ).join("");
const toBytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Escapes in a text, of which all other characters stand for themselves: the bytes of those are kept. */
function escapes(
  name: NotationName,
  pattern: RegExp,
  needs: string,
  codeOf: (found: string[]) => string,
): Transport {
  return {
    name,
    needs,
    read(piece) {
      let escaped = 0;
      const text = piece.replace(pattern, (...found) => {
        escaped += found[0].length;
        return codeOf(found as string[]);
      });
      return { bytes: toBytes(text), used: escaped < leastEscaped * piece.length ? 0 : piece.length };
    },
  };
}

/** Hexadecimal bytes that a pattern finds, in its first group. */
function hexadecimal(name: NotationName, needs: string, pattern: RegExp, swaps = false): Transport {
  return {
    name,
    needs,
    read(piece) {
      let used = 0;
      const all: string[] = [];
      for (const [whole, digits] of piece.matchAll(pattern)) {
        used += whole.length;
        const packed = digits!.replaceAll(/[^0-9a-f]/gi, "");
        all.push(swaps ? packed.replaceAll(/(..)(..)/g, "$2$1") : packed);
      }
      return { bytes: fromHex(all.join("")), used };
    },
  };
}

/** Characters of 2 or 4 bytes, wherever the first whole one begins. */
function wide(name: NotationName, width: 2 | 4): Transport {
  return {
    name,
    needs: "\u0000",
    read(piece) {
      const all = toBytes(piece);
      const readings = Array.from({ length: 2 * width }, (_, k) => ofWide(all, width, k >> 1, k % 2 === 0));
      // The other order of bytes makes rare characters of frequent ones.
      const most = largestOf(readings.map(({ used }) => used));
      return readings
        .filter(({ used }) => used >= most - width)
        .reduce((a, b) => (b.bytes.length + width < a.bytes.length ? b : a));
    },
  };
}

const printable = /[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\t\n\r]/gu;

function ofWide(all: Uint8Array, width: number, shift: number, isLittle: boolean): Carried {
  const view = new DataView(all.buffer, all.byteOffset, all.byteLength);
  const text: string[] = [];
  for (let at = shift; at + width <= all.length; at += width) {
    const code = width === 2 ? view.getUint16(at, isLittle) : view.getUint32(at, isLittle);
    if (code > 0x10_ffff) return { bytes: new Uint8Array(0), used: 0 };
    text.push(width === 2 ? String.fromCharCode(code) : String.fromCodePoint(code));
  }
  const joined = text.join("");
  const good = joined.match(printable)?.reduce((sum, letter) => sum + letter.length, 0) ?? 0;
  return { bytes: utf8.encode(joined), used: good < leastPrintable * joined.length ? 0 : good * width };
}

/** UTF-16 code units that escapes carry, as UTF-8; characters as they stand are bytes of UTF-8 already. */
const unitsAsBytes = ([units]: string[]) =>
  ofCodes(
    utf8.encode(
      units!.replaceAll(/\\u([0-9a-f]{4})/gi, (_, digits) =>
        String.fromCharCode(Number.parseInt(digits, 16)),
      ),
    ),
  );

/** Source: RFC 3629, 3986 and 8259; the dumps of hexdump, xxd and od. */
const transports: readonly Transport[] = [
  escapes("percent escapes", /%([0-9a-f]{2})/gi, "%", ([, digits]) =>
    String.fromCharCode(Number.parseInt(digits!, 16)),
  ),
  escapes("Unicode escapes", /(?:\\u[0-9a-f]{4})+/gi, "\\u", unitsAsBytes),
  hexadecimal("C array", "x0,", /0x([0-9a-f]{2})(?:,\s*|\s*\})/gi),
  hexadecimal("hexadecimal dump", "0\n", /^[0-9a-f]{6,8} ((?: {1,2}[0-9a-f]{2}){1,16})(?: *\|.*\|)?\n/gim),
  hexadecimal("hexadecimal dump", "0\n ", /^[0-9a-f]{6,8}:((?: [0-9a-f]{2,4}){1,8}).*\n/gim),
  hexadecimal("hexadecimal dump", "0\n ", /^[0-9a-f]{6,8}((?: [0-9a-f]{2}){1,16}) *\n/gim),
  hexadecimal("hexadecimal dump", "0\n ", /^[0-9a-f]{6,8}((?: [0-9a-f]{4}){1,8}) *\n/gim, true),
  wide("UTF-16", 2),
  wide("UTF-32", 4),
];

/**
 * The notation that carries nearly all of a sequence of bytes or characters.
 *
 * @param present codes that occur
 * @returns its name, and a function that reads a sequence with the same codes; undefined: none
 * Cost: O(n) for each of those whose marks occur.
 */
export function transportOf(
  { symbols, codes }: SymbolSequence,
  present: readonly number[],
): { readonly name: NotationName; read(sequence: SymbolSequence): SymbolSequence } | undefined {
  if (largestOf(present) > 255) return undefined;
  const occurs = new Set(present);
  const start = ofCodes(Array.from(symbols.subarray(0, searched), (symbol) => codes![symbol]!));
  for (const { name, needs, read } of transports) {
    if (![...needs].every((letter) => occurs.has(letter.charCodeAt(0)))) continue;
    if (read(start).used < leastUsed * start.length) continue;
    return { name, read: (sequence) => carriedBy(sequence, read) };
  }
  return undefined;
}

function carriedBy({ symbols, segmentEnds, codes }: SymbolSequence, read: Transport["read"]): SymbolSequence {
  const pieces = [...segmentsOf(segmentEnds)].map(
    ([start, end]) =>
      read(ofCodes(Array.from(symbols.subarray(start, end), (symbol) => codes![symbol]!))).bytes,
  );
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  const ends = pieces.map((piece) => {
    bytes.set(piece, at);
    at += piece.length;
    return at;
  });
  return {
    ...{ symbols: bytes, alphabetSize: 256, segmentEnds: ends },
    codes: Uint8Array.from({ length: 256 }, (_, byte) => byte),
  };
}
