import { InputError } from "../core/errors.ts";
import { threadCpu } from "./thread-cpu.ts";

/** Bytes that reading an input may take, whatever its size, and at most where nothing else is said. */
const freeMemory = 268_435_456;
const usualMemory = 1_073_741_824;
/** Bytes for each byte of the input, above `freeMemory`: real texts are seldom packed better. */
const memoryPerByte = 100;

/** What is read is held beside what becomes of it: of what the user allows each may take half. */
const heldTimes = 2;

/** Processor time that reading an input may take, in seconds: the slowest format unpacks a million bytes a second. */
const freeSeconds = 20;
const secondsPerByte = 1e-6;

/** Calls after which the clock is looked at, and milliseconds after which processor time is asked for. */
const callsBetween = 256;
const millisecondsBetween = 100;

/** What reading one input may cost. Readers say what they hold and that they are at work; what exceeds it is refused. */
export class Allowance {
  /** bytes that may be held at once, in one form */
  readonly memory: number;
  /** bytes that may be unpacked for each compressed byte, above `free` */
  readonly ratio: number;
  readonly free: number = freeMemory;
  readonly #seconds: number;
  readonly #started = threadCpu();
  #calls = 0;
  #looked = performance.now();

  /**
   * @param size of the input in bytes, as it lies in its file
   * @param mostMemory what the user allows for all that is held, whatever the size
   */
  constructor(size: number, mostMemory?: number) {
    this.memory =
      mostMemory === undefined
        ? Math.min(usualMemory, Math.max(freeMemory, Math.floor(memoryPerByte * size)))
        : Math.floor(mostMemory / heldTimes);
    this.ratio = mostMemory === undefined ? memoryPerByte : Number.POSITIVE_INFINITY;
    this.#seconds = secondsAllowed(size);
  }

  /** @throws InputError when `bytes` exceed what may be held at once */
  requireMemory(bytes: number): void {
    if (bytes > this.memory) throw new InputError(tooMuchMemory(this.memory));
  }

  /** To be called for each small piece of work. @throws InputError when reading took too much of a processor */
  work(): void {
    if (++this.#calls % callsBetween !== 0) return;
    const now = performance.now();
    if (now - this.#looked < millisecondsBetween) return;
    this.#looked = now;
    if (threadCpu() - this.#started > this.#seconds) throw new InputError(tooMuchTime(this.#seconds));
  }
}

/** Seconds of a processor that an input of a size may take to be read. */
export function secondsAllowed(size: number): number {
  return freeSeconds + secondsPerByte * size;
}

export function tooMuchTime(seconds: number): string {
  return `takes more than ${Math.round(seconds)} seconds of a processor to be read`;
}

export function tooMuchMemory(bytes: number): string {
  return `needs more than ${Math.floor(bytes / 1_048_576)} MiB of memory to be read; --max-memory allows more`;
}
