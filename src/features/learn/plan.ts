import { createHash } from "node:crypto";
import { setImmediate as pause } from "node:timers/promises";
import type { Call } from "../../command/command.ts";
import { allPaths, findInputs } from "../../command/find-inputs.ts";
import { exitStatus, write } from "../../command/io.ts";
import type { SharedOptions } from "../../command/options.ts";
import { nameUnmeasured } from "../../command/outcome.ts";
import { openOutput, requireWritable } from "../../command/write-output.ts";
import { plural } from "../../core/collections.ts";
import { InputError, NoField, UsageError } from "../../core/errors.ts";
import { version } from "../../core/version.ts";
import type { ByteSource } from "../../input/byte-source.ts";
import { openInput } from "../../input/open-input.ts";
import { defaultReading } from "../../input/reading.ts";
import { releaseMemory } from "../../input/release-memory.ts";
import { requireSize } from "../../input/size.ts";
import { learnModel, type Text } from "../../models/learn-model.ts";
import { largestModel, type ModelHeader, mostText } from "../../models/model-schema.ts";
import { escapeForTerminal, formatNumber } from "../../report/kit/format.ts";
import { openInputSource } from "../../run/input-source.ts";
import { requireSomeField } from "../../run/require-some-field.ts";
import type { AccountedInput } from "../../run/run-batch.ts";
import type { TaskInput } from "../../run/task.ts";

export interface LearnModelOptions extends SharedOptions {
  readonly order: number;
  readonly size: string;
  readonly trial: string;
}

/** Enough for all bytes, all pairs of them and a header. */
const leastSize = 1_000_000;
/** Size of the pieces of files without records, in bytes, */
const pieceBytes = 1_048_576;
/** and as a share of all that may be learned. */
const largestPiece = 1 / 16;

/**
 * Learns a model of files and writes it.
 *
 * @returns the exit status
 * @throws UsageError for wrong options; InputError when there is nothing to learn from
 */
export async function learnFromFiles(call: Call<LearnModelOptions>): Promise<number> {
  const { paths, options, io } = call;
  const { output, force, quiet, seed, order } = options;
  if (output === undefined)
    throw new UsageError("name the file of the model with -o FILE, e.g. -o good.model");
  const size = requireSize(options.size, "--size");
  if (size < leastSize || size > largestModel)
    throw new UsageError(`--size takes ${leastSize} to ${largestModel} bytes, not ${size}`);
  const trial = options.trial === "0" ? 0 : requireSize(options.trial, "--trial");
  const named = await allPaths(paths, options, io);
  if (named.typed.length + (named.listed?.length ?? 0) === 0)
    throw new UsageError("name the files or folders to learn from, or - for standard input");
  requireWritable(io, output, force);
  const { maxMemory } = options;
  const share = maxMemory === undefined ? {} : { maxMemory: Math.floor(shareOfReading * maxMemory) };
  const { found, skipped, failed } = await findInputs(named, { ...options, ...share }, io);
  const errors: AccountedInput[] = [...failed];
  let withoutField = 0;
  const most = mostLearned(maxMemory);
  const piece = Math.max(1, Math.min(pieceBytes, Math.floor(most * largestPiece)));
  const draw = new DocumentSampler(seed, most);
  for (const [i, { name, input }] of found.entries()) {
    try {
      await drawFrom(name, input, piece, draw, errors);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      errors.push({ input: name, reason: error.message });
      if (error instanceof NoField) withoutField++;
    }
    call.progress(i + 1, found.length);
    await pause();
  }
  if (maxMemory !== undefined) await releaseMemory();
  call.clearProgress();
  const text = draw.text();
  if (text.bytes.length === 0) {
    requireSomeField(0, errors, withoutField);
    await nameUnmeasured({ errors, skipped }, quiet === true, io);
    const reason =
      draw.total > 0
        ? `--max-memory allows ${Math.max(0, most)} bytes of text, and no document is shorter`
        : errors.length > 0
          ? "no document could be read"
          : "all documents are empty";
    throw new InputError(`there is nothing to learn from: ${reason}`);
  }
  const { bytes, header } = learnModel(text, { order, size, trial, of: draw.total, version });
  const file = openOutput(io, output, force);
  file.write(bytes);
  file.commit();
  await nameUnmeasured({ errors, skipped }, quiet === true, io);
  if (quiet !== true) await write(io.stdout, summaryOf(header, output, bytes.length));
  return errors.length > 0 ? exitStatus.input : exitStatus.fine;
}

/** A document that is read only if it is drawn. */
interface UnreadDocument {
  readonly length: number;
  /** @throws InputError when it cannot be read */
  readonly read: () => Uint8Array;
}

const unread = (source: ByteSource, start: number, length: number): UnreadDocument => ({
  length,
  // A copy, so that a drawn document does not keep the rest of its file in memory.
  read: () => new Uint8Array(source.read(start, length)),
});

/** Draws from an input in a call of its own, so that none of it stays referenced. */
async function drawFrom(
  name: string,
  input: TaskInput,
  piece: number,
  draw: DocumentSampler,
  errors: AccountedInput[],
): Promise<void> {
  for await (const document of documentsOf(name, input, piece, errors)) draw.add(document);
}

/** Documents of an input: records, or pieces of a file. @throws InputError when it cannot be read */
async function* documentsOf(
  name: string,
  input: TaskInput,
  piece: number,
  errors: AccountedInput[],
): AsyncGenerator<UnreadDocument> {
  if (input.kind !== "file" && input.kind !== "bytes") return;
  const source = openInputSource(input);
  try {
    const { source: inner, records } = await openInput(source, name, input.reading ?? defaultReading);
    if (records === null) {
      for (let at = 0; at < inner.size; at += piece)
        yield unread(inner, at, Math.min(piece, inner.size - at));
      return;
    }
    const { bad } = records;
    if (bad !== null)
      errors.push({
        input: name,
        reason: `${plural(bad.count, "bad record")}, the first${bad.line === null ? "" : ` in line ${bad.line}`}: ${bad.reason}`,
      });
    let start = 0;
    for (let i = 0; i < inner.documentEnds.length; i++) {
      const end = inner.documentEnds[i]!;
      yield unread(inner, start, end - start);
      start = end;
    }
  } finally {
    source.close();
  }
}

/** Memory of learning in bytes: fixed, and per byte of text for its suffixes, strings and counts. */
const [startMemory, memoryPerByte] = [48_000_000, 26];
/** The part of a memory limit that reading an input may take before its text is learned. */
const shareOfReading = 1 / 2;

/** Largest number of bytes of text to learn. */
function mostLearned(memory: number | undefined): number {
  return memory === undefined
    ? mostText
    : Math.min(mostText, Math.floor((memory - startMemory) / memoryPerByte));
}

/** Keeps all documents while they fit, and from then on those whose numbers have the smallest hashes. */
class DocumentSampler {
  total = 0;
  #held = 0;
  #count = 0;
  #limit = 1;
  #documents: { readonly place: number; readonly bytes: Uint8Array }[] = [];
  readonly #seed: number;
  readonly #most: number;

  /** @param most bytes of documents to keep */
  constructor(seed: number, most: number) {
    this.#seed = seed;
    this.#most = most;
  }

  add({ length, read }: UnreadDocument): void {
    if (length === 0) return;
    this.total += length;
    const key = createHash("sha256")
      .update(`${this.#seed} ${this.#count++}`)
      .digest();
    const place = key.readUInt32LE(0) / 2 ** 32;
    if (place >= this.#limit) return;
    const bytes = read();
    this.#documents.push({ place, bytes });
    this.#held += bytes.length;
    while (this.#held > this.#most) {
      this.#limit /= 2;
      this.#documents = this.#documents.filter((one) => one.place < this.#limit);
      this.#held = this.#documents.reduce((sum, one) => sum + one.bytes.length, 0);
    }
  }

  text(): Text {
    let end = 0;
    const documentEnds = this.#documents.map(({ bytes }) => (end += bytes.length));
    return {
      bytes: new Uint8Array(
        Buffer.concat(
          this.#documents.map(({ bytes }) => bytes),
          end,
        ),
      ),
      documentEnds,
    };
  }
}

/** A summary of what was learned, in two or three lines. */
function summaryOf(
  { text, heldOut, observer, levels, order }: ModelHeader,
  output: string,
  size: number,
): string {
  const strings = levels.reduce((sum, level) => sum + level.strings, 0);
  const within = (interval: { lower: number; upper: number } | null) =>
    interval === null ? "" : ` (${formatNumber(interval.lower)} to ${formatNumber(interval.upper)})`;
  const drawn = text.bytes < text.of ? ` of ${text.of}` : "";
  const lines = [
    `${plural(text.documents, "document")}, ${text.bytes}${drawn} bytes learned -> ${escapeForTerminal(output)}: ${size} bytes, ${strings} strings up to ${order} bytes`,
    heldOut === null
      ? "held-out loss not measured: too little text"
      : `held-out text of the same kind: ${formatNumber(heldOut.rate)}${within(heldOut.interval)} bit/byte`,
  ];
  if (observer !== null)
    lines.push(
      `${formatNumber(observer.above)}${within(observer.interval)} bit/byte more than the full observer, if both learn the same ${observer.learned} bytes`,
    );
  return `${lines.join("\n")}\n`;
}
