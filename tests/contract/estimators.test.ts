import { describe, expect, test } from "vitest";
import type { EstimationContext } from "../../src/core/estimator.ts";
import type { Measurement } from "../../src/core/measurement.ts";
import { Random } from "../../src/core/random.ts";
import { estimatorRegistry } from "../../src/estimators/registry.ts";
import { contextOfSymbols } from "../unit/estimators/context-of.ts";
import { oneOf } from "../whole.ts";

const alphabets = [1, 2, 27, 256, 257, 65_536];

/** Contexts by name, made anew so that nothing that is kept in them is shared. */
function contexts(): [string, EstimationContext][] {
  const list: [string, EstimationContext][] = [];
  for (const alphabetSize of alphabets) {
    const add = (name: string, symbols: number[]) =>
      list.push([`${name}, A = ${alphabetSize}`, contextOfSymbols(symbols, alphabetSize)]);
    const random = Random.fromSeed(alphabetSize);
    add("empty", []);
    add("one symbol", [alphabetSize - 1]);
    add(
      "constant",
      Array.from({ length: 300 }, () => alphabetSize - 1),
    );
    add(
      "all distinct",
      Array.from({ length: Math.min(alphabetSize, 600) }, (_, i) => i),
    );
    add(
      "two of each",
      Array.from({ length: 2 * Math.min(alphabetSize, 200) }, (_, i) => i >> 1),
    );
    for (const n of [2, 3, 7, alphabetSize === 2 || alphabetSize === 256 ? 1000 : 400])
      add(
        `random ${n}`,
        Array.from({ length: n }, () => random.below(alphabetSize)),
      );
  }
  return list;
}

function numbersOf(measurement: Measurement): unknown[] {
  if (measurement.status === "undefined") return [];
  switch (measurement.shape) {
    case "scalar":
      return [measurement.value];
    case "series":
      return measurement.value.points.flatMap((point) => [point.x, point.value]);
    case "table":
      return measurement.value.rows.flat().filter((cell) => typeof cell !== "string");
  }
}

/** What all estimators of a report share. */
const shared = contexts();
/** Where each sample of the law is fitted, a few are as good as many. */
const fewer: Readonly<Record<string, object>> = { "zipf-mandelbrot": { samples: 9 } };

/** Of these a call takes twenty milliseconds however short the input is: a program of its own begins. */
const slowToBegin = new Set(["ppmd", "ppmd-ratio"]);

describe.each((await estimatorRegistry.all()).map((estimator, i) => [estimator.id, estimator, i] as const))(
  "%s",
  (_, estimator, i) => {
    test("never NaN, no silence: finite values or a reason, stamped, and the same alone as with others", async () => {
      const again = new Map(contexts());
      for (const [k, [name, context]] of (slowToBegin.has(estimator.id)
        ? oneOf(20, shared)
        : shared
      ).entries()) {
        const measurement = await estimator.measure(context, fewer[estimator.id] ?? {});
        expect(measurement, name).toMatchObject({
          estimator: estimator.id,
          quantity: estimator.quantity,
          n: context.n,
        });
        if (measurement.status === "undefined") {
          expect(measurement.reason, name).not.toMatch(/^failed|NaN|Infinity/);
          expect(measurement.reason.length, name).toBeGreaterThan(8);
        }
        for (const number of numbersOf(measurement)) expect(Number.isFinite(number), name).toBe(true);
        if (context.n === 0) expect(measurement.status, name).toBe("undefined");
        // Each context is measured anew by every third estimator.
        if ((k + i) % 3 !== 0) continue;
        expect(await estimator.measure(again.get(name)!, fewer[estimator.id] ?? {}), name).toEqual(
          measurement,
        );
      }
    });
  },
);
