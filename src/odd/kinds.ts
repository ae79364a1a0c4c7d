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
