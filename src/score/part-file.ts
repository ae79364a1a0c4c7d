import { createHash } from "node:crypto";
import { closeSync, readSync } from "node:fs";
import { InputError } from "../core/errors.ts";
import { openRegular } from "../input/open-regular.ts";
import type { AccountedInput } from "../run/run-batch.ts";
import type { Shard } from "./plan-shard.ts";
import { scoreVersion } from "./schema.ts";
import type { PackedTally } from "./score-tally.ts";

/** The first line of a part. */
export interface PartHead {
  readonly mesoscopePart: typeof scoreVersion;
  readonly version: string;
  /** of what job it is a part */
  readonly job: string;
  readonly shard: Shard;
  readonly options: { readonly sample: number | "all"; readonly seed: number };
  /** the arguments behind `mesoscope score`, so that a missing part can be asked for again */
  readonly arguments: readonly string[];
  /** number of the first task of the array job that it was made by; null: none */
  readonly firstTask: number | null;
}

/** The last line but one; the documents come before it. */
interface PartEnd {
  readonly tally: PackedTally;
  readonly errors: readonly AccountedInput[];
  readonly skipped: readonly AccountedInput[];
}

/** @returns the name of a part in its folder; names sort as shards do */
export function partName({ index, count }: Shard): string {
  const digits = String(count - 1).length;
  return `part-${String(index).padStart(digits, "0")}-of-${count}.ndjson`;
}

export const isPartName = (name: string): boolean => /^part-\d+-of-\d+\.ndjson$/.test(name);

/** Writes a part line by line; the last line is the checksum of all before it. */
export class PartWriter {
  readonly #write: (bytes: Uint8Array) => void;
  readonly #hash = createHash("sha256");

  constructor(head: PartHead, write: (bytes: Uint8Array) => void) {
    this.#write = write;
    this.line(head);
  }

  line(value: unknown): void {
    const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
    this.#hash.update(bytes);
    this.#write(bytes);
  }

  end(end: PartEnd): void {
    this.line(end);
    this.#write(Buffer.from(`${JSON.stringify({ sha256: this.#hash.digest("hex") })}\n`));
  }
}

/**
 * Reads a part as a whole and checks it.
 *
 * @param document is given every line of a document, without its line feed
 * @throws InputError for a part that is damaged or of another version; the fault of the system when it cannot be read
 * Cost: O(bytes); memory for the longest line.
 */
export function readPart(
  path: string,
  document: (line: Buffer) => void,
): { readonly head: PartHead; readonly end: PartEnd } {
  const hash = createHash("sha256");
  const hashed = (line: Buffer): Buffer => {
    hash.update(line).update("\n");
    return line;
  };
  let head: PartHead | undefined;
  // The last two lines are no documents; which they are is known at the end.
  const held: Buffer[] = [];
  for (const line of linesOf(path)) {
    if (head === undefined) head = headOf(hashed(line));
    else if (held.push(line) > 2) document(hashed(held.shift()!));
  }
  const [end, sum] = held;
  if (head === undefined || end === undefined || sum === undefined) throw damaged();
  hashed(end);
  if ((parsed(sum) as { sha256?: unknown }).sha256 !== hash.digest("hex")) throw damaged();
  return { head, end: parsed(end) as PartEnd };
}

const damaged = () => new InputError("is damaged: its checksum does not fit");

function parsed(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString());
  } catch {
    throw damaged();
  }
}

function headOf(line: Buffer): PartHead {
  const head = parsed(line) as PartHead;
  if (head?.mesoscopePart === scoreVersion) return head;
  throw new InputError("is no part file of this version of mesoscope");
}

/** Bytes of the longest line: a tally has some ten million. */
const longestLine = 1 << 28;
const chunkBytes = 1 << 18;

/** Lines without their line feed; what comes after the last one is no line. */
function* linesOf(path: string): Generator<Buffer> {
  const { file } = openRegular(path);
  try {
    let begun: Buffer[] = [];
    let length = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(chunkBytes);
      const bytes = chunk.subarray(0, readSync(file, chunk, 0, chunkBytes, null));
      if (bytes.length === 0) return;
      let start = 0;
      for (let feed = bytes.indexOf(10); feed >= 0; feed = bytes.indexOf(10, start)) {
        const last = bytes.subarray(start, feed);
        yield begun.length === 0 ? last : Buffer.concat([...begun, last]);
        begun = [];
        length = 0;
        start = feed + 1;
      }
      if (start === bytes.length) continue;
      begun.push(bytes.subarray(start));
      length += bytes.length - start;
      if (length > longestLine) throw new InputError(`is damaged: a line of more than ${longestLine} bytes`);
    }
  } finally {
    closeSync(file);
  }
}
