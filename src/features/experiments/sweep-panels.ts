import { grouped } from "../../core/collections.ts";
import { type QuantityId, quantities } from "../../core/quantities.ts";
import type { SweepMark, SweepPanel } from "../../report/charts/sweep-chart.ts";
import { type SweepAxis, sizeAxis, valueAxis } from "../../report/charts/sweep-chart.ts";
import { escapeForTerminal, formatCount } from "../../report/kit/format.ts";
import { type Curve, curvesOf, namedTitle } from "./curves.ts";
import type { Sweep, SweepRow } from "./schema.ts";

/**
 * A sweep as panels: one per estimator and combination of the other parameters; the longest parameter is the axis. If no
 * parameter varies, the axis is the number of symbols.
 */
export function sweepPanelsOf({ rows, options, sweep }: Sweep): SweepPanel[] {
  const [longest] = [...sweep.parameters].sort((a, b) => b.values.length - a.values.length);
  const along = longest !== undefined && longest.values.length > 1 ? longest : null;
  const axis = along === null ? sizeAxis(options.lengths) : valueAxis(along.name, along.values);
  const groups = grouped(curvesOf(rows, options.lengths), ([first]) =>
    JSON.stringify([first!.estimator, first!.parameters, fixedOf(first!, along?.name)]),
  );
  let row = 0;
  return [...groups.values()].map((members) => {
    const panel = panelOf(members, axis, along?.name, row);
    row += members.length * options.lengths.length;
    return panel;
  });
}

function panelOf(
  members: readonly Curve[],
  axis: SweepAxis,
  along: string | undefined,
  firstRow: number,
): SweepPanel {
  const placeOf = ([row]: Curve) =>
    along === undefined ? 0 : axis.places[axis.labels.indexOf(row!.swept.values[along]!)]!;
  const inOrder = [...members].sort((a, b) => placeOf(a) - placeOf(b));
  const first = inOrder[0]![0]!;
  const { title, symbol, unit } = quantities[first.quantity as QuantityId];
  const places = inOrder.flatMap((curve, i) =>
    curve.map((point, size) => ({
      row: firstRow + i * curve.length + size,
      x: along === undefined ? axis.places[size]! : placeOf(curve),
      point,
      size,
    })),
  );
  const sizes = inOrder[0]!.map(({ n }) => n);
  const lines = along === undefined ? [places] : sizes.map((_, i) => places.filter(({ size }) => size === i));
  return {
    estimator: first.estimator,
    title: `${namedTitle(first.estimator, title)} ${symbol}`,
    symbol,
    unit: unit === "1" ? "" : unit,
    fixed: fixedOf(first, along),
    axis,
    recipes: inOrder.map(([row]) => escapeForTerminal(row!.source)),
    lines: lines.map((own, i) => ({
      name: along === undefined ? "mean" : `n = ${formatCount(sizes[i]!)}`,
      rank: lines.length === 1 ? 1 : i / (lines.length - 1),
      marks: own.flatMap(markOf),
    })),
    truths: places.flatMap(({ x, point: { truth, swept }, size }) =>
      swept.bounds === null || (along !== undefined && size > 0)
        ? []
        : [{ x, value: truth, ...swept.bounds }],
    ),
    missing: places.flatMap(({ row, x, point: { swept, n, reason } }) =>
      swept.mean === null ? [{ row, x, n, reason: reason ?? "" }] : [],
    ),
  };
}

/** Values of the parameters other than the axis. */
function fixedOf({ swept: { values } }: SweepRow, along: string | undefined): string {
  return Object.entries(values)
    .filter(([name]) => name !== along)
    .map(([name, value]) => `${name}=${value}`)
    .join(" ");
}

function markOf({
  row,
  x,
  point,
}: {
  readonly row: number;
  readonly x: number;
  readonly point: SweepRow;
}): SweepMark[] {
  const { n, defined, swept } = point;
  const { mean, deviation, convergence } = swept;
  if (mean === null) return [];
  const { value, interval } = mean;
  const ends = interval === null ? null : ([interval.lower, interval.upper] as const);
  return [{ row, x, n, mean: value, ends, deviation, runs: defined, convergence }];
}
