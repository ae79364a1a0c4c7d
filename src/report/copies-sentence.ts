import { listed } from "./kit/figures.ts";
import type { Layout } from "./kit/layout.ts";

/** Groups of copies, and names of each, that are listed. */
const [mostGroups, mostNames] = [3, 4];
/** Columns of a name. */
const mostName = 30;

/**
 * Such as "4 of 9 files have equal contents: a.txt and b.txt; c.txt and d.txt."; null: there are none.
 *
 * @param groups of names
 * @param total number of files
 * @param have what they have in common
 */
export function copiesSentence(
  groups: readonly (readonly string[])[],
  total: number,
  have: string,
  layout: Layout,
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
  return `${count} of ${total} files ${have}: ${parts.join("; ")}.`;
}
