import type { EncodingId } from "../core/encoding.ts";
import type { SymbolSequence } from "../core/sequence.ts";
import type { Charset } from "../encodings/text-format.ts";
import type { CorpusRoots } from "../input/corpora/corpus-roots.ts";
import type { Reading } from "../input/reading.ts";
import type { Family, Sample } from "../results/report.ts";

/** A file to be read, and how. */
export interface FileInput {
  readonly kind: "file";
  readonly path: string;
  /** for a name that is not UTF-8: the bytes of the path */
  readonly pathBase64?: string;
  /** the file is standard input that was too large for memory */
  readonly standardInput?: true;
  readonly reading?: Reading;
}

/** An input to measure. Workers get paths and read them. */
export type TaskInput =
  | FileInput
  /** several files as one sequence, each with one or more documents */
  | {
      readonly kind: "files";
      readonly files: readonly FileInput[];
      /** whether to measure the rest where some cannot be read, or are too large to be held at once */
      readonly skipUnreadable?: true;
    }
  | {
      readonly kind: "corpus";
      readonly id: string;
      /** whether the stored row will do: for a corpus that a map shows beside samples */
      readonly known?: true;
    }
  | { readonly kind: "recipe"; readonly recipe: string }
  | {
      readonly kind: "bytes";
      readonly bytes: Uint8Array;
      readonly reading?: Reading;
      /** absent: standard input */
      readonly origin?: "memory";
    }
  /** symbols of a program */
  | { readonly kind: "symbols"; readonly sequence: SymbolSequence };

/** The bytes of a path that is not UTF-8; undefined for any other. */
export function pathBytes({ pathBase64 }: { readonly pathBase64?: string }): Buffer | undefined {
  return pathBase64 === undefined ? undefined : Buffer.from(pathBase64, "base64");
}

/** A file by its path, or by the bytes of one that is not UTF-8. */
export function fileOf(input: { readonly path: string; readonly pathBase64?: string }): string | Buffer {
  return pathBytes(input) ?? input.path;
}

export function fileProvenance({ path, pathBase64, standardInput }: Omit<FileInput, "kind" | "reading">) {
  if (standardInput === true) return { kind: "stdin" as const };
  return { kind: "file" as const, path, ...(pathBase64 === undefined ? {} : { pathBase64 }) };
}

export interface EstimatorChoice {
  readonly id: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Everything that can change a result, and nothing else. */
export interface MeasureOptions {
  readonly sample: number | "all";
  /** symbols up to which an open verdict is settled; absent: no more than the sample */
  readonly readOn?: number;
  readonly encoding: EncodingId;
  /** given by the user; else detected */
  readonly charset?: Charset;
  readonly seed: number;
  readonly estimators: readonly EstimatorChoice[];
  /** whether to place the sample between order and noise */
  readonly spectrum: boolean;
  /** whether to place the sample with more reading orders, which takes longer */
  readonly moreOrders?: true;
  /** whether to omit the exact truths of a generated sequence, which take time to work out */
  readonly withoutTruth?: true;
}

/** Where a worker finds what the task does not have. */
export interface TaskEnvironment {
  /** folders that hold the corpus packages, first match wins */
  readonly corpora: CorpusRoots;
  /** null: no cache */
  readonly cacheFolder: string | null;
}

export interface MeasureTask {
  readonly name: string;
  readonly input: TaskInput;
  /** set for a reference of a map; does not affect the measurement */
  readonly family?: Family;
  readonly options: MeasureOptions;
  /** set for a part of a task: the request of the whole task, which decides whether there is enough memory */
  readonly whole?: MeasureOptions;
  readonly environment: TaskEnvironment;
}

export type TaskResult =
  | { readonly status: "ok"; readonly sample: Sample }
  /** `noField`: the requested field is missing */
  | { readonly status: "failed"; readonly reason: string; readonly noField?: true };
