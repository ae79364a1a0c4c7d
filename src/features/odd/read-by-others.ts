import { createHash } from "node:crypto";
import { countStrings } from "../../models/count-strings.ts";
import { estimateModel } from "../../models/estimate-model.ts";
import { FrozenModel } from "../../models/frozen-model.ts";

/**
 * Kinds that a file belongs to by the end of its name, the narrowest first: `.d.ts` and `.ts`, `.test.js` and `.js`. The first of
 * two endings has letters only, so that a version number is none.
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

/** Bytes of the longest strings of the models, where nothing else is asked for. */
export const usualOrder = 6;
/** Groups of files; each is read by a model of the other groups. */
export const groups = 5;
/** Bytes of a file that are learned, at most: so that one does not outweigh all others. */
export const mostOfFile = 131_072;
/** Bytes that are learned in all. */
const mostLearned = 8_388_608;
const mostStrings = 4_000_000;

/** Where a file was dealt to. */
export interface DealtFile {
  readonly group: number;
  /** whether it teaches: of more text than is learned some files are drawn */
  readonly isLearned: boolean;
}

/**
 * Deals files into five groups. Copies are in one group.
 *
 * @param by what they are dealt by: the hash of their contents, or that of their names without endings, so that a file stays in
 *   its group when it changes, beside what was made of the same source
 */
export function dealFiles(
  given: readonly ComparedFile[],
  seed: number,
  by: "contents" | "names",
): readonly DealtFile[] {
  const copies = new Map<string, string>();
  const keyOf = ({ name, bytes }: ComparedFile) => {
    if (by === "contents") return bytes;
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
 * @param dealt as `dealFiles` gives them
 * @param taught what each of them teaches
 * @param order bytes of the longest strings of the models
 * @param asked whether a file is to be read; all others only teach
 * @param see is given each of those: its place, what its bytes cost in bits, shape (bytes,) or longer, which is used again for
 *   the next one, and the sum of that
 * @returns bytes that the models were learned of, in all
 * Cost: that of learning 8 MB at most for each group in which a file is asked for, and 0.1 microseconds a byte.
 */
export function readByOthers(
  given: readonly ComparedFile[],
  dealt: readonly DealtFile[],
  order: number,
  asked: (i: number) => boolean,
  see: (i: number, costs: Float32Array, bits: number) => void,
  taught: readonly Uint8Array[] = taughtBy(given),
): number {
  const files = given.map(({ bytes }, i) => ({ bytes, taught: taught[i]!, ...dealt[i]!, asked: asked(i) }));
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
      if (file.asked && file.group === group) see(i, costs, model.bits(file.bytes, costs));
    }
  }
  return learned.reduce((sum, file) => sum + file.taught.length, 0);
}

/** What files teach, at most. */
export function taughtBy(files: readonly ComparedFile[]): readonly Uint8Array[] {
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

/** What half of the files cost or less. @param rates shape (files,), bit/byte @returns null: there are none */
export function usualRate(rates: Float64Array): number | null {
  return rates.length === 0 ? null : rates.toSorted()[Math.floor(rates.length / 2)]!;
}
