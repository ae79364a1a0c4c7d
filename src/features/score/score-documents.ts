import { readdirSync, rmSync, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import type { Call, ReportCall } from "../../command/command.ts";
import { allPaths, findInputs } from "../../command/find-inputs.ts";
import { corporaOf } from "../../command/installation.ts";
import { exitStatus, type Io, write } from "../../command/io.ts";
import { nameUnmeasured } from "../../command/outcome.ts";
import { openOutput, writing } from "../../command/write-output.ts";
import { plural } from "../../core/collections.ts";
import { UsageError } from "../../core/errors.ts";
import { version } from "../../core/version.ts";
import { isPlainFile } from "../../input/open-input.ts";
import { makeFolder } from "../../input/paths.ts";
import type { Reading } from "../../input/reading.ts";
import { requireSampleSize } from "../../input/size.ts";
import { formatOfFile } from "../../report/formats.ts";
import { escapeForTerminal } from "../../report/kit/format.ts";
import { installedWorker } from "../../run/installation.ts";
import type { AccountedInput } from "../../run/run-batch.ts";
import { type FileInput, pathBytes } from "../../run/task.ts";
import { areSameModels, errorsOfPart, namesOfModels } from "./merge-parts.ts";
import { isPartName, partName, partWriter, readHead } from "./part-file.ts";
import { type PartColumn, type PartHead, partColumns } from "./part-schema.ts";
import { filesOfShard, type PlacedFile, planJob, type Shard, type SizedFile } from "./plan-shard.ts";
import { scoreVersion } from "./schema.ts";
import type { NamedModel, ScoreOptions } from "./score-stream.ts";
import { ScoreTally, unpackTally } from "./score-tally.ts";
import type { ScoredFiles, ScoreTask } from "./score-task.ts";

/** Bytes of files in one task of a thread, or one larger file. */
const taskBytes = 500_000;

/** Options of the streaming form. */
const ofStreams = ["filter", "id", "keep", "resume", "attributes", "format"] as const;

/** Writes a shard as one part file if an option, an engine or an output folder asks for it; else streams lines. */
export async function scoreDocuments(call: ReportCall<ScoreOptions>): Promise<number> {
  const { options, given, paths } = call;
  const streams = ofStreams.filter((name) => options[name] !== undefined);
  const [part] = (["shard", "quick", "sample"] as const).filter((name) => given.has(name));
  const asPart = part !== undefined;
  if (asPart && streams.length > 0)
    throw new UsageError(
      `--${streams[0]} writes one line per document, but --${part} writes a part file: leave out one of them`,
    );
  // Parts have these too, but only if they are requested.
  const isEither = options.against !== undefined || options.columns !== undefined;
  const toFile = options.output === undefined || formatOfFile(options.output) !== undefined;
  if (!asPart && (streams.length > 0 || ((toFile || isEither) && !isInArray(call.io))))
    return (await import("./score-stream.ts")).scoreStream(call);
  if (!asPart && paths.includes("-"))
    throw new UsageError("with standard input, -o takes a file: -o scores.ndjson");
  if (part !== undefined && options.output === undefined)
    throw new UsageError(`--${part} writes a part file: name the folder of the parts with -o FOLDER`);
  return scoreShard(call);
}

/** Whether an engine gives the shard. */
function isInArray({ env }: Io): boolean {
  return env["SLURM_ARRAY_TASK_ID"] !== undefined || env["JOB_COMPLETION_INDEX"] !== undefined;
}

/**
 * Scores one shard of a job and writes it as one file.
 *
 * @returns the exit status
 * @throws UsageError for wrong options and a part that cannot be written
 */
async function scoreShard(call: Call<ScoreOptions>): Promise<number> {
  const { paths, options, io } = call;
  if (options.output === undefined) throw new UsageError("name the folder of the parts with -o FOLDER");
  const { shard, firstTask } = findShard(options.shard, io);
  const named = await allPaths(paths, options, io);
  if (named.typed.length + (named.listed?.length ?? 0) === 0 || named.typed.includes("-"))
    throw new UsageError("name the files and folders to score: every shard must find the same ones");
  const sample = requireSampleSize(options.sample, "--sample");
  const { seed, quick = false } = options;
  const models = options.against === undefined ? [] : await loadModels(options.against, io);
  const columns = columnsOfPart(options.columns, models.length);
  const folder = resolve(io.cwd, options.output!);
  const all = await findInputs(named, options, io);
  // Excludes parts in a folder that is itself scored.
  const outside = (name: string) => !resolve(io.cwd, name).startsWith(folder + sep);
  const found = all.found.filter(({ name }) => outside(name));
  const skipped = all.skipped.filter(({ input }) => outside(input));
  const failed = all.failed.filter(({ input }) => outside(input));
  const { decompress, records, field, key, maxMemory } = options;
  const reading: Reading = {
    decompress,
    records,
    ...(field === undefined ? {} : { field }),
    ...(key === undefined ? {} : { key }),
    ...(maxMemory === undefined ? {} : { mostMemory: maxMemory }),
  };
  const sized = found.flatMap(({ input }) =>
    input.kind === "file" ? [sizedFile(input, sample, reading)] : [],
  );
  const identified = models.map(({ name, sha256 }) => ({ name, sha256 }));
  const hashes = models.map(({ sha256 }) => sha256);
  const about = { scoreVersion, version, sample, seed, quick, reading, models: hashes, columns };
  const job = planJob(sized, about);
  const head = {
    mesoscopePart: scoreVersion,
    version,
    job: job.id,
    shard,
    options: { sample, seed },
    models: identified,
    columns,
    arguments: argumentsOf(paths, options),
    firstTask,
  } as const;
  writing(options.output!, () => makeFolder(folder));
  const shown = escapeForTerminal(join(options.output!, partName(shard)));
  requireSameModels(folder, options.output!, head);
  const known = errorsOfPart(folder, head);
  if (known !== null) return report(`${shown} exists already`, known, options, io);

  const files = filesOfShard(job, shard);
  const environment = { corpora: corporaOf(io), cacheFolder: null };
  const shared = {
    shard,
    total: job.total,
    candidates: job.candidates,
    sample,
    seed,
    quick,
    models: models.map(({ model }) => model.shared),
    columns,
    reading,
    environment,
  };
  const tasks = tasksOf(files).map((some): ScoreTask => ({ ...shared, files: some }));
  const first = shard.index === 0;
  const errors: AccountedInput[] = first ? [...failed] : [];
  const output = openOutput(io, join(folder, partName(shard)));
  const tally = new ScoreTally();
  try {
    const writer = partWriter(head, output.write);
    await eachScored(tasks, options.jobs ?? io.processors, (result, done) => {
      for (const score of result.scores) writer.document(score);
      for (const one of result.failed) errors.push(one);
      tally.merge(unpackTally(result.tally));
      call.progress(done, tasks.length);
    });
    writer.end({ tally: tally.pack(), errors, skipped: first ? skipped : [] });
    output.commit();
    removeDrafts(folder, partName(shard));
  } catch (error) {
    output.discard();
    throw error;
  }
  return report(`${plural(tally.documents, "document")} -> ${shown}`, errors, options, io);
}

/** Loaded on demand, with much that nothing else needs. */
async function loadModels(against: string, io: Io): Promise<readonly NamedModel[]> {
  return (await import("./score-stream.ts")).modelsOf(against, io);
}

/** Columns in their fixed order. @throws UsageError for an unknown one */
function columnsOfPart(list: string | undefined, models: number): PartColumn[] {
  const absent = models === 0 ? ["against", "bad", "difference"] : models === 1 ? ["bad", "difference"] : [];
  const all = partColumns.filter((name) => !absent.includes(name));
  if (list === undefined) return all;
  const chosen = list.split(",").map((name) => name.trim());
  for (const name of chosen)
    if (!(all as readonly string[]).includes(name))
      throw new UsageError(`--columns: no column "${name}" of parts: there are ${all.join(", ")}`);
  return all.filter((name) => chosen.includes(name));
}

/** Parts of other models would never be merged with this one. @throws UsageError that names both models */
function requireSameModels(folder: string, shown: string, { models }: Pick<PartHead, "models">): void {
  for (const name of readdirSync(folder).filter(isPartName).sort()) {
    let found: PartHead["models"];
    try {
      found = readHead(join(folder, name)).models;
    } catch {
      // A part of another version is overwritten, or reported when parts are merged.
      continue;
    }
    if (areSameModels(found, models)) return;
    throw new UsageError(
      `${escapeForTerminal(join(shown, name))} was scored against ${namesOfModels(found)}, not ${namesOfModels(models)}: use another folder`,
    );
  }
}

/** A file that vanished is reported when it is read. */
function sizedFile(input: FileInput, sample: number | "all", reading: Reading): SizedFile {
  const { path, pathBase64 } = input;
  const bytes = pathBytes(input);
  const size = statSync(bytes ?? path, { throwIfNoEntry: false })?.size ?? 0;
  const whole = sample === "all" || size <= sample || !isPlain(path, reading, bytes);
  return {
    path,
    ...(pathBase64 === undefined ? {} : { pathBase64 }),
    size,
    measured: whole ? size : sample,
  };
}

/** All records may be measured; of anything else a sample. */
function isPlain(path: string, reading: Reading, bytes: Buffer | undefined): boolean {
  try {
    return isPlainFile(path, reading, bytes);
  } catch {
    return true;
  }
}

/** Milliseconds without a write after which a draft belongs to a killed run. */
const abandonedAfter = 600_000;

/** Removes drafts of killed runs of the same shard. */
function removeDrafts(folder: string, part: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${part}.`)) continue;
    const touched = statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs;
    const now = statSync(join(folder, part), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (touched !== undefined && now - touched > abandonedAfter) rmSync(join(folder, name), { force: true });
  }
}

/** The arguments after `mesoscope score --shard i/N` that make another part of the same job. */
function argumentsOf(paths: readonly string[], options: ScoreOptions): string[] {
  const { include = [], exclude = [], records, decompress, sample, seed, output } = options;
  const named: Readonly<Record<string, unknown>> = {
    ...{ "--field": options.field, "--against": options.against, "--columns": options.columns },
    ...{ "--key": options.key, "--records": records === "auto" ? undefined : records },
  };
  const later = { "--max-memory": options.maxMemory, "--files-from": options.filesFrom };
  const withValues = (values: Readonly<Record<string, unknown>>) =>
    Object.entries(values).flatMap(([flag, value]) => (value === undefined ? [] : [flag, String(value)]));
  return [
    ...include.flatMap((glob) => ["--include", glob]),
    ...exclude.flatMap((glob) => ["--exclude", glob]),
    ...withValues(named),
    ...(decompress ? [] : ["--no-decompress"]),
    ...withValues(later),
    ...(options.null === true ? ["--null"] : []),
    ...(options.quick === true ? ["--quick"] : []),
    ...["--sample", sample, "--seed", String(seed), "-o", output!],
    ...(paths.length === 0 ? [] : ["--", ...paths]),
  ];
}

/** Files in tasks of some half a megabyte, in order. */
function tasksOf(files: readonly PlacedFile[]): PlacedFile[][] {
  const tasks: PlacedFile[][] = [];
  let held = Number.POSITIVE_INFINITY;
  for (const file of files) {
    if (held >= taskBytes) {
      tasks.push([]);
      held = 0;
    }
    tasks.at(-1)!.push(file);
    held += Math.max(1, file.size);
  }
  return tasks;
}

/** Scores on threads, or here if only one is allowed; results come in the order of the tasks. */
async function eachScored(
  tasks: readonly ScoreTask[],
  threads: number,
  take: (result: ScoredFiles, done: number) => void,
): Promise<void> {
  let done = 0;
  if (threads > 1 && tasks.length > 1) {
    const { eachInPool } = await import("../../run/pool.ts");
    const { scoredAlone, shareOfFiles } = await import("./score-task.ts");
    return eachInPool<ScoredFiles>(
      installedWorker(),
      Math.min(threads, tasks.length),
      "scoreFiles",
      tasks,
      (one) => take(one, ++done),
      scoredAlone,
      (task) => shareOfFiles(task as ScoreTask),
    );
  }
  const { scoreFiles } = await import("./score-task.ts");
  for (const task of tasks) take(await scoreFiles(task), ++done);
}

async function report(
  line: string,
  errors: readonly AccountedInput[],
  { quiet }: ScoreOptions,
  io: Io,
): Promise<number> {
  await nameUnmeasured({ errors }, quiet === true, io);
  if (quiet !== true) await write(io.stdout, `${line}\n`);
  return errors.length > 0 ? exitStatus.input : exitStatus.fine;
}

/** A shard, and the index of the first task where an array job does not count from 0. */
interface FoundShard {
  readonly shard: Shard;
  readonly firstTask: number | null;
}

/**
 * Finds the shard: `--shard i/N`, or the environment of the engine: a Slurm job array, or an indexed job of Kubernetes.
 * `--shard /N` and MESOSCOPE_SHARDS=N give only the number of shards, so that some tasks of an array can be restarted.
 *
 * @throws UsageError when it is missing or wrong
 */
export function findShard(text: string | undefined, io: Io): FoundShard {
  const match = /^(\d*)\/(\d+)$/.exec(text ?? "/0");
  if (match === null) throw new UsageError(`--shard ${text}: write i/N, with i from 0 to N - 1`);
  const [, index = "", count = "0"] = match;
  if (index !== "") return checked(Number(index), Number(count), null);
  const whole = text !== undefined ? Number(count) : numberFrom(io, "MESOSCOPE_SHARDS");
  const slurm = numberFrom(io, "SLURM_ARRAY_TASK_ID");
  if (slurm !== undefined) {
    const first = numberFrom(io, "MESOSCOPE_FIRST_TASK") ?? numberFrom(io, "SLURM_ARRAY_TASK_MIN") ?? 0;
    // For a restarted array, the least task and the number say nothing about the whole.
    const base = whole === undefined ? first : (numberFrom(io, "MESOSCOPE_FIRST_TASK") ?? 0);
    const number = whole ?? numberFrom(io, "SLURM_ARRAY_TASK_COUNT");
    if (number !== undefined) return checked(slurm - base, number, base);
  }
  const indexed = numberFrom(io, "JOB_COMPLETION_INDEX");
  if (indexed !== undefined && whole !== undefined) return checked(indexed, whole, null);
  throw new UsageError(
    "the shard is not known: give --shard i/N, --shard /N in an array job, or SLURM_ARRAY_TASK_ID with SLURM_ARRAY_TASK_COUNT",
  );
}

function checked(index: number, count: number, firstTask: number | null): FoundShard {
  if (!(count >= 1 && count <= 1_000_000)) throw new UsageError("--shard takes 1 to 1000000 shards");
  if (!(index >= 0 && index < count))
    throw new UsageError(`shard ${index} of ${count}: shards are numbered from 0 to ${count - 1}`);
  return { shard: { index, count }, firstTask };
}

function numberFrom(io: Io, variable: string): number | undefined {
  const text = io.env[variable];
  if (text === undefined || text === "") return undefined;
  if (!/^\d+$/.test(text)) throw new UsageError(`${variable}=${text} is not a number`);
  return Number(text);
}
