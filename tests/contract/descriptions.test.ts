import { describe, expect, test } from "vitest";
import * as z from "zod";
import { quantities } from "../../src/core/quantities.ts";
import { estimatorRegistry } from "../../src/estimators/registry.ts";

test("ids are kebab-case words, and the registry loads each under its own", async () => {
  const { ids } = estimatorRegistry;
  expect((await estimatorRegistry.all()).map((estimator) => estimator.id)).toEqual(ids);
  for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
});

describe.each((await estimatorRegistry.all()).map((estimator) => [estimator.id, estimator] as const))(
  "%s",
  (_, estimator) => {
    test("is described: quantity, one line, where it holds, cost, reference, parameters with defaults", () => {
      expect(Object.keys(quantities)).toContain(estimator.quantity);
      const { title, summary, formula, validity, cost, reference } = estimator;
      const convention = estimator.convention ?? "none is chosen";
      for (const text of [title, summary, formula, convention, validity, cost, reference]) {
        expect(text.length).toBeGreaterThan(4);
        expect(text).not.toMatch(/\n|[^.]\.$/);
      }
      expect(estimator.reference).toMatch(/\b(1[89]|20)\d\d\b/);
      expect(estimator.parseParameters({})).toBeDefined();
      expect(() => estimator.parseParameters({ unknown: 1 })).toThrow();
      for (const [name, schema] of Object.entries(estimator.params?.shape ?? {})) {
        expect((schema as { description?: string }).description, name).toMatch(/\w/);
      }
    });

    test("numbers are bounded from below, and their default is allowed", () => {
      const { properties } = z.toJSONSchema(estimator.params ?? z.strictObject({}), { io: "input" });
      for (const [name, property] of Object.entries(properties ?? {})) {
        const { type, minimum, maximum, default: preset } = property as z.core.JSONSchema.BaseSchema;
        if (type !== "number" && type !== "integer") continue;
        expect(minimum, name).toBeGreaterThan(Number.MIN_SAFE_INTEGER);
        expect(preset, name).toBeGreaterThanOrEqual(minimum!);
        expect(preset, name).toBeLessThanOrEqual(maximum!);
        expect(estimator.params?.safeParse({ [name]: minimum! - 1 })?.success, name).toBe(false);
        expect(estimator.params?.safeParse({ [name]: maximum! + 1 })?.success, name).toBe(false);
      }
    });

    test("choices include their default", () => {
      const { properties } = z.toJSONSchema(estimator.params ?? z.strictObject({}), { io: "input" });
      for (const [name, property] of Object.entries(properties ?? {})) {
        const { enum: choices, default: preset } = property as z.core.JSONSchema.BaseSchema;
        if (choices !== undefined) expect(choices, name).toContain(preset);
      }
    });

    test("streams by something, or not at all", () => {
      expect(estimator.streams).not.toEqual([]);
    });
  },
);

// What baselines and thresholds name must not change its meaning.
test.each([
  ["duplicate-share", "duplicateShare"],
  ["extrapolated-rate", "entropyRate"],
  ["information-decay", "informationDecay"],
  ["hilberg-exponent", "hilbergExponent"],
  ["mutual-information", "mutualInformation"],
  ["top-ngrams", "topWords"],
  ["complexity-entropy-plane", "complexityEntropy"],
  ["statistical-complexity", "statisticalComplexity"],
  ["transient-information", "transientInformation"],
])("%s is an estimator of %s", async (id, quantity) => {
  expect((await estimatorRegistry.get(id)).quantity).toBe(quantity);
});
