import scales from "../../../data/tail-scales.json" with { type: "json" };
import { type Tail, type TailScale, tailOf } from "./odd-files.ts";
import { kindsOf } from "./read-by-others.ts";
import { scoreCount } from "./surprise.ts";

/**
 * Files of a repository, and of one ending, that say what is usual among them: of twenty the upper tenth is two, which count as much
 * as they tell beside other repositories. Chosen with 12, 16, 30 and 40 on the packages of data/release-surprises.json.
 */
export const leastUsual = 20;

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
  /** its ending, where no file that is known has it; null: others have it, or there is none */
  readonly newEnding: string | null;
}

/**
 * Judges files by how surprising the usual ones are, those of the same kind where there are 20 of them, else all.
 *
 * @param files at least 20
 * @throws RangeError where there are fewer: these do not tell how far usual ones go
 * Cost: O(files log files)
 */
export class UsualFiles {
  readonly #endings: ReadonlySet<string | null>;
  /** probability that a file has an ending that no other one has */
  readonly #newEnding: number;
  readonly #tails = new Map<string | null, readonly Tail[]>();

  /** @param others by score, what is known of the tails of other repositories; null: nothing */
  constructor(files: readonly UsualFile[], others: readonly TailScale[] | null = scales.scales) {
    if (files.length < leastUsual) throw new RangeError(`${files.length} files are too few`);
    const counts = new Map<string | null, number>();
    for (const { path } of files) counts.set(endingOf(path), (counts.get(endingOf(path)) ?? 0) + 1);
    this.#endings = new Set(counts.keys());
    // Good 1953, Biometrika 40: what is new is as frequent as what was seen once.
    const once = [...counts.values()].filter((count) => count === 1).length;
    this.#newEnding = Math.max(1, once) / files.length;
    const byKind = new Map<string | null, UsualFile[]>([[null, [...files]]]);
    for (const file of files) {
      for (const kind of kindsOf(file.path)) {
        const same = byKind.get(kind);
        if (same === undefined) byKind.set(kind, [file]);
        else same.push(file);
      }
    }
    for (const [kind, own] of byKind) {
      if (own.length < leastUsual) continue;
      const tails = Array.from({ length: scoreCount }, (_, i) =>
        tailOf(
          Float64Array.from(own, ({ surprise }) => surprise[i]!),
          others?.[i] ?? null,
        ),
      );
      this.#tails.set(kind, tails);
    }
  }

  /**
   * Compares a file with the usual ones by all scores; its probability counts that these are several. A new file with an ending
   * that no other one has, as those of another language have, is as improbable as such an ending is beside: it is compared with
   * all files, of which few have one.
   *
   * @param before what it was when it was accepted, if it was: then only what it surprises more is judged, by how many of the
   *   files that surprise as much as it did would surprise as much as it does
   * @param limit probability for which the limit is stated
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

/** The last ending of a name. */
const endingOf = (path: string): string | null => kindsOf(path).at(-1) ?? null;
