import { createHash } from "node:crypto";
import { closeSync, readSync } from "node:fs";
import type * as z from "zod";
import { InputError } from "../../core/errors.ts";
import { JsonFault, parseJson } from "../../core/json.ts";
import { openRegular } from "../../input/open-regular.ts";
import {
  type PartDocument,
  type PartEnd,
  type PartHead,
  packDocument,
  partDocumentSchema,
  partEndSchema,
  partHeadSchema,
  undeclaredColumn,
  unpackDocument,
} from "./part-schema.ts";
import type { Shard } from "./plan-shard.ts";
import { scoreVersion } from "./schema.ts";
import { faultOfTally, ScoreTally, unpackTally } from "./score-tally.ts";

/** @returns the name of a part in its folder; names sort as shards do */
export function partName({ index, count }: Shard): string {
  const digits = String(count - 1).length;
  return `part-${String(index).padStart(digits, "0")}-of-${count}.ndjson`;
}

export const isPartName = (name: string): boolean => /^part-\d+-of-\d+\.ndjson$/.test(name);

/** Writes a part line by line; the last line is the checksum of all lines before it. */
export function partWriter(head: PartHead, write: (bytes: Uint8Array) => void) {
  const hash = createHash("sha256");
  const line = (value: unknown) => {
    const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
    hash.update(bytes);
    write(bytes);
  };
  line(head);
  return {
    document: (document: PartDocument) => line(packDocument(document)),
    end(end: PartEnd) {
      line(end);
      write(Buffer.from(`${JSON.stringify({ sha256: hash.digest("hex") })}\n`));
    },
  };
}

/**
 * Reads a whole part and checks it.
 *
 * @param take gets every document
 * @throws InputError for a part that is damaged or of another version, RangeError or TypeError for an invalid tally; the fault
 *   of the system when it cannot be read
 * Cost: O(bytes); memory for the longest line.
 */
export function readPart(
  path: string,
  take: (document: PartDocument) => void,
): { readonly head: PartHead; readonly end: PartEnd; readonly tally: ScoreTally } {
  const hash = createHash("sha256");
  const hashed = (line: Buffer): Buffer => {
    hash.update(line).update("\n");
    return line;
  };
  let head: PartHead | undefined;
  const scored = new ScoreTally();
  const counted = (line: Buffer): PartDocument => {
    const where = `document ${scored.documents}`;
    const document = allowed(partDocumentSchema, unpackDocument(parsed(line)), where);
    const column = head === undefined ? null : undeclaredColumn(document, head);
    if (column !== null)
      throw new InputError(
        `is not a part that mesoscope wrote: ${where}.${column}: its head does not name it`,
      );
    scored.addScore(document);
    return document;
  };
  /** of the first document with a fault; a wrong checksum is reported instead */
  let fault: InputError | undefined;
  const read = (line: Buffer): void => {
    if (fault !== undefined) return;
    let document: PartDocument;
    try {
      document = counted(line);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      fault = error;
      return;
    }
    take(document);
  };
  // The last two lines are not documents; they are known only at the end.
  const held: Buffer[] = [];
  for (const line of linesOf(path)) {
    if (head === undefined) head = headOf(hashed(line));
    else if (held.push(line) > 2) read(hashed(held.shift()!));
  }
  const [last, sum] = held;
  if (head === undefined || last === undefined || sum === undefined) throw damaged();
  hashed(last);
  if ((parsed(sum) as { sha256?: unknown } | null)?.sha256 !== hash.digest("hex")) throw damaged();
  if (fault !== undefined) throw fault;
  const end = allowed(partEndSchema, parsed(last), "its tally");
  const tally = unpackTally(end.tally);
  const wrong = faultOfTally(tally, scored);
  if (wrong !== null) throw new InputError(`is damaged: its tally does not match its documents: ${wrong}`);
  return { head, end, tally };
}

/**
 * The first line of a part, which may be damaged all the same.
 *
 * @throws InputError for a file that is not a part of this version; the fault of the system when it cannot be read
 */
export function readHead(path: string): PartHead {
  for (const line of linesOf(path)) return headOf(line);
  throw damaged();
}

const damaged = () => new InputError("is damaged: its checksum does not match");

function parsed(line: Buffer): unknown {
  try {
    return parseJson(line.toString());
  } catch (error) {
    if (error instanceof JsonFault && !error.isSyntax) throw new InputError(`is damaged: ${error.message}`);
    throw damaged();
  }
}

function headOf(line: Buffer): PartHead {
  const head = parsed(line) as { mesoscopePart?: unknown; version?: unknown } | null;
  if (head?.mesoscopePart === scoreVersion) return allowed(partHeadSchema, head, "its head");
  const { data: version } = partHeadSchema.shape.version.safeParse(head?.version);
  if (head?.mesoscopePart === undefined || version === undefined)
    throw new InputError("is not a part file of mesoscope");
  throw new InputError(`was written by mesoscope ${version}, which this version cannot read: score it again`);
}

/** A value that a schema allows. @throws InputError that says what is wrong with it */
function allowed<Value>(schema: z.ZodType<Value>, value: unknown, what: string): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = [what, ...(issue?.path ?? [])].join(".");
  throw new InputError(`is not a part that mesoscope wrote: ${where}: ${issue?.message}`);
}

/** Bytes of the longest line: a tally has some ten million. */
const longestLine = 1 << 28;
const chunkBytes = 1 << 18;

/** Lines without their line feed; text after the last line feed is not a line. */
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
