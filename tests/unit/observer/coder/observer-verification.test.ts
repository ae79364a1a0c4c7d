import { describe, expect, test } from "vitest";
import { sequenceOf } from "../../../../src/core/sequence.ts";
import { observe } from "../../../../src/observer/observer.ts";
import { observerMembers } from "../../../../src/observer/observer-members.ts";
import { verifyObservation } from "../../../references/observer-verification.ts";
import { randomPeriod, realise, uniformSymbols } from "../observer-known-sources.ts";

describe("verification", () => {
  test("digits among bytes, in segments", () => {
    const { symbols } = uniformSymbols(4000, 10);
    const sequence = {
      symbols: symbols.map((digit) => digit + 48),
      alphabetSize: 256,
      segmentEnds: [1500, 4000],
    };
    const observation = observe(sequence);
    const verification = verifyObservation(sequence, observation);
    expect(verification).toMatchObject({ equal: true, passed: true, statedBits: observation.bits });
    expect(Math.abs(verification.codedBits - observation.bits)).toBeLessThan(16);
  });

  test("only the members that were run take part", () => {
    // The second 2 000 coins repeat the first: a context tree pays log2(4/3) for each, the repeat expert almost nothing.
    const { symbols } = randomPeriod(4000, 2000);
    const definitions = observerMembers().filter(
      ({ id }) => id !== "repeat-expert" && id !== "context-mixer",
    );
    const observation = observe(sequenceOf(symbols, 2), definitions);
    expect(observation.bits).toBeGreaterThan(2000 + 2000 * Math.log2(4 / 3));
    expect(observe(sequenceOf(symbols, 2)).bits).toBeLessThan(2000 + 100);
    expect(verifyObservation(sequenceOf(symbols, 2), observation).passed).toBe(true);
  });

  test("a code length that was never paid is seen", async () => {
    const { symbols } = await realise("golden-mean(p=0.5)", 4000);
    const observation = observe(sequenceOf(symbols, 2));
    const boast = { ...observation, bits: observation.bits - 100 };
    expect(verifyObservation(sequenceOf(symbols, 2), boast)).toMatchObject({ equal: true, passed: false });
  });

  test("a member that looks ahead does not decode", () => {
    const { symbols } = uniformSymbols(2000, 2);
    const clairvoyant = {
      id: "clairvoyant",
      title: "knows what comes",
      open: (future: ArrayLike<number>) => ({
        id: "clairvoyant",
        code: (start: number, end: number, _: number, __: boolean, losses: Float64Array | null) =>
          void losses?.fill(-Math.log2(0.9), 0, end - start),
        distribution: (at: number) =>
          future[at] === 1 ? Float64Array.of(0.1, 0.9) : Float64Array.of(0.9, 0.1),
      }),
    };
    const observation = observe(sequenceOf(symbols, 2), [clairvoyant]);
    expect(observation.bits).toBeLessThan(400);
    expect(verifyObservation(sequenceOf(symbols, 2), observation, [clairvoyant])).toMatchObject({
      equal: false,
      passed: false,
    });
  });
});
