import { expect, test } from "vitest";
import { membersFor, observerMembers, observerProfiles } from "../../../src/observer/observer-members.ts";

const codes = Array.from({ length: 256 }, (_, i) => i);
const idsFor = (profile: (typeof observerProfiles)[number], alphabetSize: number, isText = false) =>
  membersFor(observerMembers(profile), alphabetSize, isText ? codes : undefined).map(({ id }) => id);

test("members are for alphabets as large as they say, and for symbols that have codes", () => {
  const every = ["raw-code", "context-tree-weighting", "context-mixer", "repeat-expert", "phase-expert"];
  const without = (id: string, ids: readonly string[] = every) => ids.filter((one) => one !== id);
  for (const profile of observerProfiles) {
    expect(idsFor(profile, 2)).toEqual([...every, "xor-pair"]);
    expect(idsFor(profile, 3)).toEqual(every);
    expect(idsFor(profile, 16)).toEqual(every);
    // Of larger alphabets a tree takes as long as all others.
    expect(idsFor(profile, 17)).toEqual(profile === "fast" ? without("context-tree-weighting") : every);
    expect(idsFor(profile, 65_536)).not.toContain("xor-pair");
    expect(idsFor(profile, 65_537)).toEqual([]);
    expect(idsFor(profile, 256, true)).toContain("progression-expert");
    expect(idsFor(profile, 256)).not.toContain("progression-expert");
  }
  expect(observerMembers()).toEqual(observerMembers("standard"));
});

test("what takes a microsecond a symbol is run in full only where it does well", () => {
  const slow = observerMembers().filter(({ expensive }) => expensive === true);
  expect(slow.map(({ id }) => id)).toEqual(["context-tree-weighting", "context-mixer", "repeat-expert"]);
});
