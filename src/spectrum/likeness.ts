import type { EncodedSequence } from "../core/encoding.ts";
import { decodeText } from "../encodings/decode-text.ts";
import { sniffTextFormat } from "../encodings/text-format.ts";
import { type LikenessModels, type LikenessReference, withoutRuns } from "../models/likeness-models.ts";
import { figure, type Like } from "../results/report.ts";
import { noneOf } from "./sentences.ts";

/** Most bytes that are compared, and the pieces that they are drawn from where there are more. */
const mostBytes = 131_072;
const pieceCount = 32;
/** Fewest bytes that are compared, and fewest bits by which a reference must stand out. */
const fewestBytes = 100;
const fewestBits = 100;
/**
 * What a reference must save in comparison with the symbol frequencies of the sample and with the third kind, bit/byte, and most
 * that it may cost more than those frequencies.
 */
const leastSaved = 0.3;
const mostExcess = 0.5;
/** What it must save in binary data, compared with their frequencies alone: a lead over texts says nothing. */
const leastSavedOfBinary = 0.2;
/** Lead from which a reference is named alone: over others of its kind, and over the second kind, bit/byte and bits. */
const clearlyAhead = 0.05;
const leadBits = 20;

/**
 * What a text is like: the reference under whose frozen model it costs least, if that is less than under the text's own symbol
 * frequencies or clearly less than under references of other kinds.
 *
 * @param bytes of the sample
 * @param sequence of the same bytes
 * Cost: 5 ms for 100 kB.
 */
export function likenessOf(bytes: Uint8Array, sequence: EncodedSequence, models: LikenessModels): Like {
  const pieces = piecesOf(asUtf8(bytes, sequence)).map(withoutRuns);
  const n = pieces.reduce((sum, { length }) => sum + length, 0);
  if (n < fewestBytes) return none(`fewer than ${fewestBytes} bytes`);
  const own = ownFrequencies(pieces, n);
  const costs = models.costs(pieces);
  const order = models.references.map((reference, m): Compared => ({ ...reference, cost: costs[m]! / n }));
  order.sort((a, b) => a.cost - b.cost);
  const first = order[0]!;
  const second = order.find(({ kind }) => kind !== first.kind)!;
  // Two kinds may be alike, as two languages or two notations are.
  const third = order.find(({ kind }) => kind !== first.kind && kind !== second.kind)!;
  const saved = own - first.cost;
  const evidence = saved + third.cost - first.cost;
  const isBinary = pieces.some((piece) => piece.includes(0));
  const fits = isBinary ? saved >= leastSavedOfBinary : saved >= -mostExcess && evidence >= leastSaved;
  if (!fits || evidence * n < fewestBits) return none(`${noneOf} ${order.length} references`);
  const isAhead = (other: number) =>
    other - first.cost >= clearlyAhead && (other - first.cost) * n >= leadBits;
  const named = ({ id, title, kind, cost }: Compared) => {
    // Of several alike the kind is named.
    const sibling = order.find((other) => other.kind === kind && other.title !== title);
    const isAlone = sibling === undefined || isAhead(sibling.cost);
    return { title: isAlone ? title : kind, kind, reference: id, cost: figure(cost, "bit/byte") };
  };
  const [like, next] = [named(first), named(second)];
  return {
    status: "ok",
    ...like,
    title: isAhead(second.cost) ? like.title : `${like.title} or ${next.title}`,
    ownFrequencies: figure(own, "bit/byte"),
    second: next,
  };
}

type Compared = LikenessReference & { readonly cost: number };

const none = (reason: string): Like => ({ status: "undefined", reason });

/** Symbols that no bytes of a text are behind. */
export const noText: Like = none("its symbols are no bytes of a text");

/** Text in UTF-16, UTF-32 or Latin-1 as UTF-8, in which the references are; all else as it is. */
function asUtf8(bytes: Uint8Array, { encoding, decoding }: EncodedSequence): Uint8Array {
  const sniffed = sniffTextFormat(bytes);
  const format =
    encoding === "bytes" || decoding.charset === null
      ? sniffed
      : { charset: decoding.charset, byteOrderMark: sniffed.byteOrderMark };
  if (format.charset === "utf-8") return bytes;
  const parts: string[] = [];
  const chunk = (codePoints: Uint32Array) => {
    for (let i = 0; i < codePoints.length; i += 4096)
      parts.push(String.fromCodePoint(...codePoints.subarray(i, i + 4096)));
  };
  decodeText([bytes.subarray(0, 4 * mostBytes)], format, { chunk, endSegment() {} });
  return new TextEncoder().encode(parts.join(""));
}

function piecesOf(bytes: Uint8Array): Uint8Array[] {
  if (bytes.length <= mostBytes) return [bytes];
  const length = mostBytes / pieceCount;
  return Array.from({ length: pieceCount }, (_, i) => {
    const at = Math.floor((i * (bytes.length - length)) / (pieceCount - 1));
    return bytes.subarray(at, at + length);
  });
}

/** Cost under the text's own symbol frequencies, their description included, bit/byte; 8 where they are of no use. */
function ownFrequencies(pieces: readonly Uint8Array[], n: number): number {
  const counts = new Uint32Array(256);
  for (const piece of pieces) for (let i = 0; i < piece.length; i++) counts[piece[i]!]!++;
  const present = counts.filter((count) => count > 0);
  const bits = present.reduce((sum, count) => sum - count * Math.log2(count / n), 0);
  return Math.min(8, (bits + ((present.length - 1) / 2) * Math.log2(n)) / n);
}
