import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { UsageError } from "../../src/core/errors.ts";
import { type QuantityId, quantities } from "../../src/core/quantities.ts";
import { Random } from "../../src/core/random.ts";
import { allocateSymbols } from "../../src/core/sequence.ts";
import type { BoundSource } from "../../src/core/source.ts";
import { sourceRegistry } from "../../src/sources/registry.ts";
import { bind, take, world } from "../unit/sources/support.ts";

/** These give the same symbols whatever the seed. */
const deterministic = [
  "thue-morse",
  "fibonacci",
  "period-doubling",
  "rudin-shapiro",
  "paperfolding",
  "tribonacci",
  "substitution",
  "champernowne",
  "liouville",
  "moebius",
  "squarefree",
  "primes",
  "primes-modulo",
  "copeland-erdos",
  "root",
  "euler",
  "kolakoski",
  "partition-parity",
  "sturmian",
  "stern",
  "collatz",
  "pi",
  "file",
  "corpus",
];

it("no two sources share an id", () => {
  const ids = sourceRegistry.entries.map((entry) => entry.id);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(sourceRegistry.entries.map((entry) => [entry.id, entry] as const))("%s", (id, definition) => {
  let source: BoundSource;
  beforeAll(async () => {
    source = await bind(definition.example);
  });

  it("is described, with every parameter", () => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    for (const text of [definition.title, definition.summary, definition.reference]) {
      expect(text.trim().length).toBeGreaterThan(3);
    }
    const schema = z.toJSONSchema(definition.params, { io: "input" });
    for (const [key, parameter] of Object.entries(schema.properties ?? {})) {
      expect((parameter as { description?: string }).description, key).toMatch(/\S/);
      expect(key).toMatch(/^[a-z][a-zA-Z]*$/);
    }
    expect(schema.additionalProperties).toBe(false);
    expect(schema.required ?? []).toEqual(definition.positional === undefined ? [] : [definition.positional]);
  });

  it("has an example whose canonical recipe is its own canonical recipe", async () => {
    expect(source.source).toBe(definition);
    expect((await bind(source.recipe)).recipe).toBe(source.recipe);
  });

  it("refuses parameters it does not know", () => {
    expect(() => definition.bind({ unheard: 1 }, [], world)).toThrow();
  });

  it("refuses numbers of any size, as soon as it reads them", async () => {
    const inputs = source.recipe.match(/(?<=^[\w-]+\()(?:[\w-]+\([^()]*\)(?:, )?)*/)?.[0] ?? "";
    const { properties = {} } = z.toJSONSchema(definition.params, { io: "input" });
    for (const [key, { type }] of Object.entries(properties) as [string, { type?: string }][]) {
      if (type !== "integer" && type !== "number") continue;
      for (const value of ["-1e15", "-9007199254740991", "9007199254740991", "1e300"]) {
        const began = performance.now();
        await bind(`${id}(${inputs.replace(/, $|(?<=.)$/, ", ")}${key}=${value})`).catch((error: unknown) => {
          expect(error, `${key}=${value}`).toBeInstanceOf(UsageError);
        });
        expect(performance.now() - began).toBeLessThan(1000);
      }
    }
  });

  it("gives symbols of its alphabet, whatever the chunks", () => {
    const length = Math.min(5000, source.length);
    const whole = take(source, length, 5, length);
    expect(whole.length).toBe(length);
    expect(whole.every((symbol) => symbol < source.alphabetSize)).toBe(true);
    for (const chunk of [1, 7, 4096]) expect(take(source, length, 5, chunk)).toEqual(whole);
  });

  it("is fixed by its seed, and moved by another seed unless it is deterministic", () => {
    const length = Math.min(200, source.length);
    const first = take(source, length, 11);
    expect(take(source, length, 11)).toEqual(first);
    const moved = [1, 2, 3, 4, 5, 6, 7, 8].some((seed) => take(source, length, seed).join() !== first.join());
    expect(moved).toBe(!deterministic.includes(id));
  });

  it("ends where it says it ends", () => {
    // Digits take seconds; tests of their own read all of them.
    if (source.length === Number.POSITIVE_INFINITY || ["pi", "root", "euler"].includes(id)) return;
    const stream = source.open(Random.fromSeed(1));
    const target = allocateSymbols(source.length + 10, source.alphabetSize);
    expect(stream.fill(target)).toBe(source.length);
    expect(stream.fill(target)).toBe(0);
  });

  it("labels every symbol, no two alike", () => {
    const labels = Array.from({ length: source.alphabetSize }, (_, symbol) => source.label(symbol));
    expect(labels.every((label) => label.length > 0)).toBe(true);
    expect(new Set(labels).size).toBe(source.alphabetSize);
  });

  it("states truths that survive JSON and lie in their range", () => {
    const truth = source.truth();
    expect(JSON.parse(JSON.stringify(truth))).toEqual(truth);
    for (const [quantity, value] of Object.entries(truth)) {
      const [lower, upper] = quantities[quantity as QuantityId].range(source.alphabetSize);
      if (value.status === "exact") {
        expect(value.digits).toBeGreaterThanOrEqual(6);
        expect(value.value).toBeGreaterThanOrEqual(lower);
        expect(value.value).toBeLessThanOrEqual(upper + 1e-12);
      }
      if (value.status === "conjectured") {
        expect(value.by).toMatch(/^[A-Z].* (1[6-9]|20)\d\d$/);
        expect(value.value).toBeGreaterThanOrEqual(lower);
        expect(value.value).toBeLessThanOrEqual(upper + 1e-12);
      }
      if (value.status === "bounds") {
        expect(value.lower).toBeGreaterThanOrEqual(lower);
        expect(value.upper).toBeGreaterThanOrEqual(value.lower);
        expect(value.upper).toBeLessThanOrEqual(upper + 1e-12);
      }
      const reason = value.status === "unknown" ? value.reason : value.route;
      expect(reason).toMatch(/\S/);
    }
  });
});
