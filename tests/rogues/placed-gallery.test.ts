import { describe, expect, test } from "vitest";
import { estimationContext } from "../../src/context/context.ts";
import { Random } from "../../src/core/random.ts";
import { bytes } from "../../src/encodings/bytes.ts";
import type { Spectrum } from "../../src/results/report.ts";
import { placeOnSpectrum } from "../../src/spectrum/place-on-spectrum.ts";
import { bytesOf, type GalleryRogue, gallery } from "./gallery.ts";

const size = 98_304;
const seed = 1;
/** Every so many rogues are placed by the ordinary tests, and of the others by the slow ones. */
const step = 168;
const slowStep = 40;

function placed(rogue: GalleryRogue): Spectrum {
  const made = bytesOf(rogue, size, seed);
  return placeOnSpectrum(estimationContext(bytes.encode([made]), made, Random.fromSeed(seed)));
}

/** What holds of every verdict: none is wrong, no rate is above log2 A, and S is not below 0 by more than its error. */
function expectSound(rogue: GalleryRogue) {
  const { verdict, rate, alphabet, structure } = placed(rogue);
  expect([...rogue.may]).toContain(verdict.regime);
  expect(rate.status === "ok" && rate.value <= Math.log2(alphabet) + 0.01).toBe(true);
  expect(structure.status === "ok" && structure.interval !== null && structure.interval.upper >= 0).toBe(
    true,
  );
}

/** What is called what it is not: these are known to fail, and show here when they no longer do. */
const losses = new Set([
  "numbered messages with a random token",
  // Finite lists that the sample does not exhaust, and states that the observer does not follow.
  "readings of twelve bits that wander, packed",
  "lines from a table of 300, some far more often",
  "lines from a table of 1000",
  "random bytes, each with its image behind it",
  "lines of random letters, each three times somewhere",
]);
const right = (rogues: readonly GalleryRogue[]) => rogues.filter(({ name }) => !losses.has(name));

describe("some of the gallery are called what they may be called", () => {
  test.each(right(gallery.filter((_, i) => i % step === 0)))("$name", expectSound);
});

describe("more of it, too", { tags: ["slow"] }, () => {
  const whole = process.env["MESOSCOPE_GALLERY"] === "1";
  const others = gallery.filter((_, i) => i % step !== 0);
  // All of it is a campaign: npm run campaign:gallery.
  test.each(right(whole ? others : others.filter((_, i) => i % slowStep === 0)))("$name", expectSound);
  test.fails.each(whole ? gallery.filter(({ name }) => losses.has(name)) : [])("a loss: $name", expectSound);
});
