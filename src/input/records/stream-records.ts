import { Allowance } from "../allowance.ts";
import { readJsonRecord } from "./json-record.ts";
import { type StreamedRecord, type StreamFields, unreadableRecord } from "./streamed-record.ts";

/** Most bytes of one streamed record. */
const mostRecord = 67_108_864;
/** Approximate bytes of records that are handed over together. */
const together = 262_144;

/**
 * Streams lines of JSON, in batches.
 *
 * @param chunks of bytes, cut anywhere; not written to afterwards
 * @param longest most bytes of a record
 * @param limited limits of all records together; by default there are only those of one
 * @throws what `chunks` throws
 * Cost: memory for a few records, whatever their number.
 */
export async function* streamJsonLines(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  fields: StreamFields,
  longest: number = mostRecord,
  limited?: Allowance,
): AsyncGenerator<readonly StreamedRecord[]> {
  const lines = new Lines(longest);
  const allowance = limited ?? new Allowance(longest);
  let some: StreamedRecord[] = [];
  let size = 0;
  let record = 0;
  function* batches(found: Iterable<Line>): Generator<readonly StreamedRecord[]> {
    for (const { bytes, line, offset, length } of found) {
      limited?.work();
      const place = { record, line, offset };
      const one =
        bytes === null
          ? unreadableRecord(place, `not supported: a record of ${length} bytes, more than ${longest}`, null)
          : readJsonRecord(bytes, place, fields, allowance);
      if (one === null) continue;
      record++;
      some.push(one);
      size += length;
      if (size < together) continue;
      yield some;
      some = [];
      size = 0;
    }
  }
  for await (const chunk of chunks) yield* batches(lines.of(chunk));
  yield* batches(lines.rest());
  if (some.length > 0) yield some;
}

interface Line {
  /** with its line feed; null: too long */
  readonly bytes: Uint8Array | null;
  readonly length: number;
  /** from 1 */
  readonly line: number;
  readonly offset: number;
}

/** Lines of chunks that are cut anywhere. */
class Lines {
  readonly #longest: number;
  #parts: Uint8Array[] = [];
  #held = 0;
  #line = 1;
  #offset = 0;

  constructor(longest: number) {
    this.#longest = longest;
  }

  *of(chunk: Uint8Array): Generator<Line> {
    let start = 0;
    for (let feed = chunk.indexOf(10); feed >= 0; feed = chunk.indexOf(10, start)) {
      yield this.#ended(chunk.subarray(start, feed + 1));
      start = feed + 1;
    }
    if (start === chunk.length) return;
    const rest = chunk.subarray(start);
    this.#held += rest.length;
    // Of a line that is too long only the length is kept.
    if (this.#held <= this.#longest) this.#parts.push(rest);
    else this.#parts = [];
  }

  /** The last line, where it has no end. */
  *rest(): Generator<Line> {
    if (this.#held > 0) yield this.#ended(new Uint8Array(0));
  }

  #ended(tail: Uint8Array): Line {
    const length = this.#held + tail.length;
    const parts = tail.length > 0 ? [...this.#parts, tail] : this.#parts;
    const [only] = parts;
    const isWhole = length <= this.#longest;
    const bytes = !isWhole ? null : parts.length === 1 ? only! : Buffer.concat(parts, length);
    const one = { bytes, length, line: this.#line++, offset: this.#offset };
    this.#offset += length;
    this.#parts = [];
    this.#held = 0;
    return one;
  }
}
