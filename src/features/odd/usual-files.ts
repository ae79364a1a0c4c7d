import scales from "../../../data/tail-scales.json" with { type: "json" };
import { grouped } from "../../core/collections.ts";
import { kindsOf } from "./read-by-others.ts";
import type { Usual } from "./schema.ts";
import { scoreCount } from "./surprise.ts";
import { type Tail, type TailScale, tailOf } from "./tail.ts";

/**
 * Least number of files of a repository, or of one extension, that determine what is usual: the upper tenth of twenty is two,
 * weighted against other repositories by precision. Chosen with 12, 16, 30 and 40 on the packages of
 * data/release-surprises.json.
 */
export const leastUsual = 20;

/** A file that counts as usual, with its scores as `scoresOf` returns them. */
export type UsualFile = Pick<Usual["files"][number], "path" | "surprise">;

/** Comparison of a file with the usual ones. */
export interface Judgement {
  /** probability that a usual file has a part that surprises as much */
  readonly p: number;
  /** index of the score that is most unusual */
  readonly by: number;
  readonly score: number;
  /** value of that score at the probability limit */
  readonly limit: number;
  /** the common extension of the files it was compared with; null: all files */
  readonly kind: string | null;
  /** number of these */
  readonly among: number;
  /** its extension, if no known file has it; null: others have it, or there is none */
  readonly newEnding: string | null;
}

/**
 * Judges files by how surprising the usual ones are, those of the same kind if there are 20 of them, else all.
 *
 * @param files at least 20
 * @throws RangeError where there are fewer, which do not determine the tail
 * Cost: O(files log files)
 */
export class UsualFiles {
  readonly #endings: ReadonlySet<string | null>;
  /** probability of an extension that no other file has */
  readonly #newEnding: number;
  readonly #tails = new Map<string | null, readonly Tail[]>();

  /**
   * @param others by score, the distribution of tails over other repositories; null: none
   * @param least fewer files throw RangeError: below 20 judgements only rank
   */
  constructor(
    files: readonly UsualFile[],
    others: readonly TailScale[] | null = scales.scales,
    least: number = leastUsual,
  ) {
    if (files.length < least) throw new RangeError(`${files.length} files are too few`);
    const byEnding = grouped(files, ({ path }) => endingOf(path));
    this.#endings = new Set(byEnding.keys());
    // Good 1953, Biometrika 40: new items are as frequent as items seen once.
    const once = [...byEnding.values()].filter(({ length }) => length === 1).length;
    this.#newEnding = Math.max(1, once) / files.length;
    const kinds = files.flatMap((file) => [null, ...kindsOf(file.path)].map((kind) => ({ kind, file })));
    for (const [kind, own] of grouped(kinds, (one) => one.kind)) {
      if (kind !== null && own.length < leastUsual) continue;
      const tails = Array.from({ length: scoreCount }, (_, i) =>
        tailOf(
          Float64Array.from(own, ({ file }) => file.surprise[i]!),
          others?.[i] ?? null,
        ),
      );
      this.#tails.set(kind, tails);
    }
  }

  /**
   * Compares a file with the usual ones by all scores, corrected for their number. A new file with a new extension, as of
   * another language, gets the probability of a new extension: it is compared with all files, few of which have one.
   *
   * @param before the file when it was accepted, if it was: then only an increase is judged, relative to the files that
   *   surprise as much as it did
   * @param limit probability for which the limit is reported
   */
  judge({ path, surprise }: UsualFile, before: UsualFile | null, limit: number): Judgement {
    const kind = this.#kindOf(path);
    const tails = this.#tails.get(kind)!;
    const ending = endingOf(path);
    const newEnding = before === null && ending !== null && !this.#endings.has(ending) ? ending : null;
    const factor = scoreCount * (newEnding === null ? 1 : this.#newEnding);
    const scores = tails.map((tail, i) => {
      const known = before === null ? tail.files : tail.expected(before.surprise[i]!);
      const p = Math.min(1, tail.expected(surprise[i]!) / known);
      return { p, known, tail, i };
    });
    const { p, known, tail, i } = scores.reduce((least, one) => (one.p < least.p ? one : least));
    return {
      p: Math.min(1, p * factor),
      by: i,
      score: surprise[i]!,
      limit: tail.level((limit / factor) * known),
      kind,
      among: tail.files,
      newEnding,
    };
  }

  /**
   * The score at which a new file fails.
   *
   * @param by index of the score
   * @param limit probability that a usual file fails
   */
  limit(path: string, by: number, limit: number): number {
    const tail = this.#tails.get(this.#kindOf(path))![by]!;
    return tail.level((limit / scoreCount) * tail.files);
  }

  #kindOf(path: string): string | null {
    return kindsOf(path).find((kind) => this.#tails.has(kind)) ?? null;
  }
}

/** The last extension of a name. */
const endingOf = (path: string): string | null => kindsOf(path).at(-1) ?? null;
