import type { FileInput, TaskInput } from "../../run/task.ts";
import type { FoundInput } from "./find-inputs.ts";

/** What files are gathered under that were named one by one. */
const named = Symbol("named");

/**
 * Gathers files into inputs: each folder is one, and so are all files that were named. What is no file, such as standard
 * input, stays by itself.
 */
export class Together {
  readonly #groups = new Map<string | typeof named, FileInput[]>();
  readonly #alone: { readonly name: string; readonly input: TaskInput }[] = [];

  add({ name, input, folder }: FoundInput): void {
    if (input.kind !== "file") {
      this.#alone.push({ name, input });
      return;
    }
    const key = folder ?? named;
    const files = this.#groups.get(key);
    if (files === undefined) this.#groups.set(key, [input]);
    else files.push(input);
  }

  /** The inputs, in the order in which the first of each was found; those by themselves come last. */
  *inputs(): Generator<{ readonly name: string; readonly input: TaskInput }> {
    for (const [key, files] of this.#groups) {
      const [first] = files;
      const others = files.length - 1;
      const name = key !== named ? key : others === 0 ? first!.path : `${first!.path} and ${others} more`;
      // A file by itself is sampled without being read in full.
      yield { name, input: others === 0 ? first! : { kind: "files", files, goesOn: true } };
    }
    yield* this.#alone;
  }
}
