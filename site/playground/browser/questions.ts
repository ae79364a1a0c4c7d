import type { LensSpan } from "../../../src/results/lens-schema.ts";
import type { Measured, MeasureRequest } from "../measured.ts";

/** What the page asks its workers. */
export interface Question {
  readonly kind: "measure" | "show";
  readonly request: MeasureRequest;
}

/** What they answer. */
export type Answer = MeasuredAnswer | ShownAnswer | FailedAnswer;

export interface MeasuredAnswer extends Measured {
  readonly kind: "measured";
}

export interface ShownAnswer {
  readonly kind: "shown";
  readonly bytes: Uint8Array;
  /** of each byte, NaN where nothing is known */
  readonly bits: Float32Array;
  /** whether it is shown as lines of UTF-8, else as bytes */
  readonly text: boolean;
  readonly spans: readonly LensSpan[];
}

export interface FailedAnswer {
  readonly kind: "failed";
  readonly reason: string;
}

/** A worker that answers one question after the other. */
export class Lane {
  /** null: the browser lets the page have none */
  readonly #worker: Worker | null;
  #resolve: ((answer: Answer) => void) | null = null;

  /** @param script of the worker, as the page holds it */
  constructor(script: string) {
    this.#worker = workerOf(script);
    this.#worker?.addEventListener("message", ({ data }: MessageEvent<Answer>) => this.#receive(data));
    this.#worker?.addEventListener("error", (event) => {
      event.preventDefault();
      this.#receive({ kind: "failed", reason: event.message || noWorker });
    });
  }

  get busy(): boolean {
    return this.#resolve !== null;
  }

  /** Asks; the worker must not be busy. */
  ask(question: Question): Promise<Answer> {
    if (this.#worker === null) return Promise.resolve({ kind: "failed", reason: noWorker });
    this.#worker.postMessage(question);
    return new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  #receive(answer: Answer): void {
    const request = this.#resolve;
    this.#resolve = null;
    request?.(answer);
  }
}

const noWorker = "the browser does not let the page measure";

function workerOf(script: string): Worker | null {
  try {
    return new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  } catch {
    return null;
  }
}
