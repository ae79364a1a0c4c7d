import { createHash } from "node:crypto";
import { InputError, messageOf } from "../../core/errors.ts";
import type { Sample } from "../../core/report.ts";
import type { DocumentScore } from "../../core/score-schema.ts";
import { loadInput } from "../load-input.ts";
import { contextOf, measureLoaded } from "../measure-task.ts";
import type { AccountedInput } from "../run-batch.ts";
import type { MeasureOptions, TaskEnvironment } from "../task.ts";
import { type PlacedFile, type Shard, shardOf } from "./plan-shard.ts";
import { type PackedTally, ScoreTally } from "./score-tally.ts";

/** Some files of a shard, for one thread. */
export interface ScoreTask {
  readonly files: readonly PlacedFile[];
  readonly shard: Shard;
  /** bytes of all files of the job */
  readonly total: number;
  readonly candidates: number;
  readonly sample: number | "all";
  readonly seed: number;
  readonly environment: TaskEnvironment;
}

/** What a thread found. */
export interface ScoredFiles {
  readonly scores: readonly DocumentScore[];
  readonly failed: readonly AccountedInput[];
  readonly tally: PackedTally;
}

const observed = { id: "observer", params: { profile: "fast" } };
const deflated = { id: "deflate-ratio", params: {} };
const repeated = { id: "duplicate-share", params: {} };

/**
 * Scores the documents of some files that belong to a shard, each as if there were no other.
 *
 * @throws never for what is wrong with a file
 */
export async function scoreFiles(task: ScoreTask): Promise<ScoredFiles> {
  const { total, shard } = task;
  const tally = new ScoreTally();
  const scores: DocumentScore[] = [];
  const failed: AccountedInput[] = [];
  for (const file of task.files) {
    if (shardOf(file.start, total, shard.count) !== shard.index) continue;
    try {
      scores.push(await scoreDocument(file.path, file.path, task, tally));
    } catch (error) {
      const reason =
        error instanceof InputError ? error.message : `could not be measured: ${messageOf(error)}`;
      failed.push({ input: file.path, reason });
    }
  }
  return { scores, failed, tally: tally.pack() };
}

async function scoreDocument(
  id: string,
  path: string,
  { sample, seed, environment, candidates }: ScoreTask,
  tally: ScoreTally,
): Promise<DocumentScore> {
  const options: MeasureOptions = {
    sample,
    encoding: "bytes",
    seed,
    estimators: [observed, deflated, repeated],
    spectrum: true,
  };
  const task = { name: id, input: { kind: "file" as const, path }, options, environment };
  const loaded = await loadInput(task);
  const score = scoreOf(id, await measureLoaded(task, loaded, contextOf(task, loaded)));
  const key = createHash("sha256").update(id).digest("hex");
  const chosen = Number.parseInt(key.slice(0, 12), 16) < candidates * 2 ** 48;
  const { bytes, sequence, sampleSha256 } = loaded;
  const copy = chosen && bytes.length > 0 ? { id, key, bytes: bytes.slice() } : null;
  tally.add(score, bytes, sequence.segmentEnds, sampleSha256, copy);
  return score;
}

/** What of a row becomes the score of a document. */
function scoreOf(id: string, { n, size, measurements, spectrum }: Sample): DocumentScore {
  const [rate, ratio, repeats] = measurements.map((measurement) =>
    measurement.status === "ok" && measurement.shape === "scalar" ? measurement.value : null,
  );
  const first = measurements.find(({ status }) => status === "undefined");
  const placed = spectrum !== null && spectrum.randomness.status === "ok";
  const reason =
    first?.status === "undefined" ? first.reason : placed ? null : (spectrum?.verdict.because ?? null);
  return {
    id,
    bytes: size ?? n,
    n,
    rate: rate ?? null,
    microbits: rate == null ? null : Math.round(rate * n * 1e6),
    deflated: ratio == null ? null : Math.round(ratio * n),
    learned: spectrum?.budget?.raw.learned ?? null,
    repeated: repeats ?? null,
    regime: placed ? spectrum.verdict.regime : null,
    reason,
  };
}
