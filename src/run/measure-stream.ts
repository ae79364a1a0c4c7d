import { streamingContext } from "../context/context.ts";
import { symbolCounts } from "../context/shared.ts";
import { InputError } from "../core/errors.ts";
import { Random } from "../core/random.ts";
import type { Warning } from "../core/warnings.ts";
import { estimatorRegistry } from "../estimators/registry.ts";
import { isPlainFile } from "../input/open-input.ts";
import { defaultReading } from "../input/reading.ts";
import { containerProbeLength, containerWarnings } from "../input/sniff-container.ts";
import { streamFile } from "../input/stream-file.ts";
import { inWords } from "../input/system-fault.ts";
import type { Sample } from "../results/report.ts";
import { presentSymbols, reported, worded } from "./reported.ts";
import { type FileInput, fileOf, fileProvenance, type MeasureTask, pathBytes } from "./task.ts";

/** Bytes per read. */
const chunkBytes = 1 << 20;

/** Whether one pass over bytes, in constant memory, can measure all that a task asks for. */
export async function streamable({ input, options }: MeasureTask): Promise<boolean> {
  if (input.kind !== "file" || options.sample !== "all" || options.encoding !== "bytes" || options.spectrum)
    return false;
  const estimators = await Promise.all(options.estimators.map(({ id }) => estimatorRegistry.get(id)));
  return estimators.every(({ streams }) => streams !== null);
}

/** Whether a file is neither unpacked nor cut into records. */
export function isReadInPlace(input: FileInput): boolean {
  try {
    return isPlainFile(input.path, input.reading ?? defaultReading, pathBytes(input));
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

/** Whether a task is streamed: compressed files and records must be opened first. @throws InputError when the file cannot be read */
export async function isStreamed(task: MeasureTask): Promise<boolean> {
  const { input } = task;
  if (input.kind !== "file" || !(await streamable(task))) return false;
  return isPlainFile(input.path, input.reading ?? defaultReading, pathBytes(input));
}

/**
 * Measures a whole file in one pass, its SHA-256 included.
 *
 * @throws InputError when it cannot be read
 */
export async function measureStream(task: MeasureTask): Promise<Sample> {
  const { input, options } = task;
  if (input.kind !== "file") throw new Error("only files are streamed");
  const estimators = await Promise.all(
    options.estimators.map(async ({ id, params }) => ({
      estimator: await estimatorRegistry.get(id),
      params,
    })),
  );
  const sharedValues = new Set([
    symbolCounts,
    ...estimators.flatMap(({ estimator }) => estimator.streams ?? []),
  ]);
  const folds = [...sharedValues].flatMap((shared) =>
    shared.fold === undefined ? [] : [{ shared, fold: shared.fold, state: shared.fold.create(256) }],
  );
  const consumers = folds.map(({ fold, state }) => ({
    update: (chunk: Uint8Array) => fold.update(state, chunk),
  }));
  let head: Uint8Array | undefined;
  const keepHead = {
    update: (chunk: Uint8Array) => {
      head ??= chunk.slice(0, containerProbeLength);
    },
  };
  const streamed = inWords(() =>
    streamFile(fileOf(input), [keepHead, ...consumers], new Uint8Array(chunkBytes)),
  );
  const warnings: Warning[] = streamed.changed ? [{ code: "changed-while-read" }] : [];
  warnings.push(...containerWarnings(head ?? new Uint8Array(0), task.name));
  const values = new Map(folds.map(({ shared, fold, state }) => [shared, fold.finish(state)] as const));
  const context = streamingContext(
    values,
    streamed.bytes,
    256,
    Random.fromSeed(options.seed).fork("measure"),
  );
  const measurements = [];
  for (const { estimator, params } of estimators)
    measurements.push(reported(await estimator.measure(context, params)));
  return {
    name: task.name,
    provenance: fileProvenance(input),
    family: null,
    size: streamed.bytes,
    sha256: streamed.sha256,
    sampleSha256: streamed.sha256,
    blocks: streamed.bytes > 0 ? [{ offset: 0, length: streamed.bytes }] : [],
    n: streamed.bytes,
    encoding: { id: "bytes", charset: null, byteOrderMark: false, invalidCount: 0, firstInvalidOffset: null },
    alphabet: { declared: null, present: presentSymbols(context.get(symbolCounts)) },
    ranked: true,
    notRankedBecause: null,
    truth: null,
    measurements,
    spectrum: null,
    warnings: warnings.map(worded),
  };
}
