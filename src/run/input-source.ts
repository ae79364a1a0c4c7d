import { statSync } from "node:fs";
import { type ByteSource, memorySource } from "../input/byte-source.ts";
import { openFileSource } from "../input/file-source.ts";
import { type FileInput, fileOf, type TaskInput } from "./task.ts";

/** Inputs that are bytes. */
type InputOfBytes = Extract<TaskInput, { kind: "file" | "bytes" }>;

/** The bytes of an input. @throws InputError when its file cannot be read */
export function openInputSource(input: InputOfBytes): ByteSource & { close(): void } {
  return input.kind === "file"
    ? openFileSource(fileOf(input))
    : { ...memorySource([input.bytes]), close() {} };
}

/** Bytes of a file as it is stored: one of unknown size may be of any. Its reader reports what is wrong with it. */
export function bytesOf(input: FileInput): number {
  try {
    return statSync(fileOf(input), { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
