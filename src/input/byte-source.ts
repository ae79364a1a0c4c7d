import { InputError } from "../core/errors.ts";

/** Bytes that can be read in pieces: a file, or documents in memory. */
export interface ByteSource {
  readonly size: number;
  /** ends of the documents, ascending; the last one is `size` (empty for an empty input) */
  readonly documentEnds: ArrayLike<number>;
  /** of the open file whose bytes these are; absent: they are in memory */
  readonly descriptor?: number;
  /**
   * @returns the bytes from `offset` on, read-only; fewer than `length` only at the end of the source
   * @throws InputError when they cannot be read
   */
  read(offset: number, length: number): Uint8Array;
}

/**
 * Documents in memory as one source.
 *
 * @param documents in order
 * @throws RangeError when several documents are larger together than the platform can allocate
 * Cost: none for one document, else one copy.
 */
export function memorySource(documents: readonly Uint8Array[]): ByteSource {
  const [only] = documents;
  const bytes = documents.length === 1 && only !== undefined ? only : Buffer.concat(documents);
  const documentEnds: number[] = [];
  let end = 0;
  for (const document of documents) {
    end += document.length;
    if (document.length > 0) documentEnds.push(end);
  }
  return bytesSource(bytes, documentEnds);
}

/** Bytes per read of a reader that goes forwards. */
export const stretchLength = 1_048_576;

/** All bytes, in pieces. */
export function* stretches(source: ByteSource, length: number = stretchLength): Generator<Uint8Array> {
  for (let at = 0; at < source.size; at += length) yield source.read(at, length);
}

/** As `ByteSource.read`. @throws InputError when the source has fewer bytes than it had */
export function readStretch(
  source: Pick<ByteSource, "size" | "read">,
  offset: number,
  length: number,
): Uint8Array {
  const bytes = source.read(offset, length);
  if (bytes.length < Math.min(length, source.size - offset))
    throw new InputError("has become shorter while it was read");
  return bytes;
}

/** Reads a source forwards in small pieces, whatever a read of the source costs. */
export class ForwardReader {
  readonly size: number;
  readonly #source: Pick<ByteSource, "size" | "read">;
  #stretch: Uint8Array = new Uint8Array(0);
  #start = 0;

  constructor(source: Pick<ByteSource, "size" | "read">) {
    this.size = source.size;
    this.#source = source;
  }

  /** The byte at an offset before the end. */
  byte(offset: number): number {
    return this.#stretch[offset - this.#start] ?? this.read(offset, 1)[0]!;
  }

  /** @returns as `ByteSource.read` */
  read(offset: number, length: number): Uint8Array {
    const from = offset - this.#start;
    if (from >= 0 && from + length <= this.#stretch.length)
      return this.#stretch.subarray(from, from + length);
    this.#stretch = readStretch(this.#source, offset, Math.max(length, stretchLength));
    this.#start = offset;
    return this.#stretch.subarray(0, length);
  }
}

/** Bytes up to which a buffer of four times the size is allocated, and the part of all that may come. */
const smallRoom = 4_194_304;
const smallPart = 1 / 32;

/**
 * The C library gives so much memory back to the system when it is freed. Of less it keeps up to twice the largest part that was
 * ever freed (glibc: M_MMAP_THRESHOLD, which grows to 32 MiB).
 */
const returnedBytes = 33_554_432;

/**
 * A buffer for at least `bytes`. Beyond some megabytes it has room for everything that may come: unwritten pages take no
 * memory, while growing would hold two copies.
 */
export function roomFor(bytes: number, most: number): Uint8Array {
  if (bytes <= Math.min(smallRoom, smallPart * most))
    return Buffer.allocUnsafeSlow(Math.max(65_536, 4 * bytes));
  try {
    return Buffer.allocUnsafeSlow(Math.max(most, returnedBytes));
  } catch {
    // Except on systems where allocated memory is committed at once.
    return Buffer.allocUnsafeSlow(Math.ceil(1.5 * bytes));
  }
}

/** Documents side by side in memory as one source. */
export function bytesSource(bytes: Uint8Array, documentEnds: ArrayLike<number>): ByteSource {
  return {
    size: bytes.length,
    documentEnds,
    read: (offset, length) => bytes.subarray(offset, offset + length),
  };
}
