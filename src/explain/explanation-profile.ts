import { groupDigits, paragraph } from "../report/kit/figures.ts";
import type { Palette } from "../report/kit/palette.ts";
import type { View } from "../report/kit/renderer.ts";
import { lineChart } from "../report/terminal/line-chart.ts";
import { leftMargin } from "../report/terminal/map-frame.ts";
import type { Depth, Explanation, Stretch } from "./schema.ts";

type Kind = Stretch["kind"];

const marks: Readonly<Record<Exclude<Kind, "plain">, string>> = { noise: "n", order: "o", repeated: "r" };
const meanings: Readonly<Record<Exclude<Kind, "plain">, string>> = {
  noise: "noise to this observer",
  order: "order",
  repeated: "repeats earlier text",
};
const chartRows = 5;
/** Places that a terminal names; JSON has all. */
const shownPlaces = 12;

/** What the observer pays along the sample, and where that is noise, order or a repetition. */
export function profileSection(
  { sample }: Explanation,
  { profile }: Depth,
  view: View,
  palette: Palette,
): string {
  const { stretches, unit } = profile;
  const top = Math.log2(Math.max(2, sample.spectrum?.alphabet ?? 2));
  const columns = Math.min(stretches.length, view.width - leftMargin);
  const placeOf = (i: number) => i / Math.max(1, stretches.length - 1);
  const points = stretches.map(({ rate }, i) => ({ x: placeOf(i), ...rate }));
  const chart = lineChart(points, { rows: chartRows, columns, top }, view, palette);
  const signs = new Array<string>(columns).fill(" ");
  stretches.forEach(({ kind }, i) => {
    const column = Math.round(placeOf(i) * (columns - 1));
    if (kind !== "plain") signs[column] = marks[kind];
  });
  const below = signs.join("").trimEnd();
  const places = merged(stretches);
  const named = places.slice(0, shownPlaces).map((place) => paragraph(sentence(place, unit), view, 2));
  if (places.length > shownPlaces) named.push(palette.dim(`and ${places.length - shownPlaces} more`));
  if (places.length === 0) named.push("No stretch stands out as noise, order or repetition.");
  const scale = `full height ${top.toFixed(2)} bit/symbol; n noise, o order, r repeated`;
  return [
    palette.bold("Along the sample") + palette.dim("  what each stretch costs once all before it was read"),
    ...chart,
    ...(below === "" ? [] : [" ".repeat(leftMargin) + below]),
    palette.dim(paragraph(scale, view)),
    ...named,
  ].join("\n");
}

interface Place {
  readonly kind: Exclude<Kind, "plain">;
  readonly start: number;
  readonly end: number;
  readonly symbols: number;
  readonly bits: number;
}

/** Neighbours of one kind as one place; what is plain is left out. */
function merged(stretches: readonly Stretch[]): Place[] {
  const places: Place[] = [];
  for (const { kind, start, end, symbols, rate } of stretches) {
    if (kind === "plain") continue;
    const bits = rate.value * symbols;
    const last = places.at(-1);
    if (last !== undefined && last.kind === kind && last.end === start) {
      places[places.length - 1] = {
        ...last,
        end,
        symbols: last.symbols + symbols,
        bits: last.bits + bits,
      };
    } else places.push({ kind, start, end, symbols, bits });
  }
  return places;
}

function sentence({ kind, start, end, symbols, bits }: Place, unit: "byte" | "symbol"): string {
  const where = groupDigits(`${unit}s ${start} to ${end - 1}`);
  const rate = (bits / symbols).toFixed(3);
  return `${where.replace(/^[a-z]/, (letter) => letter.toUpperCase())}: ${meanings[kind]}, ${rate} bit/symbol.`;
}
