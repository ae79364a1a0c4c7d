import { InputError } from "../core/errors.ts";
import { threadCpu } from "./thread-cpu.ts";

/** Bytes that reading an input may take, whatever its size; the limit where no other is given. */
const freeMemory = 268_435_456;
const usualMemory = 1_073_741_824;
/** Bytes for each byte of the input, above `freeMemory`: real texts are seldom packed better. */
const memoryPerByte = 100;

/** Reading holds the input and its result at once: each may take half of the memory that the user allows. */
const heldTimes = 2;

/** Processor time that reading an input may take, in seconds: the slowest format decompresses a million bytes a second. */
const freeSeconds = 20;
const secondsPerByte = 1e-6;

/** Calls between two looks at the clock, and milliseconds between two looks at the processor time. */
const callsBetween = 256;
const millisecondsBetween = 100;

/** Limits on the cost of reading one input. Readers report what they hold and that they work; an excess throws. */
export class Allowance {
  /** bytes that may be held at once, in one form */
  readonly memory: number;
  /** bytes that may be decompressed for each compressed byte, above `free` */
  readonly ratio: number;
  readonly free: number = freeMemory;
  readonly #seconds: number;
  readonly #started = threadCpu();
  #calls = 0;
  #looked = performance.now();

  /**
   * @param size of the input in bytes, as stored in its file
   * @param mostMemory limit of the user for all memory, whatever the size
   */
  constructor(size: number, mostMemory?: number) {
    this.memory =
      mostMemory === undefined
        ? Math.min(usualMemory, Math.max(freeMemory, Math.floor(memoryPerByte * size)))
        : Math.floor(mostMemory / heldTimes);
    this.ratio = mostMemory === undefined ? memoryPerByte : Number.POSITIVE_INFINITY;
    this.#seconds = secondsAllowed(size);
  }

  /** @throws InputError when `bytes` are more than may be held at once */
  requireMemory(bytes: number): void {
    if (bytes > this.memory) throw new InputError(tooMuchMemory(this.memory));
  }

  /** Call it for each small piece of work. @throws InputError when reading took too much processor time */
  work(): void {
    if (++this.#calls % callsBetween !== 0) return;
    const now = performance.now();
    if (now - this.#looked < millisecondsBetween) return;
    this.#looked = now;
    if (threadCpu() - this.#started > this.#seconds) throw new InputError(tooMuchTime(this.#seconds));
  }
}

/** Seconds of processor time that reading an input of a size may take. */
export function secondsAllowed(size: number): number {
  return freeSeconds + secondsPerByte * size;
}

export function tooMuchTime(seconds: number): string {
  return `takes more than ${Math.round(seconds)} seconds of processor time to read`;
}

export function tooMuchMemory(bytes: number): string {
  return `needs more than ${Math.floor(bytes / 1_048_576)} MiB of memory to read; --max-memory allows more`;
}
