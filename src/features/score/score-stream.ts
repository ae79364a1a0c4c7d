import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { setImmediate as pause } from "node:timers/promises";
import type { ReportCall } from "../../command/command.ts";
import { allPaths, eachInput, readingOf } from "../../command/find-inputs.ts";
import { goneReason } from "../../command/gone.ts";
import { exitStatus, type Io, write } from "../../command/io.ts";
import { requireNoOverwrite } from "../../command/no-overwrite.ts";
import type { SharedOptions } from "../../command/options.ts";
import { nameUnmeasured } from "../../command/outcome.ts";
import { withLock } from "../../command/with-lock.ts";
import { placeOf, requireWritable } from "../../command/write-output.ts";
import { plural } from "../../core/collections.ts";
import { InputError, NoField, UsageError, underName } from "../../core/errors.ts";
import { version } from "../../core/version.ts";
import { readRegular, smallFiles } from "../../input/open-regular.ts";
import { defaultKey } from "../../input/reading.ts";
import { noField } from "../../input/records/field-of.ts";
import type { StreamedRecord } from "../../input/records/streamed-record.ts";
import { decodeModel, type LoadedModel } from "../../models/model-file.ts";
import { installedWorker } from "../../run/installation.ts";
import { eachInPool, reasonOfDeath } from "../../run/pool.ts";
import { requireSomeField } from "../../run/require-some-field.ts";
import type { AccountedInput } from "../../run/run-batch.ts";
import { fileOf, type TaskInput } from "../../run/task.ts";
import { draftOf, noteOf } from "./resumed-file.ts";
import { type Heads, openSink } from "./score-sink.ts";
import { type Features, type FeatureWork, featuresOf } from "./stream/document-features.ts";
import { parseFilter } from "./stream/filter.ts";
import { columnsOf, ScoreRows, scoreLimits, wantedFor } from "./stream/score-rows.ts";
import { type StreamReading, streamInput, streamLines } from "./stream/stream-inputs.ts";
import { streamVersion } from "./stream/stream-schema.ts";

export interface ScoreOptions extends SharedOptions {
  readonly against?: string;
  readonly filter?: string;
  readonly id?: string;
  readonly keep?: readonly string[];
  readonly columns?: string;
  readonly attributes?: string;
  readonly resume?: boolean;
  readonly shard?: string;
  readonly quick?: boolean;
  readonly key?: string;
}

/** Approximate bytes of text per batch for a thread. */
const batchBytes = 262_144;
const batchDocuments = 2048;
/** Smaller inputs do not use threads. */
const worthThreads = 4_194_304;
/** Some records, and their independent features. */
interface Batch {
  readonly file: string;
  /** for a path that is not UTF-8 */
  readonly pathBase64: string | undefined;
  readonly records: readonly StreamedRecord[];
  /** bytes of the input read up to their end */
  readonly work: FeatureWork;
}

/**
 * Scores documents one by one and writes a line for each, in order.
 *
 * @returns the exit status
 * @throws UsageError for wrong options, RecipeError for an invalid filter, InputError for an unusable model
 */
export async function scoreStream(call: ReportCall<ScoreOptions>): Promise<number> {
  const { io, options } = call;
  const { output, force } = options;
  requireWritable(io, output, force);
  // Two runs that continue one draft would write its lines twice.
  return options.resume === true && output !== undefined
    ? withLock(io, output, options.quiet === true, () => scoreLines(call))
    : scoreLines(call);
}

async function scoreLines(call: ReportCall<ScoreOptions>): Promise<number> {
  const { paths, options, io } = call;
  const { output, quiet = false, seed } = options;
  const isForPeople =
    io.stdout.isTTY === true &&
    [options.format, output, options.filter, options.attributes].every((one) => one === undefined);
  const format = isForPeople ? "table" : call.format;
  const models = modelsOf(options.against, io);
  const keep = [...new Set(options.keep ?? [])];
  const all = columnsOf(models.length, keep);
  const named = new Set<string>();
  const filter =
    options.filter === undefined ? null : parseFilter(options.filter, all, (column) => named.add(column));
  const chosen = chosenColumns(options.columns, all, keep);
  // Records that pass through unchanged need only the columns of the filter.
  const wanted = wantedFor(filter === null ? new Set(chosen) : named);
  if (filter !== null && (format === "parquet" || format === "table"))
    throw new UsageError(`--filter prints documents unchanged; leave out -f ${format}`);
  if (
    options.resume === true &&
    (output === undefined || filter !== null || format === "parquet" || format === "table")
  )
    throw new UsageError(
      "--resume continues a file of lines: it needs -o FILE.ndjson or -o FILE.csv, and no --filter",
    );
  requireAttributes(options);
  const asked = await allPaths(
    paths.length === 0 && options.filesFrom === undefined ? ["-"] : paths,
    // Passes names on as they were separated.
    filter !== null && options.filesFrom === undefined ? { ...options, null: false } : options,
    io,
  );
  const { found, skipped, failed } = await inputsOf(asked, options, io);
  const isOdd = found.some(({ input }) => bytesOf(input) !== undefined);
  const columns = isOdd ? ["file", "pathBase64", ...chosen.slice(1)] : chosen;
  if (options.resume === true) requireOtherDraft(io, options, found);
  let done = 0;
  const expected = found.reduce((sum, { size }) => sum + size, 0);
  const how = streamReadingOf(options, keep, filter !== null);
  const sink =
    options.attributes === undefined
      ? openSink({ ...call, format }, columns, keep, filter, identityOf(models, options, columns, format))
      : (await import("./attribute-files.ts")).attributeFiles(
          io,
          options.attributes,
          found.map(({ name }) => name),
          options.format === "ndjson" ? "ndjson" : "parquet",
          columns,
          keep,
        );
  const limits = scoreLimits(options.maxMemory);
  const rows = new ScoreRows(wanted.models ? models.length : 0, keep, wanted, expected, limits);
  const errors: AccountedInput[] = [...failed];
  const faults = faultsOfRecords();
  const wantedFields = requestedFields(options.id, keep);
  let withoutField = 0;
  const heads: Heads = { next: null };
  const tables: StreamReading = {
    ...how,
    head(bytes) {
      heads.next ??= bytes;
    },
  };
  let read = 0;
  const shared = { models: wanted.models ? models.map(({ model }) => model.shared) : [], seed };
  const workOf = (some: readonly StreamedRecord[], { name, input }: StreamedInput) => {
    const known = sink.isKnown(read + some.length - 1);
    // Documents with existing lines need only the features that others are compared with.
    const more = known
      ? { models: [], seed, wanted: { ...wanted, own: false, odd: false } }
      : { ...shared, wanted };
    return batchOf(name, bytesOf(input), some, more);
  };
  async function* batches(): AsyncGenerator<Batch> {
    for (const one of found) {
      const { name, input, chunks } = one;
      let some: StreamedRecord[] = [];
      let size = 0;
      try {
        const lists =
          chunks === null ? streamInput(name, input, tables) : streamLines(chunks, tables.fields, how.memory);
        for await (const list of lists) {
          for (const record of list) {
            some.push(record);
            size += record.text?.length ?? 0;
            if (size < batchBytes && some.length < batchDocuments) continue;
            yield workOf(some, one);
            read += some.length;
            some = [];
            size = 0;
          }
        }
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        errors.push({ input: name, reason: error.message });
        if (error instanceof NoField) withoutField++;
      }
      // Records that were read before a fault are kept.
      if (some.length > 0) yield workOf(some, one);
      read += some.length;
    }
  }
  const take = async ({ file, pathBase64, records }: Batch, features: Features | string) => {
    if (typeof features === "string") {
      for (const record of records) faults.bad(file, record, features);
      return;
    }
    let index = 0;
    let size = 0;
    for (const record of records) {
      const good = record.text !== null && record.text.length > 0;
      const { row, isRepeatedId } = rows.row(file, record, features, good ? index++ : undefined);
      if (!good && record.reason !== null) faults.bad(file, record);
      if (isRepeatedId) faults.repeated(file, record);
      wantedFields.add(record);
      sink.add(pathBase64 === undefined ? row : { ...row, pathBase64 }, record, heads);
      size += record.text?.length ?? 0;
    }
    await sink.flush();
    done += size;
    call.progress(Math.round(done / 1e6), Math.max(1, Math.round(expected / 1e6)));
    await pause();
  };
  const threads = options.jobs ?? io.processors;
  try {
    if (threads > 1 && (expected >= worthThreads || found.some(({ chunks }) => chunks !== null))) {
      await inThreads(batches(), threads, take, () => sink.isWanted);
    } else {
      for await (const batch of batches()) {
        await take(batch, featuresOf(batch.work));
        if (!sink.isWanted) break;
      }
    }
    requireSomeField(rows.count, errors, withoutField);
    await sink.end();
  } catch (error) {
    sink.discard();
    throw error;
  } finally {
    rows.close();
  }
  call.clearProgress();
  errors.push(...faults.named(), ...wantedFields.missing());
  await nameUnmeasured({ errors, skipped }, quiet, io);
  for (const line of rows.leftOut()) await write(io.stderr, `mesoscope: ${line}\n`);
  const target = output ?? options.attributes;
  if (!quiet && target !== undefined) {
    const passed = filter === null ? "" : `, ${sink.passed} of them passed`;
    await write(io.stdout, `${plural(rows.count, "document")}${passed} -> ${target}\n`);
  } else if (!quiet && filter !== null) {
    await write(io.stderr, `mesoscope: ${sink.passed} of ${plural(rows.count, "document")} passed\n`);
  }
  const nothing = rows.count === 0 && skipped.length > 0;
  return errors.length > 0 || nothing ? exitStatus.input : exitStatus.fine;
}

/** @throws UsageError when the draft of the output, or the note beside it, is an input */
function requireOtherDraft(io: Io, { output, force }: ScoreOptions, found: readonly StreamedInput[]): void {
  const place = placeOf(io, output!);
  const files = found.flatMap(({ input }) => (input.kind === "file" ? [fileOf(input)] : []));
  if (place === null) return;
  for (const own of [draftOf(place), noteOf(place)]) requireNoOverwrite(io, { output: own, force }, files);
}

/** @throws UsageError for options that do not go with attributes */
function requireAttributes({ attributes, output, filter, resume, format }: ScoreOptions): void {
  if (attributes === undefined) return;
  const other =
    (output !== undefined && "-o") || (filter !== undefined && "--filter") || (resume && "--resume");
  if (other) throw new UsageError(`--attributes writes a folder; leave out ${other}`);
  if (format !== undefined && format !== "parquet" && format !== "ndjson")
    throw new UsageError(`attributes are written as parquet or ndjson, not ${format}`);
}

/** Columns in their fixed order. @throws UsageError for an unknown one */
function chosenColumns(
  list: string | undefined,
  all: readonly string[],
  keep: readonly string[],
): readonly string[] {
  if (list === undefined) return all;
  const chosen = new Set(list.split(",").map((name) => name.trim()));
  for (const name of chosen)
    if (!all.includes(name))
      throw new UsageError(
        goneReason("score", "--columns", name) ??
          `--columns: no column "${name}": there are ${all.join(", ")}`,
      );
  const always = new Set(["file", "number", "line", "id", "reason", ...keep.map((name) => `kept.${name}`)]);
  return all.filter((name) => chosen.has(name) || always.has(name));
}

const bytesOf = (input: TaskInput) => (input.kind === "file" ? input.pathBase64 : undefined);

function batchOf(
  file: string,
  pathBase64: string | undefined,
  records: readonly StreamedRecord[],
  more: Omit<FeatureWork, "bytes" | "ends">,
): Batch {
  const texts = records.flatMap(({ text }) => (text === null || text.length === 0 ? [] : [text]));
  const ends = new Uint32Array(texts.length);
  let end = 0;
  for (const [i, text] of texts.entries()) ends[i] = end += text.length;
  // Avoids a copy of a large document.
  const bytes = texts.length === 1 ? texts[0]! : new Uint8Array(end);
  if (texts.length > 1) for (const [i, text] of texts.entries()) bytes.set(text, ends[i]! - text.length);
  return { file, pathBase64, records, work: { ...more, bytes, ends } };
}

/** Threads compute features; results keep the order of the batches. */
async function inThreads(
  batches: AsyncGenerator<Batch>,
  threads: number,
  take: (batch: Batch, features: Features | string) => Promise<void>,
  isWanted: () => boolean,
): Promise<void> {
  const waiting: Batch[] = [];
  async function* eachWork(): AsyncGenerator<FeatureWork> {
    for await (const batch of batches) {
      if (!isWanted()) return;
      waiting.push(batch);
      yield batch.work;
    }
  }
  await eachInPool<Features | string>(
    installedWorker(),
    threads,
    "documentFeatures",
    eachWork(),
    (features) => take(waiting.shift()!, features),
    async (_work, _again, death) => reasonOfDeath(death),
  );
}

interface StreamedInput {
  readonly name: string;
  readonly input: TaskInput;
  /** standard input as a stream; null: a file */
  readonly chunks: AsyncIterable<Uint8Array> | null;
  readonly size: number;
}

/** Inputs by name; does not wait for lines on standard input. */
async function inputsOf(named: Awaited<ReturnType<typeof allPaths>>, options: ScoreOptions, io: Io) {
  const found: StreamedInput[] = [];
  const lines = options.records === "jsonl" || (options.records === "auto" && options.field !== undefined);
  const streams = named.typed.includes("-") && lines;
  const rest = streams ? { ...named, typed: named.typed.filter((path) => path !== "-") } : named;
  const nothing = { skipped: [], failed: [] };
  const { skipped, failed } =
    rest.typed.length + (rest.listed?.length ?? 0) === 0
      ? nothing
      : await eachInput(rest, options, io, ({ name, input }) => {
          const size =
            input.kind === "file"
              ? (statSync(fileOf(input), { throwIfNoEntry: false })?.size ?? 0)
              : input.kind === "bytes"
                ? input.bytes.length
                : 0;
          found.push({ name, input, chunks: null, size });
        });
  if (streams)
    found.unshift({
      name: options.stdinName,
      input: { kind: "bytes", bytes: new Uint8Array(0) },
      chunks: io.stdin as AsyncIterable<Uint8Array>,
      size: 0,
    });
  return { found, skipped, failed };
}

function streamReadingOf(options: ScoreOptions, keep: readonly string[], raw: boolean): StreamReading {
  return {
    reading: readingOf(options),
    fields: { field: options.field, key: options.id ?? options.key ?? defaultKey, keep },
    head: () => {},
    seed: options.seed,
    raw,
    nul: options.null === true,
    memory: scoreLimits(options.maxMemory).documents,
  };
}

/** Faults of one kind by file: their number, and the first one. */
type FaultCounts = Map<string, { count: number; readonly first: string }>;

function countFault(faults: FaultCounts, file: string, first: string): void {
  const known = faults.get(file);
  if (known === undefined) faults.set(file, { count: 1, first });
  else known.count++;
}

/** Bad records by file, and duplicate ids. */
function faultsOfRecords() {
  const [bad, ids]: FaultCounts[] = [new Map(), new Map()];
  const placeOf = ({ line, record }: StreamedRecord, lines: string, numbers: string) =>
    line === null ? `${numbers} ${record}` : `${lines} ${line}`;
  const said = (faults: FaultCounts, noun: string, which: string) =>
    Array.from(faults, ([input, { count, first }]) => ({
      input,
      reason: `${plural(count, noun)}${which}, the first ${first}`,
    }));
  return {
    bad: (file: string, record: StreamedRecord, reason = record.reason) =>
      countFault(bad!, file, `${placeOf(record, "in line", "is number")}: ${reason}`),
    repeated: (file: string, record: StreamedRecord) =>
      countFault(ids!, file, `is "${record.key}" in ${placeOf(record, "line", "number")}`),
    named: (): AccountedInput[] => [
      ...said(bad!, "bad record", ""),
      ...said(ids!, "id", " that occurred before"),
    ],
  };
}

/** Requested fields beside the text, and whether any record has them. */
function requestedFields(id: string | undefined, keep: readonly string[]) {
  const [found, known] = [new Set<string>(), new Set<string>()];
  let hasText = false;
  return {
    add({ text, key, kept, names = [] }: StreamedRecord): void {
      if (text !== null) hasText = true;
      if (key !== null) found.add("--id");
      for (const [i, name] of keep.entries()) if ((kept[i] ?? null) !== null) found.add(name);
      for (const name of names) known.add(name);
    },
    missing(): AccountedInput[] {
      if (!hasText) return [];
      const asked = [
        ...(id === undefined || found.has("--id") ? [] : [["--id", id] as const]),
        ...keep.filter((name) => !found.has(name)).map((name) => ["--keep", name] as const),
      ];
      return asked.map(([input, name]) => ({
        input,
        reason: noField(`no record has a text or number in "${name}"`, name, known).message,
      }));
    },
  };
}

/** What determines the output beside the documents: a resumed run must have the same. */
function identityOf(
  models: readonly LoadedModel[],
  options: ScoreOptions,
  columns: readonly string[],
  format: string,
): string {
  const { field, id, key, records, decompress, seed, maxMemory } = options;
  const hashes = models.map(({ sha256 }) => sha256);
  const parts = [streamVersion, version, hashes, columns, format, field, id, key, records, decompress, seed];
  return createHash("sha256")
    .update(JSON.stringify([...parts, maxMemory]))
    .digest("hex");
}

/** A model and its name on the command line. */
export interface NamedModel extends LoadedModel {
  readonly name: string;
}

/** The models of --against. @throws UsageError for more than two; InputError that names the file */
export function modelsOf(against: string | undefined, io: Io): NamedModel[] {
  if (against === undefined) return [];
  const paths = against.split(",").filter((path) => path !== "");
  if (paths.length === 0 || paths.length > 2)
    throw new UsageError("--against takes one model, or a good and a bad one: good.model,bad.model");
  return paths.map((path) => ({
    name: path,
    ...underName(path, () => decodeModel(readRegular(resolve(io.cwd, path), smallFiles.model))),
  }));
}
