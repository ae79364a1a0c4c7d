import { expect, it } from "vitest";
import { sequenceOf } from "../../../src/core/sequence.ts";
import { codeLength, observe } from "../../../src/observer/observer.ts";
import { observerMembers, observerProfiles } from "../../../src/observer/observer-members.ts";
import { realise, uniformSymbols } from "./observer-known-sources.ts";

it.for(observerProfiles)("is what the observation says, to the bit: %s", async (profile) => {
  const { symbols } = await realise("golden-mean(p=0.5)", 10_000);
  const split = { symbols, alphabetSize: 2, segmentEnds: [1, 5000, 10_000] };
  const members = observerMembers(profile);
  expect(codeLength(split, members)).toBe(observe(split, members).bits);
});

it("holds across stretches, and for a sequence that ends with one", () => {
  for (const n of [0, 4095, 4096, 8192]) {
    const sequence = sequenceOf(uniformSymbols(n, 5).symbols, 5);
    expect(codeLength(sequence)).toBe(observe(sequence).bits);
  }
});
