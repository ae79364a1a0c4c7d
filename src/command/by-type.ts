import { grouped, plural } from "../core/collections.ts";
import type { FileInput, TaskInput } from "../run/task.ts";

/** Files up to which each is an input of its own. */
export const fewFiles = 20;
/** Most types that are inputs of their own; the rest are one. */
const mostTypes = 11;
/** Least files with one name without an extension, or of one kind, that are a type. */
const fewestNamed = 5;
/** Files without an extension that are read for their kind: 2 ms each. */
const mostLiked = 1000;
/** Files of a type that are sampled: they are opened one by one. */
const mostOfType = 20_000;

const packed = /\.(gz|bz2|xz|lzma|zst|br|z)$/;
const rotated = /(\.[a-z][a-z0-9]*)\.\d+$/;
/** Not numbers of versions: `.3pm` and `.1` are, `.40-x86_64` of `ld-2.40-x86_64` is not. */
const extension = /.(\.(?:\d|\d?[^\d.\s-][^.]*))$/;

/**
 * The extension of a file below those of packers and of rotated logs, in lower case: `.log` of `dpkg.log.2.gz`; null: none.
 *
 * @param path with slashes
 */
function extensionOf(path: string): string | null {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const own = name.replace(packed, "").replace(rotated, "$1");
  return extension.exec(own)?.[1] ?? null;
}

/** The name of a file without an extension, and without one of a packer. */
const baseOf = (path: string) => path.slice(path.lastIndexOf("/") + 1).replace(packed, "");

/** Whether an input is a file that is named or in a folder. */
export const isFile = (input: TaskInput): input is FileInput =>
  input.kind === "file" && input.standardInput !== true;

interface NamedInput {
  readonly name: string;
  readonly input: TaskInput;
}

/**
 * Many files as one input for each type: by extension; without one, by name where many have it, or by what they are like. Types
 * with few files are one input together.
 *
 * @param kindOf what a file is like; null: nothing known
 * @returns the same inputs where at most 20 are files; else the largest types first, and what is no file at the end
 */
export function byType(
  found: readonly NamedInput[],
  kindOf: (file: FileInput) => string | null,
): readonly NamedInput[] {
  const files = found.map(({ input }) => input).filter(isFile);
  if (files.length <= fewFiles) return found;
  const types = new Map<string, FileInput[]>();
  const single: FileInput[] = [];
  for (const [kind, some] of grouped(files, ({ path }) => extensionOf(path) ?? `named ${baseOf(path)}`)) {
    if (kind.startsWith(".") || some.length >= fewestNamed) types.set(kind, some);
    else single.push(...some);
  }
  const alike = grouped(single, (file) => (single.length > mostLiked ? null : kindOf(file)));
  for (const [kind, some] of alike) {
    const type = kind !== null && some.length >= fewestNamed ? `like ${kind}` : "";
    types.set(type, [...(types.get(type) ?? []), ...some]);
  }
  const ranked = [...types].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  const shown = ranked.length <= mostTypes + 1 ? ranked : ranked.slice(0, mostTypes);
  const others = ranked.slice(shown.length).flatMap(([, some]) => some);
  const groups = shown.map(([type, some]) => [titleOf(type, some.length), some] as const);
  if (others.length > 0)
    groups.push([`${others.length} files of ${ranked.length - shown.length} other types`, others]);
  return [
    ...groups.map(
      ([name, some]): NamedInput => ({
        name,
        input: { kind: "files", files: drawn(some), skipUnreadable: true },
      }),
    ),
    ...found.filter(({ input }) => !isFile(input)),
  ];
}

function titleOf(type: string, count: number): string {
  if (type === "") return `${plural(count, "file")} without an extension`;
  return type.startsWith(".") ? `${count} ${type} file${count === 1 ? "" : "s"}` : `${count} files ${type}`;
}

/** Evenly chosen files of too many. */
function drawn(files: readonly FileInput[]): readonly FileInput[] {
  if (files.length <= mostOfType) return files;
  return Array.from({ length: mostOfType }, (_, i) => files[Math.floor((i * files.length) / mostOfType)]!);
}
