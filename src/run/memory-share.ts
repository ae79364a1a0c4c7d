import { statSync } from "node:fs";
import { isReadInPlace, isStreamed } from "./measure-stream.ts";
import { type MemoryNeeds, needsOfMeasuring } from "./memory-needs.ts";
import { fileOf, type MeasureTask, type TaskInput } from "./task.ts";

/** The whole of a memory limit, in the unit of shares. */
const wholeLimit = 1000;
/** Most bytes of a symbol that is not a byte. */
const bytesPerSymbol = 16;

/**
 * The share of the user's memory limit that a task may take beside its thread. Inputs that are unpacked or cut into records may
 * take all of it.
 *
 * @param needs memory that the task needs; by default that of measuring
 * @returns 0 to 1000; 0 without a limit
 */
export async function shareOfLimit(task: MeasureTask, needs?: MemoryNeeds): Promise<number> {
  const { input, options } = task;
  const limit = limitOf(input);
  if (limit === undefined) return 0;
  if (input.kind !== "file" || !isReadInPlace(input)) return wholeLimit;
  if (needs === undefined && (await isStreamed(task))) return 0;
  const { sample, encoding } = options;
  const size = statSync(fileOf(input), { throwIfNoEntry: false })?.size ?? 0;
  const symbols = sample === "all" ? size : Math.min(size, sample);
  const bytes = encoding === "bytes" ? symbols : Math.min(size, bytesPerSymbol * symbols);
  const of = needs ?? (await needsOfMeasuring(options));
  return Math.min(wholeLimit, Math.ceil((wholeLimit * (of(bytes, symbols, size) - of(0, 0, 0))) / limit));
}

/** Of tasks that are done one after the other. */
export async function shareOfAll(tasks: readonly MeasureTask[]): Promise<number> {
  return Math.max(0, ...(await Promise.all(tasks.map((task) => shareOfLimit(task)))));
}

function limitOf(input: TaskInput): number | undefined {
  if (input.kind === "files") return input.files[0]?.reading?.mostMemory;
  return input.kind === "file" || input.kind === "bytes" ? input.reading?.mostMemory : undefined;
}

/** Lets calls run at the same time whose shares are no more than the whole limit. */
export class MemoryGate {
  #free = wholeLimit;
  readonly #waiting: { readonly share: number; readonly start: () => void }[] = [];

  async pass<Result>(share: number, act: () => Promise<Result>): Promise<Result> {
    await new Promise<void>((start) => {
      this.#waiting.push({ share, start });
      this.#admit();
    });
    try {
      return await act();
    } finally {
      this.#free += share;
      this.#admit();
    }
  }

  #admit(): void {
    for (;;) {
      const [next] = this.#waiting;
      if (next === undefined || next.share > this.#free) return;
      this.#waiting.shift();
      this.#free -= next.share;
      next.start();
    }
  }
}
