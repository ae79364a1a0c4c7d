import { largestOf } from "../../core/collections.ts";
import type { Regime } from "../../results/report.ts";
import { baseOption } from "./axes.ts";
import type { ChartOption } from "./kit.ts";
import type { MapWindow } from "./map-frame.ts";
import { asOne, type DrawingApi, drawing } from "./series.ts";
import { regimeMark, regimes, type Theme } from "./theme.ts";

/** Shares of log2 A; they sum to 1. */
export interface BudgetPoint {
  readonly name: string;
  readonly row: number;
  readonly regime: Regime;
  readonly random: number;
  readonly learned: number;
  readonly free: number;
}

/** Height of the triangle. */
export const tall = Math.sqrt(3) / 2;

/** The position of three shares in a triangle of side 1: order left, random right, learned on top. */
export function ternaryPlace({ random, learned }: Pick<BudgetPoint, "random" | "learned">): [number, number] {
  return [random + learned / 2, learned * tall];
}

/** The largest share learned that is shown: the whole triangle where a point is high in it, else its foot. */
export function ternaryTop(learned: readonly number[]): number {
  const most = largestOf(learned, 0.02);
  return most > 0.4 ? 1 : Math.min(1, Math.ceil(most * 1.25 * 20) / 20);
}

/** The visible part of the triangle. */
export function ternaryWindow(top: number): MapWindow {
  return { x: [0, 1], y: [0, top * tall] };
}

/** Room beside the triangle, pixels. */
export const ternaryMargin = { left: 70, right: 70, top: 34, bottom: 54 };

/**
 * The shares of log2 A, as a point between three corners: random, learned, order.
 *
 * @param top the largest share learned that is shown: real samples have small ones
 */
export function budgetTernaryOption(
  budgets: readonly BudgetPoint[],
  theme: Theme,
  top = ternaryTop(budgets.map(({ learned }) => learned)),
): ChartOption {
  const many = budgets.length > 2000;
  const hidden = { show: false, type: "value" as const };
  return {
    ...baseOption(theme),
    grid: ternaryMargin,
    xAxis: { ...hidden, min: 0, max: 1 },
    yAxis: { ...hidden, min: 0, max: top * tall },
    series: [
      gridSeries(top, theme),
      ...regimes.map((regime) => {
        const own = budgets.filter((point) => point.regime === regime);
        return {
          type: "scatter" as const,
          name: regime,
          ...regimeMark(regime, theme),
          symbolSize: many ? 4 : 9,
          large: many,
          z: 4,
          data: own.map((point) => {
            const value = [...ternaryPlace(point), point.row];
            return many ? value : { name: point.name, value };
          }),
        };
      }),
    ],
  };
}

/** The lines of equal shares, their numbers and the names of the corners, cut at `top` of the learned share. */
function gridSeries(top: number, theme: Theme) {
  const step = top >= 0.8 ? 0.2 : top >= 0.2 ? 0.05 : top > 0.1 ? 0.02 : 0.01;
  return drawing("shares", {
    data: asOne,
    z: 1,
    renderItem: (_: unknown, api: DrawingApi) => {
      const at = (random: number, learned: number) => api.coord(ternaryPlace({ random, learned }));
      const line = (from: number[], to: number[], strong = false) => ({
        type: "line" as const,
        shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] },
        style: { stroke: strong ? theme.muted : theme.grid, lineWidth: 1 },
      });
      const text = (
        place: number[],
        dx: number,
        dy: number,
        words: string,
        align: string,
        strong = false,
      ) => ({
        type: "text" as const,
        style: {
          text: words,
          x: place[0]! + dx,
          y: place[1]! + dy,
          align,
          verticalAlign: "middle",
          fill: strong ? theme.ink : theme.muted,
          font: `${strong ? 600 : 400} ${strong ? 13 : 11}px ${theme.fontFamily}`,
        },
      });
      const levels = Array.from({ length: Math.floor(top / step + 1e-9) }, (_, i) => (i + 1) * step);
      const percent = (share: number) => `${Math.round(share * 100)} %`;
      const tenths = [0.2, 0.4, 0.6, 0.8];
      return {
        type: "group" as const,
        children: [
          ...levels.flatMap((share) => [
            line(at(0, share), at(1 - share, share)),
            text(at(0, share), -6, 0, percent(share), "right"),
          ]),
          ...tenths.flatMap((share) => [
            // Equal random shares run towards the top, equal free shares towards the left.
            line(at(share, 0), at(share, Math.min(top, 1 - share))),
            line(at(1 - share, 0), at(1 - share - Math.min(top, 1 - share), Math.min(top, 1 - share))),
            text(at(share, 0), 0, 13, percent(share), "center"),
          ]),
          line(at(0, 0), at(1, 0), true),
          line(at(0, 0), at(0, top), true),
          line(at(1, 0), at(1 - top, top), true),
          text(at(0, 0), 0, 32, "order", "center", true),
          text(at(1, 0), 0, 32, "random", "center", true),
          text(at(0.5, 0), 0, 32, "share that is random →", "center"),
          text(at(0, top), 0, -18, top === 1 ? "learned" : "↑ learned", "center", true),
        ],
      };
    },
  });
}
