import { type QuantityId, quantities } from "../../core/quantities.ts";
import type { Sweep, SweepCurve } from "../../core/sweep-schema.ts";
import { formatCount } from "../format.ts";

/** A measured place of a sweep: mean over its runs. */
export interface SweepMark {
  /** on the axis of the panel */
  readonly x: number;
  readonly mean: number;
  readonly ends: readonly [lower: number, upper: number] | null;
  /** why the estimate has not come to rest; null where it has, and below the largest size */
  readonly notConverged: string | null;
  /** places in the sweep */
  readonly curve: number;
  readonly point: number;
}

/** Sequences of one size. */
export interface SweepLine {
  readonly name: string;
  /** from 0, the smallest size, to 1 */
  readonly rank: number;
  readonly marks: readonly SweepMark[];
}

/** What is certain at one place of the axis. */
export interface SweepTruth {
  readonly x: number;
  readonly value: number | null;
  readonly lower: number;
  readonly upper: number;
}

/** The axis that a panel runs along. */
export interface SweepAxis {
  readonly name: string;
  /** places of the values, ascending */
  readonly places: readonly number[];
  /** the values as they were written */
  readonly labels: readonly string[];
}

/** One estimator along one parameter, all others fixed. */
export interface SweepPanel {
  readonly title: string;
  /** values of the other parameters; empty where there are none */
  readonly fixed: string;
  readonly unit: string;
  readonly axis: SweepAxis;
  readonly lines: readonly SweepLine[];
  readonly truths: readonly SweepTruth[];
}

/** Places that lie at a constant ratio apart are shown at equal distances. */
const wideRatio = 30;

/**
 * A sweep as panels: one an estimator and combination of the parameters beside the longest one, which is the axis; with
 * no parameter the axis is the number of symbols.
 *
 * @throws never
 */
export function sweepPanelsOf({ curves, options }: Sweep): SweepPanel[] {
  const along = [...options.parameters].sort((a, b) => b.values.length - a.values.length)[0];
  const sizes = options.sizes;
  const groups = new Map<string, number[]>();
  for (const [i, curve] of curves.entries()) {
    const others = fixedOf(curve, along?.name);
    const key = JSON.stringify([curve.estimator, curve.parameters, others]);
    groups.set(key, [...(groups.get(key) ?? []), i]);
  }
  const byParameter = along !== undefined && along.values.length > 1;
  return [...groups.values()].map((members) => {
    const own = members.map((i) => curves[i]!);
    const axis = byParameter ? axisOf(along.name, along.values) : sizeAxis(sizes);
    const first = own[0]!;
    const { title, symbol } = quantities[first.quantity as QuantityId];
    return {
      title: `${first.estimator}: ${title} ${symbol}`,
      fixed: fixedOf(first, byParameter ? along.name : undefined),
      unit: first.unit === "1" ? "" : first.unit,
      axis,
      lines: byParameter
        ? linesBySize(curves, members, along.name, axis)
        : [lineAlongSizes(first, members[0]!)],
      truths: own.flatMap((curve) => {
        if (curve.truth === null) return [];
        const { value, lower, upper } = curve.truth;
        const places = byParameter ? [placeOf(axis, curve.values[along.name]!)] : axis.places;
        return places.map((x) => ({ x, value, lower, upper }));
      }),
    };
  });
}

/** Values of the parameters that a panel does not run along. */
function fixedOf({ values }: SweepCurve, along: string | undefined): string {
  return Object.entries(values)
    .filter(([name]) => name !== along)
    .map(([name, value]) => `${name}=${value}`)
    .join(" ");
}

/** Numbers where they lie, other values side by side in the order they were written. */
function axisOf(name: string, written: readonly string[]): SweepAxis {
  const labels = [...new Set(written)];
  const numbers = labels.map(Number);
  if (labels.some((label, i) => label.trim() === "" || !Number.isFinite(numbers[i]!))) {
    return { name, places: labels.map((_, i) => i), labels };
  }
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const isWide = least > 0 && most / least >= wideRatio;
  const inOrder = [...numbers.keys()].sort((a, b) => numbers[a]! - numbers[b]!);
  const place = (i: number) => (isWide ? Math.log10(numbers[i]!) : numbers[i]!);
  return { name, places: inOrder.map(place), labels: inOrder.map((i) => labels[i]!) };
}

function sizeAxis(sizes: readonly number[]): SweepAxis {
  return { name: "n, symbols", places: sizes.map(Math.log10), labels: sizes.map(formatCount) };
}

const placeOf = ({ labels, places }: SweepAxis, value: string) => places[labels.indexOf(value)]!;

function linesBySize(
  curves: readonly SweepCurve[],
  members: readonly number[],
  along: string,
  axis: SweepAxis,
): SweepLine[] {
  const sizes = curves[members[0]!]!.points.map(({ n }) => n);
  return sizes.map((n, size) => ({
    name: `n = ${formatCount(n)}`,
    rank: sizes.length === 1 ? 1 : size / (sizes.length - 1),
    marks: members
      .flatMap((i) => markOf(curves[i]!, i, size, placeOf(axis, curves[i]!.values[along]!)))
      .sort((a, b) => a.x - b.x),
  }));
}

function lineAlongSizes(curve: SweepCurve, at: number): SweepLine {
  const marks = curve.points.flatMap(({ n }, i) => markOf(curve, at, i, Math.log10(n)));
  return { name: "mean", rank: 1, marks };
}

function markOf({ points, convergence }: SweepCurve, curve: number, point: number, x: number): SweepMark[] {
  const { mean } = points[point]!;
  if (mean === null) return [];
  const { value, interval } = mean;
  const isLast = point === points.length - 1;
  return [
    {
      x,
      mean: value,
      ends: interval === null ? null : [interval.lower, interval.upper],
      notConverged: isLast && convergence.verdict === "not-converged" ? convergence.because : null,
      curve,
      point,
    },
  ];
}
