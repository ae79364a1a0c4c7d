import { grouped } from "../../core/collections.ts";
import { sha256 } from "../../input/sha256.ts";
import type { Copies } from "../../results/report.ts";
import { bytesOf } from "../../run/input-source.ts";
import type { FileInput } from "../../run/task.ts";
import { NearDuplicates, Shingles, signatureLength } from "../../statistics/near-duplicates.ts";
import { type ComparedFiles, mostOfFile, readCompared } from "./compared-files.ts";

/** Bytes of files, as stored, up to which they are compared: some 25 seconds with odd files, one without. */
const mostCompared = 33_554_432;
/** Shorter files have too few runs of words to be near copies. */
const leastCopied = 512;

/** Files to compare with each other. */
export interface FolderFiles {
  readonly files: readonly FileInput[];
  readonly seed: number;
  readonly decompress: boolean;
  readonly maxMemory?: number;
}

/** Why files are not compared; null: they are. */
function tooMany(files: readonly FileInput[]): string | null {
  const total = files.reduce((sum, file) => sum + Math.min(mostOfFile, bytesOf(file)), 0);
  if (total <= mostCompared) return null;
  return `${Math.round(total / 1e6)} MB are not compared here; mesoscope odd compares them.`;
}

/** The files in memory, or why they are not compared. @throws never for a file that cannot be read, which is left out */
export async function readFolder({ files, ...options }: FolderFiles): Promise<ComparedFiles | string> {
  const found = files.map((input) => ({ name: input.path, input, explicit: false }));
  return tooMany(files) ?? (await readCompared(found, options));
}

/** Copies among files; null: they are too large to be compared. Cost: 30 ns a byte. */
export async function copiesAmong(work: FolderFiles): Promise<Copies | null> {
  const read = await readFolder(work);
  return typeof read === "string" ? null : copiesOf(read, work.seed);
}

/** Files with equal contents, and those that differ little, as `score` groups documents. */
export function copiesOf({ files, cut }: Pick<ComparedFiles, "files" | "cut">, seed: number): Copies {
  const whole = files.filter(({ name }) => !cut.includes(name));
  const contents = [...grouped(whole, ({ bytes }) => sha256(bytes)).values()];
  const shingles = new Shingles(seed);
  const groups = new NearDuplicates();
  const signature = new Uint16Array(signatureLength);
  const signed = contents.flatMap(([file], i) => {
    if (file!.bytes.length < leastCopied || !shingles.sign(file!.bytes, signature)) return [];
    return [{ name: file!.name, group: groups.place(signature, i)?.group ?? i }];
  });
  const namesOf = (some: Iterable<readonly { readonly name: string }[]>) =>
    [...some].filter(({ length }) => length > 1).map((group) => group.map(({ name }) => name));
  return {
    compared: files.length,
    equal: namesOf(contents),
    near: namesOf(grouped(signed, ({ group }) => group).values()),
  };
}
