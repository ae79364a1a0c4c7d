import { type ByteSource, memorySource } from "../input/byte-source.ts";
import { openFileSource } from "../input/file-source.ts";
import { fileOf, type TaskInput } from "./task.ts";

/** Inputs that are bytes. */
type InputOfBytes = Extract<TaskInput, { kind: "file" | "bytes" }>;

/** The bytes of an input. @throws InputError when its file cannot be read */
export function openInputSource(input: InputOfBytes): ByteSource & { close(): void } {
  return input.kind === "file"
    ? openFileSource(fileOf(input))
    : { ...memorySource([input.bytes]), close() {} };
}
