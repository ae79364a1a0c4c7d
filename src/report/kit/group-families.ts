import type { Sample } from "../../results/report.ts";

/** References of a family in its order; null for those that belong to none. */
export type FamilyGroup = readonly [Sample["family"], ...Sample[]];

/** References by family, families as they first occur. */
export function groupFamilies(references: readonly Sample[]): FamilyGroup[] {
  const groups = new Map<string | undefined, Sample[]>();
  for (const reference of references) {
    const id = reference.family?.id;
    const others = groups.get(id);
    if (others === undefined) groups.set(id, [reference]);
    else others.push(reference);
  }
  const position = ({ family }: Sample) => family?.position ?? 0;
  return [...groups.values()].map((members) => [
    members[0]!.family,
    ...members.sort((a, b) => position(a) - position(b)),
  ]);
}
