import { readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { InputError } from "../../core/errors.ts";
import { describeSystemFault } from "../../input/system-fault.ts";
import { escapeForTerminal } from "../../report/kit/format.ts";
import type { AccountedInput } from "../../run/run-batch.ts";
import { isPartName, partName, readPart } from "./part-file.ts";
import type { PartHead } from "./part-schema.ts";
import { ScoreTally } from "./score-tally.ts";

/** The content of a folder of parts. */
export interface MergedParts {
  /** of the first valid part: what they have in common */
  readonly head: PartHead;
  readonly tally: ScoreTally;
  readonly errors: readonly AccountedInput[];
  readonly skipped: readonly AccountedInput[];
  /** shards that are missing or damaged, ascending */
  readonly missing: readonly number[];
  /** files that are not valid parts of the job, and why */
  readonly bad: readonly AccountedInput[];
  /** files of the valid parts, in the order of the whole */
  readonly parts: readonly string[];
}

/**
 * Merges the parts of a job.
 *
 * @param paths folders and part files
 * @throws InputError when there is no valid part
 * Cost: one pass over the parts; memory for one tally.
 */
export function mergeParts(paths: readonly string[]): MergedParts {
  const bad: AccountedInput[] = [];
  const tally = new ScoreTally();
  const errors: AccountedInput[] = [];
  const skipped: AccountedInput[] = [];
  const done = new Set<number>();
  const parts: string[] = [];
  const sampled = new Set<string>();
  let first: PartHead | undefined;
  for (const path of partsOf(paths, bad)) {
    try {
      const { head, end, tally: part } = readPart(path, () => {});
      first ??= head;
      if (!areSameModels(head.models, first.models))
        throw new InputError(
          `was scored against ${namesOfModels(head.models)}, other parts against ${namesOfModels(first.models)}`,
        );
      if (sharedOf(head) !== sharedOf(first))
        throw new InputError("belongs to another job or another number of shards");
      if (done.has(head.shard.index)) throw new InputError(`shard ${head.shard.index} occurs twice`);
      // If documents are in two parts, some are in both samples.
      const twice = part.sample.find(({ key }) => sampled.has(key));
      if (twice !== undefined)
        throw new InputError(`document ${escapeForTerminal(twice.id)} is also in another part`);
      for (const { key } of part.sample) sampled.add(key);
      done.add(head.shard.index);
      tally.merge(part);
      for (const one of end.errors) errors.push(one);
      for (const one of end.skipped) skipped.push(one);
      parts.push(path);
    } catch (error) {
      bad.push({ input: path, reason: reasonOf(error) });
    }
  }
  if (first === undefined) {
    const [one] = bad;
    throw new InputError(one === undefined ? "no part files here" : `${one.input}: ${one.reason}`);
  }
  const { count } = first.shard;
  const missing = Array.from({ length: count }, (_, i) => i).filter((i) => !done.has(i));
  return { head: first, tally, errors, skipped, missing, bad, parts };
}

/** What all parts of a job have in common, except their models. */
const sharedOf = ({ job, shard, version, options, columns }: PartHead) =>
  JSON.stringify([job, shard.count, version, options, columns]);

/** Whether two lists of models are the same files, whatever their names. */
export function areSameModels(a: PartHead["models"], b: PartHead["models"]): boolean {
  return a.length === b.length && a.every(({ sha256 }, i) => sha256 === b[i]!.sha256);
}

/** Names of models, with what distinguishes them. */
export function namesOfModels(models: PartHead["models"]): string {
  if (models.length === 0) return "no model";
  return models
    .map(({ name, sha256 }) => `${escapeForTerminal(basename(name))} (${sha256.slice(0, 12)})`)
    .join(" and ");
}

/** The inputs that a part of this job and shard could not read; null: there is no valid one. */
export function errorsOfPart(
  folder: string,
  head: Pick<PartHead, "job" | "shard">,
): readonly AccountedInput[] | null {
  try {
    const { head: found, end } = readPart(join(folder, partName(head.shard)), () => {});
    return found.job === head.job && found.shard.index === head.shard.index ? end.errors : null;
  } catch {
    return null;
  }
}

/** Part files by name, which is the order of their shards. */
function partsOf(paths: readonly string[], bad: AccountedInput[]): string[] {
  return paths.flatMap((path) => {
    try {
      if (!statSync(path).isDirectory()) return [path];
      return readdirSync(path)
        .filter(isPartName)
        .sort()
        .map((name) => join(path, name));
    } catch (error) {
      bad.push({ input: path, reason: describeSystemFault(error) });
      return [];
    }
  });
}

function reasonOf(error: unknown): string {
  if (error instanceof InputError) return error.message;
  if (error instanceof Error && "syscall" in error) return describeSystemFault(error);
  return "is damaged: its content is not a tally";
}
