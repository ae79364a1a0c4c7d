import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { InputError } from "../core/errors.ts";
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
export async function readPart(
  path: string,
  document: (line: Buffer) => void,
): Promise<{ readonly head: PartHead; readonly end: PartEnd }> {
  const hash = createHash("sha256");
  const hashed = (line: Buffer): Buffer => {
    hash.update(line).update("\n");
    return line;
  };
  let head: PartHead | undefined;
  // The last two lines are no documents; which they are is known at the end.
  const held: Buffer[] = [];
  for await (const line of linesOf(path)) {
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

/** Lines without their line feed; what comes after the last one is no line. */
async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    let start = 0;
    for (let feed = bytes.indexOf(10); feed >= 0; feed = bytes.indexOf(10, start)) {
      yield bytes.subarray(start, feed);
      start = feed + 1;
    }
    rest = bytes.subarray(start);
  }
}
