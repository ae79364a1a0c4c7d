import { columnText, paragraph, printed } from "../report/kit/figures.ts";
import { escapeForTerminal, formatCount } from "../report/kit/format.ts";
import { paletteFor } from "../report/kit/palette.ts";
import type { View } from "../report/kit/renderer.ts";
import type { Rows } from "../report/kit/rows.ts";
import { fitWidth } from "../report/kit/text-width.ts";
import { bitsWith, decimalsFor, lossesOf, pointRows, pointsTable, withheldLines } from "./forecast-points.ts";
import type { LearnerForecast } from "./learner-forecast-schema.ts";

/**
 * What more will cost a learner, for a person.
 *
 * @returns text that ends in a line feed; equal forecasts and views give equal text
 * @throws never
 */
export function renderLearnerForecast(forecast: LearnerForecast, view: View): string {
  const { name, learner, learned, asked, curve, bank, outcome } = forecast;
  const palette = paletteFor(view.color);
  const head = [
    palette.bold(fitWidth(escapeForTerminal(name, view.ascii), view.width)),
    palette.dim(fitWidth(`learner: ${escapeForTerminal(learner, view.ascii)}`, view.width)),
    palette.dim(
      `${formatCount(learned)} symbols learned, ${formatCount(asked.symbols)} asked; ${bank.cells} networks in the bank`,
    ),
  ].join("\n");
  if (outcome.status === "undefined") {
    const opening = paragraph("What more of it will cost the learner cannot be forecast.", view);
    return `${printed([opening, head, paragraph(outcome.reason, view)].join("\n\n"))}\n`;
  }
  const { points } = outcome;
  const now = curve.at(-1)!.learner;
  const decimals = decimalsFor(lossesOf(points), 3);
  const ok = points.find(({ status }) => status === "ok");
  const remarks = [
    ...(ok?.status === "ok"
      ? [
          `Forecast from what it paid after half as much, too; learned from ${ok.examples} curves of networks of the bank on texts of ${ok.groups} packages; usually off: the median of these when each package is forecast by the others. In intervals: which blocks were asked, and how such curves go on.`,
        ]
      : []),
    ...withheldLines(points),
  ];
  const sections = [
    paragraph(openingOf(forecast), view),
    head,
    pointsTable(points, view, palette, [
      ["1x", formatCount(learned), columnText(now, decimals, view), "", "", "measured"],
    ]),
    remarks.map((line) => paragraph(line, view)).join("\n"),
  ];
  return `${printed(sections.join("\n\n"))}\n`;
}

function openingOf({ curve, outcome }: LearnerForecast): string {
  const last = outcome.status === "ok" ? outcome.points.findLast(({ status }) => status === "ok") : undefined;
  if (last?.status !== "ok") return "What more of it will cost the learner cannot be forecast.";
  const now = curve.at(-1)!.learner.value;
  const { value, lower95, upper95 } = last.loss;
  const bits = bitsWith(decimalsFor([now, value, lower95, upper95], 2));
  return `With ${last.factor} times as much the learner will pay ${bits(value)} bits a symbol (95 %: ${bits(lower95)} to ${bits(upper95)}) for blocks it has not seen; now it pays ${bits(now)}.`;
}

/** A forecast as one table: a row for each multiple. */
export function learnerForecastRows({ name, learner, outcome }: LearnerForecast): Rows {
  return pointRows("learner", name, learner, outcome);
}
