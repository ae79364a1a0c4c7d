import { kindsOf } from "./kinds.ts";
import { leastFiles } from "./odd-files.ts";
import { scoreCount } from "./surprise.ts";
import { type Tail, tailOf } from "./tail.ts";

/** What is known of a file that counts as usual. */
export interface UsualFile {
  /** with slashes */
  readonly path: string;
  /** shape (scoreCount,), as `scoresOf` gives them */
  readonly surprise: readonly number[];
}

/** How a file compares with the usual ones. */
export interface Judgement {
  /** probability that a usual file has a part that surprises as much */
  readonly p: number;
  /** index of the score by which it stands out most */
  readonly by: number;
  readonly score: number;
  /** what that score must be for the probability of the limit */
  readonly limit: number;
  /** the ending that the files share which it was compared with; null: all files */
  readonly kind: string | null;
  /** how many these are */
  readonly among: number;
}

/**
 * Judges files by how surprising the usual ones are, those of the same kind where there are 40 of them, else all.
 *
 * @param files at least 40
 * @throws RangeError where there are fewer: these do not tell how far usual ones go
 * Cost: O(files log files)
 */
export class UsualFiles {
  readonly #tails = new Map<string | null, readonly Tail[]>();

  constructor(files: readonly UsualFile[]) {
    if (files.length < leastFiles) throw new RangeError(`${files.length} files are too few`);
    const byKind = new Map<string | null, UsualFile[]>([[null, [...files]]]);
    for (const file of files) {
      for (const kind of kindsOf(file.path)) {
        const same = byKind.get(kind);
        if (same === undefined) byKind.set(kind, [file]);
        else same.push(file);
      }
    }
    for (const [kind, own] of byKind) {
      if (own.length < leastFiles) continue;
      const tails = Array.from({ length: scoreCount }, (_, i) =>
        tailOf(Float64Array.from(own, ({ surprise }) => surprise[i]!)),
      );
      this.#tails.set(kind, tails);
    }
  }

  /**
   * Compares a file with the usual ones by all scores; its probability counts that these are several.
   *
   * @param before what it was when it was accepted, if it was: then only what it surprises more is judged, by how many of the
   *   files that surprise as much as it did would surprise as much as it does
   * @param limit probability for which the limit is stated
   * @throws never
   */
  judge({ path, surprise }: UsualFile, before: UsualFile | null, limit: number): Judgement {
    const kind = this.#kindOf(path);
    const tails = this.#tails.get(kind)!;
    const scores = tails.map((tail, i) => {
      const known = before === null ? tail.files : tail.expected(before.surprise[i]!);
      const p = Math.min(1, tail.expected(surprise[i]!) / known);
      return { p, known, tail, i };
    });
    const { p, known, tail, i } = scores.reduce((least, one) => (one.p < least.p ? one : least));
    return {
      p: Math.min(1, p * scoreCount),
      by: i,
      score: surprise[i]!,
      limit: tail.level((limit / scoreCount) * known),
      kind,
      among: tail.files,
    };
  }

  /**
   * What a new file surprises to fail by one score.
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
