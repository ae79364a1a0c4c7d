import { fitWidth, textWidth } from "./text-width.ts";

/**
 * Names cut to a number of columns. What all begin with goes first, since what tells them apart stands behind; then the middle.
 *
 * @param columns at least 3
 * Cost: O(names).
 */
export function cutNames(names: readonly string[], columns: number, ellipsis: string): string[] {
  return names.map(nameCutter(names, columns, ellipsis));
}

/** What cuts each of some names, one by one. */
export function nameCutter(
  names: readonly string[],
  columns: number,
  ellipsis: string,
): (name: string) => string {
  const folder = sharedFolder(names);
  return (name) => {
    if (textWidth(name) <= columns) return name;
    const told = folder === "" ? name : `${ellipsis}/${name.slice(folder.length)}`;
    return fitWidth(told, columns, ellipsis);
  };
}

/** The folder that all names begin with, its slash included; empty for fewer than two names, and where there is none. */
function sharedFolder(names: readonly string[]): string {
  const [first] = names;
  if (first === undefined || names.length < 2) return "";
  let folder = first.slice(0, first.lastIndexOf("/") + 1);
  // Each round takes away a slash at least: of "/" alone, which a search from before it would find again, nothing is left.
  for (const name of names)
    while (!name.startsWith(folder)) folder = folder.slice(0, folder.slice(0, -1).lastIndexOf("/") + 1);
  return folder;
}
