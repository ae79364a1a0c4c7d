import { expect, test } from "vitest";
import { estimationContext } from "../../src/context/context.ts";
import { Random } from "../../src/core/random.ts";
import { bytes } from "../../src/encodings/bytes.ts";
import { planBlocks } from "../../src/input/sample-plan.ts";
import { orderRandomness } from "../../src/spectrum/decide-regime.ts";
import { placeOnSpectrum } from "../../src/spectrum/place-on-spectrum.ts";
import { bytesOf, gallery } from "./gallery.ts";

/** Symbols of a sample. */
const sample = 100_000;

/** Places what is longer than a sample by blocks from all over it. */
function placed(name: string, size: number, seed: number) {
  const rogue = gallery.find((one) => one.name === name)!;
  const made = bytesOf(rogue, size, seed);
  const blocks = planBlocks(made.length, sample, Random.fromSeed(seed)).map(({ offset, length }) =>
    made.subarray(offset, offset + length),
  );
  const drawn = Uint8Array.from(Buffer.concat(blocks));
  return placeOnSpectrum(estimationContext(bytes.encode(blocks), drawn, Random.fromSeed(seed)));
}

/** What is order in 100 kB is order in more of it. Where each of the 96 blocks begins is not known before, and costs some hundredths. */
function expectOrder(name: string, size: number, seed: number) {
  const { verdict, randomness, structure } = placed(name, size, seed);
  expect(verdict.regime).toBe("order");
  expect(randomness.status === "ok" && randomness.interval!.upper).toBeLessThan(2 * orderRandomness);
  expect(structure.status === "ok" && structure.interval!.lower).toBeLessThan(6000);
}

test("a clock is order in whatever length", { tags: ["slow"] }, () => {
  expectOrder("a clock in steps of 17 seconds", 108_000, 1);
});

/** All of them with `npm run campaign:gallery`. */
const share = process.env["MESOSCOPE_GALLERY"] === undefined ? 4 : 1;
const others = (
  [
    ["a clock in steps of 17 seconds", 1_000_000, 2],
    ["a clock in steps of an hour and 7 minutes", 400_000, 1],
    ["dates of weeks", 108_000, 1],
    ["dates of weeks", 200_000, 3],
    ["dates and quarters of hours, day first", 400_000, 2],
    ["hours without zeros, minutes and seconds", 102_000, 1],
    ["hours since 1970 and their dates", 300_000, 1],
    ["degrees, minutes and seconds in steps of 25 seconds", 1_000_000, 1],
    ["addresses of a network, one after the other", 700_000, 1],
    ["places of a grid, row by row", 250_000, 1],
    ["numbers in rows of ten", 500_000, 1],
    ["dates in one piece", 108_000, 1],
    ["congruential generator, whole outputs", 400_000, 1],
    ["RANDU, whole outputs", 108_000, 2],
    ["dates and quarters of hours in two pieces", 400_000, 2],
    ["hardware addresses, one after the other", 1_000_000, 1],
    ["three counters as CSV", 108_000, 1],
  ] as const
).filter((_, i) => i % share === 0);

test.each(others)("%s in %i bytes, seed %i", { tags: ["slow"] }, expectOrder);
