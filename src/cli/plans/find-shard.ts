import { UsageError } from "../../core/errors.ts";
import type { Shard } from "../../score/plan-shard.ts";
import type { Io } from "../io.ts";

/** A shard, and the number of the first task where an array job counts from another number than 0. */
export interface FoundShard {
  readonly shard: Shard;
  readonly firstTask: number | null;
}

/**
 * The shard that is asked for: `--shard i/N`, or what the engine that started the task says: a Slurm job array, or an indexed
 * job of Kubernetes. `--shard /N` and MESOSCOPE_SHARDS=N give the number of shards alone, so that some tasks of an array can be
 * started again.
 *
 * @throws UsageError when it is not said, or wrong
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
    // Of an array that was started again the least task and the number say nothing of the whole.
    const base = whole === undefined ? first : (numberFrom(io, "MESOSCOPE_FIRST_TASK") ?? 0);
    const number = whole ?? numberFrom(io, "SLURM_ARRAY_TASK_COUNT");
    if (number !== undefined) return checked(slurm - base, number, base);
  }
  const indexed = numberFrom(io, "JOB_COMPLETION_INDEX");
  if (indexed !== undefined && whole !== undefined) return checked(indexed, whole, null);
  throw new UsageError(
    "which shard? --shard i/N says it, --shard /N in an array job, or SLURM_ARRAY_TASK_ID with SLURM_ARRAY_TASK_COUNT",
  );
}

function checked(index: number, count: number, firstTask: number | null): FoundShard {
  if (!(count >= 1 && count <= 1_000_000)) throw new UsageError("--shard: there are 1 to 1000000 shards");
  if (!(index >= 0 && index < count))
    throw new UsageError(`shard ${index} of ${count}: they are counted from 0 to ${count - 1}`);
  return { shard: { index, count }, firstTask };
}

function numberFrom(io: Io, variable: string): number | undefined {
  const text = io.env[variable];
  if (text === undefined || text === "") return undefined;
  if (!/^\d+$/.test(text)) throw new UsageError(`${variable}=${text} is no number`);
  return Number(text);
}
