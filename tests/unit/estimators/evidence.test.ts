import { expect, test } from "vitest";
import { evidence } from "../../../src/estimators/entropy-rate.ts";
import { placeOnSpectrum } from "../../../src/spectrum/place-on-spectrum.ts";
import { bind, take } from "../sources/support.ts";
import { contextOfSymbols, seriesFrom } from "./context-of.ts";

test("the evidence of all symbols equals the certificate of their order", async () => {
  const context = contextOfSymbols(take(await bind("golden-mean"), 20_000), 2, 1, { declaredAlphabet: 2 });
  const points = await seriesFrom(evidence, context);
  const { certificates } = placeOnSpectrum(context);
  const { savedBits } = certificates.find(({ against }) => against === "exchangeable")!;
  expect(points.at(-1)!.x).toBe(20_000);
  expect(points.at(-1)!.value).toBeCloseTo(savedBits, 6);
});

test("it grows with what there is to know: a third of each bit of the golden mean", async () => {
  const points = await seriesFrom(evidence, contextOfSymbols(take(await bind("golden-mean"), 50_000), 2));
  // H(1) - h = .918 - .667 bits a symbol, but for what learning costs.
  const [one, other] = [points.at(-4)!, points.at(-1)!];
  expect((other.value - one.value) / (other.x - one.x)).toBeCloseTo(0.2516, 2);
});

test("that Liouville's function resembles a character is found, and lost again", async () => {
  const points = await seriesFrom(evidence, contextOfSymbols(take(await bind("liouville"), 262_144), 2));
  const at = (n: number) => points.find(({ x }) => x === n)!.value;
  expect(at(1024)).toBeLessThan(0);
  expect(at(16_384)).toBeGreaterThan(100);
  // From then on each doubling adds as much, while that of a pattern would double.
  expect((at(262_144) - at(131_072)) / (at(16_384) - at(8192))).toBeLessThan(2);
});

test("a constant has one order", async () => {
  const points = await seriesFrom(evidence, contextOfSymbols(new Uint8Array(100), 4));
  for (const { value } of points) expect(value).toBeLessThanOrEqual(0);
});
