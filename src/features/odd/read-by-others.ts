import { createHash } from "node:crypto";
import { countStrings } from "../../models/count-strings.ts";
import { estimateModel } from "../../models/estimate-model.ts";
import { FrozenModel } from "../../models/frozen-model.ts";

/**
 * Kinds of a file by its extensions, the narrowest first: `.d.ts` and `.ts`, `.test.js` and `.js`. The first of two extensions
 * must consist of letters, so that a version number is not one.
 *
 * @param path with slashes
 * @returns none for a name without a dot, and for one that only begins with it
 */
export function kindsOf(path: string): string[] {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const [, before, last] = /^.+?(\.[a-z]+)?(\.[^.]+)$/.exec(name) ?? [];
  if (last === undefined) return [];
  return before === undefined ? [last] : [before + last, last];
}

/** A file that is compared with others. */
export interface ComparedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Default length of the longest strings of the models, in bytes. */
export const defaultOrder = 6;
/** Groups of files; a model of the other groups reads each. */
export const groups = 5;
/** Most bytes learned of a file, so that one does not outweigh all others. */
export const mostOfFile = 131_072;
/** Most bytes learned in all. */
const mostLearned = 8_388_608;
const mostStrings = 4_000_000;

/** The group of a file. */
export interface GroupedFile {
  readonly group: number;
  /** whether it is learned: of too much text some files are drawn */
  readonly isLearned: boolean;
}

/**
 * Assigns files to five groups, by the hash of their names without extensions, so that a file stays in its group when it
 * changes, together with other builds of the same source. Copies are in one group.
 */
export function assignGroups(given: readonly ComparedFile[], seed: number): readonly GroupedFile[] {
  const copies = new Map<string, string>();
  const keyOf = ({ name, bytes }: ComparedFile) => {
    const contents = createHash("sha256").update(bytes).digest("hex");
    const stem = copies.get(contents) ?? stemOf(name);
    copies.set(contents, stem);
    return stem;
  };
  const all = given.reduce((sum, { bytes }) => sum + Math.min(bytes.length, mostOfFile), 0);
  const share = Math.min(1, mostLearned / Math.max(1, all));
  return given.map((file) => {
    const hash = createHash("sha256").update(`${seed} `).update(keyOf(file)).digest();
    return { group: hash.readUInt32LE(0) % groups, isLearned: hash.readUInt32LE(4) / 2 ** 32 < share };
  });
}

/**
 * Reads files with models of the others: those of each group by a model of the other four.
 *
 * @param grouped as `dealFiles` returns them
 * @param training the text that each of them teaches
 * @param order bytes of the longest strings of the models
 * @param isJudged whether to read a file; all others only teach
 * @param onFile gets each read file: its index, the cost of its bytes in bits, shape (bytes,) or longer, reused for the next one,
 *   and their sum
 * @returns total number of bytes that the models learned
 * Cost: that of learning 8 MB at most for each group with a requested file, and 0.1 microseconds a byte.
 */
export function readByOthers(
  given: readonly ComparedFile[],
  grouped: readonly GroupedFile[],
  order: number,
  isJudged: (i: number) => boolean,
  onFile: (i: number, costs: Float32Array, bits: number) => void,
  training: readonly Uint8Array[] = trainingTexts(given),
): number {
  const files = given.map(({ bytes }, i) => ({
    bytes,
    taught: training[i]!,
    ...grouped[i]!,
    asked: isJudged(i),
  }));
  const learned = files.filter(({ isLearned }) => isLearned);
  const longest = files.reduce((most, file) => (file.asked ? Math.max(most, file.bytes.length) : most), 0);
  const costs = new Float32Array(longest);
  for (let group = 0; group < groups; group++) {
    if (!files.some((file) => file.asked && file.group === group)) continue;
    const others = learned.filter((file) => file.group !== group);
    const model = modelOf(
      others.map((file) => file.taught),
      order,
    );
    for (const [i, file] of files.entries()) {
      if (file.asked && file.group === group) onFile(i, costs, model.bits(file.bytes, costs));
    }
  }
  return learned.reduce((sum, file) => sum + file.taught.length, 0);
}

/** The text that each file teaches, up to the limit. */
export function trainingTexts(files: readonly ComparedFile[]): readonly Uint8Array[] {
  return files.map(({ bytes }) => bytes.subarray(0, mostOfFile));
}

/** `lib/index` of `lib/index.test.js`. */
export function stemOf(name: string): string {
  const start = name.lastIndexOf("/") + 1;
  const dot = name.indexOf(".", start + 1);
  return dot < 0 ? name : name.slice(0, dot);
}

function modelOf(texts: readonly Uint8Array[], order: number): FrozenModel {
  let end = 0;
  const ends = texts.map(({ length }) => (end += length));
  const bytes = new Uint8Array(end);
  for (const [i, text] of texts.entries()) bytes.set(text, ends[i]! - text.length);
  return FrozenModel.of(estimateModel(countStrings(bytes, ends, order, mostStrings)));
}
