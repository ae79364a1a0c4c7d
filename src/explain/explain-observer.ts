import type { Observation } from "../observer/observer.ts";
import { figure } from "../results/figure.ts";
import type { Depth } from "./schema.ts";

/**
 * What the observer paid, and which of its members carried the sequence.
 *
 * @param observation by the standard profile
 */
export function explainObserver({ bits, headerBits, members }: Observation): Depth["observer"] {
  const ranked = members
    .flatMap((member) => (member.bits === null ? [] : [{ id: member.id, bits: member.bits }]))
    .sort((a, b) => a.bits - b.bits);
  const [first, next] = ranked;
  return {
    profile: "standard",
    codeLength: figure(bits, "bit"),
    header: figure(headerBits, "bit"),
    members: members.map((member) => ({
      id: member.id,
      title: member.title,
      codeLength: member.bits === null ? null : figure(member.bits, "bit"),
      weight: figure(member.weight, "1"),
    })),
    carriedBy: {
      id: first!.id,
      next: next?.id ?? null,
      ahead: next === undefined ? null : figure(next.bits - first!.bits, "bit"),
    },
  };
}
