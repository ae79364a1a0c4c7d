import type { Frame, ItemTrunks } from "../wasm/trunks.ts";

/** A byte or more that say what follows, and how far it goes. */
export interface Item {
  /** where its tag ends */
  tag: number;
  /** where its head ends, tag and length, and its body begins */
  body: number;
  /** where it ends */
  end: number;
}

/** Whether an item at a place ends behind it, and not before its body. @throws never */
export const goesForward = ({ body, end }: Item, at: number): boolean => end > at && end >= body;

/** How items that say where they end are written. */
export interface RecordNotation {
  /** whether bodies without a length, such as numbers between others, do not make it this notation */
  readonly asksForLengths?: boolean;
  /**
   * Reads the item at a place.
   *
   * @param bytes that go on beyond what is read; what is not there is undefined
   * @returns whether there can be one; its body may end beyond the bytes
   */
  read(bytes: ArrayLike<number>, at: number, item: Item): boolean;
  /** how its items say how long they are, where all do it alike */
  readonly frame?: Frame;
}

/** Lengths beyond are none. */
const longestBody = 2 ** 24;
const longestVarint = 5;

/** A number of so many bytes; NaN beyond the bytes. */
function numberAt(bytes: ArrayLike<number>, at: number, width: number, littleEndian: boolean): number {
  let value = 0;
  for (let k = 0; k < width; k++) value = 256 * value + bytes[littleEndian ? at + width - 1 - k : at + k]!;
  return value;
}

/** Where a number of seven bits a byte ends, whose last byte is below 128; 0: too long. */
function varintEnd(bytes: ArrayLike<number>, at: number, longest: number): number {
  for (let end = at; end < at + longest; end++) if (!(bytes[end]! >= 128)) return end + 1;
  return 0;
}

function varint(bytes: ArrayLike<number>, at: number, end: number): number {
  let value = 0;
  for (let k = end - 1; k >= at; k--) value = 128 * value + (bytes[k]! & 127);
  return value;
}

function put(item: Item, tag: number, body: number, length: number): boolean {
  item.tag = tag;
  item.body = body;
  item.end = body + length;
  return length >= 0 && length <= longestBody;
}

/** An item whose length has so many bytes after its tag, the first of them being the most significant. */
function counted(bytes: ArrayLike<number>, item: Item, tag: number, width: number, more = 0): boolean {
  return put(item, tag, tag + width, numberAt(bytes, tag, width, false) + more);
}

/** Protocol buffers: number of the field and type, then a number, 4 or 8 bytes, or a length and a body. */
const keyed: RecordNotation = {
  read(bytes, at, item) {
    const tag = varintEnd(bytes, at, 2);
    if (tag === 0 || varint(bytes, at, tag) < 8) return false;
    const type = bytes[at]! & 7;
    if (type === 1) return put(item, tag, tag, 8);
    if (type === 5) return put(item, tag, tag, 4);
    if (type !== 0 && type !== 2) return false;
    const end = varintEnd(bytes, tag, type === 0 ? 10 : longestVarint);
    if (end === 0) return false;
    return type === 0 ? put(item, tag, tag, end - tag) : put(item, tag, end, varint(bytes, tag, end));
  },
};

/** ASN.1 by the basic and the distinguished rules; what is made of others is a head, and they follow. */
const asn1: RecordNotation = {
  read(bytes, at, item) {
    const type = bytes[at]!;
    const first = bytes[at + 1]!;
    if ((type & 31) === 31 || type === 0 || !(first !== 128 && first <= 131)) return false;
    const width = first < 128 ? 0 : first - 128;
    const length = width === 0 ? first : numberAt(bytes, at + 2, width, false);
    return put(item, at + 1, at + 2 + width, (type & 32) > 0 ? 0 : length);
  },
};

/** Bodies of the types of MessagePack from 192 on: bytes of their length, or - 1 - bytes of them. */
const packed = [
  ...[-1, Number.NaN, -1, -1],
  ...[1, 2, 4],
  ...[1, 2, 4],
  ...[-5, -9, -2, -3, -5, -9, -2, -3, -5, -9],
  ...[-3, -4, -6, -10, -18],
  ...[1, 2, 4],
  ...[-3, -5, -3, -5],
];
const extensions = { first: 199, last: 201 };

/** MessagePack; lists and maps are heads, and what they hold follows. */
const messagePack: RecordNotation = {
  read(bytes, at, item) {
    const type = bytes[at]!;
    const tag = at + 1;
    if (type < 160 || type >= 224) return put(item, tag, tag, 0);
    if (type < 192) return put(item, tag, tag, type & 31);
    const width = packed[type - 192]!;
    if (width < 0) return put(item, tag, tag, -1 - width);
    const more = type >= extensions.first && type <= extensions.last ? 1 : 0;
    return width > 0 && counted(bytes, item, tag, width, more);
  },
};

/** CBOR; lists and maps are heads, and what they hold follows. */
const concise: RecordNotation = {
  read(bytes, at, item) {
    const [major, more] = [bytes[at]! >> 5, bytes[at]! & 31];
    const tag = at + 1;
    if (more > 27) return more === 31 && major > 1 && major !== 6 && put(item, tag, tag, 0);
    const width = more < 24 ? 0 : 1 << (more - 24);
    if (major !== 2 && major !== 3) return put(item, tag, tag, width);
    return width === 0 ? put(item, tag, tag, more) : counted(bytes, item, tag, width);
  },
};

const [zero, nine, colon, carriageReturn] = [48, 57, 58, 13];
const mostDigits = 7;

/** Lengths in digits before a colon, or at the end of a line: netstrings, bencode, RESP. Other numbers are bodies, and all else is a head. */
export const writtenLengths: RecordNotation = {
  asksForLengths: true,
  read(bytes, at, item) {
    let digits = 0;
    let length = 0;
    for (; digits < mostDigits; digits++) {
      const code = bytes[at + digits]!;
      if (!(code >= zero && code <= nine)) break;
      length = 10 * length + code - zero;
    }
    const after = bytes[at + digits]!;
    const width = after === colon ? 1 : after === carriageReturn ? 2 : 0;
    if (digits === 0) return put(item, at + 1, at + 1, 0);
    return width > 0 ? put(item, at, at + digits + width, length) : put(item, at, at, digits);
  },
};

function framed(frame: Frame): RecordNotation {
  const { before, width, littleEndian, more } = frame;
  return {
    frame,
    read(bytes, at, item) {
      const tag = at + before;
      const length = numberAt(bytes, tag, width, littleEndian);
      return put(item, tag, tag + width, length + more);
    },
  };
}

const mostBefore = 8;
const widths = [[1, false], [2, false], [2, true], [4, false], [4, true]] as const; // biome-ignore format: short

/** Frames with some bytes before their lengths, which count the body alone, a checksum less, or the whole record. */
const frames = Array.from({ length: mostBefore + 1 }, (_, before) =>
  widths.flatMap(([width, littleEndian]) =>
    [0, 1, 2, 4, -width, -before - width]
      .filter((more, i, all) => all.indexOf(more) === i)
      .map((more) => framed({ before, width, littleEndian, more })),
  ),
).flat();

/** Notations in which a tag says what follows, */
export const taggedNotations: readonly RecordNotation[] = [keyed, asn1, messagePack, concise, writtenLengths];
/** and all. */
export const recordNotations: readonly RecordNotation[] = [...taggedNotations, ...frames];

/** Finds where the items end that may begin at each place of a segment. */
export function findEnds(
  items: ItemTrunks,
  bytes: Uint32Array,
  start: number,
  end: number,
  { frame, read }: RecordNotation,
): void {
  if (frame !== undefined) {
    items.frame(frame, start, end, longestBody);
    return;
  }
  const item: Item = { tag: 0, body: 0, end: 0 };
  for (let at = start; at < end; at++)
    items.ends[at - start] = read(bytes, at, item) && goesForward(item, at) ? item.end : 0;
}
