import type { Family } from "../../results/report.ts";

/**
 * References by family, families as they first occur, members by their position.
 *
 * @param familyOf of an item; what has none is left out
 * @throws never
 */
export function groupFamilies<Item>(
  items: readonly Item[],
  familyOf: (item: Item) => Family | null,
): (readonly [Family, ...Item[]])[] {
  const members = new Map<string, { family: Family; item: Item }[]>();
  for (const item of items) {
    const family = familyOf(item);
    if (family === null) continue;
    const others = members.get(family.id) ?? [];
    members.set(family.id, [...others, { family, item }]);
  }
  return [...members.values()].map((group) => {
    group.sort((a, b) => a.family.position - b.family.position);
    return [group[0]!.family, ...group.map(({ item }) => item)];
  });
}
