import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import type { MemberDefinition } from "../../../src/observer/member.ts";
import { observerMembers, observerProfiles } from "../../../src/observer/observer-members.ts";
import { borrowedMemories } from "../../../src/wasm/load.ts";

const draws = Random.fromSeed(1);
const symbols = Uint8Array.from({ length: 300 }, () => draws.below(2));
const codes = [48, 49];

test("members give back what they borrow once they are closed", () => {
  const members = new Map(
    observerProfiles.flatMap((profile) => observerMembers(profile)).map((one) => [one, one.id]),
  );
  const lentMoreBy = (definition: MemberDefinition) => {
    const before = borrowedMemories();
    const member = definition.open(symbols, 2, codes);
    member.code(0, symbols.length, 0, true, new Float64Array(symbols.length));
    member.close?.();
    return borrowedMemories() - before;
  };
  // The first one may open a kernel that lives as long as the thread.
  for (const definition of members.keys()) lentMoreBy(definition);
  const kept = [...members].map(([definition, id]) => [id, lentMoreBy(definition)]);
  expect(kept).toEqual([...members.values()].map((id) => [id, 0]));
});
