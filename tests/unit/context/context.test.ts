import { expect, test } from "vitest";
import { streamingContext } from "../../../src/context/context.ts";
import { symbolCounts } from "../../../src/context/shared.ts";
import { Random } from "../../../src/core/random.ts";
import { defineShared, type SharedValue } from "../../../src/core/shared-value.ts";
import { stretchCounts } from "../../../src/estimators/entropy.ts";
import { estimatorRegistry } from "../../../src/estimators/registry.ts";
import { contextOf, contextOfSymbols } from "../estimators/context-of.ts";

test("a shared value is computed once, those below it too", () => {
  let calls = 0;
  const length = defineShared("length", ({ symbols }) => {
    calls++;
    return symbols.length;
  });
  const twice = defineShared("twice", (_, access) => 2 * access.get(length));
  const context = contextOf("banana");
  expect([context.get(length), context.get(twice), context.get(twice)]).toEqual([6, 12, 12]);
  expect(calls).toBe(1);
});

test("length, alphabet, bytes and labels of a sequence", () => {
  const context = contextOf("añb");
  expect(context).toMatchObject({ n: 3, alphabetSize: 3, byteLength: 4 });
  expect(context.label(2)).toBe("ñ");
  expect(context.bytes.length).toBe(4);
});

test("a streaming run gives every streaming estimator what the ordinary run gives it", async () => {
  const symbols = Array.from({ length: 5000 }, (_, i) => (i * i) % 97);
  const ordinary = contextOfSymbols(symbols, 256);
  const folded = ({ fold }: SharedValue<unknown>) => {
    if (fold === undefined) throw new Error("not a fold");
    const state = fold.create(256);
    // Chunks of any length give the same.
    for (let at = 0; at < 5000; at += 777)
      fold.update(state, ordinary.sequence.symbols.subarray(at, at + 777));
    return fold.finish(state);
  };
  const values = new Map<SharedValue<unknown>, unknown>(
    [symbolCounts, stretchCounts].map((shared) => [shared, folded(shared)]),
  );
  const streaming = streamingContext(values, 5000, 256, Random.fromSeed(1));
  const estimators = (await estimatorRegistry.all()).filter((estimator) => estimator.streams !== null);
  expect(estimators.map((estimator) => estimator.id)).toEqual([
    "plug-in",
    "miller-madow",
    "jackknife",
    "grassberger-1988",
    "grassberger",
    "chao-shen",
    "chao-wang-jost",
    "james-stein",
    "dirichlet",
    "nsb",
    "pym",
    "renyi",
    "collision-entropy",
    "hill-number",
    "extropy",
    "fluctuation-complexity",
    "most-common-value",
    "chi-square",
    "chi-square-test",
    "type-token-ratio",
    "hapax-share",
    "zipf-exponent",
    "zipf-mandelbrot",
    "yule-k",
  ]);
  for (const estimator of estimators) {
    const measurement = await estimator.measure(streaming);
    expect(measurement.status).toBe("ok");
    expect(measurement).toEqual(await estimator.measure(ordinary));
  }
  expect(() => streaming.sequence).toThrow("does not keep the sequence");
  expect(() => streaming.bytes).toThrow("does not keep the sequence");
});
