import type { ReportCall } from "../../command/command.ts";
import type { Io } from "../../command/io.ts";
import { readLossesFile } from "../../command/learner-plan.ts";
import { onlyTask, underItsName } from "../../command/only-task.ts";
import type { SharedOptions } from "../../command/options.ts";
import { InputError, UsageError, underName } from "../../core/errors.ts";
import { version } from "../../core/version.ts";
import { bytesSource } from "../../input/byte-source.ts";
import { openInput, unpackInput } from "../../input/open-input.ts";
import type { Reading } from "../../input/reading.ts";
import { releaseMemory } from "../../input/release-memory.ts";
import { readLosses } from "../../learners/read-losses.ts";
import type { LikenessModels } from "../../models/likeness-models.ts";
import { openInputSource } from "../../run/input-source.ts";
import { packageModels } from "../../run/likenesses.ts";
import type { TaskInput } from "../../run/task.ts";
import { foundSections } from "../sections/found-sections.ts";
import type { QuickSections } from "../sections/schema.ts";
import { type Lens, type LensInput, type LensReader, readableBytes, readLens } from "./read-lens.ts";

export interface LensOptions extends Omit<SharedOptions, "top"> {
  readonly text?: boolean;
}

/** Options of input plans that a lens does not have. */
const defaultOptions = {
  records: "none",
  encoding: "bytes",
  charset: "auto",
  sample: "all",
  seed: 1,
  cache: false,
} as const;

/**
 * Reads one input with the reader that prices it.
 *
 * @throws UsageError for wrong options; InputError when the input or the losses cannot be read
 */
export async function lensOf({ paths, options, io, progress }: ReportCall<LensOptions>): Promise<Lens> {
  const reader = readerOf(options, io);
  const usual = { ...options, ...defaultOptions };
  const task = await onlyTask("lens", paths, usual as SharedOptions, io);
  progress(0, 1);
  return underItsName(task, async () => {
    const input = await inputOf(task.input, task.name, options);
    const models = await packageModels();
    if (options.maxMemory !== undefined) await releaseMemory();
    try {
      return { ...readLens(input, reader), sections: sectionsIn(input, models) };
    } catch (error) {
      if (error instanceof RangeError) throw new InputError(`does not fit in memory: ${error.message}`);
      throw error;
    }
  });
}

/** The sections of what is read, where it is several things. */
function sectionsIn({ name, bytes }: LensInput, models: LikenessModels): QuickSections | null {
  const found = foundSections(
    name,
    bytesSource(bytes, [bytes.length]),
    { level: "usual", quick: true },
    models,
  );
  return found.sections.length > 1 ? found : null;
}

async function inputOf(
  input: TaskInput,
  name: string,
  { decompress, maxMemory, field }: LensOptions,
): Promise<LensInput> {
  if (input.kind !== "file" && input.kind !== "bytes") throw new UsageError("lens takes a file, or -");
  const source = openInputSource(input);
  try {
    const reading: Reading = {
      decompress,
      records: "auto",
      ...(field === undefined ? {} : { field }),
      ...(maxMemory === undefined ? {} : { mostMemory: maxMemory }),
    };
    const { source: unpacked, format } = await unpackInput(source, name, reading);
    // Other formats are read as they are unless one of their fields is asked for.
    const isCut = format !== null && (format === "parquet" || field !== undefined);
    const inner = isCut
      ? (await openInput(unpacked, name, { ...reading, records: format })).source
      : unpacked;
    const { size } = inner;
    const start = inner.read(0, Math.min(size, readableBytes(maxMemory)));
    // What is behind the start of an unpacked input is not held.
    const bytes = start.length < size ? Uint8Array.from(start) : start;
    return { name, bytes, size, version };
  } finally {
    source.close();
  }
}

function readerOf({ losses }: LensOptions, io: Io): LensReader {
  if (losses === undefined) return { kind: "observer" };
  const text = readLossesFile(losses, io);
  const costs = (bytes: Uint8Array) => {
    // Of several learned sizes the largest is best.
    const { sizes } = underName(losses, () => readLosses(text, [bytes.length]));
    return Float32Array.from(sizes.at(-1)!.bits);
  };
  return { kind: "losses", name: losses, costs };
}
