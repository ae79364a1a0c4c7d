import { plural } from "../core/collections.ts";
import type { Sample } from "../results/report.ts";
import { compressedFormatOf } from "../spectrum/verdict-sentence.ts";

/** Kinds that are named. */
const mostKinds = 6;

const tooShort = "too short to place";

interface Kind {
  count: number;
  /** what its samples are, or what they have in common */
  is: string;
  /** of its first sample */
  readonly place: number;
  readonly name: string;
}

/** What many samples are, and which are unlike the rest. */
export class Kinds {
  readonly #kinds = new Map<string, Kind>();
  #total = 0;
  #files = 0;

  /** Adds a sample; keeps its name if it is the first of its kind. */
  add(sample: Pick<Sample, "name" | "like" | "spectrum" | "warnings" | "provenance">): void {
    const place = this.#total++;
    if (sample.provenance.kind === "file") this.#files++;
    const { what, is } = kindOf(sample);
    const kind = this.#kinds.get(what);
    if (kind === undefined) this.#kinds.set(what, { count: 1, is, place, name: sample.name });
    else {
      kind.count++;
      if (kind.is !== is) kind.is = what;
    }
  }

  /** Whether most of more than three samples are of the kind of this one, and nothing of it was set aside or decoded. */
  isUsual(sample: Parameters<typeof kindOf>[0]): boolean {
    const { spectrum } = sample;
    const count = this.#kinds.get(kindOf(sample).what)?.count ?? 0;
    const isPlain = spectrum?.copies == null && spectrum?.unit === undefined;
    return isPlain && this.#total > 3 && 2 * count > this.#total;
  }

  /** The place, in the order of `add`, of the first sample of the rarest kind that is long enough; 0: there is none */
  rarest(): number {
    const ranked = this.#ranked().filter(({ is }) => !is.startsWith(tooShort));
    return ranked.find(({ count }) => count === ranked.at(-1)!.count)?.place ?? 0;
  }

  /**
   * Such as "5 files: 4 are like C source; notes.txt is noise."
   *
   * @param where after the number, such as " in src"
   * @returns empty: there is no sample
   */
  sentence(where: string, nameOf: (name: string) => string): string {
    const ranked = this.#ranked();
    if (ranked.length === 0) return "";
    const noun = this.#files === this.#total ? "file" : "sample";
    if (this.#total === 1) return `${nameOf(ranked[0]!.name)} is ${inWords(ranked[0]!.is, 1)}.`;
    const all = `${plural(this.#total, noun)}${where}`;
    if (ranked.length === 1)
      return `${this.#total === 2 ? `Both ${noun}s${where}` : `All ${all}`} are ${inWords(ranked[0]!.is, 2)}.`;
    const shown = ranked.slice(0, mostKinds);
    const parts = shown.map(({ count, name, is }) =>
      count > 1 ? `${count} are ${inWords(is, count)}` : `${nameOf(name)} is ${inWords(is, 1)}`,
    );
    const left = shown.reduce((sum, { count }) => sum - count, this.#total);
    if (left > 0) parts.push(left === 1 ? "1 is of another kind" : `${left} are of other kinds`);
    return `${all}: ${parts.join("; ")}.`;
  }

  #ranked() {
    return [...this.#kinds.values()].sort((a, b) => b.count - a.count);
  }
}

const inWords = (is: string, count: number) => (is !== "pattern" ? is : count > 1 ? "patterns" : "a pattern");

/** The kind of a sample, and what it is within that kind. */
function kindOf({ like, spectrum, ...sample }: Pick<Sample, "like" | "spectrum" | "warnings">) {
  const same = (what: string) => ({ what, is: what });
  if (spectrum?.randomness.status !== "ok")
    return same(like?.status === "ok" ? `${tooShort}, like ${like.kind}` : tooShort);
  const packed = compressedFormatOf(sample, spectrum);
  if (packed !== undefined) return same(`compressed (${packed})`);
  if (like?.status === "ok" && spectrum.verdict.regime !== "order")
    return { what: `like ${like.kind}`, is: `like ${like.title}` };
  return same(spectrum.verdict.regime);
}
