import releases from "../../../data/release-surprises.json" with { type: "json" };
import { sha256 } from "../../input/sha256.ts";
import { describeStretch, shareOfBits } from "./describe-stretch.ts";
import type { ComparedFile } from "./read-by-others.ts";
import type { Usual } from "./schema.ts";
import { byWords, lineAt, type Surprise, scoresOf, stretches } from "./surprise.ts";
import { surprisesOf, usualOf } from "./surprises.ts";
import { type Judgement, leastUsual, UsualFiles } from "./usual-files.ts";

/**
 * Expected number of usual files that surprise as much as an odd one, among those that are judged. docs/check.md has the
 * derivation.
 */
export const mostExpected = 0.005;
/**
 * Number of usual files that a new and a changed one count as. In the releases of other packages few files change so that they
 * surprise more, and new files surprise more than existing ones.
 */
const weights = releases.countsAs;
/** Probability up to which a file is odd that is the only new one. */
export const limitOfNew = mostExpected / weights.new;

/** What is most unusual in a file. */
export interface Finding extends Pick<Judgement, "p" | "kind" | "among"> {
  readonly odd: boolean;
  /** newWords: share of its words that are in no other file; surprise: cost of a part of it */
  readonly quantity: "newWords" | "surprise";
  /** length of that part in bytes; null: a word, or the words of the whole file */
  readonly at: number | null;
  readonly unit: "bit" | "bit/byte" | "1";
  readonly value: number;
  /** the value from which it is odd */
  readonly limit: number;
  readonly start: number;
  readonly length: number;
  readonly firstLine: number;
  readonly lastLine: number;
  /** striking properties, in words; null: none */
  readonly why: string | null;
}

/** The findings of some files. */
export interface Judged {
  /** by index; undefined for files that are not judged */
  readonly findings: readonly (Finding | undefined)[];
  readonly usual: Usual;
  /** by index; undefined for files that were not read */
  readonly surprises: readonly (Surprise | undefined)[];
  /** number of usual files that the judged ones count as */
  readonly counted: number;
}

/**
 * Judges files by a model of the others: those that are new or changed since they were accepted, or all.
 *
 * A file is odd if among as many usual files as are judged at most .005 are expected to surprise as much. Where some were
 * accepted, a new file counts as several of these and a changed one as a part of one.
 *
 * @param accepted usual files of a baseline; null, or fewer than 20: measured here
 * @param isJudged whether to judge a file; all others are only learned
 * @param read how surprising files are to a reader of the others; tests and campaigns precompute it
 * @returns null: too few files to say what is usual
 * Cost: as `readByOthers`, for the judged files; for all where nothing was accepted
 */
export function judgeFiles(
  files: readonly ComparedFile[],
  accepted: Usual | null,
  seed: number,
  order: number,
  isJudged: (i: number) => boolean = () => true,
  read: typeof surprisesOf = surprisesOf,
  least: number = leastUsual,
): Judged | null {
  const known = knownUsual(accepted);
  if (isTooFew(files.length, accepted, least)) return null;
  const contents = new Set(accepted?.files.map(({ sha256 }) => sha256));
  const fresh = files.map(({ bytes }) => !contents.has(sha256(bytes)));
  const judged = files.map((_, i) => isJudged(i) && fresh[i]!);
  const surprises = read(
    files,
    seed,
    order,
    (i) => known === null || judged[i]!,
    (i) => known !== null && fresh[i]!,
  );
  const usual = known ?? usualOf(files, surprises, seed, order);
  const before = new Map(accepted?.files.map((file) => [file.path, file]));
  const compared = new UsualFiles(usual.files, undefined, least);
  const counted = files.reduce((sum, { name }, i) => {
    if (!judged[i]) return sum;
    return sum + (before.has(name) ? weights.changed : known === null ? 1 : weights.new);
  }, 0);
  // For a single changed file, the probability itself is at most this.
  const share = Math.min(1, mostExpected / counted);
  const findings = files.map(({ name, bytes }, i) => {
    if (!judged[i]) return undefined;
    const own = { path: name, surprise: scoresOf(surprises[i]!, usual.rate) };
    return findingOf(bytes, surprises[i]!, compared.judge(own, before.get(name) ?? null, share), share);
  });
  return { findings, usual, surprises, counted };
}

/** The baseline of a small repository lists the accepted files, but too few to say what is usual. */
function knownUsual(accepted: Usual | null): Usual | null {
  return (accepted?.files.length ?? 0) < leastUsual ? null : accepted;
}

/** Whether the files and the accepted ones are too few to estimate what is usual. */
export function isTooFew(files: number, accepted: Usual | null, least: number = leastUsual): boolean {
  return knownUsual(accepted) === null && files < least;
}

function findingOf(
  bytes: Uint8Array,
  { word, oddest }: Surprise,
  { p, by, score, limit, kind, among, newEnding }: Judgement,
  share: number,
): Finding {
  const isByWords = by === byWords;
  const part = by === 0 ? word : isByWords ? { at: 0, length: bytes.length } : oddest[by - 1]!;
  const shown = (value: number) => (isByWords ? shareOfBits(value) : value);
  const reasons = [
    isByWords ? null : describeStretch(bytes, part.at, part.length),
    newEnding === null ? null : `no other file ends in ${newEnding}`,
  ].filter((words) => words !== null);
  return {
    odd: p <= share,
    ...{ p, kind, among },
    quantity: isByWords ? "newWords" : "surprise",
    at: by === 0 || isByWords ? null : stretches[by - 1]!,
    unit: by === 0 ? "bit" : isByWords ? "1" : "bit/byte",
    value: shown(score),
    limit: shown(limit),
    start: part.at,
    length: part.length,
    firstLine: lineAt(bytes, part.at),
    lastLine: lineAt(bytes, part.at + Math.max(0, part.length - 1)),
    why: reasons.length > 0 ? reasons.join("; ") : null,
  };
}
