import { createHash } from "node:crypto";
import { expect, test, vi } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import type { Forecast } from "../../../../src/features/forecast/schema.ts";
import { type ForecastPlan, forecastTask } from "../../../../src/features/forecast/task.ts";
import { drawBlocks, firstOf } from "../../../../src/observer/curves/drawn-blocks.ts";
import { loadInput } from "../../../../src/run/load-input.ts";
import { needsOfForecast } from "../../../../src/run/memory-needs.ts";
import { forecastOf } from "./hand-made.ts";

vi.mock("../../../../src/run/load-input.ts", () => ({ loadInput: vi.fn() }));

const seed = 3;
const random = Random.fromSeed(5);
const symbols = Uint8Array.from({ length: 30_000 }, () => random.below(4));
const sequence = { symbols, alphabetSize: 4, segmentEnds: [symbols.length] };
const hash = (of: Uint8Array | string) => createHash("sha256").update(of).digest("hex");

async function run(plan: ForecastPlan, input: object = { kind: "file" }, of: object = sequence) {
  vi.mocked(loadInput).mockResolvedValueOnce({
    sequence: of,
    provenance: { kind: "stdin" },
    record: null,
  } as never);
  const steps: unknown[] = [];
  const made = (await forecastTask({
    task: { name: "a.txt", input, options: { encoding: "bytes", seed, sample: 7 } },
    plan,
    maker: { version: "1.2.3", environment: { node: "v24" } },
    progress: (...step: unknown[]) => steps.push(step),
  } as never)) as Forecast;
  const [task, , needs] = vi.mocked(loadInput).mock.lastCall!;
  return {
    made,
    steps,
    asked: task.options.sample,
    needs: needs as (bytes: number, symbols: number) => number,
  };
}
const planOf = (change: object = {}): ForecastPlan => ({
  ...{ kind: "sample", factors: [2], sample: undefined, inOrder: false, selfGrade: false },
  ...change,
});

test("a sample is of blocks that are drawn, or of the beginning, and known by its hash", async () => {
  for (const [change, n, inOrder] of [
    [{ sample: 5000 }, 5000, false],
    [{ sample: 5000, inOrder: true }, 5000, true],
    [{ inOrder: true }, 3000, true],
    [{ selfGrade: true }, 3000, false],
    [{}, 30_000, false],
    [{ sample: 40_000 }, 30_000, false],
  ] as const) {
    const { made, steps } = await run(planOf(change));
    const drawn = firstOf(drawBlocks(sequence, Random.fromSeed(seed).fork("forecast"), inOrder)!, n);
    const sample = {
      ...{ n, sha256: hash(drawn.symbols as Uint8Array), blocks: drawn.segmentEnds.length },
      order: inOrder ? "in-order" : "drawn",
      of: inOrder || n === 30_000 ? null : 30_000,
    };
    const options = { encoding: "bytes", seed, factors: [2] };
    const outcome = {
      status: "undefined",
      reason: `${n} symbols in ${sample.blocks} blocks are too few: a forecast needs 32768 in 16`,
    };
    expect(made).toEqual({
      ...{ schemaVersion: 2, tool: { name: "mesoscope", version: "1.2.3" }, environment: { node: "v24" } },
      ...{ name: "a.txt", provenance: { kind: "stdin" }, options, sample, outcome, grade: null },
      sha256: hash(JSON.stringify({ options, sample, outcome })),
    });
    expect(steps).toEqual([
      [1, 2],
      [2, 2],
    ]);
  }
});

test("an input that is read is read whole; a recipe is made as long as it is needed", async () => {
  const asked = async (change: object, input?: object) => (await run(planOf(change), input)).asked;
  const recipe = { kind: "recipe" };
  expect(await asked({ sample: 100 })).toBe("all");
  expect(await asked({ sample: 100 }, recipe)).toBe(1000);
  expect(await asked({ sample: 100, factors: [2, 30] }, recipe)).toBe(3000);
  expect(await asked({ sample: "all" }, recipe)).toBe(1_000_000);
  expect(await asked({ selfGrade: true }, recipe)).toBe(1_000_000);
});

test("memory is asked for by what is drawn from and by what is drawn", async () => {
  for (const [change, n] of [
    [{ sample: 100 }, 100],
    [{ sample: "all" }, 1_000_000],
    [{ inOrder: true }, 500_000],
  ] as const) {
    const { needs } = await run(planOf(change));
    expect(needs(5_000_000, 1)).toBe(needsOfForecast(5_000_000, n));
  }
});

test("what cannot be cut into blocks is no sample", async () => {
  const tiny = { symbols: symbols.subarray(0, 3), alphabetSize: 4, segmentEnds: [3] };
  const { made } = await run(planOf(), undefined, tiny);
  expect(made.outcome).toEqual({ status: "undefined", reason: "3 symbols are too few to cut into blocks" });
  expect(made.sample).toEqual({ n: 3, sha256: hash(tiny.symbols), blocks: 0, order: "drawn", of: null });
});

test("a forecast is graded by its own input, as it was made", async () => {
  const signed = (change: object): Forecast => {
    const made = { ...forecastOf(3000, 2, [2]), ...change };
    const { options, sample, outcome } = made;
    return { ...made, sha256: hash(JSON.stringify({ options, sample, outcome })) };
  };
  const graded = (forecast: Forecast, input?: object) => run({ kind: "grade", forecast }, input);
  await expect(graded({ ...signed({}), sha256: "0".repeat(64) })).rejects.toThrow(
    "the forecast was changed after it was made (SHA-256 differs)",
  );
  await expect(graded(signed({ outcome: { status: "undefined", reason: "too short" } }))).rejects.toThrow(
    "the forecast is undefined: too short",
  );
  const of = (change: object) => signed({ sample: { ...forecastOf(3000, 2, [2]).sample, ...change } });
  await expect(graded(of({ of: 29_999 }))).rejects.toThrow(
    "this is not the input of the forecast: it has 30000 symbols instead of 29999",
  );
  await expect(graded(of({ of: null, n: 30_001 }))).rejects.toThrow(
    "this is not the input of the forecast: it has 30000 symbols instead of at least 30001",
  );
  const other = "the input does not begin with the sample of the forecast (SHA-256 differs)";
  for (const order of ["drawn", "in-order"] as const) {
    await expect(graded(of({ order }))).rejects.toThrow(other);
    await expect(graded(of({ order, of: null }))).rejects.toThrow(other);
  }
  // A recipe is made as long as it was, or as long as the farthest multiple.
  const requestOf = async (forecast: Forecast, input: object) => {
    await expect(graded(forecast, input)).rejects.toThrow(other);
    return vi.mocked(loadInput).mock.lastCall![0].options;
  };
  expect(await requestOf(of({}), { kind: "recipe" })).toMatchObject({
    sample: 30_000,
    encoding: "bytes",
    seed: 1,
  });
  expect(await requestOf(of({ of: null, order: "in-order" }), { kind: "recipe" })).toMatchObject({
    sample: 30_000,
  });
  expect(await requestOf(of({ of: null, order: "in-order" }), { kind: "file" })).toMatchObject({
    sample: "all",
  });
});
