import { paragraph, percentText, printed } from "../report/kit/figures.ts";
import { escapeForTerminal, formatCount } from "../report/kit/format.ts";
import { paletteFor } from "../report/kit/palette.ts";
import { plainTable } from "../report/kit/plain-table.ts";
import type { View } from "../report/kit/renderer.ts";
import type { Rows } from "../report/kit/rows.ts";
import { fitWidth } from "../report/kit/text-width.ts";
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
  const dash = view.ascii ? "-" : "–";
  const figures = outcome.points.flatMap((point) => (point.status === "ok" ? Object.values(point.loss) : []));
  const bits = bitsWith(decimalsFor(figures, 3));
  const range = (lower: number, upper: number) => `${bits(lower)}${dash}${bits(upper)}`;
  const rows = outcome.points.map((point) => {
    const begin = [`${point.factor}x`, formatCount(point.symbols)];
    if (point.status === "undefined") return [...begin, "-", "", "", ""];
    const { value, lower80, upper80, lower95, upper95 } = point.loss;
    const error = percentText(point.medianError);
    return [...begin, bits(value), range(lower80, upper80), range(lower95, upper95), error];
  });
  const others = [...outcome.contexts, ...outcome.perceptron];
  const [ofMost, ofFew, copying] = outcome.perceptron.map(bitsWith(decimalsFor(others, 2)));
  const learned = sample.n > mostRead ? `${formatCount(mostRead)} symbols of it` : "the sample";
  const reasons = new Map<string, string[]>();
  for (const point of outcome.points)
    if (point.status === "undefined")
      reasons.set(point.reason, [...(reasons.get(point.reason) ?? []), `${point.factor}x`]);
  const sections = [
    paragraph(openingOf(forecast), view),
    head,
    plainTable(
      ["", "learned", "bits a symbol", "80 %", "95 %", "usually off"].map(palette.dim),
      rows,
      [0, 1, 2, 3, 4, 5],
    ),
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
      ...[...reasons].map(([reason, factors]) => `Nothing is said of ${factors.join(", ")}: ${reason}.`),
    ]
      .map((line) => paragraph(line, view))
      .join("\n"),
  ];
  return `${printed(sections.join("\n\n"))}\n`;
}

/** Decimals with which the least of the numbers has two figures that say something; no fewer than usual. */
function decimalsFor(numbers: readonly number[], usual: number): number {
  const least = Math.min(...numbers.filter((one) => one > 0));
  return Math.max(usual, Math.ceil(1 - Math.log10(least)));
}

const bitsWith = (decimals: number) => (bits: number) => bits.toFixed(decimals);

function openingOf({ network, sample, outcome }: NetworkForecast): string {
  const first = outcome.status === "ok" ? outcome.points.find(({ status }) => status === "ok") : undefined;
  if (first?.status !== "ok") return `What ${network} will pay cannot be forecast.`;
  const { value, lower95, upper95 } = first.loss;
  const after = formatCount(first.symbols);
  const bits = bitsWith(decimalsFor([value, lower95, upper95], 2));
  const all = first.symbols === sample.of ? "" : ` (the input has ${formatCount(sample.of)})`;
  return `Trained on ${after} symbols${all}, ${network} will pay ${bits(value)} bits a symbol (95 %: ${bits(lower95)} to ${bits(upper95)}) for blocks it has not seen.`;
}

const columns = ["name", "network", "factor", "symbols", "status", "value", "lower80", "upper80", "lower95", "upper95", "unit", "reason"]; // biome-ignore format: one line

/** A forecast as one table: a row for each multiple of the sample. */
export function networkForecastRows({ name, network, outcome }: NetworkForecast): Rows {
  const none = [null, null, null, null, null];
  if (outcome.status === "undefined")
    return {
      columns,
      rows: [[name, network, null, null, outcome.status, ...none, "bit/symbol", outcome.reason]],
    };
  return {
    columns,
    rows: outcome.points.map((point) => {
      const begin = [name, network, point.factor, point.symbols, point.status];
      if (point.status === "undefined") return [...begin, ...none, "bit/symbol", point.reason];
      const { value, lower80, upper80, lower95, upper95 } = point.loss;
      return [...begin, value, lower80, upper80, lower95, upper95, "bit/symbol", null];
    }),
  };
}
