/**
 * Checks the claims in a Parquet file against its bytes. The library trusts counts and lengths: an unchecked run, list or
 * backward step makes it work, or allocate memory, without end.
 *
 * All functions throw an Error in words and cost one pass over what they check.
 */

/** Nesting limit of structs; the format needs six. */
const deepest = 32;

/** A position in bytes that are read forwards. */
class Cursor {
  readonly #bytes: Uint8Array;
  readonly end: number;
  at: number;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes;
    this.at = start;
    this.end = end;
  }

  byte(): number {
    if (this.at >= this.end) throw new Error(`it ends within the value at byte ${this.at}`);
    return this.#bytes[this.at++]!;
  }

  /** An unsigned number of 7 bits a byte and at most `most` bytes. */
  number(most: number): number {
    let value = 0;
    let place = 1;
    for (let i = 0; i < most; i++, place *= 128) {
      const byte = this.byte();
      value += (byte & 127) * place;
      if (byte < 128) return value;
    }
    throw new Error(`a number of more than ${most} bytes at byte ${this.at - most}`);
  }

  skip(count: number): void {
    if (count > this.end - this.at) {
      throw new Error(`${count} bytes are claimed at byte ${this.at}, but ${this.end - this.at} exist`);
    }
    this.at += count;
  }
}

/**
 * A struct in Thrift's compact protocol, as footers and headers of pages are.
 *
 * @returns the byte after it
 */
export function checkStruct(bytes: Uint8Array, start: number, end: number): number {
  const cursor = new Cursor(bytes, start, end);
  skipStruct(cursor, 1);
  return cursor.at;
}

function skipStruct(cursor: Cursor, depth: number): void {
  if (depth > deepest) throw new Error(`structs within structs at byte ${cursor.at}`);
  for (let head = cursor.byte(); (head & 15) !== 0; head = cursor.byte()) {
    if (head >> 4 === 0) cursor.number(3);
    skipValue(cursor, head & 15, depth);
  }
}

/** Types by the numbers of the protocol: 1 true, 2 false, 3 byte, 4 to 6 integers, 7 double, 8 bytes, 9 list, 12 struct. */
function skipValue(cursor: Cursor, type: number, depth: number): void {
  if (type <= 2) return;
  if (type === 3) cursor.skip(1);
  else if (type === 4 || type === 5) cursor.number(5);
  else if (type === 6) cursor.number(10);
  else if (type === 7) cursor.skip(8);
  else if (type === 8) cursor.skip(cursor.number(5));
  else if (type === 9) skipList(cursor, depth + 1);
  else if (type === 12) skipStruct(cursor, depth + 1);
  else throw new Error(`a value of type ${type} at byte ${cursor.at}`);
}

function skipList(cursor: Cursor, depth: number): void {
  if (depth > deepest) throw new Error(`lists within lists at byte ${cursor.at}`);
  const head = cursor.byte();
  const length = head >> 4 === 15 ? cursor.number(5) : head >> 4;
  const type = head & 15;
  // In a list a boolean is a byte, so that each element has at least one.
  for (let i = 0; i < length; i++) skipValue(cursor, type <= 2 ? 3 : type, depth);
}

/** Largest number of values that writers add to the last packed run: DuckDB pads it to 256. */
const padding = 1023;

/**
 * Checks `count` numbers of `width` bits (1 to 30), as runs of one value or groups of eight, between `start` and `end`.
 *
 * @returns the byte after them
 */
export function checkRuns(
  bytes: Uint8Array,
  start: number,
  end: number,
  width: number,
  count: number,
): number {
  const cursor = new Cursor(bytes, start, end);
  for (let seen = 0; seen < count; ) {
    const head = cursor.number(5);
    const length = head % 2 === 1 ? 4 * (head - 1) : head / 2;
    const most = count - seen + (head % 2 === 1 ? padding : 0);
    if (length === 0 || length > most) {
      throw new Error(`a run of ${length} values, but ${count - seen} are left`);
    }
    cursor.skip(head % 2 === 1 ? (length / 8) * width : Math.ceil(width / 8));
    seen += length;
  }
  return cursor.at;
}

/**
 * Checks the header of delta-encoded numbers, in blocks of a size that the header gives.
 *
 * @returns the byte after the number of differences
 */
export function checkDifferences(bytes: Uint8Array, start: number, count: number): number {
  const cursor = new Cursor(bytes, start, bytes.length);
  const block = cursor.number(5);
  const parts = cursor.number(5);
  const total = cursor.number(5);
  const sound = block > 0 && block <= 1 << 20 && block % 128 === 0 && parts > 0 && (block / parts) % 32 === 0;
  if (!sound) throw new Error(`blocks of ${block} differences in ${parts} parts`);
  if (total !== count) throw new Error(`${total} differences for ${count} values`);
  return cursor.at;
}

/**
 * Checks Snappy data: literals and copies that add up to `length` bytes, each copy of earlier bytes.
 *
 * @returns the number of bytes of the output
 */
export function checkSnappy(bytes: Uint8Array, length: number): number {
  const cursor = new Cursor(bytes, 0, bytes.length);
  const claimed = cursor.number(5);
  if (claimed !== length) throw new Error(`a page of ${claimed} bytes, not ${length}`);
  let made = 0;
  while (cursor.at < bytes.length) {
    const head = cursor.byte();
    const kind = head & 3;
    const code = head >> 2;
    if (kind === 0) {
      const size = 1 + (code < 60 ? code : littleEndian(cursor, code - 59));
      cursor.skip(size);
      made += size;
    } else {
      const back = kind === 1 ? (head >> 5) * 256 + cursor.byte() : littleEndian(cursor, kind === 2 ? 2 : 4);
      if (back === 0 || back > made)
        throw new Error(`a copy from ${back} bytes before, but there are only ${made}`);
      made += kind === 1 ? 4 + (code & 7) : 1 + code;
    }
    if (made > length) throw new Error(`a page of more than ${length} bytes`);
  }
  if (made !== length) throw new Error(`a page of ${made} bytes, not ${length}`);
  return made;
}

function littleEndian(cursor: Cursor, count: number): number {
  let value = 0;
  let place = 1;
  for (let i = 0; i < count; i++, place *= 256) value += cursor.byte() * place;
  return value;
}
