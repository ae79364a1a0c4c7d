import { plural } from "../core/collections.ts";
import type { Sample } from "../results/report.ts";
import { listed } from "./kit/figures.ts";
import type { Layout } from "./kit/layout.ts";

/** Groups of equal contents, and names of each, that are listed. */
const [mostGroups, mostNames] = [3, 4];
/** Columns of a name. */
const mostName = 30;

/** Finds samples with equal contents among those that were read as a whole. */
export class EqualContents {
  readonly #names = new Map<string, string[]>();
  #total = 0;

  add({ name, sha256, size }: Sample): void {
    this.#total++;
    if (sha256 === null || size === 0) return;
    const names = this.#names.get(sha256);
    if (names === undefined) this.#names.set(sha256, [name]);
    else names.push(name);
  }

  /** as `equalContents` says it */
  sentence(layout: Layout): string | null {
    const groups = [...this.#names.values()].filter(({ length }) => length > 1);
    return equalContents(groups, plural(this.#total, "sample"), layout);
  }
}

/**
 * Such as "4 of 9 samples have equal contents: a.txt and b.txt; c.txt and d.txt."; null: none has.
 *
 * @param groups of names
 * @param have what they have in common
 */
export function equalContents(
  groups: readonly (readonly string[])[],
  of: string,
  layout: Layout,
  have = "have equal contents",
): string | null {
  if (groups.length === 0) return null;
  const count = groups.reduce((sum, { length }) => sum + length, 0);
  const ranked = groups.toSorted((a, b) => b.length - a.length);
  const shown = ranked.slice(0, mostGroups).map((names) => {
    const more = names.length - mostNames;
    const words = names.slice(0, mostNames).map((name) => layout.name(name, mostName));
    return listed(more > 0 ? [...words, `${more} more`] : words);
  });
  const left = groups.length - shown.length;
  const parts = left > 0 ? [...shown, `and ${left} more group${left === 1 ? "" : "s"}`] : shown;
  return `${count} of ${of} ${have}: ${parts.join("; ")}.`;
}
