import { createHash } from "node:crypto";
import { plural } from "../../core/collections.ts";
import { InputError } from "../../core/errors.ts";
import { openFileSource } from "../../input/file-source.ts";
import { openInput } from "../../input/open-input.ts";
import { distinctName } from "../../input/raw-path.ts";
import { defaultReading, type Reading } from "../../input/reading.ts";
import { type BadRecords, placeOf, type RecordPlace } from "../../input/records/record-set.ts";
import { faultOf } from "../../input/system-fault.ts";
import { FrozenModel, type SharedModel } from "../../models/frozen-model.ts";
import type { Sample } from "../../results/report.ts";
import { loadInput } from "../../run/load-input.ts";
import { contextOf, measureLoaded } from "../../run/measure-loaded.ts";
import { shareOfAll } from "../../run/memory-share.ts";
import { reasonOfDeath } from "../../run/pool.ts";
import type { AccountedInput } from "../../run/run-batch.ts";
import { type MeasureOptions, pathBytes, type TaskEnvironment, type TaskInput } from "../../run/task.ts";
import type { PackedTally, PartColumn, PartDocument } from "./part-schema.ts";
import { type PlacedFile, type Shard, shardOf } from "./plan-shard.ts";
import { ScoreTally, unpackTally } from "./score-tally.ts";

/** Some files of a shard, for one thread. */
export interface ScoreTask {
  readonly files: readonly PlacedFile[];
  readonly shard: Shard;
  /** bytes of all files of the job */
  readonly total: number;
  readonly candidates: number;
  readonly sample: number | "all";
  readonly seed: number;
  /** whether to skip placing: neither the learned share nor the regime is computed */
  readonly quick: boolean;
  /** none, the good one, or the good and the bad one */
  readonly models: readonly SharedModel[];
  /** columns to compute; null outside of parts */
  readonly columns: readonly PartColumn[];
  readonly reading?: Reading;
  readonly environment: TaskEnvironment;
}

/** The result of a thread. */
export interface ScoredFiles {
  readonly scores: readonly PartDocument[];
  readonly failed: readonly AccountedInput[];
  readonly tally: PackedTally;
}

const observed = { id: "observer", params: { profile: "fast" } };
const deflated = { id: "deflate-ratio", params: {} };
const repeated = { id: "duplicate-share", params: {} };

/** A document that was already cut out is neither decompressed nor cut again. */
const asIs: Reading = { decompress: false, records: "none" };

/**
 * Scores the documents of some files that belong to a shard, independently of each other.
 *
 * @throws never for a faulty file
 */
export async function scoreFiles(task: ScoreTask): Promise<ScoredFiles> {
  const tally = new ScoreTally();
  const scores: PartDocument[] = [];
  const failed: AccountedInput[] = [];
  const models = task.models.map((model) => new FrozenModel(model));
  for (const file of task.files) {
    try {
      for await (const document of documentsOf(file, task, failed))
        scores.push(await scoreDocument(document, task, models, tally));
    } catch (error) {
      const reason = error instanceof InputError ? error.message : `could not be measured: ${faultOf(error)}`;
      failed.push({ input: distinctName(file), reason });
    }
  }
  return { scores, failed, tally: tally.pack() };
}

/** Scores the files of a task whose thread died one by one, to find the one that kills threads. */
export async function scoredAlone(
  work: unknown,
  again: (work: unknown) => Promise<ScoredFiles>,
  death: unknown,
): Promise<ScoredFiles> {
  const task = work as ScoreTask;
  const tally = new ScoreTally();
  const [only] = task.files;
  if (task.files.length === 1)
    return {
      scores: [],
      failed: [{ input: distinctName(only!), reason: reasonOfDeath(death) }],
      tally: tally.pack(),
    };
  const scores: PartDocument[] = [];
  const failed: AccountedInput[] = [];
  for (const file of task.files) {
    const one = { ...task, files: [file] };
    const found = await again(one).catch((error: unknown) => scoredAlone(one, again, error));
    for (const score of found.scores) scores.push(score);
    for (const input of found.failed) failed.push(input);
    tally.merge(unpackTally(found.tally));
  }
  return { scores, failed, tally: tally.pack() };
}

/** The share of the memory limit that the files of a task may take. */
export function shareOfFiles({ files, reading, sample, seed, environment }: ScoreTask): Promise<number> {
  const options: MeasureOptions = { sample, encoding: "bytes", seed, estimators: [], spectrum: true };
  return shareOfAll(
    files.map(({ path, pathBase64 }) => {
      const named = { path, ...(pathBase64 === undefined ? {} : { pathBase64 }) };
      const input = { kind: "file" as const, ...named, ...(reading === undefined ? {} : { reading }) };
      return { name: path, input, options, environment };
    }),
  );
}

interface Document {
  readonly id: string;
  /** null: it is a whole file */
  readonly place: RecordPlace | null;
  readonly input: TaskInput;
}

/** Documents of a file that belong to the shard: itself, or its records. @throws InputError when it cannot be opened */
async function* documentsOf(
  { path, pathBase64, start, size }: PlacedFile,
  { shard, total, reading = defaultReading }: ScoreTask,
  failed: AccountedInput[],
): AsyncGenerator<Document> {
  const mine = (offset: number) => shardOf(offset, total, shard.count) === shard.index;
  const named = { path, ...(pathBase64 === undefined ? {} : { pathBase64 }) };
  const name = distinctName(named);
  const source = openFileSource(pathBytes(named) ?? path);
  try {
    const { source: inner, records } = await openInput(source, path, reading);
    if (records === null) {
      if (mine(start)) yield { id: name, place: null, input: { kind: "file", ...named, reading } };
      return;
    }
    const { documentEnds } = inner;
    const { places } = records;
    if (records.bad !== null && mine(start)) failed.push({ input: name, reason: wordsOf(records.bad) });
    for (let i = 0; i < documentEnds.length; i++) {
      const end = documentEnds[i]!;
      if (!mine(start + (i / documentEnds.length) * size)) continue;
      const begin = documentEnds[i - 1] ?? 0;
      const bytes = inner.read(begin, end - begin);
      const place = placeOf(places, i);
      yield { id: `${name}#${place.record}`, place, input: { kind: "bytes", bytes, reading: asIs } };
    }
  } finally {
    source.close();
  }
}

function wordsOf({ count, line, offset, reason }: BadRecords): string {
  const where = line === null ? (offset === null ? "" : ` at byte ${offset}`) : ` in line ${line}`;
  return `${plural(count, "bad record")}, the first${where}: ${reason}`;
}

async function scoreDocument(
  { id, place, input }: Document,
  { sample, seed, quick, columns, environment, candidates }: ScoreTask,
  models: readonly FrozenModel[],
  tally: ScoreTally,
): Promise<PartDocument> {
  const wants = (...names: PartColumn[]) => names.some((name) => columns.includes(name));
  const estimators = [
    ...(wants("rate", "microbits") ? [observed] : []),
    ...(wants("deflated") ? [deflated] : []),
    ...(wants("repeated") ? [repeated] : []),
  ];
  const placed = wants("learned", "regime");
  const options: MeasureOptions = {
    sample,
    encoding: "bytes",
    seed,
    estimators,
    spectrum: placed && !quick,
  };
  const task = { name: id, input, options, environment };
  const loaded = await loadInput(task);
  const isMeasured = estimators.length > 0 || options.spectrum;
  const { bytes, sequence, sampleSha256 } = loaded;
  const score = {
    ...(isMeasured
      ? scoreOf(id, place, await measureLoaded(task, loaded, contextOf(task, loaded)), estimators, placed)
      : unmeasured(id, place, loaded.size ?? bytes.length, bytes.length)),
    againstMicrobits: wants("against", "difference")
      ? microbitsUnder(models[0], bytes, sequence.segmentEnds)
      : null,
    badMicrobits: wants("bad", "difference") ? microbitsUnder(models[1], bytes, sequence.segmentEnds) : null,
  };
  const key = createHash("sha256").update(id).digest("hex");
  const chosen = Number.parseInt(key.slice(0, 12), 16) < candidates * 2 ** 48;
  const copy = chosen && bytes.length > 0 ? { id, key, bytes: new Uint8Array(bytes) } : null;
  tally.add(score, bytes, sequence.segmentEnds, sampleSha256, copy);
  return score;
}

type Measures = Omit<PartDocument, "againstMicrobits" | "badMicrobits">;

/** Bits of blocks, each without context, in millionths. @returns null: without a model, or without bytes */
function microbitsUnder(
  model: FrozenModel | undefined,
  bytes: Uint8Array,
  segmentEnds: ArrayLike<number>,
): number | null {
  if (model === undefined || bytes.length === 0) return null;
  let bits = 0;
  for (let s = 0, start = 0; s < segmentEnds.length; start = segmentEnds[s++]!)
    bits += model.bits(bytes.subarray(start, segmentEnds[s]!));
  return Math.round(bits * 1e6);
}

/** A document that needs no estimator. */
function unmeasured(id: string, place: RecordPlace | null, bytes: number, n: number): Measures {
  const nothing = { rate: null, microbits: null, deflated: null, learned: null, repeated: null };
  const { line = null, offset = null, key = null } = place ?? {};
  return { id, line, offset, key, bytes, n, ...nothing, regime: null, reason: n === 0 ? "empty" : null };
}

/** The score of a document from its row. */
function scoreOf(
  id: string,
  place: RecordPlace | null,
  { n, size, measurements, spectrum }: Sample,
  estimators: readonly { readonly id: string }[],
  isPlaced: boolean,
): Measures {
  const value = (estimator: { readonly id: string }): number | null => {
    const measurement = measurements[estimators.indexOf(estimator)];
    return measurement?.status === "ok" && measurement.shape === "scalar" ? measurement.value : null;
  };
  const [rate, ratio, repeats] = [value(observed), value(deflated), value(repeated)];
  const first = measurements.find(({ status }) => status === "undefined");
  const placed = !isPlaced || (spectrum !== null && spectrum.randomness.status === "ok");
  const unplaced = spectrum === null ? "not placed: --quick" : spectrum.verdict.because;
  const reason = first?.status === "undefined" ? first.reason : placed ? null : unplaced;
  return {
    ...unmeasured(id, place, size ?? n, n),
    rate,
    microbits: rate === null ? null : Math.round(rate * n * 1e6),
    deflated: ratio === null ? null : Math.round(ratio * n),
    learned: spectrum?.budget?.raw.learned ?? null,
    repeated: repeats,
    regime: placed ? (spectrum?.verdict.regime ?? null) : null,
    reason,
  };
}
