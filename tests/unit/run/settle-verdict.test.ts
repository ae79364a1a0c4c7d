import { expect, test } from "vitest";
import type { Regime, Sample } from "../../../src/results/report.ts";
import { settleVerdict } from "../../../src/run/settle-verdict.ts";
import type { MeasureOptions, MeasureTask } from "../../../src/run/task.ts";

const estimators = [{ id: "plug-in", params: {} }];
const options: MeasureOptions = {
  sample: 1000,
  readOn: 4000,
  encoding: "bytes",
  seed: 3,
  estimators,
  spectrum: true,
};

const taskOf = (different: Partial<MeasureOptions>): MeasureTask => ({
  name: "it",
  input: { kind: "bytes", bytes: new Uint8Array(0) },
  options: { ...options, ...different },
  environment: { corpora: { manifests: "", packages: [] } as never, cacheFolder: null },
});

const sampleOf = (n: number, regime: Regime, halfWidth = 0.01, most = 400) =>
  ({
    n,
    measurements: [],
    spectrum: {
      verdict: { regime, because: `it is ${regime}` },
      border: { bits: 1000, extrapolated: false },
      structureBeyondShuffle: {
        status: "ok",
        value: most / 2,
        unit: "bit",
        interval: { lower: 0, upper: most, level: 0.95, method: "blocks" },
      },
      randomness: {
        status: "ok",
        value: 0.3,
        unit: "1",
        interval: { lower: 0.3 - halfWidth, upper: 0.3 + halfWidth, level: 0.95, method: "blocks" },
      },
    },
  }) as unknown as Sample;

/** What is asked of an input of some symbols whose verdict is clear from some size on. */
async function settle(length: number, clearFrom: number, different: Partial<MeasureOptions> = {}) {
  const asked: MeasureOptions[] = [];
  const task = taskOf(different);
  const at = (size: number | "all") => {
    const n = size === "all" ? length : Math.min(length, size);
    return sampleOf(n, n >= clearFrom ? "middle" : "undecided");
  };
  const sample = at(task.options.sample);
  const settled = await settleVerdict(task, sample, async (more) => {
    asked.push(more.options);
    return at(more.options.sample);
  });
  return { verdict: settled.spectrum!.verdict, same: settled === sample, n: settled.n, asked };
}

test("an open verdict is settled by twice as many symbols, and by four times; the sample stays as it was", async () => {
  const twice = await settle(10_000, 2000);
  expect(twice.verdict).toEqual({ regime: "middle", because: "it is middle, in 2000 symbols", n: 2000 });
  expect(twice.n).toBe(1000);
  expect(twice.asked).toEqual([
    { sample: 2000, encoding: "bytes", seed: 3, estimators: [], spectrum: true, withoutTruth: true },
  ]);
  const four = await settle(10_000, 4000);
  expect(four.verdict).toMatchObject({ regime: "middle", n: 4000 });
  expect(four.asked.map(({ sample }) => sample)).toEqual([2000, 4000]);
});

test("a pattern in blocks that are unlike each other is open, and a pattern in all of them is not", async () => {
  const read = async (halfWidth: number, first: Regime = "mixture", most = 400) => {
    const sizes: (number | "all")[] = [];
    const sample = sampleOf(1000, first, halfWidth, most);
    const settled = await settleVerdict(taskOf({}), sample, async ({ options: { sample: size } }) => {
      sizes.push(size);
      return sampleOf(Number(size), size === 2000 ? "mixture" : "middle", halfWidth, most);
    });
    return { sizes, regime: settled.spectrum!.verdict.regime };
  };
  expect(await read(0.04)).toEqual({ sizes: [], regime: "mixture" });
  expect(await read(0.06)).toEqual({ sizes: [2000, 4000], regime: "middle" });
  expect(await read(0.06, "middle")).toEqual({ sizes: [], regime: "middle" });
  // And so is one of which there may be nearly as much as of what is no pattern.
  expect(await read(0.01, "mixture", 490)).toEqual({ sizes: [], regime: "mixture" });
  expect(await read(0.01, "mixture", 510)).toEqual({ sizes: [2000, 4000], regime: "middle" });
});

test("what stays open says how much was read", async () => {
  const { verdict, asked } = await settle(10_000, 9000);
  expect(verdict).toEqual({ regime: "undecided", because: "it is undecided, in 4000 symbols", n: 4000 });
  expect(asked).toHaveLength(2);
});

test("an input is read to its end and not again", async () => {
  const { verdict, asked } = await settle(1500, 9000);
  expect(verdict.n).toBe(1500);
  expect(asked.map(({ sample }) => sample)).toEqual([2000]);
  expect(await settle(1000, 9000)).toMatchObject({ same: true, asked: [{ sample: 2000 }] });
  // Of hardly more than was read a second look says no more than the first.
  expect(await settle(1240, 1200)).toMatchObject({ same: true, asked: [{ sample: 2000 }] });
  expect((await settle(1260, 1200)).verdict).toMatchObject({ regime: "middle", n: 1260 });
});

test("nothing more is read of what is clear, or whole, or of a size that was asked for", async () => {
  expect(await settle(10_000, 500)).toMatchObject({ same: true, asked: [] });
  expect(await settle(800, 9000)).toMatchObject({ same: true, asked: [] });
  expect(await settle(10_000, 20_000, { sample: "all" })).toMatchObject({ same: true, asked: [] });
  const { readOn: _, ...exact } = options;
  const task = { ...taskOf({}), options: exact };
  const open = sampleOf(1000, "undecided");
  expect(await settleVerdict(task, open, () => Promise.reject(new Error("read")))).toBe(open);
});
