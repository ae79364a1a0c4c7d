import { expect, test } from "vitest";
import { comparisonPageData, mostOnPage, renderComparisonHtml } from "../../../src/features/compare/page.ts";
import { renderSweepHtml, sweepPageData } from "../../../src/features/experiments/sweep-page.ts";
import { matrixOf, pairRowsOf } from "../../../src/page/browser/pair-rows.ts";
import { kindOf, parameterAt, sweepRowsOf } from "../../../src/page/browser/sweep-rows.ts";
import { comparisonOf } from "../features/compare/hand-made-comparison.ts";
import { curveAt, sweepOf } from "../features/experiments/hand-made-sweep.ts";

const pairs = [
  [0, 1, 0.5, "differ"],
  [0, 2, 0.1, "within-error"],
  [1, 2, 0.7, "as-halves"],
] as const;

test("the pairs of a comparison are the same on its page, in the order of the samples", () => {
  const comparison = comparisonOf(["a", "b", "c"], pairs);
  const data = comparisonPageData({ ...comparison, pairs: [...comparison.pairs].reverse() }, 1e6, [
    "a",
    "b",
    "c",
  ]);
  const rows = pairRowsOf(data);
  expect(rows.map(({ a, b, names, distances, verdict }) => [a, b, names, distances, verdict])).toEqual(
    pairs.map(([a, b, distance, verdict]) => [a, b, ["abc"[a], "abc"[b]], [distance], verdict]),
  );
  expect(rows[2]!.detail).toEqual({
    divergence: { value: 0.7, ends: [0.65, 0.75] },
    chance: 0.02,
    p: 0.002,
    beyond: { value: 0.68, ends: [0.63, 0.73] },
    because: 0,
    cross: [],
  });
  const matrix = matrixOf(data, rows, 0);
  expect([matrix.names, matrix.values[0], matrix.verdicts[1]]).toEqual([
    ["a", "c", "b"],
    [0, 0.1, 0.5],
    ["within-error", "within-error", "as-halves"],
  ]);
  expect(matrix.tree!.highest).toBe(0.6);
  expect(data.samples[0]).toEqual({
    name: "a",
    halves: { value: 0.01, ends: [-0.04, 0.06] },
    nearest: [2, 0.1],
  });
  expect(data.command).toBe(
    "mesoscope compare a b c --sample 100000 --encoding bytes --seed 1 --distances jsd -o distances.html",
  );
});

test("the cost under a learner is shown with its pair and in the command", () => {
  const bits = (value: number) => ({ value, interval: null, unit: "bit/symbol" as const });
  const cross = [0, 1, 2].flatMap((learned) =>
    [0, 1, 2]
      .filter((coded) => coded !== learned)
      .map((coded) => ({
        learned,
        coded,
        trainingLength: 7000,
        own: bits(coded),
        rate: bits(10 * learned + coded),
        excess: bits(10 * learned),
      })),
  );
  const learner = { name: "python3 my.py", cross, failed: null };
  const data = comparisonPageData({ ...comparisonOf(["a", "b", "c"], pairs), learner }, 1e6);
  const priced = pairRowsOf(data).map(({ a, b, detail }) => [
    `${a}${b}`,
    detail!.priced!.map(({ coded, rate }) => `${coded}: ${rate.value}`),
  ]);
  expect(priced).toEqual([
    ["01", ["1: 1", "0: 10"]],
    ["02", ["2: 2", "0: 20"]],
    ["12", ["2: 12", "1: 21"]],
  ]);
  expect(data.learner).toBe("python3 my.py");
  expect(data.command).toContain(" --learner 'python3 my.py' ");
});

test("samples that were not compared are named, and take no place", () => {
  const comparison = comparisonOf(["short", "a", "b"], [[1, 2, 0.25, "differ"]]);
  const data = comparisonPageData(comparison, 1e6);
  expect(data.unmeasured).toEqual([["short", "too short"]]);
  expect([data.samples.map(({ name }) => name), data.order]).toEqual([
    ["a", "b"],
    [0, 1],
  ]);
  expect(pairRowsOf(data).map(({ a, b, distances }) => [a, b, ...distances])).toEqual([[0, 1, 0.25]]);
});

test("as many samples as a page holds are below 1.5 MB; details that have no room are left out", {
  tags: ["slow"],
}, () => {
  const most = mostOnPage(1);
  expect([most, mostOnPage(2), mostOnPage(3)]).toEqual([432, 319, 264]);
  const names = Array.from(
    { length: most },
    (_, i) => `packages/folder-${i % 37}/a-file-with-a-name-${i}.ts`,
  );
  const all = names.flatMap((_, a) =>
    names.slice(a + 1).map((_, b) => [a, a + 1 + b, ((a * 31 + b * 17) % 9973) / 9973, "differ"] as const),
  );
  const comparison = comparisonOf(names, all);
  expect(Buffer.byteLength(renderComparisonHtml(comparison))).toBeLessThan(1_500_000);
  const { pairs: details, verdicts } = comparisonPageData(comparison, 700_000);
  expect(verdicts).toHaveLength((most * (most - 1)) / 2);
  expect(details.length).toBeLessThan(2000);
});

test("the points of a sweep are rows in their order, with their details", () => {
  const values = ["0", ".5"];
  const open = { convergence: { verdict: "not-converged" as const, because: "still moves" } };
  const curves = values.map((p) => curveAt({ p }, [[0.6, 0.1], p === "0" ? null : [0.55, 0.02]], open));
  const { panels, command, leftOut } = sweepPageData(sweepOf([{ name: "p", values }], curves), 1e6);
  expect(leftOut).toBe(0);
  const rows = sweepRowsOf(panels);
  expect(
    rows.map((row) => [row.row, parameterAt(row), row.n, row.mark?.mean ?? row.reason, kindOf(row)]),
  ).toEqual([
    [0, "0", 1000, 0.6, "smaller"],
    [1, "0", 10_000, "too short", "undefined"],
    [2, ".5", 1000, 0.6, "smaller"],
    [3, ".5", 10_000, 0.55, "not-converged"],
  ]);
  expect(rows.every(({ truth }) => truth?.value === 0.5)).toBe(true);
  expect(command).toBe(
    "mesoscope sweep coin -p p=0,.5 --size 1000,10000 --repeat 3 --seed 1 -e block-gain -o sweep.html",
  );
});

test("a sweep of many places is below 1.5 MB: panels that have no room are counted", () => {
  const values = Array.from({ length: 60 }, (_, i) => String(i / 60));
  const curves = values.flatMap((q) =>
    values.map((p) =>
      curveAt({ p, q }, [
        [0.123456, 0.0123],
        [0.123456, 0.0123],
      ]),
    ),
  );
  const sweep = sweepOf(
    [
      { name: "p", values },
      { name: "q", values },
    ],
    curves,
  );
  expect(Buffer.byteLength(renderSweepHtml(sweep))).toBeLessThan(1_500_000);
  const { panels, leftOut } = sweepPageData(sweep, 300_000);
  expect(panels.length + leftOut).toBe(60);
  expect(leftOut).toBeGreaterThan(10);
});

test("hostile names and recipes end no element", () => {
  const evil = "</script><script>alert(1)</script>\u202e";
  const curve = curveAt({ p: evil }, [[0.6, 0.1]], { source: evil });
  for (const html of [
    renderComparisonHtml(comparisonOf([evil, "b", "c"], pairs)),
    renderSweepHtml({
      ...sweepOf([{ name: "p", values: [evil] }], [curve], [1000]),
      sweep: { ...sweepOf([], []).sweep, recipe: evil },
    }),
  ]) {
    expect([...html.matchAll(/<script/g)]).toHaveLength(2);
    expect(html.includes("\u202e")).toBe(false);
  }
});
