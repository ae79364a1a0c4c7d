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
  readonly #origin: number;
  readonly end: number;
  at: number;

  /** @param origin place of the first byte, for positions in a file */
  constructor(bytes: Uint8Array, start: number, end: number = bytes.length, origin = 0) {
    this.#bytes = bytes;
    this.#origin = origin;
    this.at = start;
    this.end = end;
  }

  byte(): number {
    if (this.at >= this.end) throw new Error(`it ends within the value at byte ${this.at}`);
    return this.#bytes[this.at++ - this.#origin]!;
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

  /** A number whose sign is in its last bit. */
  signed(most: number): number {
    const value = this.number(most);
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  skip(count: number): void {
    if (count > this.end - this.at) {
      throw new Error(`${count} bytes are claimed at byte ${this.at}, but ${this.end - this.at} exist`);
    }
    this.at += count;
  }

  /** `width` bits, at most 32, from a bit of the bytes at `start` on. */
  bits(start: number, from: number, width: number): number {
    let value = 0;
    for (let k = 0, place = 1; k < width; k++, place *= 2)
      value += ((this.#bytes[start + ((from + k) >>> 3)]! >>> ((from + k) & 7)) & 1) * place;
    return value;
  }
}

/** The numbers and structs of a struct by their fields; other values are passed over. */
export interface Fields {
  readonly [field: number]: number | Fields | undefined;
}

/**
 * A struct in Thrift's compact protocol, as footers and headers of pages are.
 *
 * @param origin place of the first byte in the file
 * @returns its fields, and the byte after it
 */
export function readStruct(
  bytes: Uint8Array,
  start: number,
  end: number,
  origin = 0,
): readonly [Fields, number] {
  const cursor = new Cursor(bytes, start, end, origin);
  return [structAt(cursor, 1), cursor.at];
}

function structAt(cursor: Cursor, depth: number): Fields {
  if (depth > deepest) throw new Error(`structs within structs at byte ${cursor.at}`);
  const fields: Record<number, number | Fields | undefined> = {};
  let field = 0;
  for (let head = cursor.byte(); (head & 15) !== 0; head = cursor.byte()) {
    field = head >> 4 === 0 ? cursor.signed(3) : field + (head >> 4);
    fields[field] = valueAt(cursor, head & 15, depth);
  }
  return fields;
}

/** Types by the numbers of the protocol: 1 true, 2 false, 3 byte, 4 to 6 integers, 7 double, 8 bytes, 9 list, 12 struct. */
function valueAt(cursor: Cursor, type: number, depth: number): number | Fields | undefined {
  if (type <= 2) return type === 1 ? 1 : 0;
  if (type === 4 || type === 5) return cursor.signed(5);
  if (type === 12) return structAt(cursor, depth + 1);
  if (type === 3) cursor.skip(1);
  else if (type === 6) cursor.number(10);
  else if (type === 7) cursor.skip(8);
  else if (type === 8) cursor.skip(cursor.number(5));
  else if (type === 9) skipList(cursor, depth + 1);
  else throw new Error(`a value of type ${type} at byte ${cursor.at}`);
  return undefined;
}

function skipList(cursor: Cursor, depth: number): void {
  if (depth > deepest) throw new Error(`lists within lists at byte ${cursor.at}`);
  const head = cursor.byte();
  const length = head >> 4 === 15 ? cursor.number(5) : head >> 4;
  const type = head & 15;
  // In a list a boolean is a byte, so that each element has at least one.
  for (let i = 0; i < length; i++) valueAt(cursor, type <= 2 ? 3 : type, depth);
}

/** Largest number of values that writers add to the last packed run: DuckDB pads it to 256. */
const padding = 1023;

/**
 * Checks `count` numbers of `width` bits (1 to 30), as runs of one value or groups of eight, between `start` and `end`.
 *
 * @returns how many of numbers of one bit are 1
 */
export function checkRuns(
  bytes: Uint8Array,
  start: number,
  end: number,
  width: number,
  count: number,
): number {
  const cursor = new Cursor(bytes, start, end);
  let ones = 0;
  for (let seen = 0; seen < count; ) {
    const head = cursor.number(5);
    const isPacked = head % 2 === 1;
    const length = isPacked ? 4 * (head - 1) : head / 2;
    const left = count - seen;
    if (length === 0 || length > left + (isPacked ? padding : 0))
      throw new Error(`a run of ${length} values, but ${left} are left`);
    const { at } = cursor;
    cursor.skip(isPacked ? (length / 8) * width : Math.ceil(width / 8));
    seen += length;
    if (width > 1) continue;
    if (!isPacked) ones += bytes[at] === 1 ? length : 0;
    else for (let i = 0; i < Math.min(length, left); i++) ones += cursor.bits(at, i, 1);
  }
  return ones;
}

/** The header of delta-encoded numbers, in blocks of a size that it gives. */
function headerOfDifferences(cursor: Cursor, count: number): readonly [size: number, parts: number] {
  const block = cursor.number(5);
  const parts = cursor.number(5);
  const total = cursor.number(5);
  const sound = block > 0 && block <= 1 << 20 && block % 128 === 0 && parts > 0 && (block / parts) % 32 === 0;
  if (!sound) throw new Error(`blocks of ${block} differences in ${parts} parts`);
  if (total !== count) throw new Error(`${total} differences for ${count} values`);
  return [block / parts, parts];
}

/** Checks the header of delta-encoded numbers. */
export function checkDifferences(bytes: Uint8Array, start: number, count: number): void {
  headerOfDifferences(new Cursor(bytes, start), count);
}

/**
 * Checks values that each share a prefix with the value before: the lengths of the prefixes, then those of the rest.
 *
 * @param most bytes that all prefixes may have together
 * @throws RangeError when they have more
 */
export function checkPrefixes(bytes: Uint8Array, start: number, count: number, most: number): void {
  const cursor = new Cursor(bytes, start);
  const [size, parts] = headerOfDifferences(cursor, count);
  let length = cursor.signed(5) | 0;
  let total = Math.max(0, length);
  for (let left = count - 1; left > 0; ) {
    const least = cursor.signed(5);
    const widths = Array.from({ length: parts }, () => cursor.byte());
    for (const width of widths) {
      if (left === 0) break;
      if (width > 32) throw new Error(`differences of ${width} bits`);
      const { at } = cursor;
      cursor.skip((size * width) / 8);
      for (let k = 0; k < size && left > 0; k++, left--) {
        length = (length + least + cursor.bits(at, k * width, width)) | 0;
        total += Math.max(0, length);
      }
    }
    if (total > most) throw new RangeError(`more than ${most} bytes of documents`);
  }
  headerOfDifferences(cursor, count);
}
