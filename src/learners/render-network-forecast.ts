import { paragraph, printed } from "../report/kit/figures.ts";
import { escapeForTerminal, formatCount } from "../report/kit/format.ts";
import { paletteFor } from "../report/kit/palette.ts";
import type { View } from "../report/kit/renderer.ts";
import type { Rows } from "../report/kit/rows.ts";
import { fitWidth } from "../report/kit/text-width.ts";
import { bitsWith, decimalsFor, lossesOf, pointRows, pointsTable, withheldLines } from "./forecast-points.ts";
import type { NetworkForecast } from "./network-forecast-schema.ts";
import { mostRead } from "./perceptron-costs.ts";

/**
 * What a network will pay, for a person.
 *
 * @returns text that ends in a line feed; equal forecasts and views give equal text
 * @throws never
 */
export function renderNetworkForecast(forecast: NetworkForecast, view: View): string {
  const { name, network, sample, bank, outcome } = forecast;
  const palette = paletteFor(view.color);
  const head = [
    palette.bold(fitWidth(escapeForTerminal(name, view.ascii), view.width)),
    palette.dim(
      `${formatCount(sample.n)} of ${formatCount(sample.of)} symbols read; ${bank.cells} networks in the bank`,
    ),
  ].join("\n");
  if (outcome.status === "undefined") {
    const sections = [
      paragraph(`What ${network} will pay cannot be forecast.`, view),
      head,
      paragraph(outcome.reason, view),
    ];
    return `${printed(sections.join("\n\n"))}\n`;
  }
  const bits = bitsWith(decimalsFor(lossesOf(outcome.points), 3));
  const others = [...outcome.contexts, ...outcome.perceptron];
  const [ofMost, ofFew, copying] = outcome.perceptron.map(bitsWith(decimalsFor(others, 2)));
  const learned = sample.n > mostRead ? `${formatCount(mostRead)} symbols of it` : "the sample";
  const sections = [
    paragraph(openingOf(forecast), view),
    head,
    pointsTable(outcome.points, view, palette),
    [
      `The observer pays ${bits(outcome.observer)} bits a symbol at the end of the sample; n-grams with 0, 1, ... 5 symbols of context pay ${outcome.contexts.map(bitsWith(decimalsFor(others, 2))).join(", ")}; a small perceptron that learned three quarters of ${learned} pays ${ofMost} for the rest, one that learned a quarter ${ofFew}, and one that sees, too, what repeats nearby would go on with ${copying}.`,
      ...(outcome.entropyRate === null
        ? []
        : [`h is exactly ${bits(outcome.entropyRate)} bits a symbol: nobody pays less.`]),
      ...outcome.points.flatMap((point) =>
        point.status === "ok" && point.factor === 1
          ? [
              `Learned from ${point.examples} trainings on data of ${point.groups} other packages or kinds; usually off: the median of these when each is forecast by the others.`,
            ]
          : [],
      ),
      ...withheldLines(outcome.points),
    ]
      .map((line) => paragraph(line, view))
      .join("\n"),
  ];
  return `${printed(sections.join("\n\n"))}\n`;
}

function openingOf({ network, sample, outcome }: NetworkForecast): string {
  const first = outcome.status === "ok" ? outcome.points.find(({ status }) => status === "ok") : undefined;
  if (first?.status !== "ok") return `What ${network} will pay cannot be forecast.`;
  const { value, lower95, upper95 } = first.loss;
  const after = formatCount(first.symbols);
  const bits = bitsWith(decimalsFor([value, lower95, upper95], 2));
  const all = first.symbols === sample.of ? "" : ` (the input has ${formatCount(sample.of)})`;
  return `Trained on ${after} symbols${all}, ${network} will pay ${bits(value)} bits a symbol (95 %: ${bits(lower95)} to ${bits(upper95)}) for blocks it has not seen.`;
}

/** A forecast as one table: a row for each multiple of the sample. */
export function networkForecastRows({ name, network, outcome }: NetworkForecast): Rows {
  return pointRows("network", name, network, outcome);
}
