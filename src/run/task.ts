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
  /** of a name that is not UTF-8: the bytes of the path */
  readonly pathBase64?: string;
  /** what was too large to be held in memory lies in this file meanwhile */
  readonly standardInput?: true;
  readonly reading?: Reading;
}

/** What is to be measured. Workers get paths and read for themselves. */
export type TaskInput =
  | FileInput
  /** several files as one sequence, each a document or what documents it holds */
  | {
      readonly kind: "files";
      readonly files: readonly FileInput[];
      /** whether the rest is measured where some cannot be read, or are too large to be held at once */
      readonly goesOn?: true;
    }
  | {
      readonly kind: "corpus";
      readonly id: string;
      /** whether the row that was measured when the program was made will do: of one that a map shows beside samples */
      readonly known?: true;
    }
  | { readonly kind: "recipe"; readonly recipe: string }
  | {
      readonly kind: "bytes";
      readonly bytes: Uint8Array;
      readonly reading?: Reading;
      /** absent: they are standard input */
      readonly origin?: "memory";
    }
  /** symbols of a program */
  | { readonly kind: "symbols"; readonly sequence: SymbolSequence };

/** The bytes of a path that is not UTF-8; undefined for any other. */
export function pathBytes({ pathBase64 }: { readonly pathBase64?: string }): Buffer | undefined {
  return pathBase64 === undefined ? undefined : Buffer.from(pathBase64, "base64");
}

/** What a report says of where a file stands. */
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
  /** symbols that are read at most where those of the sample leave the verdict open; absent: no more than the sample */
  readonly readOn?: number;
  readonly encoding: EncodingId;
  /** given by the user; else detected */
  readonly charset?: Charset;
  readonly seed: number;
  readonly estimators: readonly EstimatorChoice[];
  /** whether the sample is placed between order and noise */
  readonly spectrum: boolean;
  /** whether the sample is placed in more orders, which takes longer */
  readonly moreOrders?: true;
  /** whether what is exactly known of a generated sequence is left out, which saves the time to work it out */
  readonly withoutTruth?: true;
}

/** Where a worker finds what is not in the task. */
export interface TaskEnvironment {
  /** folders that hold the corpus packages, first match wins */
  readonly corpora: CorpusRoots;
  /** null: no cache */
  readonly cacheFolder: string | null;
}

export interface MeasureTask {
  readonly name: string;
  readonly input: TaskInput;
  /** of a reference of a map; no part of what is measured */
  readonly family?: Family;
  readonly options: MeasureOptions;
  /** of a part of a task: what is asked of all of it, which decides whether there is memory for it */
  readonly whole?: MeasureOptions;
  readonly environment: TaskEnvironment;
}

export type TaskResult =
  | { readonly status: "ok"; readonly sample: Sample }
  /** `noField`: it lacks the field that was asked for */
  | { readonly status: "failed"; readonly reason: string; readonly noField?: true };
