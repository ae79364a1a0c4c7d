import { grouped } from "../../core/collections.ts";
import { type QuantityId, quantities } from "../../core/quantities.ts";
import type { SweepMark, SweepPanel } from "../../report/charts/sweep-chart.ts";
import { type SweepAxis, sizeAxis, valueAxis } from "../../report/charts/sweep-chart.ts";
import { escapeForTerminal, formatCount } from "../../report/kit/format.ts";
import type { Sweep, SweepCurve } from "./sweep-schema.ts";

/**
 * A sweep as panels: one per estimator and combination of the other parameters; the longest parameter is the axis. If no
 * parameter varies, the axis is the number of symbols.
 */
export function sweepPanelsOf({ curves, options }: Sweep): SweepPanel[] {
  const [longest] = [...options.parameters].sort((a, b) => b.values.length - a.values.length);
  const along = longest !== undefined && longest.values.length > 1 ? longest : null;
  const axis = along === null ? sizeAxis(options.sizes) : valueAxis(along.name, along.values);
  const groups = grouped(curves, (curve) =>
    JSON.stringify([curve.estimator, curve.parameters, fixedOf(curve, along?.name)]),
  );
  let row = 0;
  return [...groups.values()].map((members) => {
    const panel = panelOf(members, axis, along?.name, row);
    row += members.length * options.sizes.length;
    return panel;
  });
}

function panelOf(
  members: readonly SweepCurve[],
  axis: SweepAxis,
  along: string | undefined,
  firstRow: number,
): SweepPanel {
  const placeOf = (curve: SweepCurve) =>
    along === undefined ? 0 : axis.places[axis.labels.indexOf(curve.values[along]!)]!;
  const inOrder = [...members].sort((a, b) => placeOf(a) - placeOf(b));
  const first = inOrder[0]!;
  const { title, symbol, unit } = quantities[first.quantity as QuantityId];
  const places = inOrder.flatMap((curve, i) =>
    curve.points.map((point, size) => ({
      row: firstRow + i * curve.points.length + size,
      x: along === undefined ? axis.places[size]! : placeOf(curve),
      curve,
      point,
      size,
    })),
  );
  const sizes = first.points.map(({ n }) => n);
  const lines = along === undefined ? [places] : sizes.map((_, i) => places.filter(({ size }) => size === i));
  return {
    estimator: first.estimator,
    title: `${first.estimator}: ${title} ${symbol}`,
    symbol,
    unit: unit === "1" ? "" : unit,
    fixed: fixedOf(first, along),
    axis,
    recipes: inOrder.map(({ recipe }) => escapeForTerminal(recipe)),
    lines: lines.map((own, i) => ({
      name: along === undefined ? "mean" : `n = ${formatCount(sizes[i]!)}`,
      rank: lines.length === 1 ? 1 : i / (lines.length - 1),
      marks: own.flatMap(markOf),
    })),
    truths: places.flatMap(({ x, curve: { truth }, size }) => {
      if (truth === null || (along !== undefined && size > 0)) return [];
      const { value, lower, upper } = truth;
      return [{ x, value, lower, upper }];
    }),
    missing: places.flatMap(({ row, x, point: { mean, n, reason } }) =>
      mean === null ? [{ row, x, n, reason: reason ?? "" }] : [],
    ),
  };
}

/** Values of the parameters other than the axis. */
function fixedOf({ values }: SweepCurve, along: string | undefined): string {
  return Object.entries(values)
    .filter(([name]) => name !== along)
    .map(([name, value]) => `${name}=${value}`)
    .join(" ");
}

interface Place {
  readonly row: number;
  readonly x: number;
  readonly curve: SweepCurve;
  readonly point: SweepCurve["points"][number];
  readonly size: number;
}

function markOf({ row, x, curve, point, size }: Place): SweepMark[] {
  const { n, mean, deviation, defined } = point;
  if (mean === null) return [];
  const { value, interval } = mean;
  return [
    {
      row,
      x,
      n,
      mean: value,
      ends: interval === null ? null : [interval.lower, interval.upper],
      deviation,
      runs: defined,
      convergence: size === curve.points.length - 1 ? curve.convergence : null,
    },
  ];
}
