import { resolve } from "node:path";
import type { ReportCall } from "../../command/command.ts";
import type { Io } from "../../command/io.ts";
import { readLossesFile } from "../../command/learner-plan.ts";
import { learnerOf } from "../../command/learner-program.ts";
import { onlyTask, underItsName } from "../../command/only-task.ts";
import type { SharedOptions } from "../../command/options.ts";
import { InputError, UsageError, underName } from "../../core/errors.ts";
import { version } from "../../core/version.ts";
import { unpackInput } from "../../input/open-input.ts";
import { readRegular, smallFiles } from "../../input/open-regular.ts";
import { costsOfHalves } from "../../learners/costs-of-halves.ts";
import { readLosses } from "../../learners/read-losses.ts";
import { decodeModel } from "../../models/model-file.ts";
import { openInputSource } from "../../run/input-source.ts";
import type { TaskInput } from "../../run/task.ts";
import {
  type AskedPlace,
  type Lens,
  type LensInput,
  type LensReader,
  NoSuchPlace,
  readableBytes,
  readLens,
} from "./read-lens.ts";

export interface LensOptions extends Omit<SharedOptions, "top"> {
  readonly at?: string;
  readonly by?: string;
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
 * @throws UsageError for wrong options, and a position outside the input; InputError when it cannot be read
 */
export async function lensOf({ paths, options, io, progress }: ReportCall<LensOptions>): Promise<Lens> {
  const place = options.at === undefined ? null : parsePlace(options.at);
  const readerOf = readersOf(options, io, progress);
  const usual = { ...options, ...defaultOptions };
  const task = await onlyTask("lens", paths, usual as SharedOptions, io);
  progress(0, 1);
  return underItsName(task, async () => {
    const input = await inputOf(task.input, task.name, options);
    const reader = await readerOf(input.bytes);
    try {
      return readLens(input, reader, place);
    } catch (error) {
      if (error instanceof NoSuchPlace) throw new UsageError(`--at ${options.at}: ${error.message}`);
      if (error instanceof RangeError) throw new InputError(`does not fit in memory: ${error.message}`);
      throw error;
    }
  });
}

/** Parses `12:34` or `4096`, also `0x1000`. */
function parsePlace(text: string): AskedPlace {
  const both = /^([1-9]\d{0,9}):([1-9]\d{0,9})$/.exec(text);
  if (both !== null) return { line: Number(both[1]), column: Number(both[2]) };
  if (/^(\d{1,10}|0x[0-9a-f]{1,8})$/i.test(text)) return { offset: Number(text) };
  throw new UsageError(`--at takes line:column, both from 1, or a byte offset, not "${text}"`);
}

async function inputOf(
  input: TaskInput,
  name: string,
  { decompress, maxMemory }: LensOptions,
): Promise<LensInput> {
  if (input.kind !== "file" && input.kind !== "bytes") throw new UsageError("lens takes a file, or -");
  const source = openInputSource(input);
  try {
    const { source: inner } = await unpackInput(source, name, {
      decompress,
      records: "none",
      ...(maxMemory === undefined ? {} : { mostMemory: maxMemory }),
    });
    return {
      name,
      bytes: inner.read(0, Math.min(inner.size, readableBytes(maxMemory))),
      size: inner.size,
      version,
    };
  } finally {
    source.close();
  }
}

/**
 * The readers of the bytes, once these are known.
 *
 * @throws UsageError for wrong options; InputError for a file that cannot be read
 */
function readersOf(
  options: LensOptions,
  io: Io,
  progress: (finished: number, total: number) => void,
): (bytes: Uint8Array) => LensReader | Promise<LensReader> {
  const named = (["by", "losses", "learner"] as const).filter((name) => options[name] !== undefined);
  if (named.length > 1) throw new UsageError(`--${named[0]} and --${named[1]} exclude each other`);
  const { learner: name } = options;
  if (name === undefined) {
    const reader = readerOf(options, io);
    return () => reader;
  }
  const learner = learnerOf(name, options.learnerTimeout, io);
  return async (bytes) => {
    const costs = await costsOfHalves(bytes, learner, defaultOptions.seed, progress);
    return { kind: "learner", name, costs: () => costs };
  };
}

function readerOf({ by, losses }: LensOptions, io: Io): LensReader {
  if (by !== undefined) {
    const { model } = underName(by, () => decodeModel(readRegular(resolve(io.cwd, by), smallFiles.model)));
    const costs = (bytes: Uint8Array) => {
      const bits = new Float32Array(bytes.length);
      model.bits(bytes, bits);
      return bits;
    };
    return { kind: "model", name: by, costs, distribution: (before) => model.distribution(before) };
  }
  if (losses === undefined) return { kind: "observer" };
  const text = readLossesFile(losses, io);
  const costs = (bytes: Uint8Array) => {
    // Of several learned sizes the largest is best.
    const { sizes } = underName(losses, () => readLosses(text, [bytes.length]));
    return Float32Array.from(sizes.at(-1)!.bits);
  };
  return { kind: "losses", name: losses, costs };
}
