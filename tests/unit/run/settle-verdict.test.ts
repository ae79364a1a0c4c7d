import { expect, test } from "vitest";
import type { Regime, Sample } from "../../../src/results/report.ts";
import { settleVerdict } from "../../../src/run/settle-verdict.ts";
import type { MeasureOptions, MeasureTask } from "../../../src/run/task.ts";

const estimators = [{ id: "plug-in", params: {} }];
const options: MeasureOptions = {
  sample: 100_000,
  readOn: 400_000,
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

const sampleOf = (n: number, regime: Regime, size = 1_000_000) =>
  ({
    n,
    size,
    blocks: [{ offset: 0, length: n }],
    measurements: [],
    spectrum: {
      verdict: { regime, because: `it is ${regime}` },
      trainingLength: n,
      certificates: [{ against: "exchangeable", savedBits: 900, log2P: -900, symbols: n }],
    },
  }) as unknown as Sample;

/** What is asked of an input of some symbols whose verdict is clear from some size on, or in more orders. */
async function settle(
  length: number,
  clearFrom: number,
  different: Partial<MeasureOptions> = {},
  clearInOrders = Number.POSITIVE_INFINITY,
) {
  const asked: MeasureOptions[] = [];
  const task = taskOf(different);
  const at = ({ sample: size, moreOrders }: MeasureOptions) => {
    const n = size === "all" ? length : Math.min(length, size);
    const clear = n >= (moreOrders ? Math.min(clearFrom, clearInOrders) : clearFrom);
    return sampleOf(n, clear ? "structure" : "undecided", length);
  };
  const sample = at(task.options);
  const settled = await settleVerdict(task, sample, async (more) => {
    asked.push(more.options);
    return at(more.options);
  });
  return { verdict: settled.spectrum!.verdict, same: settled === sample, n: settled.n, asked };
}

const sizesOf = (asked: readonly MeasureOptions[]) =>
  asked.map(({ sample, moreOrders }) => [sample, moreOrders === true]);

test("an open verdict is settled by twice as many symbols, and by four times; the sample stays as it was", async () => {
  const twice = await settle(1_000_000, 200_000);
  expect(twice.verdict).toEqual({
    regime: "structure",
    because: "it is structure, in 200000 symbols",
    n: 200_000,
  });
  expect(twice.n).toBe(100_000);
  expect(twice.asked).toEqual([
    { sample: 200_000, encoding: "bytes", seed: 3, estimators: [], spectrum: true, withoutTruth: true },
  ]);
  const four = await settle(1_000_000, 400_000);
  expect(four.verdict).toMatchObject({ regime: "structure", n: 400_000 });
  expect(sizesOf(four.asked)).toEqual([
    [200_000, false],
    [400_000, true],
  ]);
});

test("an open verdict reports how much was read", async () => {
  const { verdict, asked } = await settle(1_000_000, 900_000);
  const because = "it is undecided, in 400000 symbols read in more orders";
  expect(verdict).toEqual({ regime: "undecided", because, n: 400_000 });
  expect(asked).toHaveLength(2);
});

test("an input is read to its end, there in more orders, and not again", async () => {
  const { verdict, asked } = await settle(150_000, 900_000);
  expect(verdict.n).toBe(150_000);
  expect(sizesOf(asked)).toEqual([[250_000, true]]);
  // What would be nearly all is all: a second look at nearly the same symbols is another throw of the dice.
  const long = await settle(240_000, 900_000, {}, 240_000);
  expect(long.verdict).toMatchObject({ regime: "structure", n: 240_000 });
  expect(sizesOf(long.asked)).toEqual([[250_000, true]]);
  expect(sizesOf((await settle(260_000, 900_000)).asked)).toEqual([
    [200_000, false],
    [400_000, true],
  ]);
});

test("what is whole, or nearly, is read again in more orders where there were few", async () => {
  for (const length of [60_000, 100_000, 124_000]) {
    const { verdict, asked } = await settle(length, 900_000, {}, length);
    expect(sizesOf(asked)).toEqual([[125_000, true]]);
    expect(verdict).toEqual({
      regime: "structure",
      because: `it is structure, in ${length} symbols read in more orders`,
      n: length,
    });
  }
  expect(await settle(40_000, 900_000, {}, 40_000)).toMatchObject({ same: true, asked: [] });
});

test("orders say nothing of what no curve was read of, or no code certifies", async () => {
  for (const other of [{ trainingLength: 0 }, { certificates: [] }]) {
    const { spectrum, ...sample } = sampleOf(80_000, "undecided", 80_000);
    const open = { ...sample, spectrum: { ...spectrum!, ...other } };
    expect(await settleVerdict(taskOf({}), open, () => Promise.reject(new Error("read")))).toBe(open);
  }
});

test("of a source, which has no end, there is always more", async () => {
  const asked: MeasureOptions[] = [];
  const generated = (n: number) => ({ ...sampleOf(n, "undecided"), size: null, blocks: [] });
  await settleVerdict(taskOf({}), generated(100_000), async (more) => {
    asked.push(more.options);
    return generated(Number(more.options.sample));
  });
  expect(sizesOf(asked)).toEqual([
    [200_000, false],
    [400_000, true],
  ]);
});

test("an input that does not say how long it is, and is at its end, is not read once more", async () => {
  const unsized = (n: number) => ({ ...sampleOf(n, "undecided"), size: null, blocks: [] });
  const sizesFor = async (length: number) => {
    const asked: MeasureOptions[] = [];
    await settleVerdict(taskOf({}), unsized(Math.min(100_000, length)), async ({ options: more }) => {
      asked.push(more);
      return unsized(Math.min(length, Number(more.sample)));
    });
    return sizesOf(asked);
  };
  expect(await sizesFor(40_000)).toEqual([]);
  expect(await sizesFor(80_000)).toEqual([[125_000, true]]);
  expect(await sizesFor(100_000)).toEqual([[200_000, false]]);
  expect(await sizesFor(150_000)).toEqual([
    [200_000, false],
    [400_000, true],
  ]);
});

test("no further orders are read if tests of noise found something", async () => {
  const asked: MeasureOptions[] = [];
  const noise = (n: number) => {
    const { spectrum, ...sample } = sampleOf(n, "undecided");
    return { ...sample, spectrum: { ...spectrum!, certificates: [] } };
  };
  await settleVerdict(taskOf({}), noise(100_000), async ({ options: more }) => {
    asked.push(more);
    return noise(Number(more.sample));
  });
  expect(sizesOf(asked)).toEqual([
    [200_000, false],
    [400_000, false],
  ]);
});

test("no more is read unless requested", async () => {
  const { same, asked } = await settle(1_000_000, 2_000_000, { readOn: 0 });
  expect({ same, asked }).toEqual({ same: true, asked: [] });
});

test("no more is read of clear verdicts, or if the size was requested", async () => {
  expect(await settle(1_000_000, 50_000)).toMatchObject({ same: true, asked: [] });
  expect(await settle(1_000_000, 2_000_000, { sample: "all" })).toMatchObject({ same: true, asked: [] });
  const { readOn: _, ...exact } = options;
  const task = { ...taskOf({}), options: exact };
  const open = sampleOf(100_000, "undecided");
  expect(await settleVerdict(task, open, () => Promise.reject(new Error("read")))).toBe(open);
});
