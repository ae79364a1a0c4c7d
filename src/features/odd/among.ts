import { grouped } from "../../core/collections.ts";
import { sha256 } from "../../input/sha256.ts";
import type { FolderFindings } from "../../results/report.ts";
import { bytesOf } from "../../run/input-source.ts";
import type { FileInput } from "../../run/task.ts";
import { NearDuplicates, Shingles, signatureLength } from "../../statistics/near-duplicates.ts";
import { mostOfFile, readCompared } from "./compared-files.ts";
import { oddFiles } from "./plan.ts";
import { defaultOrder } from "./read-by-others.ts";
import { leastUsual } from "./usual-files.ts";
import { findingText } from "./words.ts";

/** Bytes of files, as stored, up to which they are compared: some 25 seconds. */
const mostCompared = 33_554_432;
/** Odd files that are named. */
const mostNamed = 8;

/** The files of a folder to compare with each other. */
export interface FolderFiles {
  readonly files: readonly FileInput[];
  readonly seed: number;
  readonly decompress: boolean;
  readonly maxMemory?: number;
}

/**
 * The files that are odd, as `odd` and `check` find them, and those with equal contents.
 *
 * @throws never for a file that cannot be read, which is left out
 * Cost: as `readByOthers`: 8 s of learning at most, and a microsecond a byte
 */
export async function oddAmong({ files, seed, ...options }: FolderFiles): Promise<FolderFindings> {
  const total = files.reduce((sum, file) => sum + Math.min(mostOfFile, bytesOf(file)), 0);
  if (total > mostCompared)
    return {
      ...nothing,
      undecided: `${Math.round(total / 1e6)} MB are not compared here; mesoscope odd compares them.`,
    };
  const read = await readCompared(
    files.map((input) => ({ name: input.path, input, explicit: false })),
    options,
  );
  const whole = read.files.filter(({ name }) => !read.cut.includes(name));
  const contents = [...grouped(whole, ({ bytes }) => sha256(bytes)).values()];
  const equal = contents.filter(({ length }) => length > 1).map((some) => some.map(({ name }) => name));
  const different = contents.map(([first]) => first!);
  const near = nearCopies(different, seed).map((group) => group.map(({ name }) => name));
  if (read.files.length < leastUsual)
    return {
      ...nothing,
      ...{ compared: read.files.length, equal, near },
      undecided: `${read.files.length} readable files are too few to call any odd.`,
    };
  const odd = oddFiles(read.files, seed, defaultOrder).files.filter((file) => file.odd);
  return {
    compared: read.files.length,
    unlike: odd.length,
    odd: odd.slice(0, mostNamed).map((file) => {
      const { firstLine, lastLine, quantity, why } = file;
      const lines = firstLine === lastLine ? `line ${firstLine}` : `lines ${firstLine} to ${lastLine}`;
      const said = quantity === "newWords" ? findingText(file) : `${findingText(file)}, ${lines}`;
      return { name: file.file, why: why === null ? said : `${said}; ${why}` };
    }),
    undecided: null,
    ...{ equal, near },
  };
}

/** Shorter files have too few runs of words to be near copies. */
const leastCopied = 512;

/** Groups of files that differ little, as `score` groups documents. */
function nearCopies<File extends { readonly bytes: Uint8Array }>(
  files: readonly File[],
  seed: number,
): File[][] {
  const shingles = new Shingles(seed);
  const groups = new NearDuplicates();
  const signature = new Uint16Array(signatureLength);
  const signed = [...files.entries()].filter(([, { bytes }]) => bytes.length >= leastCopied);
  const placed = signed.flatMap(([i, file]) =>
    shingles.sign(file.bytes, signature) ? [{ file, group: groups.place(signature, i)?.group ?? i }] : [],
  );
  return [...grouped(placed, ({ group }) => group).values()]
    .filter(({ length }) => length > 1)
    .map((some) => some.map(({ file }) => file));
}

const nothing: FolderFindings = { compared: 0, unlike: 0, odd: [], undecided: null, equal: [], near: [] };
